"""What stands beside a number and changes it: "million", "about", "or more", a month."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from .digits import Said
from .lexicon import Lexicon
from .words import Words

#: So far before and after a number its bound is looked for.
_NEAR: Final = 48
_SIGNS: Final = {
    "~": "about",
    "≈": "about",
    "≃": "about",
    ">": "over",
    "<": "less_than",
    "≥": "at_least",
    "≤": "up_to",
}


#: Bounds that stand as well before another number: behind one only at a clause's end.
_ANYWHERE: Final = ("at ", "plus", "roughly", "approx", "щонай", "як ", "макс", "как ", "по ", "самое")
_HALVES: Final = {"en": " and a half", "uk": " з половиною", "ru": " с половиной"}
_ENDS: Final = frozenset(["", ".", ",", ";", ")"])
#: Between a number and the same in another unit, which has its bound: "about 20 miles (32 km)".
_CONVERTED = re.compile(r"[^.;:!?()0-9]{1,30}\(")
_NOUN = re.compile(r" [^\W\d_]{3}")
_REST = re.compile(r"(?: ?[^\W\d_]+){0,2}?[ ,(-]{0,2}")
#: What makes a bound behind a number that of the next one: "340 and more than 500".
_OF_THE_NEXT = re.compile(r" (?:[0-9]|(?:than|to|ніж|як|чем)\b)")


def beside(words: Words, lexicon: Lexicon, found: Iterable[Said]) -> Iterator[Said]:
    """Numbers with all that stands beside them. What the text's words cannot hold is not
    looked for."""
    if words.may_hold(lexicon.scaling):
        found = _scaled(words.lower, found, lexicon)
    dated = [_placed(words, said, lexicon) for said in found]
    return _ranged(words, dated, lexicon)


def _scaled(text: str, found: Iterable[Said], lexicon: Lexicon) -> Iterator[Said]:
    """ "1.5 million", "two dozen", "one and a half million"."""
    held: Said | None = None
    for said in found:
        if held is not None and said.start < held.end:
            continue
        if held is not None:
            yield held
        held = said if said.order else _times(text, said, lexicon)
    if held is not None:
        yield held


def _times(text: str, said: Said, lexicon: Lexicon) -> Said:
    end, values = said.end, said.values
    half = _HALVES.get(lexicon.language, "")
    if half and text.startswith(half, end):
        end, values = end + len(half), tuple(value + Decimal("0.5") for value in values)
    scale = lexicon.scaling.first(text[end : end + 16], 0, 16)
    if scale is None:
        return said._replace(values=values, end=end) if end > said.end else said
    times = Decimal(scale.meaning)
    more = end + scale.end
    # The library has read "thousand" itself in "forty thousand".
    scaled = tuple(value * times for value in values)
    rest = lexicon.scaling.first(text[more : more + 16], 0, 16)
    if rest is not None:
        more, scaled = more + rest.end, tuple(value * Decimal(rest.meaning) for value in scaled)
    return said._replace(
        values=scaled, end=more, sure=True, times=scaled[0] / values[0] if values[0] else times
    )


def _placed(words: Words, said: Said, lexicon: Lexicon) -> Said:
    """With whether it is a date or a length of time, or part of a name."""
    if said.time or said.order:
        return said
    if lexicon.name_before.first(words.lower, max(0, said.start - 16), said.start):
        return said._replace(sure=False)
    text, [value, *_] = words.lower, said.values
    if 1900 <= value < 2100 and said.end - said.start == 4:
        year = not lexicon.scaling.first(text[said.end : said.end + 12])
        if value % 50 == 0 and _NOUN.match(text, said.end):  # "2000 soldiers", "in 2000 it fell"
            year = year and lexicon.year_before.search(text, max(0, said.start - 12), said.start) is not None
        return said._replace(time=True) if year else said
    if words.heads.isdisjoint(lexicon.timed):
        return said
    month = lexicon.month_before.search(text, max(0, said.start - 12), said.start)
    return said._replace(time=True) if month or lexicon.time_after.match(text, said.end) else said


def _ranged(words: Words, found: list[Said], lexicon: Lexicon) -> Iterator[Said]:
    """With each number's bound; two that are the ends of one range as a range, and each end."""
    text, at = words.lower, 0
    last: tuple[str, ...] = ("",)
    while at < len(found):
        low = found[at]
        high = found[at + 1] if at + 1 < len(found) else None
        if high is not None and _one_range(text, low, high, lexicon):
            if low.times < high.times:  # "6 to 8 million"
                low = low._replace(values=tuple(value * high.times for value in low.values) + low.values)
            bounds, start, end = bounded(words, low.start, high.end)
            if opening := lexicon.opening.search(text, max(0, start - 10), start):
                start = opening.start()
            time = low.time or high.time
            yield low._replace(high=high.values, bounds=bounds, start=start, end=end, time=time)
            yield low._replace(bounds=("at_least",), start=start, end=end, time=time)
            yield high._replace(bounds=("up_to",), start=start, end=end, time=time)
            last = bounds
            at += 2
        else:
            bounds, start, end = bounded(words, low.start, low.end)
            if bounds == ("",):
                converted = at > 0 and _CONVERTED.fullmatch(text, found[at - 1].end, start)
                yield low._replace(bounds=("", *last)) if converted else low
            else:
                yield low._replace(bounds=bounds, start=start, end=end)
            last = bounds
            at += 1


def _one_range(text: str, low: Said, high: Said, lexicon: Lexicon) -> bool:
    if low.order or high.order or not (low.sure and high.sure):
        return False
    join = text[low.end : high.start]
    if not lexicon.ranging.fullmatch(join) or low.values[0] >= high.values[0]:
        return False
    if "-" in join or join.strip() == "to":
        return True
    # "12 and 30" are two numbers, "between 12 and 30" is one; "12 or 13" is one.
    opened = bool(lexicon.opening.search(text, max(0, low.start - 10), low.start))
    return opened or join.strip() in ("or", "або", "чи", "или")


def bounded(words: Words, start: int, end: int) -> tuple[tuple[str, ...], int, int]:
    """The bounds that stand round a number, or round any words of a text, and the place of
    both together. Without any the bounds are those of a bare number, `("",)`."""
    lexicon, text = words.lexicon, words.lower
    if lexicon is None:
        return ("",), start, end
    found: list[str] = []
    sign = text[max(0, start - 2) : start].strip()[-1:]
    if sign in _SIGNS:
        found.append(_SIGNS[sign])
        start = text.rindex(sign, 0, start)
    elif words.may_hold(lexicon.before_number) and (
        before := lexicon.before_number.first(text, max(0, start - _NEAR), start)
    ):
        found.append(before.meaning)
        start = before.start
    if text[end : end + 1] == "+":
        found.append("at_least")
        end += 1
    elif words.may_hold(lexicon.after_number) and (after := _after(text, end, lexicon)):
        found.append(after[0])
        end = after[1]
    return tuple(found) or ("",), start, end


def _after(text: str, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """A bound behind a number, with at most two words between: "12 soldiers or more"."""
    near = text[end : end + _NEAR]
    hit = lexicon.after_number.first(near)
    if hit is None or not _REST.fullmatch(near, 0, hit.start):
        return None
    if near.startswith(_ANYWHERE, hit.start) and near[hit.end : hit.end + 1] not in _ENDS:
        return None  # "40 killed at least 5 houses away"
    if _OF_THE_NEXT.match(near, hit.end):
        return None
    return hit.meaning, end + hit.end


def scale_of(unit: str, lexicon: Lexicon) -> Decimal:
    """What a unit multiplies by: "million people" by a million, most by one."""
    scale = lexicon.scaling.first(unit.lower(), 0, len(unit))
    return Decimal(scale.meaning) if scale else Decimal(1)
