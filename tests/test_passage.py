"""The way to the very words in a source: what the address becomes, and that nothing of it is lost.

The grammar is that of the WICG's "URL Fragment Text Directives":
`#:~:text=[prefix-,]start[,end][,-suffix]`.
"""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.escape import MAX_URL, fold, safe_url
from sayso.model.parties import Source
from sayso.render.passage import DELIMITER, Passage, to_passage, with_text

PAGE = "https://example.org/news/1"


def source(kind: str = "article") -> Source:
    return Source(id="s", title="A report", publisher="unnamed", kind=kind, url=PAGE)


def read(address: str) -> list[dict[str, str]]:
    """The directives of an address as a browser reads them: prefix, start, end and suffix of each."""
    told = []
    for directive in address.partition(DELIMITER)[2].split("&"):
        name, _, value = directive.partition("=")
        assert name == "text"
        parts, found = value.split(","), {}
        if parts[0].endswith("-"):
            found["prefix"] = unquote(parts.pop(0)[:-1])
        if parts[-1].startswith("-"):
            found["suffix"] = unquote(parts.pop()[1:])
        found["start"], *end = map(unquote, parts)
        assert len(end) <= 1
        told.append({**found, **({"end": end[0]} if end else {})})
    return told


LONG = " ".join(f"word{number}" for number in range(120))
WORDS = {
    "words as they stand": (["forty dead"], "#:~:text=forty%20dead"),
    "hyphen, comma and ampersand part a directive": (["a-b, c & d"], "#:~:text=a%2Db%2C%20c%20%26%20d"),
    "typography is the source's": (["“so – 10 %”"], "#:~:text=%E2%80%9Cso%20%E2%80%93%2010%20%25%E2%80%9D"),
    "other scripts": (["втрати"], "#:~:text=%D0%B2%D1%82%D1%80%D0%B0%D1%82%D0%B8"),
    "parts are directives of their own": (["one part", "another"], "#:~:text=one%20part&text=another"),
    "something left out": (["they came … and went home"], "#:~:text=they%20came,and%20went%20home"),
    "left out, in brackets": (["they came [...] home"], "#:~:text=they%20came,home"),
    "dots at an end leave nothing out of it": (["and so …"], "#:~:text=and%20so"),
    "the end of a line": (["the first\nthe second"], "#:~:text=the%20first,the%20second"),
    "long": (
        [LONG],
        "#:~:text=" + "%20".join(f"word{n}" for n in range(8))
        + "," + "%20".join(f"word{n}" for n in range(112, 120)),
    ),
    "nothing but dots": (["…"], ""),
    "one word longer than any address": (["x" * 5000], ""),
}  # fmt: skip


@pytest.mark.parametrize(("words", "fragment"), WORDS.values(), ids=WORDS)
def test_words_become_a_text_fragment(words: list[str], fragment: str) -> None:
    assert with_text(PAGE, Passage(words)) == PAGE + fragment


def test_what_stands_before_and_after_tells_two_places_apart() -> None:
    passage = Passage(["forty dead"], "the army, which says so itself, spoke of", "in one night")
    (told,) = read(with_text(PAGE, passage))
    assert told == {
        "prefix": "so itself, spoke of",
        "start": "forty dead",
        "suffix": "in one night",
    }


def test_a_fragment_of_its_own_stays_and_one_that_names_words_is_left_alone() -> None:
    assert with_text(f"{PAGE}?a=1#part", Passage(["so"])) == f"{PAGE}?a=1#part:~:text=so"
    named = f"{PAGE}#:~:text=other"
    assert with_text(named, Passage(["so"])) == named


#: No text fragment leads into what is heard, seen or printed.
NOWHERE = {
    "a video": ("video", PAGE, ""),
    "a broadcast": ("broadcast", PAGE, ""),
    "a file that is no page": ("document", "https://example.org/report.PDF?v=2", ""),
    "a kept copy of such a file": ("document", "https://archive.example/2025/https://example.org/a.pdf", ""),
    "a time in a recording": ("interview", PAGE, "at 12:40"),
    "a page on paper": ("document", PAGE, "p. 3"),
    "an address of another kind": ("article", "mailto:us@example.org", ""),
    "an address that cannot be read": ("article", "https://[::1/a", ""),
}


@pytest.mark.parametrize(("kind", "address", "locator"), NOWHERE.values(), ids=NOWHERE)
def test_where_no_words_stand_the_address_is_as_it_was(kind: str, address: str, locator: str) -> None:
    assert to_passage(address, source(kind), Passage(["forty dead"], locator=locator)) == address


@pytest.mark.parametrize("locator", ["second paragraph", "under “Losses”", ""])
def test_a_place_in_a_text_does_not_hinder(locator: str) -> None:
    assert DELIMITER in to_passage(PAGE, source(), Passage(["forty dead"], locator=locator))


HOSTILE = st.text(max_size=700) | st.text("-,&#:~=%…. \n\u202eא", max_size=400)
ADDRESSES = st.sampled_from([PAGE, f"{PAGE}#top", f"{PAGE}?a=1&b=2#", "https://example.org/%D1%82?q=:~"])


@given(ADDRESSES, st.lists(HOSTILE, max_size=4), HOSTILE, HOSTILE)
def test_whatever_the_words_nothing_of_the_address_is_changed(
    address: str, words: list[str], before: str, after: str
) -> None:
    made = with_text(address, Passage(words, before, after))
    assert made.startswith(address)
    own, ours = urlsplit(address), urlsplit(made)
    assert own[:4] == ours[:4]
    assert ours.fragment.partition(DELIMITER)[0] == own.fragment
    assert safe_url(made)
    assert len(made) <= MAX_URL
    assert made == address or made.isascii()


@given(st.text(min_size=1, max_size=280).filter(lambda text: "…" not in text and "..." not in text))
def test_decoding_gives_the_words_back(words: str) -> None:
    whole = fold(words).strip(" ")
    made = with_text(PAGE, Passage([words]))
    if made == PAGE:
        return
    (told,) = read(made)
    if "end" not in told:
        assert told == {"start": whole}
    else:
        # Beginning and end are whole words of it, and do not run into one another.
        assert whole.startswith(told["start"])
        assert whole.endswith(told["end"])
        assert len(told["start"]) + len(told["end"]) < len(whole)


@given(st.lists(st.text("абвгдеж", min_size=3, max_size=12), min_size=100, max_size=200))
def test_beginning_and_end_are_whole_words(words: list[str]) -> None:
    (told,) = read(with_text(PAGE, Passage([" ".join(words)])))
    start, end = told["start"].split(" "), told["end"].split(" ")
    assert words[: len(start)] == start
    assert words[-len(end) :] == end


def test_the_time_is_linear_in_the_words() -> None:
    for odd in ("." * 200_000, "[" * 200_000, "a " * 100_000, "… " * 100_000):
        with_text(PAGE, Passage([odd] * 3, odd, odd))
