"""Small sites for tests: a folder with the repository's own rubric and vocabulary."""

import os
import shutil
import textwrap
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent
_LONG_AGO = 1735689600

#: How a small site is put together.
MKDOCS_YML = """\
site_name: The bridge
docs_dir: build/docs
exclude_docs: /SUMMARY.md
theme: {name: material, font: false}
extra: {generator: false}
markdown_extensions: [tables, md_in_html]
plugins:
  - sayso
  - search
  - literate-nav: {nav_file: SUMMARY.md}
"""
#: A cast that any case can use: two sides, one speaker of each, an independent outlet.
CAST = """\
sides:
  - {id: north, name: Northland, colour: teal, opposes: [south]}
  - {id: south, name: Southland, colour: violet}
parties:
  - id: north-army
    type: government_organization
    name: Northland's army
    side: north
    interest: party_to_the_conflict
  - id: south-army
    type: government_organization
    name: Southland's army
    side: south
    interest: party_to_the_conflict
  - id: gazette
    type: news_media_organization
    name: The Gazette
    interest: independent
    interest_reason: owned by its readers, and based abroad
sources:
  - id: gazette-1
    title: Gazette report
    publisher: gazette
    kind: article
    url: "https://example.org/1"
    published: 2025-01-05
    access: first_hand
questions:
  - {id: bridge, title: Who holds the bridge?}
"""


def scratch(folder: Path, files: Mapping[str, str], *, cast: bool = True) -> Path:
    """A site in `folder` with these files; the cast stands in content/cast.yml."""
    (folder / "site_config").mkdir(parents=True, exist_ok=True)
    for name in ("rubric.yml", "vocabulary.yml"):
        shutil.copy(REPOSITORY / "site_config" / name, folder / "site_config" / name)
    for name, text in {**({"content/cast.yml": CAST} if cast else {}), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        if not text.endswith("\n"):
            # Reading waits a while where a file was written just now and may not be whole yet.
            os.utime(path, (_LONG_AGO, _LONG_AGO))
    return folder


def claims(count: int) -> str:
    """A claims.yml of that many claims, by both armies in turn, on one question."""
    lines = ["defaults: {source: gazette-1}", "claims:"]
    for number in range(count):
        army = "north-army" if number % 2 else "south-army"
        lines += [
            f"  - id: claim-{number:05d}",
            f"    text: Our army held {number} metres of the bridge.",
            f"    claimant: {army}",
            "    about: bridge",
            f'    exact: "held {number} metres of the bridge"',
        ]
    return "\n".join(lines) + "\n"


def frame_of_repository(folder: Path) -> None:
    """The repository's `site_config/`, for other content than its own: so without the lock, which
    says what was verified of that."""
    shutil.copytree(
        REPOSITORY / "site_config",
        folder / "site_config",
        ignore=shutil.ignore_patterns("captures.lock"),
        dirs_exist_ok=True,
    )


def copy_of_repository(folder: Path) -> Path:
    """The repository's own site (content and configuration), to be changed by a test."""
    for name in ("claims.yml", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, folder / name)
    for name in ("content", "site_config", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder
