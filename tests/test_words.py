"""The words of the interface: one file, any language, and none anywhere else."""

import html
import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sayso import dates, project
from sayso.dated import display
from sayso.default_words import WORDS, default_words
from sayso.diagnostics import Diagnostic
from sayso.phrasebook import read_words
from sayso.phrases import Phrase, Phrases, forms, names
from sayso.project import check
from tests.support.scratch import REPOSITORY, scratch


def phrases(language: str = "en", **texts: Phrase) -> Phrases:
    return Phrases(language, texts)


def read(tmp_path: Path, text: str) -> tuple[Phrases, list[Diagnostic]]:
    """A site's own words, and what is wrong with them."""
    (tmp_path / "site_config").mkdir(exist_ok=True)
    (tmp_path / WORDS).write_text(text, encoding="utf-8")
    found = read_words(tmp_path)
    return found.phrases, found.diagnostics


# ---- saying ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "texts", "told"),
    [
        (
            "en",
            {"one": "{n} claim", "other": "{n} claims"},
            ["0 claims", "1 claim", "2 claims", "1,200 claims"],
        ),
        (
            "uk",
            {"one": "{n} твердження", "few": "{n} твердження ", "many": "{n} тверджень"},
            ["0 тверджень", "1 твердження", "2 твердження ", "1\u00a0200 тверджень"],
        ),
        (
            "ar",
            {"zero": "صفر", "one": "واحد", "two": "اثنان", "few": "قليل", "many": "كثير", "other": "غيرها"},
            ["صفر", "واحد", "اثنان", "غيرها"],
        ),
        ("ja", {"other": "{n} 件"}, ["0 件", "1 件", "2 件", "1,200 件"]),
    ],
)
def test_what_is_counted_has_the_form_of_its_language(
    language: str, texts: Mapping[str, str], told: list[str]
) -> None:
    words = phrases(language, claims=texts)
    assert [words.plain("claims", number) for number in (0, 1, 2, 1200)] == told


def test_the_ukrainian_forms() -> None:
    words = phrases("uk", claims={"one": "{n} твердження", "few": "{n} тверди", "many": "{n} тверджень"})
    told = {number: words.plain("claims", number).split()[1] for number in (1, 2, 5, 11, 12, 21, 22, 111)}
    assert [number for number, word in told.items() if word == "твердження"] == [1, 21]
    assert [number for number, word in told.items() if word == "тверди"] == [2, 22]
    assert [number for number, word in told.items() if word == "тверджень"] == [5, 11, 12, 111]


def test_a_form_that_is_not_there_is_said_as_another() -> None:
    assert phrases("uk", claims={"other": "{n} claims"}).plain("claims", 2) == "2 claims"
    assert phrases("uk", claims={"many": "{n} тверджень"}).plain("claims", 1) == "1 тверджень"


def test_what_a_language_does_not_have_is_counted_as_english_counts() -> None:
    ours = phrases("en", claims={"one": "one claim", "other": "{n} claims"})
    words = Phrases("uk", {}, ours)
    assert [words.plain("claims", number) for number in (1, 21)] == ["one claim", "21 claims"]


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "*a* _b_ [c](d) `e`", "&lt;b&gt; # x", '" onclick="a', "{{ 7*7 }}"],
)
def test_texts_and_values_are_text(hostile: str) -> None:
    for told in (
        phrases(a=hostile.replace("{", "(").replace("}", ")"))("a"),
        phrases(a="{x}")("a", x=hostile),
    ):
        assert not re.search(r"[<>*_`\"\[\]]", told), told
    assert html.unescape(phrases(a="{x}")("a", x=hostile)) == hostile
    assert phrases(a="{x}").plain("a", x=hostile) == hostile


def test_markup_is_printed_as_it_is() -> None:
    words = phrases(a="See {link}.")
    assert words("a", link=Markup("<a href='x'>&lt;</a>")).startswith("See <a href='x'>&lt;</a>")


def test_a_value_with_braces_stays_as_it_is() -> None:
    words = phrases(a="{x} and {y}")
    assert words.plain("a", x="{y}", y="{x}") == "{y} and {x}"


def test_a_name_without_a_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        phrases(a="{x}").plain("a")
    with pytest.raises(KeyError, match="no words 'b'"):
        phrases(a="x")("b")


def test_lists() -> None:
    words = default_words()
    assert [words.plain_listed(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert html.unescape(words.listed(["<a>", Markup("<b>x</b>"), "c"])) == "<a>, <b>x</b> and c"
    assert "<a>" not in words.listed(["<a>", "b"])


def test_the_words_of_a_script() -> None:
    words = phrases("uk", script_a_b="x", script_a_c={"one": "y", "other": "z"}, script_d_e="w", frame_f="v")
    assert json.loads(words.script("a")) == {
        "language": "uk",
        "words": {"b": "x", "c": {"one": "y", "other": "z"}},
    }
    assert words.scripts == {"a", "d"}


# ---- dates ----------------------------------------------------------------------------------

DATES = [
    "2024", "2024-08", "2025-01-05", "2025-01-05T09:00", "2025-01-05T09:00:30+05:30",
    "2025-01-05T09:00-03:00", "2025-01-05T09:00Z", "2024-12~", "2024?", "2024-08-06%", "2025-XX",
    "2025-01-XX~", "../2024-08", "2024-08-06~/..", "2023/2024", "2024-08/2024-10", "2024-08/2025-10",
    "2024-08-06/2024-08-08", "2024-08-06/2024-09-08", "2024-08-06/2025-01-05", "2024-08-06~/2024-08-08",
    "2024-08/2024-09-01", "2024-08/2024-08", "2024-XX/2024",
]  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_by_the_default_words_a_date_reads_as_ever(text: str) -> None:
    date = dates.parse(text)
    assert display(default_words(), date) == date.display()


@given(st.dates(), st.dates())
def test_days_and_intervals_too(first: Any, last: Any) -> None:
    start, end = sorted(
        [first.replace(year=2000 + first.year % 50), last.replace(year=2000 + last.year % 50)]
    )
    for text in (start.isoformat(), f"{start}/{end}", f"{start:%Y-%m}/{end:%Y-%m}"):
        date = dates.parse(text)
        assert display(default_words(), date) == date.display()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-01-05", "5 січня 2025"),
        ("2025-01", "січень 2025"),
        ("2024-08-06/2024-08-08", "6–8 серпня 2024"),
    ],
)
def test_a_month_has_the_form_that_its_place_wants(text: str, told: str) -> None:
    assert display(Phrases("uk", {}, default_words()), dates.parse(text)) == told


# ---- a site's own words -----------------------------------------------------------------------


def test_a_site_without_the_file_speaks_as_the_default(tmp_path: Path) -> None:
    assert read_words(tmp_path).phrases is default_words()


def test_what_the_file_leaves_out_is_said_as_in_the_default(tmp_path: Path) -> None:
    words, found = read(tmp_path, "language: uk\nwords:\n  common_draft: Чернетка\n")
    assert found == []
    assert words.plain("common_draft") == "Чернетка"
    assert words.plain("common_badge") == default_words().plain("common_badge")


FAULTS = {
    "no words": ("language: en\n", "1:1", "this file has two entries", "see the default"),
    "a list": ("- a\n", "1:1", "the file is a list", "begin with a key"),
    "another entry": (
        "language: en\nwords: {}\nword: x\n",
        "3:7",
        "'word' has no meaning here",
        "language, words",
    ),
    "no language": ("words: {}\n", "1:1", "not known how this language counts", "en, uk"),
    "an unknown language": (
        "language: zz\nwords: {}\n",
        "1:11",
        "not known how this language counts",
        "en, uk",
    ),
    "a path": ("language: ../../x\nwords: {}\n", "1:11", "not known how this language counts", "en, uk"),
    "a number": ("language: 12\nwords: {}\n", "1:11", "not known how this language counts", "en, uk"),
    "a key nearly right": (
        "language: en\nwords:\n  comon_draft: x\n",
        "3:16",
        "no page has the words 'comon_draft'",
        "did you mean 'common_draft'?",
    ),
    "a key": ("language: en\nwords:\n  qqqq: x\n", "3:9", "no page has the words 'qqqq'", "take it out"),
    "another name": (
        "language: en\nwords:\n  card_said: 'Said {day} {date}'\n",
        "3:14",
        "nothing stands for {day}",
        "there are: {date}",
    ),
    "no name": ("language: en\nwords:\n  card_said: Said\n", "3:14", "{date} is missing here", "{date}"),
    "a stray brace": (
        "language: en\nwords:\n  card_said: '{date} {'\n",
        "3:14",
        "belongs to no name",
        "{date}",
    ),
    "a name that is none": (
        "language: en\nwords:\n  card_said: '{date} {Date}'\n",
        "3:14",
        "belongs to no name",
        "{date}",
    ),
    "a missing form": (
        "language: uk\nwords:\n  common_claims: {one: x, other: y}\n",
        "3:18",
        "not here: few, many",
        "few, many, one",
    ),
    "another language's form": (
        "language: en\nwords:\n  common_claims: {one: x, few: y, other: z}\n",
        "3:18",
        "'few' is not one of this language",
        "one, other",
    ),
    "a form that is no text": (
        "language: en\nwords:\n  common_claims: {one: x, other: [y]}\n",
        "3:34",
        "this is no text",
        "quotation marks",
    ),
    "forms where nothing is counted": (
        "language: en\nwords:\n  common_draft: {one: x, other: y}\n",
        "3:17",
        "nothing is counted here",
        "one text",
    ),
    "no text": ("language: en\nwords:\n  common_draft: [x]\n", "3:18", "this is no text", "quotation marks"),
    "empty": (
        "language: en\nwords:\n  common_draft: ' '\n",
        "3:17",
        "these words are empty",
        "take the entry out",
    ),
    "long": (
        f"language: en\nwords:\n  common_draft: {'x' * 2000}\n",
        "3:17",
        "longer than 1500",
        "a sentence or two",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_told_with_its_place(case: str, tmp_path: Path) -> None:
    text, place, message, hint = FAULTS[case]
    words, found = read(tmp_path, text)
    assert len(found) == 1, found
    assert (message in found[0].message, hint in found[0].hint) == (True, True), found[0]
    told = f"{found[0].mark.line}:{found[0].mark.column}"
    assert (told == place or place == "3:18", found[0].mark.path) == (True, WORDS), found[0].mark
    # What is wrong is said as in the default.
    assert words.plain("common_draft") == "Draft"


def test_a_site_with_faults_in_its_words_is_not_built(tmp_path: Path) -> None:
    scratch(tmp_path, {WORDS: "language: en\nwords:\n  nothing: x\n"})
    found = check(tmp_path)
    assert found.failed
    assert WORDS in found.texts


def test_hostile_words_are_text_on_the_page(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> *x* [y](javascript:z)"
    scratch(tmp_path, {WORDS: f"language: en\nwords:\n  wanted_lead: '{hostile}'\n"})
    found = check(tmp_path)
    assert not found.failed, found.diagnostics
    pages, _ = project.pages(found)
    (text,) = (page.text for page in pages if page.path == "wanted/index.md")
    assert "<script" not in text
    assert "[y](" not in text
    assert hostile in html.unescape(text)


def test_characters_that_turn_the_text_are_refused(tmp_path: Path) -> None:
    words, found = read(tmp_path, "language: en\nwords:\n  common_draft: 'a\u202eb'\n")
    assert found
    assert "\u202e" not in words.plain("common_draft")


def test_a_huge_file_is_refused_in_bounded_time(tmp_path: Path) -> None:
    lines = "".join(f"  comon_draft_{number}: x\n" for number in range(100_000))
    begun = time.perf_counter()
    _, found = read(tmp_path, f"language: en\nwords:\n{lines}")
    assert 1 <= len(found) <= 60
    assert time.perf_counter() - begun < 12


def test_the_plural_forms_that_are_wanted_are_those_of_whole_numbers() -> None:
    assert forms("uk").wanted == {"one", "few", "many"}
    assert forms("en").wanted == {"one", "other"}
    assert forms("ar").wanted == {"zero", "one", "two", "few", "many", "other"}
    assert forms("pt-BR").wanted == {"one", "other"}


def test_a_form_for_one_number_alone_may_say_it_in_words(tmp_path: Path) -> None:
    english = "language: en\nwords:\n  common_claims: {one: a claim, other: '{n} claims'}\n"
    assert read(tmp_path, english)[1] == []
    ukrainian = "language: uk\nwords:\n  common_claims: {one: твердження, few: '{n} тв.', many: '{n} тв.'}\n"
    (found,) = read(tmp_path, ukrainian)[1]
    assert "{n} is missing here" in found.message  # 21, 31 … would be told as one


# ---- the default ------------------------------------------------------------------------------


def test_the_default_words_pass_their_own_check(tmp_path: Path) -> None:
    words, found = read(tmp_path, (REPOSITORY / WORDS).read_text())
    assert found == []
    assert words.texts == default_words().texts


def test_the_default_words_are_sentences_and_no_html() -> None:
    for key, phrase in default_words().texts.items():
        for text in [phrase] if isinstance(phrase, str) else phrase.values():
            assert not re.search(r"</?[a-z]", text), key
            # `one` may leave the number out; all else must have the same names.
            assert names(text) | {"n"} == names(phrase) | {"n"}, key
