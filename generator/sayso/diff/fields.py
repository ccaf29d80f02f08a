"""The fields of one record in two states: each that differs is a change.

What kind of change is in a table; what is in no table is a detail. So a field that is added
to a record later is told without a word being written here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sayso.model.changes import Change
from sayso.model.fields import Record, When

from .pairs import Pair, Paired
from .values import UNORDERED, Values

WORDING: Final = "wording-only"
DETAIL: Final = "detail-changed"
#: Fields that name the record. What is to be told of them is told by itself.
_NAMES: Final = frozenset({"id", "formerly"})


#: A field, or the path of one, -> the kind of change; three of them for what comes and goes.
Kinds = Mapping[str, str | tuple[str, str, str]]


def changed(
    states: Paired, pair: Pair, kinds: Kinds, without: frozenset[str] = frozenset()
) -> Iterator[Change]:
    """A change for each field that differs. `kinds` has those of some fields by name, or by the
    path's text, or (what came, what went, what differs); `without` are fields that somebody else
    looks at."""
    if pair.before is None or pair.after is None:
        return
    title = states.after.title(pair.new)
    compared = _Compared(Values(pair.before, states.before), Values(pair.after, states.after), kinds)
    for name in type(pair.after).model_fields:
        if name in without or name in _NAMES:
            continue
        one, other = getattr(pair.before, name), getattr(pair.after, name)
        if one == other:
            continue
        for kind, field, before, after in compared.field((name,), one, other):
            yield Change(kind, pair.name, title, before, after, field, formerly=pair.formerly)


_Found = tuple[str, str, str, str]


class _Compared:
    def __init__(self, before: Values, after: Values, kinds: Kinds) -> None:
        self.before, self.after, self.kinds = before, after, kinds

    def field(self, path: tuple[str, ...], one: Any, other: Any) -> Iterator[_Found]:
        """(kind, field, before, after) of what differs in a field and below it."""
        if one == other or self.before.exact(one, path) == self.after.exact(other, path):
            return
        both = isinstance(one, Record) and isinstance(other, Record) and not isinstance(one, When)
        if both and type(one) is type(other):
            for name in type(one).model_fields:
                yield from self.field((*path, name), getattr(one, name), getattr(other, name))
            return
        field = ".".join(path)
        if self.before.meaning(one, path) == self.after.meaning(other, path):
            yield (WORDING, field, *self._told(path, one, other))
            return
        kind = self._kind(field, path[0], one, other)
        listed = isinstance(one, tuple) and isinstance(other, tuple) and path[-1] in UNORDERED
        yield (kind, field, *(self._apart(path, one, other) if listed else self._told(path, one, other)))

    def _kind(self, field: str, top: str, one: Any, other: Any) -> str:
        kind = self.kinds.get(field) or self.kinds.get(top, DETAIL)
        if isinstance(kind, str):
            return kind
        came, went, differs = kind
        if field == top and one is None:
            return came
        return went if field == top and other is None else differs

    def _told(self, path: tuple[str, ...], one: Any, other: Any) -> tuple[str, str]:
        return self.before.told(one, path), self.after.told(other, path)

    def _apart(self, path: tuple[str, ...], one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[str, str]:
        """What stands in one of two lists only."""
        old = [self.before.meaning(item, (*path, number)) for number, item in enumerate(one)]
        new = [self.after.meaning(item, (*path, number)) for number, item in enumerate(other)]
        return _only(self.before, path, one, old, new), _only(self.after, path, other, new, old)


def _only(
    values: Values, path: tuple[str, ...], items: tuple[Any, ...], own: list[Any], rest: list[Any]
) -> str:
    left = Counter(own) - Counter(rest)
    told = []
    for number, key in enumerate(own):
        if left[key] > 0:
            left[key] -= 1
            told.append(values.told(items[number], (*path, number)))
    return "; ".join(told)
