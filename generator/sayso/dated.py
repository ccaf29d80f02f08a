"""Dates as a reader is told them, in the language of the site's words.

How the parts stand together is a phrase (`date_day`, `date_about`); the names of the months are
those of CLDR. By the default words it says what `Edtf.display` says.
"""

from sayso.edtf import Edtf
from sayso.model.editions import Edition
from sayso.phrases import Phrases


def display(words: Phrases, date: Edtf) -> str:
    """A date in words: "5 January 2025", "6–8 August 2024", "about December 2024"."""
    text = date.text.replace("-XX", "")
    if date.precision != "interval":
        return _point(words, text)
    first, last = text.split("/")
    if first == "..":
        return words.plain("date_until", date=_point(words, last))
    if last == "..":
        return words.plain("date_since", date=_point(words, first))
    return _span(words, first, last)


def _parts(text: str) -> list[str]:
    """Year, month and day of a date, as far as it has them."""
    return text.partition("T")[0].rstrip("~?%").split("-")


def _plain(words: Phrases, text: str) -> str:
    """A date without what qualifies it."""
    parts = _parts(text)
    if len(parts) == 1:
        return parts[0]
    month = words.month(int(parts[1]), day=len(parts) == 3)
    if len(parts) == 2:
        return words.plain("date_month", month=month, year=parts[0])
    return words.plain("date_day", day=int(parts[2]), month=month, year=parts[0])


def _point(words: Phrases, text: str) -> str:
    told = _plain(words, text)
    if "T" in text:
        time, zone = text.partition("T")[2], ""
        for mark in "Z+-":
            if mark in time:
                time, zone = time.partition(mark)[0], mark + time.partition(mark)[2]
        told = words.plain("date_time", date=told, time=time, zone=_zone(words, zone))
    told = words.plain("date_about", date=told) if text[-1] in "~%" else told
    return words.plain("date_uncertain", date=told) if text[-1] in "?%" else told


def _zone(words: Phrases, zone: str) -> str:
    if not zone:
        return words.plain("date_local_time")
    if zone in ("Z", "+00:00"):
        return "UTC"
    sign = "+" if zone[0] == "+" else "\N{MINUS SIGN}"
    return f"UTC{sign}{int(zone[1:3])}" + ("" if zone[4:] == "00" else zone[3:])


def _span(words: Phrases, first: str, last: str) -> str:
    """An interval; what both ends share is said once, unless either end is qualified."""
    if first == last:
        return _point(words, first)
    start, end = _parts(first), _parts(last)
    if first[-1] in "~?%" or last[-1] in "~?%" or len(start) != len(end):
        return words.plain("date_span", first=_point(words, first), last=_point(words, last))
    if len(start) == 1:
        return words.plain("date_years", first=start[0], last=end[0])
    if start[0] != end[0]:
        return words.plain("date_span", first=_plain(words, first), last=_plain(words, last))
    if len(start) == 2:
        month = words.month(int(start[1]), day=False)
        return words.plain("date_months", first=month, last=_plain(words, last))
    if start[1] == end[1]:
        return words.plain("date_days", first=int(start[2]), last=_plain(words, last))
    day = words.plain("date_day_month", day=int(start[2]), month=words.month(int(start[1]), day=True))
    return words.plain("date_span", first=day, last=_plain(words, last))


def display_edition(words: Phrases, edition: Edition) -> str:
    """An edition by its day: "5 January 2025", "5 January 2025 (2)"; "draft" for the draft."""
    if edition.draft:
        return words.plain("common_draft_inside")
    name = edition.order
    told = _plain(words, name.day.isoformat())
    return told if name.number == 1 else words.plain("date_numbered", date=told, number=name.number)
