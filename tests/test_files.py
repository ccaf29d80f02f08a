"""The way to the disk: no link, no way out, no device; what is read is one state of a file, not two."""

import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import cli
from sayso.docs_folder import MANIFEST
from sayso.files import Folder, NotPlain, OutsideRoot, Unreadable
from tests.support.scratch import claims, scratch

ELSEWHERE = "the words of another folder"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "secret.md").write_text(ELSEWHERE)
    (folder / "claim-00000.md").write_text(ELSEWHERE)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def state(folder: Path) -> dict[str, str]:
    return {str(path): path.read_text() if path.is_file() else "" for path in folder.rglob("*")}


# Names


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "a/../../x", "/etc/passwd", "a//b", "./a", "a/.", "", "a\0b", "a\\b"),
        *("con", "CON", "nul.md", "a/aux.txt", "com1", "LPT9.yml", "con .md", "prn.tar.gz"),
    ],
)
def test_a_name_that_leads_out_or_means_a_device_is_no_name(root: Path, name: str) -> None:
    folder = Folder(root)
    for use in (folder.path, folder.read, folder.folder, folder.remove, lambda name: folder.write(name, b"")):
        with pytest.raises(OutsideRoot):
            use(name)
    assert os.listdir(root) == []


@pytest.mark.parametrize("name", ["console.md", "a/contents/b.md", "auxiliary", "com.md", "null.md", "x.con"])
def test_names_that_only_look_like_devices(root: Path, name: str) -> None:
    assert Folder(root).write(name, b"x")
    assert Folder(root).read(name) == b"x"


def test_a_device_name_among_the_content_is_told(tmp_path: Path) -> None:
    site = scratch(tmp_path, {"claims.yml": claims(1), "content/aux.md": "# A\n"})
    found = Folder(site).walk("content")
    assert [(each.path, each.message) for each in found[1]] == [
        ("content/aux.md", "cannot be read: its name is not usable")
    ]


# Links


def test_reading_follows_no_link(root: Path, outside: Path) -> None:
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    folder = Folder(root)
    for name in ("file.md", "folder/secret.md", "folder/deep"):
        with pytest.raises(Unreadable, match="a symbolic link leads here"):
            folder.read(name)
    names, problems = folder.walk("file.md", "folder")
    assert (names, len(problems)) == ([], 2)


def test_writing_follows_no_link(root: Path, outside: Path) -> None:
    before = state(outside)
    (root / "folder").symlink_to(outside)
    (root / "secret.md").symlink_to(outside / "secret.md")
    (root / "dangling").symlink_to(outside / "nothing")
    folder = Folder(root)
    for name in ("folder/new.md", "folder/deep/er/new.md", "dangling/new.md"):
        with pytest.raises(NotPlain, match="this is a symbolic link; take it away"):
            folder.write(name, b"x")
    # A link in the place of the file itself is replaced, not followed.
    assert folder.write("secret.md", ELSEWHERE.encode())
    assert not (root / "secret.md").is_symlink()
    assert state(outside) == before


def test_removing_follows_no_link(root: Path, outside: Path) -> None:
    before = state(outside)
    (root / "folder").symlink_to(outside)
    (root / "link.md").symlink_to(outside / "secret.md")
    for name in ("folder/secret.md", "folder/deep", "link.md", "not/there.md"):
        Folder(root).remove(name)
    assert state(outside) == before
    assert os.listdir(root) == ["folder"]


def test_a_hard_link_is_a_file_like_any_other(root: Path, outside: Path) -> None:
    os.link(outside / "secret.md", root / "file.md")
    folder = Folder(root)
    assert folder.read("file.md") == ELSEWHERE.encode()
    assert folder.write("file.md", b"new")
    assert (outside / "secret.md").read_text() == ELSEWHERE


# A site with links in it. What each command makes of it, and that nothing outside is touched


def run(site: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments, "--root", str(site)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("claims.yml", "claims.yml:1:1: SAY019 this is a symbolic link"),
        ("claims", "claims:1:1: SAY019 this is a symbolic link"),
        ("content", "content:1:1: SAY019 this is a symbolic link"),
        ("content/page.md", "content/page.md:1:1: SAY019 this is a symbolic link"),
        ("content/folder", "content/folder:1:1: SAY019 this is a symbolic link"),
        ("templates", "templates:1:1: SAY019 this is a symbolic link"),
        ("templates/claim.md.j2", "templates/claim.md.j2:1:1: SAY019 this is a symbolic link"),
        ("site_config/theme", "site_config/theme:1:1: SAY019 this is a symbolic link"),
        ("site_config/theme/main.html", "site_config/theme/main.html:1:1: SAY019 this is a symbolic link"),
        ("site_config/rubric.yml", "site_config/rubric.yml:1:1: SAY043 a symbolic link leads here"),
    ],
)
def test_a_link_among_what_a_site_is_made_of(tmp_path: Path, outside: Path, name: str, words: str) -> None:
    site = scratch(tmp_path / "site", {"claims.yml": claims(1)})
    link = site / name
    link.parent.mkdir(parents=True, exist_ok=True)
    there = outside if "." not in link.name else outside / "secret.md"
    if link.is_dir():
        link.rename(outside / "moved")
        there = outside / "moved"
    elif link.exists():
        link.unlink()
    link.symlink_to(there)
    before = state(outside)
    result = run(site, "pages")
    assert result.exit_code in (1, 2)
    assert words in result.stdout
    assert ELSEWHERE not in result.stdout
    assert not (site / "build/docs").exists()
    assert state(outside) == before


@pytest.mark.parametrize(
    "name",
    [
        *("build", "build/docs", "build/docs/claims", "build/docs/page.md", "build/docs/.hidden"),
        *(".sayso", ".sayso/build.lock"),
    ],
)
def test_a_link_where_we_write_is_one_sentence(tmp_path: Path, outside: Path, name: str) -> None:
    site = scratch(tmp_path / "site", {"claims.yml": claims(2)})
    link = site / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / "secret.md" if "." in link.name[1:] else outside)
    before = state(outside)
    result = run(site, "pages")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == (
        f"Error: cannot write build/docs: this is a symbolic link; take it away ({link})"
    )
    assert state(outside) == before


def test_a_list_of_our_pages_that_somebody_else_wrote(tmp_path: Path, outside: Path) -> None:
    """It names what may be deleted, and lies in a folder where anybody could have put it."""
    site = scratch(tmp_path / "site", {"claims.yml": claims(1)})
    assert run(site, "pages").exit_code == 0
    (site / "build/docs/.gitignore").write_text("*\n")
    docs = site / "build/docs"
    for words in (
        f'["../../claims.yml", "{outside}/secret.md", "../outside/secret.md", ".gitignore", "con.md", 5, ""]',
        '["\\ud800.md", "a\\u0000b.md", "a/.git/b", "claims/../../../claims.yml"]',
        "[" * 100_000,
        "{}",
        "not json",
    ):
        (docs / MANIFEST).write_text(words)
        before = state(outside)
        assert run(site, "pages").exit_code == 0
        assert state(outside) == before
        assert (docs / ".gitignore").exists()
        assert (site / "claims.yml").exists()


def test_what_killed_writers_left_is_cleared_away(tmp_path: Path) -> None:
    site = scratch(tmp_path / "site", {"claims.yml": claims(1), "build/docs/.sayso-x7f3": "half a pa"})
    assert run(site, "pages").exit_code == 0
    assert not (site / "build/docs/.sayso-x7f3").exists()


# Edits while a file is read


def test_a_file_that_is_saved_while_it_is_read_is_the_old_or_the_new(root: Path) -> None:
    """Many editors empty a file, then write it: neither the empty file nor a half is read."""
    states = [b"a" * 300_000 + b"\n", b"b" * 200_000 + b"\n"]
    path = root / "claims.yml"
    path.write_bytes(states[0])
    done = threading.Event()

    def save() -> None:
        turn = 0
        while not done.wait(0.03):
            turn += 1
            with path.open("wb") as stream:
                for start in range(0, len(states[turn % 2]), 50_000):
                    stream.write(states[turn % 2][start : start + 50_000])
                    stream.flush()

    writer = threading.Thread(target=save)
    writer.start()
    try:
        seen = {Folder(root).read("claims.yml") for _ in range(60)}
    finally:
        done.set()
        writer.join()
    assert seen <= set(states)
