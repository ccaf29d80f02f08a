"""One walk over any record that finds every marked text in it.

A rule that must look at all references, or all URLs, does not know the records: it
asks for the leaves with that marker, and a field added to a record is found too.
"""

from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from .fields import Address, Inline, Marker, Ref, Verbatim, Word

_MARKERS = (Ref, Word, Verbatim, Address, Inline)
Path = tuple[str | int, ...]


class Leaf(NamedTuple):
    """A marked text: its path inside the record, the text, and what it stands for."""

    path: Path
    text: str
    marker: Marker


#: How to go on from one field: (its key, its path in a record at the top, whether it holds
#: many, its marker). Plain tuples: every record of a site comes by here.
_Step = tuple[str, Path, bool, Marker | None]


def leaves(record: BaseModel, *, without: str = "") -> list[Leaf]:
    """Every marked text of a record, depth first, in the order of its model's fields.

    One field can be left out (`without`). No marked field has a default other than
    nothing, so what was not written is not found.
    """
    found: list[Leaf] = []
    _collect(record, (), without, found)
    return found


def _collect(record: BaseModel, prefix: Path, without: str, found: list[Leaf]) -> None:
    values = record.__dict__
    for name, step in _steps(type(record)):
        value = values[name]
        if not value or name == without:
            continue
        key, path, many, marker = step
        if prefix:
            path = (*prefix, key)
        # One by itself is taken as it is; a leaf is made without the call of its class.
        if marker is None:
            if not many:
                _collect(value, path, "", found)
            else:
                for index, item in enumerate(value):
                    _collect(item, (*path, index), "", found)
        elif not many:
            found.append(tuple.__new__(Leaf, (path, value, marker)))
        else:
            for index, item in enumerate(value):
                found.append(tuple.__new__(Leaf, ((*path, index), item, marker)))


@cache
def _steps(model: type[BaseModel]) -> tuple[tuple[str, _Step], ...]:
    """The fields in which marked texts may stand, by name."""
    steps = []
    for name, field in model.model_fields.items():
        marker, many, record = _kind(field.annotation, field.metadata)
        if marker is not None or (record is not None and _has_marks(record, frozenset([model]))):
            key = field.alias or name
            steps.append((name, (key, (key,), many, marker)))
    return tuple(steps)


def _has_marks(model: type[BaseModel], above: frozenset[type[BaseModel]]) -> bool:
    """Whether a marked text may stand anywhere in a record. `above` is being looked at: a
    figure may hold figures."""
    for field in model.model_fields.values():
        marker, _, record = _kind(field.annotation, field.metadata)
        if marker is not None:
            return True
        if record is not None and record not in above and _has_marks(record, above | {model}):
            return True
    return False


def submodel(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The record that stands at a path inside a record, if one does."""
    current: type[BaseModel] | None = model
    for key in path:
        if isinstance(key, int):
            continue
        if current is None:
            return None
        names = {field.alias or name: field for name, field in current.model_fields.items()}
        field = names.get(key)
        current = None if field is None else _kind(field.annotation, field.metadata)[2]
    return current


def _kind(annotation: Any, metadata: Any = ()) -> tuple[Marker | None, bool, type[BaseModel] | None]:
    """(marker, whether a list, record) of an annotation."""
    for extra in metadata:
        if isinstance(extra, _MARKERS):
            return extra, False, None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None, False, annotation
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(args[0], args[1:])
    if origin is tuple:
        marker, _, record = _kind(args[0])
        return marker, True, record
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        for arg in args:
            found = _kind(arg)
            if found[0] is not None or found[2] is not None:
                return found
    return None, False, None
