"""Put an edition on the publishing branch: all or nothing, and nothing that is there is ever changed.

    places      where the branch stands, here and on the remote
    refuse      what is published already, or a branch that is not ours: before anything is built
    make        the edition, with those before it
    push        without force; whoever is overtaken begins again with what is there by then
    confirm     the remote itself says that it holds our manifest
    move        the branch here follows, by compare and swap

Killed at any moment it leaves the branch as it was or as it is to be: each place moves in one step.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sayso.files import Folder
from sayso.interrupts import heed
from sayso.locks import FOLDER, Busy, held
from sayso.model.editions import DEV, EditionName

from . import branch
from .branch import Branch
from .git import GitTrouble
from .manifest import Manifest
from .overlooked import overlooked
from .remote import Diverged, Line, Overtaken, Places
from .repository import Repository
from .shelves import OnBranch
from .verify import records, verify
from .writing import Made, Maker, Refused, Request, commit_of, written

_LOCK: Final = "publish.lock"
#: How often another may be faster, and seconds to wait at most after that.
_TRIES: Final = 60
_PAUSE: Final = 0.4
#: So often the branch may stand where it stood: then nobody was faster, but something is in the way.
_STUCK: Final = 10


@dataclass(frozen=True)
class Outcome:
    """What was done. `commit` is that of the publishing branch, "" in a dry run; `carried` are
    editions that the remote did not have and has now; `before` names those before it; `notes` were
    told already."""

    name: str
    commit: str
    manifest: Manifest
    before: tuple[str, ...]
    latest: bool
    carried: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass
class _Kept:
    """What was made for the same editions before it need not be made again."""

    key: tuple[tuple[str, str], ...] | None = None
    made: Made | None = None
    tree: str = ""
    turn: int = 0
    told: list[str] = field(default_factory=list)


def publish(request: Request, make: Maker, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """Publish an edition. Raises `Refused`, `BadBranch`, `Busy`, `GitTrouble`, `OSError`, and what
    `make` raises: then nothing is changed."""
    repository = Repository.of(request.root)
    line = Line(repository, request.branch, request.remote, request.offline, tell)
    _sound(line)
    if request.pushes:
        tell(f"Asking {request.remote} what is published there ...")
    with _alone(request.root), tempfile.TemporaryDirectory(prefix="sayso-") as work:
        kept = _Kept()
        stood, stuck = "", 0
        for turn in range(_TRIES):
            if turn:
                time.sleep(random.uniform(0, _PAUSE))  # noqa: S311 - no secret
                tell("Another publisher was faster: once more, with what is there now ...")
            heed()
            try:
                return _turn(request, line, make, kept, Path(work))
            except Overtaken as other:
                stuck = stuck + 1 if turn and other.stood == stood else 0
                stood = other.stood
                if stuck == _STUCK:
                    raise other.trouble from None
    raise Refused(f"others publish on {request.branch} all the time; nothing was changed: try again later")


def _sound(line: Line) -> None:
    try:
        line.repository.run("check-ref-format", "--branch", line.name)
    except GitTrouble:
        raise Refused(f"{line.name[:60]!r} is no name for a branch") from None
    if folder := line.in_use():
        raise Refused(
            f"the branch {line.name} is checked out in {folder}, where publishing would pull it from under "
            "whoever works there; check out another branch there first"
        )


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = Folder(root).folder(FOLDER)
    try:
        Folder(folder).write(".gitignore", b"*\n")
        with held(folder / _LOCK, "publishing"):
            yield
    except Busy as busy:
        words = str(busy) or "it has just begun"
        raise Busy(f"another `sayso publish` is at work here ({words}); wait for it, or end it") from None


def _turn(request: Request, line: Line, make: Maker, kept: _Kept, work: Path) -> Outcome:
    places = _places(line)
    there = branch.read(line.repository, line.name, places.base)
    _refuse(there, request)
    before = there.before(request.name)
    key = tuple((each.name, each.tree) for each in before)
    if kept.made is None or kept.key != key:
        kept.turn += 1
        kept.made, kept.key, kept.tree = make(before, work / str(kept.turn)), key, ""
    made = kept.made
    newest = request.name != DEV and all(
        EditionName.parse(each.name) < EditionName.parse(request.name) for each in there.editions
    )
    for words in overlooked(there, before, request, made):
        _note(words, kept, line)
    names = tuple(each.name for each in before)
    if request.dry_run:
        return Outcome(request.name, "", made.manifest, names, newest, notes=tuple(kept.told))
    kept.tree = kept.tree or written(line.repository, made.folder)
    commit = commit_of(there, request, made, kept.tree)
    _prove(line, commit, request.name)
    carried = _carried(line, there, places)
    if request.pushes:
        line.tell(f"Sending it to {request.remote} ...")
        _pushed(line, request, commit, kept.tree, places)
    try:
        line.move(commit, places.here, f"sayso publish {request.name}")
    except (Overtaken, GitTrouble) as trouble:
        if not request.pushes:
            raise
        words = f"{request.remote} has the edition, but the branch {line.name} here could not follow"
        _note(f"{words} ({trouble}); `git fetch` tells this clone of it.", kept, line)
    return Outcome(request.name, commit, made.manifest, names, newest, carried, tuple(kept.told))


def _note(words: str, kept: _Kept, line: Line) -> None:
    """Tell it at once, and but once."""
    if words not in kept.told:
        kept.told.append(words)
        line.tell(words)


def _places(line: Line) -> Places:
    try:
        return line.places()
    except GitTrouble as trouble:
        if not line.remote or line.offline:
            raise
        told = f"{line.remote} cannot be asked, and nothing was changed; --local publishes in this clone only"
        if "terminal prompts disabled" in trouble.said:
            told = (
                f"{line.remote} wants a password, and nothing was changed: `git fetch` asks for it, which a "
                "credential helper of git's then keeps; or use an address with an SSH key"
            )
        raise GitTrouble(f"{told} ({trouble})", trouble.said) from None
    except Diverged as parted:
        here = branch.read(line.repository, line.name, parted.here)
        there = branch.read(line.repository, line.name, parted.there)
        only = [name for name in here.by_name if name not in there.by_name]
        told = f"only here: {', '.join(only)}" if only else "nothing is only here"
        raise Refused(
            f"the branch {line.name} here and that on {line.remote} have gone different ways ({told}); "
            f"`git branch -f {line.name} {parted.there[:12]}` gives up what is only here"
        ) from None


def _refuse(there: Branch, request: Request) -> None:
    """Refuse what may not be published, before anything is built."""
    found = there.by_name.get(request.name)
    if found is not None and not found.draft:
        same = found.manifest.commit == request.commit
        of = "of the same commit" if same else f"of commit {found.manifest.commit[:12]}"
        raise Refused(
            f"edition {request.name} is published already, {of}, and an edition never changes; "
            f"publish {_next(there, request.name)} instead"
        )
    at_top = () if found else ("index.html", "editions", "changes.json")
    if reason := there.strange(request.name, dict.fromkeys(at_top)):
        raise Refused(reason)
    for fault in records(there):
        what = f"{fault.edition}/{fault.path}" if fault.path else f"edition {fault.edition}"
        raise Refused(
            f"{what} {fault.message}; nothing is published after an edition that was altered: "
            f"`sayso edition verify all` names all of it, `git log {there.commit[:12]}` whose doing it is"
        )
    versions_there = there.versions  # raises where it cannot be read
    if any(each["version"] == request.name for each in versions_there) and found is None:
        raise Refused(
            f"{branch.VERSIONS} on the branch {there.name} has a version {request.name} that Sayso did not "
            "publish; take it away there, or take another name"
        )


def _next(there: Branch, name: str) -> str:
    parsed = EditionName.parse(name)
    number = parsed.number + 1
    while str(EditionName(parsed.day, number)) in there.top:
        number += 1
    return str(EditionName(parsed.day, number))


def _prove(line: Line, commit: str, name: str) -> None:
    """What git now holds is what was built, byte by byte; else nothing is published."""
    found = verify(OnBranch(branch.read(line.repository, line.name, commit)), (name,))
    if found.faults:
        first = found.faults[0]
        raise GitTrouble(f"git does not hold what was built: {first.path or first.edition} {first.message}")


def _carried(line: Line, there: Branch, places: Places) -> tuple[str, ...]:
    """Editions that are here and not yet on the remote: they go along."""
    if not line.remote or line.offline or places.base == places.there:
        return ()
    far = branch.read(line.repository, line.name, places.there)
    return tuple(name for name in there.by_name if name not in far.by_name)


def _pushed(line: Line, request: Request, commit: str, tree: str, places: Places) -> None:
    """Push, and have the remote say that it holds the edition. Raises `Overtaken`, `GitTrouble`."""
    trouble: Overtaken | GitTrouble | None = None
    try:
        line.push(commit, places.there)
    except (Overtaken, GitTrouble) as error:
        trouble = error
    # The answer may have been lost on the way: what counts is what is there.
    try:
        there = _holds(line, commit, request.name, tree)
    except GitTrouble as lost:
        told = "publish it again, which tells whether it arrived"
        raise GitTrouble(f"{line.remote} no longer answers; {told} ({trouble or lost})", lost.said) from None
    if there:
        return
    raise trouble or GitTrouble(
        f"{line.remote} took the push, but does not have the edition; look at its branch"
    )


def _holds(line: Line, commit: str, name: str, tree: str) -> bool:
    tip = line.ask()
    if not tip or not (tip == commit or line.repository.is_ancestor(commit, tip)):
        return False
    found = branch.read(line.repository, line.name, tip).top.get(name)
    # A draft may have been published again since.
    return found is not None and (found.sha == tree or name == DEV)
