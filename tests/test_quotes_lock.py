"""`captures.lock`: written the same each time, read whatever it holds."""

import random
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lockfile import LOCK, parse_lock, read_lock, write_lock
from sayso.model.captures import SCHEMA, Copy, Held, Lock, Result

hexes = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
names = st.from_regex(r"(claim|quote|event):[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
#: What a stranger may write where a name stands.
odd = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
days = st.dates(min_value=date(1000, 1, 1)).map(lambda day: f"{day:%Y-%m-%d}")
entries = st.builds(
    Held,
    record=names | odd,
    field=st.sampled_from(["exact", "citations.exact", "text", "parts.0"]),
    source=names | odd,
    words=hexes,
    selector=hexes | st.just(""),
    result=st.sampled_from(list(Result)),
    offset=st.none() | st.integers(0, 10**8),
    stood=st.none() | days,
)
copies = st.builds(Copy, source=names | odd, version=st.just("") | days, sha256=hexes, checked=days)
locks = st.builds(
    Lock,
    st.lists(copies, max_size=3).map(tuple),
    st.lists(entries, max_size=6).map(tuple),
    st.frozensets(names, max_size=3),
)


@given(locks)
@settings(deadline=None)
def test_what_is_written_is_read(lock: Lock) -> None:
    read = parse_lock(write_lock(lock).encode(), LOCK)
    assert read.diagnostics == []
    assert read.lock is not None
    assert write_lock(read.lock) == write_lock(lock)
    assert sorted(map(str, read.lock.held)) == sorted(map(str, lock.held))


@given(locks, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_makes_no_difference(lock: Lock, chance: random.Random) -> None:
    held, used = list(lock.held), list(lock.copies)
    chance.shuffle(held)
    chance.shuffle(used)
    assert write_lock(Lock(tuple(used), tuple(held), lock.corrections)) == write_lock(lock)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@settings(deadline=None)
def test_anything_can_be_read(raw: bytes) -> None:
    read = parse_lock(raw, LOCK)
    assert all(item.mark.path == LOCK and item.message for item in read.diagnostics)


@given(
    locks, st.integers(0, 4_000), st.sampled_from(["", "x", "\n", ": ", "- ", "'", "[", "é", "\x00", "  - "])
)
@settings(deadline=None)
def test_a_lock_that_was_touched_can_be_read(lock: Lock, at: int, put: str) -> None:
    text = write_lock(lock)
    at = at % len(text)
    parse_lock((text[:at] + put + text[at + 1 :]).encode("utf-8", "replace"), LOCK)


def test_a_long_lock_is_read_part_by_part_with_its_places() -> None:
    """Ten thousand wordings are more than one file of records may hold; each has its line."""
    held = tuple(
        Held(
            record=f"claim:c-{n:05}",
            field="exact",
            source="report",
            words=f"{n:064x}",
            result=Result.VERIFIED,
        )
        for n in range(10_000)
    )
    text = write_lock(Lock((Copy(source="report", sha256="0" * 64, checked="2025-01-10"),), held))
    assert len(text) > 2**20
    began = time.process_time()
    read = parse_lock(text.encode(), LOCK)
    took = time.process_time() - began
    assert read.diagnostics == []
    assert read.lock is not None and len(read.lock.held) == 10_000
    lines = text.split("\n")
    for number in (0, 1, 2_345, 9_999):
        mark = read.lock.marks[number]
        assert lines[mark.line - 1] == f"  - record: {read.lock.held[number].record}"
    assert took < 5


def test_a_fault_far_down_a_long_lock_has_its_line() -> None:
    held = tuple(
        Held(
            record=f"claim:c-{n:05}",
            field="exact",
            source="report",
            words=f"{n:064x}",
            result=Result.VERIFIED,
        )
        for n in range(10_000)
    )
    text = write_lock(Lock((), held)).replace(f"words: {9_000:064x}", "words: abc")
    (found,) = parse_lock(text.encode(), LOCK).diagnostics
    assert found.code == "SAY048"
    assert text.split("\n")[found.mark.line - 1] == "    words: abc"


def test_no_lock_and_a_lock_that_cannot_be_read_are_two_things(tmp_path: Path) -> None:
    assert read_lock(tmp_path).lock is None
    (tmp_path / "site_config").mkdir()
    (tmp_path / LOCK).symlink_to("/etc/passwd")
    assert [item.code for item in read_lock(tmp_path).diagnostics] == ["SAY048"]
    (tmp_path / LOCK).unlink()
    (tmp_path / LOCK).mkdir()
    assert [item.code for item in read_lock(tmp_path).diagnostics] == ["SAY048"]


@pytest.mark.parametrize(
    "text", ["", "schema: 2\n", "captures: []\n", "- a\n", "schema: one\n", "schema: 99999999999\n"]
)
def test_another_shape_is_refused(text: str) -> None:
    assert parse_lock(text.encode(), LOCK).diagnostics, text
    assert SCHEMA == 1


@pytest.mark.parametrize("day", ["2025-99-99", "2025-02-30", "0000-00-00", "0999-01-01", "2025-13-01"])
def test_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    """Pages tell readers this day."""
    for name in ("checked", "stood"):
        copy = Copy(source="report", sha256="0" * 64, checked="2025-01-10")
        entry = Held(
            record="quote:q", field="text", source="report", words="0" * 64,
            result=Result.DRIFTED, stood="2025-01-10",
        )  # fmt: skip
        text = write_lock(Lock((copy,), (entry,))).replace(f"{name}: 2025-01-10", f"{name}: {day}")
        assert [item.code for item in parse_lock(text.encode(), LOCK).diagnostics] == ["SAY048"]
