"""Stops a process at its n-th step on the disk: by a signal, or by an error of the disk.

Python tells an audit hook of every call that opens, makes, renames or deletes: before the
call. So to strike at each of them in turn is to strike between any two of them. The steps
are taken in a forked child, whose parent has loaded everything once.

    python -m tests.support.stepping build  KIND STEP...   (in a site's folder)
    python -m tests.support.stepping exchange KIND SWAP    (in an empty folder)

KIND is kill, int, or the name of an error (ENOSPC, EROFS). The answer is JSON on stdout.
"""

import errno
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso import cli, interrupts
from sayso.commands import build as build_command
from sayso.site import exchange

assert build_command.command.name == "build"  # loaded here, so that no child has to

#: What changes something, and for errors: what a full disk refuses.
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "ctypes.dlsym")
NEEDS_ROOM = ("os.mkdir", "open")
NEEDS_WRITING = (*NEEDS_ROOM, "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod")


class Hook:
    """Counts steps below a folder and strikes at one."""

    def __init__(self, folder: Path, kind: str, step: int) -> None:
        self.folder, self.kind, self.step = str(folder), kind, step
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._counts(event, arguments):
            return
        self.count += 1
        if self.kind == "kill" and self.count == self.step:
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.kind == "int" and self.count == self.step:
            os.kill(os.getpid(), signal.SIGINT)
        elif self.kind not in ("kill", "int") and self.count >= self.step:
            number = getattr(errno, self.kind)
            raise OSError(number, os.strerror(number))

    def _counts(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open" and not int(arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return False
        signals = self.kind in ("kill", "int")
        wanted = (*CHANGES, "open") if signals else NEEDS_WRITING if self.kind == "EROFS" else NEEDS_ROOM
        if event not in wanted:
            return False
        # Relative names are those of a tree that is being deleted.
        if event == "open" and isinstance(arguments[0], int):
            return False
        name = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | Path) else ""
        return signals or not os.path.isabs(name) or name.startswith(self.folder)


def child(work: Callable[[], None], hook: Hook | None, said: Path) -> int:
    """Do the work in a fork; its status as a shell would tell it. What it says goes to a file."""
    process = os.fork()
    if process == 0:
        status = 70
        try:
            with open(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
                os.dup2(output.fileno(), 1)
                os.dup2(output.fileno(), 2)
                if hook is not None:
                    sys.addaudithook(hook)
                try:
                    work()
                    status = 0
                except SystemExit as ended:
                    status = int(ended.code or 0)
                except BaseException:  # noqa: BLE001 - told in the file, as everything is
                    traceback.print_exc()
                sys.stdout.flush()
                sys.stderr.flush()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def build() -> None:
    sys.argv[1:] = ["build", "--quiet"]
    cli.main()


def steps_of_a_build(kind: str, steps: list[int]) -> list[dict[str, Any]]:
    """Strike at each of these steps of a build, then let the next build through. What the site
    is after each is for the caller to judge: it is copied to STEP-struck and STEP-next."""
    root = Path.cwd()
    told = []
    for step in steps:
        here = root.parent / f"{step}-struck"
        shutil.copytree(root, here, symlinks=True)
        os.chdir(here)
        said = root.parent / f"{step}.txt"
        status = child(build, Hook(here, kind, step), said)
        told.append({"step": step, "status": status, "said": said.read_text()})
        following = root.parent / f"{step}-next"
        shutil.copytree(here, following, symlinks=True)
        os.chdir(following)
        told[-1]["next"] = child(build, None, said)
        os.chdir(root)
    return told


def words(target: Path) -> str:
    """What the site is: old, new, nothing, or a half."""
    if not os.path.lexists(target):
        return "nothing"
    found = {path.name: path.read_text() for path in target.rglob("*") if path.is_file()}
    for word in ("old", "new"):
        if found == {"404.html": word, **{f"{number}.html": word for number in range(3)}}:
            return word
    return "a half"


def fill(folder: Path, word: str) -> None:
    (folder / "deep").mkdir()
    (folder / "404.html").write_text(word)
    for number in range(3):
        (folder / "deep" / f"{number}.html").write_text(word)


def steps_of_the_exchange(kind: str, swap: bool) -> list[dict[str, Any]]:
    """Strike at every single step of making a small site and putting it in place."""
    if not swap:
        exchange._swap = lambda *_: False
    folder = Path.cwd()
    target = folder / "site"

    def work() -> None:
        if kind == "int":
            interrupts.listen()
        try:
            with exchange.workshop(target) as new:
                fill(new, "new")
                exchange.put(new, target)
        except KeyboardInterrupt:
            sys.exit(interrupts.status())
        except OSError as error:
            print(error.strerror)
            sys.exit(3)

    told = []
    for step in range(1, 500):
        for name in os.listdir(folder):
            shutil.rmtree(folder / name)
        target.mkdir()
        fill(target, "old")
        said = folder.parent / "said.txt"
        status = child(work, Hook(folder, kind, step), said)
        found = {"status": status, "shown": words(target), "beside": sorted(os.listdir(folder))}
        found["said"] = said.read_text()
        with exchange.workshop(target):
            found["recovered"] = words(target)
        found["left"] = os.listdir(folder)
        told.append(found)
        if status == 0 and kind != "int":
            break
        if kind == "int" and status == 0 and told[-5:-1] and all(not t["status"] for t in told[-5:]):
            break
    return told


if __name__ == "__main__":
    what, kind, *rest = sys.argv[1:]
    if what == "exchange":
        answer = steps_of_the_exchange(kind, rest == ["swap"])
    else:
        answer = steps_of_a_build(kind, [int(step) for step in rest])
    print(json.dumps(answer))
