"""Diagnostics to what a terminal, a machine or a forge shows. One function a format."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from wcwidth import wcswidth, wcwidth

from sayso.bounds import MOST_SHOWN
from sayso.characters import refused
from sayso.diagnostics import Diagnostic, Mark, Severity

_LONGEST = 200
_LINE_END = re.compile("\r\n|\r|\n")


def text(found: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """For people: headline, source line with a caret, hint; then a sentence in sum."""
    shown = _gravest(found)
    wanted = {item.mark.path for item in shown}
    lines = {name: _lines(content) for name, content in texts.items() if name in wanted}
    blocks = [_block(item, lines) for item in shown]
    cut = f" The {len(shown):,} gravest are shown: mend those first." if len(shown) < len(found) else ""
    return "\n".join([*blocks, summary(found) + cut]) + "\n"


def _gravest(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """As many as anybody reads, in the order given; where some are left out, the lightest."""
    if len(found) <= MOST_SHOWN:
        return found
    ranked = sorted(range(len(found)), key=lambda at: found[at].severity.rank)
    return [found[at] for at in sorted(ranked[:MOST_SHOWN])]


def _lines(content: str) -> list[str]:
    """Lines as marks count them: `str.splitlines` knows ends of lines that YAML does not."""
    lines = _LINE_END.split(content.removeprefix("\ufeff"))
    return lines if lines[-1] else lines[:-1]


def summary(found: Iterable[Diagnostic]) -> str:
    """ "2 errors, 1 warning" or "Nothing to mend."."""
    counts = Counter(item.severity for item in found)
    told = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 or severity is Severity.INFO else 's'}"
        for severity, word in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "for information"),
        )
        if counts[severity]
    ]
    return ", ".join(told) + "." if told else "Nothing to mend."


def headline(item: Diagnostic) -> str:
    """`file:line:column: CODE message`, with the severity where it is no error."""
    level = "" if item.severity is Severity.ERROR else f" ({item.severity})"
    return f"{visible(str(item.mark))}: {item.code}{level} {visible(item.message)}"


def _block(item: Diagnostic, lines: Mapping[str, list[str]]) -> str:
    told = [headline(item), *_excerpt(item.mark, lines)]
    gutter = " " * _gutter(item.mark)
    for related in item.related:
        told.append(f"{gutter} = note: {visible(str(related.mark))}: {visible(related.message)}")
    if item.hint:
        told.append(f"{gutter} = help: {visible(item.hint)}")
    return "\n".join(told) + "\n"


def _excerpt(mark: Mark, lines: Mapping[str, list[str]]) -> list[str]:
    """The line of a mark with carets under it, cut where it is very long."""
    content = lines.get(mark.path, [])
    if not 1 <= mark.line <= len(content):
        return []
    line = content[mark.line - 1]
    start = max(0, mark.column - 1 - _LONGEST // 2) if len(line) > _LONGEST else 0
    shown = line[start : start + _LONGEST]
    before = shown[: mark.column - 1 - start]
    end = mark.end_column - 1 if mark.end_line == mark.line else len(line.rstrip())
    under = shown[len(before) : max(end - start, len(before) + 1)]
    gutter = " " * _gutter(mark)
    carets = " " * _width(before) + "^" * max(1, _width(under))
    cut = "…" if start else ""
    return [
        f"{gutter} |",
        f"{mark.line:>{len(gutter)}} | {cut}{visible(shown)}",
        f"{gutter} | {' ' if cut else ''}{carets}",
    ]


def _gutter(mark: Mark) -> int:
    """Columns that the line number takes before an excerpt."""
    return max(2, len(str(mark.line)))


def _width(value: str) -> int:
    """Columns that a text takes in a terminal."""
    shown = visible(value)
    width = wcswidth(shown)
    return int(width if width >= 0 else sum(max(0, wcwidth(char)) for char in shown))


def visible(value: str) -> str:
    """The text with what a terminal would act on, or not show, written out; and so with
    `##[`, which GitHub takes for an order to itself wherever in a log's line it stands."""
    value = value.replace("##[", "##<U+005B>")
    hidden = {at + more for at, run in refused(value) for more in range(len(run))}
    if not hidden and value.isprintable():
        return value
    return "".join(
        " " if char in "\t\n" else char if char.isprintable() and at not in hidden else f"<U+{ord(char):04X}>"
        for at, char in enumerate(value)
    )


def as_json(found: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """For machines: `{"schema": 1, "diagnostics": [...], "counts": {...}}`."""
    counts = Counter(str(item.severity) for item in found)
    document = {
        "schema": 1,
        "diagnostics": [
            {
                "code": item.code,
                "name": item.name,
                "severity": str(item.severity),
                "message": item.message,
                "hint": item.hint,
                "record": item.record,
                "place": _place(item.mark),
                "related": [
                    {"message": other.message, "place": _place(other.mark)} for other in item.related
                ],
            }
            for item in found
        ],
        "counts": {str(severity): counts[str(severity)] for severity in Severity},
    }
    # Only in a text can `##[` stand, and there this means the same (see `visible`).
    return json.dumps(document, ensure_ascii=False, indent=2).replace("##[", "##\\u005b") + "\n"


def _place(mark: Mark) -> dict[str, str | int]:
    return {
        "file": mark.path,
        "line": mark.line,
        "column": mark.column,
        "end_line": mark.end_line,
        "end_column": mark.end_column,
    }


def github(found: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """For GitHub Actions: workflow commands that become annotations."""
    return "".join(_command(item) for item in _gravest(found))


def _command(item: Diagnostic) -> str:
    mark = item.mark
    place = {
        "file": mark.path,
        "line": mark.line,
        "col": mark.column,
        "endLine": mark.end_line,
        "endColumn": mark.end_column,
        "title": f"{item.code} {item.name}",
    }
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[item.severity]
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    told = f"{item.message}\n{item.hint}" if item.hint else item.message
    return f"::{level} {properties}::{_data(told)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Mapping[str, str]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}
