"""An edition as objects of git: its files, and the commit that puts it beside the others."""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.model.editions import DEV, LATEST, Edition, EditionName
from sayso.model.snapshot import Snapshot

from . import branch, manifest, versions
from .branch import Branch, Published
from .manifest import Manifest
from .repository import Entry, Repository

#: What stands for a person where git knows none.
_NOBODY: Final = ("Sayso", "sayso@localhost")


class Refused(Exception):
    """It is not published, and nothing was changed. The message says why."""


@dataclass(frozen=True)
class Made:
    """An edition in a folder, its manifest, what it says of itself, and what leads to it: a function
    from all editions (the oldest first) and whether there is a draft to files at the top of the
    branch."""

    folder: Path
    manifest: Manifest
    edition: Edition
    doorway: Callable[[Sequence[Snapshot], bool], Mapping[str, bytes]]


#: From the editions before it, and a folder that is not there yet, to an edition in that folder.
Maker = Callable[[Sequence[Published], Path], Made]


@dataclass(frozen=True)
class Request:
    """What is asked for: the site's folder, the edition's name, the commit that it is made of, and
    the branch with its remote ("" for none), which is neither asked nor given anything `offline`."""

    root: Path
    name: str
    commit: str
    branch: str
    remote: str = ""
    dry_run: bool = False
    offline: bool = False

    @property
    def pushes(self) -> bool:
        return bool(self.remote) and not self.offline


def written(repository: Repository, folder: Path) -> str:
    """The files of a folder as a tree. Raises `GitTrouble`."""
    names = list(manifest.files_in(folder))
    shas = repository.write_files(folder / name for name in names)
    return repository.write_folder(dict(zip(names, shas, strict=True)))


def commit_of(there: Branch, request: Request, made: Made, tree: str) -> str:
    """The commit that adds an edition, whose folder is the `tree`, to what is there.
    Raises `Refused`, `BadBranch` and `GitTrouble`."""
    repository = there.repository
    # Its own ledger need not come back from git to be read.
    own = {f"{request.name}/{manifest.LEDGER}": (made.folder / manifest.LEDGER).read_bytes()}
    ours = Published(repository, request.name, tree, lambda: own)
    editions = sorted(
        (*(each for each in there.editions), *(() if ours.draft else (ours,))),
        key=lambda each: EditionName.parse(each.name),
    )
    draft = ours if ours.draft else there.by_name.get(DEV)
    top = dict(there.top)
    top[request.name] = Entry("040000", "tree", tree, request.name)
    if editions:
        top[LATEST] = Entry("040000", "tree", editions[-1].tree, LATEST)
    said = [each.snapshot for each in editions]
    listed = [each.edition for each in (*said, *((draft.snapshot,) if draft else ())) if each.edition]
    files: dict[str, bytes] = {
        branch.VERSIONS: versions.text(listed, there.versions),
        branch.NO_JEKYLL: b"",
        **made.doorway(said, draft is not None),
    }
    if reason := there.strange(request.name, files):
        raise Refused(reason)
    for name, entry in _at_top(repository, files).items():
        if name == LATEST or name in there.by_name or name == request.name:
            raise ValueError(f"what leads to the editions cannot be called {name}")
        top[name] = entry
    whole = repository.write_tree(top.values())
    # No two publishers ever make the same commit: else both would take it for theirs.
    once = secrets.token_hex(8)
    message = f"Publish {request.name}\n\nMade of commit {request.commit}.\n\nPublication: {once}\n"
    parents = ["-p", there.commit] if there.commit else []
    return _line(
        repository.run("commit-tree", *parents, whole, given=message.encode(), environment=_who(repository))
    )


def _at_top(repository: Repository, files: Mapping[str, bytes]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    folders: dict[str, dict[str, str]] = {}
    for path, sha in zip(files, repository.write_blobs(files.values()), strict=True):
        first, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(first, {})[rest] = sha
        else:
            found[first] = Entry("100644", "blob", sha, first)
    for name, inside in folders.items():
        found[name] = Entry("040000", "tree", repository.write_folder(inside), name)
    return found


def _line(raw: bytes) -> str:
    return raw.decode("ascii").strip()


def _who(repository: Repository) -> dict[str, str]:
    """Who publishes: whom the user's settings name, else ourselves; never what git would guess from
    the names of the machine and its user, which are nobody's business on a public branch."""
    known = repository.settings(r"^(user|author|committer)\.(name|email)$")
    found = {}
    for role in ("AUTHOR", "COMMITTER"):
        for what, ours in zip(("NAME", "EMAIL"), _NOBODY, strict=True):
            variable, own = f"GIT_{role}_{what}", f"{role}.{what}".lower()
            given = os.environ.get(variable) or known.get(own) or known.get(f"user.{what.lower()}")
            found[variable] = given or ours
    return found
