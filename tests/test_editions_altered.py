"""A branch that somebody forged or altered: it is named, nothing is written outside, nothing is lost."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.editions import manifest
from sayso.editions.assemble import Unsound, assemble
from sayso.editions.branch import BadBranch, Branch, known
from sayso.editions.checkout import checkout
from sayso.editions.git import GitTrouble
from sayso.editions.rebuild import _manifests
from sayso.editions.repository import Entry, Repository, misnamed
from sayso.editions.shelves import OnBranch
from sayso.editions.verify import verify
from sayso.editions.writing import Refused
from sayso.site.exchange import NotASite
from tests.support.publishing import BRANCH, QUIET, git, ledger, name_of, published, repository

ONE, TWO, THREE = (name_of(number) for number in (0, 1, 2))
FOLDER, FILE, LINK, FOREIGN = "40000", "100644", "120000", "160000"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)


class Forger:
    """Whoever can push to the branch, with trees that git itself would never make."""

    def __init__(self, root: Path) -> None:
        self.root, self.where = root, Repository.of(root)

    def blob(self, content: bytes = b"x") -> str:
        return self.where.write_blobs([content])[0]

    def folder(self, entries: Mapping[str, tuple[str, str]]) -> str:
        """A tree as it is told to be: name -> mode and object, in that order."""
        raw = b"".join(f"{m} {n}\0".encode() + bytes.fromhex(sha) for n, (m, sha) in entries.items())
        asked = ("hash-object", "-w", "-t", "tree", "--literally", "--stdin")
        return self.where.run(*asked, given=raw).decode().strip()

    def inside(self, tree: str) -> dict[str, tuple[str, str]]:
        return {each.path: (each.mode.lstrip("0"), each.sha) for each in self.where.tree(tree)}

    def up(self, steps: int, content: bytes = b"evil") -> str:
        """A tree that leads so many folders up, to a file."""
        sha = self.folder({"evil.txt": (FILE, self.blob(content))})
        for _ in range(steps - 1):
            sha = self.folder({"..": (FOLDER, sha)})
        return sha

    def put(self, changes: Mapping[str, tuple[str, str] | None]) -> None:
        """Change what is at the top of the branch."""
        tip = self.where.reference(f"refs/heads/{BRANCH}")
        entries: dict[str, tuple[str, str] | None] = {**self.inside(tip), **changes}
        kept = {name: each for name, each in sorted(entries.items()) if each}
        new = git(self.root, "commit-tree", "-p", tip, "-m", "x", self.folder(kept)).strip()
        git(self.root, "update-ref", f"refs/heads/{BRANCH}", new)

    def alter(self, name: str, changes: Mapping[str, tuple[str, str]], sums: Mapping[str, bytes]) -> None:
        """Change files of an edition, and in its manifest the `sums` of some."""
        entries = self.inside(self.there().top[name].sha)
        document = json.loads(self.where.blob(entries[manifest.PATH][1]))
        document["files"] |= {path: manifest.sha256(content) for path, content in sums.items()}
        if sums:
            entries[manifest.PATH] = (FILE, self.blob(json.dumps(document, indent=1).encode() + b"\n"))
        tree = self.folder(dict(sorted({**entries, **changes}.items())))
        self.put({name: (FOLDER, tree), **({"latest": (FOLDER, tree)} if name == TWO else {})})

    def there(self) -> Branch:
        return known(self.where, BRANCH, "")

    def faults(self) -> list[str]:
        there = self.there()
        found = verify(OnBranch(there), there.by_name, everything=True).faults
        return [f"{each.edition}/{each.path} {each.message}" for each in found]


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    root = repository(tmp_path / "root")
    for name in (ONE, TWO):
        published(root, name, "")
    return Forger(root)


def _out_of_an_edition(forger: Forger) -> None:
    forger.alter(TWO, {"..": (FOLDER, forger.up(3))}, {"../../../evil.txt": b"evil"})


def _out_of_the_list(forger: Forger) -> None:
    page = (FILE, forger.blob())
    forger.put({"editions": (FOLDER, forger.folder({"..": (FOLDER, forger.up(3)), "index.html": page}))})


def _settings_of_git(forger: Forger) -> None:
    settings = forger.folder({"config": (FILE, forger.blob(b"[core]\nfsmonitor = touch evil.txt\n"))})
    forger.put({"editions": (FOLDER, forger.folder({".git": (FOLDER, settings)}))})


def _up_at_the_top(forger: Forger) -> None:
    forger.put({"..": (FILE, forger.blob())})


def _a_file_that_is_a_folder(forger: Forger) -> None:
    page = forger.inside(forger.there().top[TWO].sha)["index.html"]
    sub = forger.folder({"a": (FILE, forger.blob(b"q"))})
    raw = forger.inside(forger.there().top[TWO].sha)
    del raw["index.html"]
    document = json.loads(forger.where.blob(raw[manifest.PATH][1]))
    document["files"]["index.html/a"] = manifest.sha256(b"q")
    raw[manifest.PATH] = (FILE, forger.blob(json.dumps(document).encode()))
    before = {"index.html": page, **raw}
    tree = forger.where.run(
        "hash-object", "-w", "-t", "tree", "--literally", "--stdin",
        given=b"".join(
            f"{mode} {name}\0".encode() + bytes.fromhex(sha)
            for name, (mode, sha) in [*before.items(), ("index.html", (FOLDER, sub))]
        ),
    ).decode().strip()  # fmt: skip
    forger.put({TWO: (FOLDER, tree), "latest": (FOLDER, tree)})


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (_out_of_an_edition, f"{TWO}/../../../evil.txt"),
        (_out_of_the_list, "editions/../../../evil.txt"),
        (_settings_of_git, "editions/.git/config"),
        (_up_at_the_top, "../"),
        (_a_file_that_is_a_folder, f"{TWO}/index.html/a"),
    ],
)
def test_no_name_leads_out_of_the_folder(
    forger: Forger, tmp_path: Path, forge: Callable[[Forger], None], named: str
) -> None:
    forge(forger)
    [told] = [each for each in forger.faults() if "a name that no folder can hold" in each]
    assert told.startswith(named)
    before = sorted(os.walk(tmp_path))
    with pytest.raises(Unsound):
        assemble(forger.root, forger.there(), tmp_path / "deep" / "out")
    assert sorted(os.walk(tmp_path)) == before, "nothing is written, inside or outside"


@pytest.mark.parametrize(
    ("paths", "bad"),
    [
        (("a/b", "a/c", "b"), []),
        (("a", "a/b"), ["a/b"]),
        (("a/b", "a"), ["a"]),
        (("a", "a"), ["a"]),
        (("a/./b", "..", ".GIT/x", ".git. /x", "GIT~1"), ["a/./b", "..", ".GIT/x", ".git. /x", "GIT~1"]),
        ((".gitignore", ".github/x", "x.git", "..."), []),
        (("/".join("a" * 65),), ["/".join("a" * 65)]),
    ],
)
def test_names_that_no_folder_can_hold(paths: tuple[str, ...], bad: list[str]) -> None:
    assert list(misnamed(Entry("100644", "blob", "", path) for path in paths)) == bad


@pytest.mark.parametrize("mode", [LINK, FOREIGN])
def test_what_is_no_file_is_named(forger: Forger, tmp_path: Path, mode: str) -> None:
    """A link whose target has the very bytes of the page has the page's object."""
    page = forger.inside(forger.there().top[TWO].sha)["index.html"][1]
    forger.alter(TWO, {"index.html": (mode, page if mode == LINK else "1" * 40)}, {})
    assert forger.faults() == [f"{TWO}/index.html is no plain file"]
    with pytest.raises(Unsound):
        assemble(forger.root, forger.there(), tmp_path / "out")


def test_a_folder_whose_object_is_missing_is_told_of_its_edition(forger: Forger) -> None:
    forger.alter(ONE, {"claims": (FOLDER, "1" * 40)}, {})
    assert forger.faults() == [f"{ONE}/ cannot be read: its object is broken or missing"]


# Nothing is published after what was altered


def _another_ledger(forger: Forger) -> None:
    new = ledger(ONE, "altered")
    forger.alter(ONE, {manifest.LEDGER: (FILE, forger.blob(new))}, {})


def _another_ledger_with_its_manifest(forger: Forger) -> None:
    new = ledger(ONE, "altered")
    forger.alter(ONE, {manifest.LEDGER: (FILE, forger.blob(new))}, {manifest.LEDGER: new})


def _a_broken_ledger(forger: Forger) -> None:
    sha = forger.inside(forger.there().top[ONE].sha)[manifest.LEDGER][1]
    file = forger.root / ".git" / "objects" / sha[:2] / sha[2:]
    file.chmod(0o644)
    file.write_bytes(b"junk")


def _no_manifest_to_speak_of(forger: Forger) -> None:
    forger.alter(ONE, {manifest.PATH: (FILE, forger.blob(b'{"schema": 1}'))}, {})


def _taken_away(forger: Forger) -> None:
    forger.put({ONE: None})


def _a_link_in_its_place(forger: Forger) -> None:
    forger.put({ONE: (LINK, forger.blob(TWO.encode()))})


def _the_list_a_link(forger: Forger) -> None:
    forger.put({"versions.json": (LINK, forger.blob(b"/etc/passwd"))})


def _the_newest_a_link(forger: Forger) -> None:
    forger.put({"latest": (LINK, forger.blob(TWO.encode()))})


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (_another_ledger, f"{ONE}/ledger.json was changed"),
        (_another_ledger_with_its_manifest, f"{TWO} was made after another ledger.json of edition {ONE}"),
        (_a_broken_ledger, f"{ONE}/ledger.json cannot be read"),
        (_no_manifest_to_speak_of, f"edition {ONE} is not what was published: {ONE}/manifest.json cannot be"),
        (_taken_away, f"{TWO} was made after edition {ONE}, which is no longer there"),
        (_a_link_in_its_place, f"{TWO} was made after edition {ONE}, which is no longer there"),
        (_the_list_a_link, "something called versions.json that Sayso did not put there"),
        (_the_newest_a_link, "something called latest that Sayso did not put there"),
        (_up_at_the_top, "a name that no folder can hold: '..'"),
    ],
)
def test_nothing_is_published_after_what_was_altered(
    forger: Forger, alter: Callable[[Forger], None], words: str
) -> None:
    alter(forger)
    tip = git(forger.root, "rev-parse", BRANCH)
    with pytest.raises((Refused, BadBranch), match=words):
        published(forger.root, THREE, "")
    assert git(forger.root, "rev-parse", BRANCH) == tip
    assert forger.faults()


def test_half_a_character_in_anybodys_list_of_versions_stops_nothing(forger: Forger) -> None:
    forger.put({"versions.json": (FILE, forger.blob(b'[{"version": "x\\ud800", "aliases": []}]'))})
    published(forger.root, THREE, "")
    assert "x\ud800" in [each["version"] for each in forger.there().versions]


# Where it is written


def test_a_folder_that_holds_anything_else_is_not_replaced(forger: Forger, tmp_path: Path) -> None:
    """A clone of the branch looks as if we had written it."""
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(forger.root), "pages")
    with pytest.raises(NotASite, match="is a git repository, which would be lost"):
        assemble(forger.root, forger.there(), tmp_path / "pages")
    assert (tmp_path / "pages/.git/config").is_file()
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(forger.root), "copy")
    (tmp_path / "copy/.git").rename(tmp_path / "gone")
    (tmp_path / "copy/notes.txt").write_text("mine")
    with pytest.raises(NotASite, match=r"holds notes\.txt, which is no edition and would be lost"):
        assemble(forger.root, forger.there(), tmp_path / "copy")
    assert (tmp_path / "copy/notes.txt").read_text() == "mine"


# Building it again


@pytest.mark.parametrize("spoil", ["files", "space", "tools", "none"])
def test_the_manifest_is_compared_to_its_last_byte(forger: Forger, spoil: str) -> None:
    published_there = forger.there().by_name[TWO]
    now = published_there.manifest
    match spoil:
        case "files":
            forger.alter(TWO, {}, {"index.html": b"another"})
        case "space":
            raw = published_there.content(manifest.PATH) + b"\n"
            forger.alter(TWO, {manifest.PATH: (FILE, forger.blob(raw))}, {})
        case "tools":
            now = replace(now, tools={"sayso": "another"})  # told by itself
    found = list(_manifests(forger.there().by_name[TWO], now, []))
    assert [each.path for each in found] == ([manifest.PATH] if spoil in ("files", "space") else [])


# Commits


@pytest.mark.parametrize("date", ["garbage", "", "<a@b> garbage", "<a@b> -5 +0000"])
def test_a_commit_without_a_date_is_told(forger: Forger, date: str) -> None:
    tree = git(forger.root, "rev-parse", "HEAD^{tree}").strip()
    raw = f"tree {tree}\nauthor a <a@b> 1 +0000\ncommitter a {date}\n\nx\n".encode()
    made = forger.where.run("hash-object", "-w", "-t", "commit", "--literally", "--stdin", given=raw)
    with pytest.raises(GitTrouble, match="does not say when it was made"):
        forger.where.moment(made.decode().strip())


def test_a_submodule_among_what_a_site_is_made_of_is_not_left_out_in_silence(forger: Forger) -> None:
    entries = forger.inside("HEAD^{tree}")
    within = forger.folder({"shared": (FOREIGN, "1" * 40)})
    tree = forger.folder(dict(sorted({**entries, "content": (FOLDER, within)}.items())))
    made = git(forger.root, "commit-tree", "-m", "x", tree).strip()
    with pytest.raises(GitTrouble, match="another repository at content/shared"), checkout(forger.root, made):
        pass
