"""All editions as a plain folder, for any host of static files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.links import internal
from sayso.links.internal import Finding, Reason
from sayso.model.editions import DEV, LATEST
from sayso.site.exchange import NotASite, placed, put, workshop

from . import branch, manifest, versions
from .branch import BadBranch, Branch
from .shelves import OnBranch
from .verify import Fault, verify

#: Only a folder with one of these may be replaced.
_SIGNS: Final = (f"{LATEST}/{manifest.PATH}", f"dev/{manifest.PATH}")
_NOT_FOUND: Final = "404.html"


class Unsound(Exception):
    """Nothing was written: editions on the branch are not what they were, or links in the whole lead
    nowhere."""

    def __init__(self, faults: tuple[Fault, ...] = (), links: tuple[Finding, ...] = ()) -> None:
        super().__init__()
        self.faults, self.links = faults, links


@dataclass(frozen=True)
class Assembled:
    """What was written: the folder, the editions in it, its pages, and the links that were tested.
    `left_out` are folders of others on the branch."""

    folder: Path
    editions: tuple[str, ...]
    pages: int
    links: int
    left_out: tuple[str, ...]


def assemble(
    root: Path, there: Branch, out: Path, address: str = "", tell: Callable[[str], None] = lambda _: None
) -> Assembled:
    """Write all editions, and what leads to them, into a folder; it is there whole or not at all.

    Every file is held against its manifest first, every link within the whole is tested. `address`
    is that of the whole site where it is known. Raises `Unsound`, `BadBranch`, `NotASite`, `Busy`,
    `GitTrouble` and `OSError`.
    """
    if not there.by_name:
        raise BadBranch(f"nothing is published yet on the branch {there.name}; `sayso publish` does that")
    target = placed(out, root, _SIGNS)
    _judge(target, there)
    tell("Holding every file against its manifest ...")
    verified = verify(OnBranch(there), there.by_name, everything=True)
    if verified.faults:
        raise Unsound(faults=verified.faults)
    tell("Writing the editions ...")
    with workshop(target) as new:
        for path, content in _files(there):
            file = new / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        tell("Testing every link ...")
        report = internal.check_folder(new, site_url=address)
        bad = tuple(found for found in report.findings if _counts(found, there))
        if bad:
            raise Unsound(links=bad)
        put(new, target)
    return Assembled(target, tuple(there.by_name), report.pages, report.links, tuple(_others(there)))


def _judge(target: Path, there: Branch) -> None:
    """Only what we wrote may go with the folder. Raises `NotASite`."""
    ours = {*_ours(there), branch.VERSIONS, LATEST, DEV, "editions"}
    for path in sorted(target.iterdir() if target.is_dir() else ()):
        if path.name not in ours and not (path / manifest.PATH).is_file():
            raise NotASite(
                f"{target} holds {path.name}, which is no edition and would be lost; take it away, or name "
                "another folder"
            )


def _files(there: Branch) -> Iterator[tuple[str, bytes]]:
    repository = there.repository
    said = (published.snapshot.edition for published in there.by_name.values())
    yield branch.VERSIONS, versions.text([edition for edition in said if edition], ())
    for name in _ours(there):
        entry = there.top[name]
        deep = repository.tree(entry.sha, deep=True) if entry.kind == "tree" else [entry]
        plain = [each for each in deep if each.plain]
        for each, content in zip(plain, repository.blobs(each.sha for each in plain), strict=True):
            yield (f"{name}/{each.path}" if entry.kind == "tree" else name), content


def _ours(there: Branch) -> list[str]:
    """Our folders at the top, and every file there; but for the list of versions, made anew without
    what others published."""
    folders = {*there.by_name, LATEST, "editions"}
    return [
        name
        for name, entry in there.top.items()
        if (name in folders if entry.kind == "tree" else name != branch.VERSIONS and entry.plain)
    ]


def _others(there: Branch) -> list[str]:
    ours = {*_ours(there), branch.VERSIONS}
    return [name for name in there.top if name not in ours]


def _counts(found: Finding, there: Branch) -> bool:
    """Whether a finding is one here. What leads to an edition's pages within it was tested when it was
    built. The page that says "not found" knows no place: its links are those from the host's root."""
    if found.reason is Reason.NO_HOME and not there.editions:
        return False  # a draft alone: nobody is led there
    edition, slash, page = found.page.partition("/")
    within = bool(slash) and (edition in there.by_name or edition == LATEST)
    return not (within and (found.reason is Reason.UNREACHABLE or page == _NOT_FOUND))
