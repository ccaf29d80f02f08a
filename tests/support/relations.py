"""Which page prints which text of which record: declared as data, followed through references.

A *view* is a way in which a record is shown ("claim.row"). `PRINTS` says which of its fields a
view prints, `SHOWS` which records it shows besides, and in which view. Records are found by
references alone: `>field` are those that this record refers to there, `<kind.field` those of a
kind that refer to this one there, `*` any number of such steps or none, `@kind` all of a kind;
no step at all is the record itself. Fields are written without the numbers of list items.

From a page's own view `printed_on` walks to every text that the page may print. A text that
changes may change no page on which it is not printed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.model.claims import SOURCE_VOICE, Claim
from sayso.model.fields import Ref
from sayso.model.ledger import Ledger
from sayso.model.parties import UNNAMED, Source
from sayso.model.standing import Standing
from sayso.model.story import Correction, Event, Quote, Timeline
from sayso.prose import Directive, SpanOpen
from sayso.render.address import slug
from sayso.vocabulary import DIRECTIVE_KIND, KINDS

#: view -> the fields that it prints; `a|b` is the first of them that the record has.
PRINTS: Final[dict[str, str]] = {
    "party.name": "unnamed.described_as|name",
    "party.short": "unnamed.described_as|short_name|name",
    "party.role": "role",
    "party.interest": "interest_reason",
    "party.origin": "interest_reason",
    "party.page": "unnamed.reason names",
    "side.name": "name",
    "source.title": "title",
    "source.entry": "published.words",
    "source.where": "no_url archives.date.words",
    "source.state": "status_note status_date.words",
    "source.day": "published.words",
    "source.page": "published.from modified.words accessed.words author publisher_note content_warning",
    "question.title": "title",
    "question.gaps": "gaps.about gaps.citation.exact",
    "question.page": "summary",
    "quote.words": "text parts",
    # The locator as the page at which the source's own address opens.
    "quote.block": "context original.text occasion said.words locator doubt.text doubt.by doubt.date.words",
    "quote.page": "spoken_in translations.text",
    "claim.text": "text",
    "claim.figure": "figure.as_said|figure.unit",
    "claim.measured": "figure.period.words",
    "claim.unit": "figure.unit",
    "claim.card": "said.words deprecated_reason doubt.text doubt.by doubt.date.words assessment.reason"
    " assessment.by assessment.date.words would_confirm review_by.words figure.place figure.gloss.text",
    "claim.page": "relations.why would_refute citations.exact exact citations.locator citations.note tags",
    "claim.why": "relations.why",
    "claim.wanted": "would_confirm would_refute",
    "claim.tags": "tags",
    "claim.alone": "assessment.by",
    "claim.columns": "deprecated_reason doubt.text",
    "event.title": "title",
    "event.brief": "date.words",
    "event.full": "date_reported.words text time_as_stated.text place.name accounts.word citations.exact"
    " citations.locator citations.note doubt.text doubt.by doubt.date.words content_warning",
    "timeline.title": "title",
    "timeline.summary": "summary",
    "correction.entry": "date.words text from to reason reported_by",
    "prose.title": "title",
    "prose.link": "title nav_title",
    "prose.page": "title description body lang",
}

#: view -> (steps, the view of what they lead to; where that is of another kind, nothing).
SHOWS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "party.interest": (
        (">affiliation* >side", "side.name"),
        (">aligned_with", "side.name"),
        (">affiliation", "party.name"),
    ),
    # As the place that a statement comes from, with why it counts as independent.
    "party.origin": (("", "party.name"),),
    "party.entry": (("", "party.name"), ("", "party.role"), ("", "party.interest")),
    "party.page": (
        ("", "party.entry"),
        ("<claim.claimant", "claim.row"),
        ("<source.publisher <source.based_on* <claim.voice", "claim.row"),
        # Over the rows of each list stands which question they answer.
        ("<claim.claimant >about", "question.title"),
        ("<source.publisher <source.based_on* <claim.voice >about", "question.title"),
        ("<quote.speaker", "quote.block"),
        ("<source.publisher", "source.title"),
        ("<correction.corrects", "correction.entry"),
    ),
    "source.entry": (("", "source.title"), (">publisher", "party.name")),
    "source.cited": (("", "source.entry"), ("", "source.where"), ("", "source.state")),
    "source.page": (
        ("", "source.cited"),
        (">publisher", "party.interest"),
        (">based_on", "source.title"),
        ("<source.based_on", "source.title"),
        ("<correction.corrects", "correction.entry"),
        ("<claim.cites", "claim.row"),
        ("<claim.cites >about", "question.title"),
        ("<quote.source", "quote.block"),
    ),
    "question.gaps": (
        (">gaps.party", "party.name"),
        (">gaps.citation.source", "source.title"),
        ("@side", "side.name"),
    ),
    "question.brief": (("", "question.title"), ("", "question.gaps"), ("<claim.about", "claim.row")),
    "question.figures": (("", "question.title"), ("<claim.about", "claim.line")),
    "question.page": (
        ("", "question.gaps"),
        (">parent", "question.title"),
        ("<claim.about", "claim.card"),
        ("", "question.figures"),
        ("<correction.corrects", "correction.entry"),
    ),
    "quote.by": ((">speaker", "party.name"),),
    "quote.inline": (("", "quote.words"), ("", "quote.by")),
    "quote.block": (
        ("", "quote.inline"),
        (">speaker", "party.role"),
        (">source", "source.title"),
        (">source", "source.where"),
    ),
    "quote.page": (
        ("", "quote.block"),
        (">source", "source.entry"),
        (">translator", "party.name"),
        (">claims", "claim.row"),
        ("<event.quotes", "event.use"),
        ("<event.stated_by", "event.use"),
        ("<prose.uses", "prose.title"),
        ("<correction.corrects", "correction.entry"),
    ),
    "claim.who": ((">claimant", "party.name"),),
    "claim.lead": (("", "claim.who"), (">via", "party.name"), (">voice", "source.title")),
    "claim.badge": ((">claimant", "party.short"),),
    "claim.row": (("", "claim.lead"), ("", "claim.badge"), ("", "claim.text")),
    "claim.measured": ((">figure.of", "party.name"),),
    "claim.line": (
        ("", "claim.figure"),
        ("", "claim.measured"),
        ("", "claim.unit"),
        ("", "claim.lead"),
        ("", "claim.badge"),
        (">cites", "source.day"),  # as of when, in a chart
    ),
    "claim.number": (("", "claim.figure"), ("", "claim.badge")),
    "claim.card": (
        ("", "claim.row"),
        ("", "claim.figure"),
        ("", "claim.measured"),
        ("", "claim.fallen"),
        (">claimant", "party.interest"),
        (">figure.gloss.source", "source.title"),
        (">cites >based_on* >publisher", "party.origin"),
        (">relations.claim >claimant", "party.name"),
        ("<claim.relations.claim >claimant", "party.name"),
    ),
    # A source that no longer stands is named wherever something rests on it.
    "claim.fallen": ((">cites", "source.title"),),
    "quote.fallen": ((">source", "source.title"),),
    "claim.page": (
        ("", "claim.card"),
        (">cites", "source.cited"),
        (">citations.quote", "quote.words"),
        ("<quote.claims", "quote.block"),
        (">about", "question.title"),
        (">about <claim.about", "claim.row"),
        (">relations.claim", "claim.row"),
        ("<claim.relations.claim", "claim.row"),
        ("<claim.relations.claim", "claim.why"),
        ("<event.claims", "event.use"),
        ("<event.accounts.claims", "event.use"),
        ("<event.stated_by", "event.use"),
        ("<prose.uses", "prose.title"),
        ("<correction.corrects", "correction.entry"),
    ),
    # A claim alone, for other sites: its badge, and its small page with the line of evidence.
    "claim.alone": (
        ("", "claim.lead"),
        ("", "claim.text"),
        (">relations.claim >claimant", "party.name"),
        ("<claim.relations.claim >claimant", "party.name"),
    ),
    "claim.framed": (
        ("", "claim.alone"),
        (">cites >based_on* >publisher", "party.name"),
    ),
    # A claim in the tables, and in schema.org's words.
    "claim.columns": (
        ("", "claim.framed"),
        ("", "claim.figure"),
        ("", "claim.unit"),
        (">figure.of", "party.name"),
    ),
    "claim.node": (
        ("", "claim.alone"),
        (">about", "question.title"),
        (">cites", "source.title"),
        (">cites >publisher", "party.name"),
    ),
    "event.told": (("", "event.title"), (">stated_by", "claim.lead"), (">stated_by", "quote.by")),
    "event.use": (("", "event.told"), ("<timeline.events", "timeline.title")),
    "event.brief": (("", "event.told"), (">stated_by", "claim.badge")),
    "event.full": (
        ("", "event.brief"),
        (">time_as_stated.claim", "claim.who"),
        (">time_as_stated.claim", "claim.badge"),
        (">accounts.party", "party.name"),
        ("@side", "side.name"),
        (">accounts.claims", "claim.row"),
        (">claims", "claim.row"),
        (">quotes", "quote.inline"),
        (">citations.source", "source.cited"),
        (">citations.via", "party.name"),
        ("<correction.corrects", "correction.entry"),
    ),
    "timeline.brief": ((">events", "event.brief"),),
    "timeline.page": (
        ("", "timeline.title"),
        ("", "timeline.summary"),
        (">events", "event.full"),
        ("<correction.corrects", "correction.entry"),
    ),
    # What the editors' prose shows where it names a record.
    "prose.page": (
        (">claim", "claim.row"),
        (">claim.block", "claim.card"),
        (">badge", "claim.badge"),
        (">by", "claim.badge"),
        (">figure", "claim.number"),
        (">quote", "quote.inline"),
        (">quote.block", "quote.block"),
        (">cite", "source.title"),
        (">party", "party.name"),
        (">compare", "question.brief"),
        (">chart", "question.figures"),
        (">timeline", "timeline.brief"),
        (">claim", "claim.fallen"),
        (">badge", "claim.fallen"),
        (">by", "claim.fallen"),
        (">figure", "claim.fallen"),
        (">quote", "quote.fallen"),
        (">compare <claim.about", "claim.fallen"),
        (">chart <claim.about", "claim.fallen"),
        (">timeline >events >stated_by", "claim.fallen"),
        (">timeline >events >stated_by", "quote.fallen"),
    ),
}

#: Pages of their own: page -> (steps from nowhere, view).
LISTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    # Beside the editors' prose: each question, with what is said to it first on each side. It names
    # sides and the main source only where that prose does, which is declared there.
    "index.md": (
        ("@question", "question.title"),
        ("@question <claim.about", "claim.row"),
    ),
    "claims/index.md": (
        ("@claim", "claim.row"),
        ("@claim", "claim.tags"),
        ("@claim >about", "question.title"),
        ("@side", "side.name"),
        ("@main", "source.title"),
    ),
    "claims.csv": (("@claim", "claim.columns"), ("@claim", "claim.tags"), ("@side", "side.name")),
    "claims.jsonl": (("@claim", "claim.columns"), ("@claim", "claim.tags"), ("@side", "side.name")),
    "feeds/claims.json": (("@claim", "claim.node"), ("@claim", "claim.tags")),
    "questions/index.md": (("@question", "question.title"),),
    "quotes/index.md": (("@quote", "quote.block"),),
    "timelines/index.md": (
        ("@timeline", "timeline.title"),
        ("@timeline", "timeline.summary"),
    ),
    "parties/index.md": (("@party", "party.entry"),),
    "sources/index.md": (("@source", "source.entry"), ("@source", "source.state")),
    "search/index.md": (("@claim", "claim.tags"), ("@side", "side.name"), ("@main", "source.title")),
    "corrections/index.md": (
        ("@correction", "correction.entry"),
        # What each is about, in the words that lead there.
        ("@correction >corrects", "claim.lead"),
        ("@correction >corrects", "claim.text"),
        ("@correction >corrects", "quote.inline"),
        ("@correction >corrects", "source.title"),
        ("@correction >corrects", "party.name"),
        ("@correction >corrects", "question.title"),
        ("@correction >corrects", "timeline.title"),
        ("@correction >corrects", "event.told"),
    ),
    "wanted/index.md": (
        ("@claim", "claim.row"),
        ("@claim", "claim.wanted"),
        ("@question", "question.title"),
    ),
    "balance/index.md": (
        ("@question", "question.gaps"),
        ("@question", "question.title"),
        ("@quote", "quote.words"),  # their number
    ),
    "legend/index.md": (("@main", "source.title"),),
    #: The navigation, which the engine puts beside every page.
    "SUMMARY.md": (("@prose", "prose.link"), ("@timeline", "timeline.title")),
}
#: The rows of `sides/`: what those say who belong to a side, themselves or by what they belong to.
OF_SIDE: Final = (
    ("", "side.name"),
    ("<party.side <party.affiliation* <claim.claimant", "claim.row"),
    ("<party.side <party.affiliation* <source.publisher <source.based_on* <claim.voice", "claim.row"),
    ("<party.side <party.affiliation* <claim.claimant >about", "question.title"),
)

#: The rows of a list of claims: over them stands which question they answer.
OF_LIST: Final = (("", "claim.row"), (">about", "question.title"))

Printed = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Relations:
    """The declared relations of one ledger. A record is named `kind:id`, a prose page `prose:address`.

    `without` leaves one declaration out, as (view, what), to see whether it is needed.
    """

    ledger: Ledger
    standings: Mapping[str, Standing]
    without: tuple[str, object] = ("", "")

    @cached_property
    def printed_on(self) -> dict[str, set[tuple[str, str]]]:
        """Page -> every (record, field) that it may print."""
        pages: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for entry in self.ledger.entries:
            if f"{entry.kind}.page" in PRINTS.keys() | SHOWS.keys():
                pages[f"{KINDS[entry.kind]}/{entry.id}.md"] |= self._printed(entry.name, f"{entry.kind}.page")
        for page in self.ledger.pages:
            pages[page.address] |= self._printed(f"prose:{page.address}", "prose.page")
        for path, shown in LISTS.items():
            pages[path] |= self._all("", path, shown)
        for claim_id, standing in self.standings.items():
            row = self._all(f"claim:{claim_id}", "statuses/", OF_LIST)
            pages[f"statuses/{standing.status.css}.md"] |= row
            for own in (claim_id, *standing.claim.formerly):
                pages[f"badges/{own}.svg"] |= self._printed(f"claim:{claim_id}", "claim.alone")
                pages[f"embed/{own}/index.html"] |= self._printed(f"claim:{claim_id}", "claim.framed")
            for tag in standing.claim.tags:
                pages[f"tags/{slug(tag)}.md"] |= row
        for side in self.ledger.sides:
            pages[f"sides/{side}.md"] |= self._all(f"side:{side}", "sides/", OF_SIDE)
        return pages

    @cached_property
    def _memo(self) -> dict[tuple[str, str], Printed]:
        return {}

    def _printed(self, name: str, view: str) -> Printed:
        key = (name, view)
        if key not in self._memo:
            fields = {
                (name, self._first(name, field))
                for field in PRINTS.get(view, "").split()
                if (view, field) != self.without
            }
            self._memo[key] = frozenset(fields | self._all(name, view, SHOWS.get(view, ())))
        return self._memo[key]

    def _all(self, name: str, view: str, shown: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for steps, other in shown:
            if (view, (steps, other)) == self.without:
                continue
            for reached in self._walk({name}, steps.split()):
                if reached.partition(":")[0] == other.partition(".")[0]:
                    found |= self._printed(reached, other)
        return found

    def _first(self, name: str, fields: str) -> str:
        """The first of several fields that a record has, else the last."""
        one, _, others = fields.partition("|")
        if not others:
            return one
        value: object = self.ledger.by_name[name].record
        for part in one.split("."):
            value = getattr(value, part, None)
        return one if value is not None else self._first(name, others)

    def _walk(self, names: set[str], steps: list[str]) -> set[str]:
        for step in steps:
            if step.startswith("@"):
                names = self._of_kind(step[1:])
            elif not step.endswith("*"):
                names = self._step(names, step)
            else:
                fresh = names
                while fresh:
                    fresh = self._step(fresh, step[:-1]) - names
                    names = names | fresh
        return names

    def _of_kind(self, kind: str) -> set[str]:
        if kind == "prose":
            return {f"prose:{page.address}" for page in self.ledger.pages}
        if kind == "main":
            return self._main
        return {entry.name for entry in self.ledger.entries if entry.kind == kind}

    def _step(self, names: set[str], step: str) -> set[str]:
        if step.startswith(">"):
            return {to for name in names for to in self._forth.get((name, step[1:]), ())}
        return {origin for name in names for origin in self._back.get((name, step[1:]), ())}

    @cached_property
    def _main(self) -> set[str]:
        """The source that most claims in use rest on alone."""
        only: Counter[str] = Counter()
        for claim in self.ledger.claims.values():
            cited = self._forth.get((f"claim:{claim.id}", "cites"), set())
            if len(cited) == 1 and claim.open:
                only.update(cited)
        most = max(only.values(), default=0)
        return {name for name, count in only.items() if count == most}

    @cached_property
    def _back(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (origin, field), targets in self._forth.items():
            for target in targets:
                found[target, f"{origin.partition(':')[0]}.{field}"].add(origin)
        return found

    @cached_property
    def _forth(self) -> dict[tuple[str, str], set[str]]:
        """(record, field) -> the records it refers to there."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entry in self.ledger.entries:
            for leaf in entry.leaves:
                if isinstance(leaf.marker, Ref):
                    field = ".".join(part for part in leaf.path if isinstance(part, str))
                    found[entry.name, field].add(f"{leaf.marker.kind}:{leaf.text}")
            for field, target in _unmarked(entry.record):
                found[entry.name, field].add(target)
        for claim in self.ledger.claims.values():
            self._of_claim(claim, found)
        for page in self.ledger.pages:
            for piece in page.prose.pieces:
                if isinstance(piece, Directive | SpanOpen) and piece.id:
                    block = ".block" if piece.block and piece.word in ("claim", "quote") else ""
                    kind = DIRECTIVE_KIND[piece.word]
                    name = f"{kind}:{piece.id}"
                    found[f"prose:{page.address}", piece.word + block].add(name)
                    found[f"prose:{page.address}", "uses"].add(name)
        return found

    def _of_claim(self, claim: Claim, found: dict[tuple[str, str], set[str]]) -> None:
        """What all a claim's citations lead to, and who hands it on, in whatever form they stand."""
        name = f"claim:{claim.id}"
        for _, citation in claim.evidence:
            found[name, "via"].update(f"party:{party}" for party in citation.via)
            source = self.ledger.source_of(citation)
            if source is not None:
                found[name, "cites"].add(f"source:{source.id}")
                if claim.claimant == (SOURCE_VOICE,):
                    found[name, "voice"].add(f"source:{source.id}")


def _unmarked(record: object) -> list[tuple[str, str]]:
    """References that may be something else too, and so have no marker."""
    if isinstance(record, Claim):
        return [("claimant", f"party:{each}") for each in record.claimant if each != SOURCE_VOICE]
    if isinstance(record, Source):
        return [("publisher", f"party:{record.publisher}")] if record.publisher != UNNAMED else []
    if isinstance(record, Quote):
        translated = record.translator not in (None, "not_given")
        return [("translator", f"party:{record.translator}")] if translated else []
    if isinstance(record, Event):
        return [("stated_by", record.stated_by)]
    if isinstance(record, Correction):
        return [("corrects", record.corrects)]
    if isinstance(record, Timeline):
        return [("events", f"event:{event.id}") for event in record.events]
    return []
