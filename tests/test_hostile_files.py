"""Whole hostile files, and names of files: told with a place, in time, and nothing gets out.

The small ones lie in `tests/hostile/files/`, each under the path that it has on a site (what
stands before the first `--` only tells them apart); the large ones are made here.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso import docs_folder, project
from sayso.site.build import build
from tests import hostile
from tests.support.checking import checked
from tests.support.scratch import REPOSITORY, claims, scratch

#: Seconds of the processor that one file may take, and what a slow machine may make of them.
PROMISED = 1.0
PATIENCE = 5.0
FILES = sorted(path for path in (hostile.HERE / "files").iterdir() if path.is_file())
SIZE = 180_000


def lots(unit: str, size: int = SIZE) -> str:
    return unit * (size // len(unit))


#: Name -> (path on the site, content). Each is as large as it may be, or larger.
LARGE: dict[str, tuple[str, str]] = {
    **{
        f"prose of {name}": ("content/large.md", text)
        for name, text in {
            "brackets": lots("["), "closed brackets": lots("]"), "links": lots("[a](b) "),
            "images": lots("![a](b) "),
            "stars": lots("*"), "stars and letters": lots("*a "), "strong": lots("**a** "),
            "crossed": lots("*a **b* c** "),
            "underscores": lots("_a_ "), "backticks": lots("` "),
            "growing backticks": " ".join("`" * n for n in range(1, 560)),
            "ampersands": lots("&"), "entities": lots("&amp;"), "angles": lots("<"), "tags": lots("<b>"),
            "comments": lots("<!--"),
            "quotations": lots("> "), "nested lists": "\n".join("  " * n + "- a" for n in range(400)),
            "lists": lots("- a\n"),
            "headings": lots("# a\n"), "rulers": lots("---\n\n"),
            "tables": lots("| a | b |\n|---|---|\n| c | d |\n\n"),
            "wide table": "|" + lots("a|", 40_000) + "\n|" + lots("-|", 40_000) + "\n",
            "definitions": lots("[a]: b\n"),
            "many definitions": "\n".join(f"[a{n}]: b" for n in range(9000)),
            "footnotes": lots("[^1]\n\n[^1]: a\n\n"),
            "many footnotes": "\n\n".join(f"x[^{n}]\n\n[^{n}]: a" for n in range(3000)),
            "fences": lots("```\n"),
            "open fences": lots("~~~ a\nb\n\n"), "directives": lots("[[claim:claim-00000]] "),
            "open directives": lots("[[claim:"),
            "spans": lots("[[editorial]]"), "span ends": lots("[[/editorial]]"), "blank lines": lots("\n"),
            "spaces": lots(" "),
            "backslashes": lots("\\"), "one word": lots("a"), "no break spaces": lots("\xa0"),
            "emoji": lots("😀", 40_000),
            "autolinks": lots("<https://a.b/> "), "addresses": lots("http://a.b/ "),
            "paragraphs": lots("a\n\n"),
            "line ends": lots("a\r\n"), "hard breaks": lots("a  \n"),
            "front matter": "---\n" + lots("title: a\n") + "---\n",
            "open front matter": "---\n" + lots("a: b\n"), "marks of its own": lots("klzzwxh:0 "),
            "braces": lots("{{{%"),
        }.items()
    },
    **{
        f"YAML of {name}": ("claims.yml", text)
        for name, text in {
            "brackets": "claims: " + lots("["), "braces": "claims: " + lots("{a: "),
            "aliases": "a: &a [x]\n" + lots("b: *a\n"),
            "doubling": "\n".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9 if n else 'x'}]" for n in range(30)),
            "anchors": "\n".join(f"a{n}: &a{n} b" for n in range(9000)), "documents": lots("---\na: b\n"),
            "keys": "\n".join(f"a{n}: b" for n in range(18_000)), "the same key": lots("a: b\n"),
            "quotes": "a: " + lots("'"),
            "double quotes": "a: " + lots('"'), "escapes": 'a: "' + lots("\\u0041") + '"',
            "long value": "a: " + lots("b"),
            "long key": lots("a") + ": b", "dashes": lots("- "), "question marks": lots("? "),
            "colons": lots(": "),
            "nesting": "\n".join("  " * n + "a:" for n in range(400)), "comments": lots("# a\n"),
            "tabs": lots("\t"),
            "merges": lots("<<: {a: b}\n"), "tags": lots("- !!a b\n"), "flow": "a: {" + lots("b: c, ") + "}",
            "records": "claims:\n" + lots("  - id: a\n"), "faults": "claims:\n" + lots("  - a\n"),
            "blocks": "a: |\n" + lots("  b\n"),
            "controls": "a: \"" + lots("\\u0001") + '"', "numbers": "claims:\n" + lots("  - 1\n"),
            "commas": "a: [" + lots(",") + "]",
            "percent": lots("%"), "bangs": lots("!"), "stars": lots("*"), "line ends": lots("\r"),
            "spaces": lots(" "),
        }.items()
    },
}  # fmt: skip


def used(work: Callable[[], object]) -> float:
    """The processor time that some work takes; once more where something else got in between."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
        if times[-1] < PROMISED:
            break
    return min(times)


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> float:
    """What a check takes that finds nothing: loading, mostly."""
    root = scratch(tmp_path_factory.mktemp("idle"), {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    return used(lambda: checked(root))


def judge(root: Path, name: str, data: bytes) -> None:
    """Check the site with this file in it and make its pages, where that may be done."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    start = time.process_time()
    found = checked(root)
    if not found.failed:
        pages, problems = project.pages(found)
        assert problems == []
        docs_folder.write(root, pages, found.ledger.assets)
    taken = time.process_time() - start
    print(f"{taken:.2f} s")
    assert taken < PATIENCE
    for item in found.diagnostics:
        assert item.mark.line >= 1
        assert item.message.strip()


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_judged_in_time(tmp_path: Path, name: str) -> None:
    where, text = LARGE[name]
    root = scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    judge(root, where, text.encode())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_small_file_is_judged_in_time_and_told(tmp_path: Path, path: Path) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    name = path.name.partition("--")[2]
    judge(root, f"claims/{name}" if name.endswith(".yml") else f"content/{name}", path.read_bytes())
    if path.name.startswith("bad"):
        assert checked(root).failed, "what is bad is told"


NAMES = [
    "a b.md", "<img src=x onerror=alert(1)>.md", "a\nb.md", "a\x1b[31mb.md", "\u202egpj.md", "é.md",
    "e\u0301.md", "-rf.md",
    "--help.md", "'.md", '".md', "`id`.md", "$(id).md", "%2e%2e.md", "..md", "a..md", "con.md",
    "{{7*7}}.md", "*.md",
    "a#b.md", "a?b.md", "a:b.md", "a\\b.md", "SUMMARY.md", "404.md", "x" * 200 + ".md", "a.md.md",
    "[x](javascript:1).md",
    "a\u200bb.md", "::error::x.md", "##[error]x.md", "a&b.md", "a;b.md", "assets/x.md", "search/x.md",
    "INDEX.md", "page-2.md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_of_a_file_is_refused_or_harmless(tmp_path: Path, name: str) -> None:
    """The name becomes an address, a title and a part of what is printed."""
    root = scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# A page\n", encoding="utf-8")
    before = {each for each in tmp_path.rglob("*") if each.is_file()}
    found = checked(root)
    plain = all(c.isascii() and (c.isalnum() or c in "-_./") for c in name) and name[0] not in ".-"
    # A name that begins with a full stop is passed over, as is everything hidden.
    assert found.failed or plain or name.startswith("."), name
    if not found.failed:
        docs_folder.write(root, *_pages(found))
    written = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    assert all(each.is_relative_to(root / docs_folder.DOCS) for each in written)


def _pages(found: project.Checked) -> tuple[list[project.Page], tuple[str, ...]]:
    pages, problems = project.pages(found)
    assert problems == []
    return pages, found.ledger.assets


@pytest.mark.parametrize("target", ["/etc/passwd", "../../..", "../claims.yml", "nowhere", "self.md"])
@pytest.mark.parametrize(
    "name", ["content/self.md", "claims/self.yml", "content/picture.png", "content/folder"]
)
def test_a_link_to_elsewhere_is_refused(tmp_path: Path, name: str, target: str) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    (root / name).parent.mkdir(exist_ok=True)
    os.symlink(target, root / name)
    found = checked(root)
    assert [item.mark.path for item in found.diagnostics if item.code == "SAY019"] == [name]


def test_a_build_of_bad_files_leaves_nothing_and_has_no_traceback(tmp_path: Path) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": "# Home\n"})
    (root / "mkdocs.yml").write_bytes((REPOSITORY / "mkdocs.yml").read_bytes())
    for path in FILES:
        name = path.name.partition("--")[2]
        target = root / ("claims" if name.endswith(".yml") else "content") / path.name.replace("--", "-")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    result = build(root)
    assert result.site is None
    assert not (root / "site").exists()
    assert {item.mark.path for item in result.diagnostics} >= {"claims"} or len(result.diagnostics) > 20
