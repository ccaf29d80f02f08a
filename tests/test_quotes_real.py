"""The repository's own content: no single word of any quotation or exact wording can change unseen.

The article itself is not in the repository. What it is held against here is made of the wordings
themselves, which is enough for the law: whatever was verified, another wording is not that.
"""

import copy
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import project
from sayso.captures.copy import SourceCopy
from sayso.captures.holding import verify
from sayso.captures.told import findings
from sayso.load import load
from sayso.lockfile import write_lock
from sayso.model.captures import Copy, Held, Lock, Result
from sayso.model.held import Holdings
from sayso.model.ledger import Ledger
from sayso.model.wordings import Wording, wordings
from sayso.wording import digest

from .support.scratch import REPOSITORY, copy_of_repository

#: A word that no source has.
NEW = "quorblest"


@cache
def real() -> tuple[Ledger, list[Wording]]:
    ledger = load(REPOSITORY).ledger
    return ledger, wordings(ledger)


def lock_of(held: list[Wording]) -> Lock:
    """The lock that a verification of all of them gives."""
    entries = [
        Held(
            record=each.record,
            field=each.field,
            source=each.source,
            words=each.key.words,
            selector=each.key.selector,
            result=Result.VERIFIED,
            offset=0,
        )
        for each in held
    ]
    sources = sorted({each.source for each in held})
    copies = [Copy(source=source, sha256="0" * 64, checked="2025-01-10") for source in sources]
    return Lock(tuple(copies), tuple(entries))


def others(words: str) -> Iterator[tuple[str, str]]:
    """(what was done, other words): each word changed, dropped, and one put before each."""
    parts = words.split()
    for at in range(len(parts)):
        yield "changed", " ".join([*parts[:at], NEW, *parts[at + 1 :]])
        yield "added", " ".join([*parts[:at], NEW, *parts[at:]])
        if len(parts) > 1:
            yield "dropped", " ".join([*parts[:at], *parts[at + 1 :]])
    yield "added", " ".join([*parts, NEW])


def test_there_is_something_to_hold() -> None:
    _, held = real()
    assert len(held) > 40
    kinds = {each.field.rpartition(".")[2] for each in held}
    assert kinds >= {"exact", "text", "context"}


def test_every_word_of_every_wording_counts() -> None:
    """Each of the thousands of other wordings is told, at the words, and nothing else is."""
    ledger, held = real()
    holdings = Holdings(ledger, lock_of(held))
    assert not holdings.changed and not holdings.gone
    tried = 0
    for number, wording in enumerate(held):
        for what, words in others(wording.words):
            now = Holdings(ledger, holdings.lock)
            now.__dict__["wordings"] = [*held[:number], replace(wording, words=words), *held[number + 1 :]]
            told = [(each.wording.record, each.wording.path, each.wording.words) for each in now.changed]
            assert told == [(wording.record, wording.path, words)], (what, words)
            assert not now.gone
            assert digest(words) != wording.key.words
            tried += 1
    assert tried > 1_500


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's site with a lock in which all is verified."""
    root = copy_of_repository(tmp_path_factory.mktemp("real"))
    shutil.rmtree(root / "templates")
    (root / "site_config/captures.lock").write_text(write_lock(lock_of(real()[1])), encoding="utf-8")
    return root


def codes(root: Path) -> list[tuple[str, str, int, int]]:
    found = project.check(root).diagnostics
    return [(item.code, item.mark.path, item.mark.line, item.mark.column) for item in found]


def test_the_content_as_it_is_passes(site: Path) -> None:
    checked = project.check(site)
    assert not [item for item in checked.diagnostics if item.code.startswith("SAY6")]
    assert checked.holdings.counts == {"all": len(real()[1]), "verified": len(real()[1]), "never": 0}


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_word_fails_the_check_at_its_line(site: Path, data: st.DataObject) -> None:
    """The same through the files and the whole check: no capture, one word, one error there."""
    wording = data.draw(st.sampled_from(real()[1]), label="wording")
    words = data.draw(st.sampled_from(list(others(wording.words))), label="other words")[1]
    document = wording.entry.document
    changed: Any = copy.deepcopy(document.data)
    place = changed
    for step in (*wording.entry.path, *wording.path[:-1]):
        place = place[step]
    place[wording.path[-1]] = words
    file = site / document.path
    before = file.read_bytes()
    try:
        # JSON is YAML, with every text in quotation marks.
        file.write_text(json.dumps(changed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        checked = project.check(site)
    finally:
        file.write_bytes(before)
    entry = checked.ledger.by_name[wording.record]
    mark = entry.mark(*wording.path)
    found = [item for item in checked.diagnostics if item.code == "SAY601"]
    assert [item.mark for item in found] == [mark]
    assert checked.failed
    assert mark.path == document.path and mark.line > 1


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_with_a_copy_of_the_source_the_difference_is_shown(data: st.DataObject) -> None:
    """A word changed, added or dropped within the words: they do not stand in the source any
    longer, and the finding has the file, the line and the difference, word by word."""
    ledger, held = real()
    inner = [each for each in held if len(each.words.split()) > 2]
    wording = data.draw(st.sampled_from(inner), label="wording")
    parts = wording.words.split()
    at = data.draw(st.integers(1, len(parts) - 2), label="which word")
    what = data.draw(st.sampled_from(["changed", "added", "dropped"]))
    middle = {"changed": [NEW], "added": [NEW, parts[at]], "dropped": []}[what]
    words = " ".join([*parts[:at], *middle, *parts[at + 1 :]])
    text = f"Before it. {wording.before} {wording.words} {wording.after} After it."
    source = SourceCopy(wording.source, "", ".captures/x.txt", "0" * 64, text)
    holdings = Holdings(ledger)
    holdings.__dict__["wordings"] = [replace(wording, words=words)]
    came = verify(holdings, {wording.source: [source]}, "2025-01-10")
    assert [outcome.result for outcome in came.outcomes] == [Result.MISSING]
    (told,) = findings(came.outcomes, ledger)
    assert told.mark == wording.entry.mark(*wording.path)
    if what != "dropped":
        assert f"[-{NEW}" in told.hint
    else:
        assert "{+" in told.hint


def test_as_it_stands_it_is_verified() -> None:
    ledger, held = real()
    for wording in held:
        text = f"Before it. {wording.before} {wording.words} {wording.after} After it."
        holdings = Holdings(ledger)
        holdings.__dict__["wordings"] = [wording]
        source = SourceCopy(wording.source, "", "x.txt", "0" * 64, text)
        came = verify(holdings, {wording.source: [source]}, "2025-01-10")
        assert [outcome.result for outcome in came.outcomes] == [Result.VERIFIED], wording.words
