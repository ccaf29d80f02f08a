"""Dates: what is read, as what it is shown, what is refused and what is then advised."""

import copy
import time
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from time import struct_time

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.dates import BEGINNING, END, BadDate, Edtf, before, overlaps, parse

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
FIRST_DAY = datetime.fromisoformat("1000-01-01")
LAST_DAY_BUT_ONE = datetime.fromisoformat("9999-12-30")


def utc(text: str) -> datetime:
    """'2025-01-05' or '2025-01-05 06:00' in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# text, earliest, the instant after latest, display, machine, precision
READ = [
    ("2024", "2024-01-01", "2025-01-01", "2024", "2024", "year"),
    ("1000", "1000-01-01", "1001-01-01", "1000", "1000", "year"),
    ("2024-08", "2024-08-01", "2024-09-01", "August 2024", "2024-08", "month"),
    ("2024-02", "2024-02-01", "2024-03-01", "February 2024", "2024-02", "month"),
    ("2024-12", "2024-12-01", "2025-01-01", "December 2024", "2024-12", "month"),
    ("2025-01-05", "2025-01-05", "2025-01-06", "5 January 2025", "2025-01-05", "day"),
    ("2024-02-29", "2024-02-29", "2024-03-01", "29 February 2024", "2024-02-29", "day"),
    ("2025-XX", "2025-01-01", "2026-01-01", "2025", "2025", "year"),
    ("2025-01-XX", "2025-01-01", "2025-02-01", "January 2025", "2025-01", "month"),
    ("2025-01-XX~", "2025-01-01", "2025-02-01", "about January 2025", "", "month"),
    ("2024-12~", "2024-12-01", "2025-01-01", "about December 2024", "", "month"),
    ("2024-12?", "2024-12-01", "2025-01-01", "December 2024 (uncertain)", "", "month"),
    ("2024%", "2024-01-01", "2025-01-01", "about 2024 (uncertain)", "", "year"),
    (
        "2025-01-05T09:00+03:00",
        "2025-01-05 06:00",
        "2025-01-05 06:01",
        "5 January 2025, 09:00 (UTC+3)",
        "2025-01-05T09:00+03:00",
        "minute",
    ),
    (
        "2025-01-05T23:59:59-05:30",
        "2025-01-06 05:29:59",
        "2025-01-06 05:30",
        "5 January 2025, 23:59:59 (UTC\u22125:30)",
        "2025-01-05T23:59:59-05:30",
        "second",
    ),
    (
        "2025-01-05T09:00Z",
        "2025-01-05 09:00",
        "2025-01-05 09:01",
        "5 January 2025, 09:00 (UTC)",
        "2025-01-05T09:00Z",
        "minute",
    ),
    (
        "2025-01-05T09:00+00:00",
        "2025-01-05 09:00",
        "2025-01-05 09:01",
        "5 January 2025, 09:00 (UTC)",
        "2025-01-05T09:00+00:00",
        "minute",
    ),
    (
        "2025-01-05T09:00",
        "2025-01-05 09:00",
        "2025-01-05 09:01",
        "5 January 2025, 09:00 (local time)",
        "2025-01-05T09:00",
        "minute",
    ),
    (
        "1000-01-01T00:00+14:00",
        "0999-12-31 10:00",
        "0999-12-31 10:01",
        "1 January 1000, 00:00 (UTC+14)",
        "1000-01-01T00:00+14:00",
        "minute",
    ),
]

INTERVALS = [
    ("2024-08/2025-01-05", "2024-08-01", "2025-01-06", "August 2024 – 5 January 2025", ""),
    ("2024-08-06/2025-01-05", "2024-08-06", "2025-01-06", "6 August 2024 – 5 January 2025", ""),
    ("2024-08-06/2024-08-08", "2024-08-06", "2024-08-09", "6–8 August 2024", "2024-08"),
    ("2024-08-06/2024-09-05", "2024-08-06", "2024-09-06", "6 August – 5 September 2024", "2024"),
    ("2024-08/2024-12", "2024-08-01", "2025-01-01", "August–December 2024", "2024"),
    ("2024-08/2025-08", "2024-08-01", "2025-09-01", "August 2024 – August 2025", ""),
    ("2024/2025", "2024-01-01", "2026-01-01", "2024–2025", ""),
    ("2024/2024", "2024-01-01", "2025-01-01", "2024", "2024"),
    ("2024-08-06/2024", "2024-08-06", "2025-01-01", "6 August 2024 – 2024", "2024"),
    ("2024-08/2024-08-05", "2024-08-01", "2024-08-06", "August 2024 – 5 August 2024", "2024-08"),
    ("2025-XX/2026-01-XX", "2025-01-01", "2026-02-01", "2025 – January 2026", ""),
    (
        "2024-08-06~/2024-08-08~",
        "2024-08-06",
        "2024-08-09",
        "about 6 August 2024 – about 8 August 2024",
        "",
    ),
    ("2024?/2025", "2024-01-01", "2026-01-01", "2024 (uncertain) – 2025", ""),
    ("2024-08-06/..", "2024-08-06", None, "since 6 August 2024", ""),
    ("2024-08~/..", "2024-08-01", None, "since about August 2024", ""),
    ("../2025-01-05", None, "2025-01-06", "until 5 January 2025", ""),
]


@pytest.mark.parametrize(("text", "earliest", "end", "display", "machine", "precision"), READ)
def test_date(text: str, earliest: str, end: str, display: str, machine: str, precision: str) -> None:
    date = parse(text)
    assert (date.earliest, date.latest) == (utc(earliest), utc(end) - TICK)
    assert (date.display(), date.machine, date.precision) == (display, machine, precision)


@pytest.mark.parametrize(("text", "earliest", "end", "display", "machine"), INTERVALS)
def test_interval(text: str, earliest: str | None, end: str | None, display: str, machine: str) -> None:
    date = parse(text)
    assert date.earliest == (utc(earliest) if earliest else BEGINNING)
    assert date.latest == (utc(end) - TICK if end else END)
    assert (date.display(), date.machine, date.precision) == (display, machine, "interval")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2024", False, False),
        ("2024~", True, False),
        ("2024?", False, True),
        ("2024%", True, True),
        ("2024/2025", False, False),
        ("2024/2025~", True, False),
        ("2024?/2025", False, True),
        ("2024~/2025?", True, True),
        ("2024%/..", True, True),
    ],
)
def test_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    date = parse(text)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


def test_no_second_of_the_calendar_is_lost() -> None:
    assert parse("9999").latest == END
    assert parse("9999-12-31T23:59:59Z").latest == END


def test_equality_is_of_the_text() -> None:
    assert parse("2024") == parse("2024")
    assert len({parse("2024"), parse("2024"), parse("2024/2024"), parse("2024-XX")}) == 3


# text, part of the message, the hint in full or its date
REFUSED = [
    ("", "there is no date here", "write 2024, 2024-08, 2025-01-05"),
    ("   ", "there is no date here", "write 2024, 2024-08, 2025-01-05"),
    ("yesterday", "'yesterday' is not a date", "write 2024, 2024-08, 2025-01-05"),
    ("spring 2024", "'spring 2024' is not a date", "write 2024, 2024-08, 2025-01-05"),
    ("2024-" * 9999, "too long for a date", "write 2024, 2024-08, 2025-01-05"),
    ("5 January 2025", "it is in words", "write 2025-01-05"),
    ("Sunday, 5th of January 2025", "it is in words", "write 2025-01-05"),
    ("January 5, 2025", "it is in words", "write 2025-01-05"),
    ("Sept. 2024", "it is in words", "write 2024-09"),
    ("about 2024", "it is in words", "write 2024~"),
    ("31 February 2025", "February 2025 has no day 31", "its days go from 01 to 28"),
    ("6–8 August 2024", "two dates with '/' between", "write 2024-08-06/2024-08-08"),
    ("August–December 2024", "two dates with '/' between", "write 2024-08/2024-12"),
    ("2024-08-06 to 2025-01-05", "two dates with '/' between", "write 2024-08-06/2025-01-05"),
    ("from 6 August to 8 September 2024", "two dates with '/' between", "write 2024-08-06/2024-09-08"),
    ("2024-08-06..2024-08-08", "two dates with '/' between", "write 2024-08-06/2024-08-08"),
    ("since 6 August 2024", "it is in words", "write 2024-08-06/.."),
    ("until August 2024", "it is in words", "write ../2024-08"),
    (
        "05.01.2025",
        "can be read in two ways",
        "write 2025-01-05 for 5 January 2025 or 2025-05-01 for 1 May 2025",
    ),
    (
        "01/05/2025",
        "can be read in two ways",
        "write 2025-05-01 for 1 May 2025 or 2025-01-05 for 5 January 2025",
    ),
    ("13/05/2025", "the year comes first", "write 2025-05-13 for 13 May 2025"),
    ("05/13/2025", "the year comes first", "write 2025-05-13 for 13 May 2025"),
    ("05/05/2025", "the year comes first", "write 2025-05-05 for 5 May 2025"),
    ("31/31/2025", "the year comes first", "write 2024, 2024-08"),
    ("08/2024", "the year comes first", "write 2024-08"),
    ("2025-1-5", "month and day have two digits", "write 2025-01-05"),
    ("2025/01/05", "month and day have two digits", "write 2025-01-05"),
    ("2025/1", "month and day have two digits", "write 2025-01"),
    ("20250105", "there is no '-' in it", "write 2025-01-05"),
    ("2025–01–05", "its dash is not '-'", "write 2025-01-05"),
    ("٢٠٢٥-٠١-٠٥", "its digits are not 0 to 9", "write 2025-01-05"),
    ("2025-01-05 ", "there are spaces round it", "write 2025-01-05"),
    ("2025-01-05\n", "there are spaces round it", "write 2025-01-05"),
    ("2025-13", "there is no month 13", "months go from 01 to 12"),
    ("2025-00", "there is no month 00", "months go from 01 to 12"),
    ("2025-13-05", "there is no month 13", "write 2025-05-13 if 13 is the day"),
    ("2025-21", "2025-21 is a season", "write its months, such as 2025-03/2025-05"),
    ("2025-24", "2025-24 is a season", "write its months, such as 2025-12/2026-02"),
    ("2025-02-31", "February 2025 has no day 31", "its days go from 01 to 28"),
    ("2023-02-29", "February 2023 has no day 29", "its days go from 01 to 28"),
    ("2025-01-00", "January 2025 has no day 0", "its days go from 01 to 31"),
    ("0999", "the year 0999 is before 1000", "years from 1000 to 9999"),
    ("12025", "is not between 1000 and 9999", "years from 1000 to 9999"),
    ("-0044", "is not between 1000 and 9999", "years from 1000 to 9999"),
    ("Y-17000", "is not between 1000 and 9999", "years from 1000 to 9999"),
    ("999", "is not between 1000 and 9999", "years from 1000 to 9999"),
    ("202X", "a decade is an interval of years", "write 2020/2029"),
    ("1990s", "a decade is an interval of years", "write 1990/1999"),
    ("20XX", "a century is an interval of years", "write 2000/2099"),
    ("2025-XX-XX", "a day without its month", "write 2025"),
    ("2025-01-xx", "T, Z and X are capitals", "write 2025-01-XX"),
    ("~2024", "a qualifier stands at the end", "write 2024~"),
    ("2024-08 ?", "a qualifier stands at the end", "write 2024-08?"),
    ("2024?~", "'~' and '?' together are '%'", "write 2024%"),
    ("2025-01-05t09:00", "T, Z and X are capitals", "write 2025-01-05T09:00"),
    ("2025-01-05T09:00z", "T, Z and X are capitals", "write 2025-01-05T09:00Z"),
    ("2025-01-05 09:00", "'T' stands before the time", "write 2025-01-05T09:00"),
    ("2025-01-05T9:00", "the hour has two digits", "write 2025-01-05T09:00"),
    ("2025-01-05T09:00 UTC", "UTC is written 'Z'", "write 2025-01-05T09:00Z"),
    ("2025-01-05T09:00+0330", "an offset has hours and minutes", "write 2025-01-05T09:00+03:30"),
    ("2025-01-05T09:00+3", "an offset has hours and minutes", "write 2025-01-05T09:00+03:00"),
    ("2025-01-05T09:00:00.123Z", "parts of a second", "write 2025-01-05T09:00:00Z"),
    ("2025-01-05T24:00", "no clock shows this time", "24:00 is 00:00 of the next day"),
    ("2025-01-05T09:60", "no clock shows this time", "minutes end at 59"),
    ("2025-01-05T23:59:60Z", "no clock shows this time", "minutes end at 59"),
    ("2025-01-05T09:00-00:00", "no place has the offset -00:00", "UTC is Z"),
    ("2025-01-05T09:00-12:01", "no place has the offset -12:01", "from -12:00 to +14:00"),
    ("2025-01-05T09:00+14:01", "no place has the offset +14:01", "from -12:00 to +14:00"),
    ("2025-01-05T09:00+03:60", "no place has the offset +03:60", "from -12:00 to +14:00"),
    ("2025-01-05T09:00~", "a time of day cannot have '~'", "write 2025-01-05~, and the time in `words`"),
    ("9999-12-31T23:59-01:00", "after the year 9999", "years from 1000 to 9999"),
    ("2025-01-06/2025-01-05", "the interval ends before it begins", "write 2025-01-05/2025-01-06"),
    ("2024-08-06/", "the interval has no end", "write 2024-08-06/.. for an open end"),
    ("/2024", "the interval has no start", "write ../2024 for an open start"),
    ("../..", "no date at either end", "write a date at one end: 2024-08-06/.."),
    ("/", "no date at either end", "write a date at one end"),
    ("2024/2025/2026", "is not a date", "write 2024, 2024-08"),
    ("2024/2025-13", "there is no month 13", "months go from 01 to 12"),
    ("2024-08-06T09:00/2024-08-07", "between dates, not times of day", "write 2024-08-06/2024-08-07"),
    ("2024-08-06/8 August 2024", "two dates with '/' between", "write 2024-08-06/2024-08-08"),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse(text)
    assert message in caught.value.message
    assert str(caught.value) == caught.value.message
    # A hint given whole ends with its date: "write 2024" must not pass for "write 2024-08".
    remedy = caught.value.hint
    assert remedy == hint if hint.startswith("write 2") and "," not in hint else hint in remedy


def test_a_refusal_can_be_copied() -> None:
    """By the protocol that also carries it from one process to another."""
    fault = copy.copy(BadDate("the fault", "the remedy"))
    assert (fault.message, fault.hint) == ("the fault", "the remedy")


# ---- laws ---------------------------------------------------------------------------------------


@st.composite
def days(draw: st.DrawFn) -> str:
    """A date of the profile without time, qualifier or interval."""
    year = draw(st.integers(1000, 9999))
    month = draw(st.none() | st.just("XX") | st.integers(1, 12))
    if not isinstance(month, int):
        return f"{year}" if month is None else f"{year}-XX"
    day = draw(st.none() | st.just("XX") | st.integers(1, monthrange(year, month)[1]))
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if isinstance(day, int) else f"{year}-{month:02}-XX"


@st.composite
def times(draw: st.DrawFn) -> str:
    """A time of day with or without seconds and zone, away from the last day of all."""
    moment = draw(st.datetimes(FIRST_DAY, LAST_DAY_BUT_ONE))
    zone = draw(st.sampled_from(["", "Z", "+03:00", "-05:30", "+14:00", "-12:00"]))
    return moment.isoformat(timespec=draw(st.sampled_from(["minutes", "seconds"]))) + zone


qualified = st.builds(str.__add__, days(), st.sampled_from(["", "~", "?", "%"]))
points = qualified | times()


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first, last = draw(qualified), draw(qualified)
    if parse(last).latest < parse(first).earliest:
        first, last = last, first
    return draw(st.sampled_from([f"{first}/{last}", f"{first}/..", f"../{last}"]))


dates = points | intervals()
near_dates = st.text("0123456789-/.~?%XTZ:+ txzJanug", max_size=70)


@given(st.text() | near_dates | st.text(max_size=5).flatmap(lambda x: dates.map(lambda d: d + x)))
def test_any_text_is_a_date_or_a_bad_one_with_a_remedy(text: str) -> None:
    try:
        date = parse(text)
    except BadDate as fault:
        assert fault.message
        assert fault.hint
        assert len(fault.message) + len(fault.hint) < 600
        assert (fault.message + fault.hint).isprintable()
    else:
        assert date.text == text
        assert date.display()


@given(dates)
def test_bounds_are_in_order_and_in_utc(text: str) -> None:
    date = parse(text)
    assert date.text == text
    assert date.earliest <= date.latest
    assert date.earliest.tzinfo is UTC
    assert date.latest.tzinfo is UTC
    assert date == parse(text)
    assert hash(date) == hash(parse(text))


@given(qualified, qualified)
def test_an_interval_is_the_hull_of_its_ends(one: str, two: str) -> None:
    first, last = parse(one), parse(two)
    if last.latest < first.earliest:
        with pytest.raises(BadDate, match="ends before it begins") as caught:
            parse(f"{one}/{two}")
        parse(caught.value.hint.removeprefix("write "))
    else:
        hull = parse(f"{one}/{two}")
        assert (hull.earliest, hull.latest) == (first.earliest, last.latest)
        assert hull.approximate == (first.approximate or last.approximate)
        assert hull.uncertain == (first.uncertain or last.uncertain)


@given(days(), st.sampled_from("~?%"))
def test_a_qualifier_moves_no_bound(text: str, mark: str) -> None:
    bare, marked = parse(text), parse(text + mark)
    assert (bare.earliest, bare.latest) == (marked.earliest, marked.latest)
    assert bare.precision == marked.precision
    assert (bool(bare.machine), marked.machine) == (True, ""), 'HTML cannot say "about"'


@given(dates, dates)
def test_two_dates_overlap_or_one_is_before_the_other(one: str, two: str) -> None:
    a, b = parse(one), parse(two)
    assert [before(a, b), before(b, a), overlaps(a, b)].count(True) == 1
    assert overlaps(a, b) == overlaps(b, a)
    assert overlaps(a, a)


def test_touching_is_not_overlapping() -> None:
    assert before(parse("2024-12-31"), parse("2025"))
    assert overlaps(parse("2024-12-31"), parse("2024"))
    assert overlaps(parse("2024-08-06/.."), parse("9999"))
    assert not before(parse("2025-01-05T01:00+03:00"), parse("2025-01-04T22:00Z"))


@given(days())
def test_the_words_of_a_date_lead_back_to_it(text: str) -> None:
    """An editor who copies a date from a page is told what to write."""
    date = parse(text)
    assume(date.precision != "year")  # a year's words are the year
    with pytest.raises(BadDate) as caught:
        parse(date.display())
    assert caught.value.hint == f"write {date.machine}"


# ---- the `edtf` package as an oracle ---------------------------------------------------------------
#
# Where it differs from us, and so is not asked:
# - `lower_fuzzy` and `upper_fuzzy` pad a qualified date; its strict bounds are what ours are.
# - Its bounds have the precision of a day, and of a time it keeps neither clock nor zone.
# - It wants seconds in a time, cannot bound an open interval, and fails on `A/B` where B has XX.
# - It takes intervals that end before they begin, and 29 February in every year.


def strict_days(text: str) -> tuple[datetime, datetime]:
    """First day and last day of a date, as the oracle has them."""
    found = edtf.parse_edtf(text)

    def day(at: struct_time) -> datetime:
        return datetime(at.tm_year, at.tm_mon, at.tm_mday, tzinfo=UTC)

    return day(found.lower_strict()), day(found.upper_strict())


def ours(date: Edtf) -> tuple[datetime, datetime]:
    return date.earliest, date.latest + TICK - DAY


@given(qualified.filter(lambda text: not text.startswith("9999")))
def test_oracle_of_dates(text: str) -> None:
    assert ours(parse(text)) == strict_days(text)


@given(qualified.filter(lambda text: "X" not in text), qualified.filter(lambda text: "X" not in text))
def test_oracle_of_intervals(one: str, two: str) -> None:
    assume("9999" not in one + two)
    assume(parse(one).earliest <= parse(two).latest)
    assert ours(parse(f"{one}/{two}")) == strict_days(f"{one}/{two}")


@given(times())
def test_oracle_of_times(text: str) -> None:
    """The standard library reads clock and zone; it is the better oracle of a time."""
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    length = timedelta(seconds=1) if parse(text).precision == "second" else timedelta(minutes=1)
    assert parse(text).earliest == moment
    assert parse(text).latest == moment + length - TICK


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13", "2024-00", "2024-04-31", "2024-08-32"])
def test_oracle_refuses_it_too(text: str) -> None:
    with pytest.raises(edtf.EDTFParseException):
        edtf.parse_edtf(text)
    with pytest.raises(BadDate):
        parse(text)


@pytest.mark.parametrize("text", ["-" * 65_536, " " * 65_536, "2024/" * 13_000, "9" * 65_536, "to " * 20_000])
def test_long_texts_are_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadDate):
        parse(text)
    assert time.process_time() - begun < 2
