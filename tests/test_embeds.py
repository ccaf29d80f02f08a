"""Badges and pages for other sites: what they say, that they stand alone, that nothing else gets in."""

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso import project, tones
from sayso.audit.files import embedded, svg
from sayso.model.changes import Series
from sayso.model.editions import Publication
from sayso.outputs import widths
from sayso.project import Checked
from tests.support.checking import checked
from tests.support.scratch import REPOSITORY, scratch
from tests.support.series import EDITIONS, state

SITE_URL = "https://example.net/kursk/"
SVG = "{http://www.w3.org/2000/svg}"
SHEET = REPOSITORY / "site_config/theme/assets/embed.css"
NAMES = """\
parties:
  - {id: mayor, type: person, name: "رئيس بلدية المدينة القديمة", interest: unknown}
  - {id: council, type: organization, name: "Рада міста, що стоїть на північному березі", interest: unknown}
claims:
  - {id: arabic, text: The bridge is open., claimant: mayor, source: gazette-1, exact: "is open"}
  - {id: ukrainian, text: The bridge is shut., claimant: council, source: gazette-1, exact: "is shut"}
  - {id: hostile, text: "<b>&</b> ]]> \\" ' held", claimant: north-army, source: gazette-1, exact: "it held"}
"""


def made(site: Checked, address: str = "") -> dict[str, str]:
    pages, problems = project.pages(site, Publication("The site", address))
    assert not problems
    return {page.path: page.text for page in pages}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return made(checked(scratch(tmp_path_factory.mktemp("names"), {"claims.yml": NAMES})))


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """A site in three editions, as it is made for each; `latest` is a copy of the last."""
    folder, found, past = tmp_path_factory.mktemp("editions"), [], []
    for number, edition in enumerate(EDITIONS):
        site = project.check(state(folder / str(number), number), series=Series(edition, tuple(past)))
        found.append(made(site, SITE_URL))
        past.append(project.snapshot(site))
    return found


def words(badge: str) -> str:
    """All lines of a badge, as they are seen."""
    return " ".join(each.text or "" for each in ElementTree.fromstring(badge).iter(f"{SVG}text"))  # noqa: S314


def seen(page: str) -> str:
    body = LexborHTMLParser(page).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


# They follow the claim


def test_a_badge_and_a_page_follow_the_claim_from_edition_to_edition(editions: list[dict[str, str]]) -> None:
    """An address under `latest` never changes; what stands there does."""
    first, second, third = editions
    for before, after, told in (
        (first["badges/held.svg"], second["badges/held.svg"], words),
        (first["embed/held/index.html"], second["embed/held/index.html"], seen),
    ):
        assert "no independent confirmation in our sources" in told(before)
        assert "one independent source says the same" in told(after)
    assert "Edition of 5 January 2025 (2)" in words(third["badges/toll.svg"])
    assert "We no longer use this claim." in words(third["badges/lost.svg"])
    assert "We no longer use this claim." in seen(third["embed/lost/index.html"])
    assert "We no longer use this claim." not in words(second["badges/lost.svg"])


def test_what_was_published_under_a_former_id_stays(editions: list[dict[str, str]]) -> None:
    first, second, _ = editions
    assert "badges/rafts.svg" in first
    assert "badges/boats.svg" not in first
    assert second["badges/rafts.svg"] == second["badges/boats.svg"]
    assert 'href="&#46;&#46;&#47;' in second["embed/rafts/index.html"]
    page = LexborHTMLParser(second["embed/rafts/index.html"])
    assert page.css_first("a").attributes["href"] == "../../claims/boats/"


# Badges


def test_a_badge_says_who_before_what_we_found(files: dict[str, str]) -> None:
    root = ElementTree.fromstring(files["badges/hostile.svg"])  # noqa: S314 - our own
    assert [each.tag.removeprefix(SVG) for each in root][:2] == ["title", "desc"]
    assert root[0].text == "Northland's army says so · no independent confirmation in our sources"
    assert root[1].text == "Northland's army says: <b>&</b> ]]> \" ' held"
    assert root.attrib["lang"] == "en"
    assert words(files["badges/hostile.svg"]).startswith("Northland's army says so no independent")
    assert "held" not in words(files["badges/hostile.svg"])  # the badge alone


def test_every_line_stays_in_its_box(files: dict[str, str]) -> None:
    for name in ("arabic", "ukrainian", "hostile"):
        root = ElementTree.fromstring(files[f"badges/{name}.svg"])  # noqa: S314 - our own
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        assert 180 < wide <= 320
        tops = []
        for line in root.iter(f"{SVG}text"):
            assert float(line.attrib["x"]) + float(line.attrib["textLength"]) <= wide - 8
            tops.append(float(line.attrib["y"]))
        assert tops == sorted(tops)
        assert tops[-1] <= high - 8


def test_where_the_interface_is_read_from_the_right_so_are_they(tmp_path: Path) -> None:
    """The page says its direction; a badge begins at the right, with nothing out of its box."""
    settings = "title: الجسر\nlanguage: ar\n"
    words_yml = "language: ar\nwords:\n  embed_more: من يقول ذلك؟\n"
    files = {"site_config/sayso.yml": settings, "site_config/words.yml": words_yml, "claims.yml": NAMES}
    made_so = made(checked(scratch(tmp_path, files)))
    page = made_so["embed/arabic/index.html"]
    assert '<html lang="ar" dir="rtl">' in page
    assert list(embedded.judge("embed/arabic/index.html", page.encode(), "/")) == []
    badge = made_so["badges/arabic.svg"]
    assert list(svg.judge("badges/arabic.svg", badge.encode())) == []
    root = ElementTree.fromstring(badge)  # noqa: S314
    assert root.get("direction") == "rtl"
    wide, icon = float(root.get("width", "")), root.find(f"{SVG}svg")
    assert icon is not None and float(icon.get("x", "")) == wide - 12 - 18
    for line in root.iter(f"{SVG}text"):
        assert float(line.get("x", "")) == wide - 38
        assert float(line.get("x", "")) - float(line.get("textLength", "")) >= 13


def test_a_name_without_end_makes_no_badge_without_end(tmp_path: Path) -> None:
    long = NAMES.replace("رئيس بلدية المدينة القديمة", "A very long name " * 300 + "x" * 3000)
    badge = made(checked(scratch(tmp_path, {"claims.yml": long})))["badges/arabic.svg"]
    assert len(badge) < 8000
    assert "…" in words(badge)
    assert float(ElementTree.fromstring(badge).attrib["height"]) < 300  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("text", "most", "wanted"),
    [
        ("one two three", 40, ["one two", "three"]),
        ("one", 5, ["o", "n", "e"]),
        ("", 40, []),
        ("  spaces   fold ", 100, ["spaces fold"]),
        ("жжжж жжжж", 30, ["жжжж", "жжжж"]),
    ],
)
def test_where_a_line_is_cut(text: str, most: float, wanted: list[str]) -> None:
    assert list(widths.lines(text, most, 10)) == wanted


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", tones.TONES)
def test_each_text_can_be_read_in_light_and_dark(name: str) -> None:
    tone = tones.TONES[name]
    for number, (ink, soft) in enumerate(((tone.ink, tone.soft), (tone.dark_ink, tone.dark_soft))):
        for text in (ink, tones.INK[number], tones.SMALL[number]):
            assert contrast(text, soft) >= 4.5, (name, text, soft)


def test_the_frames_style_sheet_has_the_same_colours() -> None:
    sheet = SHEET.read_text("utf-8")
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")
    for name, tone in tones.TONES.items():
        assert f".e-{name} {{ --tone: {tone.ink}; --soft: {tone.soft}; }}" in light
        assert f".e-{name} {{ --tone: {tone.dark_ink}; --soft: {tone.dark_soft}; }}" in dark


# Pages for frames


def test_a_page_says_who_what_and_on_what_evidence(editions: list[dict[str, str]]) -> None:
    text = seen(editions[2]["embed/held/index.html"])
    order = [
        "Northland's army says:",
        "Our army holds the bridge.",
        "one independent source says the same",
        "Reported by 2 outlets.",
        "edition of 5 January 2025 (2)",
    ]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


def test_hostile_words_are_words_there(files: dict[str, str]) -> None:
    page = LexborHTMLParser(files["embed/hostile/index.html"])
    assert page.css("b, script") == []
    assert "<b>&</b> ]]>" in seen(files["embed/hostile/index.html"])
    assert (
        list(embedded.judge("embed/hostile/index.html", files["embed/hostile/index.html"].encode(), "/"))
        == []
    )


def test_the_code_to_copy_names_the_newest_edition(
    editions: list[dict[str, str]], files: dict[str, str]
) -> None:
    def code(page: str) -> list[str]:
        return [html.unescape(each) for each in re.findall("<pre><code>(.*?)</code></pre>", page)]

    frame, badge = code(editions[1]["claims/held.md"])
    assert frame.startswith(
        f'<iframe src="{SITE_URL}latest/embed/held/" title="Northland&#x27;s army says: Our'
    )
    assert badge.startswith(
        f'<a href="{SITE_URL}latest/claims/held/"><img src="{SITE_URL}latest/badges/held.svg"'
    )
    frame, badge = code(files["claims/hostile.md"])
    assert frame.startswith(
        '<iframe src="[ADDRESS]/embed/hostile/" title="Northland&#x27;s army says: &lt;b&gt;'
    )
    for each in (frame, badge):  # what is copied is one element, whatever the words
        body = LexborHTMLParser(each).body
        assert body is not None
        assert {node.tag for node in body.traverse()} <= {"body", "iframe", "a", "img"}


# What the audit lets in

GOOD = "embed/hostile/index.html"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("</main>", "<script>x()</script></main>", "<script>"),
        ("</main>", "<img src=x></main>", "<img>"),
        ("</main>", "<iframe></iframe></main>", "<iframe>"),
        ("</main>", "<form></form></main>", "<form>"),
        ("</main>", "<style>p{}</style></main>", "<style>"),
        ("<main ", "<main onclick=x() ", "the attribute 'onclick' of <main>"),
        ("<main ", "<main style=color:red ", "the attribute 'style' of <main>"),
        ('target="_top"', 'target="_self"', "<a href="),
        ('target="_top"', 'target="_top" href="https://evil.example/"', ""),
        ("</main>", '<a target="_top" href="https://evil.example/">x</a></main>', "<a href="),
        ("</main>", '<a target="_top" href="javascript:x()">x</a></main>', "<a href="),
        ("</main>", '<a target="_top" href="//evil.example">x</a></main>', "<a href="),
        ("</title>", '</title><meta http-equiv="refresh" content="0; url=x">', '<meta http-equiv="refresh">'),
        ("</title>", '</title><link rel="stylesheet" href="../../assets/sayso.css">', "<link href="),
        ("</title>", "</title><base href=x>", "<base>"),
        ("default-src 'none'", "default-src 'self'", "Content-Security-Policy"),
        ('<meta charset="utf-8">', '<meta charset="utf-8"><title>x</title>', "first thing"),
        ('content="noindex"', 'content="index"', "search engines"),
    ],
)
def test_the_audit_finds_what_should_not_be_there(
    files: dict[str, str], old: str, new: str, told: str
) -> None:
    assert files[GOOD].count(old) == 1
    findings = list(embedded.judge(GOOD, files[GOOD].replace(old, new).encode(), "/"))
    assert any(told in each.message for each in findings) if told else not findings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</style>", "*{fill:red}</style>"),
        ("<style>", "<style>@import 'x';"),
        ("<style>", '<style type="text/css">'),
        ("</style>", "<g/></style>"),
        ("</svg>\n", "<style>*{}</style></svg>"),
        ("</svg>\n", "<script/></svg>"),
        ("<text ", '<text onclick="x()" '),
    ],
)
def test_the_audit_lets_no_other_style_into_a_drawing(files: dict[str, str], old: str, new: str) -> None:
    badge = files["badges/hostile.svg"]
    assert list(svg.judge("badges/hostile.svg", badge.encode())) == []
    assert list(svg.judge("badges/hostile.svg", badge.replace(old, new, 1).encode())) != []
