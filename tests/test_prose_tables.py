"""A table of prose stands in a frame that the keyboard reaches; nothing else of a page is changed."""

import markdown

from sayso.sanitize import sanitize
from sayso.site.tables import reachable

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
OPENED = '<div class="sy-table" tabindex="0" role="region" aria-label="Table {}"><table class="sy-grid">'


def shown(text: str) -> str:
    return reachable(sanitize(markdown.markdown(text, extensions=["tables"])), "Table {number}")


def test_each_table_has_a_frame_with_a_name_of_its_own() -> None:
    html = shown(f"{TABLE}\nThen another:\n\n{TABLE}")
    assert [html.count(OPENED.format(number)) for number in (1, 2, 3)] == [1, 1, 0]
    assert html.count("</table></div>") == 2
    assert "<table>" not in html


def test_the_frame_passes_the_sanitizer_as_it_is() -> None:
    assert sanitize(shown(TABLE)) == shown(TABLE)


def test_a_table_of_a_template_and_words_that_look_like_one_stay_as_they_are() -> None:
    ours = '<div class="sy-table" tabindex="0"><table class="sy-balance"><tbody></tbody></table></div>'
    for html in (ours, '<p title="<table>">&lt;table&gt;</p>', "<p>A &lt;table&gt;</p>"):
        assert reachable(html, "Table {number}") == html
    both = f'<p title="<table>">x</p>{ours}'
    assert reachable(
        f"{both}<table></table>", "T{number}"
    ) == f"{both}{OPENED.format(1)}</table></div>".replace("Table 1", "T1")
