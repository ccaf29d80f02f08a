"""The pictures beside links to the site: files that any reader of PNG opens, the same each time, and
never with a statement in them."""

import io
import struct
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from sayso import png, project, raster
from sayso.config import load_config
from sayso.model.settings import Config
from sayso.outputs import social_png
from sayso.shapes import NoShape, polygons
from sayso.site.build import build
from tests.support.scratch import MKDOCS_YML, REPOSITORY, claims, scratch

ICONS = REPOSITORY / "templates" / "icons"


@given(st.integers(1, 40), st.integers(1, 12), st.data())
def test_what_is_packed_is_unpacked_the_same(width: int, height: int, data: st.DataObject) -> None:
    few = data.draw(st.integers(1, 256))
    pixels = bytes(
        data.draw(st.lists(st.integers(0, few - 1), min_size=width * height, max_size=width * height))
    )
    palette = [(each, 255 - each, each // 2) for each in range(256)]
    picture = Image.open(io.BytesIO(png.encode(width, height, pixels, palette)))
    assert picture.size == (width, height)
    assert picture.convert("P").tobytes() == pixels


@pytest.mark.parametrize("length", [1, 3, 4, 10, 11, 12, 18, 34, 66, 130, 257, 258, 259, 260, 1_000, 70_000])
def test_runs_of_any_length(length: int) -> None:
    """Where a code of RFC 1951 ends and the next begins; zlib's reader is the judge."""
    file = png.encode(length, 1, b"\1" * length, [(0, 0, 0), (9, 9, 9)])
    at = file.index(b"IDAT")
    (size,) = struct.unpack(">I", file[at - 4 : at])
    assert zlib.decompress(file[at + 4 : at + 4 + size]) == b"\2" + b"\1" * length


def test_the_file_holds_pixels_and_nothing_else() -> None:
    file = png.encode(2, 1, b"\0\1", [(0, 0, 0), (9, 9, 9)])
    names, at = [], 8
    while at < len(file):
        (size,) = struct.unpack(">I", file[at : at + 4])
        names.append(file[at + 4 : at + 8])
        at += size + 12
    assert names == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


SHAPES = (
    ("M1 1h2v2h-2z", [[(1, 1), (3, 1), (3, 3), (1, 3)]]),
    ("m1 1 2 0 0 2z", [[(1, 1), (3, 1), (3, 3)]]),
    ("M1,1L3,1 3,3ZM5 5H7V7z", [[(1, 1), (3, 1), (3, 3)], [(5, 5), (7, 5), (7, 7)]]),
)


@pytest.mark.parametrize(("d", "outlines"), SHAPES)
def test_a_path_is_cut_into_lines(d: str, outlines: list[list[tuple[float, float]]]) -> None:
    assert polygons(f'<svg viewBox="0 0 24 24"><path d="{d}"/></svg>') == (outlines, 24)


@pytest.mark.parametrize("flags", ["1 1 0 18", "110 18"])
def test_half_a_circle_bulges_to_its_side(flags: str) -> None:
    found, _ = polygons(f'<svg viewBox="0 0 24 24"><path d="M12 3a9 9 0 {flags}z"/></svg>')
    assert max(x for x, _ in found[0]) == pytest.approx(21)
    assert min(x for x, _ in found[0]) == pytest.approx(12)


@pytest.mark.parametrize("d", ["", "M1", "L1 1 1z", "M1 1a1 1 0 2 0 1 1", "M1 1 Z 3", "hello", "M1 1 2"])
def test_what_is_no_path_is_refused(d: str) -> None:
    with pytest.raises(NoShape):
        polygons(f'<svg viewBox="0 0 24 24"><path d="{d}"/></svg>')


def test_every_icon_of_the_badges_can_be_drawn() -> None:
    for icon in ICONS.glob("*.svg"):
        outlines, side = polygons(icon.read_text(encoding="utf-8"))
        assert side == 24 and all(-1 <= x <= 25 and -1 <= y <= 25 for line in outlines for x, y in line), icon


LETTERS = (
    ("Who says so? – “Łódź”, naïve", True),
    ("Хто це каже? Ґанок, їжак, Ёлка", True),
    ("من يقول", False),
    ("谁说的", False),
    ("a\ufffe", False),
)


@pytest.mark.parametrize(("words", "there"), LETTERS)
def test_words_are_drawn_only_where_every_letter_is_there(words: str, there: bool) -> None:
    assert raster.drawable(words) is there


def test_long_words_end_with_a_mark_and_within_the_room() -> None:
    lines = raster.wrapped("word " * 60 + "x" * 400, 40, 400, 500, 3)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert all(raster.width(line, 40, 400) <= 500 for line in lines)


@cache
def config() -> Config:
    found = load_config(REPOSITORY).config
    assert found
    return found


@cache
def pictures(title: str) -> dict[str, bytes]:
    return dict(social_png.files(config(), title, lambda name: (ICONS / f"{name}.svg").read_text()))


def test_there_is_one_for_the_site_and_one_for_each_badge_and_no_two_are_the_same() -> None:
    found = pictures("The bridge")
    statuses = [status.css for status in config().rubric.statuses]
    assert list(found) == [f"assets/social/{name}.png" for name in ("site", *statuses)]
    assert len(set(found.values())) == len(found)
    for file in found.values():
        assert Image.open(io.BytesIO(file)).size == social_png.SIZE and len(file) < 120_000


def test_a_name_that_the_font_cannot_write_is_left_out_and_changes_nothing_else() -> None:
    name = social_png.path("claimed")
    assert pictures("من يقول")[name] == pictures("")[name] != pictures("The bridge")[name]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("social")
    mkdocs = f"{MKDOCS_YML}site_url: https://news.example/bridge/\n"
    root = scratch(
        folder / "root", {"claims.yml": claims(2), "mkdocs.yml": mkdocs, "content/index.md": "# Hi\n"}
    )
    result = build(root, folder / "site")
    assert result.site, [str(each) for each in result.diagnostics]
    return result.site


def told(page: Path) -> dict[str, str]:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    metas = [node.attributes for node in tree.css("meta")]
    return {(each.get("property") or each.get("name") or ""): each.get("content") or "" for each in metas}


def test_a_claims_page_names_the_picture_of_its_badge(site: Path) -> None:
    page = told(site / "claims/claim-00000/index.html")
    assert page["og:image"] == "https://news.example/bridge/assets/social/claimed.png"
    assert (site / "assets/social/claimed.png").read_bytes() == pictures("The bridge")[
        social_png.path("claimed")
    ]
    assert page["og:image:alt"].startswith("Badge: unconfirmed.")
    assert page["twitter:card"] == "summary_large_image"


def test_other_pages_name_that_of_the_site(site: Path) -> None:
    page = told(site / "index.html")
    assert page["og:image"] == "https://news.example/bridge/assets/social/site.png"
    assert page["og:image:alt"] == "The bridge: who says what, and how well it is confirmed."


def test_without_an_address_there_is_none(tmp_path: Path) -> None:
    files = {"claims.yml": claims(1), "content/index.md": "# Hi\n"}
    pages, problems = project.pages(project.check(scratch(tmp_path, files)))
    assert not problems and len(pages) > 10
    assert not [page.path for page in pages if page.pixels or "image:" in page.text.partition("\n---")[0]]
