"""The source's own words of a figure: whether they stand in the exact words, uncut."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.model.claims import Figure

from .beside import bounded
from .faults import Fault, Path
from .reading import Reading
from .words import fold

#: So many places of the words of a figure are looked at.
_PLACES: Final = 50


def as_said_faults(figure: Figure, held: Sequence[Reading], at: Path) -> Iterator[Fault]:
    """What is wrong with the words that a figure gives as the source's."""
    if figure.as_said is None:
        return
    found = [(words, start, end) for words in held for start, end in places(words, figure.as_said)]
    at = (*at, "as_said")
    if not found:
        theirs = held[0].shown(0, len(held[0].text))
        yield Fault("as_said", figure.as_said, theirs, "copy the source's words letter by letter", at)
        return
    cuts = [_cut(*place) for place in found]
    if all(cuts):
        words, start, end = found[0]
        whole = next(cut for cut in cuts if cut)
        mend = f"write 'as_said:' with {whole!r} in it: readers see these words first"
        yield Fault("bound", words.shown(start, end), whole, mend, at)


def places(words: Reading, said: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, however their quotation marks, dashes and spaces are set;
    "..." in them stands for words left out."""
    parts = [part.strip(" \"'[]()") for part in fold(said).lower().split("...")]
    parts = [part for part in parts if part] or [fold(said).lower()]
    found = words.lower.find(parts[0])
    for _ in range(_PLACES):
        end = found + len(parts[0])
        for part in parts[1:]:
            more = words.lower.find(part, end)
            end = more + len(part) if more >= 0 else -1
            if end < 0:
                break
        if found < 0 or end < 0:
            return
        yield found, end
        found = words.lower.find(parts[0], found + 1)


def _cut(words: Reading, start: int, end: int) -> str:
    """What a stretch of the words cuts in two, or cuts off: a bound, a range, "tens of"."""
    for said in words.numbers:
        if said.start < start < said.end or said.start < end < said.end:
            return words.shown(min(said.start, start), max(said.end, end))
    bounds, first, last = bounded(words, start, end)
    if bounds in (("",), ("exact",)):
        return ""
    return words.shown(first, last)
