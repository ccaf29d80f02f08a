"""Editions on their branch: published once, never changed, proved, built again, written as a folder."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.editions import branch, manifest, moment, versions
from sayso.editions.branch import BadBranch
from sayso.editions.checkout import checkout
from sayso.editions.git import GitTrouble, _words, in_a_line
from sayso.editions.repository import Repository
from sayso.editions.shelves import InFolder, OnBranch
from sayso.editions.states import NoState
from sayso.editions.states import state as state_of
from sayso.editions.verify import verify
from sayso.editions.writing import Refused
from sayso.model.editions import Edition
from tests.support.crashing import COMMAND, ENVIRONMENT, Ended
from tests.support.publishing import (
    BRANCH,
    QUIET,
    clone,
    commit,
    git,
    name_of,
    published,
    repository,
    state,
    with_remote,
)
from tests.support.scratch import claims, scratch
from tests.support.true_site import copied

ONE, TWO, THREE = (name_of(number) for number in (0, 1, 2))
IGNORED = "/build/\n/site/\n/.sayso/\n"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of whoever runs the tests, and no moment that anybody asks for."""
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "root")


def there(root: Path, name: str = BRANCH) -> branch.Branch:
    return branch.known(Repository.of(root), name, "origin")


def listed(root: Path) -> list[tuple[str, list[str]]]:
    entries = json.loads(there(root).root_file("versions.json") or b"[]")
    return [(entry["version"], entry["aliases"]) for entry in entries]


def on_branch(root: Path, files: dict[str, str], name: str = BRANCH) -> None:
    """Commit files to a branch as somebody else does, who knows nothing of us."""
    where = Repository.of(root)
    entries = {path: where.write_blobs([text.encode()])[0] for path, text in files.items()}
    tip = where.reference(f"refs/heads/{name}")
    old = {each.path: each.sha for each in where.tree(tip, deep=True)} if tip else {}
    tree = where.write_folder({**old, **entries})
    parents = ["-p", tip] if tip else []
    new = git(root, "commit-tree", *parents, "-m", "theirs", tree).strip()
    git(root, "update-ref", f"refs/heads/{name}", new)


# Publishing


def test_editions_stand_beside_each_other_and_latest_is_the_newest(root: Path) -> None:
    for name in (ONE, THREE, TWO):
        published(root, name, "")
    assert state(root) == ((ONE, TWO, THREE), ())
    top = there(root).top
    assert set(top) == {
        ONE, TWO, THREE, "latest", "versions.json", ".nojekyll", "index.html", "editions", "changes.json",
    }  # fmt: skip
    assert top["latest"].sha == top[THREE].sha
    assert listed(root) == [(THREE, ["latest"]), (TWO, []), (ONE, [])]


def test_an_edition_knows_those_before_it_and_never_those_after(root: Path) -> None:
    for name in (ONE, THREE):
        published(root, name, "")
    outcome = published(root, TWO, "")
    assert (outcome.before, outcome.latest) == ((ONE,), False)
    assert THREE in outcome.notes[0]
    found = there(root).by_name[THREE].manifest
    assert dict(found.predecessors) == {ONE: manifest.sha256(there(root).by_name[ONE].ledger)}


@pytest.mark.parametrize("changed", [False, True])
def test_an_edition_that_is_there_is_refused_before_anything_is_made(root: Path, changed: bool) -> None:
    published(root, ONE, "")
    tip = git(root, "rev-parse", BRANCH)
    if changed:
        commit(root)
    with pytest.raises(Refused, match="of commit" if changed else "of the same commit") as refused:
        published(root, ONE, "")
    assert f"publish {ONE}.2 instead" in str(refused.value)
    assert git(root, "rev-parse", BRANCH) == tip


def test_the_draft_may_be_published_again_and_leads_nobody(root: Path) -> None:
    published(root, "dev", "", words="first")
    assert listed(root) == [("dev", [])]
    published(root, ONE, "")
    outcome = published(root, "dev", "", words="second")
    assert outcome.before == (ONE,)
    assert listed(root) == [("dev", []), (ONE, ["latest"])]
    assert b"second" in there(root).by_name["dev"].content("index.html")
    assert published(root, TWO, "").before == (ONE,)
    assert state(root) == ((ONE, TWO, "dev"), ())


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("As told", "One article."), ("As told", "One article."), "The title and note of edition"),
        (("As told", "One"), ("As  told\n", "Two"), "The title of edition {} is the very same as of {}"),
        (("One", "As told"), ("Two", "As told"), "The note of edition"),
        (("One", "One"), ("Two", "Two"), ""),
        (("", ""), ("", ""), ""),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_words_that_somebody_forgot_to_change_are_told_before_anything_is_sent(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], told: str, dry_run: bool
) -> None:
    root, remote = with_remote(tmp_path)
    published(root, ONE, words=first[0], note=first[1])
    heard: list[tuple[str, tuple[str, ...]]] = []
    outcome = published(
        root, TWO, words=second[0], note=second[1], dry_run=dry_run,
        tell=lambda words: heard.append((words, state(remote)[0])),
    )  # fmt: skip
    found = [(words, there) for words, there in heard if "the very same" in words]
    assert outcome.notes == tuple(words for words, _ in found)
    assert [there for _, there in found] == ([(ONE,)] if told else [])
    assert all(words.startswith(told.format(TWO, ONE)) for words, _ in found)
    assert published(root, "dev", words=second[0], note=second[1]).notes == (), "a draft may be so"


def test_a_dry_run_changes_nothing(root: Path) -> None:
    before = sorted(os.walk(root / ".git"))
    outcome = published(root, ONE, "", dry_run=True)
    assert (outcome.commit, outcome.latest) == ("", True)
    assert sorted(os.walk(root / ".git")) == before


def test_only_plain_names_of_branches(root: Path) -> None:
    for name in ("-x", "a b", "../x", "", "x.lock"):
        with pytest.raises(Refused, match="no name for a branch"):
            published(root, ONE, "", branch=name)


# Whose branch it is


def test_a_branch_that_is_checked_out_is_not_pulled_away(root: Path, tmp_path: Path) -> None:
    published(root, ONE, "")
    git(root, "worktree", "add", "-q", str(tmp_path / "there"), BRANCH)
    with pytest.raises(Refused, match="is checked out in"):
        published(root, TWO, "")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"claims.yml": "x"}, "holds a site's sources"),
        ({f"{ONE}/index.html": "x"}, f"something called {ONE} that Sayso did not put there"),
        ({"latest/index.html": "x"}, "something called latest that Sayso did not put there"),
        ({"index.html": "<h1>Ours"}, "something called index.html that Sayso did not put there"),
        ({"versions.json": "{}"}, "no list of versions"),
        ({"versions.json": '[{"version": 1}]'}, "no list of versions"),
        ({"versions.json": f'[{{"version": "{ONE}"}}]'}, f"has a version {ONE} that Sayso did not"),
    ],
)
def test_what_others_put_on_the_branch_is_not_written_over(
    root: Path, files: dict[str, str], words: str
) -> None:
    on_branch(root, files)
    tip = git(root, "rev-parse", BRANCH)
    with pytest.raises((Refused, BadBranch), match=words):
        published(root, ONE, "")
    assert git(root, "rev-parse", BRANCH) == tip


def test_what_others_put_beside_the_editions_stays(root: Path) -> None:
    """Among it versions that mike published, with its page that leads to one of them."""
    theirs = [{"version": "1.10", "title": "1.10", "aliases": ["stable"], "properties": {"x": 1}}]
    on_branch(
        root,
        {
            "CNAME": "example.org",
            "1.10/index.html": "one",
            "index.html": "<script>window.location.replace(",
            "versions.json": json.dumps([*theirs, {"version": "1.9", "title": "1.9", "aliases": []}]),
        },
    )
    published(root, ONE, "")
    found = there(root)
    assert found.root_file("CNAME") == b"example.org"
    assert "1.10" in found.top
    assert listed(root) == [(ONE, ["latest"]), ("1.10", ["stable"]), ("1.9", [])]
    assert found.versions[1] == theirs[0]


def test_the_list_of_versions_has_the_shape_that_mike_gives_it() -> None:
    """https://github.com/jimporter/mike: version, title, aliases; what begins with no digit comes first."""
    editions = [
        Edition("2025-01-05", "", "As first reported"),
        Edition("2025-01-05.2", ""),
        Edition("2025-01-05.10", ""),
        Edition("dev", "", "What we work on"),
    ]
    assert json.loads(
        versions.text(editions, [{"version": "old", "title": "Old", "aliases": ["latest"]}])
    ) == [
        {"version": "old", "title": "Old", "aliases": []},
        {"version": "dev", "title": "draft", "aliases": []},
        {"version": "2025-01-05.10", "title": "5 January 2025 (10)", "aliases": ["latest"]},
        {"version": "2025-01-05.2", "title": "5 January 2025 (2)", "aliases": []},
        {"version": "2025-01-05", "title": "5 January 2025", "aliases": []},
    ]


# The remote


def test_what_was_published_offline_goes_along_with_the_next(tmp_path: Path) -> None:
    root, remote = with_remote(tmp_path)
    published(root, ONE, "")
    outcome = published(root, TWO)
    assert outcome.carried == (ONE,)
    assert state(remote) == ((ONE, TWO), ())


def test_a_fresh_clone_publishes_after_what_the_remote_has(tmp_path: Path) -> None:
    root, remote = with_remote(tmp_path)
    published(root, ONE)
    other = clone(remote, tmp_path / "other")
    assert tuple(there(other).by_name) == (ONE,)
    assert published(other, TWO).before == (ONE,)
    # The first clone knows nothing of it yet, and need not.
    assert published(root, THREE).before == (ONE, TWO)
    assert state(remote) == state(root) == ((ONE, TWO, THREE), ())


def test_offline_is_after_what_the_remote_was_last_known_to_have(tmp_path: Path) -> None:
    """Else the first edition of a fresh clone would stand on no other, and could never be sent."""
    root, remote = with_remote(tmp_path)
    published(root, ONE)
    other = clone(remote, tmp_path / "other")
    shutil.move(remote, tmp_path / "away")
    assert published(other, TWO, offline=True).before == (ONE,)
    with pytest.raises(Refused, match="published already"):
        published(clone(root, tmp_path / "third"), ONE, offline=True)
    shutil.move(tmp_path / "away", remote)
    assert published(other, THREE).carried == (TWO,)
    assert state(remote) == state(other) == ((ONE, TWO, THREE), ())


def test_the_editions_of_another_site_are_noticed(tmp_path: Path) -> None:
    one, _ = with_remote(tmp_path / "one")
    two, remote = with_remote(tmp_path / "two")
    commit(two)
    published(two, ONE)
    git(one, "remote", "set-url", "origin", str(remote))
    [words] = published(one, TWO).notes
    assert "is not in this clone: is this the right remote" in words


def test_two_ways_are_not_mixed(tmp_path: Path) -> None:
    root, remote = with_remote(tmp_path)
    other = clone(remote, tmp_path / "other")
    published(root, ONE)
    published(other, TWO, "")
    with pytest.raises(Refused, match=f"gone different ways \\(only here: {TWO}\\); `git branch -f"):
        published(other, THREE)
    assert state(remote) == ((ONE,), ())


def test_a_remote_that_cannot_be_reached_or_refuses(tmp_path: Path) -> None:
    root, remote = with_remote(tmp_path)
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho only on Mondays >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(GitTrouble, match="only on Mondays"):
        published(root, ONE)
    shutil.move(remote, tmp_path / "elsewhere")
    with pytest.raises(GitTrouble, match=r"--local publishes in this clone only \(git ls-remote: fatal"):
        published(root, ONE)
    assert git(root, "for-each-ref", f"refs/heads/{BRANCH}") == ""


@pytest.mark.parametrize(
    ("hook", "script", "words"),
    [
        ("post-receive", f"git update-ref -d refs/heads/{BRANCH}", "took the push, but does not have the"),
        ("update", "echo only on Mondays >&2; exit 1", "only on Mondays"),
    ],
)
def test_only_what_the_remote_holds_in_the_end_counts(
    tmp_path: Path, hook: str, script: str, words: str
) -> None:
    root, remote = with_remote(tmp_path)
    (remote / "hooks" / hook).write_text(f"#!/bin/sh\n{script}\n")
    (remote / "hooks" / hook).chmod(0o755)
    with pytest.raises(GitTrouble, match=words):
        published(root, ONE)
    assert git(root, "for-each-ref", f"refs/heads/{BRANCH}") == ""


def test_what_is_in_the_way_for_good_is_not_taken_for_a_faster_publisher(tmp_path: Path) -> None:
    root, remote = with_remote(tmp_path)
    git(remote, "update-ref", f"refs/heads/{BRANCH}/x", "HEAD")
    with pytest.raises(GitTrouble, match=f"'refs/heads/{BRANCH}/x' exists"):
        published(root, ONE)


def test_the_callers_settings_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, remote = with_remote(tmp_path)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    for key, value in (
        ("core.hooksPath", str(hooks)),
        ("commit.gpgSign", "true"),
        ("push.gpgSign", "true"),
        ("user.useConfigOnly", "true"),
        ("push.default", "nothing"),
        ("core.autocrlf", "true"),
        ("gc.auto", "1"),
    ):
        git(root, "config", key, value)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME", raising=False)
        monkeypatch.delenv(f"GIT_{role}_EMAIL", raising=False)
    published(root, ONE)
    monkeypatch.undo()
    assert state(remote) == ((ONE,), ())
    assert git(remote, "log", "-1", "--format=%an %ae %cn %ce", BRANCH).split() == 2 * [
        "Sayso",
        "sayso@localhost",
    ]


def test_no_address_tells_a_password() -> None:
    try:
        Repository(Path.cwd(), Path.cwd(), "", Path.cwd()).run("fetch", "https://me:secret@host.invalid/x")
    except GitTrouble as trouble:
        assert "secret" not in str(trouble) + trouble.said
    assert _words(b"fatal: https://me:se@cr@t@host/x@y") == "fatal: https://host/x@y"
    assert in_a_line("hint: x\nfatal: a\nerror: b\nfatal: a\n") == "fatal: a; error: b"


# A commit's files


def test_a_checkout_is_what_was_committed_byte_by_byte(root: Path) -> None:
    """No filter, no line ends, nothing left out: whatever the attributes say."""
    (root / ".gitattributes").write_text(
        "* text eol=crlf ident export-subst filter=shout\nb.txt export-ignore\n"
    )
    git(root, "config", "filter.shout.smudge", "tr a-z A-Z")
    (root / "b.txt").write_bytes(b"$Id$ $Format:%H$\nline\n")
    (root / "sub").mkdir()
    (root / "sub" / "été.txt").write_text("x")
    os.symlink("/etc/passwd", root / "link")
    made = commit(root)
    (root / "b.txt").write_text("not committed")
    before = os.umask(0o077)
    try:
        with checkout(root, "HEAD") as found:
            assert found.commit == made
            assert (found.root / "b.txt").read_bytes() == b"$Id$ $Format:%H$\nline\n"
            assert (found.root / "sub" / "été.txt").read_text() == "x"
            assert os.readlink(found.root / "link") == "/etc/passwd"
            assert stat.S_IMODE((found.root / "b.txt").stat().st_mode) == 0o644
            assert moment.written(found.moment) == "2025-01-05T12:00:00Z"
            kept = found.root
    finally:
        os.umask(before)
    assert not kept.exists()


@pytest.mark.parametrize("name", ["../x", ".git/config", "a/../../x", ".GIT/x"])
def test_a_forged_tree_writes_nothing_outside(root: Path, name: str) -> None:
    where = Repository.of(root)
    sha = where.write_blobs([b"x"])[0]
    for part in reversed(name.split("/")):
        mode = "100644" if part == name.split("/")[-1] else "40000"
        raw = f"{mode} {part}\0".encode() + bytes.fromhex(sha)
        sha = (
            where.run("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=raw).decode().strip()
        )
    forged = git(root, "commit-tree", "-m", "x", sha).strip()
    with pytest.raises(GitTrouble, match="a name that no folder can hold"), checkout(root, forged):
        pass


# States


def test_a_state_by_every_kind_of_name(
    tmp_path: Path, site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path / "root")
    (root / "claims.yml").write_text(claims(3))
    second = commit(root, "three")
    git(root, "tag", ONE)
    published(root, TWO, "", words="as published")
    monkeypatch.chdir(root)
    ledger = tmp_path / "a.json"
    ledger.write_bytes(there(root).by_name[TWO].ledger)
    for text, words, records in (
        ("HEAD~1", "commit ", 2),
        (second[:8], f"commit {second[:12]}", 3),
        (f"git:{ONE}", f"commit {second[:12]} ({ONE})", 3),
        (ONE, f"commit {second[:12]} ({ONE})", 3),
        (TWO, f"edition {TWO}", 0),
        ("latest", f"edition {TWO}", 0),
        (f"edition:{TWO}", f"edition {TWO}", 0),
        (".", "folder .", 3),
        (f"folder:{root}", f"folder {root}", 3),
        (str(ledger), str(ledger), 0),
    ):
        found = state_of(root, text)
        assert found.words.startswith(words), text
        assert len(found.snapshot.claims) == records, text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "is no folder, no .json file, no edition and no git revision"),
        ("--output=x", "no git revision"),
        ("git:--output=x", "there is no commit"),
        ("git:HEAD:claims.yml", "there is no commit"),
        ("git:", "is no revision"),
        ("a\0b", "is no"),
        ("edition:x", "there is no edition 'x' on the branch gh-pages (published: none yet)"),
        ("2025-01-05", "there is no edition 2025-01-05"),
        ("latest", "there is no edition latest"),
        ("folder:nowhere", "there is no folder"),
        ("folder:", "holds no site"),
    ],
)
def test_what_is_no_state_is_told_in_a_sentence(root: Path, monkeypatch, text: str, words: str) -> None:
    (root / "sub").mkdir()
    monkeypatch.chdir(root / "sub")
    with pytest.raises(NoState) as no:
        state_of(root, text)
    assert words in str(no.value)
    assert not no.value.unknown


# Proving


def test_each_way_to_spoil_an_edition_is_found_and_named(root: Path) -> None:
    published(root, ONE, "")
    published(root, TWO, "")
    on_branch(root, {f"{ONE}/index.html": "<p>another", f"{TWO}/new.html": "x", "latest/ledger.json": "{}"})
    found = {f"{fault.edition}/{fault.path}": fault.message for fault in state(root)[1]}
    assert found == {
        f"{ONE}/index.html": "was changed: its bytes are not those of the manifest",
        f"{TWO}/new.html": "was added: the manifest does not name it",
        "latest/ledger.json": f"is not that of {TWO}",
        "latest/new.html": f"is missing: {TWO} has it",
    }


def test_an_edition_that_was_altered_with_its_manifest_is_told_by_those_after_it(root: Path) -> None:
    published(root, ONE, "")
    published(root, TWO, "")
    old = there(root).by_name[ONE]
    changed = old.ledger.replace(b'"title": ""', b'"title": "x"', 1)
    sums = old.content(manifest.PATH).replace(
        manifest.sha256(old.ledger).encode(), manifest.sha256(changed).encode()
    )
    on_branch(root, {f"{ONE}/ledger.json": changed.decode(), f"{ONE}/manifest.json": sums.decode()})
    [fault] = state(root)[1]
    assert (fault.edition, fault.path) == (TWO, "")
    assert f"another ledger.json of edition {ONE}" in fault.message


def test_an_edition_that_was_taken_away_is_missed(root: Path) -> None:
    published(root, ONE, "")
    where = Repository.of(root)
    top = [entry for name, entry in there(root).top.items() if name != ONE]
    new = git(root, "commit-tree", "-m", "x", where.write_tree(top)).strip()
    git(root, "update-ref", f"refs/heads/{BRANCH}", new)
    messages = [str(fault.message) for fault in state(root)[1]]
    assert "is in versions.json, but no such edition can be read" in messages


def test_every_single_byte_counts(root: Path, tmp_path: Path) -> None:
    """Each file of an edition in a folder, with one bit of it flipped: that file is named, and no other."""
    published(root, ONE, "")
    there_now = there(root).by_name[ONE]
    folder = tmp_path / "copy"
    for path in there_now.files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(there_now.content(path))
    shelf = InFolder(folder)
    assert verify(InFolder(folder), shelf.names).faults == ()
    for path in there_now.manifest.files:
        raw = (folder / path).read_bytes()
        (folder / path).write_bytes(raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:])
        assert [fault.path for fault in verify(InFolder(folder), shelf.names).faults] == [path]
        (folder / path).write_bytes(raw)


def test_a_broken_object_of_the_repository_is_named_by_its_file(root: Path) -> None:
    published(root, ONE, "")
    sha = there(root).by_name[ONE].files["index.html"].sha
    file = root / ".git" / "objects" / sha[:2] / sha[2:]
    file.chmod(0o644)
    file.unlink()
    found = verify(OnBranch(there(root)), (ONE,))
    assert [(fault.path, fault.message) for fault in found.faults] == [
        ("index.html", "cannot be read: its object is broken or missing")
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"schema": 1}', b"\xff", b"[" * 100_000, b'{"schema": 1, "edition": 3}']
)
def test_a_manifest_of_anybodys_is_read_or_refused(raw: bytes) -> None:
    with pytest.raises(manifest.BadManifest):
        manifest.parse(raw)


# The true thing


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A small true site in a repository, everything committed."""

    def made(folder: Path, words: str = "") -> Path:
        copied(tmp_path_factory, folder)
        if words:
            (folder / "site_config/sayso.yml").write_text(words)
            commit(folder)
        return folder

    return made


def sayso(root: Path, *arguments: str, **more: str) -> Ended:
    environment = {**ENVIRONMENT, **QUIET, **more}
    if "SOURCE_DATE_EPOCH" not in more:
        del environment["SOURCE_DATE_EPOCH"]
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


SETTINGS = "edition: {title: As first reported, note: Reconstructed afterwards.}\n"


def test_three_editions_of_a_true_site(tmp_path: Path, site: Callable[..., Path]) -> None:
    """Published, listed, proved, built again elsewhere and otherwise, and written as a folder."""
    root = site(tmp_path / "root", SETTINGS)
    assert sayso(root, "publish", ONE, "-q").status == 0
    (root / "claims.yml").write_text(claims(3))
    commit(root, when="2025-01-06T12:00:00Z")
    assert sayso(root, "publish", TWO, "-q").status == 0
    # As of another moment than its commit: then its manifest knows which.
    assert sayso(root, "publish", THREE, "-q", SOURCE_DATE_EPOCH="1767225600").status == 0
    assert sayso(root, "publish", TWO, "-q").status == 1
    rows = json.loads(sayso(root, "editions", "--format", "json").said)["editions"]
    assert [(row["edition"], row["claims"], row["title"]) for row in rows] == [
        (THREE, 3, "As first reported"), (TWO, 3, "As first reported"), (ONE, 2, "As first reported"),
    ]  # fmt: skip
    assert [row["made"][:10] for row in rows] == ["2026-01-01", "2025-01-06", "2025-01-05"]
    found = there(root)
    assert not [path for path in found.by_name[ONE].files if path.endswith(".gz")]
    assert listed(root)[0] == (THREE, ["latest"])
    assert found.versions[0]["title"] == "3 January 2025"

    other = tmp_path / "another place" / "with a longer name"
    other.parent.mkdir()
    git(tmp_path, "clone", "-q", str(root), str(other))
    git(other, "branch", "-q", BRANCH, f"origin/{BRANCH}")
    (other / "claims.yml").write_text("not: committed\n")
    before = os.umask(0o077)
    try:
        for name in (ONE, TWO, THREE):
            elsewhere = {
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "C",
                "LANG": "tr_TR.UTF-8",
                "PYTHONHASHSEED": "7",
            }
            ended = sayso(other, "edition", "rebuild", name, "-q", **elsewhere)
            assert (ended.status, "every byte the same" in ended.said) == (0, True), (
                ended.said + ended.complained
            )
    finally:
        os.umask(before)

    ended = sayso(root, "edition", "assemble", str(tmp_path / "out"))
    assert ended.status == 0, ended.said + ended.complained
    assert sayso(root, "edition", "verify", "all", "--folder", str(tmp_path / "out")).status == 0
    page = tmp_path / "out" / ONE / "index.html"
    raw = page.read_bytes()
    page.write_bytes(raw[:99] + bytes([raw[99] ^ 1]) + raw[100:])
    ended = sayso(root, "edition", "verify", ONE, "--folder", str(tmp_path / "out"))
    assert (ended.status, ended.said.splitlines()[0]) == (
        1, f"{ONE}/index.html was changed: its bytes are not those of the manifest",
    )  # fmt: skip
    assert sayso(root, "edition", "assemble", str(tmp_path / "out"), "-q").status == 0
    assert page.read_bytes() == raw


def test_a_site_with_errors_is_not_published(tmp_path: Path, site: Callable[..., Path]) -> None:
    root = site(tmp_path / "root")
    (root / "claims.yml").write_text(claims(2).replace("claimant: south-army", "claimant: nobody"))
    commit(root)
    ended = sayso(root, "publish", ONE)
    assert (ended.status, "SAY101" in ended.said) == (1, True)
    assert git(root, "for-each-ref", f"refs/heads/{BRANCH}") == ""
    assert sayso(root, "publish", ONE, "--commit", "HEAD~1").status == 0


def test_a_site_below_the_top_of_its_repository(tmp_path: Path, site: Callable[..., Path]) -> None:
    top = repository(tmp_path / "top")
    (top / "constraints.txt").write_text("click==8\n")
    site_root = site(tmp_path / "plain")
    shutil.rmtree(site_root / ".git")
    shutil.move(site_root, top / "sub")
    commit(top)
    assert sayso(top / "sub", "publish", ONE, "-q").status == 0
    found = there(top).by_name[ONE].manifest
    assert (found.folder, found.constraints) == ("sub/", manifest.sha256(b"click==8\n"))
    assert sayso(top / "sub", "edition", "rebuild", ONE, "-q").status == 0


def test_a_build_is_as_of_the_commit_whose_files_it_shows(tmp_path: Path, site: Callable[..., Path]) -> None:
    root = site(tmp_path / "root")
    (root / "claims.yml").write_text(claims(3))
    commit(root, when="2026-03-07T12:00:00Z")
    assert moment.of_work_folder(root) == moment.read("2026-03-07T12:00:00Z")
    assert sayso(root, "build", "-q").status == 0
    assert "7 March 2026" in (root / "site" / "index.html").read_text()
    (root / "content" / "more.md").write_text("# More\n")
    assert moment.of_work_folder(root) is None
    (root / ".gitignore").write_text(IGNORED + "more.md\n")
    assert moment.of_work_folder(root) is None, "what git ignores is on the site all the same"
    assert moment.of_work_folder(tmp_path) is None


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("publish", "yesterday"), 2, "'yesterday' names no edition"),
        (("publish", "latest"), 2, "latest is always the newest"),
        (("publish", "2025-01-05.1"), 2, "names no edition"),
        (("publish", ONE, "--commit", "nope"), 2, "there is no commit 'nope'"),
        (("publish", ONE, "--remote", "nope"), 2, "knows no such remote"),
        (("publish", ONE, "--branch", "main"), 1, "is checked out in"),
        (("edition", "verify", "all"), 1, "there is no edition on the branch yet"),
        (("edition", "rebuild", ONE), 1, f"there is no edition {ONE}"),
        (("edition", "assemble", "out"), 1, "nothing is published yet"),
        (("edition", "verify", ONE, "--folder", "nowhere"), 2, "does not exist"),
    ],
)
def test_each_refusal_is_a_sentence(root: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    ended = sayso(root, *arguments)
    assert (ended.status, words in ended.sentence) == (status, True), ended.complained


def test_outside_of_git(tmp_path: Path) -> None:
    folder = scratch(tmp_path / "site", {"claims.yml": claims(1)})
    ended = sayso(folder, "publish", ONE)
    assert (ended.status, "in no git repository; `git init` makes one" in ended.sentence) == (2, True)
