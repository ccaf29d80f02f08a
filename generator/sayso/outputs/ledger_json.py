"""`ledger.json`: all records of a site and how each claim stands, for machines.

What `sayso diff` compares, and what an edition hands on to those after it. The fields are those
of the YAML; numbers and dates are texts, as their editors wrote them.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from sayso.model.editions import Edition
from sayso.model.fields import Record
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.settings import Config
from sayso.model.snapshot import SCHEMA
from sayso.model.standing import Standing
from sayso.vocabulary import KINDS
from sayso.wording import fold

PATH: Final = "ledger.json"


def document(
    ledger: Ledger,
    config: Config,
    standings: Mapping[str, Standing],
    *,
    evidence: Callable[[Standing], str],
    lead: Callable[[Standing], str],
    figure: Callable[[Standing], str],
    texts: Mapping[str, str],
    edition: Edition | None = None,
) -> dict[str, Any]:
    """The ledger as a document. `evidence`, `lead` and `figure` are a reader's words for a claim;
    `texts` are the files' texts by their names."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "title": config.settings.title or "",
        "edition": _edition(edition) if edition else None,
        "rubric": {
            "version": config.rubric.version,
            "rules": config.rubric.rules,
            "statuses": [
                {"code": each.code, "short": each.short, **({} if each.rank is None else {"rank": each.rank})}
                for each in config.rubric.statuses
            ],
        },
        "vocabulary": {
            name: {word: term.label for word, term in terms.items()}
            for name, terms in config.vocabulary.words.items()
        },
        "casualties": list(config.settings.review.casualties),
    }
    for kind, key in KINDS.items():
        of_kind = (entry.record for entry in ledger.entries if entry.kind == kind)
        found[key] = [_plain(record) for record in of_kind if record is not None]
    found["pages"] = [_page(page, texts.get(page.path, "")) for page in ledger.pages]
    found["standings"] = {
        claim_id: {
            "status": standing.status.code,
            "derived": standing.derived.code,
            "short": standing.short,
            "badge": standing.badge,
            "lead": lead(standing),
            "evidence": evidence(standing),
            "figure": figure(standing),
            "facts": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in standing.facts.as_dict().items()
            },
        }
        for claim_id, standing in standings.items()
    }
    return found


def text(found: Mapping[str, Any]) -> str:
    """The file. One line for each record: a change of one is a change of one line."""
    parts = []
    for key, value in found.items():
        if isinstance(value, list) and value:
            inner = ",\n".join("  " + _line(item) for item in value)
            parts.append(f"{_line(key)}: [\n{inner}\n ]")
        elif key == "standings" and value:
            inner = ",\n".join(f"  {_line(name)}: {_line(item)}" for name, item in value.items())
            parts.append(f"{_line(key)}: {{\n{inner}\n }}")
        else:
            parts.append(f"{_line(key)}: {_line(value)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _page(page: ProsePage, text: str) -> dict[str, str]:
    told = {"path": page.path, "address": page.address, "title": page.title}
    return {**told, "text": _sum(_meant(text)), "written": _sum(" ".join(text.split()))}


def _meant(text: str) -> str:
    """A text with typography folded; but an address is another one with another dash in it: each
    word with one in it counts as it is written."""
    addresses = (word for word in text.split() if "://" in word or "](" in word)
    return "\n".join((fold(text), *addresses))


def _edition(edition: Edition) -> dict[str, str]:
    return {"name": edition.name, "made": edition.made, "title": edition.title, "note": edition.note}


def _sum(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
