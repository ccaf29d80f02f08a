"""One region of a page (a paragraph, a list item, ...) to pieces, and what is wrong with it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal

from sayso import ids, markdown_inline, safe_markdown
from sayso.diagnostics import Mark
from sayso.markdown_blocks import Region
from sayso.markdown_inline import Token
from sayso.prose_pieces import Directive, Page, Piece, Run, SpanClose, SpanOpen, TextPiece, shown, unit_of
from sayso.text import did_you_mean
from sayso.vocabulary import BLOCK_DIRECTIVES, INLINE_DIRECTIVES, SPAN_DIRECTIVES

_WORDS: Final = tuple(dict.fromkeys((*INLINE_DIRECTIVES, *BLOCK_DIRECTIVES, *SPAN_DIRECTIVES)))
_WITH_WORDS: Final = ("claim",)  # directives that may carry the editor's own words
_RULER = re.compile(r"^[ \t]*+[-=|:*_][-=|:*_ \t]*+$", re.MULTILINE)  # of a table or under a heading
_UNDERLINE = re.compile(r"(?:=+|-+) *")  # under a heading
_BORDER = re.compile(r"(\|)|([^|]+)")
_AS_IT_STANDS: Final = r"write \[[ to show the brackets as they stand"


def read_region(page: Page, region: Region, context: markdown_inline.Context, end: int) -> int:
    """Add the pieces of a region of text that ends before `end`; how many footnotes it refers to."""
    notes = _RegionReader(page, region, end).read(context)
    page.end_of_region()
    return notes


@dataclass(slots=True)
class _RegionReader:
    """The content of the region's lines is read as one text, `joined`; `joints` are the
    offsets in it at which lines begin."""

    page: Page
    region: Region
    end: int
    joined: str = ""
    joints: list[int] = field(default_factory=list)
    from_: int = 0  # where the piece that is being written begins, in the body
    safe: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    link: str = ""  # where the words that are being read lead
    silent: frozenset[int] = frozenset()  # lines that are no prose: rulers, and a heading over one
    fresh: bool = True
    crossed: set[int] = field(default_factory=set)  # asterisks that are no emphasis

    def read(self, context: markdown_inline.Context) -> int:
        contents = [line.text[line.indent :] for line in self.region.lines]
        self.joined, at = "\n".join(contents), 0
        for content in contents:
            self.joints.append(at)
            at += len(content) + 1
        self.from_ = self.region.lines[0].start
        self.silent = self._silent(contents)
        self.safe.append(self._prefix(0))
        opened, before = Token("open", 0, 0), Token("text", 0, 0)
        tokens = markdown_inline.read(self.joined, context)
        self.crossed = safe_markdown.crossed(tokens, self.joined, self.region.row)
        for token in tokens:
            self._complain(token)
            if token.match is not None:
                self._directive(token, token.match)
            else:
                opened = token if token.kind == "open" else opened
                self._write(token, opened, after_note=before.kind == "note")
            before = token
        if self.page.body.endswith("\n", self.from_, self.end):
            self.safe.append("\n")
        if self.from_ < self.end:
            self._flush(self.end)
        return sum(token.kind == "note" for token in tokens)

    def _prefix(self, line: int) -> str:
        return self.region.lines[line].text[: self.region.lines[line].indent]

    def _place(self, at: int) -> int:
        """The offset in the body of an offset in the joined text."""
        index = bisect_right(self.joints, at) - 1
        line = self.region.lines[index]
        return line.start + line.indent + at - self.joints[index]

    def _mark(self, start: int, end: int) -> Mark:
        return self.page.mark(self._place(start), self._place(end))

    def _flush(self, end: int) -> None:
        """Finish the piece of text before `end`. The first of a region is never left out, so
        that who reads the pieces sees where a paragraph begins."""
        text, bare = self.page.body[self.from_ : end], self.region.alone
        if text or (self.fresh and not bare):
            words = _RULER.sub("", "".join(self.words))
            words = words.replace("|", " ") if self.region.row else words
            kind: Literal["heading", "gap", "text"] = "heading" if self.region.heading else "text"
            kind = "gap" if bare and not text.strip() else kind
            mark = self.page.mark(self.from_, end)
            starts = self.fresh and kind != "gap"
            safe, runs = "".join(self.safe), tuple(self.runs)
            unit = unit_of(self._prefix(0), self.region.row)
            self.page.pieces.append(TextPiece(text, safe, words, mark, kind, starts, unit, runs))
        self.fresh = False
        self.safe, self.words, self.runs = [], [], []

    def _write(self, token: Token, opened: Token, *, after_note: bool) -> None:
        """A token as safe Markdown; the marks of lists and quotations go before each line."""
        written = self.joined[token.start : token.end]
        if token.kind == "close":
            safe = safe_markdown.closing(opened)
        else:
            safe = safe_markdown.token(token, written, self.crossed)
        if after_note and safe[:1] in ("(", ":"):  # together they would begin a link or a definition
            safe = f"&#{ord(safe[0])};{safe[1:]}"
        if "\n" in safe:
            line = bisect_right(self.joints, token.start)
            parts = safe.split("\n")
            safe = parts[0] + "".join(f"\n{self._prefix(line + n)}{part}" for n, part in enumerate(parts[1:]))
        self.safe.append(safe)
        words = safe_markdown.words(token, written)
        self.words.append(words)
        self.link = {"open": token.value, "close": ""}.get(token.kind, self.link)
        if not self.region.heading:
            self._run(token, written, words, token.value if token.kind == "auto" else self.link)

    # What a reader reads, with its places

    def _silent(self, contents: list[str]) -> frozenset[int]:
        """The lines that are rulers; and the first line of a block, where the second underlines it."""
        silent = {number for number, line in enumerate(contents) if _RULER.fullmatch(line)}
        start = self.region.lines[0].start
        before = self.page.body[max(0, start - 200) : start].split("\n")
        if len(contents) > 1 and _UNDERLINE.fullmatch(contents[1]) and not "".join(before[-2:]).strip():
            silent.add(0)
        return frozenset(silent)

    def _run(self, token: Token, written: str, words: str, link: str) -> None:
        """Note the words of a token, line by line."""
        if token.kind != "text":
            for at, part, width in safe_markdown.verbatim_parts(token, written) if words else ():
                if bisect_right(self.joints, token.start + at) - 1 not in self.silent:
                    self.runs.append(Run(part, *self._at(token.start + at), width, link))
            return
        for at, part in safe_markdown.read_parts(written):
            line = bisect_right(self.joints, token.start + at) - 1
            if line in self.silent:
                continue
            for cell in _BORDER.finditer(part) if self.region.row else ():
                self.runs.append(Run(cell[0], *self._at(token.start + at + cell.start()), len(cell[0]), link))
            if not self.region.row:
                self.runs.append(Run(part, *self._at(token.start + at), len(part), link))

    def _at(self, at: int) -> tuple[int, int]:
        return self.page.place(self._place(at))

    # Directives

    def _directive(self, token: Token, match: re.Match[str]) -> None:
        mark = self._mark(token.start, token.end)
        read = self._piece(match, mark)
        self._flush(self._place(token.start))
        piece: Piece = shown(match[0], mark) if read is None else read
        if isinstance(read, SpanOpen):
            piece = self.page.open(read)
        elif isinstance(read, SpanClose):
            piece = self.page.close(read)
        self.page.pieces.append(piece)
        self.from_ = self._place(token.end)

    def _piece(self, match: re.Match[str], mark: Mark) -> Directive | SpanOpen | SpanClose | None:
        """The directive, or None where it is wrong, which is then reported."""
        text, word, id_, own = match[0], match["word"], match["id"], match["own"]
        problem, hint, where = self._problem(match)
        if problem:
            self.page.report("SAY051", f"{text}: {problem}", where or mark, hint)
            return None
        if word not in _WORDS:
            hint = did_you_mean(word.lower(), _WORDS) or (
                f"the directives are {', '.join(_WORDS)}; {_AS_IT_STANDS}"
            )
            self.page.report(
                "SAY050",
                f"'{word}' is no directive",
                self._mark(match.start("word"), match.end("word")),
                hint,
            )
            return None
        id_mark = self._mark(match.start("id"), match.end("id")) if id_ else mark
        if match["slash"]:
            return SpanClose(text, word, self.region.alone, mark)
        if word in SPAN_DIRECTIVES:
            return SpanOpen(text, word, id_ or "", self.region.alone, mark, id_mark)
        block = self.region.apart and word in BLOCK_DIRECTIVES and not own
        return Directive(text, word, id_, own or "", block, mark, id_mark)

    def _problem(self, match: re.Match[str]) -> tuple[str, str, Mark | None]:
        """What is wrong with a directive whose word is known, its remedy and its place."""
        word, id_, own = match["word"], match["id"], match["own"]
        if word not in _WORDS:
            return "", "", None
        if match["slash"]:
            if word not in SPAN_DIRECTIVES:
                return "only [[editorial]] and [[by:id]] have an end", "take the / away", None
            wrong = id_ is not None or match["bar"]
            return (
                ("the end of a span takes nothing more", f"write [[/{word}]]", None)
                if wrong
                else ("", "", None)
            )
        if word == "editorial":
            wrong = id_ is not None or match["bar"]
            return (
                ("it takes nothing more", "write [[editorial]] ... [[/editorial]]", None)
                if wrong
                else ("", "", None)
            )
        if not id_:
            return "the id is missing", f"write [[{word}:id]]", None
        if not ids.shaped(id_) or len(id_) > ids.LONGEST:
            return self._bad_id(match)
        if match["bar"] and word not in _WITH_WORDS:
            return f"'{word}' takes no words of one's own", f"write [[{word}:{id_}]]", None
        if match["bar"] and not (own or "").strip():
            return "the words after | are missing", f"write [[{word}:{id_}]], or words", None
        if word not in INLINE_DIRECTIVES and word not in SPAN_DIRECTIVES and not self.region.apart:
            return (
                "it stands in a sentence, list or quotation",
                "give it a line of its own between empty lines",
                None,
            )
        return "", "", None

    def _bad_id(self, match: re.Match[str]) -> tuple[str, str, Mark | None]:
        better = ids.nearest_id(match["id"])
        hint = (
            f"did you mean '{better}'?"
            if better
            else "an id is lower-case letters, digits and single hyphens"
        )
        return (
            f"'{match['id'][: ids.LONGEST]}' is no id",
            hint,
            self._mark(match.start("id"), match.end("id")),
        )

    # What is shown as text although more was meant

    def _complain(self, token: Token) -> None:
        end = token.start + max(
            token.end - token.start, len(token.value) if token.kind in ("tag", "broken") else 0
        )
        mark = self._mark(token.start, min(end, len(self.joined)))
        written = " ".join((token.value or self.joined[token.start : token.end]).split())[:60]
        match token.kind:
            case "tag":
                message, hint = f"HTML is shown as written: {written}", "use Markdown, or put it into `code`"
                self.page.report("SAY053", message, mark, hint, grave=False)
            case "entity":
                message = f"a character reference is shown as written: {written}"
                self.page.report("SAY053", message, mark, "write the character itself", grave=False)
            case "refused":
                message = f"a link or image may not lead to '{written}'"
                hint = (
                    "links lead to http, https, mailto or a page of this site; images are files of this site"
                )
                self.page.report("SAY056", message, mark, hint)
            case "clash":
                message = "a directive stands inside a link's words"
                self.page.report("SAY051", message, mark, "take it out: it is a link itself")
            case "broken":
                self._broken(token, written, mark)

    def _broken(self, token: Token, written: str, mark: Mark) -> None:
        word = re.match(r"\[\[\s*/?\s*([\w-]+)", token.value)
        known = word is not None and word[1].lower() in _WORDS
        if not written.endswith("]]"):
            self.page.report(
                "SAY051",
                f"{written} is not closed on its line",
                mark,
                f"write ]] at its end, or {_AS_IT_STANDS}",
            )
        elif known:
            self.page.report(
                "SAY051",
                f"{written} cannot be read",
                mark,
                "write [[word:id]] or [[claim:id|own words]], without spaces",
            )
        else:
            self.page.report(
                "SAY050",
                f"{written} is no directive",
                mark,
                f"write [words](address) for a link, or {_AS_IT_STANDS}",
            )
