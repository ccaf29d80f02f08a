"""Who depends on whom: every record, and every page, beside the records that it names.

One walk over the ledger finds all references, also in fields added later: what a record
names, it depends on. A few ties run the other way, and are added: a question shows its
claims, a timeline its events, a disputed claim tells who disputes it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sayso import inline
from sayso.diagnostics import Mark
from sayso.model.claims import SOURCE_VOICE, Claim, Figure
from sayso.model.fields import Record, Ref
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import UNNAMED, Source
from sayso.model.story import Correction, Event, Question, Quote, Timeline
from sayso.model.walk import Path
from sayso.prose import Directive, SpanOpen
from sayso.vocabulary import DIRECTIVE_KIND

#: What a record does with another that it names: by kind, and the fields that lead there.
_HOW: Final[Mapping[str, str]] = {
    "claim.about": "is about it",
    "claim.claimant": "is said by it",
    "claim.favours": "would help it",
    "claim.figure.gloss.source": "explains a figure by it",
    "claim.figure.of": "counts it",
    "claim.replaced_by": "was replaced by it",
    "claim.via": "was passed on by it",
    "claim.citations.via": "was passed on by it",
    "correction.corrects": "corrects it",
    "event.accounts.claims": "gives it as an account",
    "event.accounts.party": "gives its account",
    "event.claims": "shows it",
    "event.quotes": "shows it",
    "event.stated_by": "takes its title from it",
    "event.time_as_stated.claim": "takes a time from it",
    "party.affiliation": "belongs to it",
    "party.aligned_with": "stands with it",
    "party.side": "belongs to it",
    "question.gaps.citation.quote": "cites it for a silence",
    "question.gaps.citation.source": "cites it for a silence",
    "question.gaps.party": "tells of its silence",
    "question.parent": "is part of it",
    "quote.claims": "is shown with it",
    "quote.original.source": "has the original words from it",
    "quote.source": "stands in it",
    "quote.speaker": "was spoken by it",
    "quote.translations.source": "has a translation from it",
    "quote.translations.translator": "was translated by it",
    "quote.translator": "was translated by it",
    "side.opposes": "opposes it",
    "source.based_on": "rests on it",
    "source.publisher": "was published by it",
}
_CITED: Final[Mapping[str, str]] = {
    "supports": "cites it in support",
    "disputes": "cites it against",
    "refutes": "cites it against",
    "withdraws": "cites it as taken back",
}
#: The same relation told from its other end, where the badge there depends on it too.
_BACK: Final[Mapping[str, str]] = {"disputes": "is disputed by it", "updates": "was revised by it"}
#: Fields that tie records only by standing side by side: nothing further follows.
_BESIDE: Final = ("quote.claims",)


@dataclass(frozen=True, slots=True)
class Use:
    """A record or a page that depends on another: which, how, and where that is written.

    `leaf`: nothing that depends on it in turn is touched. `relation`: one claim's relation
    to another.
    """

    name: str
    how: str
    place: Mark
    leaf: bool = False
    relation: bool = False


@dataclass(frozen=True)
class Uses:
    """All uses of a ledger, by the name of what is used.

    `back` holds those that count only for a claim whose own evidence is touched: the
    claims that it disputes or revises. `members` are the events of each timeline.
    """

    of: Mapping[str, list[Use]]
    back: Mapping[str, list[Use]]
    members: Mapping[str, list[Use]]


def uses_of(ledger: Ledger) -> Uses:
    """Every use in a ledger, in the order written; pages last."""
    of: dict[str, dict[str, Use]] = defaultdict(dict)
    back: dict[str, dict[str, Use]] = defaultdict(dict)
    members: dict[str, dict[str, Use]] = defaultdict(dict)
    for entry in ledger.by_name.values():
        if entry.record is None:
            continue
        for path, name in named_in(entry):
            _add(of[name], _use(entry, path))
        _ties(ledger, entry, of, back, members)
    for name, uses in _components(ledger).items():
        for use in uses:
            _add(of[name], use)
    for name, use in _pages(ledger):
        _add(of[name], use)
    # What a record only seems to lead to (an id that is not there, a broken record) is left
    # out: the check tells of it.
    sound = {entry.name for entry in ledger.by_name.values() if entry.record is not None}
    sound.update(f"page:{page.path}" for page in ledger.pages)
    found = [
        {name: [use for use in uses.values() if use.name in sound] for name, uses in each.items()}
        for each in (of, back, members)
    ]
    return Uses(*found)


def _add(found: dict[str, Use], use: Use) -> None:
    """One use for each dependent: of several ways all are told, and the first place."""
    known = found.get(use.name)
    if known is None:
        found[use.name] = use
    elif use.how not in known.how.split(", "):
        found[use.name] = replace(
            known,
            how=f"{known.how}, {use.how}",
            leaf=known.leaf and use.leaf,
            relation=known.relation and use.relation,
        )


def named_in(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Every record that a record names: where in it, and its `kind:id`."""
    for path, text, marker in entry.leaves:
        if type(marker) is Ref:
            yield path, f"{marker.kind}:{text}"
    yield from _free(entry.record)


def _free(record: Record | None) -> Iterator[tuple[Path, str]]:
    """References that may be a word of their own instead, or that name their kind."""
    if isinstance(record, Claim):
        for number, party in enumerate(record.claimant):
            if party != SOURCE_VOICE:
                yield ("claimant", number), f"party:{party}"
    elif isinstance(record, Source) and record.publisher != UNNAMED:
        yield ("publisher",), f"party:{record.publisher}"
    elif isinstance(record, Quote):
        told = [
            (("translations", n, "translator"), each.translator) for n, each in enumerate(record.translations)
        ]
        everyone: list[tuple[Path, str | None]] = [(("translator",), record.translator), *told]
        yield from ((path, f"party:{party}") for path, party in everyone if party not in (None, "not_given"))
    elif isinstance(record, Event) and record.stated_by != "editorial":
        yield ("stated_by",), record.stated_by
    elif isinstance(record, Correction):
        yield ("corrects",), record.corrects


def _use(entry: Entry, path: Path) -> Use:
    fields = [str(key) for key in path if isinstance(key, str) and key != "components"]
    field = ".".join([entry.kind, *fields])
    how, relation = _HOW.get(field, "names it"), False
    if fields[-1] in ("source", "quote") and field not in _HOW:
        how = _cited(entry.record, path)
    elif field == "claim.relations.claim" and isinstance(entry.record, Claim):
        how, relation = f"{entry.record.relations[int(path[1])].relation} it", True
    return Use(entry.name, how, entry.mark(*path), field in _BESIDE, relation)


def _cited(record: Record | None, path: Path) -> str:
    citations = getattr(record, "citations", ())
    if len(path) > 1 and isinstance(path[1], int) and path[1] < len(citations):
        return _CITED.get(citations[path[1]].relation, "cites it")
    return "cites it"


def _ties(
    ledger: Ledger,
    entry: Entry,
    of: dict[str, dict[str, Use]],
    back: dict[str, dict[str, Use]],
    members: dict[str, dict[str, Use]],
) -> None:
    """The ties that a record has to what it names, told from the other end."""
    record = entry.record
    if isinstance(record, Claim):
        if record.about is not None:
            _add(of[entry.name], Use(f"question:{record.about}", "shows it", entry.mark("about")))
        for number, relation in enumerate(record.relations):
            if how := _BACK.get(relation.relation):
                place = entry.mark("relations", number, "claim")
                _add(back[entry.name], Use(f"claim:{relation.claim}", how, place, relation=True))
    elif isinstance(record, Quote):
        for number, claim in enumerate(record.claims):
            place = entry.mark("claims", number)
            _add(of[entry.name], Use(f"claim:{claim}", "is shown with it", place, leaf=True))
    elif isinstance(record, Timeline):
        for event in record.events:
            known = ledger.by_name.get(f"event:{event.id}")
            place = known.mark() if known else entry.mark()
            _add(of[f"event:{event.id}"], Use(entry.name, "shows it", place))
            _add(members[entry.name], Use(f"event:{event.id}", "is part of it", place))


def _components(ledger: Ledger) -> Mapping[str, list[Use]]:
    """A claim -> the claims with a part of a figure that is the same as its figure, which
    it can confirm (see `rubric.between`)."""
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for entry, claim in ledger.each(Claim, having="figure"):
        if claim.figure is not None and (key := _key(claim.figure, claim.figure)):
            same[key].append(entry.name)
    found: dict[str, list[Use]] = defaultdict(list)
    for entry, claim in ledger.each(Claim, having="figure"):
        for number, part in enumerate(claim.figure.components if claim.figure else ()):
            place = entry.mark("figure", "components", number, "measure")
            for name in same.get(_key(part, claim.figure) or (), ()):
                if name != entry.name:
                    found[name].append(Use(entry.name, "has its figure as a part", place, relation=True))
    return found


def _key(figure: Figure, whole: Figure | None) -> tuple[object, ...] | None:
    """What a figure says, and of what; None where something of it is left open."""
    measured = figure.measured(whole)
    value = (figure.value, figure.min, figure.max)
    if not all(measured) or value == (None, None, None):
        return None
    return (*measured, value, figure.bound)


def _pages(ledger: Ledger) -> Iterator[tuple[str, Use]]:
    """The editors' pages that name a record, with the lines on which they do."""
    for page in ledger.pages:
        places: dict[str, list[Mark]] = defaultdict(list)
        for piece in page.prose.pieces:
            if isinstance(piece, Directive | SpanOpen) and piece.id and piece.word in DIRECTIVE_KIND:
                places[f"{DIRECTIVE_KIND[piece.word]}:{piece.id}"].append(piece.id_mark)
        for name, marks in places.items():
            lines = list(dict.fromkeys(mark.line for mark in marks))
            how = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}"
            yield name, Use(f"page:{page.path}", how, marks[0], leaf=True)


def reminder(ledger: Ledger, name: str) -> str:
    """A few words by which a record or a page is known."""
    kind, _, record_id = name.partition(":")
    if kind == "page":
        return next((page.title for page in ledger.pages if page.path == record_id), "")
    entry = ledger.by_name.get(name)
    record = entry.record if entry else None
    if isinstance(record, Claim):
        return inline.plain(record.text)
    if isinstance(record, Quote):
        return "“" + " … ".join(record.wording) + "”"
    if isinstance(record, Event | Correction):
        return inline.plain(record.title if isinstance(record, Event) else record.text)
    if isinstance(record, Source | Question | Timeline):
        return record.title
    return str(getattr(record, "name", ""))
