"""Where sentences end: `sentence_cases.txt` has the cases, language by language."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sentences import spans


def _cases() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for line in (Path(__file__).parent / "sentence_cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            cases = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            cases.append(line.split(" | "))
    return found


_CASES = _cases()
_CHARACTERS = st.sampled_from(list(" .!?…\"'“”«»()abcAB15,;:—\u00a0\u2028\n\ufffc\u0301😀אДі。؟\ud800"))
_BITS = st.sampled_from(["Mr.", "e.g.", " 2025 р. ", "т. д. ", "I. ", ".) ", "[1]", "www.a.b "]) | _CHARACTERS


def split(text: str, language: str) -> list[str]:
    return [text[start:end].strip() for start, end in spans(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"), [(language, case) for language, cases in _CASES.items() for case in cases]
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    assert split(" ".join(sentences), language) == sentences


def test_there_are_cases_enough_of_each_language() -> None:
    assert len(_CASES["en"]) >= 40
    assert len(_CASES["uk"]) >= 15
    assert len(_CASES["ru"]) >= 12


@given(st.lists(_BITS, max_size=60).map("".join), st.sampled_from(["en", "uk", "ru", "de", "he", "xx", ""]))
def test_no_character_is_lost_and_no_sentence_is_empty(text: str, language: str) -> None:
    found = spans(text, language)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(text[start:end].strip() for start, end in found) or not text.strip()


@given(st.lists(_BITS, max_size=40).map("".join))
def test_a_region_of_a_language_changes_nothing(text: str) -> None:
    assert spans(text, "uk-UA") == spans(text, "uk") == spans(text, "UK_ua")


def test_line_ends_are_spaces() -> None:
    assert split("He left\nat once.\nShe stayed.", "en") == ["He left\nat once.", "She stayed."]


@pytest.mark.parametrize(
    "bit",
    ["word ", ".", ". ", "« ", "“a. ", '"', '" ', "(", "() ", "Mr. ", "т. д. ", "2025 р. П", "A. ", "א ",
     "?!", "…A", ".) A", "([", "a (b c d.) ", "1. ", "\n", "\u202b", "\ufffc "],
)  # fmt: skip
def test_200_kilobytes_of_anything_take_no_longer_than_of_sentences(bit: str) -> None:
    for language in ("en", "uk"):
        text = bit * (200_000 // len(bit.encode()))
        begun = process_time()
        spans(text, language)
        assert process_time() - begun < 2
