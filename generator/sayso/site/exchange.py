"""A new site in the old one's place, in one step.

A build works in a folder beside the target, `.NAME-sayso`, of which it holds the lock:

    lock    who is at work; the kernel's lock on it keeps others out, from this target too
    site    the new site; then, by the exchange, the old one
    old     the old site, between two renames, where the system has no exchange
    gone    what is being deleted, and must never be put back

A build that is killed leaves the old site or the new one, and that folder; the next
build puts right what was half done and clears the folder away.
"""

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from sayso.files import NotPlain
from sayso.interrupts import disturbed, heed, undisturbed
from sayso.locks import Busy, held

_LOCK, _SITE, _OLD, _GONE = "lock", "site", "old", "gone"
# renameat2(2): paths are relative to the working directory; the two are exchanged.
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
#: Only what is there after a build by MkDocs may be replaced by the next.
SIGNS: Final = ("404.html", "sitemap.xml", "search/search_index.json")
#: What a site is made of, below its root: no site goes into it.
_SOURCES: Final = (
    "build", "claims", "content", "templates", "site_config", ".sayso", ".captures", ".git", ".venv",
)  # fmt: skip
#: How often another build may delete the folder in the very moment in which we want it.
_TRIES: Final = 100
_STUCK: Final = "this folder cannot be exchanged for another; name a folder inside it with --out"


class NotASite(Exception):
    """The folder to be replaced holds something else. The message names it."""


def placed(wanted: Path, root: Path, signs: tuple[str, ...] = SIGNS) -> Path:
    """The folder for the site, without links. Raises `NotASite` where a site put there
    would destroy something else, or where a link leads out of the root. What is there may
    be replaced if it has one of the `signs`."""
    wanted = Path(os.path.abspath(wanted))
    target = wanted.resolve()
    if wanted.is_symlink():
        raise NotASite(f"{wanted} is a symbolic link; name the folder itself")
    if wanted.is_relative_to(root) and target != wanted:
        raise NotASite(f"a symbolic link leads to {wanted}; name the folder itself")
    if target == root or target in root.parents or _in_sources(target, root):
        raise NotASite(f"{target} cannot hold the site: what the site is made of is there")
    if os.path.lexists(target / ".git"):
        raise NotASite(
            f"{target} is a git repository, which would be lost; name another folder, or one in it"
        )
    if os.path.ismount(target):
        raise NotASite(f"{target} is a mount point, which cannot be replaced; name a folder inside it")
    if target.exists() and not target.is_dir():
        raise NotASite(f"{target} is a file, not a folder")
    if target.is_dir() and any(target.iterdir()) and not any((target / sign).exists() for sign in signs):
        raise NotASite(
            f"{target} is not empty, and what is in it is not a built site; empty it, or name another"
        )
    return target


def _in_sources(target: Path, root: Path) -> bool:
    return any((root / name) in (target, *target.parents) for name in _SOURCES)


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """An empty folder for the new site, on the target's file system, ours alone; what is
    left in it at the end is deleted. Raises `Busy`, `NotASite` and `OSError`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.parent / f".{target.name}-sayso"
    with undisturbed():
        try:
            with _ours(folder, target):
                try:
                    recover(folder, target)
                    (folder / _SITE).mkdir()
                    with disturbed():
                        yield folder / _SITE
                finally:
                    _clear(folder, target)
        except Busy as busy:
            words = str(busy) or "it has just begun"
            raise Busy(f"another build is making {target} ({words}); wait for it, or end it") from None


@contextmanager
def _ours(folder: Path, target: Path) -> Iterator[None]:
    """Hold the folder's lock; where another just gives it up, try again."""
    with ExitStack() as stack:
        for _ in range(_TRIES):
            with suppress(FileExistsError):
                folder.mkdir()
            try:
                _judge(folder, target)
                stack.enter_context(held(folder / _LOCK, ""))
                break
            except FileNotFoundError:
                continue
            except OSError:
                with suppress(OSError):
                    folder.rmdir()
                raise
        else:
            raise Busy
        yield


def _judge(folder: Path, target: Path) -> None:
    # Asked once: between two questions another build may have given the folder up.
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        raise NotPlain(folder)
    if set(os.listdir(folder)) - {_LOCK, _SITE, _OLD, _GONE}:
        raise NotASite(f"{folder} is where {target} is made, but holds something else; take it away")


def recover(folder: Path, target: Path) -> None:
    """Put right what a killed build left."""
    if (folder / _OLD).is_dir() and not os.path.lexists(target):
        os.rename(folder / _OLD, target)
    _empty(folder, target)


def put(new: Path, target: Path) -> None:
    """Let `new` take the target's place. What was there is left in the workshop.
    Raises `OSError`; then all is as it was."""
    heed()
    _settle(new)
    old = new.parent / _OLD
    with undisturbed():
        try:
            if not target.exists():
                os.rename(new, target)
            elif not _swap(new, target):
                # Between the two renames there is no site; `recover` mends that after a kill.
                os.rename(target, old)
                try:
                    os.rename(new, target)
                except OSError:
                    with suppress(OSError):
                        os.rename(old, target)
                    raise
        except OSError as error:
            if error.errno in (errno.EBUSY, errno.EXDEV):
                raise OSError(error.errno, _STUCK, str(target)) from None
            raise


def _clear(folder: Path, target: Path) -> None:
    _empty(folder, target)
    with suppress(OSError):
        (folder / _LOCK).unlink()
        folder.rmdir()


def _empty(folder: Path, target: Path) -> None:
    """Delete all but the lock. An old site that a kill left half deleted must not come
    back: it gets another name first. And it stays while there is no other."""
    shutil.rmtree(folder / _GONE, ignore_errors=True)
    if os.path.lexists(target):
        with suppress(OSError):
            os.rename(folder / _OLD, folder / _GONE)
    for name in (_GONE, _SITE):
        shutil.rmtree(folder / name, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the system write the new site to the disk, before the old one goes.

    Should the power fail just after the exchange, the new site must not turn out to be
    empty files; and a disk that is full may say so only now. One call for the whole file
    system: 5,000 pages took 0.2 s so, and 1 to 18 s file by file. Where there is no such
    call the promise is for killed processes only.
    """
    function = getattr(_libc(), "syncfs", None)
    if function is None:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if function(descriptor) != 0 and (number := ctypes.get_errno()) != errno.ENOSYS:
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system has no such step."""
    function = getattr(_libc(), "renameat2", None)
    if function is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if function(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
