"""Publishing with a small maker: an edition of three files, made in no time, so that kills and races
can be tried by the hundred. All the rest is the true thing: git, the branch, the remote.

    python -m tests.support.publishing race ROOT NAME ...            publish these, one after another
    python -m tests.support.publishing kill ROOT REMOTE PART PARTS   die at calls of git in turn
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sayso.editions import branch, manifest
from sayso.editions.branch import BadBranch, Published
from sayso.editions.git import GitTrouble
from sayso.editions.manifest import Manifest
from sayso.editions.publish import Outcome, publish
from sayso.editions.repository import Repository
from sayso.editions.shelves import OnBranch
from sayso.editions.verify import Fault, verify
from sayso.editions.writing import Made, Maker, Refused, Request
from sayso.locks import Busy
from sayso.model.editions import Edition
from sayso.model.snapshot import Snapshot

BRANCH = "gh-pages"
#: Nothing of whoever runs the tests: no name, no hooks, no signing.
QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_WRAPPER = """\
#!/bin/sh
# Counts its calls; before, during or after the one that is asked for it kills the whole group.
echo "$@" >> "$CALLS"
if [ "$(wc -l < "$CALLS")" -eq "$STRIKE_AT" ]; then
  case "$STRIKE" in
    before) kill -9 0 ;;
    after) {git} "$@"; kill -9 0 ;;
    during) (sleep "$STRIKE_AFTER"; kill -9 0) & exec {git} "$@" ;;
  esac
fi
exec {git} "$@"
"""


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """Git as a user types it."""
    who = {
        f"GIT_{role}_{what}": "a@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **QUIET, **who, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def repository(folder: Path, words: str = "one") -> Path:
    """A repository with one commit."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims.yml").write_text(f"# {words}\n")
    (folder / ".gitignore").write_text("/.sayso/\n/build/\n/site/\n")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, words)
    return folder


def commit(folder: Path, words: str = "more", when: str = "2025-01-05T12:00:00Z") -> str:
    """Commit all that is there; the commit's name."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", words, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    return git(folder, "rev-parse", "HEAD").strip()


def with_remote(folder: Path) -> tuple[Path, Path]:
    """A clone with a commit, and the bare repository that it was cloned from."""
    remote = folder / "remote.git"
    git(repository(folder / "first"), "clone", "-q", "--bare", ".", str(remote))
    return clone(remote, folder / "clone"), remote


def clone(remote: Path, folder: Path) -> Path:
    git(remote.parent, "clone", "-q", str(remote), str(folder))
    return folder


def ledger(name: str, words: str = "", more: str = "") -> bytes:
    document = {
        "schema": 1,
        "title": words,
        "edition": {"name": name, "made": "2025-01-05T12:00:00Z", "title": words, "note": more},
        "rubric": {"version": "1", "rules": "sha256:0", "statuses": []},
        "vocabulary": {}, "casualties": [], "pages": [], "standings": {},
    }  # fmt: skip
    return json.dumps(document).encode()


def small(name: str, commit: str, words: str = "", more: str = "") -> Maker:
    """What makes an edition that knows those before it by name. `words` are its title, `more` its note."""

    def make(before: Sequence[Published], out: Path) -> Made:
        (out / "claims" / "one").mkdir(parents=True)
        (out / "search").mkdir()
        told = ", ".join(each.name for each in before)
        (out / "index.html").write_text(f"<p>{name} after {told}: {words}\n")
        (out / "claims" / "one" / "index.html").write_text("<p>one\n")
        (out / "search" / "search_index.json").write_text("{}")
        (out / manifest.LEDGER).write_bytes(ledger(name, words, more))
        found = Manifest(
            name, "2025-01-05T12:00:00Z", commit, "2025-01-05T12:00:00Z", "", None, {"version": "1"}, {},
            {each.name: manifest.sha256(each.ledger) for each in before}, manifest.checksums(out),
        )  # fmt: skip
        (out / manifest.PATH).write_text(manifest.text(found))
        return Made(out, found, Edition(name, found.made, words, more), _doorway)

    return make


def _doorway(editions: Sequence[Snapshot], draft: bool) -> Mapping[str, bytes]:
    names = " ".join(each.edition.name for each in editions if each.edition)
    return {
        "index.html": b'<a href="editions/">all</a>',
        "editions/index.html": f"<p>{names} {draft}".encode(),
        "changes.json": b"{}",
    }


def published(root: Path, name: str, remote: str = "origin", **more: Any) -> Outcome:
    """Publish the commit that is checked out."""
    head = Repository.of(root).commit("HEAD")
    make = small(name, head, more.pop("words", ""), more.pop("note", ""))
    tell = more.pop("tell", lambda _: None)
    return publish(Request(root, name, head, more.pop("branch", BRANCH), remote, **more), make, tell)


def state(folder: Path, tip: str = f"refs/heads/{BRANCH}") -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """The editions of a repository (bare ones too), and what is wrong with them."""
    where = Repository(folder, folder, "", folder)
    there = branch.read(where, BRANCH, where.reference(tip))
    found = verify(OnBranch(there), there.by_name, everything=True)
    return tuple(there.by_name), found.faults


def wrapper(folder: Path) -> Path:
    """A folder with a git in it that counts and kills; to be put first on PATH."""
    true_git = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(_WRAPPER.replace("{git}", true_git))
    (folder / "git").chmod(0o755)
    return folder


def name_of(number: int) -> str:
    return (date(2025, 1, 1) + timedelta(days=number)).isoformat()


def _race(root: Path, names: Sequence[str]) -> None:
    for name in names:
        try:
            outcome = published(root, name)
            print(json.dumps({"name": name, "done": True, "before": outcome.before}))
        except (Refused, BadBranch, Busy, GitTrouble) as error:
            print(json.dumps({"name": name, "done": False, "why": str(error), "kind": type(error).__name__}))


def _kill(root: Path, remote: Path | None, part: int, parts: int) -> None:
    """Die before, during and after calls of git; say what was left, and how the next try ended."""
    tools, calls, path = wrapper(root.parent / "tools"), root.parent / "calls", os.environ["PATH"]
    far = "origin" if remote else ""
    striking = {"PATH": f"{tools}{os.pathsep}{path}", "CALLS": str(calls), "STRIKE_AFTER": "0.002"}

    def struck(number: int, strike: str, at: int) -> tuple[int, list[str]]:
        calls.write_text("")
        os.environ.update(striking, STRIKE=strike, STRIKE_AT=str(at))
        status = _in_child(root, name_of(number), far)
        os.environ["PATH"] = path
        return status, [line.split(" -c ")[-1].split(" ")[1] for line in calls.read_text().splitlines()]

    published(root, name_of(0), far)
    names = struck(1, "never", 0)[1]
    told, after = [], state(remote or root)[0]
    for number, (at, strike) in enumerate(_points(names)[part::parts], start=2):
        status = struck(number, strike, at)[0]
        left, faults = state(remote or root)
        here = state(root)[1]
        try:
            published(root, name_of(number), far)
            again = "published"
        except Refused as refused:
            again = str(refused)
        told.append(
            {
                "at": at, "strike": strike, "call": names[at - 1], "killed": status == -signal.SIGKILL,
                "name": name_of(number), "before": after, "left": left, "again": again,
                "faults": [str(each) for each in (*faults, *here)],
            }
        )  # fmt: skip
        after = state(remote or root)[0]
        told[-1] |= {"after": after, "here": state(root)[0]}
    print(json.dumps(told))


def _points(names: Sequence[str]) -> list[tuple[int, str]]:
    """Around every call that changes a branch; of the others each second way to die."""
    found = []
    for at, name in enumerate(names, start=1):
        for number, strike in enumerate(("before", "during", "after")):
            if name in ("push", "update-ref", "commit-tree") or (at + number) % 2 == 0:
                found.append((at, strike))
    return found


def _in_child(root: Path, name: str, remote: str) -> int:
    """Publish in a process and group of its own; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        os.setsid()
        status = 1
        try:
            published(root, name, remote)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    os.environ.update(QUIET)
    if sys.argv[1] == "race":
        _race(Path(sys.argv[2]), sys.argv[3:])
    else:
        _kill(
            Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3] else None, int(sys.argv[4]), int(sys.argv[5])
        )
