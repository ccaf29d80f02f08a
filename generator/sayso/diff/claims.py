"""What a claim says, who says it, and its figure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from sayso.model.changes import Change
from sayso.model.claims import Claim, Figure

from .fields import DETAIL, WORDING, Kinds, changed
from .pairs import Pair, Paired
from .values import Values, told_figure
from .view import View

_FIELDS: Final[Kinds] = {
    "text": "statement-changed",
    "nature": "statement-changed",
    "speech_act": "statement-changed",
    "editors_reading": "statement-changed",
    "claimant": "attribution-changed",
    "doubt": ("doubt-opened", "doubt-settled", DETAIL),
    **dict.fromkeys(("favours", "favours_reason", "confidence", "assessment"), "judgement-changed"),
}
_EVIDENCE: Final = frozenset({"source", "exact", "via", "citations"})
_RANK: Final = frozenset({"rank", "deprecated_reason", "replaced_by"})
#: What makes up the number itself, in the order in which one of them names the change.
_NUMBER: Final = ("value", "min", "max", "as_said", "bound", "unit", "measure", "value_status", "components")
#: Numbers in a statement, in digits and in words; and the few words that turn what a number says.
_NUMBERS: Final = re.compile(
    r"\d[\d.,]*|\b(?:no|none|nobody|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)(?:teen|ty)|twenty|forty|hundreds?|thousands?|[mb]illions?"
    r"|half|third|quarter|all|most|many|few|several|both|couple|pair|scores?|double|twice|not|never"
    r"|killed|dead|died|wounded|injured|missing|captured)\b",
    re.IGNORECASE,
)


def measures(figure: Figure | None) -> frozenset[str]:
    """What a figure counts, its parts too."""
    if figure is None:
        return frozenset()
    return frozenset([figure.measure]).union(*map(measures, figure.components))


def counts(states: Paired, *claims: Claim | None) -> tuple[tuple[str, ...], bool]:
    """(what the claims' figures count, whether that is people who were hurt)."""
    found = frozenset[str]().union(*(measures(claim.figure) for claim in claims if claim))
    hurt = found & (states.before.snapshot.casualties | states.after.snapshot.casualties)
    return tuple(sorted(found)), bool(hurt)


def claim_alone(states: Paired, pair: Pair) -> Iterator[Change]:
    """A claim that only one of the states has. With a figure of people who were hurt it weighs as
    much as a change of that figure."""
    claim = pair.after or pair.before
    if not isinstance(claim, Claim):
        return
    found, grave = counts(states, claim)
    view = states.after if pair.after else states.before
    title = view.title(pair.name)
    kind = "claim-added" if pair.after else "claim-removed"
    before, after = ("", title) if pair.after else (title, "")
    by = view.speakers(claim)
    yield Change(kind, pair.name, title, before, after, by=by, grave=grave, measures=found)


def claim_changes(states: Paired, pair: Pair) -> Iterator[Change]:
    """What differs in a claim's own fields, its evidence apart."""
    before, after = pair.before, pair.after
    if not isinstance(before, Claim) or not isinstance(after, Claim):
        return
    without = _EVIDENCE | {"figure", "rank"}
    if before.kind_of_statement == after.kind_of_statement:
        without |= {"nature"}
    if before.rank != after.rank:
        without |= _RANK
        yield _rank(states, pair, before, after)
    found, grave = counts(states, before, after)
    other_numbers = _numbers(before.text) != _numbers(after.text)
    for change in changed(states, pair, _FIELDS, without):
        numbers = change.field == "text" and change.meaning and other_numbers
        yield replace(change, grave=grave, measures=found) if numbers else change
    by = states.after.speakers(after)
    for change in _figure(states, pair, before.figure, after.figure):
        yield replace(change, grave=grave and change.meaning, measures=found, by=by)


def _rank(states: Paired, pair: Pair, before: Claim, after: Claim) -> Change:
    """A claim that is no longer used, or is again: with the reason, and what takes its place."""
    told = []
    for claim, view in ((before, states.before), (after, states.after)):
        reason = claim.deprecated_reason or ""
        if claim.replaced_by:
            instead = view.title(f"claim:{claim.replaced_by}")
            reason = view.words.plain("diff_replaced", reason=reason, claim=instead)
        told.append(reason)
    kind = "claim-reinstated" if after.open else "claim-deprecated"
    title = states.after.title(pair.name)
    return Change(kind, pair.name, title, told[0], told[1], "rank", formerly=pair.formerly)


def _numbers(text: str) -> list[str]:
    """The numbers of a text; "10,000" and "10000" are one, in any script's digits."""
    found = _NUMBERS.findall(unicodedata.normalize("NFKC", text))
    return [each.strip(".,").replace(",", "").lower() for each in found]


def _figure(states: Paired, pair: Pair, before: Figure | None, after: Figure | None) -> Iterator[Change]:
    if before == after:
        return
    before, after = filled(before), filled(after)
    title, name, formerly = states.after.title(pair.name), pair.name, pair.formerly
    if before is None or after is None:
        kind = "figure-added" if before is None else "figure-removed"
        one, other = _told(before, states.before), _told(after, states.after)
        yield Change(kind, name, title, one, other, "figure", formerly=formerly)
        return
    for kind, field, one, other in _apart(states, pair, before, after):
        yield Change(kind, name, title, one, other, field, formerly=formerly)


def filled(figure: Figure | None) -> Figure | None:
    """A figure whose parts say themselves what they take from the whole."""
    if figure is None or not figure.components:
        return figure
    parts = []
    for part in figure.components:
        taken = {
            name: getattr(figure, name)
            for name in ("unit", "of", "period")
            if not getattr(part, name) and getattr(figure, name)
        }
        parts.append(filled(part.model_copy(update=taken)))
    return figure.model_copy(update={"components": tuple(parts)})


def _told(figure: Figure | None, view: View) -> str:
    return told_figure(figure, view) if figure else ""


def _apart(states: Paired, pair: Pair, before: Figure, after: Figure) -> Iterator[tuple[str, str, str, str]]:
    """(kind, field, before, after): the number as one change, all else field by field."""
    if pair.before is None or pair.after is None:
        return
    old = Values(pair.before.model_copy(update={"figure": before}), states.before)
    new = Values(pair.after.model_copy(update={"figure": after}), states.after)

    def differ(field: str) -> tuple[bool, bool]:
        one, other, path = getattr(before, field), getattr(after, field), ("figure", field)
        if one == other:
            return False, False
        exact = old.exact(one, path) != new.exact(other, path)
        return exact, exact and old.meaning(one, path) != new.meaning(other, path)

    def told(field: str) -> tuple[str, str]:
        path: tuple[Any, ...] = ("figure", field)
        return old.told(getattr(before, field), path), new.told(getattr(after, field), path)

    number = [field for field in _NUMBER if differ(field)[1]]
    if number:
        one, other = _told(before, states.before), _told(after, states.after)
        if one == other:
            # The source's own words are shown; the number behind them differs.
            pairs = [told(field) for field in number]
            one, other = ("; ".join(each[side] for each in pairs) for side in (0, 1))
        yield "figure-revised", f"figure.{number[0]}", one, other
    for field in Figure.model_fields:
        exact, meaning = differ(field)
        if exact and not meaning:
            yield WORDING, f"figure.{field}", *told(field)
        elif meaning and field not in _NUMBER:
            yield "figure-revised", f"figure.{field}", *told(field)
