"""One build at a time, and a new site in the old one's place in one step.

A build that is killed leaves the old site or the new one, and beside it folders that
the next build clears away.
"""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_LOCK: Final = ".sayso/build.lock"
# renameat2(2): paths are relative to the working directory; the two are exchanged.
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
#: Only what is there after a build by MkDocs may be replaced by the next.
_SIGNS: Final = ("404.html", "sitemap.xml", "search/search_index.json")


class Busy(Exception):
    """Another build runs here. The message says which."""


class NotASite(Exception):
    """The folder to be replaced holds something else. The message names it."""


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the site's lock. Raises `Busy`, and `OSError` where there can be no lock.

    The lock is the kernel's, so that a killed build leaves none. Windows has no `flock`:
    there two builds at once are not kept apart.
    """
    folder = root / _LOCK.partition("/")[0]
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    with open(os.open(root / _LOCK, os.O_RDWR | os.O_CREAT, 0o644), "r+") as stream:
        if sys.platform != "win32":
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = stream.read(100).strip() or "it has just begun"
                raise Busy(f"another build is running here ({holder}); wait for it, or end it") from None
        now = datetime.now().astimezone()
        stream.truncate(0)
        stream.write(f"process {os.getpid()}, since {now:%H:%M:%S}\n")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)


def refuse(target: Path, root: Path) -> None:
    """Raise `NotASite` where putting a site would destroy something else."""
    if target == root or target in root.parents or (root / "build") in (target, *target.parents):
        raise NotASite(f"{target} cannot hold the site: what the site is made of is there")
    if target.exists() and not target.is_dir():
        raise NotASite(f"{target} is a file, not a folder")
    if target.is_dir() and any(target.iterdir()) and not any((target / sign).exists() for sign in _SIGNS):
        raise NotASite(
            f"{target} is not empty, and what is in it is not a built site; empty it, or name another"
        )


def recover(target: Path) -> None:
    """Put back what a killed build left half exchanged, and clear away what it left."""
    if not target.parent.is_dir():
        return
    left = sorted(name for name in os.listdir(target.parent) if name.startswith(_prefixes(target)))
    old = [name for name in left if name.startswith(_prefixes(target)[1])]
    if old and not target.exists():
        os.rename(target.parent / old.pop(), target)
    for name in left:
        shutil.rmtree(target.parent / name, ignore_errors=True)


def beside(target: Path) -> Path:
    """A new, empty folder on the target's file system. Raises `OSError`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_prefixes(target)[0], dir=target.parent))
    folder.chmod(0o755)
    return folder


def put(new: Path, target: Path) -> None:
    """Let `new` take the target's place; what was there is deleted. Raises `OSError`."""
    if not target.exists():
        os.rename(new, target)
        return
    if _swap(new, target):
        shutil.rmtree(new, ignore_errors=True)
        return
    # Between the two renames there is no site; `recover` mends that after a kill.
    old = Path(tempfile.mkdtemp(prefix=_prefixes(target)[1], dir=target.parent))
    os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        with suppress(OSError):
            os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _prefixes(target: Path) -> tuple[str, str]:
    return f".{target.name}-new-", f".{target.name}-old-"


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system has no such step."""
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if function is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if function(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))
