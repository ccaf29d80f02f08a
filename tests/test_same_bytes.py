"""Two builds of one commit give the same bytes: on another machine, as far as one can be had here.

The machines differ in path, time zone, locale, umask, hash seed, the hour, and in the order in
which the system names files. The theme's own search index stands apart (it may have an order of its own), and
so does what is packed from another file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .support.console import example
from .support.scratch import REPOSITORY, copy_of_repository

#: The system names files in any order: here backwards, for every program that asks.
BACKWARDS = """\
import os
_listdir, _scandir = os.listdir, os.scandir
os.listdir = lambda *given: _listdir(*given)[::-1]
class _Entries:
    def __init__(self, entries): self._entries = entries
    def __iter__(self): return self
    def __next__(self):
        if not self._entries: raise StopIteration
        return self._entries.pop()
    def __enter__(self): return self
    def __exit__(self, *_): return None
    def close(self): pass
os.scandir = lambda *given: _Entries(list(_scandir(*given)))
"""
MACHINES: list[dict[str, str]] = [
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "LANG": "tr_TR.UTF-8"},
]


def git(folder: Path, *arguments: str, **environment: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})


def committed(folder: Path) -> Path:
    """A folder as a repository with one commit, of a day in the past."""
    (folder / "build/docs").mkdir(parents=True)
    shutil.copy(REPOSITORY / "build/docs/.gitignore", folder / "build/docs/.gitignore")
    (folder / ".gitignore").write_text("/site/\n/.sayso/\n")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The site", GIT_COMMITTER_DATE="2025-03-04T23:30:00-05:00")
    return folder


def built(commit: Path, folder: Path, machine: dict[str, str], umask: int, *, backwards: bool) -> Path:
    """The site of a fresh clone, built on such a machine."""
    git(commit.parent, "clone", "-q", str(commit), str(folder))
    environment = {**os.environ, **machine}
    environment.pop("SOURCE_DATE_EPOCH", None)
    if backwards:
        (folder.parent / "order").mkdir()
        (folder.parent / "order/sitecustomize.py").write_text(BACKWARDS)
        environment["PYTHONPATH"] = str(folder.parent / "order")
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "build", "--quiet"],
        cwd=folder, env=environment, umask=umask, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def sums(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".gz" and path.name != "search_index.json"
    }


def test_two_machines_build_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    commit = committed(copy_of_repository(tmp_path / "origin"))
    one = built(commit, tmp_path / "one", MACHINES[0], 0o022, backwards=False)
    far = tmp_path / "a far longer path/than the other" / "two"
    other = built(commit, far, MACHINES[1], 0o077, backwards=True)
    first, second = sums(one), sums(other)
    assert len(first) > 100
    assert [name for name in first if second.get(name) != first[name]] == []
    assert first.keys() == second.keys()


def test_the_day_is_the_commits(tmp_path: Path) -> None:
    """Not that of the build; in the one zone that all machines share."""
    commit = committed(example(tmp_path / "origin"))
    site = built(commit, tmp_path / "clone", MACHINES[1], 0o022, backwards=False)
    home = (site / "index.html").read_text()
    assert "5 March 2025" in home
    # What is not committed is no commit's: its day is today.
    claims = tmp_path / "clone/claims.yml"
    claims.write_text(claims.read_text() + "\n# not committed\n")
    subprocess.run(
        [sys.executable, "-m", "sayso", "build", "--quiet"], cwd=tmp_path / "clone", check=True, timeout=120
    )
    assert "5 March 2025" not in (site / "index.html").read_text()


def test_source_date_epoch_has_the_last_word(tmp_path: Path) -> None:
    commit = committed(example(tmp_path / "origin"))
    git(commit.parent, "clone", "-q", str(commit), str(tmp_path / "clone"))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1740787200"}
    command = [sys.executable, "-m", "sayso", "build", "--quiet"]
    subprocess.run(command, cwd=tmp_path / "clone", env=environment, check=True, timeout=120)
    assert "1 March 2025" in (tmp_path / "clone/site/index.html").read_text()
