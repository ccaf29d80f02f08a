"""Which record of one state is which of the other: the same id, or one that was renamed.

Symmetric: a record that names the other's id in `formerly` is the same one, whichever of
the two states is the earlier. An id that both states have is one record, always.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sayso.model.fields import Record
from sayso.model.snapshot import Snapshot
from sayso.phrases import Phrases

from .view import View


@dataclass(frozen=True, slots=True)
class Pair:
    """One record in two states; where it is missing in one, name and record are empty there.
    Names are `kind:id`."""

    old: str
    new: str
    before: Record | None
    after: Record | None

    @property
    def name(self) -> str:
        """Its present name; the old one where it is gone."""
        return self.new or self.old

    @property
    def formerly(self) -> str:
        """Its old name where it was renamed."""
        return self.old if self.old and self.new and self.old != self.new else ""

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]


@dataclass(frozen=True)
class Paired:
    """Two states, and their records two by two: the renamed, the others in both, the lost, the new."""

    before: View
    after: View
    pairs: tuple[Pair, ...]

    @cached_property
    def old_names(self) -> Mapping[str, str]:
        """Present name -> old name, of the records that were renamed."""
        return {pair.new: pair.old for pair in self.pairs if pair.formerly}

    def earlier(self, name: str) -> Record | None:
        """The record of the earlier state that this name of the later one is."""
        return self.before.snapshot.records.get(self.old_names.get(name, name))


def paired(before: Snapshot, after: Snapshot, words: Phrases) -> Paired:
    """Two states with their records paired; `words` are those in which they are told."""
    old, new = before.records, after.records
    lost = {name: record for name, record in old.items() if name not in new}
    gained = {name: record for name, record in new.items() if name not in old}
    renamed = _renamed(lost, gained)
    turned = {new_name: old_name for old_name, new_name in renamed.items()}
    # Neither name: a reference to an id that is not there must not look like one of these.
    keys = {name: " = ".join(sorted((name, renamed[name]))) for name in renamed}
    pairs = [Pair(one, other, old[one], new[other]) for one, other in renamed.items()]
    pairs += [Pair(name, name, record, new[name]) for name, record in old.items() if name in new]
    pairs += [Pair(name, "", record, None) for name, record in lost.items() if name not in renamed]
    pairs += [Pair("", name, None, record) for name, record in gained.items() if name not in turned]
    same = {new_name: keys[old_name] for new_name, old_name in turned.items()}
    return Paired(View(before, keys, words), View(after, same, words), tuple(pairs))


def _renamed(lost: dict[str, Record], gained: dict[str, Record]) -> dict[str, str]:
    """Old name -> new name. Where several could be one record, the first by their names."""
    found = {(old, new) for new, record in gained.items() for old in _former(new, record) if old in lost}
    found |= {(old, new) for old, record in lost.items() for new in _former(old, record) if new in gained}
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for old, new in sorted(found, key=lambda edge: tuple(sorted(edge))):
        if old not in renamed and new not in taken:
            renamed[old] = new
            taken.add(new)
    return renamed


def _former(name: str, record: Record) -> tuple[str, ...]:
    """The names that a record had, as `kind:id`."""
    kind = name.partition(":")[0]
    return tuple(f"{kind}:{old}" for old in getattr(record, "formerly", ()))
