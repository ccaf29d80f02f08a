"""Dates for editors: the EDTF profile of `sayso.edtf`, with what to write instead where
a text is outside it.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from sayso.edtf import BEGINNING, END, MONTHS, YEARS, BadDate, Edtf, Precision, before, overlaps, read

__all__ = ["BEGINNING", "END", "MONTHS", "BadDate", "Edtf", "Precision", "before", "overlaps", "parse"]

_FORMS: Final = "write 2024, 2024-08, 2025-01-05, 2025-01-05T09:00+03:00 or 2024-08-06/2025-01-05"
# ---- what to write instead ------------------------------------------------------------------

#: A longer text is no date: what follows may then try its patterns without thought of their cost.
_LONGEST = 64

#: Slips of the pen, mended one after the other: the fault, where it stands, what to put there.
_SLIPS: tuple[tuple[str, str, str | Callable[[re.Match[str]], str]], ...] = (
    ("there are spaces round it", r"^\s+|\s+$", ""),
    ("its digits are not 0 to 9", r"\d", lambda m: str(int(m[0]))),
    ("its dash is not '-'", "[\u2010-\u2015\u2212]", "-"),
    ("T, Z and X are capitals", r"(?<=[0-9xX-])[tzx](?=[0-9x~?%+-]|$)", lambda m: m[0].upper()),
    ("'T' stands before the time", r"(?<=[0-9]),? +(?=[0-9]{1,2}:)", "T"),
    ("the hour has two digits", r"T([0-9]):", r"T0\1:"),
    ("parts of a second are not used", r"(:[0-9]{2}:[0-9]{2})[.,][0-9]+", r"\1"),
    ("UTC is written 'Z'", r"(?<=[0-9]) ?(?:UTC|GMT)$", "Z"),
    (
        "an offset has hours and minutes, '+03:00'",
        r"(T[0-9:]+?) ?([+-])([0-9]{1,2}):?([0-9]{2})?$",
        lambda m: f"{m[1]}{m[2]}{m[3]:0>2}:{m[4] or '00'}",
    ),
    (
        "month and day have two digits, with '-' before them",
        r"^([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?(?=T|[~?%]?$)",
        lambda m: f"{m[1]}-{m[2]:0>2}" + (f"-{m[3]:0>2}" if m[3] else ""),
    ),
    ("there is no '-' in it", r"^([0-9]{4})([0-9]{2})([0-9]{2})(?=T|[~?%]?$)", r"\1-\2-\3"),
    ("the year comes first", r"^([0-9]{1,2})[./-]([0-9]{4})$", lambda m: f"{m[2]}-{m[1]:0>2}"),
    ("an interval has '/' between its ends", r"^([0-9]{4})-([0-9]{4})$", r"\1/\2"),
    ("a decade is an interval of years", r"^([0-9]{3})(?:X|0s)$", r"\g<1>0/\g<1>9"),
    ("a century is an interval of years", r"^([0-9]{2})XX$", r"\g<1>00/\g<1>99"),
    ("a day without its month says nothing", r"^([0-9]{4})-XX-[0-9X]{2}", r"\1"),
    ("a qualifier stands at the end", r"^([~?%]) *(.+)$|^(.+?) +([~?%])$", r"\2\1\3\4"),
    ("'~' and '?' together are '%'", r"~\?$|\?~$", "%"),
)
_NUMBERS = {name.lower()[:size]: at for at, name in enumerate(MONTHS, 1) for size in (3, 4, 9)}
_ABOUT = frozenset(["about", "around", "approximately", "roughly", "circa", "ca", "c"])
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_FILLERS = _ABOUT.union(["st", "nd", "rd", "th", "of", "the", "on", "in"], _DAYS, [day[:3] for day in _DAYS])
_BETWEEN = r"/|--|\.\.|[\u2010-\u2015-]|\b(?:to|and|until|till)\b"


def parse(text: str) -> Edtf:
    """The date that `text` means.

    :raises BadDate: (and nothing else) if the text is outside the profile; both its message and
        its hint are always filled.
    """
    try:
        return read(text)
    except BadDate as fault:
        if fault.hint:
            raise
        raise _explain(text) from None


def _explain(text: str) -> BadDate:
    """What is wrong with a text that has not the shape of a date, and what was probably meant."""
    shown = repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
    if not text.strip():
        return BadDate("there is no date here", _FORMS)
    if len(text) > _LONGEST:
        return BadDate(f"{shown} is too long for a date", _FORMS)
    if numbers := re.fullmatch(r"\s*([0-9]{1,2})([./ -])([0-9]{1,2})\2([0-9]{4})\s*", text):
        return _numeric(shown, numbers[4], numbers[1], numbers[3])
    for mend in (_mend, _mend_interval):
        fault, candidate = mend(text)
        try:
            read(candidate)
        except BadDate as other:
            if other.hint and candidate:
                return other
        else:
            return BadDate(f"{shown} cannot be read as a date: {fault}", f"write {candidate}")
    if re.match(r"\s*(?:Y?-?[0-9]{5}|Y?-[0-9]|[0-9]{1,3}\s*$)", text):
        return BadDate(f"the year of {shown} is not between 1000 and 9999", YEARS)
    return BadDate(f"{shown} is not a date", _FORMS)


def _numeric(shown: str, year: str, one: str, two: str) -> BadDate:
    """For 05.01.2025 or 01/05/2025, which the world reads in two ways."""
    texts = dict.fromkeys([f"{year}-{two:0>2}-{one:0>2}", f"{year}-{one:0>2}-{two:0>2}"])
    found = [read(text) for text in texts if _is_date(text)]
    remedy = " or ".join(f"{date.text} for {date.display()}" for date in found)
    fault = "can be read in two ways" if len(found) == 2 else "is not a date: the year comes first"
    return BadDate(f"{shown} {fault}", f"write {remedy}" if found else _FORMS)


def _mend(text: str) -> tuple[str, str]:
    """The first fault found in a text for one date, and the text with every slip mended."""
    fault = ""
    for name, pattern, put in _SLIPS:
        mended = re.sub(pattern, put, text)
        fault = fault or (name if mended != text else "")
        text = mended
    words = _from_words(text)
    return (fault if not words else "it is in words"), words or text


def _from_words(text: str) -> str:
    """'about 5 January 2025' -> '2025-01-05~'; '' where that is not what the text is like."""
    if not re.search(r"[^\W\d_]", text):
        return ""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text.lower())
    years = [part for part in parts if part.isdecimal() and len(part) == 4]
    days = [part.zfill(2) for part in parts if part.isdecimal() and len(part) != 4]
    months = [f"{_NUMBERS[part]:02}" for part in parts if part in _NUMBERS]
    known = len(years) + len(days) + len(months) + sum(part in _FILLERS for part in parts)
    if known != len(parts) or len(years) != 1 or not len(days) <= len(months) <= 1:
        return ""
    mark = text[-1] if text[-1] in "~?%" else "~" if _ABOUT.intersection(parts) else ""
    return "-".join(years + months + days) + mark


def _mend_interval(text: str) -> tuple[str, str]:
    """The same for an interval. What the first end leaves out ('6–8 August 2024') the last one has."""
    text = re.sub(r"^\s*(?:from|between)\b", "", text)
    if since := re.fullmatch(r"\s*(since|until)\s(.+)", text):
        end = _mend(since[2])[1]
        return "it is in words", f"{end}/.." if since[1] == "since" else f"../{end}"
    for gap in islice(re.finditer(_BETWEEN, text), 3):  # the third '-' of 2024-08-06-2024-08-08
        start, end = text[: gap.start()].strip(), text[gap.end() :].strip()
        last = _mend(end)[1] if end.strip(".") else ".."
        if last != ".." and not _is_date(last):
            continue
        for borrowed in ("", f" {end[-4:]}", f" {end.lstrip('0123456789 ')}"):
            first = _mend(start + borrowed)[1] if start.strip(".") else ".."
            if _is_date(f"{first}/{last}"):
                return "an interval is two dates with '/' between them", f"{first}/{last}"
    return "", ""


def _is_date(text: str) -> bool:
    try:
        read(text)
    except BadDate:
        return False
    return True
