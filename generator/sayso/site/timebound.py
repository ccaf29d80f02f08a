"""A bound on the time that one page's conversion may take.

Python-Markdown's time can grow with the square of a page. The bounds on prose
(`sayso.prose`) hold that; this one holds whatever they did not foresee.
"""

import signal
import threading
from types import FrameType

#: Seconds of the processor, so that a busy machine changes nothing. The worst pages that
#: the bounds on prose let through take two.
MOST = 10.0


class TooSlow(Exception):
    """A page's conversion was stopped."""


class Timer:
    """Raises `TooSlow` in the main thread, between `start` and `stop`, when time is up.

    By a signal, which Python's regular expressions look out for too, where a thread could
    only wait for them. Without such signals (Windows, another thread) there is no bound
    but those on prose.
    """

    def __init__(self) -> None:
        self._running = False

    def start(self) -> None:
        """From now on the time counts."""
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            return
        signal.signal(signal.SIGVTALRM, self._ring)
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
        self._running = True

    def stop(self) -> None:
        """From now on it does not. May be called twice."""
        if self._running:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self._running = False

    def _ring(self, _: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler gets both
        if self._running:
            self._running = False
            raise TooSlow(f"its conversion took more than {MOST:g} s of the processor; split the page")
