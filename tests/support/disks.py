"""Real mounts for tests, in a mount namespace of their own: nothing of it reaches the machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.crashing import COMMAND, ENVIRONMENT, Ended


class Disks:
    """A namespace that lives as long as its one waiting process."""

    def __init__(self, process: subprocess.Popen[str], entering: list[str]) -> None:
        self._process, self._entering = process, entering

    def at(self, path: Path) -> Path:
        """A path as it is in the namespace, to be read from outside."""
        return Path(f"/proc/{self._process.pid}/root{path}")

    def shell(self, script: str, *arguments: str | Path) -> None:
        subprocess.run(
            [*self._entering, "sh", "-ec", script, "sh", *map(str, arguments)],
            check=True,
            timeout=60,
            capture_output=True,
        )

    def tmpfs(self, folder: Path, size: str) -> None:
        """A small disk in memory, at a folder that is there or is made."""
        self.shell('mkdir -p "$1"; mount -t tmpfs -o "size=$2,mode=755" tmpfs "$1"', folder, size)

    def resize(self, folder: Path, size: str) -> None:
        self.shell('mount -o "remount,size=$2" "$1"', folder, size)

    def fill(self, folder: Path) -> None:
        """Leave no room on the disk that a folder is on."""
        self.shell('dd if=/dev/zero of="$1/ballast" bs=4k 2>/dev/null || true', folder)

    def read_only(self, folder: Path) -> None:
        """A folder that nobody can write to, not even root."""
        self.shell('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"', folder)

    def bind(self, source: Path, folder: Path) -> None:
        self.shell('mount --bind "$1" "$2"', source, folder)

    def sayso(self, root: Path, *arguments: str | Path) -> Ended:
        ended = subprocess.run(
            [*self._entering, "sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", root, *COMMAND, *arguments],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)


@contextmanager
def disks() -> Iterator[Disks | None]:
    """A namespace with mounts of its own, as root or as a user that may have one; else None."""
    users = [] if os.geteuid() == 0 else ["--map-root-user"]
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        yield None
        return
    with subprocess.Popen(
        ["unshare", "--mount", *users, "sh", "-c", "mount -t tmpfs none /mnt && echo ready && exec cat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        ready = process.stdout.readline() == "ready\n"
        entering = ["nsenter", f"--target={process.pid}", "--mount"]
        try:
            yield (
                Disks(process, [*entering, *(["--user", "--preserve-credentials"] if users else [])])
                if (ready)
                else None
            )
        finally:
            process.stdin.close()
