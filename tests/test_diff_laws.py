"""What holds of all differences: of a state and itself, both ways round, of three, of typography."""

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso import project
from sayso.diff.claims import filled
from sayso.diff.differ import diff
from sayso.diff.words import for_editors
from sayso.model.claims import Claim
from sayso.model.fields import Record
from sayso.model.snapshot import BadLedger, Snapshot, read_document
from sayso.model.standing import Facts

from .support.checking import checked
from .support.everything import FILES
from .support.ledgers import CLAIMS, PARTIES, QUOTES, SOURCES, Data, is_valid, ledgers
from .support.scratch import scratch
from .support.states import document_of, snapshot_of
from .test_diff import seen

#: A failure is small enough as it is: making a whole ledger smaller takes minutes.
LAW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
sound = ledgers().filter(is_valid)
#: Everything by which one record may be referred to, so that a record can be called otherwise.
_NAMES = {"claims": CLAIMS, "parties": PARTIES, "sources": SOURCES, "quotes": QUOTES}


def statuses(state: Snapshot) -> dict[str, str]:
    return {name: stood.status for name, stood in state.standings.items()}


@st.composite
def edits(draw: st.DrawFn) -> tuple[Data, Data]:
    """A ledger, and one in which some records are those of another ledger, some are gone."""
    before, other = draw(sound), draw(sound)
    after: Data = {}
    for key, records in before.items():
        others = {record["id"]: record for record in other[key]}
        kept = []
        for record in records:
            what = draw(st.sampled_from(["same", "same", "same", "other", "gone"]))
            if what == "gone" and key in ("claims", "quotes"):
                continue
            kept.append(others[record["id"]] if what == "other" else record)
        after[key] = kept
    return before, after


@LAW
@given(sound)
def test_nothing_lies_between_a_state_and_itself(data: Data) -> None:
    state = snapshot_of(data)
    assert diff(state, state) == diff(state, snapshot_of(copy.deepcopy(data))) == ()


@LAW
@given(edits())
def test_a_difference_and_its_reverse_mirror_each_other(states: tuple[Data, Data]) -> None:
    before, after = map(snapshot_of, states)
    assert seen(diff(after, before)) == seen(change.mirrored() for change in diff(before, after))


@LAW
@given(edits())
def test_nothing_is_silent(states: tuple[Data, Data]) -> None:
    """No change is told exactly where a reader sees the same; lists without an order apart."""
    before, after = map(snapshot_of, states)
    assert (diff(before, after) == ()) == (visible(before) == visible(after))


@LAW
@given(edits())
def test_a_badge_that_moved_is_told_with_its_reason(states: tuple[Data, Data]) -> None:
    before, after = map(snapshot_of, states)
    told = {change.record: change for change in diff(before, after) if change.kind.startswith("status-")}
    old, new = statuses(before), statuses(after)
    moved = {f"claim:{name}" for name in old.keys() & new.keys() if old[name] != new[name]}
    assert told.keys() == moved
    assert all(change.because and all(change.because) for change in told.values())


@LAW
@given(edits(), st.data())
def test_a_badge_that_moved_is_told_whatever_else_is_rewritten(
    states: tuple[Data, Data], data: st.DataObject
) -> None:
    """Also where the claim is rewritten, and everything is called otherwise, with it."""
    before, after = states
    moved = {
        (change.record, change.kind, change.before, change.after)
        for change in diff(snapshot_of(before), snapshot_of(after))
        if change.kind.startswith("status-")
    }
    rewritten = copy.deepcopy(after)
    for claim in rewritten["claims"]:
        claim["text"] = data.draw(st.sampled_from(["It is not so.", "It  is so.", "Nothing is so."]))
        claim["tags"] = ["rewritten"]
        claim.setdefault("would_confirm", ["a count"])
    renamed, names = called_otherwise(rewritten, data.draw(st.sets(st.sampled_from(CLAIMS))))
    told = {
        (f"claim:{names.get(change.record[6:], change.record[6:])}", change.kind, change.before, change.after)
        for change in diff(snapshot_of(before), snapshot_of(renamed))
        if change.kind.startswith("status-")
    }
    assert told == moved


@LAW
@given(sound, st.sets(st.sampled_from([*CLAIMS, *PARTIES, *SOURCES, *QUOTES]), min_size=1))
def test_a_new_name_is_all_that_is_told_of_a_new_name(data: Data, which: set[str]) -> None:
    renamed, names = called_otherwise(data, which)
    changes = diff(snapshot_of(data), snapshot_of(renamed))
    assert {change.kind for change in changes} <= {"claim-renamed", "record-renamed"}
    assert {(change.after, change.before) for change in changes} == set(names.items())
    assert seen(diff(snapshot_of(renamed), snapshot_of(data))) == seen(each.mirrored() for each in changes)


@LAW
@given(sound, st.randoms(use_true_random=False))
def test_order_and_layout_change_nothing(data: Data, chance: random.Random) -> None:
    document = document_of(data)
    shuffled = json.loads(json.dumps(document))
    for key, records in shuffled.items():
        if isinstance(records, list) and key != "casualties":
            chance.shuffle(records)
            shuffled[key] = [shuffled_keys(record, chance) for record in records]
    shuffled["standings"] = shuffled_keys(shuffled["standings"], chance)
    assert diff(read_document(document), read_document(shuffled)) == ()


@LAW
@given(sound)
def test_typography_is_no_change_in_meaning(data: Data) -> None:
    """Drawn otherwise: white space, quotation marks, dashes, an ellipsis, a soft hyphen."""
    plain, drawn = copy.deepcopy(data), copy.deepcopy(data)
    for claim in plain["claims"]:
        claim["text"] = "He said 'it - is so'... and left."
    for claim in drawn["claims"]:
        claim["text"] = "He said  “it – is so”… and le\u00adft."
    for quote in drawn["quotes"]:
        quote["text"] = "wo\u00adrds"
    changes = diff(snapshot_of(plain), snapshot_of(drawn))
    assert {change.kind for change in changes} == {"wording-only"}
    assert not any(change.meaning for change in changes)


@LAW
@given(edits(), sound)
def test_what_changed_and_changed_back_leaves_nothing(states: tuple[Data, Data], third: Data) -> None:
    """Of three states: a field that the first and the last have alike is told both ways, or never."""
    before, after = map(snapshot_of, states)
    there = Counter((change.record, change.field) for change in diff(before, after))
    back = Counter((change.record, change.field) for change in diff(after, before))
    assert there == back
    last = snapshot_of(third)
    for name in before.records.keys() & after.records.keys() & last.records.keys():
        if before.records[name] == after.records[name] == last.records[name] and name.startswith("source:"):
            assert not [change for change in diff(before, last) if change.record == name]


def test_every_single_field_of_every_record_is_told(tmp_path: Path) -> None:
    """Of a site with every field: each value that is altered, and each that is taken away, tells
    something, and backwards the mirror image of it."""
    document = project.ledger_document(checked(scratch(tmp_path, FILES, cast=False)))
    whole = read_document(document)
    told = 0
    silent = []
    for path in paths(document):
        for add in ("x", None):
            # A side is told of the party; a fact that one of the states does not know is no change.
            if "claimant_sides" in path or ("facts" in path and add is None):
                continue
            try:
                other = read_document(with_value(document, path, add))
            except BadLedger:
                continue  # no record may hold that
            there, back = diff(whole, other), diff(other, whole)
            assert seen(back) == seen(change.mirrored() for change in there), path
            told += 1
            # What is left out says what stands there anyway.
            anyway = add is None and path[0] == "parties" and value_at(document, path) == "unknown"
            if not there and not anyway and visible(whole) != visible(other):
                silent.append(path)
    assert not silent
    assert told > 400


_anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@LAW
@given(edits(), st.dictionaries(st.sampled_from(Facts.__slots__), _anything), st.text(max_size=20))
def test_a_ledger_from_elsewhere_may_say_anything(
    states: tuple[Data, Data], facts: dict[str, Any], text: str
) -> None:
    """A `ledger.json` that nobody of ours wrote: it is compared, or refused in words."""
    before = snapshot_of(states[0])
    odd = {"facts": facts, "badge": text, "lead": text, "evidence": text, "status": text or "x"}
    state = {"standings": {claim["id"]: odd for claim in states[1]["claims"]}, "casualties": [text]}
    after = snapshot_of(states[1], state)
    for changes in (diff(before, after), diff(after, before)):
        assert all(map(for_editors, changes))
    assert seen(diff(after, before)) == seen(change.mirrored() for change in diff(before, after))


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every single value of a document, but for what it says of itself and by what it names records."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("schema", "edition", "id", "path", "code"):
                yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*path, number))
    elif isinstance(value, str):
        yield path


def value_at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def with_value(document: Any, path: tuple[Any, ...], add: str | None) -> Any:
    """The document with something added to one text, or without it."""
    made = copy.deepcopy(document)
    *way, last = path
    at = made
    for key in way:
        at = at[key]
    if add is not None:
        at[last] += add
    elif isinstance(at, dict):
        del at[last]
    else:
        at.pop(last)
    return made


def shuffled_keys(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    keys = list(record)
    chance.shuffle(keys)
    return {key: record[key] for key in keys}


def called_otherwise(data: Data, which: set[str]) -> tuple[Data, dict[str, str]]:
    """The same records, some by new names, wherever they are referred to; (new name -> old name)."""
    new = {old: f"{old}-anew" for old in which}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: renamed(item) if key not in ("text", "title", "name") else item
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return new.get(value, value) if isinstance(value, str) else value

    made: Data = {}
    names: dict[str, str] = {}
    for key, records in data.items():
        made[key] = []
        for record in records:
            other = renamed(record)
            if other["id"] != record["id"]:
                other["formerly"] = [record["id"]]
                names[other["id"]] = record["id"]
            made[key].append(other)
    return made, names


def visible(state: Snapshot) -> Any:
    """All of a state that a reader may see, with the order of what has none taken away."""
    records = {name: shape(record) for name, record in state.records.items()}
    for name, record in records.items():
        if name.startswith("side:"):
            # Whom one side opposes opposes it as well, whichever of the two says so.
            back = [each["id"] for each in records.values() if record["id"] in each.get("opposes", ())]
            record["both ways"] = sorted({*record["opposes"], *back})
    for record in records.values():
        record.pop("opposes", None)
    return (
        records,
        {name: stood.model_dump() for name, stood in state.standings.items()},
        state.rubric.model_dump(),
        state.pages,
        state.labels,
    )


_NO_ORDER = {
    "citations",
    "relations",
    "claimant",
    "tags",
    "based_on",
    "opposes",
    "aligned_with",
    "archives",
    "of",
}


def shape(value: Any, field: str = "") -> Any:
    if isinstance(value, Claim):
        # What is typed that holds anyway says nothing.
        told = {name: shape(getattr(value, name), name) for name in type(value).model_fields}
        return told | {"nature": value.kind_of_statement, "figure": shape(filled(value.figure))}
    if isinstance(value, Record):
        return {name: shape(getattr(value, name), name) for name in type(value).model_fields}
    if isinstance(value, tuple):
        items = [shape(item) for item in value]
        return sorted(items, key=repr) if field in _NO_ORDER - {"claimant"} else items
    return value
