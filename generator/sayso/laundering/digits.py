"""The numbers of a text that stand in digits, in the spellings of several countries."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

_SPACE: Final = " \u00a0\u2009\u202f'"
_DIGITS = re.compile(
    r"(?<![\w.,])(?<![^\W\d_]-)"
    rf"(?:(?P<spaced>[0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}}){{1,6}})(?P<part>[.,][0-9]+)?"
    r"|(?P<commas>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]+)?)"
    r"|(?P<points>[0-9]{1,3}(?:\.[0-9]{3}){1,6}(?:,[0-9]+)?)"
    r"|(?P<single>[0-9]{1,30}(?:[.,][0-9]{1,20})?))"
    r"(?![0-9])(?P<suffix>[^\W\d_]{0,4}(?![\w])|)"
)
_ORDINAL = re.compile(r"st|nd|rd|th|-?(?:[а-яіїєґ]{1,3})\b(?<!к)")
_CLOCK = re.compile(r":[0-9]{2}|\.[0-9]{2} ?[ap]\.?m")


class Said(NamedTuple):
    """A number as somebody said it, with the place of its words, bound included.

    `values` are its readings ("1.000" has two); a range has those of its upper end in `high`.
    Of several `bounds` each is a reading, "" is none. `order` is that of "thousands".
    `sure` is false for what may be no number at all ("one", "no"), `time` true for dates
    and lengths of time. `times` is what a word behind it multiplied it by ("million").
    """

    values: tuple[Decimal, ...]
    start: int
    end: int
    high: tuple[Decimal, ...] = ()
    bounds: tuple[str, ...] = ("",)
    order: str = ""
    sure: bool = True
    time: bool = False
    times: Decimal = Decimal(1)


def in_digits(text: str) -> Iterator[Said]:
    """The numbers in digits; neither ordinals ("5th") nor names ("T-72")."""
    for found in _DIGITS.finditer(text):
        suffix = found["suffix"]
        if suffix and _ORDINAL.fullmatch(suffix) and suffix not in ("k", "m", "тис", "тыс", "млн"):
            continue
        if text[found.end() : found.end() + 1] == "-" and _ORDINAL.match(text, found.end()):
            continue
        end = found.end() - len(suffix)
        sure = not (
            suffix
            or text[found.end() : found.end() + 1] in ("/",)
            or text[found.start() - 1 : found.start()] == "/"
        )
        clock = bool(_CLOCK.match(text, end)) or text[found.start() - 1 : found.start()] == ":"
        values = tuple(_readings(found))
        if suffix == "m":  # metres or millions
            values += tuple(value * 1_000_000 for value in values)
        yield Said(values, found.start(), end, sure=sure or suffix in ("k", "m", "bn"), time=clock)


def _readings(found: re.Match[str]) -> Iterator[Decimal]:
    """What digits may mean: "1,000" is a thousand or, in much of Europe, one."""
    if spaced := found["spaced"]:
        whole = re.sub("[^0-9]", "", spaced)
        yield Decimal(whole + (found["part"] or "").replace(",", "."))
    elif commas := found["commas"]:
        yield Decimal(commas.replace(",", ""))
        if commas.count(",") == 1 and "." not in commas:
            yield Decimal(commas.replace(",", "."))
    elif points := found["points"]:
        yield Decimal(points.replace(".", "").replace(",", "."))
        if points.count(".") == 1 and "," not in points:
            yield Decimal(points)
    else:
        yield Decimal(found["single"].replace(",", "."))
