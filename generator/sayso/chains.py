"""Chains of records: parties that belong to parties, sources that rest on sources.

Whoever follows a chain from each of its links takes time, and memory, that grow with the
square of its length. So no chain is longer than any real one could be: a link that makes it
longer is an error, and is taken out of the record, so that everything else can be judged.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from sayso.diagnostics import Diagnostic
from sayso.model.ledger import Entry
from sayso.model.parties import Party, Source
from sayso.model.validate import diagnostic

#: Links of a chain: a squad stands some ten levels below its ministry.
LONGEST: Final = 32
#: Sources in which the chains from one source may end.
MOST_ROOTS: Final = 50

_Links = Mapping[str, tuple[str, ...]]


class _Reach(NamedTuple):
    """How far the longest chain from a record goes, and where its chains end."""

    length: int
    ends: frozenset[str]


def bounded(entries: Iterable[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries without links that make a chain too long, and what is said of those."""
    result = list(entries)
    found: list[Diagnostic] = []
    for model, name in ((Party, "affiliation"), (Source, "based_on")):
        links: dict[str, tuple[str, ...]] = {}
        place: dict[str, int] = {}
        for at, entry in enumerate(result):
            if isinstance(entry.record, model) and entry.id not in place:
                value = getattr(entry.record, name)
                links[entry.id] = (value,) if isinstance(value, str) else value or ()
                place[entry.id] = at
        for record_id in _cuts(links):
            entry = result[place[record_id]]
            assert entry.record is not None  # noqa: S101 - only sound records have links
            empty = None if name == "affiliation" else ()
            result[place[record_id]] = replace(entry, record=entry.record.model_copy(update={name: empty}))
            message = f"'{name}' of {entry.kind} '{record_id}' makes a chain of more than {LONGEST} records"
            if name == "based_on":
                message += f", or one with more than {MOST_ROOTS} beginnings"
            hint = "name what stands nearest to the beginning, and leave out what lies between"
            found.append(diagnostic("too-deep", message, entry.key_mark(name), hint, entry.name))
    return result, found


def _cuts(links: _Links) -> Iterator[str]:
    """The records whose links go too far, each after those below it. Circles are cut anywhere."""
    reach: dict[str, _Reach] = {}
    for name in _children_first(links):
        below = [reach[link] for link in links.get(name, ()) if link in reach]
        ends = frozenset({name}) if not below else _union(below)
        length = 1 + max((each.length for each in below), default=0)
        if length > LONGEST or len(ends) > MOST_ROOTS:
            yield name
            length, ends = 1, frozenset({name})
        reach[name] = _Reach(length, ends)


def _union(below: list[_Reach]) -> frozenset[str]:
    """Of chains that end alike the one set is used again: it is what takes memory."""
    distinct = {each.ends for each in below}
    return distinct.pop() if len(distinct) == 1 else frozenset().union(*distinct)


def _children_first(links: _Links) -> Iterator[str]:
    """Every name after those below it, but for circles. Without recursion."""
    begun: set[str] = set()
    for first in links:
        if first in begun:
            continue
        begun.add(first)
        stack = [(first, iter(links[first]))]
        while stack:
            name, rest = stack[-1]
            child = next((link for link in rest if link not in begun), None)
            if child is None:
                stack.pop()
                yield name
            else:
                begun.add(child)
                stack.append((child, iter(links.get(child, ()))))
