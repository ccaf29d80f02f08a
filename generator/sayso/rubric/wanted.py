"""Evidence wanted: each open claim, with what would settle it and what its next status lacks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sayso.model.ledger import Ledger
from sayso.model.settings import Config
from sayso.model.standing import Standing, Wanted
from sayso.phrases import Phrases

from .status import Grader

#: More independent sources than this are not tried: no status of a rubric asks for more.
_MOST: Final = 3


def wanted(ledger: Ledger, config: Config, standings: Mapping[str, Standing]) -> list[Wanted]:
    """Every claim that evidence could still settle, question by question in the order written,
    then those without a question.

    Left out are claims that are no statements of fact, that are no longer used, that were taken
    back or revised, and those that have the best status there is.
    """
    grader = Grader(config)
    questions = {question: number for number, question in enumerate(ledger.questions)}
    open_claims = [
        standing
        for claim in ledger.claims.values()
        if (standing := standings.get(claim.id)) is not None and _unsettled(config, standing)
    ]
    last = len(questions)
    open_claims.sort(key=lambda standing: questions.get(standing.claim.about or "", last))
    return [_wanted(grader, standing) for standing in open_claims]


def _unsettled(config: Config, standing: Standing) -> bool:
    facts, status = standing.facts, standing.derived
    if not standing.claim.open or facts.nature != "fact":
        return False
    if facts.withdrawn_by_claimant or facts.later_claims:
        return False
    best = max((each.rank for each in config.rubric.statuses if each.rank is not None), default=0)
    return status.rank is None or status.rank < best


def _wanted(grader: Grader, standing: Standing) -> Wanted:
    """Tries one more independent source, then two, then three; first any, then one that was there."""
    facts, rank = standing.facts, standing.derived.rank
    for missing in range(1, _MOST + 1):
        for checkable in (False, True):
            more = replace(
                facts,
                outlets=facts.outlets + missing,
                origins=facts.origins + missing,
                independent_support=facts.independent_support + missing,
                first_hand=facts.first_hand or checkable,
            )
            status, _ = grader.grade(more)
            if status.rank is not None and (rank is None or status.rank > rank):
                return _told(grader.config.words, Wanted(standing, missing, checkable, status))
    barred = grader.config.words.plain(_barred(standing))
    return Wanted(standing, barred=barred, needed=barred)


def _told(words: Phrases, item: Wanted) -> Wanted:
    """The same, with the evidence in words."""
    kind = "checkable" if item.checkable else "any"
    more = "more" if item.standing.facts.independent_support else "first"
    return replace(
        item,
        lacks=words.plain(f"wanted_lacks_{kind}_{more}_{item.missing}"),
        needed=words.plain(
            f"wanted_needed_{kind}_{more}_{item.missing}", badge=item.next.short if item.next else ""
        ),
    )


def _barred(standing: Standing) -> str:
    """The name of the sentence that says why no further source would raise a badge."""
    if standing.facts.doubt:
        return "wanted_barred_doubt"
    return "wanted_barred_unassessed" if standing.facts.unassessed else "wanted_barred"
