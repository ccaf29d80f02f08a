"""Citations, quotations and sources: what was cited, in which words, and whether it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sayso.dated import display
from sayso.model.changes import Change
from sayso.model.claims import Citation, Claim
from sayso.model.fields import Record
from sayso.model.parties import Archive, Source
from sayso.model.story import Event, Quote
from sayso.phrases import Phrases
from sayso.wording import fold

from .fields import DETAIL, WORDING, Kinds, changed
from .pairs import Pair, Paired
from .values import Values
from .view import View

_SOURCE: Final[Kinds] = {
    "publisher": "attribution-changed",
    "author": "attribution-changed",
    "publisher_note": "attribution-changed",
    **dict.fromkeys(
        ("title", "kind", "url", "published", "modified", "access", "based_on", "seen"), "source-changed"
    ),
}


# Citations


@dataclass(frozen=True)
class Cited:
    """One citation of a record: where it stands in it, and by what it is compared. `key` and
    `plain` are equal where a reader sees the same, and where both mean the same."""

    path: tuple[str | int, ...]
    citation: Citation
    source: str
    view: View
    values: Values

    def keys(self, *, exact: bool) -> tuple[Any, ...]:
        compare = self.values.exact if exact else self.values.meaning
        names = Citation.model_fields
        return tuple(compare(getattr(self.citation, name), (*self.path, name)) for name in names)

    @property
    def words(self) -> tuple[str, ...]:
        """The words it rests on, its own or its quotation's."""
        if self.citation.exact is not None:
            return (self.citation.exact,)
        quote = self.view.get("quote", self.citation.quote)
        return quote.wording if isinstance(quote, Quote) else ()

    @property
    def who(self) -> str:
        """Who says something of the claim: the source; where it quotes somebody who goes further
        than to report, that speaker."""
        quote = self.view.get("quote", self.citation.quote)
        if isinstance(quote, Quote) and self.citation.relation != "reports":
            return self.view.party(quote.speaker)
        return self.view.outlet(self.source) or self.view.words.plain("diff_a_source")

    def told(self) -> str:
        """For a reader: who says what of it, and in which words."""
        phrases = self.view.words
        told = phrases.plain(f"diff_cites_{self.citation.relation}", who=self.who)
        words = " … ".join(self.words)
        return phrases.plain("diff_cites_words", told=told, words=words) if words else told


@dataclass(frozen=True)
class Moved:
    """The citations of one record: those that differ (in both, gone, come), and of the later
    state those that do not."""

    both: tuple[tuple[Cited, Cited], ...] = ()
    lost: tuple[Cited, ...] = ()
    added: tuple[Cited, ...] = ()
    kept: tuple[Cited, ...] = ()


def cited(record: Record, view: View) -> list[Cited]:
    """The citations of a claim or an event."""
    values = Values(record, view)
    if isinstance(record, Claim):
        return [Cited(path, each, view.source_of(each), view, values) for path, each in record.evidence]
    if isinstance(record, Event):
        numbered = enumerate(record.citations)
        return [Cited(("citations", n), each, view.source_of(each), view, values) for n, each in numbered]
    return []


def moved(states: Paired, pair: Pair) -> Moved:
    """The citations of a claim or an event that differ, two by two where they are of one source:
    first those that stand to it alike, with the same words before others."""
    if pair.before is None or pair.after is None:
        return Moved()
    old, new = cited(pair.before, states.before), cited(pair.after, states.after)
    if [each.citation for each in old] == [each.citation for each in new]:
        return Moved(kept=tuple(new))
    old, new, same = _match(old, new, lambda each: each.keys(exact=True))
    both: list[tuple[Cited, Cited]] = []
    for key in (_words_key, _relation_key, _source_key):
        old, new, found = _match(old, new, key)
        both += found
    return Moved(tuple(both), tuple(old), tuple(new), tuple(now for _, now in same))


def _source_key(each: Cited) -> Any:
    return each.view.key(f"source:{each.source}")


def _relation_key(each: Cited) -> Any:
    return _source_key(each), each.citation.relation


def _words_key(each: Cited) -> Any:
    return *_relation_key(each), tuple(map(fold, each.words))


def _match(
    old: list[Cited], new: list[Cited], key: Any
) -> tuple[list[Cited], list[Cited], list[tuple[Cited, Cited]]]:
    """(left of the old, left of the new, pairs): the first of a key with the first of that key."""
    waiting: dict[Any, list[Cited]] = defaultdict(list)
    for each in reversed(new):
        waiting[key(each)].append(each)
    pairs, left = [], []
    for each in old:
        if found := waiting.get(key(each)):
            pairs.append((each, found.pop()))
        else:
            left.append(each)
    taken = {id(each) for _, each in pairs}
    return left, [each for each in new if id(each) not in taken], pairs


def citation_changes(states: Paired, pair: Pair, found: Moved) -> Iterator[Change]:
    """What became of a record's citations."""
    title, name, formerly = states.after.title(pair.name), pair.name, pair.formerly
    for each in found.added:
        yield Change("citation-added", name, title, "", each.told(), "citations", formerly=formerly)
    for each in found.lost:
        yield Change("citation-lost", name, title, each.told(), "", "citations", formerly=formerly)
    for old, new in found.both:
        for kind, field, before, after in _apart(old, new):
            yield Change(kind, name, title, before, after, field, formerly=formerly)


def _apart(old: Cited, new: Cited) -> Iterator[tuple[str, str, str, str]]:
    """(kind, field, before, after) of two citations of one source."""
    one, other = " … ".join(old.words), " … ".join(new.words)
    # Of one quotation the words are told where it stands.
    own = not (old.citation.quote and new.citation.quote and _same_quote(old, new))
    if own and one != other:
        if one and other:
            yield (WORDING if fold(one) == fold(other) else "quote-altered"), "citations.exact", one, other
        else:
            yield "citation-changed", "citations.exact", one, other
    exact = zip(old.keys(exact=True), new.keys(exact=True), strict=True)
    plain = zip(old.keys(exact=False), new.keys(exact=False), strict=True)
    for name, (was, now), (meant, means) in zip(Citation.model_fields, exact, plain, strict=True):
        # The source is the same; one may name it, and the other a quotation in it.
        if name in ("exact", "source") or was == now:
            continue
        before = old.values.told(getattr(old.citation, name), (*old.path, name))
        after = new.values.told(getattr(new.citation, name), (*new.path, name))
        if name == "relation":
            before, after = old.told(), new.told()
        yield (WORDING if meant == means else "citation-changed"), f"citations.{name}", before, after


def _same_quote(old: Cited, new: Cited) -> bool:
    return old.view.key(f"quote:{old.citation.quote}") == new.view.key(f"quote:{new.citation.quote}")


# Sources


def source_changes(states: Paired, pair: Pair) -> Iterable[Change]:
    """What became of a source that is in both states."""
    before, after = pair.before, pair.after
    if not isinstance(before, Source) or not isinstance(after, Source):
        return
    title = states.after.title(pair.name)
    if before.status != after.status:
        kind = {"retracted": "source-retracted"}.get(after.status, "source-state-changed")
        kind = "source-reinstated" if before.status == "retracted" else kind
        one, other = (_state(each, states.after.words) for each in (before, after))
        yield Change(kind, pair.name, title, one, other, "status", formerly=pair.formerly)
    for kind, one, other in _archives(before, after, states.after.words):
        yield Change(kind, pair.name, title, one, other, "archives", formerly=pair.formerly)
    without = {"status", "archives"}
    if before.status != after.status:
        without |= {"status_date", "status_note"}
    yield from changed(states, pair, _SOURCE, frozenset(without))


def _archives(before: Source, after: Source, words: Phrases) -> Iterator[tuple[str, str, str]]:
    """(kind, before, after) of the kept copies, by their addresses."""
    old, new = ({each.url: _copy(each, words) for each in source.archives} for source in (before, after))
    for url in sorted(old.keys() | new.keys()):
        one, other = old.get(url, ""), new.get(url, "")
        if one != other:
            yield ("source-archived" if not one else "archive-lost" if not other else DETAIL), one, other
    if old == new and before.archives != after.archives:
        yield WORDING, "; ".join(old.values()), "; ".join(new.values())


def _state(source: Source, words: Phrases) -> str:
    """The state of a source, with its date and note."""
    told = words.plain(f"diff_stood_{source.status}")
    if source.status_date:
        told = words.plain("diff_stood_dated", state=told, date=display(words, source.status_date.date))
    return words.plain("common_noted", told=told, note=source.status_note) if source.status_note else told


def _copy(archive: Archive, words: Phrases) -> str:
    return words.plain("diff_copy", date=display(words, archive.date.date), address=archive.url)
