"""One at a time: locks that the kernel holds, so that a killed process leaves none behind."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO, Final

from sayso.files import Folder, NotPlain

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: Below a site's root: what is held by whoever writes build/docs, or reads it to build from it.
FOLDER: Final = ".sayso"
_LOCK: Final = "build.lock"
#: What `sayso serve` calls itself. Its work is short, so others wait for it.
PREVIEW: Final = "the preview"
#: Seconds between two tries, and how many tries a holder may take to say who it is.
_PAUSE: Final = 0.1
_SHY: Final = 5
_UNNAMED: Final = "it has just begun"
#: Windows locks bytes, and lets nobody read them: one far behind the words.
_FAR: Final = 1 << 20


class Busy(Exception):
    """Another process is at work here. The message says which."""


@contextmanager
def only_one(root: Path, who: str = "", tell: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold a site's lock. Raises `Busy`, and `OSError` where there can be no lock.

    The preview waits for a build, and a build for the preview; but a build does not wait
    for a build: two of them are a slip, and the second is told so at once.
    """
    folder = Folder(root).folder(FOLDER)
    with suppress(OSError):
        Folder(folder).write(".gitignore", b"*\n")
    with ExitStack() as stack:
        for turn in count():
            try:
                stack.enter_context(held(folder / _LOCK, who))
                break
            except Busy as busy:
                holder = str(busy) or _UNNAMED
            if PREVIEW not in (who, holder.partition(",")[0]) and (holder != _UNNAMED or turn > _SHY):
                raise Busy(f"another build is running here ({holder}); wait for it, or end it") from None
            if turn == _SHY:
                tell(f"Waiting for another process that is at work here ({holder}) ...")
            time.sleep(_PAUSE)
        yield


@contextmanager
def held(file: Path, who: str) -> Iterator[None]:
    """Hold the lock that a file is. Raises `Busy` with the words of who has it, which may be
    none yet; `FileNotFoundError` where the file was just taken away."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if file.is_symlink():
        raise NotPlain(file)
    with open(os.open(file, flags, 0o644), "r+b", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NotPlain(file)
        if not _take(stream):
            raise Busy(stream.read(100).decode("utf-8", "replace").strip())
        # Whoever had it may have deleted it in this moment: then it keeps nobody out.
        if not os.path.samestat(os.fstat(stream.fileno()), os.stat(file)):
            raise FileNotFoundError(file)
        words = f"process {os.getpid()}, since {datetime.now().astimezone():%H:%M:%S}"
        # To say who we are is a courtesy: a full disk must not stop at that.
        with suppress(OSError):
            os.truncate(stream.fileno(), 0)
            os.write(stream.fileno(), f"{who + ', ' if who else ''}{words}\n".encode())
        try:
            yield
        finally:
            with suppress(OSError):
                os.truncate(stream.fileno(), 0)


def _take(stream: IO[bytes]) -> bool:
    """The kernel's lock on an open file; False where another has it. Closing gives it back."""
    try:
        if sys.platform == "win32":
            os.lseek(stream.fileno(), _FAR, os.SEEK_SET)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    finally:
        os.lseek(stream.fileno(), 0, os.SEEK_SET)
    return True
