"""Editions: what one is called, and what stands in it about itself.

An edition is a state of the site that was published and will never change. Its name is its day,
with a number where a day has several: `2025-01-05`, `2025-01-05.2`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from sayso import dates

#: The one edition that may be published again and again; no reader is sent there.
DEV: Final = "dev"
#: The address under which the newest edition stands.
LATEST: Final = "latest"
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,3}))?\Z", re.ASCII)


class BadName(ValueError):
    """A text that names no edition. The message says why, and what would."""


@dataclass(frozen=True, slots=True, order=True)
class EditionName:
    """The name of an edition. Names are in the order of their days, then of their numbers."""

    day: date
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """The name that a text is. Raises `BadName`."""
        found = _NAME.match(text)
        try:
            day = date.fromisoformat(found[1]) if found else None
        except ValueError:
            day = None
        if found is None or day is None or found[2] == "1":
            hint = "write its day, 2025-01-05, and 2025-01-05.2 for a second one of that day"
            raise BadName(f"{text[:60]!r} names no edition: {hint}")
        return cls(day, int(found[2] or 1))

    def __str__(self) -> str:
        return self.day.isoformat() + (f".{self.number}" if self.number > 1 else "")

    def display(self) -> str:
        """For a reader: "5 January 2025", "5 January 2025 (2)"."""
        told = dates.parse(self.day.isoformat()).display()
        return told + (f" ({self.number})" if self.number > 1 else "")


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition says of itself. `name` is `DEV` for the draft. `title` and `note` are the
    editors' own ("Before the attack"); `made` is the moment of the records that it was made of,
    `2026-11-23T08:00:00Z` (that of its commit). Raises `BadName`."""

    name: str
    made: str
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.name != DEV:
            EditionName.parse(self.name)

    @property
    def draft(self) -> bool:
        return self.name == DEV

    @property
    def order(self) -> EditionName:
        """Its place among the others; a draft comes after all."""
        return EditionName(date.max) if self.draft else EditionName.parse(self.name)

    def display(self) -> str:
        """For a reader: "5 January 2025"; "draft" for the draft."""
        return "draft" if self.draft else self.order.display()


@dataclass(frozen=True)
class Publication:
    """Where a site is published: its title, and its address with a slash at its end ("" where
    that is not known)."""

    title: str = ""
    address: str = ""
