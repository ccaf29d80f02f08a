"""What rests on what: sources on sources, parties on parties. Each walked once, in linear time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .parties import Party, Source

#: Everything that `Lineage.taint` may say, the gravest first: the states of a source on which
#: nothing may rest any longer, then that of one which is only lost.
GRAVITY = ("retracted", "corrected", "drifted", "dead")


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a source comes from.

    `roots` are the sources at the end of the `based_on` walk; none where the walk runs
    in a circle (`circular`), for then nothing is at its end. `taint` is the state of the
    source, or of one that it rests on, where that no longer stands (one of `GRAVITY`), and
    is else empty; `culprit` is the source that this is said of; `lost` says that this is
    only a dead address without an archive, which an editor may still add. In a circle
    there is no taint: that it is one is an error. `seen` is whether we have seen all of it
    ourselves.
    """

    roots: frozenset[str]
    circular: bool = False
    taint: str = ""
    lost: bool = False
    seen: bool = True
    culprit: str = ""

    @property
    def spoilt(self) -> bool:
        """Whether what stands in it was taken back or changed, so that nothing may rest on it."""
        return bool(self.taint) and not self.lost


def lineages(sources: Mapping[str, Source]) -> dict[str, Lineage]:
    """The lineage of every source, by its id, and of every id that a source is based on."""
    found: dict[str, Lineage] = {}
    for source_id in _children_first(sources, lambda name: sources[name].based_on if name in sources else ()):
        found[source_id] = _lineage(source_id, sources.get(source_id), found)
    return found


def _lineage(name: str, source: Source | None, found: Mapping[str, Lineage]) -> Lineage:
    below = source.based_on if source else ()
    # What is not found yet is being walked: it rests on this source, in a circle.
    known = [found[link] for link in below if link in found]
    circular = len(known) < len(below) or any(link.circular for link in known)
    # What has become of one in a circle would depend on where the walk began: left out for all.
    sound = [] if circular else known
    taints = [] if circular else [(*_taint(source), name)]
    told = [item for item in (*taints, *((link.taint, link.lost, link.culprit) for link in sound)) if item[0]]
    # What an editor typed weighs more than an archive that is only missing.
    taint, lost, culprit = min(told, key=lambda item: GRAVITY.index(item[0]), default=("", False, ""))
    roots = frozenset() if circular else _union(link.roots for link in sound) or frozenset([name])
    seen = (source is None or source.seen) and all(link.seen for link in sound)
    return Lineage(roots, circular, taint, lost, seen, culprit)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """One of several equal sets as it is: a chain of reprints shares its set."""
    distinct = list(dict.fromkeys(sets))
    return distinct[0] if len(distinct) == 1 else frozenset().union(*distinct)


def _taint(source: Source | None) -> tuple[str, bool]:
    """(what became of a source, whether only an archive is missing)."""
    if source is None or source.status not in GRAVITY or (source.status == "dead" and source.archives):
        return "", False
    return source.status, source.status == "dead"


def _children_first(names: Iterable[str], below: Callable[[str], Iterable[str]]) -> Iterable[str]:
    """Every name after those below it; in a circle, after those that were not begun."""
    begun: set[str] = set()
    for first in names:
        if first in begun:
            continue
        begun.add(first)
        stack = [(first, iter(below(first)))]
        while stack:
            name, rest = stack[-1]
            child = next((link for link in rest if link not in begun), None)
            if child is None:
                stack.pop()
                yield name
            else:
                begun.add(child)
                stack.append((child, iter(below(child))))


def tops(parties: Mapping[str, Party]) -> dict[str, str]:
    """Party id -> the topmost party that it belongs to; itself where it belongs to none.

    All of a circle of affiliations have the same top: the first of their ids.
    """
    found: dict[str, str] = {}
    for party_id in parties:
        trail: dict[str, None] = {}
        current = party_id
        while current not in found and current not in trail:
            trail[current] = None
            party = parties.get(current)
            if party is None or party.affiliation is None:
                break
            current = party.affiliation
        if current in found:
            top = found[current]
        elif current == next(reversed(trail)):
            top = current  # the end of the way, or a party that belongs to itself
        else:
            way = list(trail)
            top = min(way[way.index(current) :])
        found.update(dict.fromkeys(trail, top))
    return found


def inherited_sides(parties: Mapping[str, Party]) -> dict[str, str | None]:
    """Party id -> its own side, else that of the nearest affiliation that has one."""
    found: dict[str, str | None] = {}
    for party_id in parties:
        trail: dict[str, None] = {}
        current: str | None = party_id
        side = None
        while current is not None and current not in trail:
            if current in found:
                side = found[current]
                break
            trail[current] = None
            party = parties.get(current)
            if party is None or party.side:
                side = party.side if party else None
                break
            current = party.affiliation
        found.update(dict.fromkeys(trail, side))
    return found
