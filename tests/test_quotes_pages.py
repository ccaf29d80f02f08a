"""Laws of reading a captured page: whatever it holds, what is hidden in it adds no word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.captures.page import lines_of, scripted, text_of, too_much
from sayso.wording import fold

HIDDEN = [
    '<span style="display:none">{}</span>',
    '<span style="DISPLAY : None !important">{}</span>',
    "<span hidden>{}</span>",
    '<b style="visibility: hidden">{}</b>',
    '<i style="font-size:0px">{}</i>',
    '<i style="opacity:0%">{}</i>',
    '<span class="gone">{}</span>',
    '<span class="a gone b"><b><i>{}</i></b></span>',
    "<script>{}</script>",
    "<!-- {} -->",
    "<template>{}</template>",
    "<del>{}</del>",
]
STYLE = "<style>.gone { display: none } @media print { .x { display: none } }</style>"
SHOWN = [
    "<b>{}</b>",
    '<span class="x">{}</span>',
    '<i style="color: red">{}</i>',
    "<details>{}</details>",
    "{}",
]
PIECES = [
    *"ab \n<>/=\"'!-&;:{}.#",
    "<p>",
    "</p>",
    "<style>",
    "</style>",
    "<div hidden>",
    "style=",
    "<noscript>",
    "<!--",
]
markup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(markup)
@settings(deadline=None)
def test_any_page_can_be_read(html: str) -> None:
    assert too_much(html) == ""
    page = scripted(html)
    text, _ = text_of(page)
    assert fold(fold(text)) == fold(text)
    places = list(lines_of(page, text))
    assert places == sorted(places)
    assert all(0 <= at <= len(text) and 1 <= line <= html.count("\n") + 1 for at, line in places)


@given(st.sampled_from(HIDDEN), st.integers(0, 4))
def test_what_is_hidden_adds_no_word_and_parts_none(hidden: str, at: int) -> None:
    words = "We will win the war"
    parts = words.split(" ")
    parts[at] = parts[at][:1] + hidden.format("never") + parts[at][1:]
    assert fold(text_of(f"{STYLE}<p>{' '.join(parts)}</p>")[0]) == words


@given(st.sampled_from(HIDDEN), st.sampled_from(SHOWN))
def test_what_is_in_something_hidden_is_hidden(hidden: str, shown: str) -> None:
    assert "never" not in text_of(f"{STYLE}<div>We {hidden.format(shown.format('never'))} win</div>")[0]


@given(st.sampled_from(SHOWN))
def test_what_is_shown_counts(shown: str) -> None:
    assert "surely" in text_of(f"{STYLE}<p>We {shown.format('surely')} win</p>")[0]
