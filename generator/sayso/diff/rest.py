"""What is left: questions, timelines, events, corrections, pages, the rubric, the vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from sayso.model.changes import Change
from sayso.model.snapshot import Rules, Snapshot
from sayso.model.story import Event
from sayso.phrases import Phrases

from .evidence import citation_changes, moved
from .fields import DETAIL, WORDING, Kinds, changed
from .pairs import Pair, Paired
from .values import loose

_EVENT: Final[Kinds] = {
    "title": "statement-changed",
    "text": "statement-changed",
    "stated_by": "attribution-changed",
    "accounts": "attribution-changed",
    "time_as_stated": "event-moved",
    "place.names": WORDING,
    "doubt": ("doubt-opened", "doubt-settled", DETAIL),
}
_CORRECTION: Final[Kinds] = dict.fromkeys(
    ("corrects", "kind", "date", "text", "from_", "to", "reason", "reported_by"), "correction-changed"
)
#: Kinds of records -> (kind of change where one came, where one went).
ALONE: Final[Mapping[str, tuple[str, str]]] = {
    "source": ("source-added", "source-lost"),
    "quote": ("quote-added", "quote-lost"),
    "event": ("event-added", "event-lost"),
    "correction": ("correction-published", "correction-lost"),
}


def alone(states: Paired, pair: Pair) -> Iterator[Change]:
    """A record that only one of the states has."""
    came, went = ALONE.get(pair.kind, ("record-added", "record-removed"))
    title = (states.after if pair.after else states.before).title(pair.name)
    if pair.after:
        yield Change(came, pair.name, title, "", _told(pair) or title)
    else:
        yield Change(went, pair.name, title, _told(pair) or title, "")


def _told(pair: Pair) -> str:
    """The text of a correction: that is what is to be read."""
    return str(getattr(pair.after or pair.before, "text", "") or "") if pair.kind == "correction" else ""


def event_changes(states: Paired, pair: Pair) -> Iterator[Change]:
    """What became of an event that is in both states."""
    before, after = pair.before, pair.after
    if not isinstance(before, Event) or not isinstance(after, Event):
        return
    title = states.after.title(pair.name)
    old, new = (
        f"timeline:{view.snapshot.timelines.get(event.id, '')}"
        for view, event in ((states.before, before), (states.after, after))
    )
    if states.before.key(old) != states.after.key(new):
        one, other = states.before.title(old), states.after.title(new)
        yield Change(DETAIL, pair.name, title, one, other, "timeline", formerly=pair.formerly)
    if before.date.date != after.date.date:
        one, other = states.before.when(before.date), states.after.when(after.date)
        yield Change("event-moved", pair.name, title, one, other, "date", formerly=pair.formerly)
        yield from changed(states, pair, _EVENT, frozenset({"date", "citations"}))
    else:
        yield from changed(states, pair, _EVENT, frozenset({"citations"}))
    yield from citation_changes(states, pair, moved(states, pair))


def other_changes(states: Paired, pair: Pair) -> Iterator[Change]:
    """What became of a question, a timeline or a correction that is in both states."""
    yield from changed(states, pair, _CORRECTION if pair.kind == "correction" else {})


def page_changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Pages of the editors' prose, by their files."""
    for path in sorted(before.pages.keys() | after.pages.keys()):
        old, new = before.pages.get(path), after.pages.get(path)
        if old == new:
            continue
        name, page = f"page:{path}", new or old
        title = page.title if page else ""
        if old is None or new is None:
            kind = "page-added" if old is None else "page-removed"
            yield Change(kind, name, title, "" if old is None else title, "" if new is None else title)
            continue
        if old.text != new.text:
            yield Change("page-changed", name, title, field="text")
        elif old.written != new.written:
            yield Change(WORDING, name, title, field="text")
        for field in ("title", "address"):
            one, other = getattr(old, field), getattr(new, field)
            if one != other:
                kind = WORDING if field == "title" and loose(one) == loose(other) else DETAIL
                yield Change(kind, name, title, one, other, field)


def rubric_changes(before: Rules, after: Rules, words: Phrases) -> Iterator[Change]:
    """The rules for badges: their version, and each badge's word and rank."""
    title = words.plain("diff_rules")
    if (before.version, before.rules) != (after.version, after.rules):
        one, other = (words.plain("diff_version", version=each.version) for each in (before, after))
        yield Change("rubric-changed", "rubric", title, one, other, "rules" if one == other else "version")
    for code in sorted(before.by_code.keys() | after.by_code.keys()):
        old, new = before.by_code.get(code), after.by_code.get(code)
        if old is None or new is None:
            one, other = (each.short if each else "" for each in (old, new))
            yield Change("rubric-changed", "rubric", title, one, other, f"statuses.{code}")
            continue
        for field in ("short", "rank"):
            one, other = (_word(getattr(each, field)) for each in (old, new))
            if one != other:
                kind = WORDING if field == "short" and loose(one) == loose(other) else "rubric-changed"
                yield Change(kind, "rubric", title, one, other, f"statuses.{code}.{field}")


def _word(value: object) -> str:
    return "" if value is None else str(value)


def site_changes(before: Snapshot, after: Snapshot, words: Phrases) -> Iterator[Change]:
    """What holds for the whole site: its title, its words, and what weighs most of all. A measure
    that no longer counts as one of people who were hurt would let its figures pass unseen."""
    site, own_words = words.plain("diff_site"), words.plain("diff_site_words")
    if before.title != after.title:
        kind = WORDING if loose(before.title) == loose(after.title) else DETAIL
        yield Change(kind, "site", site, before.title, after.title, "title")
    for name in sorted(before.labels.keys() | after.labels.keys()):
        old, new = before.labels.get(name, {}), after.labels.get(name, {})
        for word in sorted(old.keys() | new.keys()):
            one, other = old.get(word, ""), new.get(word, "")
            if one != other:
                kind = WORDING if one and other and loose(one) == loose(other) else DETAIL
                # What a figure counts is read in this word.
                grave = name == "measures" and word in before.casualties | after.casualties
                change = Change(kind, "vocabulary", own_words, one, other, f"{name}.{word}")
                yield replace(change, grave=grave and kind != WORDING)
    if before.casualties != after.casualties:
        one, other = (", ".join(sorted(each.casualties)) for each in (before, after))
        yield Change(DETAIL, "site", site, one, other, "casualties", grave=True)
