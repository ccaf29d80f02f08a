"""All files for machines and for other sites, by their names. One format is one module beside this."""

import json
from collections.abc import Iterator
from functools import lru_cache

from sayso.model.standing import Standing
from sayso.templating import Templates

from . import (
    badge_svg,
    claims_csv,
    claims_feed,
    claims_jsonl,
    embed_html,
    ledger_schema,
    robots,
)
from .badge_svg import Badges
from .claim_rows import rows
from .embed_html import Embeds
from .told import Told


def files(told: Told, templates: Templates) -> Iterator[tuple[str, str, str]]:
    """Each file: its name, its text, and the claim that it tells of ("" for one of all claims).
    Raises `BadTemplate`."""
    every = list(rows(told))
    yield claims_csv.PATH, claims_csv.text(every), ""
    yield claims_jsonl.PATH, claims_jsonl.text(every), ""
    yield claims_feed.PATH, claims_feed.text(told), ""
    schema = ledger_schema.document(told.places.lasting(ledger_schema.PATH, ledger_schema.PATH))
    yield ledger_schema.PATH, json.dumps(schema, ensure_ascii=False, indent=1) + "\n", ""
    if told.edition is None:  # at the root of all editions stands another
        known = told.places.address and f"{told.places.address}sitemap.xml"
        yield robots.PATH, robots.text(known), ""
    badges = Badges(told, lru_cache(lambda name: templates.render(f"icons/{name}.svg", {})))
    embeds = Embeds(told, templates)
    for own, standing in _named(told):
        yield badge_svg.path(own), badges.draw(standing), standing.claim.id
        yield embed_html.path(own), embeds.page(standing, own), standing.claim.id


def _named(told: Told) -> Iterator[tuple[str, Standing]]:
    """Every claim under its id, and under those that it had before: other sites show it by these."""
    for own in told.ledger.claims:
        yield own, told.standings[own]
    for name, now in told.ledger.former.items():
        kind, _, own = name.partition(":")
        if kind == "claim" and now in told.standings and own not in told.ledger.claims:
            yield own, told.standings[now]
