"""The lists: what there is of each kind, and what hangs together by status, side and subject."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from sayso.balance import balance_of

from .address import slug
from .draft import Draft, Pager
from .making import Maker
from .view import View

#: A card with all its reasons is long: so many stand on one page.
CARDS: Final = 40
#: So many speakers are named beside the list of all claims; the rest stand in Who is who.
_SPEAKERS: Final = 12


def listings(make: Maker) -> Iterator[Draft]:
    """Every page that lists records. A list is one line here and a template."""
    view, ledger, words = make.view, make.view.ledger, make.view.config.words.plain
    title = words("nav_claims")
    yield from make.claims(
        "claims/index.md",
        "list.md.j2",
        "claims.yml",
        title,
        list(ledger.claims.values()),
        heading=title,
        with_ways=True,
        speakers=_speakers(view),
        lead=words("list_claims_lead"),
    )
    yield from make.index(
        "questions", "questions.md.j2", words("nav_questions"), list(ledger.questions.values())
    )
    yield from make.index("quotes", "quotes.md.j2", words("nav_quotes"), list(ledger.quotes.values()))
    yield from make.index(
        "timelines", "timelines.md.j2", words("nav_timelines"), list(ledger.timelines.values())
    )
    yield from _parties(make)
    yield from make.index("sources", "sources.md.j2", words("nav_sources"), list(ledger.sources.values()))
    yield from make.index("corrections", "corrections.md.j2", words("nav_corrections"), view.corrections)
    past = view.past.items if view.past else []
    yield from make.index("changes", "changes.md.j2", words("nav_changes"), past, feed=view.feed())
    yield from make.index("wanted", "wanted.md.j2", words("nav_wanted"), view.wanted_items, size=CARDS)
    yield make.fixed("legend/index.md", "legend.md.j2", words("nav_legend"), "site_config/rubric.yml")
    yield make.fixed("method/index.md", "method.md.j2", words("nav_method"), "site_config/rubric.yml")
    yield _data(make)
    told = {"find": True, "description": words("search_description")}
    yield make.fixed("edit/index.md", "edit.md.j2", words("edit_title"), "content")
    yield make.fixed("search/index.md", "search.md.j2", words("search_title"), "content", **told)
    balance = balance_of(ledger, view.config, view.standings)
    yield make.fixed("balance/index.md", "balance.md.j2", words("nav_balance"), "content", balance=balance)
    yield from _cuts(make)


#: The files for machines, each with the phrase that says what it holds.
_FILES: Final = (
    ("claims.csv", "data_csv"),
    ("claims.jsonl", "data_jsonl"),
    ("ledger.json", "data_ledger"),
    ("ledger.schema.json", "data_schema"),
    ("feeds/claims.json", "data_feed"),
)
#: Those that only an edition has.
_OF_EDITIONS: Final = (("changes.json", "data_changes"), ("feeds/changes.xml", "data_atom"))


def _data(make: Maker) -> Draft:
    """What there is for machines."""
    words = make.view.config.words.plain
    told = {"files": [*_FILES, *(_OF_EDITIONS if make.view.past else ())], "feed": make.view.feed()}
    description = words("data_description")
    title = words("data_title")
    return make.fixed("data/index.md", "data.md.j2", title, "content", description=description, **told)


def _cuts(make: Maker) -> Iterator[Draft]:
    """The claims of one status, of one side, of one subject."""
    view, ledger, words = make.view, make.view.ledger, make.view.config.words.plain
    groups = {status.code: group for status, group in view.by_status(view.open_claims)}
    for status in view.config.rubric.statuses:
        if status.code in groups:
            heading = words("list_status_title", status=status.short)
            yield from make.claims(
                f"statuses/{status.css}.md",
                "list.md.j2",
                "content",
                heading,
                groups[status.code],
                heading=heading,
                badge_of=status,
            )
    for side in (each for each in ledger.sides.values() if each.id in view.sides_met):
        heading = words("list_side_title", side=side.name)
        yield from make.claims(
            f"sides/{side.id}.md",
            "list.md.j2",
            "content",
            heading,
            view.claims_of_side.get(side.id, []),
            heading=heading,
            lead=words("list_side_lead", side=side.name),
        )
    for tag, tagged in view.claims_of_tag.items():
        heading = words("list_tag_title", tag=tag)
        yield from make.claims(
            f"tags/{slug(tag)}.md", "list.md.j2", "content", heading, tagged, heading=heading
        )


def _speakers(view: View) -> list[tuple[str, int]]:
    """Those who claim most, with how many claims are theirs."""
    counted = [(party, len(claims)) for party, claims in view.claims_of_party.items() if claims]
    return sorted(counted, key=lambda each: (-each[1], each[0]))[:_SPEAKERS]


def _parties(make: Maker) -> Iterator[Draft]:
    """Everybody: those of each side together, in the order of the sides; last those of none."""
    view = make.view
    turn = {side: number for number, side in enumerate(view.ledger.sides)}
    known = {party.id: view.side_of_party(party.id) for party in view.ledger.parties.values()}
    everybody = sorted(view.ledger.parties.values(), key=lambda party: turn.get(known[party.id], len(turn)))

    def sides(pager: Pager) -> Mapping[str, object]:
        shown = everybody[pager.first - 1 : pager.last]
        return {"sides": [(side, list(group)) for side, group in groupby(shown, lambda each: known[each.id])]}

    title = view.config.words.plain("nav_parties")
    yield from make.paged(
        "parties/index.md", "parties.md.j2", "content", title, everybody, "items", also=sides, heading=title
    )
