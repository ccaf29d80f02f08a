r"""Record text to HTML: emphasis, links and code; all else is shown as written.

The closed subset:

    *emphasis*   **strong**   ***both***   `code`   [words](address)   \* (the mark itself)

Emphasis begins before a word and ends after one, and nests three deep at most. Links do
not nest and lead only where `escape.safe_url` allows. Underscores are letters. A mark
that has no partner is text. One pass reads the marks and one writes them; both are
linear in the length of the text.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from sayso import escape

#: How deep emphasis and links may stand in one another.
MAX_DEPTH: Final = 3

_ESCAPABLE: Final = frozenset("*`[]()\\")
_MARK = re.compile(r"[*`\[\]\\]")
_CHUNK = re.compile(r"[^*`\[\]\\]+")
_TICKS = re.compile(r"`+")
# What may follow "]": an address without spaces, whose own brackets are in pairs.
_ADDRESS = re.compile(r"\(([^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)\)")
_OPENING: Final = {1: "<em>", 2: "<strong>", 3: "<strong><em>"}
_CLOSING: Final = {1: "</em>", 2: "</strong>", 3: "</em></strong>"}


@dataclass(slots=True)
class _Part:
    """A run of the text. `text` is what is shown if the part turns out to be no mark;
    `tag` is the HTML in its place if it is one, `partner` the part that closes it."""

    text: str
    tag: str = ""
    partner: "_Part | None" = None
    closes: bool = False


@dataclass(slots=True)
class _Stars:
    """A run of asterisks, and whether emphasis can begin or end there."""

    part: _Part
    opens: bool
    closes: bool


def html(text: str, *, links: bool = True) -> Markup:
    """The text as HTML that is inert in Markdown too (see `escape.text`). Never raises.

    Without `links` their words alone are shown: for text that stands in a link already.
    """
    folded = escape.fold(text)
    if not _MARK.search(folded):
        return escape.text(folded)
    written = []
    for part in _read(folded):
        if not part.tag:
            written.append(str(escape.text(part.text)))
        elif links or not part.tag.startswith(("<a ", "</a")):
            written.append(part.tag)
    return Markup("".join(written))


def plain(text: str) -> str:
    """The words without their markup, on one line and *not* escaped. Never raises."""
    folded = escape.fold(text).strip(" ")
    if not _MARK.search(folded):
        return folded
    return "".join(part.text for part in _read(folded) if not part.tag)


def _read(text: str) -> list[_Part]:
    """The text in parts, in order, the marks among them told from the text."""
    parts = _Scanner(text).scan()
    depth = 0
    for part in parts:
        partner = part.partner
        if partner is not None and part.closes:
            depth -= 1
        elif partner is not None and depth == MAX_DEPTH:
            part.tag = partner.tag = ""
            part.partner = partner.partner = None
        elif partner is not None:
            depth += 1
    return parts


@dataclass(slots=True)
class _Scanner:
    """One pass over the text, left to right: code first, then links, then emphasis."""

    text: str
    parts: list[_Part] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)  # open "[": index in parts, in stars
    stars: list[_Stars] = field(default_factory=list)

    def scan(self) -> list[_Part]:
        text, at = self.text, 0
        ticks = _runs_of_ticks(text)
        while at < len(text):
            if chunk := _CHUNK.match(text, at):
                self.parts.append(_Part(chunk[0]))
                at = chunk.end()
            elif text[at] == "\\":
                escaped = text[at + 1 : at + 2] in _ESCAPABLE and at + 1 < len(text)
                self.parts.append(_Part(text[at + 1] if escaped else "\\"))
                at += 2 if escaped else 1
            elif text[at] == "`":
                at = self._code(at, ticks)
            elif text[at] == "*":
                at = self._asterisks(at)
            elif text[at] == "[":
                self.brackets.append((len(self.parts), len(self.stars)))
                self.parts.append(_Part("["))
                at += 1
            else:
                at = self._link(at)
        _pair(self.stars)
        return self.parts

    def _code(self, at: int, ticks: dict[int, list[int]]) -> int:
        """A code span, if a run of as many backticks follows; else the backticks are text."""
        end = _end_of_run(self.text, at)
        length = end - at
        later = ticks.get(length, [])
        while later and later[-1] <= at:
            later.pop()
        if not later:
            self.parts.append(_Part(self.text[at:end]))
            return end
        words = self.text[end : later[-1]]
        if words.startswith(" ") and words.endswith(" ") and words.strip():
            words = words[1:-1]
        self.parts += [_Part("", "<code>"), _Part(words), _Part("", "</code>")]
        return later.pop() + length

    def _asterisks(self, at: int) -> int:
        end = _end_of_run(self.text, at)
        part = _Part(self.text[at:end])
        self.parts.append(part)
        before, after = self.text[at - 1 : at] or " ", self.text[end : end + 1] or " "
        if end - at in _OPENING:
            opens = not after.isspace() and not before.isalnum()
            closes = not before.isspace() and not after.isalnum()
            self.stars.append(_Stars(part, opens, closes))
        return end

    def _link(self, at: int) -> int:
        """A closing bracket: the end of a link, if an address follows and a bracket is open."""
        if self.brackets:
            first, first_star = self.brackets.pop()
            address = _ADDRESS.match(self.text, at + 1)
            target = escape.href(address[1]) if address else None
            if address and target is not None and any(part.text.strip() for part in self.parts[first + 1 :]):
                opening = self.parts[first]
                closing = _Part("]" + address[0], "</a>", opening, closes=True)
                opening.tag, opening.partner = f'<a href="{target}">', closing
                self.parts.append(closing)
                _pair(self.stars[first_star:])
                del self.stars[first_star:]
                self.brackets.clear()  # links do not nest: what is open outside stays text
                return address.end()
        self.parts.append(_Part("]"))
        return at + 1


def _end_of_run(text: str, at: int) -> int:
    """Where the run of the character at `at` ends."""
    end = at + 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    return end


def _runs_of_ticks(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length, the last first."""
    found: dict[int, list[int]] = {}
    for run in reversed(list(_TICKS.finditer(text))):
        found.setdefault(run.end() - run.start(), []).append(run.start())
    return found


def _pair(stars: list[_Stars]) -> None:
    """Join each run that ends emphasis with the nearest open run of its length."""
    waiting: list[_Stars] = []
    count = dict.fromkeys(_OPENING, 0)
    for star in stars:
        length = len(star.part.text)
        if star.closes and count[length]:
            while True:  # what opened inside and was not closed is text
                opening = waiting.pop()
                count[len(opening.part.text)] -= 1
                if len(opening.part.text) == length:
                    break
            opening.part.tag, star.part.tag = _OPENING[length], _CLOSING[length]
            opening.part.partner, star.part.partner, star.part.closes = star.part, opening.part, True
        elif star.opens:
            waiting.append(star)
            count[length] += 1
