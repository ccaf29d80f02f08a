"""The audit: what neither an empty site has nor an editor declared does not get out."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.audit.allowed import FILE, Allowed, BadList, from_json, inventory
from sayso.audit.declared import Declared, hosts_in
from sayso.audit.files import gzip_file, json_file, svg, xml_file
from sayso.audit.page import Place, host, scheme
from sayso.audit.policy import policy, with_policy
from sayso.audit.site import audit, theme_files
from sayso.site.specimen import derive
from tests.support.scratch import REPOSITORY

#: A theme in small: all that a real one has, once.
PAGE = """\
<!doctype html><html lang="en" class="no-js"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{base}/assets/main.css">
<script>__md_scope=new URL("{base}",location)</script></head><body dir="ltr">
<form class="search" name="search"><input type="text" name="query"></form>
<main><h1 id="title">Title</h1><!-- here --></main>
<script id="__config" type="application/json">{{"base": "{base}", "search": "{base}/worker.js"}}</script>
<script src="{base}/assets/bundle.js"></script></body></html>
"""
ALLOWED = Allowed(
    inventory(
        [
            (Place("index.html"), PAGE.format(base=".").encode()),
            (Place("a/b/index.html"), PAGE.format(base="../..").encode()),
        ]
    ),
    {"assets/bundle.js": hashlib.sha256(b"run()").hexdigest()},
    "null",
)
DECLARED = Declared(
    frozenset({"example.org"}), frozenset({"claims/old/index.html"}), {}, "https://kursk.example/"
)


def page(inside: str, name: str = "claims/one/index.html") -> bytes:
    """A built page with something in the place of its content."""
    place = Place(name)
    html = PAGE.format(base=place.base).replace("<!-- here -->", inside)
    return with_policy(html, place, ALLOWED).encode()


def found(folder: Path, files: dict[str, bytes], declared: Declared = DECLARED) -> list[str]:
    """What the audit says of some files: the rule and the message of each finding."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return [f"{each.rule}: {each.message}" for each in audit(folder, ALLOWED, declared)]


# Pages


@pytest.mark.parametrize("name", ["index.html", "404.html", "claims/one/index.html", "a/b/c/d/index.html"])
def test_a_page_of_the_theme_with_converted_markdown_is_good_at_any_depth(tmp_path: Path, name: str) -> None:
    inside = (
        '<p class="x" lang="uk" dir="auto">Text <em>and</em> <a href="../other/#here">links</a>, '
        '<a href="https://example.org/1">declared</a>, <a href="mailto:desk@example.org">letters</a> '
        '<img src="../../images/a.png" alt="A bridge"> <time datetime="2025-01-05">5 January</time></p>'
    )
    assert found(tmp_path, {name: page(inside, name)}) == []


ACTIVE = [
    # what stands in a page, the rule that must speak
    ("<script>alert(1)</script>", "script"),
    ('<script src="../../assets/other.js"></script>', "script"),
    ('<script src="https://evil.example/x.js"></script>', "script"),
    ('<script type="module">import("x")</script>', "script"),
    ('<script id="__config" type="application/json">{"base": "//evil.example"}</script>', "script"),
    ('<svg><script href="x.js"></script></svg>', "script"),
    ('<p onclick="alert(1)">x</p>', "handler"),
    ('<img src="x.png" alt="" ONERROR="alert(1)">', "handler"),
    ('<details ontoggle="alert(1)" open></details>', "handler"),
    ('<p onunheardof="alert(1)">x</p>', "handler"),
    ("<style>main{display:none}</style>", "style"),
    ('<p style="position:fixed">x</p>', "style"),
    ('<iframe src="../two/"></iframe>', "frame"),
    ('<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>', "frame"),
    ('<object data="x.swf"></object>', "frame"),
    ('<embed src="x.swf">', "frame"),
    ("<portal src='../two/'></portal>", "frame"),
    ('<form action="/login"></form>', "form"),
    ('<input type="password" name="query">', "form"),
    ('<textarea name="tell"></textarea>', "form"),
    ('<button formaction="/x" type="submit">Go</button>', "form"),
    ('<base href="https://evil.example/">', "base"),
    ('<base target="_blank">', "base"),
    ('<meta http-equiv="refresh" content="0; url=../two/">', "meta"),
    ('<meta http-equiv="set-cookie" content="a=b">', "meta"),
    ('<meta name="referrer" content="unsafe-url">', "meta"),
    ('<link rel="stylesheet" href="../../assets/other.css">', "link"),
    ('<link rel="prefetch" href="https://evil.example/">', "link"),
    ('<link rel="stylesheet next" href="x.css">', "link"),
    ('<link href="x.css">', "link"),
    ('<a href="javascript:alert(1)">x</a>', "scheme"),
    ('<a href=" java&#10;script&colon;alert(1)">x</a>', "scheme"),
    ('<a href="data:text/html,<script>alert(1)</script>">x</a>', "scheme"),
    ('<a href="vbscript:x">x</a>', "scheme"),
    ('<img alt="" src="blob:x">', "scheme"),
    ('<a href="https://evil.example/">x</a>', "host"),
    ('<a href="//evil.example">x</a>', "host"),
    ('<a href="/\\evil.example">x</a>', "host"),
    ('<a href="https:evil.example">x</a>', "host"),
    ('<a href="https://example.org@evil.example/">x</a>', "host"),
    ('<img alt="" src="https://example.org/pixel.png">', "host"),
    ('<img alt="" srcset="a.png 1x, https://evil.example/p.png 2x" src="a.png">', "host"),
    ('<a href="x" ping="https://evil.example/">x</a>', "host"),
    ("<marquee>x</marquee>", "element"),
    ("<math><mtext>x</mtext></math>", "element"),
    ("<template><p>x</p></template>", "element"),
    ("<x-widget></x-widget>", "element"),
    ('<p contenteditable="true">x</p>', "element"),
    ('<p is="x-p">x</p>', "element"),
    ('<a href="x" download>x</a>', "element"),
    ('<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>', "element"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "element"),
]


@pytest.mark.parametrize(("inside", "rule"), ACTIVE)
def test_what_an_empty_site_has_not_is_found(tmp_path: Path, inside: str, rule: str) -> None:
    rules = {each.partition(":")[0] for each in found(tmp_path, {"claims/one/index.html": page(inside)})}
    assert rule in rules


#: What each rule alone must see: nothing else in the page tells of it.
ALONE = [
    ('<script>window["x"]</script>', "script"),
    ("<p><input type='checkbox' name='tell'></p>", "form"),
    ('<a href="tel:1">x</a>', "scheme"),
    ('<a href="https://evil.example/">x</a>', "host"),
    ('<meta name="theme-color" content="red">', "meta"),
    ('<link rel="icon" href="x.png">', "link"),
    ("<p accesskey='s'>x</p>", "element"),
]


@pytest.mark.parametrize(("inside", "rule"), ALONE)
def test_each_rule_stands_for_itself(tmp_path: Path, inside: str, rule: str) -> None:
    rules = [each.partition(":")[0] for each in found(tmp_path, {"claims/one/index.html": page(inside)})]
    assert rules == [rule]


def test_the_page_of_a_former_id_may_lead_on_and_no_other(tmp_path: Path) -> None:
    on = '<meta http-equiv="refresh" content="0; url=../new/">'
    assert found(tmp_path, {"claims/old/index.html": page(on, "claims/old/index.html")}) == []
    for target in ("0; url=https://example.org/", "0; url=javascript:alert(1)", "5; url=../new/", "0", ""):
        away = page(f'<meta http-equiv="refresh" content="{target}">', "claims/old/index.html")
        assert found(tmp_path, {"claims/old/index.html": away}) != []


def test_a_rule_told_on_two_pages_names_the_same_fault(tmp_path: Path) -> None:
    inside = "<script>alert(1)</script>"
    files = {name: page(inside, name) for name in ("a/index.html", "b/c/index.html")}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    values = {each.value for each in audit(tmp_path, ALLOWED, DECLARED) if each.rule == "script"}
    assert len(values) == 1


# The policy

Spoil = Callable[[str], str]


def _policy_of(html: str) -> str:
    """The tag of a page's policy."""
    start = html.index("<meta http-equiv")
    return html[start : html.index(">", start) + 1]


def test_the_policy_runs_the_themes_own_scripts_and_nothing_else() -> None:
    html = page("<script>alert(1)</script><p onclick='alert(2)'>x</p>").decode()
    words = html.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    directives = dict(part.split(" ", 1) for part in words.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert "unsafe" not in words
    assert "http" not in words
    assert directives["script-src"].split()[0] == "'self'"
    assert directives["script-src"].count("sha256-") == 1, "only that of the theme"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda html: html.replace("http-equiv", "data-was"), "is none"),
        (lambda html: html.replace("default-src 'none'", "default-src *"), "another than ours"),
        (lambda html: html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "another than"),
        (lambda html: html.replace("</head>", _policy_of(html) + "</head>", 1), "another"),
        (lambda html: html.replace('<meta charset="utf-8">', "", 1).replace("<title", "<b"), None),
        (lambda html: html.replace('<meta charset="utf-8">', "<script>x</script>", 1), "does not govern"),
    ],
)
def test_a_page_has_its_own_policy_first(tmp_path: Path, spoil: Spoil, words: str | None) -> None:
    html = page("<p>x</p>").decode()
    told = found(tmp_path, {"claims/one/index.html": spoil(html).encode()})
    if words is None:
        assert told == []
    else:
        assert any(words in each for each in told if each.startswith("policy:"))


def test_the_policy_word_for_word() -> None:
    """All that a page may load comes from the site itself; all that is not named here is none."""
    assert policy(["sha256-a", "sha256-b"]).split("; ") == [
        "default-src 'none'",
        "script-src 'self' 'sha256-a' 'sha256-b'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]


# Addresses, as a browser reads them


@pytest.mark.parametrize(
    ("address", "kind", "there"),
    [
        ("a/b", "", ""),
        ("#x", "", ""),
        ("?a=b:c", "", ""),
        ("./a:b", "", ""),
        ("https://Example.ORG/x", "https", "example.org"),
        ("\x01 https://example.org", "https", "example.org"),
        ("ht\ntps://example.org", "https", "example.org"),
        ("https:\\\\example.org\\x", "https", "example.org"),
        ("https:/example.org", "https", "example.org"),
        ("//user:word@example.org:80/x", "", "example.org:80"),
        ("mailto:a@b.example", "mailto", ""),
        ("JavaScript:alert(1)", "javascript", ""),
    ],
)
def test_addresses_are_read_as_a_browser_reads_them(address: str, kind: str, there: str) -> None:
    assert (scheme(address), host(address)) == (kind, there)


def test_the_hosts_that_editors_wrote() -> None:
    texts = [
        "https://Example.org/a?b and [it](http://user@two.example:8080)",
        "&lt;https://three.example&gt;",
    ]
    assert hosts_in(texts) == {"example.org", "two.example:8080", "three.example"}


# Other files


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("assets/bundle.js", b"run()", None),
        ("assets/bundle.js", b"run(); steal()", "other content than listed"),
        ("assets/other.js", b"run()", "nobody declared"),
        ("page.htm", b"<p>x</p>", "nobody declared"),
        ("page.XHTML", b"<p>x</p>", "nobody declared"),
        ("readme.txt", b"x", "nobody declared"),
        ("noextension", b"x", "nobody declared"),
        ("images/a.png", b"\x89PNG", "nobody declared"),
        ("data.json", b'{"a": 1}', None),
        ("data.json", b'{"a": NaN}', "is not JSON"),
        ("data.json", b"alert(1)", "is not JSON"),
        ("deep.json", b"[" * 100_000, "is not JSON"),
    ],
)
def test_every_other_file_is_the_themes_or_declared_or_judged(
    tmp_path: Path, name: str, data: bytes, words: str | None
) -> None:
    told = found(tmp_path, {name: data})
    assert told == [] if words is None else [words in each for each in told] == [True]


def test_a_declared_file_has_the_bytes_that_were_declared(tmp_path: Path) -> None:
    declared = Declared(files={"images/a.png": hashlib.sha256(b"pixels").hexdigest()})
    assert found(tmp_path, {"images/a.png": b"pixels"}, declared) == []
    assert "is not what was put there" in found(tmp_path, {"images/a.png": b"<script>"}, declared)[0]


def test_links_in_a_built_site_are_found_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    built = tmp_path / "site"
    built.mkdir()
    (built / "folder").symlink_to(tmp_path / "secret")
    (built / "file.html").symlink_to("/etc/hostname")
    assert found(built, {}) == ["file: this is not a plain file"] * 2


SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SITEMAP.format("https://kursk.example/a/"), None),
        (SITEMAP.format("https://evil.example/"), "host that nobody declared"),
        (SITEMAP.format("javascript:alert(1)"), "not allowed"),
        (SITEMAP.format("<b>x</b>"), None),
        (SITEMAP.format("&x;"), "not well-formed"),
        ("<urlset>", "vocabulary"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>', "vocabulary"),
        ('<?xml-stylesheet href="x.xsl"?>' + SITEMAP.format("x"), "processing instruction"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + SITEMAP.format("&b;"), "DOCTYPE"),
        ("no xml", "not well-formed"),
        (SITEMAP.format("x").replace("</urlset>", ""), "not well-formed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><link href="javascript:x"/></feed>', "not allowed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><link href="//evil.example"/></feed>', "nobody declared"),
    ],
)
def test_xml_is_well_formed_and_leads_nowhere_else(text: str, words: str | None) -> None:
    hosts = frozenset({"kursk.example"})
    told = [each.message for each in xml_file.judge("sitemap.xml", text.encode(), hosts)]
    assert told == [] if words is None else [words in each for each in told] == [True]


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<g fill="url(#a)"><path d="M0 0"/><use href="#b"/><text>340 &lt;killed&gt;</text></g>', None),
        ("<script>alert(1)</script>", "not for drawing"),
        ("<foreignObject/>", "not for drawing"),
        ('<set attributeName="href" to="x"/>', "not for drawing"),
        ("<a href='x'><text>x</text></a>", "not for drawing"),
        ('<image href="https://evil.example/x.png"/>', "not for drawing"),
        ("<style>@import 'x'</style>", "style sheet that is not ours"),
        ('<b xmlns="http://www.w3.org/1999/xhtml"/>', "not for drawing"),
        ('<g onload="alert(1)"/>', "event handler"),
        ('<use href="https://evil.example/x.svg#a"/>', "leads elsewhere"),
        ('<use xlink:href="x.svg#a"/>', "leads elsewhere"),
        ('<rect fill="url(https://evil.example/x)"/>', "load something"),
        ('<rect style="background: URL( x )"/>', "load something"),
        ("<g>", "not well-formed"),
    ],
)
def test_a_drawing_draws_and_nothing_else(inside: str, words: str | None) -> None:
    told = [each.message for each in svg.judge("badge.svg", DRAWING.format(inside).encode())]
    assert told == [] if words is None else [words in each for each in told] == [True]


@pytest.mark.parametrize("before", ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="x"?>'])
def test_a_drawing_brings_no_declarations(before: str) -> None:
    assert list(svg.judge("badge.svg", (before + DRAWING.format("")).encode()))


def index(**entry: object) -> bytes:
    docs = [{"location": "a/", "title": "A", "text": "x"} | entry]
    return json.dumps({"config": None, "docs": docs}).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (index(text="<p>Text with <code>&lt;script&gt;</code></p> <ul><li>x</li></ul>"), None),
        (index(text="<img src=x onerror=alert(1)>"), "<img onerror src>"),
        (index(title="<b>x</b>"), "<b>"),
        (index(text='<p class="x">y</p>'), "<p class>"),
        (index(text="<script>alert(1)</script>"), "<script>"),
        (index(text="<body onload=alert(1)>"), "<body onload>"),
        (index(location="https://evil.example/"), "leads out"),
        (index(location="javascript:alert(1)"), "leads out"),
        (index(location="../x/"), "leads out"),
        (b'{"config": {"separator": "(a+)+"}, "docs": []}', "settings"),
        (b"[]", "not shaped"),
        (b'{"config": null, "docs": ["x"]}', "leads out"),
    ],
)
def test_the_search_index_holds_no_markup_but_the_themes(data: bytes, words: str | None) -> None:
    told = [each.message for each in json_file.judge(json_file.SEARCH, data, "null")]
    assert told == [] if words is None else [words in each for each in told] == [True]


def test_a_compressed_file_is_a_copy_of_the_one_beside_it() -> None:
    assert list(gzip_file.judge("a.xml.gz", gzip.compress(b"text"), b"text")) == []
    for data, original in (
        (gzip.compress(b"other"), b"text"),
        (gzip.compress(b"0" * 10_000_000), b"text"),
        (gzip.compress(b"text") + b"more", b"text"),
        (b"text", b"text"),
        (gzip.compress(b"text"), None),
    ):
        assert len(list(gzip_file.judge("a.xml.gz", data, original))) == 1


# The list itself


def test_the_list_is_what_an_empty_site_has() -> None:
    """After a new release of the theme, or a change of ours: `sayso audit --renew`, and read it."""
    assert (REPOSITORY / FILE).read_text(encoding="utf-8") == derive(REPOSITORY / "mkdocs.yml").to_json()


def test_the_list_says_what_it_should() -> None:
    allowed = from_json((REPOSITORY / FILE).read_text(encoding="utf-8"))
    for nothing in ("handler", "style", "frame", "base", "scheme", "host"):
        assert allowed.seen[nothing] == {}, "our theme needs none of it"
    scripts = sorted(re.sub(r"\b[0-9a-f]{8}\b|sha256-\S+", "…", name) for name in allowed.seen["script"])
    assert scripts == [
        "data application/json __config …",
        "data application/ld+json",
        *3 * ["inline …"],  # Material's own: the palette, and what was open
        "src assets/edition.js",
        "src assets/javascripts/bundle.….min.js",
        "src assets/search.js",
        "src assets/share.js",
    ]
    assert not any("refresh" in value for value in allowed.seen["meta"])


def test_a_list_read_again_is_the_same() -> None:
    assert from_json(ALLOWED.to_json()).to_json() == ALLOWED.to_json()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"seen": 1, "elements": {}, "files": {}, "search": ""}', "[" * 9999]
)
def test_a_list_that_is_none_says_why(text: str) -> None:
    with pytest.raises(BadList):
        from_json(text)


def test_what_the_theme_brings_is_known_by_its_bytes(tmp_path: Path) -> None:
    for name in ("assets/a.js", "assets/b.css", "index.html", "sitemap.xml", "search/search_index.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert list(theme_files(tmp_path)) == ["assets/a.js", "assets/b.css"]
