"""Facts to a status: the first of the rubric whose condition holds, with the trace of why."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sayso.dated import display
from sayso.model.ledger import Ledger
from sayso.model.settings import Config, Status
from sayso.model.speakers import Speaker, disputing, listed
from sayso.model.standing import Facts, Standing, Step
from sayso.templating import Expression, compile_expression

from .facts import Graded, compute

#: What a badge says of who where it says no more: a source's own account needs no verb.
_PLAIN = ("{claimant}", "{claimant} {says} so")
#: Numbers up to this one are told in words.
_TEN = 10


class Grader:
    """A rubric, ready to be applied. Raises `templating.BadTemplate` for an expression
    that cannot be read; `config` has judged them before."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.conditions: list[tuple[Status, Expression]] = [
            (status, compile_expression(status.when)) for status in config.rubric.statuses
        ]
        self.names = sorted(set().union(*(condition.names for _, condition in self.conditions)))
        self._known: dict[tuple[Any, ...], tuple[Status, tuple[Step, ...]]] = {}

    def grade(self, facts: Facts) -> tuple[Status, tuple[Step, ...]]:
        """The status that the facts give, and each condition tried on the way."""
        key = tuple(map(facts.__getattribute__, self.names))
        if key not in self._known:
            self._known[key] = self._grade(dict(zip(self.names, key)))
        return self._known[key]

    def _grade(self, values: Mapping[str, Any]) -> tuple[Status, tuple[Step, ...]]:
        steps = []
        for status, condition in self.conditions:
            held = condition.holds(values)
            steps.append(Step(status.code, status.when, held))
            if held:
                return status, tuple(steps)
        raise AssertionError("the last status of a rubric takes every claim")  # config.py sees to it


def standings(ledger: Ledger, config: Config, today: datetime) -> dict[str, Standing]:
    """How each claim stands, by its id."""
    grader = Grader(config)
    return {
        claim_id: _standing(ledger, config, grader, claim_id, graded)
        for claim_id, graded in compute(ledger, today).items()
    }


def _standing(ledger: Ledger, config: Config, grader: Grader, claim_id: str, graded: Graded) -> Standing:
    claim = ledger.claims[claim_id]
    derived, steps = grader.grade(graded.facts)
    speaker = graded.speaker
    shown = derived
    if claim.assessment is not None:
        shown = config.rubric.by_code.get(claim.assessment.status, derived)
    values = _Values(ledger, config, speaker, graded.facts)
    if shown is not derived and claim.assessment is not None:
        who = speaker.says_so
        found = config.words.plain("badge_by_editors", badge=shown.short, who=claim.assessment.by)
    else:
        who, found = _words(derived, speaker, values)
    disputed = disputing(ledger, graded.facts.disputed_by)
    return Standing(
        claim=claim,
        speaker=speaker,
        status=shown,
        derived=derived,
        facts=graded.facts,
        origins=graded.origins,
        steps=steps,
        who=who,
        found=found,
        short=_filled(shown.pill or shown.short, values),
        disputed=config.words.plain("badge_also", what=disputed) if disputed else "",
        spoilt=graded.spoilt,
    )


class _Values(NamedTuple):
    """What stands in a badge for the names in braces: worked out for those that are asked for."""

    ledger: Ledger
    config: Config
    speaker: Speaker
    facts: Facts

    def named(self, name: str) -> str:
        known = _VALUES.get(name)
        return known(self) if known else ""


def _parts(values: _Values) -> str:
    label = values.config.vocabulary.label
    parts = dict.fromkeys(label("measures", part) for part in values.facts.parts_confirmed)
    return listed(parts, values.config.words)


def _number(values: _Values) -> str:
    support = values.facts.independent_support
    return values.config.words.plain(f"number_{support}") if support <= _TEN else str(support)


def _sides(values: _Values) -> str:
    sides = values.ledger.sides
    names = (sides[side].name for side in values.facts.claimant_sides if side in sides)
    return listed(names, values.config.words)


def _words(status: Status, speaker: Speaker, values: _Values) -> tuple[str, str]:
    """The two parts of the badge: who, and what we found."""
    who, _, found = status.badge.partition(" · ")
    if speaker.own_account and who in _PLAIN:
        return speaker.name, _filled(found, values)
    return _filled(who, values).rstrip(","), _filled(found, values)


def _later(values: _Values) -> str:
    """When the latest of the revisions was made, in brackets; empty where no date is known."""
    said = [values.ledger.claims[claim].said for claim in values.facts.later_claims]
    dated = [when.date for when in said if when is not None]
    if not dated:
        return ""
    words = values.config.words
    return words.plain("badge_later", date=display(words, max(dated, key=lambda date: date.latest)))


_VALUES: Mapping[str, Callable[[_Values], str]] = {
    "claimant": lambda it: it.speaker.this_source,
    "says": lambda it: it.speaker.says,
    "both": lambda it: it.config.words.plain("badge_both" if len(it.speaker.parties) < 3 else "badge_all"),
    "n": _number,
    "sources_say": lambda it: it.config.words.plain("badge_sources_say", it.facts.independent_support),
    "parts": _parts,
    "side": _sides,
    "later": _later,
    "nature": lambda it: it.config.words.plain(f"nature_{it.facts.nature}"),
}


def _filled(words: str, values: _Values) -> str:
    """The words with the values in the place of their names. One pass over the words: a
    party's name with braces in it stays as it is."""
    if "{" not in words:
        return words
    told = [piece.partition("}") for piece in words.split("{")[1:]]
    return words.split("{")[0] + "".join(values.named(name) + rest for name, _, rest in told)
