"""What the lock says of a ledger as it is now: which words stand, which differ, which have gone.

Words are compared by record, never by their place in it: sorting the citations anew changes
nothing. Without any capture this is all that a check can know, and it is enough to see that a
verified wording is no longer what was verified.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from sayso.diagnostics import Mark

from .captures import Held, Key, Lock, Result
from .ledger import Ledger
from .story import Correction
from .wordings import Wording, wordings

#: (source, SHA-256 of the words): what a record's wording is, wherever in it that stands.
_Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """How one wording stands.

    `result` is what the lock says of it, None where it says nothing. `by_this_change`: the lock
    calls it verified, but the base branch's lock does not. `date` is the day on which it was
    held against the source; of words that have drifted, the last day on which they stood.
    """

    wording: Wording
    result: Result | None
    date: str = ""
    by_this_change: bool = False
    elsewhere: bool = False

    @property
    def verified(self) -> bool:
        return self.result is Result.VERIFIED and not self.by_this_change


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that differ from what was verified of the same record."""

    wording: Wording
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Verified words that a record no longer has. `mark` is their place in the lock, where that
    has them; `name` is the record's name now."""

    name: str
    held: Held
    date: str
    mark: Mark | None


@dataclass(frozen=True)
class Holdings:
    """A ledger beside its lock. `lock` is None where the site has none; `base` is the lock as
    the base branch has it, where that was given."""

    ledger: Ledger
    lock: Lock | None = None
    base: Lock | None = None

    @cached_property
    def wordings(self) -> Sequence[Wording]:
        return wordings(self.ledger)

    @cached_property
    def kept(self) -> Sequence[Kept]:
        """Every wording of the ledger, in the order written. Nothing where there is no lock."""
        lock = self.lock
        if lock is None:
            return []
        elsewhere = {(key.record, key.source, key.words) for key, held in lock.by_key.items() if _stood(held)}
        return [self._kept(each, lock, elsewhere) for each in self.wordings]

    def _kept(self, wording: Wording, lock: Lock, elsewhere: set[tuple[str, str, str]]) -> Kept:
        keys = self._keys(wording)
        held = next((lock.by_key[key] for key in keys if key in lock.by_key), None)
        if held is None:
            other = any((key.record, key.source, key.words) in elsewhere for key in keys)
            return Kept(wording, None, elsewhere=other)
        date = held.stood or lock.checked.get(wording.source, "")
        known = self.base is None or any(
            _stood(self.base.by_key[key]) for key in keys if key in self.base.by_key
        )
        return Kept(wording, held.result, date, by_this_change=_stood(held) and not known)

    def _keys(self, wording: Wording) -> list[Key]:
        """A wording's key, under its record's name and under the names that it had before."""
        record = wording.entry.record
        names = [wording.record, *(f"{wording.entry.kind}:{old}" for old in getattr(record, "formerly", ()))]
        return [wording.key._replace(record=name) for name in names]

    # What differs, and what has gone

    @cached_property
    def _differences(self) -> tuple[list[Changed], list[Gone]]:
        """For each record: verified words that it no longer has are set against words of it
        that nobody verified. One for one they were changed; what is left has gone."""
        now: dict[str, Counter[_Words]] = defaultdict(Counter)
        fresh: dict[str, list[Wording]] = defaultdict(list)
        swapped: Counter[str] = Counter()
        for wording in self.wordings:
            now[wording.record][wording.source, wording.key.words] += 1
        for kept in self.kept:
            wording = kept.wording
            if kept.by_this_change:
                swapped[wording.record] += 1
            elif kept.result is not Result.VERIFIED and not kept.elsewhere:
                fresh[wording.record].append(wording)
        changed: list[Changed] = []
        gone: list[Gone] = []
        for name, all_lost in self._lost(now).items():
            lost = all_lost[: max(0, len(all_lost) - swapped[name])]
            changed += [Changed(new, old.held.source, old.date) for old, new in zip(lost, fresh[name])]
            if lost and len(fresh[name]) > len(lost):
                first = lost[0]
                changed += [Changed(new, first.held.source, first.date) for new in fresh[name][len(lost) :]]
            if name not in self.corrected and self.ledger.complete:
                gone += lost[len(fresh[name]) :]
        return changed, gone

    def _lost(self, now: Mapping[str, Counter[_Words]]) -> Mapping[str, list[Gone]]:
        """Record -> the verified wordings, of either lock, that it no longer has."""
        lost: dict[str, list[Gone]] = defaultdict(list)
        told: Counter[tuple[str, _Words]] = Counter()
        for lock in filter(None, (self.lock, self.base)):
            there: Counter[tuple[str, _Words]] = Counter()
            for number, held in enumerate(lock.held):
                if not _stood(held):
                    continue
                name, words = self.name_now(held.record), (held.source, held.words)
                if name in self.ledger.by_name and self.ledger.by_name[name].record is None:
                    continue  # it cannot be read: that is told, and what it holds is not known
                there[name, words] += 1
                if there[name, words] <= now[name][words] + told[name, words]:
                    continue
                told[name, words] += 1
                mark = lock.marks.get(number) if lock is self.lock else None
                lost[name].append(Gone(name, held, lock.checked.get(held.source, ""), mark))
        return lost

    def name_now(self, record: str) -> str:
        """What a record is called now, if it is called otherwise than in the lock."""
        kind = record.partition(":")[0]
        if record in self.ledger.by_name:
            return record
        return f"{kind}:{self.ledger.former[record]}" if record in self.ledger.former else record

    def knew(self, correction: Correction) -> bool:
        """Whether a correction is of a record that was here once, as a lock says."""
        return correction.corrects in self._once or any(
            correction.id in lock.corrections for lock in (self.lock, self.base) if lock
        )

    @cached_property
    def _once(self) -> frozenset[str]:
        return frozenset(held.record for lock in (self.lock, self.base) if lock for held in lock.held)

    @cached_property
    def corrections(self) -> frozenset[str]:
        """The ids of all corrections of records that are here, or were."""
        here = self.ledger.by_name
        every = self.ledger.corrections.values()
        return frozenset(each.id for each in every if each.corrects in here or self.knew(each))

    @cached_property
    def corrected(self) -> frozenset[str]:
        """The records with a correction that was not there when words were last verified."""
        last = self.base if self.base is not None else self.lock
        known = last.corrections if last is not None else frozenset[str]()
        return frozenset(each.corrects for each in self.ledger.corrections.values() if each.id not in known)

    @property
    def changed(self) -> Sequence[Changed]:
        """Words that differ from what was verified."""
        return self._differences[0]

    @property
    def gone(self) -> Sequence[Gone]:
        """Verified words that have gone without a correction."""
        return self._differences[1]

    @cached_property
    def dropped(self) -> Sequence[Kept]:
        """Words that are here, that the base branch's lock calls verified, and of which this lock
        says nothing any more. No run of `sayso verify` leaves them out."""
        known = self.base.by_key if self.base is not None else {}
        here = self.lock.by_key if self.lock is not None else {}
        found: list[Kept] = []
        for wording in self.wordings:
            keys = self._keys(wording)
            before = any(_stood(known[key]) for key in keys if key in known)
            if before and not any(_held(here[key].result) for key in keys if key in here):
                date = self.base.checked.get(wording.source, "") if self.base is not None else ""
                found.append(Kept(wording, None, date))
        return found

    def unchanged(self, *results: Result | None) -> Iterator[Kept]:
        """The wordings of which the lock says one of these, but for those that were changed, or
        that it says nothing of any more: that is told by itself."""
        told = {id(each.wording) for each in self.changed} | {id(each.wording) for each in self.dropped}
        for kept in self.kept:
            if kept.result in results and id(kept.wording) not in told:
                yield kept

    # For readers

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, str, str], list[Kept]]:
        found: dict[tuple[str, str, str], list[Kept]] = defaultdict(list)
        for kept in self.kept:
            found[kept.wording.record, kept.wording.source, kept.wording.words].append(kept)
        return found

    def of(self, record: str, source: str, words: str) -> Kept | None:
        """How these words of a record stand. Where they are in it twice, the doubtful one."""
        found = self._by_words.get((record, source, words), [])
        return min(found, key=lambda kept: kept.verified, default=None)

    @property
    def counts(self) -> Mapping[Literal["all", "verified", "never"], int]:
        """How many wordings there are, are verified, and were never held against their source."""
        never = len(self.wordings) - sum(1 for kept in self.kept if _held(kept.result))
        return {
            "all": len(self.wordings),
            "verified": sum(1 for kept in self.kept if kept.verified),
            "never": never,
        }


def named_now(lock: Lock | None, ledger: Ledger) -> Lock | None:
    """A lock with its sources called what they are called now. Where a source has another name its
    words are the same."""
    if lock is None:
        return None
    now = {
        old: ledger.former[f"source:{old}"]
        for old in {each.source for each in lock.held} | {each.source for each in lock.copies}
        if old not in ledger.sources and f"source:{old}" in ledger.former
    }
    if not now:
        return lock
    copies = [each.model_copy(update={"source": now.get(each.source, each.source)}) for each in lock.copies]
    entries = [each.model_copy(update={"source": now.get(each.source, each.source)}) for each in lock.held]
    return replace(lock, copies=tuple(copies), held=tuple(entries))


def _held(result: Result | None) -> bool:
    return result is not None and result is not Result.NOT_CAPTURED


def _stood(held: Held) -> bool:
    return held.result is Result.VERIFIED


def unexplained(lost: Iterable[Held], fields: Iterable[str]) -> list[Held]:
    """Which of a record's lost wordings no new one took the place of: first those of the same
    field are taken to be replaced, then any."""
    left, new = list(lost), Counter(fields)
    for held in list(left):
        if new[held.field] > 0:
            new[held.field] -= 1
            left.remove(held)
    return left[new.total() :]
