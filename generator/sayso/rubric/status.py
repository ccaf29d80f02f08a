"""Facts to a status: the first of the rubric whose condition holds, with the trace of why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sayso.model.ledger import Ledger
from sayso.model.settings import Config, Status
from sayso.model.speakers import THIS_SOURCE, Speaker, disputing, listed
from sayso.model.standing import Facts, Standing, Step
from sayso.templating import Expression, compile_expression

from .facts import Graded, compute

NATURES: Mapping[str, str] = {
    "fact": "a statement of fact",
    "opinion": "an opinion",
    "assessment": "an assessment",
    "forecast": "a forecast",
    "promise": "a promise",
    "refusal": "would not say",
}
#: What a badge says of who where it says no more: a source's own account needs no verb.
_PLAIN = ("{claimant}", "{claimant} {says} so")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


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
        values = {name: getattr(facts, name) for name in self.names}
        key = tuple(values.values())
        if key not in self._known:
            self._known[key] = self._grade(values)
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
    values = _values(ledger, config, speaker, graded.facts)
    if shown is not derived and claim.assessment is not None:
        who = speaker.says_so
        found = f"{shown.short}, in the judgement of the editors ({claim.assessment.by})"
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
        disputed=f"; {disputed}" if disputed else "",
    )


def _values(ledger: Ledger, config: Config, speaker: Speaker, facts: Facts) -> dict[str, str]:
    """What stands in a badge for the names in braces."""
    sides = [ledger.sides[side].name for side in facts.claimant_sides if side in ledger.sides]
    parts = [config.vocabulary.label("measures", part) for part in facts.parts_confirmed]
    support = facts.independent_support
    return {
        "claimant": THIS_SOURCE if speaker.own_account else speaker.subject,
        "says": speaker.says,
        "both": "both" if len(speaker.parties) < 3 else "all",
        "n": _NUMBERS[support] if support < len(_NUMBERS) else str(support),
        "sources_say": "source says" if support == 1 else "sources say",
        "parts": listed(list(dict.fromkeys(parts))),
        "side": listed(sides),
        "later": _later(ledger, facts),
        "nature": NATURES[facts.nature],
    }


def _words(status: Status, speaker: Speaker, values: Mapping[str, str]) -> tuple[str, str]:
    """The two parts of the badge: who, and what we found."""
    who, _, found = status.badge.partition(" · ")
    if speaker.own_account and who in _PLAIN:
        return speaker.name, _filled(found, values)
    return _filled(who, values).rstrip(","), _filled(found, values)


def _later(ledger: Ledger, facts: Facts) -> str:
    """When the latest of the revisions was made, in brackets; empty where no date is known."""
    said = [ledger.claims[claim].said for claim in facts.later_claims]
    dated = [when.date for when in said if when is not None]
    return f" ({max(dated, key=lambda date: date.latest).display()})" if dated else ""


def _filled(words: str, values: Mapping[str, str]) -> str:
    """The words with the values in the place of their names. One pass over the words: a
    party's name with braces in it stays as it is."""
    told = [piece.partition("}") for piece in words.split("{")[1:]]
    return words.split("{")[0] + "".join(values.get(name, "") + rest for name, _, rest in told)
