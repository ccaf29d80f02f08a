"""The pages on disk: `build/docs`, which the engine reads."""

import errno
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.files import Folder, NotPlain, OutsideRoot, Unreadable
from sayso.render.pages import Page

#: Where the pages go, below a site's root, and in it the list of what is ours.
DOCS = "build/docs"
MANIFEST = ".manifest.json"


@dataclass(frozen=True)
class Written:
    """What writing changed, by name below `build/docs`, and where each page comes from.

    `foreign` lies there and is not ours; `origins` names each page's file."""

    pages: int
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


def write(root: Path, made: list[Page], assets: tuple[str, ...] = ()) -> Written:
    """Put the pages into `build/docs`: only what changed is written, what is no longer
    made is deleted. Raises `OSError` where the disk refuses.

    A manifest in the folder says what is ours: a file that we did not put there is
    left alone and named in `foreign`. It is renewed before and after, so that a build
    that was cut short leaves nothing that nobody answers for.
    """
    docs = Folder(Folder(root).folder(DOCS))
    docs.tidy()
    there = _files(docs)
    content = {page.path: page.content for page in made}
    for name in assets:
        try:
            content[name.removeprefix("content/")] = Folder(root).read(name)
        except Unreadable as problem:  # it was there a moment ago, when it was checked
            raise OSError(errno.ENOENT, problem.message, str(root / name)) from None
    before = _manifest(docs)
    _write_manifest(docs, before | content.keys())
    changed = tuple(name for name, data in content.items() if docs.write(name, data))
    removed = tuple(sorted(before - content.keys()))
    for name in removed:
        docs.remove(name)
    _write_manifest(docs, set(content))
    foreign = tuple(name for name in there if name not in content and name not in before)
    return Written(len(made), changed, removed, foreign, {page.path: page.origin for page in made})


def _files(docs: Folder) -> list[str]:
    """What lies in `build/docs`. The engine follows links, so one there is refused: it could
    publish any file of this machine."""
    names: list[str] = []
    for base, folders, files in os.walk(docs.root):
        below = Path(base).relative_to(docs.root)
        hidden = any(part.startswith(".") for part in below.parts)
        start = "" if base == str(docs.root) else below.as_posix() + "/"
        for name in (*folders, *files):
            mode = os.lstat(os.path.join(base, name)).st_mode
            if stat.S_ISREG(mode):
                if not (hidden or name.startswith(".")):
                    names.append(start + name)
            elif not stat.S_ISDIR(mode):
                raise NotPlain(Path(base, name))
    return sorted(names)


def _manifest(docs: Folder) -> set[str]:
    """What we wrote. The list is a file that anybody may have changed, and what it names
    may be deleted: so only what we could have written."""
    try:
        names = json.loads(docs.read(MANIFEST))
    except (Unreadable, ValueError, RecursionError):
        return set()
    return {name for name in names if _could_be_ours(docs, name)} if isinstance(names, list) else set()


def _could_be_ours(docs: Folder, name: object) -> bool:
    if not isinstance(name, str) or any(part.startswith(".") for part in name.split("/")):
        return False
    try:
        docs.path(name)
        name.encode()
    except (OutsideRoot, UnicodeError):
        return False
    return True


def _write_manifest(docs: Folder, names: set[str]) -> None:
    docs.write(MANIFEST, json.dumps(sorted(names), indent=0).encode())


def disk_problem(error: OSError, what: str) -> str:
    """One sentence for a disk that refuses."""
    reason = error.strerror or str(error)
    place = error.filename2 or error.filename
    where = f" ({place})" if isinstance(place, str) and place else ""
    return f"cannot write {what}: {reason[:1].lower()}{reason[1:]}{where}"
