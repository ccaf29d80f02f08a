"""JSON-LD held against schema.org's terms: names, where each may stand, and what it may hold.

The vocabulary is `tests/schemaorg/terms.json`. A property may stand on the types of its domain and
those below them; its value is one of its range: a text, a whole or relative address, a date of
ISO 8601, or an object whose type is one of those. A term that another has taken the place of is a
fault; so is one that is only proposed ("pending"), but for those of `PENDING`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

#: Proposals of schema.org that we use all the same, and why.
PENDING: Final[Mapping[str, str]] = {
    "Claim": "what this site is made of; search engines have read it with ClaimReview since 2019",
    "NewsMediaOrganization": "what an outlet is; whoever does not know it finds the Organization in it",
    "appearance": "the one property that says where a claim was made",
    "Quotation": "what a quotation is, and nothing else is",
    "CorrectionComment": "what a correction is, and nothing else is",
    "correction": "where a correction stands",
    "BackgroundNewsArticle": "what an explainer is; whoever does not know it finds the NewsArticle in it",
    "archivedAt": "the copy of a source that will be there when the source is not",
}
CONTEXT: Final = "https://schema.org"
#: Keys of JSON-LD itself.
_OURS: Final = frozenset({"@context", "@type", "@id", "@graph"})
_DATA: Final = frozenset(
    {"Text", "URL", "Date", "DateTime", "Boolean", "Number", "Integer", "Time", "CssSelectorType",
     "XPathType", "PronounceableText", "Float"}
)  # fmt: skip
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z", re.ASCII)
_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"]+|[\w.~%/#?=&;:@,+-]*)\Z")


@cache
def terms() -> Mapping[str, Any]:
    """The vocabulary, as tests/schemaorg/cut.py wrote it."""
    file = Path(__file__).parent.parent / "schemaorg" / "terms.json"
    found: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return found


@cache
def above(name: str) -> frozenset[str]:
    """A type and all those that it belongs to."""
    found = {name}
    for each in terms()["types"].get(name, ()):
        found |= above(each)
    return frozenset(found)


def faults(document: Any) -> list[str]:
    """All that is wrong with a document of JSON-LD, each with the way to it."""
    if not isinstance(document, dict) or document.get("@context") != CONTEXT:
        return [f"the document's @context is not {CONTEXT}"]
    nodes = document.get("@graph", [document])
    return [fault for node in nodes for fault in _node(node, "")]


def nodes_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object that has a type, from the outside in."""
    if isinstance(value, list):
        for each in value:
            yield from nodes_of(each)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from nodes_of(each)


def _node(node: Any, at: str) -> Iterator[str]:
    kind = node.get("@type") if isinstance(node, dict) else None
    here = f"{at}/{kind}"
    if not isinstance(kind, str):
        yield f"{at}: an object without @type"
        return
    if kind not in terms()["types"]:
        yield f"{here}: schema.org has no type {kind}"
        return
    yield from _state(kind, here)
    for name, value in node.items():
        if name == "@id":
            if not isinstance(value, str) or not value or not _ADDRESS.match(value):
                yield f"{here}: the @id {value!r} is no address"
        elif name not in _OURS:
            yield from _property(kind, name, value, f"{here}.{name}")
    if set(node) <= {"@type", "@context"}:
        yield f"{here}: it says nothing"


def _property(kind: str, name: str, value: Any, at: str) -> Iterator[str]:
    if name not in terms()["properties"]:
        yield f"{at}: schema.org has no property {name}"
        return
    yield from _state(name, at)
    domain, ranges = terms()["properties"][name]
    if not above(kind) & set(domain):
        yield f"{at}: a {kind} has no {name} (those have: {', '.join(domain)})"
    values = value if isinstance(value, list) else [value]
    if not values:
        yield f"{at}: it is empty"
    for each in values:
        yield from _value(each, ranges, at)


def _value(value: Any, ranges: list[str], at: str) -> Iterator[str]:
    wanted = f"{at}: {str(value)[:60]!r} is none of {', '.join(ranges)}"
    if isinstance(value, dict):
        if set(value) == {"@id"}:  # told elsewhere, which may be another page
            if not _ADDRESS.match(value["@id"]) or set(ranges) <= _DATA - {"URL"}:
                yield wanted
            return
        if (
            "@type" in value
            and value["@type"] in terms()["types"]
            and not above(value["@type"]) & set(ranges)
        ):
            yield wanted
        yield from _node(value, at)
    elif isinstance(value, bool):
        if "Boolean" not in ranges:
            yield wanted
    elif isinstance(value, int | float):
        if not {"Number", "Integer", "Float"} & set(ranges):
            yield wanted
    elif not isinstance(value, str) or not (value.strip() and _text(value, ranges)):
        yield wanted


def _text(value: str, ranges: list[str]) -> bool:
    if "Text" in ranges or ("URL" in ranges and _ADDRESS.match(value)):
        return True
    return _is_date(value, ranges)


def _is_date(value: str, ranges: list[str]) -> bool:
    try:
        if "Date" in ranges and _DATE.match(value):
            return bool(
                date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
            )
        return "DateTime" in ranges and "T" in value and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _state(name: str, at: str) -> Iterator[str]:
    if name in terms()["superseded"]:
        yield f"{at}: {terms()['superseded'][name]} has taken the place of {name}"
    if name in terms()["pending"] and name not in PENDING:
        yield f"{at}: {name} is only a proposal"
