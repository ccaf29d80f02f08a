"""Diagnostics to what a terminal, a machine or a forge shows. One function a format."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from wcwidth import wcswidth, wcwidth

from sayso.diagnostics import Diagnostic, Mark, Severity

_LONGEST = 200


def text(found: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """For people: headline, source line with a caret, hint; then a sentence in sum."""
    lines = {name: content.splitlines() for name, content in texts.items()}
    blocks = [_block(item, lines) for item in found]
    return "\n".join([*blocks, summary(found)]) + "\n"


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
    return f"{item.mark}: {item.code}{level} {_visible(item.message)}"


def _block(item: Diagnostic, lines: Mapping[str, list[str]]) -> str:
    told = [headline(item), *_excerpt(item.mark, lines)]
    gutter = " " * _gutter(item.mark)
    for related in item.related:
        told.append(f"{gutter} = note: {related.mark}: {_visible(related.message)}")
    if item.hint:
        told.append(f"{gutter} = help: {_visible(item.hint)}")
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
        f"{mark.line:>{len(gutter)}} | {cut}{_visible(shown)}",
        f"{gutter} | {' ' if cut else ''}{carets}",
    ]


def _gutter(mark: Mark) -> int:
    """Columns that the line number takes before an excerpt."""
    return max(2, len(str(mark.line)))


def _width(value: str) -> int:
    """Columns that a text takes in a terminal."""
    shown = _visible(value)
    width = wcswidth(shown)
    return int(width if width >= 0 else sum(max(0, wcwidth(char)) for char in shown))


def _visible(value: str) -> str:
    """The text with what a terminal would act on, or not show, written out."""
    if value.isprintable():
        return value
    return "".join(
        char if char.isprintable() else " " if char in "\t\n" else f"<U+{ord(char):04X}>" for char in value
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
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


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
    return "".join(_command(item) for item in found)


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
