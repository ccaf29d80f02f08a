"""Hold words against copies of their source, in a small site of their own."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.captures.folder import Captures, read_captures
from sayso.captures.holding import Verification, verify
from sayso.load import load
from sayso.lockfile import read_lock, write_lock
from sayso.model.held import Holdings
from sayso.model.ledger import Ledger

CAST = """\
parties:
  - {id: speaker, type: person, name: The Speaker}
sources:
  - {id: report, title: A report, publisher: unnamed, kind: article, no_url: made up, published: 2025-01-05}
  - {id: other, title: Another report, publisher: unnamed, kind: article, no_url: made up}
"""
DAY = "2025-01-10"


def site(folder: Path, records: Mapping[str, object], captures: Mapping[str, bytes | str] = {}) -> Path:
    """A site with these records (kinds to lists of them) and these files in `.captures/`."""
    for name, content in {
        "content/cast.yml": CAST,
        "claims.yml": json.dumps(records, ensure_ascii=False),
        **{f".captures/{name}": content for name, content in captures.items()},
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        # A file that ends in the middle of a line is taken to be still being written for a moment.
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(raw.removesuffix(b"\n") + b"\n")
    return folder


def quote(**fields: Any) -> dict[str, object]:
    """One quotation as records."""
    return {"quotes": [{"id": "q", "speaker": "speaker", "source": "report", **fields}]}


def ledger_of(root: Path) -> Ledger:
    loaded = load(root)
    assert not [item for item in loaded.diagnostics if item.severity == "error"], loaded.diagnostics
    return loaded.ledger


def holdings_of(root: Path) -> Holdings:
    found = read_lock(root)
    assert found.diagnostics == []
    return Holdings(ledger_of(root), found.lock)


def captures_of(root: Path) -> Captures:
    return read_captures(root / ".captures", ".captures", ledger_of(root))


def held(root: Path, day: str = DAY, *, keep: bool = False) -> Verification:
    """What comes of holding all words of a site; `keep` writes the lock."""
    came = verify(holdings_of(root), captures_of(root).copies, day)
    if keep:
        os.makedirs(root / "site_config", exist_ok=True)
        (root / "site_config/captures.lock").write_text(write_lock(came.lock), encoding="utf-8")
    return came
