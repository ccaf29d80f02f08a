"""Which numbers count something, and which of them no record holds."""

from pathlib import Path

import pytest

from sayso.coverage.numbers import numbers
from sayso.diagnostics import has_errors

from .support.checking import found

#: A text, and the numbers in it that count something: what is written, and its value.
COUNTED = {
    "About 340 men and 1,200.50 tonnes.": {"340": "340", "1,200.50": "1200.50"},
    "3.5 million, $3bn and 340k.": {"3.5 million": "3500000", "3bn": "3000000000", "340k": "340000"},
    "12 per cent, 5 % or 7%.": {"12": "12", "5": "5", "7": "7"},
    "Between 600 and 800, or 601–799.": {"600": "600", "800": "800", "601": "601", "799": "799"},
    "It lasted 24 hours.": {"24": "24"},
    "2024 soldiers fell in 2024.": {"2024": "2024"},
    "In 2024 340 men fell.": {"340": "340"},
    "30 may have died.": {"30": "30"},
    "A shell of 155mm.": {"155": "155"},
    "Five soldiers and a dozen vehicles.": {"Five": "5", "dozen": "12"},
    "Twenty-five, or two hundred and forty thousand.": {
        "Twenty-five": "25",
        "two hundred and forty thousand": "240000",
    },
    "Tens of thousands, dozens, thousands.": {
        "Tens of thousands": "tens_of_thousands_of",
        "dozens": "tens_of",
        "thousands": "thousands_of",
    },
    "3,5 тис. осіб і 2 млн грн.": {"3,5 тис": "3500", "2 млн": "2000000"},
    "Двадцять танків, п'ять солдатів, десятки тисяч.": {
        "Двадцять": "20",
        "п'ять": "5",
        "десятки тисяч": "tens_of_thousands_of",
    },
    "1 200 солдат и два дома.": {"1 200": "1200", "два": "2"},
}
#: Texts without any.
UNCOUNTED = [
    "On 5 January 2025, Jan. 6, and May 7.",
    "On 4–5 January, 4 and 5 January, the 5th of May.",
    "At 9 a.m., 09:30, 9 o'clock.",
    "In 2024, in the 1990s, between 1999 and 2001, on 2025-01-05, 5.1.2025.",
    "The 58th Brigade, the 21st century, an F-16, a T-72, a Su-34, COVID-19.",
    "See p. 12, No. 5, fig. 3, section 4, § 5.",
    "See https://a.example/2024/17 and www.a.example/5.",
    "Two of his words, two days, on one side, neither of the three.",
    "The Twenty-fifth Brigade.",
    "5 січня 2025 р., у 2024 році, 58-ма бригада, див. рис. 3, ст. 5.",
    "5 января 2024 г., в 2024 году, 58-я бригада.",
]
LEDGER = """\
claims:
  - id: losses
    text: About 340 soldiers were killed or wounded in a day.
    claimant: north-army
    source: gazette-1
    exact: "about 340 soldiers were killed and wounded; one battalion of 600 to 800 men"
    figure:
      measure: killed_and_wounded
      value: 340
      bound: about
      unit: soldiers
      period: {date: 2025-01-05, words: "in the last 24 hours"}
quotes:
  - {id: q-men, speaker: north-army, text: "We lost 12 men.", source: gazette-1, said: 2025-01-04,
     language: en}
"""


@pytest.mark.parametrize("text", COUNTED)
def test_numbers_that_count_something(text: str) -> None:
    read = {text[each.start : each.end]: each.value for each in numbers(text)}
    assert list(read) == list(COUNTED[text])
    for written, value in COUNTED[text].items():
        assert str(read[written]) == value or read[written] == type(read[written])(value)


@pytest.mark.parametrize("text", UNCOUNTED)
def test_numbers_that_count_nothing(text: str) -> None:
    assert [text[each.start : each.end] for each in numbers(text)] == []


def bare(folder: Path, page: str) -> list[tuple[int, str]]:
    """The columns and messages of the bare numbers of a page of one line."""
    result = found(folder, {"claims.yml": LEDGER, "content/index.md": page + "\n"})
    assert not has_errors(item for item in result.diagnostics if item.code == "SAY508")
    return [(item.mark.column, item.message) for item in result.diagnostics if item.code == "SAY508"]


@pytest.mark.parametrize(
    "page",
    [
        "The army lost 340 soldiers. [[badge:losses]]",
        "The army lost 340 soldiers in 24 hours. [[badge:losses]]",
        "The army lost between 600 and 800 men, it says. [[badge:losses]]",
        "The army lost [[figure:losses]] on 5 January 2025.",
        "[[by:losses]]It lost 340 soldiers.[[/by]]",
        "It lost twelve men. [[quote:q-men]]",
        "“At most 900,” the army said. [[badge:losses]]",
        "[[editorial]]We have read 17 reports.[[/editorial]]",
        "The 58th Brigade lost 340 of them. [[badge:losses]]",
        "# 900 lost",
        "Six hundred men, it says. [[badge:losses]]",
    ],
)
def test_a_number_that_a_record_holds_is_bound(tmp_path: Path, page: str) -> None:
    assert bare(tmp_path, page) == []


@pytest.mark.parametrize(
    ("page", "column", "message"),
    [
        ("It lost 350. [[badge:losses]]", 9, "“350” stands nowhere in the claim 'losses'"),
        ("It lost 340. [[cite:gazette-1]]", 9, "“340” leads to no figure"),
        ("It lost **340** soldiers.", 11, "“340” leads to no figure"),
        ("It lost thirteen men. [[quote:q-men]]", 9, "“thirteen” leads to no figure"),
        ("- It lost 3.4 million. [[badge:losses]]", 11, "“3.4 million” stands nowhere"),
        ("[[editorial]]We say 5,[[/editorial]] they 6. [[badge:losses]]", 43, "“6” stands nowhere"),
        ("“At most 900,” it said.", 10, "“900” leads to no figure"),
    ],
)
def test_a_number_that_no_record_holds_is_told(tmp_path: Path, page: str, column: int, message: str) -> None:
    [(at, told)] = bare(tmp_path, page)
    assert at == column
    assert message in told


def test_the_hint_names_the_claim_whose_figure_it_could_be(tmp_path: Path) -> None:
    page = "It lost 350 soldiers. [[badge:losses]]\n"
    result = found(tmp_path, {"claims.yml": LEDGER, "content/index.md": page})
    [item] = [item for item in result.diagnostics if item.code == "SAY508"]
    assert "[[figure:losses]]" in item.hint
