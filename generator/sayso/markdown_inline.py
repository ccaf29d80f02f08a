"""The inline marks of one run of Markdown text: code, links, images, directives, HTML.

Emphasis is left to Markdown, and so is told apart from nothing here. What is found is a
flat list of tokens that covers the text in order; who asked decides what each becomes.
One pass, left to right, linear in the length of the text: every look ahead is bounded,
or ends where the next one begins.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal[
    "text",  # shown as written
    "literal",  # shown as written, and no mark for emphasis either: after a backslash, in a tag
    "code",  # `value` is the code
    "open",  # begins a link's words; `value` is the address, `title` its title
    "close",  # ends them
    "image",  # `value` is the address, `words` the alternative text
    "auto",  # <https://...>; `value` is the address, `words` what is shown
    "note",  # [^id]; `value` is the id
    "directive",  # [[...]]; `match` has its parts
    "broken",  # [[ of a directive that cannot be read; `value` is as much as was meant
    "refused",  # the end of a link or image whose address is not allowed; `value` is the address
    "clash",  # "]" of a link in whose words a directive stands
    "tag",  # "<" or all of an HTML tag; `value` is the tag
    "entity",  # a character reference
]


@dataclass(slots=True)
class Token:
    """A stretch of the text, from `start` to before `end`."""

    kind: Kind
    start: int
    end: int
    value: str = ""
    title: str = ""
    words: str = ""
    match: re.Match[str] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the page around the text has: the address and title that a link label stands for,
    the ids of its footnotes, and the judgement of addresses (is it an image's?)."""

    target: Callable[[str], tuple[str, str] | None]
    notes: AbstractSet[str]
    allowed: Callable[[str, bool], bool]


_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_CHUNK = re.compile(r"[^\\`\[\]!<&]+")
_TICKS = re.compile(r"`+")
_NOTE = re.compile(r"\[\^([A-Za-z0-9_-]{1,40})\]")
_MEANT = re.compile(r"\[\[[ \t]*/?[ \t]*[^\W\d_]")
_DIRECTIVE = re.compile(
    r"\[\[(?P<slash>/?)(?P<word>[^\W\d_][\w-]*+)"
    r"(?::(?P<id>[^\[\]|\n`]*+))?+(?P<bar>\|(?P<own>[^\[\]\n]*+))?+\]\]"
)
_BRACKETED = re.compile(r"\[\[[^\[\]\n]{0,200}+(?:\]\])?")
_AUTO = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}+|[^\s<>@:/\\]{1,64}@[^\s<>@:/\\]{1,255})>"
)
_TAG = re.compile(r"<(?:[A-Za-z/][^<>]{0,1000}+>|!--|!\[CDATA\[|![A-Za-z]|\?)")
_WHOLE_TAG = re.compile(r"<[A-Za-z/!?][^<>\[\]`\n]{0,1000}+>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_TARGET = re.compile(
    r"""\(\s{0,100}+
        (?: <(?P<angled>[^<>\n]{0,2000}+)>
          | (?P<bare>(?:\\[!-/:-@\[-`{-~]|[^\s()<>\\]|\((?:\\[!-/:-@\[-`{-~]|[^\s()<>\\])*+\))*+) )
        (?:\s{1,100}+(?:"(?P<double>[^"]{0,500}+)"|'(?P<single>[^']{0,500}+)'))?+
        \s{0,100}+\)""",
    re.VERBOSE,
)
_LABEL = re.compile(r"\[([^\[\]]{0,200}+)\]")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(text: str, context: Context) -> list[Token]:
    """The tokens of the text, in order and without a gap."""
    return _Reader(text, context).read()


@dataclass(slots=True)
class _Bracket:
    """A "[" or "![" that may begin a link: its place in the tokens, and how many
    directives stood before it."""

    index: int
    image: bool
    directives: int


@dataclass(slots=True)
class _Reader:
    text: str
    context: Context
    tokens: list[Token] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    directives: int = 0
    ticks: dict[int, list[int]] = field(default_factory=dict)

    def read(self) -> list[Token]:
        for run in reversed(list(_TICKS.finditer(self.text))):
            self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        at = 0
        while at < len(self.text):
            at = self._next(at)
        return self.tokens

    def _next(self, at: int) -> int:
        text = self.text
        if chunk := _CHUNK.match(text, at):
            return self._add("text", at, chunk.end())
        match text[at]:
            case "\\":
                escaped = text[at + 1 : at + 2]
                return self._add("literal", at, at + (2 if escaped and escaped in _PUNCTUATION else 1))
            case "`":
                return self._code(at)
            case "<":
                return self._angle(at)
            case "&":
                entity = _ENTITY.match(text, at)
                return self._add("entity", at, entity.end()) if entity else self._add("text", at, at + 1)
            case "]":
                return self._close(at)
            case "!" if not text.startswith("[", at + 1) or self._note(at + 1):
                return self._add("text", at, at + 1)
            case "!":
                return self._open(at, image=True)
            case _:
                return self._bracket(at)

    def _add(
        self, kind: Kind, start: int, end: int, value: str = "", title: str = "", words: str = ""
    ) -> int:
        self.tokens.append(Token(kind, start, end, value, title, words))
        return end

    def _note(self, at: int) -> re.Match[str] | None:
        note = _NOTE.match(self.text, at)
        return note if note and note[1] in self.context.notes else None

    def _code(self, at: int) -> int:
        end = at + 1
        while self.text.startswith("`", end):
            end += 1
        later = self.ticks.get(end - at, [])
        while later and later[-1] <= at:
            later.pop()
        if not later:
            return self._add("text", at, end)
        closing = later.pop()
        return self._add("code", at, closing + end - at, self.text[end:closing].strip())

    def _angle(self, at: int) -> int:
        if auto := _AUTO.match(self.text, at):
            mail = ":" not in auto[1]
            address = f"mailto:{auto[1]}" if mail else auto[1]
            if self.context.allowed(address, False):
                return self._add("auto", at, auto.end(), address, words=auto[1].removeprefix("mailto:"))
            return self._add("refused", at, auto.end(), address)
        if tag := _TAG.match(self.text, at):
            whole = _WHOLE_TAG.match(self.text, at)
            return self._add("tag", at, whole.end() if whole else at + 1, tag[0])
        return self._add("text", at, at + 1)

    def _bracket(self, at: int) -> int:
        if note := self._note(at):
            return self._add("note", at, note.end(), note[1])
        if not _MEANT.match(self.text, at):
            return self._open(at, image=False)
        self.directives += 1
        if directive := _DIRECTIVE.match(self.text, at):
            self.tokens.append(Token("directive", at, directive.end(), match=directive))
            return directive.end()
        meant = _BRACKETED.match(self.text, at)
        return self._add("broken", at, at + 2, meant[0] if meant else "[[")

    # Links

    def _open(self, at: int, *, image: bool) -> int:
        self.brackets.append(_Bracket(len(self.tokens), image, self.directives))
        return self._add("text", at, at + (2 if image else 1))

    def _close(self, at: int) -> int:
        """A "]": the end of a link or image where a "[" is open and an address is known."""
        if not self.brackets:
            return self._add("text", at, at + 1)
        bracket = self.brackets.pop()
        opening = self.tokens[bracket.index]
        address, title, end = self._target(opening.end, at)
        if address is None:
            return self._add("text", at, at + 1)
        if self.directives != bracket.directives:
            return self._add("clash", at, at + 1)
        if not self.context.allowed(address, bracket.image):
            return self._add("refused", at, end, address)
        if bracket.image:
            words = self.text[opening.end : at]
            del self.tokens[bracket.index :]
            return self._add("image", opening.start, end, address, title, words)
        opening.kind, opening.value, opening.title = "open", address, title
        self.brackets.clear()  # links do not nest: what is open outside stays text
        return self._add("close", at, end)

    def _target(self, words: int, at: int) -> tuple[str | None, str, int]:
        """The address and title that follow the "]", or that its label stands for."""
        if target := _TARGET.match(self.text, at + 1):
            address = target["angled"] if target["angled"] is not None else target["bare"]
            title = target["double"] or target["single"] or ""
            return _BACKSLASH.sub(r"\1", address), title, target.end()
        named = _LABEL.match(self.text, at + 1)
        end = named.end() if named else at + 1
        name = named[1] if named and named[1].strip() else self.text[words : min(at, words + 201)]
        if len(name) <= 200 and (found := self.context.target(name)):
            return found[0], found[1], end
        return None, "", at + 1
