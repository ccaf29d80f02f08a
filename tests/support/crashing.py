"""A small site with two contents, and the true command on it: to be killed, starved and raced."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.scratch import MKDOCS_YML, claims, scratch

HOME = "# The bridge\n\nSee [[claim:claim-00001]]\n"
#: Two contents of one site: other words, and one page more.
CONTENTS = {"A": claims(2), "B": claims(3).replace("Our army held", "They say that our army held")}
COMMAND = [sys.executable, "-m", "sayso"]
#: The same day for every build, so that the same content comes out as the same bytes.
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONDONTWRITEBYTECODE": "1"}


def digest(folder: Path) -> str:
    """A whole folder in one word: names, kinds and bytes. Empty where there is none."""
    if not os.path.lexists(folder):
        return ""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        total.update(str(path.relative_to(folder)).encode() + b"\0")
        total.update(path.read_bytes() if path.is_file() else b"folder")
    return total.hexdigest()


def litter(folder: Path) -> list[str]:
    """What a build leaves beside a target, or in build/docs, when it could not tidy up."""
    beside = [name for name in os.listdir(folder) if name.endswith("-sayso")]
    docs = folder / "build/docs"
    within = [name for name in os.listdir(docs) if name.startswith(".sayso-")] if docs.is_dir() else []
    return beside + within


@dataclass
class Site:
    """A site's folder, and what its built site is for each content."""

    root: Path
    built: dict[str, str]

    def content(self, name: str) -> None:
        (self.root / "claims.yml").write_text(CONTENTS[name], encoding="utf-8")

    def shown(self, target: Path | None = None) -> str:
        """Which content the built site has: A, B, nothing, or neither of them whole."""
        found = digest(target or self.root / "site")
        known = {word: name for name, word in self.built.items()}
        return known.get(found, "a half") if found else "nothing"

    def shown_now(self, target: Path) -> str:
        """The same while builds are at work. Looking takes a while: if the folder was exchanged
        for another meanwhile, what was seen was some of each, and is looked at again."""
        while True:
            before = os.stat(target).st_ino
            with suppress(FileNotFoundError):
                shown = self.shown(target)
                if os.stat(target).st_ino == before:
                    return shown

    def start(self, *arguments: str, **options: object) -> subprocess.Popen[str]:
        """The command as a user starts it, in a process group of its own."""
        return subprocess.Popen(
            [*COMMAND, *(arguments or ("build",))],
            cwd=self.root,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )

    def run(self, *arguments: str) -> "Ended":
        process = self.start(*arguments)
        said, complained = process.communicate(timeout=120)
        return Ended(process.returncode, said, complained)

    def duration(self) -> float:
        """Seconds that one build takes here and now."""
        began = time.monotonic()
        assert self.run().status == 0
        return time.monotonic() - began

    def copy(self, folder: Path) -> "Site":
        shutil.copytree(self.root, folder, symlinks=True)
        return Site(folder, self.built)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    said: str
    complained: str

    @property
    def sentence(self) -> str:
        """The last line on stderr: the one that says why."""
        return self.complained.rstrip("\n").rpartition("\n")[2]


def end(process: subprocess.Popen[str]) -> Ended:
    said, complained = process.communicate(timeout=60)
    return Ended(process.returncode, said, complained)


def kill(process: subprocess.Popen[str]) -> bool:
    """Kill the whole process group; whether it was still at work."""
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    return alive and process.returncode == -signal.SIGKILL


def listening(process: subprocess.Popen[str]) -> None:
    """Wait until the command has begun: until it catches SIGTERM, as it does before all else."""
    status = Path(f"/proc/{process.pid}/status")
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        line = next((x for x in status.read_text().splitlines() if x.startswith("SigCgt:")), "SigCgt: 0")
        if int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.002)


@cache
def prepared_once(folder: Path) -> Site:
    """One such site for all tests of a process, which only copy it."""
    return prepare(folder / "prepared")


def prepare(folder: Path) -> Site:
    """The site with content A built, knowing what A and B look like. The list of what may be
    active is made once, so that no build has to make it."""
    files = {"mkdocs.yml": MKDOCS_YML, "claims.yml": CONTENTS["A"], "content/index.md": HOME}
    site = Site(scratch(folder, files), {})
    for command in (["pages"], ["audit", "--renew"]):
        ended = site.run(*command)
        assert ended.status == 0, ended.complained
    for name in ("B", "A"):
        site.content(name)
        ended = site.run()
        assert ended.status == 0, ended.said + ended.complained
        site.built[name] = digest(folder / "site")
    assert len(set(site.built.values())) == 2
    return site
