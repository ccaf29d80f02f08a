"""Whatever strangers write into a page of prose, and into its front matter: nothing acts.

Each string of the corpus goes through every construct that a page may have, in the site's own
way: files are read, checked, rendered by the templates, converted and sanitized.
"""

import itertools
import json
import re
import unicodedata
from pathlib import Path

import markdown
import pytest
from selectolax.lexbor import LexborNode

from sayso import inline, project, prose
from sayso.prose import EXTENSIONS, FRONT_MATTER_KEYS, split_front_matter
from sayso.sanitize import sanitize
from sayso.text import refused
from tests import hostile
from tests.support.converting import converted
from tests.support.inert import active, folded, tree
from tests.support.scratch import claims, scratch
from tests.test_hostile import body_of

TOGETHER = 24
SHARES = 24
#: A site has at most 500 pages of prose.
MOST_PAGES = 480

#: Where a string may stand in a page.
CONSTRUCTS = {
    "a paragraph": "{}",
    "the middle of a paragraph": "before {} after",
    "a heading": "# {}",
    "a heading with a line under it": "{}\n===",
    "a list item": "- {}",
    "a list item's second paragraph": "1. a\n\n    {}",
    "a table's cell": "| a | b |\n|---|---|\n| {} | c |",
    "a quotation": "> {}",
    "emphasis": "*{}*",
    "a link's words": "[{}](index.md)",
    "a link's address": "[words]({})",
    "a link's address in angle brackets": "[words](<{}>)",
    "a link's title": '[words](index.md "{}")',
    "a definition": "[words]: {}",
    "an image's words": "![{}](picture.png)",
    "an image's address": "![words]({})",
    "a footnote": "words[^n]\n\n[^n]: {}",
    "a footnote's name": "words[^{}]",
    "code": "`{}`",
    "a block of code": "    {}",
    "a fenced block": "```\n{}\n```",
    "the editor's own words for a claim": "It says [[claim:claim-00000|{}]] so.",
    "a directive": "[[{}]]",
    "our own words": "[[editorial]]{}[[/editorial]]",
    "a block of our own words": "[[editorial]]\n\n{}\n\n[[/editorial]]",
    "somebody's words": "[[by:claim-00000]]{}[[/by]]",
}
#: The records that directives of the corpus name, so that they are not errors but shown.
NONE = """\
claims:
  - {id: none, text: It is so., claimant: none, source: none, exact: "it is so", about: none,
     figure: {measure: killed, value: 1, unit: soldiers}}
parties:
  - {id: none, type: person, name: Nobody, interest: unknown}
sources:
  - {id: none, title: Nothing, publisher: none, kind: article, no_url: none}
quotes:
  - {id: none, speaker: none, source: none, text: "it is so"}
questions:
  - {id: none, title: "None?"}
timelines:
  - {id: none, title: None, events: [{id: none, date: 2025-01-05, title: None, stated_by: "claim:none"}]}
"""
HOME = {"claims.yml": claims(1), "content/index.md": "# Home\n", "content/none.yml": NONE}
#: Without these Markdown reads nothing but emphasis in a text, so that all letters must be there.
_READ = re.compile(r"[\[\]`\n\r\\]|://|@|\A\s|\A(?:[-+*>#:~=_|]|\d+[.)])|\||---|===|\A\Z")


def page_of(construct: str, strings: list[str], share: int) -> str:
    """A page with every string in that construct, with its front matter."""
    title, description = strings[share % len(strings)], strings[-1]
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
    front += (
        f"description: {json.dumps(description, ensure_ascii=False)}\nnav_title: {json.dumps(title)}\n---\n"
    )
    parts = []
    for number, string in enumerate(strings):
        name = construct.replace("[^n]", f"[^n{number}]").replace("[words]:", f"[words{number}]:")
        parts.append(name.replace("{}", f"zqa{number}zq {string} zqz{number}zq"))
    return (front if not set("\r\n") & set(title) else "") + "\n" + "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_in_prose_acts(tmp_path: Path, share: int) -> None:
    strings = [string for string in hostile.strings() if not _unreadable(string)]
    parts = [strings[at : at + TOGETHER] for at in range(0, len(strings), TOGETHER)][share::SHARES]
    files = dict(HOME)
    for number, (name, construct) in enumerate(CONSTRUCTS.items()):
        for at, part in enumerate(parts):
            files[f"content/{number}-{at}-{name.replace(' ', '-').replace(chr(39), '')}.md"] = page_of(
                construct, part, number
            )
    checked = project.check(_written(tmp_path, files))
    assert {item.mark.path for item in checked.diagnostics if item.severity == "error"} <= files.keys()
    pages, problems = project.pages(checked)
    assert [problem.message for problem in problems] == []
    convert = markdown.Markdown(extensions=list(EXTENSIONS))
    ours = {page.address: page for page in checked.ledger.pages}
    acts, unread = [], []
    for page in pages:
        if page.path in ours:
            unread += [page.path] if ours[page.path].prose.too_large else []
            html = convert.reset().convert(body_of(page.text))
            for stage, text in (("before", html), ("after", sanitize(html))):
                acts += [f"{page.path} {stage} the sanitizer: {wrong}" for wrong in active(tree(text))]
    assert acts == []
    assert unread == []


def _written(folder: Path, files: dict[str, str]) -> Path:
    scratch(folder, {})
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def _unreadable(string: str) -> bool:
    return bool(refused(string.replace("\r\n", "\n").replace("\r", "\n")))


@pytest.mark.parametrize(
    ("construct", "selector"),
    [
        ("`{}`", "article code, p code"),
        ("    {}", "pre code"),
        ("```\n{}\n```", "pre code"),
        ("It says [[claim:claim-00000|{}]] so.", "span.sy-words"),
    ],
)
def test_code_and_own_words_come_out_as_written(tmp_path: Path, construct: str, selector: str) -> None:
    """Each on a page of its own: every character is there, whatever it is."""
    own = "claim" in construct
    strings = [
        string
        for string in hostile.readable()
        if not set("\r\n`") & set(string)
        and string.strip()
        and not (own and re.search(r"[\[\]|]|\\\Z", string))
    ]
    files = dict(HOME)
    for at in range(0, len(strings), TOGETHER):
        body = "\n\n".join(construct.replace("{}", f"{string}zq") for string in strings[at : at + TOGETHER])
        # Two blocks of code in a row are one; a sentence parts them.
        files[f"content/p{at:05d}.md"] = body.replace("\n\n    ", "\n\nthen\n\n    ") + "\n"
    checked = project.check(_written(tmp_path, files))
    pages = {page.path: page.text for page in project.pages(checked)[0]}
    convert = markdown.Markdown(extensions=list(EXTENSIONS))
    for at in range(0, len(strings), TOGETHER):
        body = tree(sanitize(convert.reset().convert(body_of(pages[f"p{at:05d}.md"]))))
        _footless(body)
        shown = [folded(node.text()).strip() for node in body.css(selector)]
        wanted = strings[at : at + TOGETHER]
        told = [inline.plain(string + "zq") if own else string + "zq" for string in wanted]
        assert [_same(text) for text in shown] == [_same(text) for text in told]


def _footless(body: LexborNode) -> None:
    """The page without its foot, whose words are ours."""
    for foot in body.css(".sy-page-foot"):
        foot.decompose()


def _same(text: str) -> str:
    return folded(unicodedata.normalize("NFC", text)).strip()


def test_no_letter_of_a_paragraph_is_lost(tmp_path: Path) -> None:
    """Where Markdown reads nothing but emphasis, all letters and figures stand in their order."""
    strings = [s for s in hostile.readable() if not _READ.search(s)]
    assert len(strings) > 1000
    files = dict(HOME)
    for at in range(0, len(strings), TOGETHER):
        files[f"content/p{at:05d}.md"] = "\n\n".join(f"{s} zq" for s in strings[at : at + TOGETHER]) + "\n"
    pages = {page.path: page.text for page in project.pages(project.check(_written(tmp_path, files)))[0]}
    convert = markdown.Markdown(extensions=list(EXTENSIONS))
    for at in range(0, len(strings), TOGETHER):
        body = tree(convert.reset().convert(body_of(pages[f"p{at:05d}.md"])))
        _footless(body)
        shown = [_letters(node.text()) for node in body.css("p:not(.sy-coverage)")]
        assert shown == [_letters(f"{s} zq") for s in strings[at : at + TOGETHER]]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def test_emphasis_that_crosses_loses_no_letter_and_no_star() -> None:
    """Every arrangement of a few runs: Python-Markdown alone makes `*a**b*c` without its c."""
    convert = markdown.Markdown(extensions=list(EXTENSIONS))
    for count in range(2, 8):
        for parts in itertools.product(("*", "**", "a", " "), repeat=count):
            letters = iter("bcdefghi")
            text = "".join(next(letters) if part == "a" else part for part in parts)
            if re.search(r"\*{4}|\A[\s*]*\Z|\A\s|\s\Z|\A\*\s", text):
                continue
            page, _ = prose.parse(text, "content/x.md")
            body = tree(convert.reset().convert(prose.neutral(page, lambda _: "")))
            shown, marks = body.text(), 2 * len(body.css("em")) + 4 * len(body.css("strong"))
            assert _letters(shown) == _letters(text), text
            assert shown.count("*") + marks == text.count("*"), (text, body.inner_html)


def test_what_prose_cannot_hold_is_refused_with_its_place(tmp_path: Path) -> None:
    strings = [string for string in hostile.unreadable() if _unreadable(string)]
    assert len(strings) > 150
    files = dict(HOME)
    # Python's own name for the mark at the start of a file is no part of the file.
    bad = {f"content/p{at:05d}.md": f"# Title\n\na {s} b\n" for at, s in enumerate(strings)}
    checked = project.check(_written(tmp_path, files | bad))
    told: dict[str, set[tuple[str, int]]] = {}
    for item in checked.diagnostics:
        told.setdefault(item.mark.path, set()).add((item.code, item.mark.line))
    for name, text in bad.items():
        codes = {code for code, line in told.get(name, ()) if 3 <= line <= text.count("\n")}
        assert codes & {"SAY001", "SAY002", "SAY014", "SAY018"}, (name, ascii(text), told.get(name))
    assert checked.failed


@pytest.mark.parametrize("key", [
    "template", "hide", "search", "status", "icon", "tags", "redirect", "social", "edit_url", "title ",
    "Title",
    "title\\n", "__proto__", "<img src=x onerror=alert(1)>", "date", "authors", "exclude", "toc",
    "comments", "meta",
])  # fmt: skip
def test_no_other_key_of_the_front_matter_reaches_the_engine(tmp_path: Path, key: str) -> None:
    page = f'---\n"{key}": "zqvaluezq"\n---\n\n# A page\n'
    root = _written(tmp_path, {"claims.yml": claims(1), "content/index.md": page})
    checked = project.check(root)
    (wrong,) = [item for item in checked.diagnostics if item.severity == "error"]
    assert wrong.mark.path == "content/index.md"
    assert 1 <= wrong.mark.line <= 3
    made = {page.path: page.text for page in project.pages(checked)[0]}["index.md"]
    front, _, _ = split_front_matter(made)
    ours = ["title", "description", "hide", "contents", "checked", "built", "jsonld"]
    keys = re.findall(r"^(\w+):", front or "", re.MULTILINE)
    assert keys in (ours, [each for each in ours if each != "hide"])
    assert "zqvaluezq" not in made


def test_what_the_front_matter_may_say_is_text(tmp_path: Path) -> None:
    """Titles and descriptions reach the engine as HTML that is escaped, whatever they say."""
    assert FRONT_MATTER_KEYS == ("title", "description", "order", "nav_title", "lang")
    readable = [s for s in hostile.readable() if s.strip()]
    for first in range(0, len(readable), MOST_PAGES):
        strings = readable[first : first + MOST_PAGES]
        files = dict(HOME)
        for at, string in enumerate(strings):
            words = json.dumps(string, ensure_ascii=False)
            files[f"content/p{at:05d}.md"] = f"---\ntitle: {words}\ndescription: {words}\n---\nSo.\n"
        checked = project.check(_written(tmp_path / str(first), files))
        pages = {page.path: page.text for page in project.pages(checked)[0]}
        for at, string in enumerate(strings):
            front, _, _ = split_front_matter(pages[f"p{at:05d}.md"])
            title, description = (front or "").split("\n")[:2]
            for line in (title, description):
                written = json.loads(line.partition(": ")[2])
                assert not set(written) & set("<>\"'"), line
                assert _same(tree(f"<p>{written}</p>").text()) == _same(string)


@pytest.mark.parametrize("text", ["_*d*e*~* _*c*", "_*`*g_tc*d*", "_*`*g_pt*c*", "*_a*_b", "__a*_b__c*d_"])
def test_emphasis_of_both_kinds_that_crosses_loses_no_letter(text: str) -> None:
    page, _ = prose.parse(text, "content/x.md")
    html = converted(prose.neutral(page, lambda _: ""))
    assert _letters(tree(html).text()) == _letters(text), html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("_a_ and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("**_a_** b", "<p><strong><em>a</em></strong> b</p>"),
        ("snake_case_name and _a b_.", "<p>snake_case_name and <em>a b</em>.</p>"),
        ("__a__ *b*", "<p><strong>a</strong> <em>b</em></p>"),
        ("*a* **b** ***c***", "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong></p>"),
    ],
)
def test_honest_emphasis_of_both_kinds_stays(text: str, html: str) -> None:
    page, _ = prose.parse(text, "content/x.md")
    assert converted(prose.neutral(page, lambda _: "")) == html
