"""What was read from one YAML file: plain data, and beside it the place of everything.

Places are kept as offsets in a tree of the data's own shape; marks are made when
somebody asks. Knows no YAML library.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sayso.diagnostics import Mark
from sayso.text import Places

_T = TypeVar("_T")
Path = tuple[str | int, ...]
#: What stands at a path: (key's start, key's end, start, end, plain, places below).
#: Offsets in the text; the key's start is -1 in lists and at the root. `places below`
#: is a dict of places for a mapping, a list of places for a list, None for text.
Place = tuple[int, int, int, int, bool, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file.

    `path`: relative to the site's root, with `/`. `data`: mappings, lists and texts
    only; every scalar is the text as written, `key:` with nothing after it is "". None
    if the file holds no mapping. `complete`: False where a syntax error, a file too
    large or a nesting too deep stopped the reading, so that `data` may lack its end.
    """

    path: str
    data: dict[str, Any] | None
    complete: bool
    _places: Places = field(repr=False, compare=False)
    _root: Place | None = field(repr=False, compare=False)

    @property
    def marks(self) -> Mapping[Path, Mark]:
        """The span of every value, by its path; () is the whole."""
        return _Marks(self, of_keys=False)

    @property
    def keys(self) -> Mapping[Path, Mark]:
        """The span of every mapping key, by the path of its value."""
        return _Marks(self, of_keys=True)

    @property
    def plain(self) -> Set[Path]:
        """Paths of the texts written without quotation marks or block style.

        `key:` with nothing after it is among them, `key: ""` is not.
        """
        return _Plain(self)

    def has(self, path: Path) -> bool:
        """Whether anything was read at this path."""
        return self._find(path) is not None

    def is_plain(self, path: Path) -> bool:
        """Whether a text stands there without quotation marks or block style."""
        place = self._find(path)
        return place is not None and place[4]

    def mark(self, path: Path) -> Mark:
        """The value's span, or that of the nearest thing above it that exists. Never raises."""
        place = self._root
        for length in range(len(path), -1, -1):
            if found := self._find(path[:length]):
                place = found
                break
        return self._places.mark(place[2], place[3]) if place else self._places.mark(0, 0)

    def key_mark(self, path: Path) -> Mark:
        """The span of the value's key; where it has none, `mark(path)`."""
        place = self._find(path)
        return self._places.mark(place[0], place[1]) if place and place[0] >= 0 else self.mark(path)

    def _find(self, path: Path) -> Place | None:
        place = self._root
        for step in path:
            below = place[5] if place else None
            if isinstance(below, dict):
                place = below.get(step)
            elif isinstance(below, list) and isinstance(step, int) and 0 <= step < len(below):
                place = below[step]
            else:
                return None
        return place

    def _walk(self) -> Iterator[tuple[Path, Place]]:
        """Every path with its place, parents before children, without recursion."""
        todo: list[tuple[Path, Place]] = [((), self._root)] if self._root else []
        while todo:
            path, place = todo.pop()
            yield path, place
            below = place[5]
            steps = below.items() if isinstance(below, dict) else enumerate(below or ())
            todo.extend(reversed([((*path, step), child) for step, child in steps]))


class _Marks(Mapping[Path, Mark]):
    def __init__(self, document: Document, *, of_keys: bool) -> None:
        self._document = document
        self._first = 0 if of_keys else 2

    def __getitem__(self, path: Path) -> Mark:
        place = self._document._find(path)
        if place is None or place[self._first] < 0:
            raise KeyError(path)
        return self._document._places.mark(place[self._first], place[self._first + 1])

    def __iter__(self) -> Iterator[Path]:
        return (path for path, place in self._document._walk() if place[self._first] >= 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Plain(Set[Path]):
    def __init__(self, document: Document) -> None:
        self._document = document

    def __contains__(self, path: object) -> bool:
        place = self._document._find(path) if isinstance(path, tuple) else None
        return place is not None and place[4]

    def __iter__(self) -> Iterator[Path]:
        return (path for path, place in self._document._walk() if place[4])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @classmethod
    def _from_iterable(cls, it: Iterable[_T]) -> Set[_T]:
        return frozenset(it)  # what & and | make


class Frame:
    """A mapping or list that is being read.

    `linked`: it will stand in its parent. `is_key`: it stands where a key should.
    `key`: the mapping's key whose value comes next, None where a key comes next;
    `keep`: whether that value will be kept.
    """

    __slots__ = (
        "below",
        "data",
        "in_list",
        "is_key",
        "keep",
        "key",
        "key_end",
        "key_start",
        "linked",
        "start",
    )

    def __init__(self, in_list: bool, start: int) -> None:
        self.data: Any = [] if in_list else {}
        self.below: Any = [] if in_list else {}
        self.in_list = in_list
        self.start = start
        self.linked = self.keep = True
        self.is_key = False
        self.key: str | None = None
        self.key_start = self.key_end = -1

    def expects_key(self) -> bool:
        return not self.in_list and self.key is None

    def begin_value(self, key: str, start: int, end: int, keep: bool) -> None:
        """Note the key whose value comes next."""
        self.key, self.key_start, self.key_end, self.keep = key, start, end, keep

    def put(self, value: str, start: int, end: int, plain: bool) -> None:
        """Take a text as the next item or the key's value."""
        if self.in_list:
            self.data.append(value)
            self.below.append((-1, -1, start, end, plain, None))
            return
        if self.keep:
            self.data[self.key] = value
            self.below[self.key] = (self.key_start, self.key_end, start, end, plain, None)
        self.key = None
