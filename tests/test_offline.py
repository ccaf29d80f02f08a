"""A site that works from a folder: every link names a page, no search, nothing that asks a server.

That a browser opens it so is shown in tests/browser/test_offline.py.
"""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso.links.explicit import explicit
from sayso.links.markup import Use, read
from sayso.site.build import BuildResult, build
from tests.support.crashing import digest
from tests.support.scratch import copy_of_repository
from tests.support.series import state

NAMES = frozenset(
    {
        "index.html",
        "claims/index.html",
        "claims/held/index.html",
        "claims/page-2/index.html",
        "a.css",
        "x.html",
    }
)
#: On the page claims/held/index.html: as it was written, and as it is from a folder.
LINKS = {
    '<a href="../../">home</a>': '<a href="../../index.html">home</a>',
    '<a href="..">list</a>': '<a href="../index.html">list</a>',
    '<a href="./">itself</a>': '<a href="index.html">itself</a>',
    '<a href=".">itself</a>': '<a href="index.html">itself</a>',
    '<a href="../page-2/#c">next</a>': '<a href="../page-2/index.html#c">next</a>',
    '<a href="../?q=1&amp;s=2#c">list</a>': '<a href="../index.html?q=1&amp;s=2#c">list</a>',
    '<a href="../page-2">no slash</a>': '<a href="../page-2/index.html">no slash</a>',
    "<a class='x' href='../'>quotes</a>": "<a class='x' href=\"../index.html\">quotes</a>",
    "<a href=../ class=x>none</a>": '<a href="../index.html" class=x>none</a>',
    '<form action="../">': '<form action="../index.html">',
    '<iframe src="../page-2/"></iframe>': '<iframe src="../page-2/index.html"></iframe>',
    '<svg><a xlink:href="../">x</a></svg>': '<svg><a xlink:href="../index.html">x</a></svg>',
    '<meta http-equiv="refresh" content="0; url=../page-2/">':
        '<meta http-equiv="refresh" content="0; url=../page-2/index.html">',
}  # fmt: skip
#: What stays as it is, byte for byte.
KEPT = (
    '<a href="#here">here</a>',
    '<a href="">itself</a>',
    '<a href="../../x.html">a page of its own</a>',
    '<link rel="stylesheet" href="../../a.css">',
    '<a href="https://example.org/claims/">elsewhere</a>',
    '<a href="mailto:a@example.org">by mail</a>',
    '<a href="//example.org/">elsewhere</a>',
    '<a href="/claims/">from the root</a>',
    '<a href="../nothing/">nothing is there</a>',
    '<a href="../../../">out of the site</a>',
    "<p title='href=\"../\"'>in a title</p>",
    '<p>href="../" as text, and 3 > 2, and it\'s so</p>',
    "<script>var x = '<a href=\"../\">'</script>",
    '<!-- <a href="../">x</a> -->',
    '<meta name="description" content="0; url=../">',
    '<a data-base="../">x</a>',
)


@pytest.mark.parametrize("written", LINKS)
def test_a_link_to_a_folder_leads_to_its_page(written: str) -> None:
    assert explicit(written, "claims/held/index.html", NAMES) == LINKS[written]
    assert explicit(LINKS[written], "claims/held/index.html", NAMES) == LINKS[written]


@pytest.mark.parametrize("written", KEPT)
def test_all_else_stays(written: str) -> None:
    assert explicit(written, "claims/held/index.html", NAMES) == written


def test_a_large_page_takes_no_longer_than_its_size() -> None:
    for broken in ("<a " * 100_000, "<!--" * 50_000, '<a href="' * 50_000, "<a href=x " * 50_000):
        assert explicit(broken, "index.html", NAMES) == broken


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site from a folder; its address is known, and of no use there."""
    root = copy_of_repository(tmp_path_factory.mktemp("offline"))
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("site_url: https://example.org/kursk/\n")
    return _made(build(root, from_folder=True))


def _made(result: BuildResult) -> Path:
    assert result.site is not None, [each.message for each in result.diagnostics]
    return result.site


def test_it_goes_beside_the_site_that_is_published(offline: Path) -> None:
    assert offline.name == "site-offline"
    assert not (offline.parent / "site").exists()


def test_every_link_names_a_file(offline: Path) -> None:
    pages = sorted(offline.rglob("*.html"))
    assert len(pages) > 100
    wrong = []
    for page in pages:
        for address in read(page.read_bytes()).addresses:
            path = re.split("[?#]", address.written)[0]
            if not path or re.match(r"[a-z]+:", path) or address.use is Use.NAME:
                continue
            if path.startswith("/") or not (page.parent / path).resolve().is_file():
                wrong.append(f"{page.relative_to(offline)}: {address.written}")
    assert wrong == []


def test_it_has_no_search_and_says_so(offline: Path) -> None:
    for page in ("index.html", "claims/index.html", "claims/losses-340/index.html"):
        html = LexborHTMLParser((offline / page).read_bytes())
        assert html.css("form[name=search], [data-md-component=search], input[type=search]") == [], page
        assert html.body is not None
        assert "It has no search" in html.body.text(), page
    assert [path.name for path in (offline / "search").iterdir()] == ["index.html"]


def test_nothing_of_it_needs_a_server_or_an_address(offline: Path) -> None:
    for name in ("404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"):
        assert not (offline / name).exists(), name
    for page in offline.rglob("*.html"):
        html = LexborHTMLParser(page.read_bytes())
        if page.is_relative_to(offline / "embed"):
            continue  # for pages of other sites: it has a policy of its own, without scripts
        assert html.css("link[rel=canonical]") == [], page
        policy = html.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"] or ""
        assert "script-src 'self' file:" in policy
        assert "connect-src 'self';" in policy, "a file of the disk is fetched by no script"
        assert "http" not in policy
    assert "index.html" in (offline / "READ-ME.txt").read_text()


def test_it_is_the_same_each_time_and_takes_the_place_of_one_before(tmp_path: Path) -> None:
    root = state(tmp_path / "site", 1)
    out = tmp_path / "folder"
    first = digest(_made(build(root, out, from_folder=True)))
    assert digest(_made(build(root, out, from_folder=True))) == first
    plain = _made(build(root))
    assert (plain / "404.html").is_file()
    assert 'href="./"' not in (out / "index.html").read_text()
