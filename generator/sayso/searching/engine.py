"""Pagefind, spoken to: records go in, the files of an index come out.

Pagefind's own Python module reads one answer each tenth of a second, which is 17 minutes for
10,000 records; so what it speaks with its program is spoken here: JSON in base64, a comma after
each, over the program's standard input and output.
"""

import base64
import json
import logging
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from sayso.interrupts import heed
from sayso.pagefind_files import ENGINE, LANGUAGE, NotPagefind

from .fold import folded, words
from .record import Found
from .steady import steady

try:
    from pagefind_bin import get_executable
except ImportError:  # the extra `search` is not installed: the theme's own search is there

    def get_executable() -> Path:
        """Nothing is installed."""
        raise FileNotFoundError


_log = logging.getLogger(__name__)
#: Seconds after which a program that has not come to an end is stopped.
_PATIENCE: Final = 600.0
#: No answer comes near: the longest is the whole index.
_LONGEST: Final = 1 << 30
_AT_ONCE: Final = 1 << 16
#: So many records are sent before their answers are read: each of the two waits less for the other.
#: Their answers, which hold what a result shows, fit into the pipe; else both would wait for ever.
_GROUP: Final = 8


class NoIndex(Exception):
    """Pagefind made no index. The message says why, in a sentence."""


def version() -> str:
    """The version of the program; "" where it is not installed."""
    try:
        get_executable()
        return metadata.version("pagefind_bin")
    except (FileNotFoundError, metadata.PackageNotFoundError):
        return ""


def index(records: Iterable[Found]) -> dict[str, bytes]:
    """The files of the index of some records, by their names.

    Raises `NoIndex`.
    """
    try:
        program = get_executable()
    except FileNotFoundError:
        raise NoIndex("Pagefind is not installed.") from None
    with _Service(program) as service:
        # One index for all languages: a reader who types a Ukrainian word on an English site
        # looks for the same claim.
        number = service.ask("NewIndex", config={"force_language": LANGUAGE})["index_id"]
        for some in _in_groups(records):
            service.ask_all([{"type": "AddRecord", "index_id": number, **_as_request(each)} for each in some])
        # Not "WriteFiles": its answer comes before the last bytes are on the disk.
        answer = service.ask("GetFiles", index_id=number)
    try:
        files = {each["path"]: base64.b64decode(each["content"], validate=True) for each in answer["files"]}
        return steady(files)
    except (NotPagefind, KeyError, TypeError, ValueError) as bad:
        raise NoIndex(f"What Pagefind {version()} wrote cannot be used: {bad}.") from None


def browsers_part() -> dict[str, bytes]:
    """The files that are the same for every site; none where Pagefind is not installed."""
    # The part of a language comes with the first record in it.
    files = index((Found("", "a", "a"),)) if version() else {}
    return {name: data for name, data in files.items() if name in ENGINE}


def _in_groups(records: Iterable[Found]) -> Iterator[list[Found]]:
    left = iter(records)
    while some := list(islice(left, _GROUP)):
        yield some


def _as_request(record: Found) -> dict[str, Any]:
    # Pagefind drops a record without a word.
    content = record.content if next(words(record.content), "") else f"{record.address} page"
    shown = ("title", "lead", "who", "badge", "note")
    told = {name: getattr(record, name) for name in shown}
    return {
        "url": record.address,
        "content": _sound(folded(content)),
        "language": LANGUAGE,
        "meta": {name: _sound(text) for name, text in told.items() if text},
        "filters": {name: list(map(_sound, values)) for name, values in record.filters.items() if values},
    }


def _sound(text: str) -> str:
    """A text that UTF-8 can hold: half a surrogate pair would end the program."""
    return text.encode("utf-8", "replace").decode()


class _Service:
    """The program while it runs."""

    def __init__(self, program: Path) -> None:
        self._program, self._asked, self._read = program, 0, bytearray()

    def __enter__(self) -> "_Service":
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program of an installed package
                [str(self._program), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise NoIndex(f"Pagefind does not start ({(error.strerror or str(error)).lower()}).") from None
        self._timer = threading.Timer(_PATIENCE, self._process.kill)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError as error:  # what was not sent to a program that has ended
                    _log.debug("closing: %s", error)

    def ask(self, kind: str, **values: Any) -> dict[str, Any]:
        """Send a request, and wait for its answer. Raises `NoIndex`."""
        return self.ask_all([{"type": kind, **values}])[0]

    def ask_all(self, payloads: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Send some requests, and wait for their answers. Raises `NoIndex`."""
        heed()
        sent = b""
        for payload in payloads:
            self._asked += 1
            request = {"message_id": self._asked, "payload": payload}
            sent += base64.b64encode(json.dumps(request).encode()) + b","
        try:
            _pipe(self._process.stdin).write(sent)
            _pipe(self._process.stdin).flush()
        except (OSError, ValueError) as error:
            raise NoIndex(f"Pagefind ended, or gave no answer that we can read ({error}).") from None
        return [self._answered() for _ in payloads]

    def _answered(self) -> dict[str, Any]:
        try:
            answer = json.loads(base64.b64decode(self._answer(), validate=True))["payload"]
            said = str(answer.get("message", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NoIndex(f"Pagefind ended, or gave no answer that we can read ({error}).") from None
        if answer.get("type") == "Error":
            raise NoIndex(f"Pagefind refuses: {said[:200]}")
        found: dict[str, Any] = answer
        return found

    def _answer(self) -> bytes:
        """What the program says up to its next comma."""
        said, start = self._read, 0
        while (end := said.find(b",", start)) < 0:
            start = len(said)
            more = os.read(_pipe(self._process.stdout).fileno(), _AT_ONCE)
            if not more or start > _LONGEST:
                raise ValueError("its output broke off")
            said += more
        answer = bytes(said[:end])
        del said[: end + 1]
        return answer


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("it has no pipe")
    return pipe
