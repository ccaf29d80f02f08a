"""A small site in three states, built as three editions and put together as they are published.

Between the first and the second a claim is renamed, another gets an independent witness, a third
comes; between the second and the third a figure is put right, with a correction, and the third claim
is no longer used.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from sayso.editions import versions
from sayso.model.changes import Series
from sayso.model.editions import Edition
from sayso.model.snapshot import Snapshot, read
from sayso.site.build import build
from sayso.site.doorway import doorway

from .scratch import MKDOCS_YML, REPOSITORY, frame_of_repository, scratch

SETTINGS = 'title: "The bridge: who says so?"\n'
HOME = "# The bridge\n\nSee [[claim:held]]\n\n[[editorial]]The names are made up.[[/editorial]]\n"
HELD = """\
  - id: held
    text: Our army holds the bridge.
    claimant: north-army
    about: bridge
    citations:
      - {source: gazette-1, exact: "the army says it holds the bridge"}
"""
#: Somebody else who saw it: the badge gets better by that.
HERALD = """\
parties:
  - id: herald
    type: news_media_organization
    name: The Herald
    interest: independent
    interest_reason: owned by its readers, and printed abroad
sources:
  - id: herald-1
    title: Herald report
    publisher: herald
    kind: article
    url: "https://example.org/2"
    published: 2025-01-05
    access: first_hand
"""
WITNESS = """\
      - source: herald-1
        relation: supports
        exact: "our reporter saw them there"
        basis: independent_witness
"""
TOLL = """\
  - id: toll
    text: Our army killed %(toll)s men at the bridge.
    claimant: north-army
    about: bridge
    source: gazette-1
    exact: "killed %(toll)s men at the bridge"
    figure: {measure: killed, value: %(toll)s, unit: men}
"""
BOATS = """\
  - id: %(boats)s
    text: They came in boats.
    claimant: south-army
    source: gazette-1
    exact: "came in boats"
"""
LOST = """\
  - id: lost
    text: They lost the bridge.
    claimant: south-army
    about: bridge
    source: gazette-1
    exact: "lost the bridge"
"""
CORRECTION = """\
corrections:
  - id: wrong-toll
    corrects: claim:toll
    kind: correction
    date: 2025-01-11
    text: We had misread the number.
    from: "40"
    to: "45"
    reported_by: A. Reader
"""
EDITIONS = (
    Edition("2024-12-31", "2025-01-01T08:00:00Z", "Before the attack", "Reconstructed *afterwards*."),
    Edition("2025-01-05", "2025-01-05T20:00:00Z", "As first reported"),
    Edition("2025-01-05.2", "2025-01-12T08:00:00Z", "<b>Put right</b> & told"),
)


def _claims(*parts: str) -> str:
    return "claims:\n" + "".join(parts)


#: The files of each state that are not alike in all.
STATES: Sequence[Mapping[str, str]] = (
    {"claims.yml": _claims(HELD, TOLL % {"toll": 40}, BOATS % {"boats": "rafts"})},
    {
        "content/herald.yml": HERALD,
        "claims.yml": _claims(
            HELD + WITNESS, TOLL % {"toll": 40}, BOATS % {"boats": "boats"} + "    formerly: [rafts]\n", LOST
        ),
    },
    {
        "content/herald.yml": HERALD,
        "claims.yml": _claims(
            HELD + WITNESS,
            TOLL % {"toll": 45},
            BOATS % {"boats": "boats"} + "    formerly: [rafts]\n",
            LOST + "    rank: deprecated\n    deprecated_reason: we had read the wrong line\n",
        ),
        "content/corrections.yml": CORRECTION,
    },
)


def state(folder: Path, number: int, site_url: str = "") -> Path:
    """The site as it was for one edition."""
    own = f"site_url: {site_url}\n" if site_url else ""
    files = {"mkdocs.yml": MKDOCS_YML + own, "site_config/sayso.yml": SETTINGS, "content/index.md": HOME}
    return scratch(folder, {**files, **STATES[number]})


def publish(
    folder: Path, site_url: str = "", editions: Sequence[Edition] = EDITIONS, *, framed: bool = False
) -> Path:
    """All editions as a static host shows them, in `folder/site`; each made with those before it.
    `framed` where they are to look as the repository's own site does."""
    out = folder / "site"
    past: list[Snapshot] = []
    files: dict[str, frozenset[str]] = {}
    for number, edition in enumerate(editions):
        root = state(folder / f"state-{number}", number, site_url)
        if framed:
            frame_of_repository(root)
            shutil.copy(REPOSITORY / "mkdocs.yml", root)
            (root / "site_config/sayso.yml").write_text(SETTINGS, encoding="utf-8")
        with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "1736668800"}):
            result = build(root, out / edition.name, series=Series(edition, tuple(past), dict(files)))
        assert result.site is not None, [each.message for each in result.diagnostics]
        if edition.draft:
            continue
        past.append(read((result.site / "ledger.json").read_bytes()))
        files[edition.name] = frozenset(
            path.relative_to(result.site).as_posix() for path in result.site.rglob("*") if path.is_file()
        )
    newest = [each for each in editions if not each.draft][-1]
    shutil.copytree(out / newest.name, out / "latest")
    drafted = any(each.draft for each in editions)
    told = doorway(folder / "state-0", past, site_url=site_url, draft=drafted)
    for name, data in told.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    (out / "versions.json").write_bytes(versions.text(editions, []))
    return out
