"""Plain data to records: every fault of pydantic's told in an editor's words, at its place."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sayso import vocabulary
from sayso.diagnostics import Diagnostic, Mark, Severity
from sayso.source import Document
from sayso.text import did_you_mean, nearest

from .fields import Record
from .walk import Path, submodel

_Record = TypeVar("_Record", bound=Record)
_CODE_OF: Final = {entry.name: code for code, entry in vocabulary.READING_CODES.items()}
#: Nobody mends more faults of one record at a time, and telling each takes time.
MOST_IN_ONE: Final = 50
_WANTED: Final = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}


def diagnostic(name: str, message: str, mark: Mark, hint: str = "", record: str = "") -> Diagnostic:
    """A SAY0xx error by its name in `READING_CODES`."""
    return Diagnostic(_CODE_OF[name], name, Severity.ERROR, message, mark, hint, (), record)


def point(document: Document, path: Path, data: Any) -> Mark:
    """The smallest span that stands for a value: a mapping is pointed at by its `id`
    or its first key, everything else by itself."""
    if isinstance(data, Mapping) and data:
        if isinstance(data.get("id"), str):
            return document.mark((*path, "id"))
        return document.key_mark((*path, next(iter(data))))
    if isinstance(data, list) and data:
        return point(document, (*path, 0), data[0])
    return document.mark(path)


def smooth(data: Any, most: int) -> bool:
    """Whether nothing in a record is blank and nothing in it has more than `most` items: all in
    one walk, as every record is asked this and hardly any needs a closer look."""
    if len(data) > most:
        return False
    for value in data.values() if type(data) is dict else data:
        if type(value) is str:
            if not value or value.isspace():
                return False
        elif not smooth(value, most):
            return False
    return True


def validate(
    document: Document,
    path: Path,
    data: Any,
    model: type[_Record],
    what: str,
    *,
    record: str = "",
    is_smooth: bool = False,
) -> tuple[_Record | None, list[Diagnostic]]:
    """Read the data at `path` of a document as a record.

    Returns the record (None where it is broken) and everything wrong with it.
    `what` names it in messages ("claim 'losses-340'"); `record` is its `kind:id`;
    `is_smooth` says that it is known to be so (see there).
    """
    found: list[Diagnostic] = []
    cleaned = data
    if not is_smooth and _has_empty(data):
        cleaned = _without_empty(document, path, data, what, record, found, len(path))
    try:
        return model.model_validate(cleaned), found
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
    told: set[Path] = set()
    # Unknown keys first: a misspelt key is not missing as well.
    for detail in sorted(details, key=lambda d: (d["type"] != "extra_forbidden", len(d["loc"]))):
        if len(found) >= MOST_IN_ONE:
            break
        where: Path = tuple(detail["loc"])
        if where in told and detail["type"] == "missing":
            continue
        if any(where[:n] in told for n in range(1, len(where))) or _is_empty(document, (*path, *where)):
            continue  # one shape error silences complaints about what is inside it
        if detail["type"] in _WANTED:
            told.add(where)
        elif detail["type"] == "extra_forbidden" and (meant := _meant(model, cleaned, where)):
            told.add((*where[:-1], meant))
        found.append(_translate(document, path, cleaned, model, detail, what, record))
    return None, found


def _is_empty(document: Document, path: Path) -> bool:
    value = _at(document.data, path)
    return isinstance(value, str) and _blank(value)


def _blank(value: str) -> bool:
    """Whether a reader would see nothing: Unicode has many widths of space."""
    return value == "" or value.isspace()


def _has_empty(data: Any) -> bool:
    """Whether a key or an item has no value, at any depth."""
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if _blank(value) if isinstance(value, str) else _has_empty(value):
            return True
    return False


def _without_empty(
    document: Document, path: Path, data: Any, what: str, record: str, found: list[Diagnostic], depth: int
) -> Any:
    """The data without keys that have no value, each told. The record stands at `depth`."""
    if isinstance(data, dict):
        kept = {}
        for key, value in data.items():
            if isinstance(value, str) and _blank(value):
                at = (*path, key)
                mark = document.key_mark(at) if document.is_plain(at) else document.mark(at)
                hint = f'write a value after "{key}:", or take the line away'
                message = f"'{path_name(at[depth:])}' of {what} has no value"
                found.append(diagnostic("empty-value", message, mark, hint, record))
            elif isinstance(value, dict | list):
                kept[key] = _without_empty(document, (*path, key), value, what, record, found, depth)
            else:
                kept[key] = value
        return kept
    if isinstance(data, list):
        for n, item in enumerate(data):
            if isinstance(item, str) and _blank(item):
                at = (*path, n)
                message = f"'{path_name(at[depth:])}' of {what} has no value"
                hint = "write a value, or take the item away"
                found.append(diagnostic("empty-value", message, document.mark(at), hint, record))
        return [
            _without_empty(document, (*path, n), item, what, record, found, depth)
            if isinstance(item, dict | list)
            else item
            for n, item in enumerate(data)
        ]
    return data


def _translate(
    document: Document,
    path: Path,
    data: Any,
    model: type[Record],
    detail: ErrorDetails,
    what: str,
    record: str,
) -> Diagnostic:
    kind, where = detail["type"], tuple(detail["loc"])
    if where[-1:] == ("date",) and isinstance(_at(data, where[:-1]), str):
        where = where[:-1]  # a date may be written without its mapping
    at: Path = (*path, *where)
    field = path_name(where)
    inside = f"{field.rpartition('.')[0]} of {what}" if "." in field else what
    if kind == "extra_forbidden":
        return _unknown_key(document, at, where, model, data, inside, record)
    if kind == "missing":
        parent = where[:-1]
        mark = point(document, (*path, *parent), _at(data, parent))
        return diagnostic(
            "missing-field", f"{inside} has no '{where[-1]}'", mark, f"add '{where[-1]}:'", record
        )
    if kind in _WANTED:
        return _wrong_type(document, path, model, detail, what, record)
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(detail["ctx"]["expected"]))
        message = f"{str(detail['input'])[:60]!r} is not a word that '{field}' of {what} may have"
        hint = did_you_mean(str(detail["input"]), allowed) or "write one of: " + ", ".join(allowed)
        return diagnostic("unknown-word", message, document.mark(at), hint, record)
    if kind == "too_short":
        return diagnostic(
            "missing-field", f"'{field}' of {what} is an empty list", document.mark(at), "", record
        )
    if kind in _CODE_OF:
        context = detail["ctx"]
        if name := context.get("at"):
            mark = document.key_mark((*at, name))
        else:
            mark = point(document, at, _at(data, where))
        message = context["message"]
        prefix = (
            f"'{field}' of {what}: "
            if where and kind != "bad-id"
            else ""
            if kind == "bad-id"
            else f"{what}: "
        )
        return diagnostic(kind, prefix + message, mark, context["hint"], record)
    return diagnostic("wrong-type", f"'{field}' of {what}: {detail['msg']}", document.mark(at), "", record)


def _unknown_key(
    document: Document, at: Path, where: Path, model: type[Record], data: Any, inside: str, record: str
) -> Diagnostic:
    allowed = _free_keys(model, data, where)
    meant = _meant(model, data, where)
    hint = f"did you mean '{meant}'?" if meant else "take it away"
    if not meant and allowed:
        few = len(allowed) <= 12
        hint = "its other keys are: " + ", ".join(allowed) if few else "see the manual for its keys"
    message = f"{inside} has no key '{str(where[-1])[:60]}'"
    return diagnostic("unknown-key", message, document.key_mark(at), hint, record)


def _meant(model: type[Record], data: Any, where: Path) -> str:
    """The key that an unknown one was probably meant to be; none that is there already."""
    return nearest(str(where[-1]), _free_keys(model, data, where))


def _free_keys(model: type[Record], data: Any, where: Path) -> list[str]:
    owner = submodel(model, where[:-1])
    present = _at(data, where[:-1]) or ()
    names = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
    return [name for name in names if name not in present]


def shape(value: Any) -> str:
    """What stands where something else should, in an editor's words."""
    if isinstance(value, Mapping):
        return "keys with values"
    return "a list" if isinstance(value, Sequence) and not isinstance(value, str) else "a text"


def _wrong_type(
    document: Document, path: Path, model: type[Record], detail: ErrorDetails, what: str, record: str
) -> Diagnostic:
    where, value = tuple(detail["loc"]), detail["input"]
    wanted, given = _WANTED[detail["type"]], shape(value)
    hint = f"write {wanted}"
    if wanted == "a list" and isinstance(value, str) and submodel(model, where) is None:
        hint = f"write [{value}]" if len(value) <= 40 and "," not in value else "begin each item with '- '"
    elif wanted == "a list":
        hint = "begin each item with '- '"
    elif wanted == "a text" and isinstance(value, Mapping):
        hint = "put the whole value in quotation marks: ': ' makes a key of what stands before it"
    name = f"'{path_name(where)}' of {what}" if where else what
    mark = point(document, (*path, *where), value)
    return diagnostic("wrong-type", f"{name} is {given}, not {wanted}", mark, hint, record)


def path_name(where: Path) -> str:
    """("citations", 2, "source") as an editor reads it: citations.3.source."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)


def _at(data: Any, path: Path) -> Any:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data
