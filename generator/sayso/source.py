"""YAML text to plain data with the place of everything: yaml is imported here and in `parsers` only.

Works from parser events, which (unlike PyYAML's composer) neither recurse nor expand
anything, with libyaml where it is there and in pure Python where it is not. YAML 1.1
as PyYAML reads it, without types: every scalar is the text that was written.

**Comments that cut a value short** (SAY016). ` #` ends a value without quotation marks,
so words can be lost in silence. It is an error

- where a character other than a space follows the `#` (`he said #1 in line`);
- where the value has more than one word (`he said # a note`);
- where a value of several words is followed by a line `#like this`, indented deeper
  than its key.

An honest comment stands on a line of its own, or as `# words` after a value of one
word (`side: russia  # inherited`), after a quoted value or after a bare key.
"""

from collections.abc import Callable
from typing import Any, Final

import yaml
from yaml import events as ev
from yaml.scanner import ScannerError

from sayso.diagnostics import Diagnostic, tidy
from sayso.document import Document, Frame, Path, Place
from sayso.parsers import FAST, SLOW, stop_of
from sayso.strictness import (
    MAX_FIELD_BYTES,
    after_document,
    check_comment,
    check_escapes,
    check_length,
    glued_comment,
    next_odd,
    skip_properties,
    without_directives,
)
from sayso.syntax import Stop, explain
from sayso.text import Findings, Places, clean, decode

__all__ = ["FAST", "SLOW", "Document", "Path", "decode", "read_yaml"]

MAX_BYTES: Final = 1 << 20
MAX_KEY: Final = 128
MAX_DEPTH: Final = 16
#: Lists and mappings in one file; 1 MiB of claims has about 10,000.
MAX_COLLECTIONS: Final = 100_000
#: Both parsers take time that grows with the square of the depth: stop before it tells.
_GIVE_UP_DEPTH: Final = 64
#: A text of so many characters may be too long; a shorter one is not, whatever its characters.
_SHORT: Final = MAX_FIELD_BYTES // 4


def read_yaml(
    raw: bytes | str, path: str, *, line_offset: int = 0, parser: Callable[[str], Any] = FAST
) -> tuple[Document, list[Diagnostic]]:
    """One YAML file or a part of one.

    In: bytes or text; the file's path for the marks; how many lines of the file stand
    before the text; FAST or SLOW. Out: the document (see there) and all that is wrong,
    in the order of the file. Offsets and columns count code points; lines end in `\\n`,
    `\\r\\n` or `\\r`. Values keep what was written; only refused characters become U+FFFD,
    values of refused keys and anything deeper than 16 levels are left out, an alias is
    "" and of two equal keys the first counts. Codes SAY001 to SAY017 and SAY022 where
    the file is not a mapping. Never raises.
    """
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        places = Places("", path, line_offset)
        findings = Findings(places)
        hint = "divide it: any file may become a folder of files"
        findings.add("SAY011", 0, 0, f"the file has {size:,} bytes; {MAX_BYTES:,} are allowed", hint)
        return Document(path, None, False, places, None), findings.list()
    text, found = decode(raw, path, line_offset) if isinstance(raw, bytes) else clean(raw, path, line_offset)
    places = Places(text, path, line_offset)
    findings = Findings(places)
    reading = _Reading(text, findings)
    if text or not found:  # nothing is left of a file in UTF-16: that was said
        reading.run(parser)
    data = reading.result()
    return Document(path, data, reading.complete, places, reading.place), tidy([*found, *findings.list()])


class _Reading:
    """One run over one text. The bottom frame is a list that takes the root as its item."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.frame = Frame(True, 0)
        self.frames = [self.frame]
        self.last_start = self.last_end = self.end = 0
        self.complete = True
        self.collections = 0

    @property
    def place(self) -> Place | None:
        below = self.frames[0].below
        return below[0] if below else None

    def run(self, parser: Callable[[str], Any]) -> None:
        """Read to the end of the first document, or as far as can be."""
        try:
            self.events(parser(without_directives(self.text, self.findings)).get_event)
        except (yaml.YAMLError, ValueError) as error:
            self.stopped(stop_of(error, self.end, (self.last_start, self.last_end)))
        while len(self.frames) > 1:
            self.close(self.end)

    def events(self, get_event: Callable[[], Any]) -> None:  # noqa: C901 - one hot loop, flat
        """Take every event. Nearly all are scalars with nothing odd about them, of which
        `scalar` would find nothing to say: those are put in their places here, without a call."""
        text, frame = self.text, self.frame
        odd = next_odd(text, 0)
        for event in iter(get_event, None):
            kind = type(event)
            if kind is ev.ScalarEvent:
                value = event.value
                start, end = event.start_mark.index, event.end_mark.index
                if not start < end < odd or end - start > _SHORT:
                    self.scalar(event)
                    odd = next_odd(text, end, odd)
                    continue
                if frame.in_list:
                    frame.data.append(value)
                    frame.below.append((-1, -1, start, end, not event.style, None))
                elif (key := frame.key) is not None:
                    if frame.keep:
                        frame.data[key] = value
                        frame.below[key] = (frame.key_start, frame.key_end, start, end, not event.style, None)
                    frame.key = None
                elif value in frame.data or not end - start == len(value) <= MAX_KEY:
                    self.take_key(frame, value, start, end, not event.style)
                else:
                    frame.key, frame.key_start, frame.key_end, frame.keep = value, start, end, True
                self.last_start = start
                self.last_end = self.end = end
            elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
                self.collections += 1
                if len(self.frames) > _GIVE_UP_DEPTH or self.collections > MAX_COLLECTIONS:
                    self.give_up(event.start_mark.index)
                    return
                frame = self.open(event, kind is ev.SequenceStartEvent)
            elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
                end = event.end_mark.index
                frame = self.close(end if end > event.start_mark.index else self.end)
            elif kind is ev.AliasEvent:
                self.alias(event)
            elif kind is ev.DocumentEndEvent:
                at = after_document(text, event.end_mark.index, bool(event.explicit), self.findings)
                if at >= 0:
                    self.stopped(Stop(at, -1, -1, (self.last_start, self.last_end)))
                return

    def result(self) -> dict[str, Any] | None:
        """The root's data if it is a mapping; says so if it is not."""
        whole = self.frames[0].data
        root = whole[0] if whole else ""
        place = self.place
        if isinstance(root, dict):
            return root
        if place is None or (root == "" and place[4]):
            if self.complete:
                hint = "delete the file, or begin with a key such as 'claims:'"
                self.findings.add("SAY013", 0, 0, "the file holds nothing", hint)
        elif self.complete:
            what = "a list" if isinstance(root, list) else "one text"
            hint = "begin with a key at the left margin, such as 'claims:' (with a space after a key's colon)"
            self.findings.add("SAY022", place[2], place[3], f"the file is {what}, not keys with values", hint)
        return None

    def scalar(self, event: Any) -> None:
        text, value, style = self.text, event.value, event.style
        start, end = event.start_mark.index, event.end_mark.index
        frame = self.frame
        if event.anchor is not None or event.tag is not None:
            start = skip_properties(text, start, end, self.findings)
        if not style:
            key_start = frame.key_start if frame.key is not None else -1
            check_comment(text, value, start, end, key_start, self.findings)
            if start == end:
                start, end = self.place_of_nothing(frame, start)
        elif style in "|>":
            if (at := glued_comment(text, start)) >= 0:
                mark = yaml.Mark("", at, 0, 0, None, 0)
                raise ScannerError("while scanning a block scalar", event.start_mark, "comment", mark)
            end = start + len(text[start:end].rstrip(" \t\n"))
        elif style == '"':
            value = check_escapes(text, value, start, end, self.findings)
        if end - start > _SHORT:
            check_length(value, start, end, self.findings)
        self.last_start = start
        self.last_end = self.end = end
        if frame.expects_key():
            self.take_key(frame, value, start, end, not style)
        else:
            frame.put(value, start, end, not style)

    def place_of_nothing(self, frame: Frame, at: int) -> tuple[int, int]:
        """Where to point at for a value that is not there: its key, its dash."""
        if frame.key is not None:
            return frame.key_start, frame.key_end
        return (at - 1, at) if self.text[at - 1 : at] == "-" else (at, at)

    def take_key(self, frame: Frame, value: str, start: int, end: int, plain: bool) -> None:
        frame.begin_value(value, start, end, keep=True)
        add = self.findings.add
        if value in frame.data:
            first = frame.below[value]
            hint = "delete one of the two, or begin a new record with '- '"
            message = f"the key '{value[:MAX_KEY]}' stands here for the second time"
            add("SAY004", start, end, message, hint, (first[0], first[1], "first here"))
            frame.keep = False
        elif plain and value == "<<":
            add("SAY008", start, end, "YAML merge keys (<<) are not used here", "write the fields out")
            frame.keep = False
        elif (
            not value or len(value) > MAX_KEY or (end - start != len(value) and "\n" in self.text[start:end])
        ):
            what = "longer than a word" if value else "empty"
            add("SAY015", start, end, f"this key is {what}", "a key is one word before a colon, on one line")
            frame.keep = False
        elif self.text[max(start - 64, 0) : start].rstrip(" ").endswith("?"):
            add("SAY015", start, end, "a key is written without '?'", f"write '{value}: ...'")

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        hint = "write the value out; a text that begins with * must stand in quotation marks"
        self.findings.add("SAY006", start, end, "YAML aliases (*name) are not used here", hint)
        self.last_start = start
        self.last_end = self.end = end
        if self.frame.expects_key():
            self.frame.begin_value("", start, end, keep=False)
        else:
            self.frame.put("", start, end, plain=False)

    def open(self, event: Any, in_list: bool) -> Frame:
        """Begin a list or mapping; the frame of what comes next."""
        frame, parent = Frame(in_list, event.start_mark.index), self.frame
        is_key = not parent.in_list and parent.key is None
        if event.anchor is not None or event.tag is not None:
            frame.start = skip_properties(self.text, frame.start, len(self.text), self.findings)
        if is_key or len(self.frames) > MAX_DEPTH:
            self.refuse(frame, parent, is_key)
        elif parent.in_list:
            parent.data.append(frame.data)
        elif parent.keep:
            parent.data[parent.key] = frame.data
        else:
            frame.linked = False
        self.frames.append(frame)
        self.frame = frame
        return frame

    def refuse(self, frame: Frame, parent: Frame, is_key: bool) -> None:
        """Report a list or mapping that is too deep or stands where a key should."""
        start = frame.start
        frame.linked, frame.is_key = False, is_key
        if is_key:
            hint = "a key is one word before a colon; quote a text that begins with a bracket"
            self.findings.add("SAY015", start, start + 1, "a list or mapping stands where a key should", hint)
            parent.begin_value("", start, start + 1, keep=False)
        if len(self.frames) == MAX_DEPTH + 1:
            message = f"more than {MAX_DEPTH} levels deep; this and what is in it is not read"
            self.findings.add("SAY010", start, start + 1, message, "no record needs this: nest less")

    def close(self, end: int) -> Frame:
        """End a list or mapping; the frame of what comes next."""
        child = self.frames.pop()
        frame = self.frame = self.frames[-1]
        self.end = end
        if child.linked and frame.in_list:
            frame.below.append((-1, -1, child.start, end, False, child.below))
        elif child.linked:
            frame.below[frame.key] = (frame.key_start, frame.key_end, child.start, end, False, child.below)
        if not child.is_key:
            frame.key = None
        return frame

    def give_up(self, at: int) -> None:
        """Stop where going on would take too long."""
        self.complete = False
        if self.collections > MAX_COLLECTIONS:
            message = f"more than {MAX_COLLECTIONS:,} lists and mappings; what follows is not read"
            self.findings.add("SAY011", at, at + 1, message, "divide the file: any file may become a folder")

    def stopped(self, stop: Stop) -> None:
        """Explain a syntax error; what was read before it is kept."""
        self.complete = False
        start = self.frame.start
        if stop.opened < 0 and stop.key < 0 and self.text[start : start + 1] in ("[", "{"):
            stop = stop._replace(opened=start)
        found = explain(self.text, stop)
        self.findings.add(found.code, found.start, found.end, found.message, found.hint, *found.related)
