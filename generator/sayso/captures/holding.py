"""Hold every wording of a ledger against the copies of its source, and renew the lock."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from sayso.model.captures import Copy, Held, Lock, Result
from sayso.model.held import Holdings, unexplained
from sayso.model.wordings import Wording
from sayso.wording import fold

from .copy import SourceCopy
from .match import Hit, in_order, standing
from .nearest import Index, Nearest

#: So many wordings of one run are shown with the nearest passage; finding it takes time.
MOST_DIFFS: Final = 200
_Copies = Mapping[str, Sequence[SourceCopy]]


@dataclass(frozen=True)
class Outcome:
    """What came of one wording.

    `copy` is the newest copy of its source; `hits` are the passages in it. `older` is the newest
    of the older copies in which the words still stood, `stood` the last day on which they are
    known to have stood, `nearest` the nearest passage of the newest copy. `out_of_order`: the
    words stand, but not where the order of the quotation's parts would have them; `unplaced`:
    they stand, but not next to `prefix` and `suffix`.
    """

    wording: Wording
    result: Result
    copy: SourceCopy | None = None
    hits: tuple[Hit, ...] = ()
    older: SourceCopy | None = None
    stood: str = ""
    nearest: Nearest | None = None
    out_of_order: bool = False
    unplaced: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What came of a run: each wording of the sources held, and the lock as it should be."""

    outcomes: Sequence[Outcome]
    lock: Lock

    @property
    def counts(self) -> Mapping[Result, int]:
        found = Counter(outcome.result for outcome in self.outcomes)
        return {result: found[result] for result in Result if found[result]}


def verify(
    holdings: Holdings, copies: _Copies, day: str, sources: AbstractSet[str] | None = None
) -> Verification:
    """Hold the wordings of these sources (None: of all) against their copies.

    `day` is today, for the lock. Words of a source without a copy are not captured; what the
    lock says of them stays.
    """
    lock = holdings.lock or Lock()
    usable = {name: each for name, each in copies.items() if holdings.ledger.sources[name].seen}
    held = [each for each in holdings.wordings if sources is None or each.source in sources]
    run = _Run(holdings, usable, lock)
    outcomes = [run.outcome(wording, places) for wording, places in run.placed(held)]
    return Verification(outcomes, _renewed(holdings, lock, outcomes, usable, day, sources))


class _Run:
    """One run. What is worked out of a copy is kept until its end."""

    def __init__(self, holdings: Holdings, copies: _Copies, lock: Lock) -> None:
        self.holdings, self.copies, self.lock = holdings, copies, lock
        self._indexes: dict[int, Index] = {}
        self._diffs = MOST_DIFFS

    def placed(self, held: Sequence[Wording]) -> Iterable[tuple[Wording, list[Hit]]]:
        """Each wording with its places in the newest copy. Parts of one quotation are given
        those that leave all of them in order, if there are such."""
        for wording in held:
            copies = self.copies.get(wording.source, ())
            yield wording, list(_places(wording, copies[0])) if copies else []

    def outcome(self, wording: Wording, hits: list[Hit]) -> Outcome:
        copies = self.copies.get(wording.source, ())
        if not copies:
            return Outcome(wording, Result.NOT_CAPTURED)
        newest, words = copies[0], fold(wording.words)
        there, out_of_order = hits, False
        if hits and len(wording.parts) > 1:
            there = _ordered(wording, newest)
            out_of_order = not there
        if len(there) == 1:
            return Outcome(wording, Result.VERIFIED, newest, tuple(there))
        if there:
            return Outcome(wording, Result.AMBIGUOUS, newest, tuple(there))
        unplaced = hits or standing(newest, words, "", "", edited=wording.edited)
        older = next((copy for copy in copies[1:] if _stands(wording, copy)), None)
        stood = self._stood(wording, older)
        result = Result.DRIFTED if stood else Result.MISSING
        nearest = None if unplaced else self._nearest(newest, words)
        return Outcome(wording, result, newest, (), older, stood, nearest, out_of_order, tuple(unplaced))

    def _stood(self, wording: Wording, older: SourceCopy | None) -> str:
        """The last day on which these words are known to have stood in their source."""
        held = self.lock.by_key.get(wording.key)
        days = [older.version[:10]] if older is not None else []
        if held is not None and held.result is Result.VERIFIED:
            days.append(self.lock.checked.get(wording.source, ""))
        elif held is not None and held.result is Result.DRIFTED and held.stood:
            days.append(held.stood)
        return max(days, default="")

    def _nearest(self, copy: SourceCopy, words: str) -> Nearest | None:
        if self._diffs <= 0:
            return None
        self._diffs -= 1
        if id(copy) not in self._indexes:
            self._indexes[id(copy)] = Index(copy)
        return self._indexes[id(copy)].nearest(words)


def _places(wording: Wording, copy: SourceCopy) -> Sequence[Hit]:
    before, after = fold(wording.before), fold(wording.after)
    return standing(copy, fold(wording.words), before, after, edited=wording.edited)


def _stands(wording: Wording, copy: SourceCopy) -> bool:
    """Whether words stand in a copy, one of several parts in the order of all."""
    return bool(_ordered(wording, copy) if len(wording.parts) > 1 else _places(wording, copy))


def _ordered(wording: Wording, copy: SourceCopy) -> list[Hit]:
    """The places of one part of a quotation that leave room for all parts in order."""
    places = []
    last = len(wording.parts) - 1
    entry = wording.entry.record
    before, after = getattr(entry, "prefix", None) or "", getattr(entry, "suffix", None) or ""
    for number, part in enumerate(wording.parts):
        first, final = before if number == 0 else "", after if number == last else ""
        places.append(standing(copy, fold(part), fold(first), fold(final), edited=wording.edited))
    return in_order(places)[wording.part]


# The lock


def _renewed(
    holdings: Holdings,
    lock: Lock,
    outcomes: Sequence[Outcome],
    copies: _Copies,
    day: str,
    sources: AbstractSet[str] | None,
) -> Lock:
    """The lock after a run: what was held is written anew, all else stays. Verified words that
    have gone without a correction, or without verified words in their place, stay as well:
    running the command again does not make that good."""
    done = {name for name in copies if sources is None or name in sources}
    current = [each for each in outcomes if each.wording.source in done]
    held = [_entry(outcome) for outcome in current]
    known = Counter(each.wording.key[:3] for each in current)
    lost: dict[str, list[Held]] = defaultdict(list)
    there = Counter(wording.key for wording in holdings.wordings)
    still = Counter((wording.record, wording.source, wording.key.words) for wording in holdings.wordings)
    # Verified ones first: of equal words it is those that must not seem lost.
    for entry in sorted(lock.held, key=lambda each: each.result is not Result.VERIFIED):
        name = holdings.name_now(entry.record)
        words = (name, entry.source, entry.words)
        if known[words] > 0 and entry.source in done:
            known[words] -= 1
        elif entry.source not in done and still[words] > 0:
            still[words] -= 1
            held.append(entry.model_copy(update={"record": name}))
        elif entry.result is Result.VERIFIED and name not in holdings.corrected:
            lost[name].append(entry)
    before = {(holdings.name_now(entry.record), entry.source, entry.words) for entry in lock.held}
    fresh: dict[str, list[str]] = defaultdict(list)
    for outcome in current:
        key = outcome.wording.key
        if outcome.result is Result.VERIFIED and key[:3] not in before:
            fresh[key.record].append(outcome.wording.field)
    for name, entries in lost.items():
        held += unexplained(entries, fresh[name])
    told = {entry.key for entry in held}
    for outcome in outcomes:
        key = outcome.wording.key
        if outcome.result is Result.NOT_CAPTURED and key not in told and there[key]:
            held.append(_entry(outcome))
    used = [
        Copy(source=copy.source, version=copy.version, sha256=copy.sha256, checked=day)
        for name in sorted(done)
        if any(outcome.wording.source == name for outcome in current)
        for copy in copies[name]
    ]
    kept = [copy for copy in lock.copies if copy.source not in done]
    return Lock((*kept, *used), tuple(held), holdings.corrections)


def _entry(outcome: Outcome) -> Held:
    key = outcome.wording.key
    return Held(
        record=key.record,
        field=outcome.wording.field,
        source=key.source,
        words=key.words,
        selector=key.selector,
        result=outcome.result,
        offset=outcome.hits[0].start if outcome.result is Result.VERIFIED else None,
        stood=outcome.stood or None if outcome.result is Result.DRIFTED else None,
    )


def same_but_for_days(one: Lock, other: Lock) -> bool:
    """Whether two locks say the same, whatever the days on which it was found."""

    def told(lock: Lock) -> tuple[object, ...]:
        copies = sorted((copy.source, copy.version, copy.sha256) for copy in lock.copies)
        held = sorted(str(each.model_dump(mode="json")) for each in lock.held)
        return copies, held, sorted(lock.corrections)

    return told(one) == told(other)
