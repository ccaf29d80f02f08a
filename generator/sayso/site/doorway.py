"""What stands above all editions: the way to the newest, the list of all, and what changed since each.

These files are written anew with every edition; what is in the editions' folders never is.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote as percent

from markupsafe import Markup

from sayso import project
from sayso.dated import display_edition
from sayso.diff.differ import diff
from sayso.diff.history import history
from sayso.model.changes import Change, History, Step
from sayso.model.editions import DEV, LATEST
from sayso.model.snapshot import Snapshot
from sayso.outputs import robots
from sayso.phrasebook import read_words
from sayso.phrases import Phrases
from sayso.render.address import url_of
from sayso.vocabulary import KINDS, WITH_PAGE

INDEX: Final = "index.html"
EDITIONS: Final = "editions/index.html"
CHANGES: Final = "changes.json"
NOT_FOUND: Final = "404.html"
SCHEMA: Final = 1
#: So many of an edition's changes the list of editions tells.
_GRAVEST: Final = 3
#: These pages run nothing and load nothing.
_POLICY: Final = "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'"


def doorway(
    root: Path, editions: Sequence[Snapshot], *, site_url: str = "", draft: bool = False
) -> dict[str, bytes]:
    """The files above the editions, by their names. `editions` are all that are published, the oldest
    first (each has its `edition`); `site_url` is the address of the whole site, where it is known;
    `draft` says whether there is a draft beside them. `root` is where the templates are.

    Raises `BadTemplate`.
    """
    if not editions:
        raise ValueError("without an edition there is nothing to lead to")
    templates, words = project.templates(root), read_words(root).phrases
    past = history(editions[:-1], editions[-1], words)
    templates.environment.globals.update(w=words)
    style = templates.render("editions.css.j2", {})
    address = site_url.rstrip("/") + "/" if site_url else ""
    values = {
        "title": past.now.snapshot.title or words.plain("editions_untitled"),
        "style": Markup(style),  # noqa: S704 - the template's own text
        "policy": Markup(_POLICY.format(_hash(style))),  # noqa: S704 - ours
        "steps": [_Shown(past, step, words) for step in reversed(past.steps)],
        "address": address,
        "draft": DEV if draft else "",
        "latest": LATEST,
    }
    found = {
        INDEX: templates.render("doorway.html.j2", values).encode(),
        EDITIONS: templates.render("editions.html.j2", values).encode(),
        CHANGES: (
            json.dumps(since_each(past, words), ensure_ascii=False, separators=(",", ":")) + "\n"
        ).encode(),
    }
    if address:
        # From a wrong address no relative link leads anywhere, so only where the site's is known.
        found[NOT_FOUND] = templates.render("missing.html.j2", values).encode()
        found[robots.PATH] = robots.text(f"{address}{LATEST}/sitemap.xml").encode()
    return found


def since_each(past: History, words: Phrases) -> dict[str, Any]:
    """What changed since each edition, for the banner of the older ones: their claims by the ids
    that they had there, each with the gravest change in words; their other records that have
    pages, likewise; how many claims are new; the addresses of pages that the newest edition has
    no longer."""
    newest = past.now.snapshot
    return {
        "schema": SCHEMA,
        "latest": past.now.edition.name,
        "editions": {step.edition.name: _since(past, step, newest, words) for step in past.steps},
    }


def _since(past: History, step: Step, newest: Snapshot, words: Phrases) -> dict[str, Any]:
    now = step is past.now
    changes = () if now else tuple(each for each in diff(step.snapshot, newest) if each.meaning)
    gravest: dict[str, Change] = {}
    for change in changes:  # the gravest come first
        gravest.setdefault(change.formerly or change.record, change)
    told = {name: _label(words, gravest[name]) for name in step.snapshot.records if name in gravest}
    return {
        "display": display_edition(words, step.edition),
        "meaning": len(changes),
        "changed": {each.removeprefix("claim:"): told[each] for each in told if each.startswith("claim:")},
        "others": {each: told[each] for each in told if _kind(each) in WITH_PAGE - {"claim"}},
        "added": sum(change.kind == "claim-added" for change in changes),
        "removed": sum(change.kind == "claim-removed" for change in changes),
        "gone": [] if now else list(_gone(step.snapshot, newest)),
    }


def _gone(before: Snapshot, newest: Snapshot) -> Iterator[str]:
    """The addresses of an edition's pages under which the newest edition has none."""
    there = set(newest.records)
    for name, record in newest.records.items():
        there.update(f"{_kind(name)}:{old}" for old in getattr(record, "formerly", ()))
    for name in before.records:
        kind, own = _kind(name), name.partition(":")[2]
        if kind in WITH_PAGE and name not in there:
            yield f"{KINDS[kind]}/{own}/"
    addresses = {page.address for page in newest.pages.values()}
    for page in before.pages.values():
        if page.address not in addresses:
            yield percent(url_of(page.address))


def _kind(record: str) -> str:
    return record.partition(":")[0]


class _Shown:
    """An edition as its list shows it."""

    def __init__(self, past: History, step: Step, words: Phrases) -> None:
        self.edition, self.before = step.edition, step.before
        self.display = display_edition(words, step.edition)
        self.since = display_edition(words, step.before) if step.before else ""
        self.newest = step is past.now
        self.claims = len(step.snapshot.claims)
        self.meaning = len(step.in_meaning)
        self.wording = len(step.changes) - self.meaning
        self.rubric = step.snapshot.rubric.version
        self.gravest = [
            (change, _label(words, change), step.page_of(change)) for change in step.in_meaning[:_GRAVEST]
        ]


def _label(words: Phrases, change: Change) -> str:
    return words.plain(f"change_{change.kind.replace('-', '_')}")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
