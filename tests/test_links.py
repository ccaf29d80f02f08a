"""The link check over small folders: what it finds, and what it must not find."""

import time
from pathlib import Path

import pytest

from sayso.links.internal import Finding, Reason, Report, check, check_folder
from sayso.links.markup import refresh_target, srcset, style_addresses

#: A site in which everything is right; each case puts one page or file beside or over it.
SITE = {
    "index.html": '<a href="claims/">claims</a> <a href="sub/page.html">page</a>',
    "claims/index.html": '<h1 id="top-one">Claims</h1> <a href="..">home</a>',
    "sub/page.html": '<p id="été">x</p> <a name="old">y</a>',
    "a b.png": "",
    "style.css": "",
    "404.html": '<a href="/claims/">claims</a>',
}


def run(
    page: str = "", files: dict[str, str] | None = None, *, at: str = "claims/index.html", **options: str
) -> Report:
    site = {**SITE, **({at: page + '<i id="top-one"></i>'} if page else {}), **(files or {})}
    return check({name: text.encode() for name, text in site.items()}, **options)


def test_a_sound_site_has_no_findings() -> None:
    report = run()
    assert report.findings == ()
    assert (report.pages, report.links) == (4, 4)


@pytest.mark.parametrize(
    "written",
    [
        "../sub/page.html",
        "./../sub/page.html",
        "../sub/../sub/./page.html",
        "../sub/page.html?version=2",
        "../sub/page.html?a=b#old",
        "../sub/page.html#%C3%A9t%C3%A9",
        "../sub/page.html#été",
        "../sub/page.html#:~:text=some%20words",
        "../sub/page.html#old:~:text=some",
        "../sub/%70age.html",
        "/sub/page.html",
        "  ../sub/page.html\n",
        "../",
        "..",
        ".",
        "./",
        "",
        "#",
        "#top",
        "#top-one",
        "?page=2",
        "../claims",
        "../index.html",
        "https://example.org/a?b#c",
        "HTTP://example.org",
        "//example.org/x",
        "mailto:desk@example.org",
    ],
)
def test_what_leads_somewhere_is_no_finding(written: str) -> None:
    assert run(f'<a href="{written}">x</a>').findings == ()


@pytest.mark.parametrize(
    ("written", "reason", "target"),
    [
        ("../nothing/", Reason.MISSING_PAGE, "nothing/"),
        ("../nothing.html", Reason.MISSING_PAGE, "nothing.html"),
        ("nothing", Reason.MISSING_PAGE, "claims/nothing"),
        ("../Sub/page.html", Reason.MISSING_PAGE, "Sub/page.html"),
        ("../sub/", Reason.MISSING_PAGE, "sub/"),
        ("../sub/page.html/", Reason.MISSING_PAGE, "sub/page.html/"),
        ("/nothing/", Reason.MISSING_PAGE, "nothing/"),
        ("#nowhere", Reason.MISSING_ANCHOR, "claims/index.html#nowhere"),
        ("../sub/page.html#Old", Reason.MISSING_ANCHOR, "sub/page.html#Old"),
        ("../#x", Reason.MISSING_ANCHOR, "index.html#x"),
        ("../../claims/", Reason.OUTSIDE, "../../claims/"),
        ("/../x", Reason.OUTSIDE, "/../x"),
        ("..\\sub\\page.html", Reason.MALFORMED, "..\\sub\\page.html"),
        ("../a page.html", Reason.MALFORMED, "../a page.html"),
        ("../%ff.html", Reason.MALFORMED, "../%ff.html"),
        ("http://", Reason.MALFORMED, "\\"),
        ("http://[::1/x", Reason.MALFORMED, "\\"),
        ("javascript:alert(1)", Reason.SCHEME, "javascript"),
        ("data:text/html,x", Reason.SCHEME, "data"),
        ("file:///etc/passwd", Reason.SCHEME, "file"),
    ],
)
def test_what_leads_nowhere_is_found(written: str, reason: Reason, target: str) -> None:
    assert run(f'<a href="{written}">x</a>').findings == (
        Finding("claims/index.html", written, reason, target),
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}">',
        '<img srcset="../a%20b.png 1x, {} 2x">',
        '<img srcset="{}, ../a%20b.png 2x">',
        '<picture><source srcset="{}"></picture>',
        '<video poster="{}"></video>',
        '<audio src="{}"></audio>',
        '<script src="{}"></script>',
        '<iframe src="{}"></iframe>',
        '<object data="{}"></object>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="shortcut ICON" href="{}">',
        "<style>p {{ background: url({}) }}</style>",
        "<style>@import '{}';</style>",
        '<p style="background: url( {} )">x</p>',
        '<svg><use href="{}"></use></svg>',
        '<svg><image xlink:href="{}"></image></svg>',
    ],
)
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("../nothing.png", Reason.MISSING_ASSET),
        ("https://cdn.example.org/x.png", Reason.FOREIGN_ASSET),
        ("//cdn.example.org/x.png", Reason.FOREIGN_ASSET),
    ],
)
def test_what_a_browser_fetches_must_be_there_and_ours(html: str, written: str, reason: Reason) -> None:
    (finding,) = run(html.format(written)).findings
    assert (finding.link, finding.reason) == (written, reason)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../a%20b.png"> <img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://example.org/claims/">',
        '<link rel="stylesheet" href="../style.css?v=1">',
        '<area href="../sub/page.html"> <form action="../"></form>',
        '<p>a[href] in <code>&lt;a href="nowhere"&gt;</code></p>',
        "<style>/* url(nowhere.png) */</style>",
    ],
)
def test_sound_assets_are_no_findings(html: str) -> None:
    assert run(html).findings == ()


@pytest.mark.parametrize(
    "html",
    [
        '<area href="no/">',
        '<form action="no/"></form>',
        '<button formaction="no/">x</button>',
        "<meta http-equiv=Refresh content=\"0; URL='no/'\">",
        '<link rel="next" href="no/">',
    ],
)
def test_other_ways_to_a_page(html: str) -> None:
    assert [each.reason for each in run(html).findings] == [Reason.MISSING_PAGE]


def test_an_id_stands_once() -> None:
    (finding,) = run('<p id="a"></p><p id="a"></p><p id="a"></p><p id="b"></p>').findings
    assert (finding.link, finding.reason) == ("a", Reason.DUPLICATE_ID)


def test_a_base_is_found() -> None:
    assert Reason.BASE in [each.reason for each in run('<base href="/x/">').findings]


def test_pages_without_a_way_from_home_are_found_and_exempted() -> None:
    lone = {"lone/index.html": '<a href="../other/">x</a>', "other/index.html": "<p>x</p>"}
    assert [(each.page, each.reason) for each in run(files=lone).findings] == [
        ("lone/index.html", Reason.UNREACHABLE),
        ("other/index.html", Reason.UNREACHABLE),
    ]
    site = {name: text.encode() for name, text in {**SITE, **lone}.items()}
    assert check(site, exempt=["lone/index.html", "other/index.html"]).findings == ()


def test_redirects_need_no_way_but_lead_somewhere() -> None:
    moved = {"moved/index.html": '<meta http-equiv="refresh" content="0; url=../claims/">'}
    assert run(files=moved).findings == ()
    # Who follows one arrives: the page behind it is reached.
    ways = {
        "index.html": '<a href="moved/">x</a> <a href="sub/page.html">y</a>',
        **moved,
    }
    assert run(files=ways).findings == ()


def test_without_a_home_page_that_is_all_that_is_said() -> None:
    assert [each.reason for each in check({"a.html": b"", "b.html": b""}).findings] == [Reason.NO_HOME]


def test_a_site_below_a_path_of_its_host() -> None:
    options = {"site_url": "https://example.org/kursk/"}
    own = '<a href="https://example.org/kursk/sub/page.html">x</a>'
    assert run(own, {"404.html": '<a href="/kursk/claims/">x</a>'}, **options).findings == ()
    wrong = '<a href="https://example.org/kursk/no/">x</a>'
    (finding,) = run(wrong, {"404.html": ""}, **options).findings
    assert finding.reason is Reason.MISSING_PAGE
    assert [
        each.reason for each in run(files={"404.html": '<a href="/claims/">x</a>'}, **options).findings
    ] == [Reason.OUTSIDE]


def test_style_sheets_are_read() -> None:
    css = (
        '@import url("https://fonts.example.org/x.css"); p { src: url(no.woff2) }'
        ' /* url(x) */ q { b: url("a b.png") }'
    )
    report = run(files={"style.css": css})
    assert [(each.link, each.reason) for each in report.findings] == [
        ("https://fonts.example.org/x.css", Reason.FOREIGN_ASSET),
        ("no.woff2", Reason.MISSING_ASSET),
        ("a b.png", Reason.MALFORMED),
    ]


def test_links_to_other_hosts_are_counted_by_host() -> None:
    html = '<a href="https://A.example/x">1</a> <a href="http://a.example">2</a> <a href="mailto:x@y.z">3</a>'
    assert run(html).foreign == {"a.example": 2, "mailto:": 1}


def test_a_folder_is_read_in_one_order(tmp_path: Path) -> None:
    for name, text in {**SITE, "z/index.html": "", "b/index.html": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [each.page for each in check_folder(tmp_path).findings] == ["b/index.html", "z/index.html"]


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        (" , a.png 100w ,\n b.png 200w", ["a.png", "b.png"]),
        ("", []),
    ],
)
def test_srcset(value: str, addresses: list[str]) -> None:
    assert srcset(value) == addresses


@pytest.mark.parametrize(
    ("content", "target"),
    [("0; url=a/", "a/"), ("0;URL = 'a/'", "a/"), ("5", ""), ("0; a/", "a/"), ('0; url="a;b"', "a;b")],
)
def test_refresh(content: str, target: str) -> None:
    assert refresh_target(content) == target


def test_ten_thousand_links_and_odd_text_take_no_time() -> None:
    pages = {f"p{number}/index.html": b'<a href="../">x</a>' * 50 for number in range(2000)}
    home = "".join(f'<a href="p{number}/#x">{number}</a>' for number in range(2000)).encode()
    start = time.process_time()
    report = check({"index.html": home, **pages})
    style_addresses("/*" * 200_000)
    style_addresses("url(" * 200_000)
    srcset("a, " * 100_000)
    assert time.process_time() - start < 20
    assert report.links == 102_000
    assert len(report.findings) == 2000
