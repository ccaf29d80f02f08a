"""Figures: what each bound's word means, which ranges exclude one another, how numbers are read."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.figures import BOUNDS, Range, extent, number, plain

INF = math.inf

OF_A_VALUE = [
    ("", 340, Range(340, 340)),
    ("exact", 340, Range(340, 340)),
    ("about", 340, Range(306, 374)),
    ("about", 0, Range(0, 0)),
    ("about", -100, Range(-110, -90)),
    ("nearly", 500, Range(450, 500, open_high=True)),
    ("nearly", 0, None),
    ("over", 300, Range(300, INF, open_low=True, open_high=True)),
    ("at_least", 300, Range(300, INF, open_high=True)),
    ("up_to", 300, Range(0, 300)),
    ("up_to", 0, Range(0, 0)),
    ("up_to", -5, Range(-INF, -5, open_low=True)),
    ("less_than", 300, Range(0, 300, open_high=True)),
    ("less_than", 0, None),
    ("within", 300, Range(0, 300)),
    ("tens_of", None, Range(20, 100, open_high=True)),
    ("tens_of", 7, Range(20, 100, open_high=True)),
    ("hundreds_of", None, Range(200, 1_000, open_high=True)),
    ("thousands_of", None, Range(2_000, 10_000, open_high=True)),
    ("tens_of_thousands_of", None, Range(20_000, 100_000, open_high=True)),
    ("exact", None, None),
    ("over", None, None),
    ("a_word_unknown", 340, None),
    ("exact", INF, None),
    ("exact", math.nan, None),
]

OF_MIN_AND_MAX = [
    ("", 300, 400, Range(300, 400)),
    ("exact", 300, 400, Range(300, 400)),
    ("within", 300, 400, Range(300, 400)),
    ("about", 300, 400, Range(270, 440)),
    ("nearly", 300, 400, Range(270, 400, open_high=True)),
    ("over", 300, 400, Range(300, INF, open_low=True, open_high=True)),
    ("at_least", 300, 400, Range(300, INF, open_high=True)),
    ("up_to", 300, 400, Range(0, 400)),
    ("less_than", 300, 400, Range(0, 400, open_high=True)),
    ("hundreds_of", 300, 400, Range(200, 1_000, open_high=True)),
    ("", 300, None, Range(300, INF, open_high=True)),
    ("", None, 400, Range(0, 400)),
    ("", None, -400, Range(-INF, -400, open_low=True)),
    ("about", None, 400, Range(0, 440)),
    ("about", 300, None, Range(270, INF, open_high=True)),
    ("over", None, 400, None),
    ("up_to", 300, None, None),
    ("", 400, 300, None),
]


@pytest.mark.parametrize(("bound", "value", "expected"), OF_A_VALUE)
def test_bound_of_a_value(bound: str, value: float | None, expected: Range | None) -> None:
    assert extent(bound, value, None, None) == expected


@pytest.mark.parametrize(("bound", "low", "high", "expected"), OF_MIN_AND_MAX)
def test_bound_of_min_and_max(
    bound: str, low: float | None, high: float | None, expected: Range | None
) -> None:
    assert extent(bound, None, low, high) == expected
    assert extent(bound, 5_000_000, low, high) == expected, "value is not looked at beside min or max"


DISJOINT = [
    (("about", 340), ("about", 380), False),
    (("about", 340), ("about", 420), True),
    (("over", 300), ("up_to", 300), True),
    (("at_least", 300), ("up_to", 300), False),
    (("at_least", 300), ("less_than", 300), True),
    (("exact", 100), ("nearly", 100), True),
    (("exact", 100), ("tens_of", None), True),
    (("exact", 99), ("tens_of", None), False),
    (("over", 100), ("tens_of", None), True),
    (("over", 1), ("over", 1_000_000), False),
    (("up_to", 5), ("tens_of", None), True),
]


@pytest.mark.parametrize(("one", "two", "expected"), DISJOINT)
def test_disjoint(one: tuple[str, float | None], two: tuple[str, float | None], expected: bool) -> None:
    a, b = (extent(bound, value, None, None) for bound, value in (one, two))
    assert a is not None
    assert b is not None
    assert a.disjoint(b) is expected


@pytest.mark.parametrize(
    ("low", "high", "open_low", "open_high"),
    [
        (2, 1, False, False),
        (1, 1, True, False),
        (1, 1, False, True),
        (INF, INF, False, False),
        (math.nan, 1, False, False),
        (1, math.nan, False, False),
    ],
)
def test_no_range_is_empty(low: float, high: float, open_low: bool, open_high: bool) -> None:
    with pytest.raises(ValueError, match="no number lies between"):
        Range(low, high, open_low, open_high)


@pytest.mark.parametrize(
    ("range_", "inside", "outside"),
    [
        (Range(1, 2), [1, 1.5, 2], [0.9, 2.1, math.nan]),
        (Range(1, 2, open_low=True), [1.5, 2], [1]),
        (Range(1, 2, open_high=True), [1, 1.5], [2]),
        (Range(1, INF, open_high=True), [1, 1e300], [0, INF]),
    ],
)
def test_contains(range_: Range, inside: list[float], outside: list[float]) -> None:
    assert [x for x in inside if not range_.contains(x)] == []
    assert [x for x in outside if range_.contains(x)] == []


# ---- laws ---------------------------------------------------------------------------------------

small = st.integers(-5, 5).map(float)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Small whole ends, so that ends often meet."""
    low, high = sorted([draw(small), draw(small)])
    if low == high:
        return Range(low, high)
    return Range(low, high, draw(st.booleans()), draw(st.booleans()))


numbers = st.none() | st.floats(allow_nan=True, allow_infinity=True) | small
bounds = st.sampled_from(sorted(BOUNDS))


@given(ranges(), ranges())
def test_disjoint_is_symmetric_and_means_no_common_number(a: Range, b: Range) -> None:
    quarters = [n / 4 for n in range(-24, 25)]
    assert a.disjoint(b) == b.disjoint(a)
    assert a.disjoint(b) != any(a.contains(x) and b.contains(x) for x in quarters)


@given(ranges())
def test_a_range_is_never_disjoint_from_itself(a: Range) -> None:
    assert not a.disjoint(a)


@given(bounds | st.text(), numbers, numbers, numbers)
def test_extent_never_raises_and_never_excludes_itself(
    bound: str, value: float | None, low: float | None, high: float | None
) -> None:
    found = extent(bound, value, low, high)
    assert found is None or not found.disjoint(found)


@given(st.sampled_from(["", "exact", "about", "at_least", "up_to", "within"]), st.floats(0, 1e12))
def test_a_figure_lies_in_its_own_extent(bound: str, value: float) -> None:
    found = extent(bound, value, None, None)
    assert found is not None
    assert found.contains(value)


@given(st.sampled_from(["nearly", "over", "less_than"]), st.floats(1, 1e12))
def test_a_figure_is_left_out_of_its_strict_extent(bound: str, value: float) -> None:
    found = extent(bound, value, None, None)
    assert found is not None
    assert not found.contains(value)


# ---- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("340", "340"),
        ("0", "0"),
        ("-3", "-3"),
        ("12.5", "12.5"),
        ("0.50", "0.50"),
        ("1000", "1000"),
        ("1,000", "1000"),
        ("1,234,567.89", "1234567.89"),
        ("1 000", "1000"),
        ("1\u00a0000\u00a0000", "1000000"),
        ("1\u202f000", "1000"),
        ("1\u2009000", "1000"),
    ],
)
def test_number(text: str, expected: str) -> None:
    found = number(text)
    assert found is not None
    assert str(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", ".", ".5", "5.", "1e5", "1E5", "NaN", "nan", "inf", "Infinity", "+5", "010", "--1"),
        *("1,00", "1,0000", "1000,000", ",000", "1,000 000", "1 000,000", "1,,000", "1.000.000", "12,5"),
        *(" 5", "5 ", "5\n", "1_000", "0x10", "½", "٣٤٠", "340 soldiers", "about 340", "\u22125", "9" * 41),
        *("00", "0,000"),
    ],
)  # fmt: skip
def test_not_a_number(text: str) -> None:
    assert number(text) is None


@given(st.text() | st.text("0123456789,. -e", max_size=50))
def test_number_never_raises(text: str) -> None:
    found = number(text)
    assert found is None or (found.is_finite() and math.isfinite(float(found)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (340, "340"),
        (1000, "1,000"),
        (1000.0, "1,000"),
        (12.5, "12.5"),
        (1234.5, "1,234.5"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (-1500, "-1,500"),
        (1e-7, "0.0000001"),
        (1e21, "1,000,000,000,000,000,000,000"),
        (Decimal("1000"), "1,000"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1,000"),
    ],
)
def test_plain(value: Decimal | float, expected: str) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, Decimal("NaN")])
def test_plain_shows_no_infinity(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match="not a number to show"):
        plain(value)


@given(st.decimals(-(10**20), 10**20, allow_nan=False, places=3))
def test_what_is_shown_can_be_read_again(value: Decimal) -> None:
    assert number(plain(value)) == value
