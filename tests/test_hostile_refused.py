"""What reading must refuse in records, it refuses with a code and a place, and never silently."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from sayso import project, vocabulary
from sayso.text import refused
from tests import hostile
from tests.support.fields import Field, fields, record
from tests.support.hostile_site import WORDS, HostileSite, Slot
from tests.support.scratch import scratch

#: A control, an invisible or a meaningless character, and marks that stack.
REFUSED = {"SAY002", "SAY014", "SAY018"}
SHARES = 4
_HALF = re.compile("[\ud800-\udfff]")


@pytest.mark.parametrize("share", range(SHARES))
def test_a_character_that_may_not_stand_there_is_told_with_its_line(tmp_path: Path, share: int) -> None:
    """Every such string, in many fields; every free field, with many such strings."""
    strings = [string for string in hostile.unreadable() if string and not _HALF.search(string)][
        share::SHARES
    ]
    site = HostileSite([[string] for string in strings], spread=6, per_file=2)
    checked = project.check(site.write(tmp_path))
    assert checked.failed
    told: dict[tuple[str, int], set[str]] = defaultdict(set)
    for item in checked.diagnostics:
        told[item.mark.path, item.mark.line].add(item.code)
    tried: set[str] = set()
    for (path, line), slot in _places(site):
        if not refused(slot.value):  # a tag is never long
            continue
        assert told[path, line] & REFUSED, f"{slot.field.name} of {slot.record}: {slot.value!a}"
        tried.add(slot.field.name)
    assert tried >= {field.name for field in fields() if field.free} - {"claim.tags"}


def _places(site: HostileSite) -> list[tuple[tuple[str, int], Slot]]:
    """The file and the line of each value: each stands on a line of its own."""
    return [
        ((name, number), slot)
        for name, text in site.files.items()
        for number, line in enumerate(text.split("\n"), start=1)
        for slot in site.found(line)
    ]


def test_a_field_that_names_something_takes_nothing_else(tmp_path: Path) -> None:
    """An id, a reference, a word of a list, a number, a date, an address: any other text there is
    an error on its own line. Each field is tried with several strings, each record for itself."""
    closed = [field for field in fields() if not field.free]
    # Not those that might have been an id.
    strings = [s for s in hostile.readable() if len(s) < 60 and not re.fullmatch("[a-z0-9-]+", s)][::7]
    cases: dict[str, tuple[Field, str]] = {}
    files = {}
    for number, field in enumerate(closed * 3):
        mark = f"zq{number}qz"
        cases[mark] = field, strings[number % len(strings)] + mark
        data = _with(field, 1000 + 2 * number, cases[mark][1])
        # Each sort of fault is told a hundred times in a file.
        files[f"content/of-{number:04d}.yml"] = json.dumps(data, ensure_ascii=False, indent=1)
    checked = project.check(scratch(tmp_path, files))
    told = {(item.mark.path, item.mark.line) for item in checked.diagnostics if item.severity == "error"}
    missed = set()
    for (name, text), (mark, (field, string)) in zip(files.items(), cases.items(), strict=True):
        lines = [number for number, line in enumerate(text.split("\n"), start=1) if mark in line]
        assert len(lines) == 1
        if (name, lines[0]) not in told:
            missed.add((field.name, string))
    assert {name for name, _ in missed} == TAKE_ANY.keys(), missed


#: Closed by their meaning, but what stands there is not judged: why that does no harm.
TAKE_ANY: dict[str, str] = {}


def _with(field: Field, number: int, string: str) -> dict[str, Any]:
    """A file with one record, in which that field holds the string."""
    if field.kind == "claim" and field.path[0] != "citations":
        number += 1  # the way to write a claim that has `source` and `via` of its own
    made = record(field.kind, number, lambda _: "It is so", WORDS, {field.name: string})
    if field.path[-1] == "quote":  # a citation has either, and takes its words from the quote
        _without(made, "source", "exact", inside=field.path[:-1])
    if field.kind == "timeline":
        made["events"] = []
    if field.kind == "event":
        made = {"id": f"line-{number}", "title": "A line", "events": [made]}
    return {vocabulary.KINDS.get(field.kind, "timelines"): [made]}


def _without(made: Any, *keys: str, inside: tuple[str, ...]) -> None:
    for step in inside:
        made = made[step][0] if isinstance(made[step], list) else made[step]
    for key in keys:
        made.pop(key, None)


@pytest.mark.parametrize("half", ["\\ud800", "\\udc00", "a\\ud83db", "\\udfff\\ud800"])
def test_half_a_character_is_told_with_its_line(tmp_path: Path, half: str) -> None:
    """It can only be written as an escape; YAML does not know it, so that the file ends there."""
    text = f'parties:\n  - id: them\n    name: "{half}"\n    type: person\n'
    checked = project.check(scratch(tmp_path, {"content/of.yml": text}))
    assert {
        (item.code, item.mark.line) for item in checked.diagnostics if item.mark.path == "content/of.yml"
    } & {
        ("SAY003", 3),
        ("SAY002", 3),
    }
