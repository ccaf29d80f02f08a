"""From a generated page back to the editor's file that it tells of."""

import logging
import re
from collections.abc import Iterator
from typing import Final

from sayso.diagnostics import Mark
from sayso.vocabulary import KIND_OF_KEY

from .generate import Generated

#: The name of a generated file as engines write it, with or without quotation marks.
_NAME: Final = re.compile(r"(['\"]?)([^\s'\"]{1,300}\.(?:md|css))\1")


class Origins:
    """Where the pages of one build come from. Before the first good build it knows none."""

    def __init__(self, generated: Generated | None = None) -> None:
        self._pages = generated.written.origins if generated and generated.written else {}
        self._ledger = generated.checked.ledger if generated else None

    def of(self, page: str) -> Mark | None:
        """The place that a page ("claims/losses-340.md") comes from: the record's id
        where it is a record's page, else its file. None for a page that is not ours."""
        if page not in self._pages:
            return None
        folder, _, rest = page.partition("/")
        kind = KIND_OF_KEY.get(folder)
        record = rest.partition("/")[0].removesuffix(".md")
        entry = self._ledger.by_name.get(f"{kind}:{record}") if self._ledger is not None else None
        return entry.mark() if entry is not None else Mark(self._pages[page])

    def of_built(self, built: str) -> Mark | None:
        """The same for a built page ("claims/losses-340/index.html")."""
        return next((mark for name in _sources(built) if (mark := self.of(name)) is not None), None)

    def told(self, message: str) -> str:
        """An engine's message, with the editor's file after each generated page."""
        return _NAME.sub(self._with_origin, message)

    def first(self, message: str) -> Mark | None:
        """The place of the first generated page that a message names."""
        marks = (self.of(match[2]) for match in _NAME.finditer(message))
        return next((mark for mark in marks if mark is not None), None)

    def _with_origin(self, match: re.Match[str]) -> str:
        mark = self.of(match[2])
        if mark is None or match.string.startswith(" (from ", match.end()):
            return match[0]
        where = mark.path if mark == Mark(mark.path) else f"{mark.path}:{mark.line}"
        return f"{match[0]} (from {where})"


def _sources(built: str) -> Iterator[str]:
    """The pages that a built file may come from, with and without folder addresses."""
    stem = built.removesuffix(".html")
    yield f"{stem}.md"
    if stem.endswith("/index"):
        yield stem.removesuffix("/index") + ".md"


class TellOrigins(logging.Filter):
    """Put on a handler, it names the editor's file in the engine's own messages."""

    def __init__(self) -> None:
        super().__init__()
        self.origins = Origins()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING and not getattr(record, "sayso_told", False):
            record.msg, record.args = self.origins.told(record.getMessage()), ()
            record.sayso_told = True
        return True
