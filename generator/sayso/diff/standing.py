"""How claims stood: badges that moved, with what moved them, disputes, withdrawals.

What a badge says is compared apart from what the claim's own record says: so a badge that
moved is told whatever else was rewritten with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.model.changes import Change
from sayso.model.claims import Claim
from sayso.model.settings import way
from sayso.model.snapshot import Rules, Stood
from sayso.phrases import Phrases

from .because import Case, because, facts_apart, names_of, sources_apart
from .evidence import Moved
from .fields import DETAIL, WORDING
from .pairs import Pair, Paired
from .parties import Standpoints
from .texts import Texts
from .values import loose

_MOVED: Final = {"raised": "status-raised", "lowered": "status-lowered", "other": "status-turned"}


def stood_apart(states: Paired, pair: Pair) -> bool:
    """Whether a claim stood otherwise in the one state than in the other."""
    old, new = pair.old.partition(":")[2], pair.new.partition(":")[2]
    return states.before.snapshot.standings.get(old) != states.after.snapshot.standings.get(new)


def standing_changes(
    states: Paired, pair: Pair, citations: Moved, told: Sequence[Change], standpoints: Standpoints
) -> Iterator[Change]:
    """What differs in how a claim stood. `told` is what was found of it so far."""
    before, after = pair.before, pair.after
    if not isinstance(before, Claim) or not isinstance(after, Claim):
        return
    one = states.before.snapshot.standings.get(before.id)
    other = states.after.snapshot.standings.get(after.id)
    if one == other:
        return
    empty = Change("status-turned", pair.name, states.after.title(pair.name), formerly=pair.formerly)
    if one is None or other is None:
        if one is not other:
            words = [each.badge if each else "" for each in (one, other)]
            why = (states.after.words.plain("diff_one_state"),)
            yield replace(empty, before=words[0], after=words[1], field="status", because=why)
        return
    case = Case(states, pair, citations, one, other, standpoints)
    texts = Texts(case)
    found = [*_moved(case, empty), *_facts(case, empty)]
    found += _badge(case, texts, empty, found, told)
    found += _rest(case, texts, empty, [*told, *found])
    yield from found


def _moved(case: Case, empty: Change) -> Iterator[Change]:
    """The status, and where the editors hold it in place what the rules alone would say."""
    one, other = case.one, case.other
    if one.status != other.status:
        kind = _way(case.states.before.snapshot.rubric, case.states.after.snapshot.rubric, one, other)
        before, after = _words(case, one.status, other.status, one.short, other.short)
        yield replace(empty, kind=kind, before=before, after=after, field="status", because=because(case))
    elif one.derived != other.derived:
        before, after = _words(case, one.derived, other.derived)
        why = because(case)
        yield replace(empty, kind="badge-changed", before=before, after=after, field="derived", because=why)


def _words(case: Case, one: str, other: str, *shown: str) -> tuple[str, str]:
    """Two statuses in a reader's words: as the small badges have them, unless these are alike."""
    if shown and shown[0] != shown[1]:
        return shown[0], shown[1]
    known = (case.states.before.snapshot.rubric.by_code, case.states.after.snapshot.rubric.by_code)
    before, after = (
        rules[code].short if code in rules else code for rules, code in zip(known, (one, other), strict=True)
    )
    return (before, after) if before != after else (one, other)


def _way(old: Rules, new: Rules, one: Stood, other: Stood) -> str:
    """Up or down by the ranks of a rubric that knows both, the one of the greater version first:
    ranks of two rubrics measure nothing together, and both ways round it must be the same one."""
    for rules in sorted((old, new), key=lambda each: (_version(each.version), each.rules), reverse=True):
        before, after = rules.by_code.get(one.status), rules.by_code.get(other.status)
        if before is not None and after is not None:
            return _MOVED[way(before.rank, after.rank)]
    return "status-turned"


def _version(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isdecimal() and len(part) < 10 else (-1, part) for part in text.split(".")
    )


def _facts(case: Case, empty: Change) -> Iterator[Change]:
    """A withdrawal, and who disputes it."""
    before, after = case.fact("withdrawn_by_claimant")
    if None not in (before, after) and bool(before) != bool(after):
        kind = "claim-withdrawn" if after else "withdrawal-undone"
        words = ("", case.other.badge) if after else (case.one.badge, "")
        yield replace(empty, kind=kind, before=words[0], after=words[1], field="withdrawn")
    old, new = (
        {view.key(f"party:{party}"): view.party(party) for party in names_of(stood, "disputed_by")}
        for view, stood in ((case.states.before, case.one), (case.states.after, case.other))
    )
    if came := [name for key, name in new.items() if key not in old]:
        yield replace(empty, kind="dispute-begun", after=", ".join(sorted(came)), field="disputed")
    if went := [name for key, name in old.items() if key not in new]:
        yield replace(empty, kind="dispute-ended", before=", ".join(sorted(went)), field="disputed")


def _badge(
    case: Case, texts: Texts, empty: Change, found: Iterable[Change], told: Iterable[Change]
) -> Iterator[Change]:
    """A badge that says something else under the same status. With the same facts its words alone
    were changed, which nobody should overlook."""
    kinds = {change.kind for change in (*found, *told)}
    judged = "badge-changed" in kinds or any(change.field.startswith("assessment") for change in told)
    if case.one.status != case.other.status or judged:
        return
    field = "badge" if not _badge_alike(texts, kinds, told) else "short" if not texts.alike("short") else ""
    if field:
        same = not (list(facts_apart(case)) or list(sources_apart(case)))
        why = (case.words.plain("diff_badge_words"),) if same else because(case)
        change = replace(empty, kind="badge-changed", field=field, grave=same, because=why)
        yield replace(change, before=getattr(case.one, field), after=getattr(case.other, field))


def _badge_alike(texts: Texts, kinds: set[str], told: Iterable[Change]) -> bool:
    """Whether two badges say the same, that apart which was told already: who says it, who disputes it."""
    if texts.alike("badge"):
        return True
    one, other = texts.of("badge")
    if kinds & {"dispute-begun", "dispute-ended"}:
        disputed = _disputed(texts.case.words)
        one, other = disputed.sub("", one), disputed.sub("", other)
    if _who_differs(told):
        one, other = one.partition(" · ")[2], other.partition(" · ")[2]
    return one == other


def _disputed(words: Phrases) -> re.Pattern[str]:
    """What a badge adds where somebody disputes it."""
    keys = ("speaker_disputes_one", "speaker_disputes_many")
    added = (words.plain("badge_also", what=words.plain(key, who="\0")) for key in keys)
    return re.compile("|".join(re.escape(loose(each)).replace("\0", "[^;·]*") for each in added))


def _rest(case: Case, texts: Texts, empty: Change, told: Sequence[Change]) -> Iterator[Change]:
    """What a reader sees beside the badge and what nothing told so far explains."""
    one, other = case.one, case.other
    if not texts.alike("lead") and not _who_differs(told):
        yield replace(empty, kind="attribution-changed", before=one.lead, after=other.lead, field="lead")
    fields = ["badge", "short", "lead", "evidence", "figure"]
    if not any(change.meaning for change in told):
        why = tuple(facts_apart(case))
        if why or not texts.alike("evidence"):
            words = (one.evidence, other.evidence) if one.evidence != other.evidence else ("", "")
            change = replace(empty, kind=DETAIL, field="evidence", because=why)
            yield replace(change, before=words[0], after=words[1])
            fields.remove("evidence")
        if not texts.alike("figure") and not _written_otherwise(case):
            yield replace(empty, kind=DETAIL, before=one.figure, after=other.figure, field="figure")
            fields.remove("figure")
    for field in fields if not told else ():
        if not texts.same(field):
            yield replace(
                empty, kind=WORDING, before=getattr(one, field), after=getattr(other, field), field=field
            )


def _written_otherwise(case: Case) -> bool:
    """Whether the figure is the same number, written otherwise: 340 and 340.0."""
    claims = case.claims()
    if claims is None:
        return False
    one, other = claims[0].figure, claims[1].figure
    return one == other and repr(one) != repr(other)


def _who_differs(told: Iterable[Change]) -> bool:
    """Whether it was told that somebody else says it, or through other hands."""
    return any(
        change.kind == "attribution-changed" or change.field in ("citations", "citations.via")
        for change in told
    )
