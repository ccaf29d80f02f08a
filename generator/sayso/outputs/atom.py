"""Atom feeds of changes in meaning (RFC 4287): one of the whole site, one for each claim.

Each change is an entry, so that a reader of feeds shows what is new and nothing twice. An
entry's id is made of what never changes: the site's title in the change's own edition, that
edition, the record, the kind of change and its field. Feeds are followed under `latest/`; each
entry leads to a page that never changes, in the edition that brought it.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote as percent

from sayso import escape, inline
from sayso.dated import display_edition
from sayso.default_words import default_words
from sayso.model.changes import Change, History, Step
from sayso.model.claims import Claim
from sayso.model.editions import LATEST, Edition
from sayso.phrases import Phrases

PATH: Final = "feeds/changes.xml"
#: Feeds are fetched again and again: so many entries one of them has at most.
MOST: Final = 300
_TITLE: Final = 160


def claim_path(claim_id: str) -> str:
    """The feed of a claim."""
    return f"feeds/claims/{claim_id}.xml"


def files(
    history: History, words: Phrases | None = None, *, title: str = "", address: str = ""
) -> dict[str, str]:
    """All feeds of an edition, by their names. `address` is that of the whole published site, with
    a slash at its end; where it is not known, links are relative to it. A feed of a claim that had
    other ids stands under each of them too: who follows it there must not be left behind. `words`
    are those of the site."""
    words = words or default_words()
    name = title.strip() or history.now.snapshot.title.strip() or words.plain("feed_untitled")
    feeds = _Feeds(history, name, address, words)
    found = {PATH: feeds.of_site()}
    for claim_id in history.now.snapshot.claims:
        found[claim_path(claim_id)] = feeds.of_claim(claim_id)
    for old, now in history.current.items():
        old_kind, _, old_id = old.partition(":")
        there = found.get(claim_path(now.partition(":")[2]))
        if old_kind == "claim" and there is not None:
            found.setdefault(claim_path(old_id), there)
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry. `place` is the page that it leads to, below the whole site."""

    id: str
    edition: Edition
    title: str
    lines: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class _Feeds:
    history: History
    title: str
    address: str
    words: Phrases

    def of_site(self) -> str:
        """All changes, the newest edition first, and the first edition's own entry."""
        entries = [entry for _, told in self._told for _, entry in told] + [self._first_edition()]
        about = self.words.plain("feed_about")
        name = self.words.plain("feed_title", site=self.title)
        return self._feed(PATH, "changes/", name, about, entries[:MOST])

    def of_claim(self, claim_id: str) -> str:
        """What changed in one claim, newest first, and since when it is there."""
        told = self._of_record.get(f"claim:{claim_id}", [])
        entries = [entry for _, entry in told]
        if not told or told[-1][0].kind != "claim-added":
            entries.append(self._first_of(f"claim:{claim_id}"))
        name = self.words.plain("feed_claim_title", site=self.title, claim=_said(self.history.now, claim_id))
        about = self.words.plain("feed_claim_about")
        page = f"claims/{claim_id}/"
        _, then = self._firsts[f"claim:{claim_id}"]
        path, first_path = claim_path(claim_id), claim_path(then)
        return self._feed(path, page, name, about, entries[:MOST], first_path)

    @cached_property
    def _told(self) -> list[tuple[Step, list[tuple[Change, _Entry]]]]:
        """Every change in meaning with its entry, the newest edition first."""
        return [(step, list(self._changes(step))) for step in reversed(self.history.steps)]

    @cached_property
    def _of_record(self) -> Mapping[str, list[tuple[Change, _Entry]]]:
        """The same by the present name of what changed."""
        found: dict[str, list[tuple[Change, _Entry]]] = {}
        for _, told in self._told:
            for change, entry in told:
                name = self.history.current.get(change.record, change.record)
                found.setdefault(name, []).append((change, entry))
        return found

    @cached_property
    def _firsts(self) -> Mapping[str, tuple[Step, str]]:
        """A claim's present name -> the first edition that has it, and its id there."""
        found: dict[str, tuple[Step, str]] = {}
        for step in self.history.steps:
            for then in step.snapshot.claims:
                found.setdefault(self.history.current.get(f"claim:{then}", f"claim:{then}"), (step, then))
        return found

    def _first_of(self, name: str) -> _Entry:
        """Since when a claim is on record: its feed is never empty."""
        step, then = self._firsts[name]
        stood = step.snapshot.standings.get(then)
        said = _said(step, then)
        return _Entry(
            self._urn(step.edition.name, f"claim:{then}", "first", ""),
            step.edition,
            _cut(self.words.plain("feed_on_record", claim=said)),
            (_sentence(said), stood.badge if stood else ""),
            f"{step.edition.name}/claims/{then}/",
        )

    def _first_edition(self) -> _Entry:
        step = self.history.steps[0]
        count, name = len(step.snapshot.claims), step.edition.name
        told = self.words.plain("feed_first", date=display_edition(self.words, step.edition))
        lines = (self.words.plain("feed_first_claims", count), inline.plain(step.edition.note))
        return _Entry(self._urn(name, "edition", "first", ""), step.edition, told, lines, f"{name}/")

    def _changes(self, step: Step) -> Iterator[tuple[Change, _Entry]]:
        """An entry for each change. Two that are alike in all that names them are told apart by
        their number among these, which is the same in every later edition too."""
        seen: dict[tuple[str, str, str], int] = {}
        for change in step.in_meaning:
            key = (change.record, change.kind, change.field)
            seen[key] = number = seen.get(key, 0) + 1
            field = f"{change.field}#{number}" if number > 1 else change.field
            yield (
                change,
                _Entry(
                    self._urn(step.edition.name, change.record, change.kind, field),
                    step.edition,
                    _cut(self._title_of(change)),
                    tuple(self._lines(change)),
                    step.page_of(change) or f"{step.edition.name}/changes/",
                ),
            )

    def _title_of(self, change: Change) -> str:
        what = self.words.plain(f"change_{change.kind.replace('-', '_')}")
        return self.words.plain("feed_entry", what=what, title=change.title) if change.title else what

    def _lines(self, change: Change) -> Iterator[str]:
        """What an entry says below its title, in sentences."""
        plain = self.words.plain
        if change.title in (change.before, change.after):
            yield _sentence(change.title)
        elif change.before or change.after:
            if change.before:
                yield _sentence(plain("feed_before", text=change.before))
            if change.after:
                yield _sentence(plain("feed_after" if change.before else "feed_now", text=change.after))
        if change.because:
            yield _sentence(plain("feed_because", reasons="; ".join(change.because)))

    @cached_property
    def _namespaces(self) -> Mapping[str, uuid.UUID]:
        """What the ids of an edition's entries are made within: what that edition says of itself
        and of its site, whichever editions stand beside it. A draft has that of the first edition:
        it is made anew each time, and its changes are the same ones."""
        first, found = self.history.steps[0], {}
        for step in self.history.steps:
            own = first if step.edition.draft else step
            name = f"sayso:{own.snapshot.title}:{own.edition.name}:{own.edition.made}"
            found[step.edition.name] = uuid.uuid5(uuid.NAMESPACE_URL, name)
        return found

    def _urn(self, edition: str, *parts: str) -> str:
        return uuid.uuid5(self._namespaces[edition], "\n".join((edition, *parts))).urn

    # Writing

    def _feed(
        self,
        path: str,
        page: str,
        title: str,
        about: str,
        entries: Iterable[_Entry],
        first_path: str = "",
    ) -> str:
        """A feed as text. `first_path` is where the same feed stood first, before a claim was renamed."""
        told = list(entries)
        made = max((entry.edition.made for entry in told), default=self.history.steps[0].edition.made)
        base = "" if self.address else f' xml:base="{"../" * (path.count("/") + 1)}"'
        x = escape.xml
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom"{base}>',
            f"<id>{self._urn(self.history.steps[0].edition.name, 'feed', first_path or path)}</id>",
            f"<title>{x(_cut(title))}</title>",
            f"<subtitle>{x(about)}</subtitle>",
            f"<updated>{made}</updated>",
            f"<author><name>{x(self.title)}</name></author>",
            f'<link rel="self" type="application/atom+xml" href="{self._href(f"{LATEST}/{path}")}"/>',
            f'<link rel="alternate" type="text/html" href="{self._href(f"{LATEST}/{page}")}"/>',
            *(line for entry in told for line in self._entry(entry, x)),
            "</feed>",
        ]
        return "\n".join(lines) + "\n"

    def _entry(self, entry: _Entry, x: Callable[[str], str]) -> Iterator[str]:
        yield "<entry>"
        yield f"<id>{entry.id}</id>"
        yield f"<title>{x(entry.title)}</title>"
        yield f"<updated>{entry.edition.made}</updated>"
        yield f'<link rel="alternate" type="text/html" href="{self._href(entry.place)}"/>'
        since = self.words.plain("feed_edition", date=display_edition(self.words, entry.edition))
        yield f"<summary>{x(' '.join([*filter(None, entry.lines), since]))}</summary>"
        yield "</entry>"

    def _href(self, place: str) -> str:
        return escape.xml(self.address + percent(place, safe="/#.-_~"))


def _said(step: Step, claim_id: str) -> str:
    """Who says it, and the statement, as they stood in an edition."""
    stood, claim = step.snapshot.standings.get(claim_id), step.snapshot.claims.get(claim_id)
    text = inline.plain(claim.text) if isinstance(claim, Claim) else ""
    return f"{stood.lead} {text}" if stood else text


def _sentence(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "”", "…")) else text + "."


def _cut(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _TITLE else folded[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
