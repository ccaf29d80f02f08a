"""The one way to the disk below a root: no symlink, no way out, no odd file.

Names are relative to the root, with `/`. Writing goes to a temporary name beside
the target and is renamed, so that a half-written file is never seen.
"""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

#: More files than this below one root are refused: a listing is held in memory.
MOST_FILES = 50_000
MOST_BYTES = 16 * 1024 * 1024


class Unreadable(Exception):
    """A file that cannot be read. `name` is a name in `READING_CODES`."""

    def __init__(self, path: str, message: str, hint: str = "", name: str = "unreadable-file") -> None:
        super().__init__(f"{path}: {message}")
        self.path, self.message, self.hint, self.name = path, message, hint, name


class OutsideRoot(Exception):
    """A name that leads outside its root. That is our fault, never an editor's."""


class Folder:
    """A root folder. `walk` and `read` see only plain files in it."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, name: str) -> Path:
        """The path of a name. Raises `OutsideRoot` where it leads out of the root."""
        parts = name.split("/")
        if (
            name.startswith("/")
            or "\\" in name
            or "\0" in name
            or any(part in ("", ".", "..") for part in parts)
        ):
            raise OutsideRoot(name)
        return self.root.joinpath(*parts)

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
            if len(names) > MOST_FILES:
                problems.append(Unreadable(starts[-1], f"more than {MOST_FILES} files", name="too-large"))
                break
        return sorted(names), problems

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `Unreadable`; follows no link."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            with open(os.open(self.path(name), flags), "rb") as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise Unreadable(name, "this is not a plain file", "put the file itself here")
                raw = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise Unreadable(name, f"cannot be read: {_reason(error)}") from None
        if len(raw) > MOST_BYTES:
            raise Unreadable(name, f"the file has more than {MOST_BYTES // 2**20} MiB", name="too-large")
        return raw

    def write(self, name: str, data: bytes) -> bool:
        """Put a file in place; whether anything changed. Raises `OSError`."""
        target = self.path(name)
        with contextlib.suppress(OSError):
            if not target.is_symlink() and target.read_bytes() == data:
                return False
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(self.root):
            raise OutsideRoot(name)
        handle, temporary = tempfile.mkstemp(prefix=".sayso-", dir=target.parent)
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

    def remove(self, name: str) -> None:
        """Take a file away, and the folders that it leaves empty."""
        target = self.path(name)
        with contextlib.suppress(FileNotFoundError):
            target.unlink()
        for parent in target.parents:
            if parent == self.root:
                break
            try:
                parent.rmdir()
            except OSError:
                break


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else "its name is not usable"


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8", "replace")
