"""`ledger.schema.json`: what `ledger.json` is made of (JSON Schema, draft 2020-12).

The records' part comes from the models themselves, so that it cannot fall behind them; what stands
round it is `ledger_json.document`. It is as strict as they are: a key that it does not know is a fault.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, Literal, get_type_hints

from pydantic.json_schema import models_json_schema

from sayso.model.editions import Edition
from sayso.model.fields import Record
from sayso.model.records import MODELS
from sayso.model.snapshot import SCHEMA, Grade, Rules, Stood, Written
from sayso.model.standing import Facts
from sayso.vocabulary import KINDS

PATH: Final = "ledger.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
_SUM: Final = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_TEXT: Final = {"type": "string"}
_LABELS: Final = {"type": "object", "additionalProperties": _TEXT}
#: What a fact may be, by its type in Python.
_FACTS: Final[Mapping[object, Mapping[str, Any]]] = {
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
    str: _TEXT,
    tuple[str, ...]: {"type": "array", "items": _TEXT},
}


def document(address: str = PATH) -> dict[str, Any]:
    """The schema. `address` is where it stands."""
    models: tuple[type[Record], ...] = (*MODELS.values(), Stood, Grade, Rules, Written)
    mode: Literal["validation", "serialization"] = "serialization"
    _, made = models_json_schema(
        [(model, mode) for model in models], by_alias=True, ref_template="#/$defs/{model}"
    )
    kinds: dict[str, Any] = {_plain(name): _plain_refs(each) for name, each in made["$defs"].items()}
    kinds["Facts"] = _facts()
    kinds["Stood"]["properties"]["facts"] = {"$ref": "#/$defs/Facts"}
    kinds["Rules"]["properties"]["rules"] = _SUM
    kinds["Written"]["properties"].update(text=_SUM, written=_SUM)
    for model in (Stood, Grade, Rules, Written):
        _all_required(kinds[model.__name__], but=("rank",))
    kinds["Edition"] = _closed({each.name: _TEXT for each in fields(Edition)})
    return {
        "$schema": _DIALECT,
        "$id": address,
        "title": "ledger.json",
        "description": "All records of a site, and how each claim stands. Show no claim without its `lead`.",
        **_closed(
            {
                "schema": {"const": SCHEMA},
                "title": _TEXT,
                "edition": {"anyOf": [{"$ref": "#/$defs/Edition"}, {"type": "null"}]},
                "rubric": {"$ref": "#/$defs/Rules"},
                "vocabulary": {"type": "object", "additionalProperties": _LABELS},
                "casualties": {"type": "array", "items": _TEXT},
                **{key: _listed(MODELS[kind].__name__) for kind, key in KINDS.items()},
                "pages": _listed("Written"),
                "standings": {
                    "type": "object",
                    "propertyNames": _ID,
                    "additionalProperties": {"$ref": "#/$defs/Stood"},
                },
            }
        ),
        "$defs": dict(sorted(kinds.items())),
    }


def _listed(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object with these keys, all of them, and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _all_required(model: dict[str, Any], but: Iterable[str] = ()) -> None:
    """What the tool computes is always there; only what an editor left out is not."""
    model["required"] = [name for name in model["properties"] if name not in but]


def _facts() -> dict[str, Any]:
    hints = get_type_hints(Facts)
    return _closed({each.name: dict(_FACTS[hints[each.name]]) for each in fields(Facts)})


def _plain(name: str) -> str:
    """A model's name without what pydantic adds to it."""
    return re.sub(r"-(Output|Input)\Z", "", name)


def _plain_refs(value: Any) -> Any:
    """A part of the schema as it is published: no titles of single fields and no defaults, which say
    nothing (what was not written is not there); ids have their form."""
    if isinstance(value, list):
        return [_plain_refs(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {"$ref": value["$ref"]}
    if {"type": "null"} in value.get("anyOf", ()):  # a field without a value is not there at all
        rest = [each for each in value["anyOf"] if each != {"type": "null"}]
        return _plain_refs(rest[0] if len(rest) == 1 else {"anyOf": rest})
    found = {key: _plain_refs(each) for key, each in value.items() if key not in ("title", "default")}
    names = value.get("properties")
    if isinstance(names, dict):
        found["properties"] = {key: _plain_refs(each) for key, each in names.items()}
        if "id" in names:
            found["properties"]["id"] = dict(_ID)
    return found
