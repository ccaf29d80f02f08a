"""Facts to a status: the first of the rubric whose condition holds, with the trace of why."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

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
    return listed(list(dict.fromkeys(label("measures", part) for part in values.facts.parts_confirmed)))


def _number(values: _Values) -> str:
    support = values.facts.independent_support
    return _NUMBERS[support] if support < len(_NUMBERS) else str(support)


def _sides(values: _Values) -> str:
    sides = values.ledger.sides
    return listed([sides[side].name for side in values.facts.claimant_sides if side in sides])


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
    return f" ({max(dated, key=lambda date: date.latest).display()})" if dated else ""


_VALUES: Mapping[str, Callable[[_Values], str]] = {
    "claimant": lambda it: THIS_SOURCE if it.speaker.own_account else it.speaker.subject,
    "says": lambda it: it.speaker.says,
    "both": lambda it: "both" if len(it.speaker.parties) < 3 else "all",
    "n": _number,
    "sources_say": lambda it: "source says" if it.facts.independent_support == 1 else "sources say",
    "parts": _parts,
    "side": _sides,
    "later": _later,
    "nature": lambda it: NATURES[it.facts.nature],
}


def _filled(words: str, values: _Values) -> str:
    """The words with the values in the place of their names. One pass over the words: a
    party's name with braces in it stays as it is."""
    if "{" not in words:
        return words
    told = [piece.partition("}") for piece in words.split("{")[1:]]
    return words.split("{")[0] + "".join(values.named(name) + rest for name, _, rest in told)
