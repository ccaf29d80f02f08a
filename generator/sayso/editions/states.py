"""A state of a site by its name: a commit, a published edition, a folder, a `ledger.json`."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso import project
from sayso.config import load_config
from sayso.diagnostics import Diagnostic
from sayso.model.editions import DEV, LATEST, BadName, EditionName
from sayso.model.settings import EditionsSettings
from sayso.model.snapshot import BadLedger, Snapshot
from sayso.model.snapshot import read as read_ledger

from . import branch, manifest, moment
from .branch import BadBranch, Branch
from .checkout import checkout
from .git import GitTrouble, NoCommit, NoRepository
from .repository import Repository

_KINDS: Final = ("edition", "git", "folder")
#: A folder with one of these is a site's.
_SIGNS: Final = ("claims.yml", "claims", "mkdocs.yml")
_MOST_BYTES: Final = 256 * 1024 * 1024


class NoState(Exception):
    """A text that names no state of a site. The message is one sentence that says why. `unknown`
    where it could not be told: git or the disk refuses."""

    def __init__(self, message: str, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown


@dataclass(frozen=True)
class State:
    """A state of a site. `words` says which it is: "edition 2025-01-05", "commit 1c8aeec (v1)".
    `diagnostics` are what the check found where it was read from YAML."""

    snapshot: Snapshot
    words: str
    diagnostics: Sequence[Diagnostic] = ()


def state(root: Path, text: str) -> State:
    """The state that a text names. `root` is the site's folder, which says where git and the
    publishing branch are. Raises `NoState`.

    The text is `edition:NAME`, `git:REVISION` or `folder:PATH`; without such a word it is a folder
    or a `.json` file that is there, else an edition (also `latest` and `dev`), else a revision.
    """
    kind, colon, rest = text.partition(":")
    try:
        if colon and kind in _KINDS:
            match kind:
                case "edition":
                    return _edition(root, rest)
                case "git":
                    return _commit(root, rest)
            return _path(rest)
        return _bare(root, text)
    except (BadBranch, NoRepository, NoCommit) as problem:
        raise NoState(str(problem)) from None
    except GitTrouble as trouble:
        raise NoState(str(trouble), unknown=True) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = f" ({error.filename})" if error.filename else ""
        raise NoState(f"{text[:100]!r} cannot be read: {reason}{where}", unknown=True) from None


def editions_settings(root: Path) -> EditionsSettings:
    """Where the site's editions are published, as its settings now say."""
    config = load_config(root).config
    return config.settings.editions if config else EditionsSettings()


def published(root: Path) -> Branch:
    """The publishing branch as this clone knows it. Raises `GitTrouble`."""
    settings = editions_settings(root)
    return branch.known(Repository.of(root), settings.branch, settings.remote)


def _bare(root: Path, text: str) -> State:
    if "\0" not in text and (os.path.isdir(text) or (text.endswith(".json") and os.path.isfile(text))):
        return _path(text)
    if _is_edition(text):
        try:
            return _edition(root, text)
        except NoState as no:
            missing = no
        try:
            return _commit(root, text)
        except GitTrouble:
            raise missing from None
    try:
        return _commit(root, text)
    except NoRepository as trouble:
        raise NoState(f"{text[:100]!r} is no folder and no .json file, and {trouble}") from None
    except NoCommit:
        message = f"{text[:100]!r} is no folder, no .json file, no edition and no git revision"
        raise NoState(message) from None


def _is_edition(text: str) -> bool:
    if text in (DEV, LATEST):
        return True
    try:
        EditionName.parse(text)
    except BadName:
        return False
    return True


def _edition(root: Path, name: str) -> State:
    on_branch = published(root)
    found = on_branch.get(name)
    if found is None:
        there = ", ".join(on_branch.by_name) or "none yet"
        shown = f"{name[:60]!r}" if not _is_edition(name) else name
        raise NoState(f"there is no edition {shown} on the branch {on_branch.name} (published: {there})")
    return State(found.snapshot, f"edition {found.name}")


def _commit(root: Path, revision: str) -> State:
    with checkout(root, revision) as there:
        short = there.commit[:12]
        words = f"commit {short}" + ("" if there.commit.startswith(revision) else f" ({revision[:60]})")
        asked = moment.asked_for()
        with moment.as_of(there.moment if asked is None else asked):
            return _checked(there.root, words)


def _path(text: str) -> State:
    path = Path(text)
    if "\0" in text or not path.exists():
        raise NoState(f"there is no folder {text[:100]!r}")
    if path.is_file():
        return State(_ledger_file(path), text)
    if not any((path / sign).exists() for sign in _SIGNS) and (path / manifest.LEDGER).is_file():
        return State(_ledger_file(path / manifest.LEDGER), text)
    return _checked(path.resolve(), f"folder {text}")


def _ledger_file(path: Path) -> Snapshot:
    if path.stat().st_size > _MOST_BYTES:
        raise NoState(f"{path} is too large for a ledger.json")
    try:
        return read_ledger(path.read_bytes())
    except BadLedger as bad:
        raise NoState(f"{path} is no ledger that can be read: {bad}") from None


def _checked(site: Path, words: str) -> State:
    if not any((site / sign).exists() for sign in _SIGNS):
        raise NoState(f"{words} holds no site: there is no claims.yml in it")
    checked = project.check(site)
    if checked.config is None:
        first = next((each for each in checked.diagnostics), None)
        told = f": {first.mark}: {first.message}" if first else ""
        raise NoState(f"{words} has a configuration that cannot be used{told}")
    try:
        return State(project.snapshot(checked), words, tuple(checked.diagnostics))
    except BadLedger as bad:
        raise NoState(f"{words} cannot be compared: {bad}") from None
