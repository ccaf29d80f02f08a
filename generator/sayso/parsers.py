"""The two YAML parsers: libyaml's and PyYAML's own, brought in line with each other."""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken, TagToken

from sayso.strictness import bad_escape
from sayso.syntax import Stop

_URI: Final = r"(?:[\w;/?:@&=+$.!~*'()-]|%[0-9A-Fa-f]{2})"
_TAG: Final = re.compile(
    rf"!<(?:{_URI}|[,\[\]])++>|(?P<handle>![\w-]*!)(?P<suffix>{_URI}++)|!(?![\w-]*!){_URI}*+", re.ASCII
)


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, with libyaml's refusal of escapes that are no characters.

    It refuses tabs between unquoted words, which libyaml takes for spaces, and takes a "?"
    without a key in a `[list]` as it stands, where libyaml passes over the mark that follows:
    the known differences between the two.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> Any:
        """PyYAML's own, but with libyaml's rules for "?" and ":" in a `[list]`."""
        start = end = self.get_mark()
        chunks: list[str] = []
        spaces: list[str] | None = []
        while self.peek() != "#":
            length = self._plain_length(start)
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += [*(spaces or []), self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces or (not self.flow_level and self.column < self.indent + 1):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self, start: Any) -> int:
        """Length of the unquoted word that begins here; `start` is where its scalar began."""
        stops = "\0 \t\n,[]{}" if self.flow_level else "\0 \t\n"
        length = 0
        while (character := self.peek(length)) not in stops:
            if character == ":":
                after = self.peek(length + 1)
                if self.flow_level and after in ",?[]{}":
                    self.forward(length)
                    raise ScannerError("while scanning a plain scalar", start, "colon", self.get_mark())
                if after in "\0 \t\n":
                    break
            length += 1
        return length

    def scan_tag(self) -> Any:
        """A tag that ends where libyaml ends it: before a bracket, and in a `[list]` before a comma."""
        start = self.get_mark()
        found = _TAG.match(self.text, self.index)
        self.forward(found.end() - found.start() if found else 0)
        end = self.get_mark()
        if not found or self.peek() not in ("\0 \t\n," if self.flow_level else "\0 \t\n"):
            raise ScannerError("while scanning a tag", start, "no end", end)
        try:
            unquote(found[0], errors="strict")
        except UnicodeDecodeError:
            raise ScannerError("while scanning a tag", start, "no character", end) from None
        handle, suffix = found["handle"], found["suffix"]
        return TagToken((handle, suffix) if handle else (None, found[0]), start, end)

    def scan_flow_scalar(self, style: str) -> Any:
        start = self.get_mark()
        context = "while parsing a quoted scalar"
        token = None
        failure = ScannerError(context, start, "no character", start)
        try:
            token = super().scan_flow_scalar(style)
        except (ValueError, OverflowError):
            failure = ScannerError(context, start, "no character", self.get_mark())
        except ScannerError as error:
            failure = error
        if token and not any("\ud800" <= character <= "\udfff" for character in token.value):
            return token
        slash = bad_escape(self.text, start.index, self.index) if style == '"' else -1
        if slash >= 0:
            at = yaml.Mark("", slash + 2, 0, 0, None, 0)
            failure = ScannerError(context, start, "no character", at)
        raise failure


#: The two parsers, as functions from text to an object with `get_event()`. FAST is
#: libyaml's, or SLOW again where PyYAML was built without it.
SLOW: Final[Callable[[str], Any]] = PythonParser
FAST: Final[Callable[[str], Any]] = yaml.CLoader if yaml.__with_libyaml__ else SLOW


def stop_of(error: Exception, end: int, last: tuple[int, int]) -> Stop:
    """An exception of either parser, in our terms. They agree about marks and contexts."""
    problem = getattr(error, "problem_mark", None)
    mark = getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    at = problem.index if problem else end
    begun = mark.index if mark else -1
    if context == "while scanning a simple key":
        return Stop(at, -1, begun, last)
    inside = any(word in context for word in ("flow", "quoted", "alias", "anchor", " tag", "block scalar"))
    return Stop(at, begun if inside and begun != at else -1, -1, last)
