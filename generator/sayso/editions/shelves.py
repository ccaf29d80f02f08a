"""Where editions are: on the branch, or in a folder that somebody has of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from sayso.model.editions import DEV, BadName, EditionName

from . import manifest
from .branch import VERSIONS, BadBranch, Branch, versions_of
from .git import GitTrouble
from .manifest import BadManifest, sha256
from .repository import Entry, misnamed

#: In place of a checksum: of what is no plain file, what cannot be read, what no folder can hold.
ODD: Final = "odd"
LOST: Final = "lost"
MISNAMED: Final = "misnamed"


class Shelf(Protocol):
    """Where editions are."""

    @property
    def names(self) -> tuple[str, ...]:
        """The editions there, the oldest first, the draft last."""

    def listed(self) -> tuple[str, ...] | None:
        """What versions.json lists; None where that cannot be read."""

    @property
    def whole(self) -> bool:
        """Whether all editions are there; else there is one, by itself."""

    def checksums(self, name: str) -> Mapping[str, str] | None:
        """Each file of an edition, or of `latest`, with its checksum; "" with why where it cannot be
        told which there are. None where it is not there."""

    def content(self, name: str, path: str) -> bytes | None:
        """A file of an edition; None where there is none."""

    def prepare(self, names: Iterable[str]) -> None:
        """These are going to be asked for: what can be read at once is."""

    def misnamed(self) -> Iterator[str]:
        """What stands beside the editions under a name that no folder can hold."""


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Those that are names of editions, in order; the draft last."""
    known: list[EditionName] = []
    draft = False
    for name in names:
        draft = draft or name == DEV
        try:
            known.append(EditionName.parse(name))
        except BadName:
            continue
    return (*map(str, sorted(known)), *((DEV,) if draft else ()))


class OnBranch:
    """The editions on the publishing branch."""

    whole = True

    def __init__(self, there: Branch) -> None:
        self._there = there
        self._found: dict[str, Mapping[str, str]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._there.by_name)

    def listed(self) -> tuple[str, ...] | None:
        try:
            found = self._there.versions
        except BadBranch:
            return None
        return tuple(each["version"] for each in found) if VERSIONS in self._there.top else None

    def prepare(self, names: Iterable[str]) -> None:
        self._read({self._there.top[name].sha for name in names if self._is_folder(name)})

    def checksums(self, name: str) -> Mapping[str, str] | None:
        if not self._is_folder(name):
            return None
        tree = self._there.top[name].sha
        if tree not in self._found:
            self._read({tree})
        return self._found[tree]

    def content(self, name: str, path: str) -> bytes | None:
        found = self._there.by_name.get(name)
        try:
            if found is None:
                return None
            return found.ledger if path == manifest.LEDGER else found.content(path)
        except (BadBranch, GitTrouble):
            return None

    def misnamed(self) -> Iterator[str]:
        top = self._there.top
        yield from misnamed(top.values())
        if "editions" in top and top["editions"].kind == "tree":
            beside = self._there.repository.tree(top["editions"].sha, deep=True)
            yield from (f"editions/{name}" for name in misnamed(beside))

    def _is_folder(self, name: str) -> bool:
        return name in self._there.top and self._there.top[name].kind == "tree"

    def _read(self, trees: Iterable[str]) -> None:
        """Checksums of the files in these trees. Editions share most of their files, and each is read
        but once."""
        repository = self._there.repository
        listed: dict[str, list[Entry]] = {}
        for tree in trees:
            try:
                listed[tree] = list(repository.tree(tree, deep=True))
            except GitTrouble:
                self._found[tree] = {"": LOST}
        new = {each.sha: "" for entries in listed.values() for each in entries if each.plain}
        for sha, content in zip(new, repository.readable(new), strict=True):
            new[sha] = LOST if content is None else sha256(content)
        for tree, entries in listed.items():
            found = {each.path: new[each.sha] if each.plain else ODD for each in entries}
            self._found[tree] = {**found, **dict.fromkeys(misnamed(entries), MISNAMED)}


class InFolder:
    """The editions in a folder, as `sayso edition assemble` writes them; or one by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._alone = self._own_name()

    @property
    def whole(self) -> bool:
        return not self._alone

    @property
    def names(self) -> tuple[str, ...]:
        if self._alone:
            return (self._alone,)
        return ordered(p.name for p in self._folder.iterdir() if (p / manifest.PATH).is_file())

    def listed(self) -> tuple[str, ...] | None:
        file = self._folder / VERSIONS
        try:
            found = versions_of(file.read_bytes(), str(self._folder)) if file.is_file() else None
        except BadBranch:
            return None
        return None if found is None else tuple(each["version"] for each in found)

    def checksums(self, name: str) -> Mapping[str, str] | None:
        folder = self._at(name)
        if folder is None:
            return None
        found = {}
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                found[path.relative_to(folder).as_posix()] = ODD
            elif path.is_file():
                with path.open("rb") as stream:
                    checksum = hashlib.file_digest(stream, "sha256").hexdigest()
                found[path.relative_to(folder).as_posix()] = checksum
        return found

    def content(self, name: str, path: str) -> bytes | None:
        folder = self._at(name)
        file = folder / path if folder else None
        return file.read_bytes() if file and file.is_file() and not file.is_symlink() else None

    def prepare(self, names: Iterable[str]) -> None:
        """Nothing: files are read one by one."""

    def misnamed(self) -> Iterator[str]:
        """None: a folder holds it."""
        return iter(())

    def _at(self, name: str) -> Path | None:
        if self._alone:
            return self._folder if name == self._alone else None
        folder = self._folder / name
        return folder if folder.is_dir() and not folder.is_symlink() else None

    def _own_name(self) -> str:
        """The name of the one edition that the folder itself is; "" where it holds several."""
        file = self._folder / manifest.PATH
        try:
            return manifest.parse(file.read_bytes()).edition if file.is_file() else ""
        except BadManifest:
            return ""
