"""The publishing branch in two places: here, and on the remote, which has the last word.

What was pushed is what the remote says that it has, not what `git push` says.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .git import ASKING, REMOTE, GitTrouble
from .repository import Repository

#: Git holds a lock of a branch for milliseconds. One that stays so many seconds was left by a
#: process that was killed.
PATIENCE: Final = 3.0
_PAUSE: Final = 0.05
_NOBODY: Final = "0" * 40
#: In git's words: another was faster, which the next try takes into account.
_OVERTAKEN: Final = (
    "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref", "stale info",
    "incorrect old value", "reference already exists", "failed to lock", "but expected",
)  # fmt: skip


class Diverged(Exception):
    """The branch here and on the remote have gone different ways. `here` and `there` are commits."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__()
        self.here, self.there = here, there


class Overtaken(Exception):
    """Another has moved the branch in between, or is about to. `stood` is where it stood before;
    `trouble` what git said."""

    def __init__(self, stood: str, trouble: GitTrouble) -> None:
        super().__init__(str(trouble))
        self.stood, self.trouble = stood, trouble


@dataclass(frozen=True)
class Places:
    """Where the branch stands here and there, "" where it does not exist; `base` is the further one."""

    here: str
    there: str
    base: str


@dataclass(frozen=True)
class Line:
    """The branch `name` of a repository, and of its `remote` ("" for none), which is not asked where
    we are `offline`: then what it had when it was last asked counts."""

    repository: Repository
    name: str
    remote: str = ""
    offline: bool = False
    tell: Callable[[str], None] = lambda _: None

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.name}"

    def places(self) -> Places:
        """Ask where the branch stands, and have all that the remote has of it.
        Raises `Diverged` and `GitTrouble`."""
        here = self.repository.reference(self.ref)
        there = self._known() if self.offline else self.ask() if self.remote else ""
        if not (here and there) or here == there:
            return Places(here, there, there or here)
        if self.repository.is_ancestor(here, there):
            return Places(here, there, there)
        if self.repository.is_ancestor(there, here):
            return Places(here, there, here)
        raise Diverged(here, there)

    def ask(self) -> str:
        """The commit of the branch on the remote now, brought here; "" where it has none."""
        for _ in range(5):
            said = self._far("ls-remote", "--refs", "--quiet", "--", self.remote, self.ref, timeout=ASKING)
            found = [line.split("\t")[0] for line in said.splitlines() if line.endswith(f"\t{self.ref}")]
            if not found:
                return ""
            if self.repository.has(found[0]):
                return found[0]
            # Into no branch of ours: nobody's lock can be in the way.
            self._far(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance",
                "--refmap=", "--", self.remote, self.ref,
            )  # fmt: skip
            if self.repository.has(found[0]):
                return found[0]
        raise GitTrouble(f"the branch {self.name} on {self.remote} cannot be fetched: it moves all the time")

    def push(self, commit: str, there: str) -> None:
        """Put a commit at the remote's branch, which stood at `there`. Raises `Overtaken`, and
        `GitTrouble` where the remote refuses. It may be there in spite of either."""
        try:
            self.repository.run(
                "push", "--quiet", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed",
                "--", self.remote, f"{commit}:{self.ref}", timeout=REMOTE,
            )  # fmt: skip
        except GitTrouble as trouble:
            if "cannot lock ref" in trouble.said:
                self._unlock_there()
            if any(words in trouble.said for words in _OVERTAKEN) or self.ask() != there:
                raise Overtaken(there, trouble) from None
            raise

    def move(self, commit: str, before: str, why: str) -> None:
        """Let the branch here, which stood at `before`, stand at a commit. Raises `Overtaken` where
        it stands elsewhere by now, and `GitTrouble`."""
        for last in (False, True):
            try:
                old = before or _NOBODY[: len(commit)].ljust(len(commit), "0")
                self.repository.run("update-ref", "--no-deref", "-m", why, self.ref, commit, old)
                return
            except GitTrouble as trouble:
                if self.repository.reference(self.ref) != before:
                    raise Overtaken(before, trouble) from None
                lock = self.repository.common / f"{self.ref}.lock"
                if last or not unlock(lock, self.tell):
                    raise

    def in_use(self) -> str:
        """The work tree in which the branch is checked out, "" where it is in none: to move it there
        would make all of its files look changed."""
        folder = ""
        for line in os.fsdecode(self.repository.run("worktree", "list", "--porcelain")).splitlines():
            word, _, rest = line.partition(" ")
            if word == "worktree":
                folder = rest
            if (word, rest) == ("branch", self.ref):
                return folder
        return ""

    def _known(self) -> str:
        return self.repository.reference(f"refs/remotes/{self.remote}/{self.name}") if self.remote else ""

    def _far(self, *arguments: str, timeout: float = REMOTE) -> str:
        return self.repository.run(*arguments, timeout=timeout).decode("utf-8", "replace")

    def _unlock_there(self) -> None:
        """A remote that is a folder of this machine may have been left locked by a killed push."""
        with suppress(GitTrouble, OSError):
            url = self.repository.line("remote", "get-url", "--", self.remote).removeprefix("file://")
            folder = self.repository.top / url
            folder = folder / ".git" if (folder / ".git").is_dir() else folder
            unlock(folder / f"{self.ref}.lock", self.tell)


def unlock(lock: Path, tell: Callable[[str], None]) -> bool:
    """Wait until a lock of git is gone; take it away where whoever held it must be dead. Whether it
    is gone. Raises `OSError`."""
    seen: tuple[int, int] | None = None
    since = time.monotonic()
    while True:
        try:
            found = os.lstat(lock)
        except FileNotFoundError:
            return True
        mark = (found.st_ino, found.st_mtime_ns)
        if mark != seen:
            seen, since = mark, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            with suppress(FileNotFoundError):
                os.unlink(lock)
            tell(f"A lock that a killed git left was taken away: {lock}")
            return True
        time.sleep(_PAUSE)


def exists(repository: Repository, remote: str) -> bool:
    """Whether the repository knows a remote of this name."""
    return remote in repository.line("remote").splitlines()
