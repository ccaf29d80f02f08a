"""Our own words held against a claim's exact words and its figure: numbers, bounds, measures."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.model.claims import Figure

from .digits import Said
from .extents import allows, fair
from .faults import Fault, measure_hint, told
from .measures import MEASURE_OF, WEAKER
from .reading import Counted, Reading
from .words import Words

#: So many numbers of one text are compared, and with so many places of each in the words.
_MOST = 200
_PLACES = 20
#: So far before a number stands what it is a name of: "brigades 47 and 22".
_NAMED = 30
_COMPOUND = re.compile(r"-[^\W\d_]")  # "a five-storey house", "12-year-old"
_AGE = re.compile(r"-year-old| years? old| years of age|-річн|-летн| років| лет\b")
_LETTERS = "abcdefghijklmnopqrstuvwxyz-"


def text_faults(text: Reading, figure: Figure | None, held: Sequence[Reading]) -> Iterator[Fault]:
    """The numbers in our own words that neither the exact words nor the figure hold, or hold
    only with a weaker bound or measure.

    Dates and lengths of time are not asked for: these stand in fields of their own. Where
    the exact words are in a language that we cannot read, nobody is accused.
    """
    if not held or text.lexicon is None or not (text.may_hold_numbers() or figure) or _plainly(text, held):
        return
    readable = all(words.lexicon is not None for words in held)
    parts = list(_parts(figure)) if figure else []
    for said in islice(text.numbers, _MOST):
        if said.high or said.time or said.order == "few":
            continue
        if said.sure or said.order:
            yield from _number(text, said, parts, held, readable)
        elif figure is not None and _is_unit(text, said, figure):
            yield from _against(text, said, _places(said, held), parts)


def _plainly(text: Reading, held: Sequence[Reading]) -> bool:
    """Whether its one number, in digits, stands in the exact words too, and without a bound.
    Most texts need no closer look."""
    if not text.bare:
        return False
    if not text.digits or any(words.bare and text.digits == words.digits for words in held):
        return True
    return any(words.alone(text.digits[0]) == ("",) for words in held)


def _number(
    text: Reading, said: Said, parts: Sequence[Figure], held: Sequence[Reading], readable: bool
) -> Iterator[Fault]:
    places = _places(said, held)
    if _losses(text, said):  # nobody is killed by the hours or by the 47th of a brigade
        places = [(words, other) for words, other in places if not other.time or _is_age(words, other)]
    if places or _in_figure(said, parts):
        yield from _against(text, said, places, parts)
    elif readable and not _in_gloss(said, parts) and not _as_ordinal(text, said, held):
        there = dict.fromkeys(
            words.shown_number(other)
            for words in held
            for other in islice(words.numbers, _PLACES)
            if (other.sure or other.order) and not other.time
        )
        mend = "write the number as the source gives it, or cite the words that hold this one"
        yield Fault("number", text.shown_number(said), ", ".join(list(there)[:4]), mend)


def _places(said: Said, held: Sequence[Reading]) -> list[tuple[Reading, Said]]:
    """Where the exact words hold a number of ours."""
    if said.order:
        return [
            (words, other)
            for words in held
            for other in islice(words.numbers, _MOST)
            if other.order == said.order
            or ((other.sure or other.order) and not other.time and fair(said, other))
        ]
    return [
        (words, other)
        for words in held
        for value in said.values
        for other in islice(words.by_value.get(value, ()), _PLACES)
    ]


def _against(
    text: Reading, said: Said, places: Sequence[tuple[Reading, Said]], parts: Sequence[Figure]
) -> Iterator[Fault]:
    """A number that both have: whether ours is as weak as theirs."""
    ours = [] if _COMPOUND.match(text.lower, said.end) else text.counted(said.start, said.end)
    if places:
        if not any(fair(said, other) for _, other in places):
            words, other = places[0]
            theirs_said = words.shown_number(other)
            mend = f'say "{theirs_said}", as the source does, or less'
            yield Fault("bound", text.shown_number(said), theirs_said, mend)
        theirs = [
            count
            for words, other in places
            if not other.time
            for count in words.counted(other.start, other.end)
        ]
        yield from _stronger(text, said, ours, theirs)
        return
    same = [part for part in parts if _is(said, part)]
    if same and not any(allows(said, part) for part in same):
        yield Fault("bound", text.shown_number(said), told(same[0]), "say it with the bound of the figure")
    theirs = [Counted(kind, part.measure.replace("_", " ")) for part in same for kind in _kinds(part)]
    yield from _stronger(text, said, ours, theirs)


def _stronger(text: Reading, said: Said, ours: list[Counted], theirs: list[Counted]) -> Iterator[Fault]:
    """What is counted: in our words the dead, in theirs only losses."""
    measures = [measure for count in ours if (measure := MEASURE_OF.get(count.kind))]
    if not measures or not theirs:
        return
    if any(measure in WEAKER[count.kind] for measure in measures for count in theirs):
        return
    if {"destroyed", "displaced"} & {count.kind for count in ours} and theirs[0].kind == "killed":
        return
    number = text.shown_number(said)
    mend = measure_hint(theirs[0]).replace("write", "say what the source says; in a figure that is")
    mend = mend.partition(", or")[0]
    yield Fault("measure", f"{number}: {ours[0].words}", f"{theirs[0].words}", mend)


def _kinds(part: Figure) -> Iterator[str]:
    """The words for what a figure measures, as `WEAKER` knows them."""
    for kind, measure in MEASURE_OF.items():
        if measure == part.measure:
            yield kind


def _parts(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.components:
        yield from _parts(part)


def _is(said: Said, part: Figure) -> bool:
    given = {number for number in (part.value, part.min, part.max) if number is not None}
    return bool(given & {*said.values}) or bool(said.order and said.order == part.bound)


def _in_figure(said: Said, parts: Sequence[Figure]) -> bool:
    return any(_is(said, part) for part in parts) or (
        bool(said.order) and any(part.value is not None and allows(said, part) for part in parts)
    )


def _in_gloss(said: Said, parts: Sequence[Figure]) -> bool:
    """Whether the editors explain the number: "a battalion: 600 to 800"."""
    glosses = (Reading(part.gloss.text) for part in parts if part.gloss)
    return any(value in gloss.by_value for gloss in glosses for value in said.values)


def _losses(text: Reading, said: Said) -> bool:
    """Whether our number counts losses."""
    counts = text.counted(said.start, said.end)
    return any(count.kind in MEASURE_OF for count in counts)


def _is_age(words: Words, said: Said) -> bool:
    """Whether it is somebody's age, which we may well tell without the word for years."""
    return _AGE.match(words.lower, said.end) is not None


def _as_ordinal(text: Reading, said: Said, held: Sequence[Reading]) -> bool:
    """Whether the exact words have it as an ordinal: "the 47th", our brigade 47."""
    if text.lexicon and _losses(text, said):
        near = text.lower[max(0, said.start - _NAMED) : said.start]
        if text.lexicon.names.first(near) is None:
            return False
    wanted = {str(value) for value in said.values}
    return any(token.rstrip(_LETTERS) in wanted for words in held for token in words.digits)


def _is_unit(text: Reading, said: Said, figure: Figure) -> bool:
    """Whether "a" counts the figure's unit: "a battalion"."""
    if not figure.unit:
        return False
    unit = figure.unit.lower()
    return text.lower.startswith((f" {unit}", f" {unit.removesuffix('s')}"), said.end)
