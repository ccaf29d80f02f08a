"""Git, as a function from arguments to bytes: no shell, no hooks, no caller's settings in between.

The only place that starts another program. Every failure is a `GitTrouble` with git's own words.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: Seconds that git may take on this machine's disk, and over the network: to ask (where somebody may
#: have to type a password for a key), and to send or to fetch.
LOCAL: Final = 300.0
ASKING: Final = 120.0
REMOTE: Final = 900.0
#: The user's settings stay in force where they say how to reach a remote; not where they would
#: change what is read or written, run programs, or ask.
_SETTINGS: Final = (
    "core.hooksPath=/dev/null",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "core.logAllRefUpdates=true",
    "core.editor=false",
    "commit.gpgSign=false",
    "push.gpgSign=false",
    "push.followTags=false",
    "push.recurseSubmodules=no",
    "push.negotiate=false",
    "fetch.recurseSubmodules=no",
    "fetch.prune=false",
    "fetch.writeCommitGraph=false",
    "fetch.fsckObjects=false",
    "log.showSignature=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "color.ui=false",
    "status.showUntrackedFiles=all",
    "status.relativePaths=false",
    "diff.ignoreSubmodules=none",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    # Attributes are content: they may name a filter that the user's settings know, which is a program.
    "filter.lfs.process=",
    "filter.lfs.clean=",
    "filter.lfs.smudge=",
    "filter.lfs.required=false",
)
#: Of the caller's GIT_* only these are passed on: who commits and when, how a remote is reached,
#: where settings are.
_KEPT: Final = re.compile(
    r"GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|"
    r"HTTP_[A-Z_]+|SSL_[A-Z_]+|PROXY_[A-Z_]+|CONFIG_[A-Z0-9_]+|EXEC_PATH|TRACE[A-Z0-9_]*)\Z"
)
_ALWAYS: Final = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_EDITOR": "false",
    "GCM_INTERACTIVE": "never",
}
_LONGEST: Final = 400
_SECRET: Final = re.compile(r"(?<=://)[^/\s]{1,300}@")


class GitTrouble(Exception):
    """Git could not do it. The message is one line; `said` all that git wrote."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class NoRepository(GitTrouble):
    """The folder is in no git repository, or git is not there."""


class NoCommit(GitTrouble):
    """A text that names no commit."""


class Failed(GitTrouble):
    """Git ended with another status than 0."""

    def __init__(self, message: str, said: str, status: int) -> None:
        super().__init__(message, said)
        self.status = status


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or _KEPT.match(name)
    }
    return {**kept, **_ALWAYS, **extra}


def _command(arguments: tuple[str, ...]) -> list[str]:
    settings = [part for each in _SETTINGS for part in ("-c", each)]
    return ["git", "--no-pager", *settings, *arguments]


def run(
    folder: Path, arguments: tuple[str, ...], extra: Mapping[str, str], given: bytes, timeout: float
) -> bytes:
    """What git prints, run in a folder. Raises `GitTrouble`: `Failed` where its status is not 0."""
    what = f"git {arguments[0]}"
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            _command(arguments),
            cwd=folder,
            env=_environment(extra),
            input=given,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitTrouble(f"{what} was not done after {timeout:.0f} seconds") from None
    except OSError as error:
        raise _notstarted(error, folder) from None
    if done.returncode != 0:
        said = _words(done.stderr) or _words(done.stdout)
        raise Failed(f"{what}: {in_a_line(said) or f'status {done.returncode}'}", said, done.returncode)
    return done.stdout


@contextmanager
def started(
    folder: Path, arguments: tuple[str, ...], extra: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Git at work, to be talked to; ended at the end of the block."""
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            _command(arguments),
            cwd=folder,
            env=_environment(extra),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise _notstarted(error, folder) from None
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _notstarted(error: OSError, folder: Path) -> GitTrouble:
    if isinstance(error, FileNotFoundError) and folder.is_dir():
        return NoRepository("there is no program called git on this machine; install it")
    return NoRepository(f"git cannot be started: {error.strerror or error}")


def _words(raw: bytes) -> str:
    """Git's words, without the name and password that an address may hold."""
    return _SECRET.sub("", raw[-20_000:].decode("utf-8", "replace"))


def in_a_line(said: str) -> str:
    """What matters of git's words: lines that say what failed, else all, cut where it is long."""
    lines = [line.strip() for line in said.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("hint:", "warning:", "To ", "Done"))]
    grave = [line for line in lines if line.startswith(("fatal:", "error:", "remote: ", "!"))]
    told = "; ".join(dict.fromkeys(grave or lines))
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
