"""Told to end (Ctrl-C, SIGTERM, a terminal that closes): an exception, at a moment that does no harm.

Without `listen` nothing is changed: then a Ctrl-C raises wherever it strikes, and
SIGTERM ends the process on the spot.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final, NoReturn

#: By name: Windows has not all of them.
_SIGNALS: Final = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__
)


class _State:
    """Signals come to a process, so this is the process's: the first that came, and whether
    it has to wait."""

    came = 0
    waits = False


def listen() -> None:
    """From here on each of the signals raises `KeyboardInterrupt` with its number. One that
    the caller had ignored (`nohup`, a shell's `&`) stays ignored."""
    for each in _SIGNALS:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, _told)
    sys.unraisablehook = _unraisable


def _told(number: int, _: FrameType | None) -> None:
    _State.came = _State.came or number
    if not _State.waits:
        raise KeyboardInterrupt(number)


def _unraisable(lost: Any) -> None:
    """In a callback of a library an exception is only printed. Ours need not be: `heed`
    raises it again."""
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)


def heed() -> None:
    """Raise what came, should a library have swallowed it. To be asked now and then."""
    if _State.came and not _State.waits:
        raise KeyboardInterrupt(_State.came)


@contextmanager
def undisturbed() -> Iterator[None]:
    """A signal waits until the end of the block, which must be a short one."""
    before = _State.waits
    _State.waits = True
    try:
        yield
    finally:
        _State.waits = before
        heed()


@contextmanager
def disturbed() -> Iterator[None]:
    """Within `undisturbed`: what takes long, and may end at any moment."""
    before = _State.waits
    _State.waits = False
    try:
        heed()
        yield
    finally:
        _State.waits = before


def ignore() -> None:
    """All is done, or given up: no signal can make it better."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def status() -> int:
    """The status that shells give to who ends by a signal: 130 for Ctrl-C, 143 for SIGTERM."""
    return 128 + (_State.came or signal.SIGINT)


def leave() -> NoReturn:
    """Say so, and end at once. An orderly end would be by `sys.exit`; but where the exception
    went through a text given to `exec` (`dataclasses` does that), Python holds it for not
    handled to the end, and ends itself by SIGINT, whatever signal came."""
    ignore()
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.write("Interrupted.\n")
        sys.stderr.flush()
    os._exit(status())
