"""Hold editions against their manifests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.model.editions import DEV, LATEST

from . import manifest
from .branch import VERSIONS, BadBranch, Branch
from .manifest import BadManifest, Manifest, sha256
from .shelves import LOST, MISNAMED, ODD, OnBranch, Shelf, ordered

_CHANGED: Final = "was changed: its bytes are not those of the manifest"
_ALONE: Final = "The editions before it are not in this folder, so they were not compared."
_WORDS: Final = {
    ODD: "is no plain file",
    LOST: "cannot be read: its object is broken or missing",
    MISNAMED: "has a name that no folder can hold",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is not as it must be. `path` is a file of the edition, "" for the edition as a whole."""

    edition: str
    path: str
    message: str


@dataclass(frozen=True)
class Verified:
    """What was looked at: editions, files that their manifests name, files of search indexes, which
    stand outside; and what is wrong. `notes` say what could not be looked at."""

    editions: tuple[str, ...]
    files: int
    search: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()


def verify(shelf: Shelf, names: Iterable[str], *, everything: bool = False) -> Verified:
    """Hold these editions against their manifests. With `everything` also what stands beside them:
    that `latest` is the copy of the newest, and that the list of versions has them all."""
    faults: list[Fault] = []
    seen, files, search = [], 0, 0
    ledgers = _ledgers(shelf) if shelf.whole else None
    names = tuple(names)
    shelf.prepare((*names, LATEST) if everything else names)
    for name in names:
        found = shelf.checksums(name)
        if found is None:
            faults.append(Fault(name, "", "there is no such edition"))
            continue
        seen.append(name)
        held = [path for path in found if path and manifest.covered(path)]
        files += len(held)
        search += sum(path.startswith(manifest.SEARCH) for path in found)
        faults.extend(_edition(shelf, name, found, ledgers))
    if everything and shelf.whole:
        faults.extend((*_latest(shelf), *_listed(shelf)))
        faults.extend(Fault(name, "", _WORDS[MISNAMED]) for name in shelf.misnamed())
    notes = () if shelf.whole else (_ALONE,)
    return Verified(tuple(seen), files, search, tuple(sorted(faults)), notes)


def records(there: Branch) -> Iterator[Fault]:
    """Hold only the records of published editions (the draft apart) against their manifests: what a
    new edition is made after. It takes no time."""
    sums = _ledgers(OnBranch(there))
    for each in there.editions:
        try:
            says = each.manifest
        except BadBranch as bad:
            yield Fault(each.name, "", f"is not what was published: {bad}")
            continue
        if says.files.get(manifest.LEDGER) != sums[each.name]:
            yield Fault(each.name, manifest.LEDGER, _CHANGED if sums[each.name] else _WORDS[LOST])
        yield from _predecessors(each.name, says, sums)


def _ledgers(shelf: Shelf) -> dict[str, str]:
    """The checksum of each edition's ledger.json, "" where it cannot be read."""
    read = ((name, shelf.content(name, manifest.LEDGER)) for name in shelf.names)
    return {name: "" if raw is None else sha256(raw) for name, raw in read}


def _edition(
    shelf: Shelf, name: str, found: Mapping[str, str], ledgers: Mapping[str, str] | None
) -> Iterator[Fault]:
    if "" in found:
        yield Fault(name, "", _WORDS[found[""]])
        return
    raw = shelf.content(name, manifest.PATH)
    if raw is None:
        yield Fault(name, manifest.PATH, "is missing: nothing can be proved without it")
        return
    try:
        says = manifest.parse(raw)
    except BadManifest as bad:
        yield Fault(name, manifest.PATH, f"cannot be used: {bad}")
        return
    if says.edition != name:
        yield Fault(name, manifest.PATH, f"is that of edition {says.edition}")
    yield from _files(name, says, found)
    if ledgers is not None:
        yield from _predecessors(name, says, ledgers)


def _files(name: str, says: Manifest, found: Mapping[str, str]) -> Iterator[Fault]:
    for path, checksum in found.items():
        if checksum in _WORDS:
            yield Fault(name, path, _WORDS[checksum])
        elif not manifest.covered(path):
            continue
        elif path not in says.files:
            yield Fault(name, path, "was added: the manifest does not name it")
        elif says.files[path] != checksum:
            yield Fault(name, path, _CHANGED)
    for path in says.files:
        if path not in found:
            yield Fault(name, path, "is missing")


def _predecessors(name: str, says: Manifest, ledgers: Mapping[str, str]) -> Iterator[Fault]:
    for before, checksum in says.predecessors.items():
        match ledgers.get(before):
            case None:
                yield Fault(name, "", f"was made after edition {before}, which is no longer there")
            case "":
                yield Fault(name, "", f"was made after edition {before}, whose ledger.json cannot be read")
            case now if now != checksum:
                words = f"was made after another ledger.json of edition {before} than there is now"
                yield Fault(name, "", words)


def _latest(shelf: Shelf) -> Iterator[Fault]:
    newest = next((name for name in reversed(shelf.names) if name != DEV), None)
    found = shelf.checksums(LATEST)
    if newest is None:
        if found is not None:
            yield Fault(LATEST, "", "is there, but no edition is")
        return
    if found is None:
        yield Fault(LATEST, "", f"is missing: it must be a copy of {newest}")
        return
    there = shelf.checksums(newest) or {}
    for path in sorted(there.keys() | found.keys()):
        if path not in found:
            yield Fault(LATEST, path, f"is missing: {newest} has it")
        elif path not in there:
            yield Fault(LATEST, path, f"was added: {newest} does not have it")
        elif found[path] != there[path]:
            yield Fault(LATEST, path, f"is not that of {newest}")


def _listed(shelf: Shelf) -> Iterator[Fault]:
    """An edition that was taken away leaves its line in the list of versions."""
    listed = shelf.listed()
    if listed is None:
        if shelf.names:
            yield Fault(VERSIONS, "", "is missing, or is no list of versions")
        return
    for name in shelf.names:
        if name not in listed:
            yield Fault(name, "", f"is not in {VERSIONS}")
    for name in ordered(listed):
        if name != DEV and name not in shelf.names:
            yield Fault(name, "", f"is in {VERSIONS}, but no such edition can be read")
