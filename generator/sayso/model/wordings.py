"""Every wording of a ledger that claims to stand in a source, with where it may stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.wording import digest, digest_of, fold

from .captures import Key
from .claims import Citation, Claim
from .ledger import Entry, Ledger
from .story import Event, Question, Quote
from .walk import Path

#: In these the order of a list says nothing, so that places in it are left out of a field's name.
_PLAIN_LISTS = ("citations", "gaps", "translations")


@dataclass(frozen=True)
class Wording:
    """Words that stand in a source, if the editors are right.

    `path` is their path in the record. `before` and `after` stand next to them (`prefix` and
    `suffix`). Words that are one of several `parts` stand in the source in the order of those.
    """

    entry: Entry
    path: Path
    source: str
    words: str
    before: str = ""
    after: str = ""
    edited: bool = False
    parts: tuple[str, ...] = ()
    part: int = 0

    @property
    def record(self) -> str:
        return self.entry.name

    @cached_property
    def field(self) -> str:
        """Its path as text, without places in lists whose order says nothing."""
        told = [
            str(step)
            for at, step in enumerate(self.path)
            if not (isinstance(step, int) and at and self.path[at - 1] in _PLAIN_LISTS)
        ]
        return ".".join(told)

    @cached_property
    def key(self) -> Key:
        selector = digest_of(
            {
                "prefix": fold(self.before),
                "suffix": fold(self.after),
                "edited": self.edited,
                "parts": [fold(part) for part in self.parts],
                "part": self.part,
            }
        )
        return Key(self.record, self.source, digest(self.words), selector)


def wordings(ledger: Ledger) -> list[Wording]:
    """All of them, in the order of files and lines."""
    found: list[Wording] = []
    for entry in ledger.entries:
        record = entry.record
        if isinstance(record, Claim):
            for path, citation in record.evidence:
                found.extend(_cited(entry, path, citation))
        elif isinstance(record, Event):
            for number, citation in enumerate(record.citations):
                found.extend(_cited(entry, ("citations", number), citation))
        elif isinstance(record, Question):
            for number, gap in enumerate(record.gaps):
                found.extend(_cited(entry, ("gaps", number, "citation"), gap.citation))
        elif isinstance(record, Quote):
            found.extend(_quoted(entry, record))
    return [each for each in found if each.source in ledger.sources]


def _cited(entry: Entry, path: Path, citation: Citation) -> Iterator[Wording]:
    if citation.exact is not None and citation.source is not None:
        before, after = citation.prefix or "", citation.suffix or ""
        yield Wording(entry, (*path, "exact"), citation.source, citation.exact, before, after)


def _quoted(entry: Entry, quote: Quote) -> Iterator[Wording]:
    before, after = quote.prefix or "", quote.suffix or ""
    if quote.text is not None:
        yield Wording(entry, ("text",), quote.source, quote.text, before, after, quote.edited)
    last = len(quote.parts) - 1
    for number, words in enumerate(quote.parts):
        first, final = before if number == 0 else "", after if number == last else ""
        path: Path = ("parts", number)
        yield Wording(entry, path, quote.source, words, first, final, quote.edited, quote.parts, number)
    if quote.context is not None:
        yield Wording(entry, ("context",), quote.source, quote.context)
    if quote.original is not None and quote.original.source is not None:
        yield Wording(entry, ("original", "text"), quote.original.source, quote.original.text)
    for number, each in enumerate(quote.translations):
        if each.source is not None:
            yield Wording(entry, ("translations", number, "text"), each.source, each.text)
