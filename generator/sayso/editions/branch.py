"""The branch on which editions are published, as it is at one commit. Nothing is changed here.

2025-01-05/ ...   an edition, and each of the others; `dev/` is the draft
latest/           the newest edition once more
versions.json     the list that Material's selector reads, in the shape that mike gives it
index.html, editions/, changes.json   what leads to them
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from sayso.model.editions import DEV, LATEST, BadName, Edition, EditionName
from sayso.model.snapshot import BadLedger, Snapshot
from sayso.model.snapshot import read as read_ledger

from . import manifest
from .manifest import BadManifest, Manifest
from .repository import Entry, Repository, misnamed

VERSIONS: Final = "versions.json"
#: What no forge may run Jekyll over.
NO_JEKYLL: Final = ".nojekyll"
_MOST_BYTES: Final = 4 * 1024 * 1024
#: A branch with one of these at its top holds a site's sources.
_SOURCES: Final = ("claims.yml", "claims", "mkdocs.yml", "site_config")


class BadBranch(Exception):
    """The branch holds what no edition of ours can be read from, or put beside."""


@dataclass(frozen=True)
class Published:
    """An edition on the branch: its name and its folder."""

    repository: Repository
    name: str
    tree: str
    #: Manifests and ledgers of all editions beside it, by their names on the branch, read at once when
    #: the first is asked for; None for one that is broken.
    beside: Callable[[], Mapping[str, bytes | None]] = dict

    @property
    def draft(self) -> bool:
        return self.name == DEV

    @cached_property
    def files(self) -> Mapping[str, Entry]:
        """Each file by its name in the edition."""
        return {entry.path: entry for entry in self.repository.tree(self.tree, deep=True)}

    def content(self, path: str) -> bytes:
        """A file. Raises `BadBranch` where there is none."""
        name = f"{self.name}/{path}"
        known = self.beside()
        if name not in known:
            entry = self.files.get(path)
            if entry is None or not entry.plain:
                raise BadBranch(f"edition {self.name} has no file {path}")
            return self.repository.blob(entry.sha)
        if (found := known[name]) is None:
            raise BadBranch(f"{name} cannot be read: its object is broken or missing in this repository")
        return found

    @cached_property
    def manifest(self) -> Manifest:
        """Raises `BadBranch`."""
        try:
            found = manifest.parse(self.content(manifest.PATH))
        except BadManifest as bad:
            raise BadBranch(f"{self.name}/{manifest.PATH} cannot be used: {bad}") from None
        if found.edition != self.name:
            raise BadBranch(f"{self.name}/{manifest.PATH} is that of edition {found.edition}")
        return found

    @property
    def ledger(self) -> bytes:
        """Its `ledger.json`. Raises `BadBranch`."""
        return self.content(manifest.LEDGER)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The state of the site that it is, with what it says of itself. Raises `BadBranch`."""
        try:
            found = read_ledger(self.ledger)
        except BadLedger as bad:
            raise BadBranch(f"{self.name}/{manifest.LEDGER} cannot be read: {bad}") from None
        edition = found.edition or Edition(self.name, self.manifest.made)
        return replace(found, edition=replace(edition, name=self.name))


@dataclass(frozen=True)
class Branch:
    """The branch at a `commit`, "" where it does not exist yet. `top` is what lies at its top."""

    repository: Repository
    name: str
    commit: str
    top: Mapping[str, Entry] = field(default_factory=dict)

    @cached_property
    def editions(self) -> tuple[Published, ...]:
        """The editions, the oldest first; not the draft."""
        found = [self._published(name) for name in self.top if _is_name(name) and self._ours(name)]
        return tuple(sorted(found, key=lambda each: EditionName.parse(each.name)))

    @cached_property
    def by_name(self) -> Mapping[str, Published]:
        """The editions and the draft."""
        drafts = [self._published(DEV)] if self._ours(DEV) else []
        return {each.name: each for each in (*self.editions, *drafts)}

    @property
    def latest(self) -> Published | None:
        return self.editions[-1] if self.editions else None

    def before(self, name: str) -> tuple[Published, ...]:
        """The predecessors of an edition, the oldest first: all of a draft, which has no day."""
        if name == DEV:
            return self.editions
        return tuple(e for e in self.editions if EditionName.parse(e.name) < EditionName.parse(name))

    def get(self, name: str) -> Published | None:
        """An edition by its name; `latest` is one too."""
        return self.latest if name == LATEST else self.by_name.get(name)

    def root_file(self, name: str) -> bytes | None:
        """A file at the top of the branch; None where there is none."""
        entry = self.top.get(name)
        return self.repository.blob(entry.sha) if entry and entry.plain else None

    @cached_property
    def versions(self) -> tuple[Mapping[str, Any], ...]:
        """The entries of versions.json. Raises `BadBranch`."""
        raw = self.root_file(VERSIONS)
        return () if raw is None else versions_of(raw, f"the branch {self.name}")

    def strange(self, name: str, written: Mapping[str, Any]) -> str:
        """Why an edition cannot be put on this branch without harm to what others put there: a
        sentence, "" where it can. `written` are the files besides that would be put at its top."""
        sources = next((each for each in _SOURCES if each in self.top), None)
        if sources:
            return (
                f"the branch {self.name} has {sources} at its top: it holds a site's sources, not "
                "editions; name another branch with --branch, or in site_config/sayso.yml"
            )
        for odd in misnamed(self.top.values()):
            return f"the branch {self.name} holds a name that no folder can hold: {odd[:100]!r}"
        theirs = [folder for folder in (name, LATEST) if folder in self.top and not self._ours(folder)]
        theirs += [each for each in (VERSIONS, NO_JEKYLL) if each in self.top and not self.top[each].plain]
        if not self.by_name:
            firsts = [path.partition("/")[0] for path in written]
            theirs += [
                first
                for first in firsts
                if first in self.top and first not in (VERSIONS, NO_JEKYLL) and not self._leads_on(first)
            ]
        if not theirs:
            return ""
        return (
            f"the branch {self.name} has something called {theirs[0]} that Sayso did not put there, and "
            "would have to write over; take it away, or name another branch with --branch"
        )

    def _leads_on(self, name: str) -> bool:
        """Whether this is the page by which mike leads to a version: ours does so too."""
        page = self.root_file(name) if name == "index.html" else None
        return page is not None and len(page) < 2_000 and b"window.location.replace(" in page

    def _published(self, name: str) -> Published:
        return Published(self.repository, name, self.top[name].sha, lambda: self._records)

    @cached_property
    def _records(self) -> Mapping[str, bytes | None]:
        there = {
            name: sha
            for name, sha in self._looked_up.items()
            if not name.startswith(f"{LATEST}/") and self._ours(name.partition("/")[0])
        }
        return dict(zip(there, self.repository.readable(there.values()), strict=True))

    @cached_property
    def _looked_up(self) -> Mapping[str, str]:
        """The objects of all manifests and ledgers, in folders at the top that may be editions."""
        names = [
            f"{name}/{path}"
            for name, entry in self.top.items()
            if entry.kind == "tree" and (name in (DEV, LATEST) or _is_name(name))
            for path in (manifest.PATH, manifest.LEDGER)
        ]
        parts = (name.partition("/") for name in names)
        found = self.repository.look(f"{self.top[folder].sha}:{path}" for folder, _, path in parts)
        return {name: sha for name, (kind, sha) in zip(names, found, strict=True) if kind == "blob"}

    def _ours(self, name: str) -> bool:
        """Whether a folder at the top is an edition that we made: others have no manifest."""
        return f"{name}/{manifest.PATH}" in self._looked_up


def read(repository: Repository, name: str, commit: str) -> Branch:
    """The branch as it is at a commit ("": it does not exist). Raises `GitTrouble`."""
    if not commit:
        return Branch(repository, name, "")
    return Branch(repository, name, commit, {entry.path: entry for entry in repository.tree(commit)})


def known(repository: Repository, name: str, remote: str) -> Branch:
    """The branch as this clone knows it, without asking the remote: what is here, or what the
    remote had when it was last asked, whichever goes further; where they have gone different ways,
    what the remote had. Raises `GitTrouble`."""
    here = repository.reference(f"refs/heads/{name}")
    there = repository.reference(f"refs/remotes/{remote}/{name}") if remote else ""
    if here and there and here != there:
        commit = here if repository.is_ancestor(there, here) else there
    else:
        commit = here or there
    return read(repository, name, commit)


def _is_name(text: str) -> bool:
    try:
        EditionName.parse(text)
    except BadName:
        return False
    return True


def versions_of(raw: bytes, where: str) -> tuple[Mapping[str, Any], ...]:
    """The entries of a versions.json; others' fields stay in them. Raises `BadBranch`."""
    bad = f"{VERSIONS} of {where} is no list of versions; mend it there"
    try:
        entries = json.loads(raw) if len(raw) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise BadBranch(bad)
    for entry in entries:
        fields = isinstance(entry, dict) and isinstance(entry.get("version"), str)
        if not fields or not isinstance(entry.get("aliases", []), list):
            raise BadBranch(bad)
    return tuple(entries)
