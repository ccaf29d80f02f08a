"""MkDocs, run in this process: what it says is collected, nothing it raises is a traceback."""

import errno
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin

#: The engine that runs: "mkdocs", or "properdocs", which takes mkdocs's place when it runs.
ENGINE: Final = BasePlugin.__module__.partition(".")[0]
#: What a disk says when it refuses; other errors of files are the engine's own.
_DISK: Final = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE")
    if hasattr(errno, name)
)
_PLACE: Final = re.compile(r"line (\d{1,9}), column (\d{1,9})")
_SETTING: Final = re.compile(r"Config value '([a-z_]{1,60})'")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the engine said, or raised: its words, and the file and line where it knows them."""

    message: str
    file: str = ""
    line: int = 1
    column: int = 1


class _Collector(logging.Handler):
    def __init__(self, found: list[Trouble], level: int) -> None:
        super().__init__(level)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(Trouble(" ".join(record.getMessage().split())))


@contextmanager
def collecting(found: list[Trouble], level: int = logging.WARNING) -> Iterator[None]:
    """Put what the engine says from a level on into a list."""
    handler = _Collector(found, level)
    logger = logging.getLogger(ENGINE)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def silent() -> Iterator[None]:
    """Keep what the engine says from the terminal, and its neighbours' banners with it."""
    hush_banners()
    logger = logging.getLogger(ENGINE)
    before = logger.propagate
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = before


def hush_banners() -> None:
    """Two neighbours of MkDocs print banners about its future (docs/decisions/001); these
    are their own settings for that. They must be set before their modules load."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def trouble_of(error: Exception) -> Trouble | None:
    """What an exception of the engine, a theme or a plugin has to say, in one line of words.

    None for `Abort`: what led to it was logged before.
    """
    if isinstance(error, Abort):
        return None
    if isinstance(error, MkDocsException):
        message = " ".join(error.format_message().split())
        place = _PLACE.search(message)
        return Trouble(message, "", int(place[1]), int(place[2])) if place else Trouble(message)
    # A template's error knows its file and line (jinja2.TemplateSyntaxError).
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    words = " ".join(str(error).split()) or type(error).__name__
    return Trouble(
        f"{type(error).__name__}: {words}",
        file if isinstance(file, str) else "",
        line if isinstance(line, int) else 1,
    )


def load(file: Path) -> tuple[MkDocsConfig | None, list[Trouble]]:
    """Read `mkdocs.yml`. The configuration is None where the engine would not go on."""
    found: list[Trouble] = []
    with collecting(found):
        try:
            config = load_config(str(file), strict=True)
        except Exception as error:  # noqa: BLE001 - a hook or a plugin may raise anything here
            if trouble := trouble_of(error):
                found.append(trouble)
            config = None
    text = ""
    with suppress(OSError):
        text = file.read_text("utf-8", "replace")
    return (None if found else config), [_at_setting(each, text) for each in found]


def _at_setting(trouble: Trouble, text: str) -> Trouble:
    """A complaint about a setting, at the line of its key."""
    match = _SETTING.match(trouble.message)
    if match:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.startswith(f"{match[1]}:"):
                return Trouble(trouble.message, trouble.file, number)
    return trouble


def run(config: MkDocsConfig) -> tuple[bool, list[Trouble]]:
    """Build; whether it came to its end, and all it warned about.

    A warning does not stop it, so that one run tells everything: the caller fails on any.
    Raises `OSError` where the disk refuses.
    """
    found: list[Trouble] = []
    config.strict = False
    with collecting(found):
        try:
            config.plugins.on_startup(command="build", dirty=False)
            run_mkdocs(config)
        except Exception as error:  # a theme or a plugin may raise anything
            if isinstance(error, OSError) and error.errno in _DISK:
                raise
            trouble = trouble_of(error)
            # Of a page that failed the engine has said so already, with the page's name.
            if trouble and not (found and str(error) and found[-1].message.endswith(str(error))):
                found.append(trouble)
            return False, found
        finally:
            config.plugins.on_shutdown()
    return True, found
