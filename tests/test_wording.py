"""The declared normalisation: a table of what is folded, and the laws that hold of any text."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.wording import MELTING, digest, digest_of, fold, origins

#: Written, folded.
FOLDED = [
    ("“a” „b“ «c» ‟d‟", '"a" "b" "c" "d"'),
    ("‘a’ ‚b‘ ‹c› ‛d ʼe", "'a' 'b' 'c' 'd 'e"),
    ("a-b‐c‑d‒e–f—g―h−i", "a-b-c-d-e-f-g-h-i"),
    ("a\u00adb\u200bc\u2060d\ufeffe\u200ef\u200fg", "abcdefg"),
    ("  a \t\n\u00a0\u202f\u3000 b ", "a b"),
    ("a \u00ad b", "a b"),
    ("e\u0301", "é"),
    ("e\u00ad\u0301", "é"),
    ("й", "й"),
    ("", ""),
]
#: Not folded: each is another wording.
DIFFERENT = [
    ("…", "..."),
    ("ﬁ", "fi"),
    ("A", "a"),
    ("é", "e"),
    ("А", "A"),
    ("`", "'"),
    ("½", "1/2"),
    ("--", "—"),
]

texts = st.text(max_size=60) | st.text(
    st.sampled_from("a b\u0301\u0300\u0323\u00ad–“\u1161\u1100\n\u0f73"), max_size=40
)


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_what_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert digest(written) == digest(folded)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_not_folded(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_the_forms_of_one_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(texts)
def test_it_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", fold(text))


@given(texts)
def test_every_character_knows_where_it_comes_from(text: str) -> None:
    folded, places = fold(text), origins(text)
    assert len(places) == len(folded) + 1
    assert all(0 <= place < len(text) for place in places[:-1])
    assert list(places[:-1]) == sorted(places[:-1])
    for char, place in zip(folded, places, strict=False):
        assert (char == " ") == text[place].isspace()


@given(st.text(st.characters(max_codepoint=127)), st.text(st.characters(max_codepoint=127)))
def test_plain_texts_differ_unless_in_white_space(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (one.split() == other.split())


def test_what_melts_into_the_letter_before_it_is_known() -> None:
    """Held against Python's own tables, whatever their version."""
    found = set()
    for point in range(sys.maxunicode + 1):
        char = chr(point)
        parts = unicodedata.decomposition(char).split()
        if not parts or parts[0].startswith("<"):
            continue
        last = chr(int(parts[-1], 16))
        if (
            len(parts) == 2
            and unicodedata.combining(last) == 0
            and unicodedata.normalize("NFC", unicodedata.normalize("NFD", char)) == char
        ):
            found.add(last)
        if unicodedata.combining(char) == 0 and unicodedata.combining(unicodedata.normalize("NFD", char)[0]):
            found.add(char)
    found.update(map(chr, range(0x1161, 0x1176)))
    found.update(map(chr, range(0x11A8, 0x11C3)))
    assert found <= MELTING


@settings(deadline=2_000)
@given(
    st.sampled_from(["\u0301", "\u0323\u0301", "\u0f71\u0f72", "\u1100\u1161", " \u0301"]), st.integers(1, 3)
)
def test_heaps_of_marks_take_linear_time(unit: str, times: int) -> None:
    fold("a" + unit * (50_000 * times))


def test_what_says_where_words_stand_counts_only_where_it_says_anything() -> None:
    assert digest_of({"prefix": "", "parts": [], "edited": False}) == ""
    assert digest_of({"prefix": "a"}) != digest_of({"suffix": "a"})
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
