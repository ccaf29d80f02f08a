"""How much a site may hold, in all and in one record: beyond it, no reading stays quick.

What one file may hold is bounded where files are read (`sayso.source`, `sayso.prose`). The
bounds here keep a site of small files in bounds too: in memory, in time where records meet
each other, and in pages, each of which is in the navigation of all others. They are several
times what the largest site we know of would need; docs/maintainers.md lists them.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

#: Of the site in all. Text: YAML and prose together.
MOST_TEXT: Final = 64 * 2**20
MOST_TEXT_FILES: Final = 20_000
MOST_IMAGES: Final = 2_000
MOST_IMAGE_BYTES: Final = 256 * 2**20
#: Each stands in the navigation of every page.
MOST_PROSE_PAGES: Final = 500
#: Records, and what else is given a page: tags, former ids.
MOST_PAGES: Final = 100_000
#: Each has a lane beside every question.
MOST_SIDES: Final = 24
#: Each is an error to tell; nobody mends more at a time.
MOST_FINDINGS: Final = 10_000
MOST_PER_RULE: Final = 2_000
#: So many are printed for people; machines are given all that are held.
MOST_SHOWN: Final = 1_000
#: In a list or mapping inside one record.
MOST_ITEMS: Final = 200

Path = tuple[str | int, ...]
_SPLIT: Final = "so large a site is read by nobody and checked by nothing: divide it into several"


class Excess(NamedTuple):
    """A bound that was overstepped: what is said of it, and the remedy."""

    message: str
    hint: str


class Budget:
    """What was read so far. Each bound is told once; what oversteps it is not read."""

    def __init__(self) -> None:
        self._spent: dict[str, int] = {}
        self._told: set[str] = set()

    def text_file(self) -> Excess | bool:
        """Before a file of YAML or prose is read: whether it may be, or why not."""
        if "text" in self._told:
            return False
        return self._spend("text files", 1, MOST_TEXT_FILES, "{:,} files of YAML and prose")

    def text(self, size: int) -> Excess | bool:
        """After a file of YAML or prose of that many bytes was read."""
        return self._spend("text", size, MOST_TEXT, "{} MiB of YAML and prose in all", 2**20)

    def prose_page(self) -> Excess | bool:
        """Before a page of prose is read."""
        return self._spend("prose", 1, MOST_PROSE_PAGES, "{:,} pages of prose")

    def image(self, size: int) -> Excess | bool:
        """Before an image is taken."""
        number = self._spend("images", 1, MOST_IMAGES, "{:,} images")
        if number is not True:
            return number
        return self._spend("image bytes", size, MOST_IMAGE_BYTES, "{} MiB of images in all", 2**20)

    def record(self, kind: str, data: Mapping[str, Any]) -> Excess | bool:
        """Before a record is read."""
        if kind == "side":
            sides = self._spend("sides", 1, MOST_SIDES, "{:,} sides")
            if sides is not True:
                return sides
        pages = 1
        for key in ("tags", "formerly"):
            if type(more := data.get(key)) is list:
                pages += len(more)
        return self._spend("pages", pages, MOST_PAGES, "{:,} records, tags and former ids")

    def findings(self, number: int) -> Excess | bool:
        """Before a file is read, with as many findings so far."""
        if number <= MOST_FINDINGS:
            return True
        if "findings" in self._told:
            return False
        self._told.add("findings")
        message = f"more than {MOST_FINDINGS:,} faults stand above; from this file on nothing is read"
        return Excess(message, "mend those first: perhaps one slip is behind them all")

    def _spend(self, what: str, cost: int, most: int, words: str, unit: int = 1) -> Excess | bool:
        if what in self._told:
            return False
        spent = self._spent.get(what, 0) + cost
        self._spent[what] = spent
        if spent <= most:
            return True
        self._told.add(what)
        told = words.format(most // unit)
        return Excess(f"more than {told}: this and what follows is not read", _SPLIT)


def crowded(data: Any, path: Path = ()) -> Path | None:
    """Where in a record a list or mapping has too many items, if one has. Nesting is bounded
    where the file was read. A timeline's events are records of their own."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if type(value) is not str:
            where = (*path, key)
            if where == ("events",):
                continue
            if len(value) > MOST_ITEMS:
                return where
            if found := crowded(value, where):
                return found
    return None
