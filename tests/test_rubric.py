"""The rubric, case by case: `site_config/rubric_cases.yml` says what must come of which evidence."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from sayso.diagnostics import has_errors
from sayso.model.standing import Facts
from sayso.source import read_yaml

from .support.ledgers import Data, config, grade, is_valid, merged
from .support.scratch import REPOSITORY

FILE = REPOSITORY / "site_config" / "rubric_cases.yml"


def _read() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document, found = read_yaml(FILE.read_bytes(), FILE.name)
    assert document.data is not None and not has_errors(found), found
    return document.data["cast"], document.data["cases"]


CAST, CASES = _read()
each_case = pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "-") for case in CASES])


def _data(case: dict[str, Any]) -> tuple[Data, str]:
    """The ledger of a case, and the id of the claim it is about."""
    return merged(CAST, case["ledger"]), case["ledger"]["claims"][0]["id"]


def _written(value: object) -> object:
    """A fact as a case writes it."""
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@each_case
def test_case(case: dict[str, Any]) -> None:
    data, claim = _data(case)
    standing, expect = grade(data)[claim], case["expect"]
    facts = {name: _written(value) for name, value in standing.facts.as_dict().items()}
    assert standing.status.code == expect["status"]
    assert standing.badge == expect["badge"]
    wanted = expect.get("facts", {})
    assert {name: facts[name] for name in wanted} == wanted


def test_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) >= 60
    assert sorted(set(names)) == sorted(names)


def test_every_status_has_a_case() -> None:
    assert {case["expect"]["status"] for case in CASES} == set(config().rubric.by_code)


# The manual

MANUAL = (REPOSITORY / "docs" / "rubric.md").read_text(encoding="utf-8")


def test_the_manual_has_the_statuses_of_the_rubric() -> None:
    rows = []
    for status in config().rubric.statuses:
        rank = "" if status.rank is None else str(status.rank)
        rows.append(f"| `{status.code}` | {status.badge} | {rank} | `{status.when}` |")
    table = MANUAL.partition("<!-- statuses: begin -->\n")[2].partition("\n<!-- statuses: end -->")[0]
    assert table.splitlines()[2:] == rows


def test_the_manual_explains_every_fact_in_order() -> None:
    section = MANUAL.partition("## The facts\n")[2].partition("\n### ")[0]
    facts = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert facts == list(Facts().as_dict())


def test_the_manual_names_every_caution() -> None:
    section = MANUAL.partition("## Forgetting\n")[2].partition("\n## ")[0]
    assert [name for name in CAUTIONS if f"`{name}" not in section] == []


# Forgetting

#: What an editor types in order to be careful: it takes something away from a claim, and whoever
#: forgets it has not been careful. Each with the reason why the tool cannot know it was forgotten.
CAUTIONS = {
    "doubt": "an editor's doubt is typed to bar a status",
    "assessment": "an override is typed to change the status",
    "based_on": "without it the reprint looks like a report of its own",
    "affiliation": "without it the two outlets look like two owners'",
    "via": "without it nobody knows that the outlet passed it on",
    "unnamed": "without it the party looks like one that is named",
    "seen": "a source counts as seen unless the opposite is typed",
    "status": "a source counts as alive unless the opposite is typed",
    "side": "without it the party looks like one without a side",
    "aligned_with": "without it the party looks like one without a side",
    "nature": "a claim is a statement of fact unless the opposite is typed",
    "speech_act": "it is what an absent nature follows from",
    "rank": "a claim is in use unless the opposite is typed",
    "relations": "the whole relation, not a field of it",
    "citations": "the whole evidence, not a field of it",
    "source": "the whole evidence, not a field of it",
    "figure": "the whole figure, not a field of it",
    "components": "the parts, not a field of them",
}
#: A relation that speaks against a claim cannot be told from none: a citation then reports.
AGAINST = ("disputes", "refutes", "withdraws", "updates")


def _keys(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key in a record."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from _keys(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _keys(inner, (*path, index))


def _without(data: Data, path: tuple[str | int, ...]) -> Data:
    changed: Any = deepcopy(data)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return changed  # type: ignore[no-any-return]


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _is_caution(data: Data, path: tuple[str | int, ...]) -> bool:
    key, value = path[-1], _at(data, path)
    overriding = key == "access" and "citations" in path and value != "first_hand"
    return key in CAUTIONS or overriding or (key == "relation" and value in AGAINST)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _needed(case: dict[str, Any]) -> Data:
    """The ledger of a case with those of the cast that it leads to."""
    data, _ = _data(case)
    needed = set(_texts(case["ledger"]))
    while True:
        kept = {
            key: [record for record in records if record["id"] in needed] for key, records in data.items()
        }
        # Sides are read both ways.
        kept["sides"] = data["sides"]
        found = needed | set(_texts(kept))
        if found == needed:
            return kept
        needed = found


@each_case
def test_forgetting_never_raises(case: dict[str, Any]) -> None:
    """Each optional field of each record of a case forgotten in turn, cast and all."""
    data, claim = _needed(case), _data(case)[1]
    before = grade(data)[claim].derived
    assert before == grade(_data(case)[0])[claim].derived
    forgotten = 0
    for path in _keys(data):
        changed = _without(data, path) if len(path) > 2 and path[-1] != "id" else data
        if changed is data or _is_caution(data, path) or not is_valid(changed):
            continue
        forgotten += 1
        after = grade(changed)[claim]
        # Without a rank there is neither better nor worse.
        if before.rank is not None and after.derived.rank is not None:
            assert after.derived.rank <= before.rank, (path, after.badge)
    assert forgotten >= 3


@pytest.mark.parametrize("name", sorted(CAUTIONS))
def test_every_caution_is_a_field(name: str) -> None:
    """The list of exceptions holds nothing that no case has."""
    assert any(path[-1] == name for case in CASES for path in _keys(_data(case)[0]))
