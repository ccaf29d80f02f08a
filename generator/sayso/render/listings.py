"""The lists: what there is of each kind, and what hangs together by status, side and subject."""

from collections.abc import Iterator
from typing import Final

from sayso.balance import balance_of

from .address import slug
from .draft import Draft
from .making import Maker

#: A card with all its reasons is long: so many stand on one page.
CARDS: Final = 40


def listings(make: Maker) -> Iterator[Draft]:
    """Every page that lists records. A list is one line here and a template."""
    view, ledger = make.view, make.view.ledger
    claims = list(ledger.claims.values())
    yield from make.index(
        "claims",
        "list.md.j2",
        "All claims",
        claims,
        "claims",
        with_ways=True,
        lead="What is claimed, by whom, and how well it is confirmed.",
    )
    yield from make.index(
        "questions", "questions.md.j2", "What is contested", list(ledger.questions.values())
    )
    yield from make.index("quotes", "quotes.md.j2", "Quotations", list(ledger.quotes.values()))
    yield from make.index("timelines", "timelines.md.j2", "Timelines", list(ledger.timelines.values()))
    yield from make.index("parties", "parties.md.j2", "Who is who", list(ledger.parties.values()))
    yield from make.index("sources", "sources.md.j2", "Sources", list(ledger.sources.values()))
    yield from make.index("corrections", "corrections.md.j2", "Corrections", view.corrections)
    past = view.past.items if view.past else []
    yield from make.index("changes", "changes.md.j2", "What has changed", past, feed=view.feed())
    yield from make.index("wanted", "wanted.md.j2", "Evidence wanted", view.wanted_items, size=CARDS)
    yield make.fixed("legend/index.md", "legend.md.j2", "How to read the badges", "site_config/rubric.yml")
    yield make.fixed("method/index.md", "method.md.j2", "Method", "site_config/rubric.yml")
    balance = balance_of(ledger, view.config, view.standings)
    yield make.fixed("balance/index.md", "balance.md.j2", "Balance", "content", balance=balance)
    groups = {status.code: group for status, group in view.by_status(view.open_claims)}
    for status in view.config.rubric.statuses:
        if status.code in groups:
            yield from make.index(
                f"statuses/{status.css}",
                "list.md.j2",
                f"Claims: {status.short}",
                groups[status.code],
                "claims",
                badge_of=status,
            )
    for side in (each for each in ledger.sides.values() if each.id in view.sides_met):
        yield from make.index(
            f"sides/{side.id}",
            "list.md.j2",
            f"What {side.name} says",
            view.claims_of_side.get(side.id, []),
            "claims",
            lead=f"Everything claimed by those who belong to this side: {side.name}.",
        )
    for tag, tagged in view.claims_of_tag.items():
        yield from make.index(f"tags/{slug(tag)}", "list.md.j2", f"Claims about: {tag}", tagged, "claims")
