"""A git repository: its commits, its branches, what is in them, and new objects for it."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from . import git
from .git import LOCAL, Failed, GitTrouble, NoCommit, NoRepository

#: What no name in a folder may be; `git~1` is what Windows calls `.git`.
_NEVER: Final = ("", ".", "..")
_GITS: Final = (".git", "git~1")
#: No site is nested so far; folders are made and taken away one in the other.
_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a tree: mode (`100644`), kind (`blob`, `tree`, `commit`), object and name."""

    mode: str
    kind: str
    sha: str
    path: str

    @property
    def plain(self) -> bool:
        """Whether it is a file: no link, no folder, nobody else's repository."""
        return self.kind == "blob" and self.mode in ("100644", "100755")


def misnamed(entries: Iterable[Entry]) -> Iterator[str]:
    """The names that no folder can hold, or none should: what leads out of it, git's own, one that
    stands for two. A tree that git made of files has none of them; a forged one may."""
    files: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        parts = entry.path.split("/")
        above = {"/".join(parts[:number]) for number in range(1, min(len(parts), _DEEPEST))}
        odd = len(parts) > _DEEPEST or any(map(_odd, parts))
        if odd or entry.path in files or entry.path in folders or above & files:
            yield entry.path
        files.add(entry.path)
        folders |= above


def _odd(part: str) -> bool:
    return (
        part in _NEVER
        or part.casefold().rstrip(". ") in _GITS
        or "\0" in part
        or (os.name == "nt" and ("\\" in part or ":" in part))
    )


@dataclass(frozen=True)
class Repository:
    """A repository, seen from a folder of its work tree. `prefix` is that folder below the top,
    "" or with a `/` at its end; `common` the folder where its branches are kept."""

    folder: Path
    top: Path
    prefix: str
    common: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The repository that a folder is in. Raises `NoRepository`."""
        asked = ("rev-parse", "--show-toplevel", "--git-common-dir", "--show-prefix")
        try:
            raw = git.run(folder, asked, {}, b"", LOCAL)
        except NoRepository:
            raise
        except GitTrouble as trouble:
            if "not a git repository" in trouble.said:
                message = f"{folder} is in no git repository; `git init` makes one"
                raise NoRepository(message, trouble.said) from None
            if "must be run in a work tree" in trouble.said:
                message = f"{folder} is in a git repository without a work tree; go to a clone of it"
                raise NoRepository(message, trouble.said) from None
            raise NoRepository(str(trouble), trouble.said) from None
        top, common, prefix = os.fsdecode(raw).split("\n")[:3]
        return cls(folder, Path(top), prefix, Path(os.path.abspath(os.path.join(folder, common))))

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        timeout: float = LOCAL,
        environment: Mapping[str, str] | None = None,
    ) -> bytes:
        """What git prints. Raises `GitTrouble` where its status is not 0."""
        return git.run(self.folder, arguments, {**self.extra, **(environment or {})}, given, timeout)

    def line(self, *arguments: str) -> str:
        """What git prints, as one line of text."""
        return os.fsdecode(self.run(*arguments)).strip("\n")

    def asks(self, *arguments: str) -> bool:
        """Whether git says yes (status 0) or no (status 1). Raises `GitTrouble` for another."""
        try:
            self.run(*arguments)
        except Failed as no:
            if no.status == 1:
                return False
            raise
        return True

    def settings(self, pattern: str) -> dict[str, str]:
        """The user's and the repository's settings whose names (in small letters) match."""
        try:
            raw = self.run("config", "--null", "--get-regexp", pattern)
        except Failed as none:
            if none.status == 1:
                return {}
            raise
        pairs = (part.partition("\n") for part in os.fsdecode(raw).split("\0")[:-1])
        return {name: value for name, _, value in pairs}

    # Commits

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision is. Raises `GitTrouble`."""
        if not revision or "\0" in revision or "\n" in revision:
            raise NoCommit(f"{revision[:60]!r} is no revision")
        try:
            wanted = f"{revision}^{{commit}}"
            return self.line("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        except Failed as trouble:
            message = f"there is no commit {revision[:100]!r} in this repository"
            raise NoCommit(message, trouble.said) from None

    def reference(self, name: str) -> str:
        """The commit at a full name of a branch (`refs/heads/x`), "" where there is none."""
        found = self.line("for-each-ref", "--format=%(refname) %(objectname) %(objecttype)", "--", name)
        for line in found.splitlines():
            full, sha, kind = line.split(" ")
            if full == name:
                if kind != "commit":
                    raise GitTrouble(f"{name} is no commit but a {kind}")
                return sha
        return ""

    def moment(self, commit: str) -> int:
        """When a commit was made, in seconds (the committer's date). Raises `GitTrouble`."""
        text = self.line("show", "--no-patch", "--no-notes", "--format=%ct", "--end-of-options", commit)
        if not (text.isascii() and text.isdecimal()):
            raise GitTrouble(f"commit {commit[:12]} does not say when it was made")
        return int(text)

    def is_ancestor(self, older: str, newer: str) -> bool:
        return self.asks("merge-base", "--is-ancestor", "--end-of-options", older, newer)

    def has(self, sha: str) -> bool:
        """Whether an object is in this repository."""
        return self.asks("cat-file", "-e", sha)

    # Objects

    def tree(self, treeish: str, *, deep: bool = False) -> Iterator[Entry]:
        """The entries of a tree; all the way down, without the trees themselves, where `deep`."""
        how = ("-r",) if deep else ()
        raw = self.run("ls-tree", "-z", *how, "--full-tree", "--end-of-options", treeish)
        for line in raw.split(b"\0")[:-1]:
            head, _, name = line.partition(b"\t")
            mode, kind, sha = head.decode("ascii").split()
            yield Entry(mode, kind, sha, os.fsdecode(name))

    def look(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The kind and the object of each of these names (`TREE:path`), "" where there is none.
        No name may have a line break in it."""
        given = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        if not given:
            return []
        raw = self.run("cat-file", "--batch-check=%(objecttype) %(objectname)", given=given)
        lines = [line.split(" ") for line in raw.decode("utf-8", "replace").split("\n")[:-1]]
        kinds = ("blob", "tree", "commit", "tag")
        return [(line[0], line[1]) if line[0] in kinds and len(line) == 2 else ("", "") for line in lines]

    def blobs(self, shas: Iterable[str]) -> Iterator[bytes]:
        """The contents of objects, one after another. Raises `GitTrouble`."""
        with git.started(self.folder, ("cat-file", "--batch"), self.extra) as process:
            asking, answers = process.stdin, process.stdout
            if asking is None or answers is None:  # never: both are pipes
                raise GitTrouble("git cat-file: no pipe")
            for sha in shas:
                try:
                    asking.write(sha.encode() + b"\n")
                    asking.flush()
                except OSError:
                    raise GitTrouble("git cat-file ended before its time") from None
                head = answers.readline().decode("utf-8", "replace").split()
                if len(head) != 3:
                    raise GitTrouble(f"an object is missing or broken in the repository: {sha}")
                content = answers.read(int(head[2]))
                if len(content) != int(head[2]) or answers.read(1) != b"\n":
                    raise GitTrouble(f"an object cannot be read in the repository: {sha}")
                yield content

    def readable(self, shas: Iterable[str]) -> Iterator[bytes | None]:
        """The same, with None for each that is broken or missing."""
        left = list(shas)
        while left:
            found, done = self.blobs(left), 0
            for _ in left:
                try:
                    content = next(found)
                except GitTrouble:
                    # Git gave up at this one: on with those behind it.
                    yield None
                    break
                yield content
                done += 1
            left = left[done + 1 :]

    def blob(self, sha: str) -> bytes:
        return next(self.blobs([sha]))

    def write_blobs(self, contents: Iterable[bytes]) -> list[str]:
        """Write these as files are written; their objects in the order given."""
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            paths = []
            for number, content in enumerate(contents):
                paths.append(Path(folder) / str(number))
                paths[-1].write_bytes(content)
            return self.write_files(paths)

    def write_files(self, paths: Iterable[Path]) -> list[str]:
        """Write files as they are, byte by byte; their objects in the order given."""
        names = [os.fsencode(path.absolute()) for path in paths]
        if any(b"\n" in name for name in names):
            raise GitTrouble("a file's name has a line break in it, which git's list of files cannot hold")
        given = b"".join(name + b"\n" for name in names)
        raw = self.run("hash-object", "-w", "--stdin-paths", "--no-filters", given=given)
        found = raw.decode("ascii").split()
        if len(found) != len(names):
            raise GitTrouble("git hash-object wrote fewer files than it was given")
        return found

    def write_tree(self, entries: Iterable[Entry]) -> str:
        """A tree of these entries, whose names have no `/`."""
        lines = [f"{e.mode} {e.kind} {e.sha}\t".encode() + os.fsencode(e.path) + b"\0" for e in entries]
        return self.run("mktree", "-z", given=b"".join(lines)).decode("ascii").strip()

    def write_folder(self, files: Mapping[str, str]) -> str:
        """A tree with trees in it: name with `/` -> object of a plain file."""
        lines = [f"100644 {sha}\t".encode() + os.fsencode(name) + b"\0" for name, sha in files.items()]
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            index = {"GIT_INDEX_FILE": os.path.join(folder, "index")}
            self.run("update-index", "-z", "--index-info", given=b"".join(lines), environment=index)
            return self.run("write-tree", environment=index).decode("ascii").strip()
