"""Build an edition again and hold it against what was published, byte by byte."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from . import manifest, moment
from .branch import BadBranch, Branch, Published
from .git import NoCommit
from .maker import maker
from .manifest import Manifest

#: Characters of context on each side of a difference.
_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that came out otherwise. `how` is "changed", "missing" (it was not made again) or
    "added"; `line` is where the first difference is, with what was published and what came out."""

    path: str
    how: str
    line: int = 0
    published: str = ""
    rebuilt: str = ""


@dataclass(frozen=True)
class Rebuilt:
    """What came of it. `search` are files of the search index that differ, which no promise covers;
    `tools` are those whose version was another then: name, then, now."""

    name: str
    commit: str
    files: int
    differences: tuple[Difference, ...]
    search: tuple[str, ...]
    tools: tuple[tuple[str, str, str], ...]


def rebuild(root: Path, there: Branch, name: str, tell: Callable[[str], None] = lambda _: None) -> Rebuilt:
    """Build an edition's commit again, with the editions that were before it then, as of the same
    moment. Raises `BadBranch`, and what the maker raises."""
    edition = there.get(name)
    if edition is None:
        raise BadBranch(f"there is no edition {name} on the branch {there.name}")
    says = edition.manifest
    before = tuple(_predecessors(there, says))
    try:
        there.repository.commit(says.commit)
        made = moment.read(says.made)
    except NoCommit:
        message = f"edition {name} is made of commit {says.commit[:12]}, which is not in this clone; fetch it"
        raise BadBranch(message) from None
    except ValueError:
        raise BadBranch(f"{name}/{manifest.PATH} does not say as of when it is made") from None
    with (
        tempfile.TemporaryDirectory(prefix="sayso-") as work,
        maker(root, says.commit, edition.name, tell, folder=says.folder, made=made) as make,
    ):
        again = make(before, Path(work) / "edition")
        differing = list(_compared(edition, again.folder))
    return Rebuilt(
        edition.name,
        says.commit,
        len(says.files),
        (
            *_manifests(edition, again.manifest, differing),
            *(each for each in differing if manifest.covered(each.path)),
        ),
        tuple(each.path for each in differing if each.path.startswith(manifest.SEARCH)),
        tuple(_tools(says, again.manifest)),
    )


def _predecessors(there: Branch, says: Manifest) -> Iterator[Published]:
    for name, checksum in says.predecessors.items():
        found = there.by_name.get(name)
        if found is None:
            raise BadBranch(f"edition {says.edition} was made after {name}, which is no longer on the branch")
        if manifest.sha256(found.ledger) != checksum:
            raise BadBranch(f"the ledger.json of edition {name} was changed since {says.edition} was made")
        yield found


def _compared(edition: Published, folder: Path) -> Iterator[Difference]:
    """File by file, but for the manifest, whose parts are compared by themselves."""
    now = set(manifest.files_in(folder)) - {manifest.PATH}
    then = [path for path in edition.files if path != manifest.PATH]
    contents = edition.repository.readable(edition.files[path].sha for path in then)
    for path, content in zip(then, contents, strict=True):
        if path not in now:
            yield Difference(path, "missing")
        elif content is None or not edition.files[path].plain:
            yield Difference(path, "changed", 0, "no plain file, or one that cannot be read", "a file")
        elif (again := (folder / path).read_bytes()) != content:
            yield _difference(path, content, again)
    for path in sorted(now - set(then)):
        yield Difference(path, "added")


def _difference(path: str, published: bytes, rebuilt: bytes) -> Difference:
    at = next(
        (n for n, (one, other) in enumerate(zip(published, rebuilt, strict=False)) if one != other),
        min(len(published), len(rebuilt)),
    )
    line = published.count(b"\n", 0, at) + 1
    return Difference(path, "changed", line, _excerpt(published, at), _excerpt(rebuilt, at))


def _excerpt(content: bytes, at: int) -> str:
    start = max(content.rfind(b"\n", 0, at) + 1, at - _AROUND)
    part = content[start : at + _AROUND].split(b"\n")
    # The difference may be the end of the line itself.
    return (part[0] if start + len(part[0]) >= at else b"\n".join(part)).decode("utf-8", "replace")


def _manifests(then: Published, now: Manifest, differing: Sequence[Difference]) -> Iterator[Difference]:
    """Whether the manifest is that of what was built, byte by byte, but for what is told by itself: the
    tools, and the files that differ."""
    says = then.manifest
    told = {each.path for each in differing}
    files = {path: checksum for path, checksum in now.files.items() if path not in told}
    files |= {path: checksum for path, checksum in says.files.items() if path in told}
    published = then.content(manifest.PATH)
    again = manifest.text(replace(now, files=files, tools=says.tools)).encode()
    if published != again:
        yield _difference(manifest.PATH, published, again)


def _tools(then: Manifest, now: Manifest) -> Sequence[tuple[str, str, str]]:
    names = sorted(then.tools.keys() | now.tools.keys())
    pairs = ((name, then.tools.get(name, "none"), now.tools.get(name, "none")) for name in names)
    return [each for each in pairs if each[1] != each[2]]
