"""A change in the frame of what it would change: the proposal's claims, content and lock, with the
base's configuration and templates.

Whatever lies in a proposal is copied, never opened: a link stays a link, so that the check sees it
and refuses it.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sayso.files import MOST_BYTES, MOST_FILES
from sayso.lockfile import ReadLock, parse_lock
from sayso.project import base_lock

#: What anybody may propose.
CONTENT: Final = ("claims.yml", "claims", "content")
#: What decides how that is judged and shown.
RULES: Final = ("site_config", "templates", "mkdocs.yml")
LOCK: Final = "site_config/captures.lock"
#: No site is nested so far (`sayso.bounds`); some calls of the system's go down one by one.
_DEEPEST: Final = 64
#: So many names of files are told.
_MOST_NAMES: Final = 20


class TooMuch(OSError):
    """A folder with more files than a site may have."""


def put_together(base: Path, proposed: Path, into: Path) -> Path:
    """Make `into` the proposal's content in the base's frame. Raises `OSError`."""
    into.mkdir(parents=True)
    for name in RULES:
        _copy(base / name, into / name)
    with contextlib.suppress(FileNotFoundError):
        (into / LOCK).unlink()
    for name in CONTENT:
        _copy(proposed / name, into / name)
    # A folder that is itself a link could lead anywhere: then there is no lock.
    if not (proposed / LOCK).parent.is_symlink() and (into / LOCK).parent.is_dir():
        _copy(proposed / LOCK, into / LOCK)
    return into


def lock_of(base: Path) -> ReadLock:
    """The base's lock; an empty one where there is none: then nothing was verified."""
    try:
        return base_lock(base / LOCK)
    except OSError:
        return parse_lock(b"schema: 1\n", LOCK)


def _copy(start: Path, goal: Path) -> None:
    """Copy a file or a folder; a link as a link, and what is neither, or lies too deep, as a link to
    nowhere, so that it is refused where it stands."""
    left = MOST_FILES
    todo = [(start, goal)]
    while todo:
        source, target = todo.pop()
        try:
            mode = os.lstat(source).st_mode
        except FileNotFoundError:
            continue
        left -= 1
        if left < 0:
            raise TooMuch(errno.EFBIG, f"more than {MOST_FILES:,} files in one folder", str(start))
        if stat.S_ISLNK(mode):
            os.symlink(os.readlink(source), target)
        elif stat.S_ISDIR(mode) and len(source.parts) - len(start.parts) < _DEEPEST:
            target.mkdir()
            todo.extend((source / name, target / name) for name in os.listdir(source) if name != ".git")
        elif stat.S_ISREG(mode):
            shutil.copyfile(source, target, follow_symlinks=False)
        else:
            os.symlink("/dev/null", target)


def rules_changed(base: Path, proposed: Path) -> tuple[str, ...]:
    """Which files that maintainers own differ, by name. The lock is content here: what it may
    say is bounded otherwise."""
    differing: list[str] = []
    for top in RULES:
        names = {*_files(base, top), *_files(proposed, top)} - {LOCK}
        for name in sorted(names):
            if _bytes(base / name) != _bytes(proposed / name):
                differing.append(name)
    more = len(differing) - _MOST_NAMES
    return (*differing[:_MOST_NAMES], *([f"and {more:,} more"] if more > 0 else []))


def _files(root: Path, top: str) -> Iterator[str]:
    start = root / top
    if start.is_symlink() or not start.is_dir():
        if os.path.lexists(start):
            yield top
        return
    count = 0
    for folder, folders, files in os.walk(start):
        folders[:] = sorted(each for each in folders if not each.startswith((".git", "__pycache__")))
        linked = [each for each in folders if Path(folder, each).is_symlink()]
        for name in (*files, *linked):
            count += 1
            if count > MOST_FILES:
                return
            yield Path(folder, name).relative_to(root).as_posix()


def _bytes(path: Path) -> bytes | None:
    """What a file holds, where a link leads; None for what is not there."""
    try:
        mode = os.lstat(path)
        if stat.S_ISLNK(mode.st_mode):
            return b"link " + os.fsencode(os.readlink(path))
        if not stat.S_ISREG(mode.st_mode) or mode.st_size > MOST_BYTES:
            return b"size " + str(mode.st_size).encode()
        return path.read_bytes()
    except OSError:
        return None
