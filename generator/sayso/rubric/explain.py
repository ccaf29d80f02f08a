"""Why a claim has its badge: three plain sentences, and what each better status lacks."""

import re

from sayso import inline
from sayso.model.claims import CARRIES
from sayso.model.ledger import Ledger
from sayso.model.settings import Config, Status
from sayso.model.speakers import disputing, listed, party_label
from sayso.model.standing import Explanation, Facts, Origin, Standing
from sayso.phrases import Phrases
from sayso.templating import compile_expression

from .evidence import CLAIMANT, distinct

_PLACE = re.compile(r"\{[a-z]+\}")
#: So many places are told by name.
_FEW = 4


def explain(ledger: Ledger, config: Config, standing: Standing) -> Explanation:
    """Who says it; who else, independent or not and why; what would change it."""
    return Explanation(
        who=_who(ledger, config, standing),
        others=_others(ledger, standing),
        change=_change(config, standing),
        better=tuple(
            (status.short, _lacks(config, status, standing)) for status in _better(config, standing.derived)
        ),
    )


def evidence_line(standing: Standing) -> str:
    """ "Reported by 3 outlets. All have it from one place: ..." """
    facts, speaker, say = standing.facts, standing.speaker, standing.speaker.words.plain
    if standing.spoilt and facts.outlets == 0:
        return _none_stands(standing)
    if facts.outlets == 0:
        return say("line_no_source")
    fallen = {source for source, _, _ in standing.spoilt}
    carrying = [
        origin for origin in standing.origins if origin.relation in CARRIES and origin.source not in fallen
    ]
    one = facts.outlets == 1
    of = "source" if one and len({origin.source for origin in carrying}) == 1 else "outlets"
    if speaker.own_account:
        return say(f"line_own_{of}", facts.outlets)
    names: dict[str, set[str]] = {}
    for origin in carrying:
        names.setdefault(origin.key, set()).add(origin.name)
    places = [listed(sorted(names[key]), speaker.words) for key in distinct(names)]
    reported = say(f"line_reported_{of}", facts.outlets)
    if len(places) > _FEW:
        return say("line_different_places", len(places), outlets=say("line_outlets", facts.outlets))
    return f"{reported} {_places(standing, places, list(names) == [CLAIMANT])}"


def _places(standing: Standing, places: list[str], from_claimant: bool) -> str:
    """Where the outlets have it from. Hands are told beside the claimant only: they passed on what
    the claimant said."""
    speaker, outlets, words = standing.speaker, standing.facts.outlets, standing.speaker.words
    if len(places) > 1:
        number = words.number(len(places))
        return words.plain("line_places", outlets, number=number, places=listed(places, words))
    where = "line_those" if from_claimant and len(speaker.parties) > 1 else "line_one_place"
    if speaker.via and from_claimant:
        through = listed(speaker.via, words)
        return words.plain(f"{where}_through", outlets, place=places[0], through=through)
    return words.plain(where, outlets, place=places[0])


def _none_stands(standing: Standing) -> str:
    """What became of the sources that carried it: "one was retracted", "two were …"."""
    words = standing.speaker.words
    told = [words.plain(f"fallen_{state}") for state in dict.fromkeys(each[1] for each in standing.spoilt)]
    if len(standing.spoilt) == 1:
        return words.plain("line_its_source_fell", what=told[0])
    others = "".join(words.plain("line_another_fell", what=what) for what in told[1:])
    return words.plain("line_sources_fell", what=told[0], others=others)


def interest_words(ledger: Ledger, config: Config, party_id: str) -> str:
    """A party's interest in a reader's words ("takes part in the war")."""
    party, words = ledger.parties.get(party_id), config.words
    interest = ledger.interest_of(party_id)
    label = config.vocabulary.label("interests", interest)
    if party is None:
        return label
    sides = party.aligned_with or tuple(filter(None, [ledger.side_of(party_id)]))
    names = listed((ledger.sides[side].name for side in sides if side in ledger.sides), words)
    owner = next((link for link in ledger.affiliations(party_id)[1:]), None)
    government = party_label(ledger.parties.get(owner), words=words) if owner else names
    values = {
        "{side}": names or words.plain("interest_one_side"),
        "{government}": government or ("" if owner else words.plain("interest_a_government")),
        "{reason}": (party.interest_reason or words.plain("interest_no_reason")).removesuffix("."),
    }
    # One pass: a name that looks like a place to fill stays as it is.
    return _PLACE.sub(lambda place: values.get(place[0], place[0]), label)


def _who(ledger: Ledger, config: Config, standing: Standing) -> str:
    speaker, claim, line, words = standing.speaker, standing.claim, evidence_line(standing), config.words
    if speaker.own_account:
        return words.plain("why_own_voice", line=line)
    about = [(party, interest_words(ledger, config, party)) for party in claim.claimant]
    interest = about[0][1]
    if len(about) > 1:
        interest = "; ".join(
            words.plain(
                "why_interest", who=party_label(ledger.parties.get(party), party, words), interest=told
            )
            for party, told in about
        )
    says = speaker.says_so
    if standing.facts.nature != "fact":
        nature = words.plain(f"nature_{standing.facts.nature}")
        says = words.plain("why_nature", who=speaker.full, nature=nature)
    return words.plain("why_says", says=says, interest=interest, line=line)


def _others(ledger: Ledger, standing: Standing) -> str:
    facts, words = standing.facts, ledger.words
    told = [_origin_words(origin, words) for origin in standing.origins if origin.relation != "reports"]
    told.append(disputing(ledger, facts.disputed_by))
    if facts.nature != "fact":
        told = told if any(told) else [words.plain("why_nobody_else")]
    elif not facts.independent_support + facts.independent_refutation + facts.independent_dispute:
        told.append(words.plain("why_nobody_independent"))
    joined = "; ".join(filter(None, dict.fromkeys(told)))
    return words.plain("why_sentence", what=joined[:1].upper() + joined[1:])


def _origin_words(origin: Origin, words: Phrases) -> str:
    number = "many" if origin.plural else "one"
    says = words.plain(f"origin_{origin.relation}_{number}", who=origin.name)
    if origin.relation == "withdraws":
        return says
    if origin.independent:
        return words.plain(f"origin_independent_{number}", says=says, reason=origin.why)
    return words.plain(
        "origin_open" if origin.open else "origin_not_independent", says=says, reason=origin.why
    )


def _change(config: Config, standing: Standing) -> str:
    claim, say = standing.claim, config.words.plain
    if standing.overridden and claim.assessment is not None:
        return say("change_by_hand", reason=_clause(claim.assessment.reason), badge=standing.derived.short)
    if claim.would_confirm and _only_evidence(config, standing):
        return say("change_confirmed_by", what="; ".join(map(_clause, claim.would_confirm)))
    return say(_what_changes(config, standing))


def _only_evidence(config: Config, standing: Standing) -> bool:
    """Whether nothing but more evidence would change a badge."""
    return _what_changes(config, standing).startswith("change_needed")


def _what_changes(config: Config, standing: Standing) -> str:
    """The name of the sentence on what would change a badge."""
    facts = standing.facts
    against = facts.independent_refutation + facts.independent_dispute
    best = standing.derived.rank is not None and not _better(config, standing.derived)
    asked = (
        (facts.withdrawn_by_claimant, "change_taken_back"),
        (facts.later_claims, "change_replaced"),
        (facts.nature != "fact", "change_no_fact"),
        (facts.doubt, "change_doubt"),
        (facts.independent_support and against, "change_both_ways"),
        (facts.hard_refutation, "change_refuted"),
        (facts.unassessed, "change_unassessed"),
        (best, "change_best"),
    )
    return next((name for holds, name in asked if holds), _needed(facts))


def _clause(text: str) -> str:
    """An editor's sentence as a part of ours: its words, without the full stop."""
    return inline.plain(text).removesuffix(".")


def _needed(facts: Facts) -> str:
    """The same for a claim that nothing contradicts: the evidence that would raise it."""
    if facts.independent_support >= 2:
        return "change_needed_check"
    if facts.components_confirmed:
        return "change_needed_rest"
    return "change_needed_second" if facts.independent_support else "change_needed_first"


def _better(config: Config, status: Status) -> list[Status]:
    """The statuses of a higher rank, nearest first."""
    if status.rank is None:
        return []
    ranked = [(other.rank, other) for other in config.rubric.statuses if other.rank is not None]
    return [other for rank, other in sorted(ranked, key=lambda pair: pair[0]) if rank > status.rank]


def _lacks(config: Config, status: Status, standing: Standing) -> str:
    """What a better status lacks, in one line."""
    lacks = "; ".join(missing(status, standing))
    return lacks or config.words.plain("why_lacks_nothing", badge=standing.derived.short)


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
