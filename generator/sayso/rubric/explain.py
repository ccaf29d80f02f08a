"""Why a claim has its badge: three plain sentences, and what each better status lacks."""

import re

from sayso import inline
from sayso.model.claims import CARRIES
from sayso.model.ledger import Ledger
from sayso.model.settings import Config, Status
from sayso.model.speakers import disputing, listed, party_label
from sayso.model.standing import Explanation, Facts, Origin, Standing
from sayso.templating import compile_expression

from .evidence import CLAIMANT, distinct
from .status import NATURES

_PLACE = re.compile(r"\{[a-z]+\}")
#: So many places are told by name.
_FEW = 4

#: What an origin does, of one and of several.
_SAYS = {
    "supports": ("says the same", "say the same"),
    "disputes": ("disputes it", "dispute it"),
    "refutes": ("has evidence against it", "have evidence against it"),
    "qualifies": ("says that it is only partly so", "say that it is only partly so"),
    "withdraws": ("takes it back", "take it back"),
}


def explain(ledger: Ledger, config: Config, standing: Standing) -> Explanation:
    """Who says it; who else, independent or not and why; what would change it."""
    return Explanation(
        who=_who(ledger, config, standing),
        others=_others(ledger, standing),
        change=_change(config, standing),
        better=tuple(
            (status.short, _lacks(status, standing)) for status in _better(config, standing.derived)
        ),
    )


def evidence_line(standing: Standing) -> str:
    """ "Reported by 3 outlets. All have it from one place: ..." """
    facts, speaker = standing.facts, standing.speaker
    if standing.spoilt and facts.outlets == 0:
        return f"No source that still stands carries it: {_spoilt(standing)}."
    if facts.outlets == 0:
        return "No source is on record for it."
    fallen = {source for source, _, _ in standing.spoilt}
    carrying = [
        origin for origin in standing.origins if origin.relation in CARRIES and origin.source not in fallen
    ]
    one = facts.outlets == 1
    outlets = f"{facts.outlets} outlets"
    if one:
        outlets = "one source" if len({origin.source for origin in carrying}) == 1 else "one outlet"
    if speaker.own_account:
        return f"It stands in {outlets}, which {'speaks for itself' if one else 'speak for themselves'} here."
    names: dict[str, set[str]] = {}
    for origin in carrying:
        names.setdefault(origin.key, set()).add(origin.name)
    places = [listed(sorted(names[key])) for key in distinct(names)]
    if len(places) > _FEW:
        return f"Reported by {outlets}, which have it from {len(places)} different places."
    # Hands are told beside the claimant only: they passed on what the claimant said.
    through = f", through {listed(speaker.via)}" if speaker.via and list(names) == [CLAIMANT] else ""
    if len(places) == 1:
        have = "It has it" if one else "All have it"
        where = "those who say so" if list(names) == [CLAIMANT] and len(speaker.parties) > 1 else "one place"
        return f"Reported by {outlets}. {have} from {where}: {places[0]}{through}."
    have = "It has it" if one else "They have it"
    return f"Reported by {outlets}. {have} from {len(places)} places: {listed(places)}."


def _spoilt(standing: Standing) -> str:
    """What became of the sources that carried it: "one was retracted", "two were …"."""
    told = list(dict.fromkeys(taint for _, taint, _ in standing.spoilt))
    if len(standing.spoilt) == 1:
        return f"its source {told[0]}"
    return "of its sources one " + ", another ".join(told)


def interest_words(ledger: Ledger, config: Config, party_id: str) -> str:
    """A party's interest in a reader's words ("takes part in the war")."""
    party = ledger.parties.get(party_id)
    interest = ledger.interest_of(party_id)
    label = config.vocabulary.label("interests", interest)
    if party is None:
        return label
    sides = party.aligned_with or tuple(filter(None, [ledger.side_of(party_id)]))
    names = [ledger.sides[side].name for side in sides if side in ledger.sides]
    owner = next((link for link in ledger.affiliations(party_id)[1:]), None)
    values = {
        "{side}": listed(names) or "one side",
        "{government}": party_label(ledger.parties.get(owner)) if owner else listed(names) or "a government",
        "{reason}": (party.interest_reason or "no reason is given").removesuffix("."),
    }
    # One pass: a name that looks like a place to fill stays as it is.
    return _PLACE.sub(lambda place: values.get(place[0], place[0]), label)


def _who(ledger: Ledger, config: Config, standing: Standing) -> str:
    speaker, claim, line = standing.speaker, standing.claim, evidence_line(standing)
    if speaker.own_account:
        return f"The source tells this in its own voice. {line}"
    about = [(party, interest_words(ledger, config, party)) for party in claim.claimant]
    interest = about[0][1]
    if len(about) > 1:
        interest = "; ".join(
            f"{party_label(ledger.parties.get(party), party)}: {words}" for party, words in about
        )
    says = (
        speaker.says_so
        if standing.facts.nature == "fact"
        else f"{speaker.full}: {NATURES[standing.facts.nature]}"
    )
    return f"{says} (interest: {interest}). {line}"


def _others(ledger: Ledger, standing: Standing) -> str:
    told = [_origin_words(origin) for origin in standing.origins if origin.relation != "reports"]
    told.append(disputing(ledger, standing.facts.disputed_by))
    facts = standing.facts
    if facts.nature != "fact":
        told = told if any(told) else ["nobody else speaks of it in our sources"]
    elif not facts.independent_support + facts.independent_refutation + facts.independent_dispute:
        told.append("nobody independent confirms it or contradicts it in our sources")
    words = "; ".join(filter(None, dict.fromkeys(told)))
    return words[:1].upper() + words[1:] + "."


def _origin_words(origin: Origin) -> str:
    says = f"{origin.name} {_SAYS[origin.relation][origin.plural]}"
    if origin.relation == "withdraws":
        return says
    if origin.independent:
        return f"{says}; {'they are' if origin.plural else 'it is'} independent: {origin.why}"
    counts = (
        "whether this is independent is not settled" if origin.open else "this does not count as independent"
    )
    return f"{says}; {counts} ({origin.why})"


def _change(config: Config, standing: Standing) -> str:
    claim, facts = standing.claim, standing.facts
    if standing.overridden and claim.assessment is not None:
        reason, rule = _clause(claim.assessment.reason), standing.derived.short
        return f"The editors set this status themselves, because: {reason}. By the rules it would be: {rule}."
    if facts.withdrawn_by_claimant:
        return "Only a new statement of whoever said it would change it."
    if facts.later_claims:
        return "It was replaced by a later statement; what would change that one is told there."
    if facts.nature != "fact":
        return "Nothing would change it: it is no statement of fact that evidence could settle."
    if facts.doubt:
        return (
            "We are not sure that we read the source rightly; until that is settled, "
            "evidence for it or against it does not change its status."
        )
    against = facts.independent_refutation + facts.independent_dispute
    if facts.independent_support and against:
        return "What would change it: evidence that settles it, or a correction on one of the two sides."
    if facts.hard_refutation:
        return (
            "What would change it: independent evidence for it, or a correction of the evidence against it."
        )
    if facts.unassessed:
        return (
            "What would change it: to settle whether those who contradict it are independent, "
            "and what their evidence is."
        )
    if standing.derived.rank is not None and not _better(config, standing.derived):
        return "Evidence against it, or a correction of a source it rests on, would change it."
    if claim.would_confirm:
        return "What would confirm it: " + "; ".join(map(_clause, claim.would_confirm)) + "."
    return f"What would change it: {_needed(facts)}."


def _clause(text: str) -> str:
    """An editor's sentence as a part of ours: its words, without the full stop."""
    return inline.plain(text).removesuffix(".")


def _needed(facts: Facts) -> str:
    """The evidence that would raise a claim that nothing contradicts."""
    if facts.independent_support >= 2:
        return "evidence that can be checked, or a source among them that was there itself"
    source = "one independent source"
    if facts.components_confirmed:
        source = "independent sources for the rest of it too: a source"
    elif facts.independent_support:
        source = "a second independent source"
    return f"{source} that says the same from its own knowledge, or with evidence that can be checked"


def _better(config: Config, status: Status) -> list[Status]:
    """The statuses of a higher rank, nearest first."""
    if status.rank is None:
        return []
    ranked = [(other.rank, other) for other in config.rubric.statuses if other.rank is not None]
    return [other for rank, other in sorted(ranked, key=lambda pair: pair[0]) if rank > status.rank]


def _lacks(status: Status, standing: Standing) -> str:
    """What a better status lacks, in one line."""
    lacks = "; ".join(missing(status, standing))
    return (
        lacks
        or f"nothing; but '{standing.derived.short}' stands before it in the list, and its condition holds"
    )


def missing(status: Status, standing: Standing) -> list[str]:
    """Those parts of a status's condition that do not hold, with what the facts are."""
    facts = standing.facts.as_dict()
    told = []
    for part in compile_expression(status.when).parts:
        condition = compile_expression(part)
        if not condition.holds(facts):
            values = ", ".join(f"{name} is {_shown(facts[name])}" for name in sorted(condition.names))
            told.append(f"{part} ({values})" if values else part)
    return told


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return listed([str(item) for item in value]) or "none" if isinstance(value, tuple) else str(value)
