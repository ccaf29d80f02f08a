"""The one way to the disk below a root: no symlink, no way out, no odd file.

Names are relative to the root, with `/`. Writing goes to a temporary name in the root
and is renamed, so that a half-written file is never seen.
"""

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Final

from sayso.vocabulary import DEVICE_NAMES

#: More files than this below one root are refused: a listing is held in memory.
MOST_FILES = 50_000
MOST_BYTES = 16 * 1024 * 1024
#: What a file that is being written is called, in the root. A killed writer leaves one.
_TEMPORARY: Final = ".sayso-"
#: Many editors empty a file, then write it. So a file that ends in the middle of a line is
#: read again while its last change is not so many seconds ago, at this pace.
_FRESH: Final = 0.25
_PACE: Final = 0.02
_TRIES: Final = 50


class Unreadable(Exception):
    """A file that cannot be read. `name` is a name in `READING_CODES`."""

    def __init__(self, path: str, message: str, hint: str = "", name: str = "unreadable-file") -> None:
        super().__init__(f"{path}: {message}")
        self.path, self.message, self.hint, self.name = path, message, hint, name


class OutsideRoot(Exception):
    """A name that leads outside its root. That is our fault, never an editor's."""


class NotPlain(OSError):
    """A link, or what else is no plain file or folder, stands where we would write."""

    def __init__(self, path: Path) -> None:
        what = "a symbolic link" if path.is_symlink() else "not a plain folder or file"
        super().__init__(errno.ELOOP, f"this is {what}; take it away", str(path))


class Folder:
    """A root folder. `walk` and `read` see only plain files in it."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._plain: set[Path] = {self.root}

    def path(self, name: str) -> Path:
        """The path of a name. Raises `OutsideRoot` where it leads out of the root."""
        parts = name.split("/")
        if (
            name.startswith("/")
            or "\\" in name
            or "\0" in name
            or any(part in ("", ".", "..") or _is_device(part) for part in parts)
        ):
            raise OutsideRoot(name)
        return self.root.joinpath(*parts)

    def folder(self, name: str) -> Path:
        """A folder, made where it is not there. Raises `NotPlain`; follows no link."""
        path = self.path(name)
        for each in (*reversed(path.relative_to(self.root).parents[:-1]), Path(name)):
            self._own(self.root / each)
        return path

    def _own(self, folder: Path) -> None:
        if folder in self._plain:
            return
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise NotPlain(folder)
        self._plain.add(folder)

    def _linked(self, target: Path) -> bool:
        """Whether a symbolic link leads to the folder of a path below the root."""
        for folder in target.parents:
            if folder in self._plain:
                break
            if folder.is_symlink():
                return True
        return False

    def walk(self, *starts: str) -> tuple[list[str], list[Unreadable]]:
        """All plain files below the starts (files or folders), sorted by name, and
        what was refused: links, pipes, folders that cannot be read. Names that begin
        with a dot are passed over."""
        names: list[str] = []
        problems: list[Unreadable] = []
        stack = [start for start in reversed(starts) if os.path.lexists(self.path(start))]
        while stack:
            name = stack.pop()
            try:
                name.encode()  # a name that is no text could not even be told
                mode = os.lstat(self.path(name)).st_mode
                if stat.S_ISDIR(mode):
                    inside = sorted(
                        (e for e in os.listdir(self.path(name)) if not e.startswith(".")), reverse=True
                    )
                    stack.extend(f"{name}/{entry}" for entry in inside)
                elif stat.S_ISREG(mode):
                    names.append(name)
                else:
                    what = "a symbolic link" if stat.S_ISLNK(mode) else "not a plain file"
                    problems.append(Unreadable(name, f"this is {what}", "put the file itself here"))
            except (OSError, OutsideRoot, UnicodeError) as error:
                problems.append(Unreadable(_printable(name), f"cannot be read: {_reason(error)}"))
            if len(names) + len(problems) > MOST_FILES:
                message, hint = f"more than {MOST_FILES:,} files; what follows is not read", "take some away"
                problems.append(Unreadable(starts[-1], message, hint, "too-large"))
                break
        return sorted(names), problems

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `Unreadable`; follows no link."""
        target = self.path(name)
        try:
            if target.is_symlink() or self._linked(target):
                raise Unreadable(name, "a symbolic link leads here", "put the file itself here")
            raw = _settled(target, name)
        except OSError as error:
            raise Unreadable(name, f"cannot be read: {_reason(error)}") from None
        if len(raw) > MOST_BYTES:
            hint = "divide it, or make it smaller"
            raise Unreadable(name, f"the file has more than {MOST_BYTES // 2**20} MiB", hint, "too-large")
        return raw

    def write(self, name: str, data: bytes) -> bool:
        """Put a file in place; whether anything changed. Raises `OSError`."""
        target = self.path(name)
        if target.parent not in self._plain:
            self.folder(name.rpartition("/")[0])
        with contextlib.suppress(OSError):
            if not target.is_symlink() and target.read_bytes() == data:
                return False
        handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=self.root)
        try:
            with open(handle, "wb") as stream:
                stream.write(data)
            os.chmod(temporary, 0o644)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        return True

    def tidy(self) -> None:
        """Take away what killed writers left. Only for who writes here alone."""
        for name in os.listdir(self.root):
            if name.startswith(_TEMPORARY) and not (self.root / name).is_dir():
                os.unlink(self.root / name)

    def remove(self, name: str) -> None:
        """Take a file away, and the folders that it leaves empty; none behind a link."""
        target = self.path(name)
        if self._linked(target):
            return
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            target.unlink()
        for parent in target.parents:
            if parent == self.root:
                break
            try:
                parent.rmdir()
            except OSError:
                break
            self._plain.discard(parent)


def _settled(path: Path, name: str) -> bytes:
    """The bytes of a file at a moment when nobody is writing it, as far as can be told:
    what it was and what it becomes must not come out as a third thing."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    raw = b""
    for _ in range(_TRIES):
        with open(os.open(path, flags), "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise Unreadable(name, "this is not a plain file", "put the file itself here")
            raw = stream.read(MOST_BYTES + 1)
            after = os.fstat(stream.fileno())
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and (raw.endswith(b"\n") or abs(time.time() - after.st_mtime) > _FRESH):
            break
        time.sleep(_PACE)
    return raw


def _is_device(part: str) -> bool:
    """Whether a name means a device to Windows, with any ending."""
    return part.partition(".")[0].rstrip(" ").casefold() in DEVICE_NAMES


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else "its name is not usable"


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8", "replace")
