"""All changes between two states of a site."""

from collections.abc import Iterator

from sayso.default_words import default_words
from sayso.model.changes import Change
from sayso.model.claims import Claim
from sayso.model.fields import Record
from sayso.model.snapshot import Snapshot
from sayso.phrases import Phrases

from . import rest
from .claims import claim_alone, claim_changes
from .evidence import citation_changes, moved, source_changes
from .fields import DETAIL
from .pairs import Pair, Paired, paired
from .parties import Standpoints, party_changes, side_changes
from .quotes import quote_changes
from .standing import standing_changes, stood_apart


def diff(before: Snapshot, after: Snapshot, words: Phrases | None = None) -> tuple[Change, ...]:
    """What changed from one state to another, the gravest first, in the words of a site, else in
    the default ones."""
    words = words or default_words()
    states = paired(before, after, words)
    standpoints = Standpoints(states)
    found = [change for pair in states.pairs for change in _changes(states, pair, standpoints)]
    found += rest.page_changes(before, after)
    found += rest.rubric_changes(before.rubric, after.rubric, words)
    found += rest.site_changes(before, after, words)
    return tuple(sorted(found, key=lambda change: change.sort_key))


def _changes(states: Paired, pair: Pair, standpoints: Standpoints) -> Iterator[Change]:
    if pair.before is None or pair.after is None:
        yield from (claim_alone if pair.kind == "claim" else rest.alone)(states, pair)
        return
    if pair.formerly:
        yield _renamed(states, pair)
    yield from _former_names(states, pair)
    same = _same(pair.before, pair.after)
    if pair.kind == "claim":
        yield from _of_claim(states, pair, standpoints, same=same)
    elif pair.kind == "party" and standpoints.may_differ:
        yield from party_changes(states, pair, standpoints)
    elif not same or pair.kind == "event":
        yield from _OTHERS.get(pair.kind, rest.other_changes)(states, pair)


_OTHERS = {
    "source": source_changes,
    "quote": quote_changes,
    "side": side_changes,
    "event": rest.event_changes,
}


def _of_claim(states: Paired, pair: Pair, standpoints: Standpoints, *, same: bool) -> Iterator[Change]:
    if same and not stood_apart(states, pair):
        return
    citations = moved(states, pair)
    found = [*claim_changes(states, pair), *citation_changes(states, pair, citations)]
    yield from found
    yield from standing_changes(states, pair, citations, found, standpoints)


def _renamed(states: Paired, pair: Pair) -> Change:
    """A record that has another id: its old address leads to the new one."""
    kind = "claim-renamed" if isinstance(pair.after, Claim) else "record-renamed"
    old, new = pair.old.partition(":")[2], pair.new.partition(":")[2]
    return Change(kind, pair.name, states.after.title(pair.name), old, new, "id", formerly=pair.formerly)


def _former_names(states: Paired, pair: Pair) -> Iterator[Change]:
    """Former names that came or went by themselves: from each an old address leads here."""
    one, other = (tuple(getattr(each, "formerly", ())) for each in (pair.before, pair.after))
    ids = {pair.old.partition(":")[2], pair.new.partition(":")[2]}
    if (set(one) ^ set(other)) - ids:
        title = states.after.title(pair.name)
        before, after = (", ".join(sorted(each)) for each in (one, other))
        yield Change(DETAIL, pair.name, title, before, after, "formerly", formerly=pair.formerly)


def _same(before: Record, after: Record) -> bool:
    """Whether two records were written alike; which keys were left out makes no difference."""
    return all(getattr(before, name) == getattr(after, name) for name in type(before).model_fields)
