"""schema.org's published vocabulary, cut down to what a check of names needs (README.md beside this)."""

import json
import sys
from pathlib import Path
from typing import Any


def names(value: Any) -> list[str]:
    """The terms that a value refers to, without their namespace, in order."""
    many = value if isinstance(value, list) else [value] if value else []
    return sorted(each["@id"].rpartition(":")[2].rpartition("/")[2] for each in many)


def cut(graph: list[dict[str, Any]], version: str) -> dict[str, Any]:
    """The terms of a vocabulary's graph."""
    types: dict[str, list[str]] = {}
    properties: dict[str, list[list[str]]] = {}
    superseded: dict[str, str] = {}
    pending: list[str] = []
    for term in sorted(graph, key=lambda each: each["@id"]):
        space, _, name = term["@id"].rpartition(":")
        if space != "schema":
            continue
        kinds = term.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if "rdfs:Class" in kinds:
            types[name] = names(term.get("rdfs:subClassOf"))
        elif "rdf:Property" in kinds:
            ends = (term.get("schema:domainIncludes"), term.get("schema:rangeIncludes"))
            properties[name] = [names(each) for each in ends]
        else:
            continue
        if by := names(term.get("schema:supersededBy")):
            superseded[name] = by[0]
        if "pending.schema.org" in names(term.get("schema:isPartOf")):
            pending.append(name)
    return {
        "version": version,
        "types": types,
        "properties": properties,
        "superseded": superseded,
        "pending": pending,
    }


if __name__ == "__main__":
    source, version = sys.argv[1:]
    found = cut(json.loads(Path(source).read_text("utf-8"))["@graph"], version)
    told = [f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in found.items()]
    print("{\n" + ",\n".join(told) + "\n}")
