"""A date lies after the publication of what is cited for it.

A source cannot tell what had not yet happened, so one of the two dates is wrong, or the
wrong source is cited. Where several sources are cited, the last of them counts. Dates that
the editors worked out (`words`) are left alone, and so are forecasts and promises.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - id: article
        title: A report
        publisher: ministry
        kind: article
        no_url: given to us on paper
        published: 2025-01-05

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        said: 2025-01-06
        source: article
        exact: "forty dead"

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        said: 2025-01-04
        source: article
        exact: "forty dead"
"""

from collections.abc import Iterable, Iterator

from sayso.diagnostics import Mark, Severity
from sayso.model.claims import Claim
from sayso.model.fields import When
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import Source
from sayso.model.story import Event, Quote
from sayso.model.validate import path_name
from sayso.model.walk import Path

from ._kit import Context, Finding, certainly_before, figures_in, named

CODE = "SAY301"
NAME = "date-past-publication"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Dates of claims, figures, quotes and events that no source cited could have known."""
    last_words: dict[tuple[str, ...], When | None] = {}
    for entry, path, when, sources in _dates(context.ledger):
        if when is None:
            continue
        key = tuple(sources)  # many dates rest on the same sources
        if key not in last_words:
            last_words[key] = _last_word(sources.values())
        last = last_words[key]
        if last is not None and certainly_before(last, when):
            which = f"'{key[0]}' was" if len(key) == 1 else "its sources were"
            late = f"is later than {which} published ({last.date.text})"
            message = f"'{path_name(path)}' of {named(entry)} {late}"
            hint = "mend one of the dates, or cite the source that gives this one"
            yield Finding(_place(entry, path), message, hint, entry.name)


def _dates(ledger: Ledger) -> Iterator[tuple[Entry, Path, When | None, dict[str, Source]]]:
    """Each date that sources are cited for, with the sources by their ids."""
    for entry, claim in ledger.each(Claim):
        sources = _found(ledger.source_of(citation) for _, citation in claim.evidence)
        yield entry, ("said",), claim.said, sources
        whole = claim.figure
        if whole and claim.kind_of_statement == "fact":
            for path, figure in figures_in(whole):
                yield entry, ("figure", *path, "period"), figure.period, sources
    for entry, quote in ledger.each(Quote):
        yield entry, ("said",), quote.said, _found([ledger.sources.get(quote.source)])
    for entry, event in ledger.each(Event):
        sources, facts = _grounds(ledger, event)
        yield entry, ("date_reported",), event.date_reported, sources
        if facts:
            yield entry, ("date",), event.date, sources


def _grounds(ledger: Ledger, event: Event) -> tuple[dict[str, Source], bool]:
    """The sources that an event can be read from, and whether they tell it as a fact."""
    kind, _, stated_by = event.stated_by.partition(":")
    ids = [*event.claims, *(claim for account in event.accounts for claim in account.claims)]
    claims = [ledger.claims.get(name) for name in (*ids, *([stated_by] if kind == "claim" else []))]
    quotes = [ledger.quotes.get(name) for name in (*event.quotes, *([stated_by] if kind == "quote" else []))]
    known = [claim for claim in claims if claim is not None]
    found = [ledger.source_of(citation) for citation in event.citations]
    found += [ledger.source_of(citation) for claim in known for _, citation in claim.evidence]
    found += [ledger.sources.get(quote.source) for quote in quotes if quote is not None]
    return _found(found), all(claim.kind_of_statement == "fact" for claim in known)


def _found(sources: Iterable[Source | None]) -> dict[str, Source]:
    return {source.id: source for source in sources if source is not None}


def _last_word(sources: Iterable[Source]) -> When | None:
    """The last publication or change of all the sources; None where one cannot be known."""
    dates = []
    for source in sources:
        known = [when for when in (source.published, source.modified) if when is not None]
        if source.published is None or any(when.worked_out for when in known):
            return None
        dates += known
    return max(dates, key=lambda when: when.date.latest, default=None)


def _place(entry: Entry, path: Path) -> Mark:
    """The date itself, also where it is written with its words."""
    inside = (*path, "date")
    return entry.mark(*(inside if entry.document.has((*entry.path, *inside)) else path))
