"""Words that stand in their source, but in the place of others that were verified before.

A quotation that lost its first or its last word still stands in the source. Whoever verifies it
anew must see what was there before; the lock has only its hash and where it began, so the words
are found again in the copy.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sayso.diagnostics import Diagnostic, Severity
from sayso.diff.worded import worded
from sayso.model.captures import Held, Result
from sayso.model.held import Changed, Holdings
from sayso.wording import fold

from .copy import SourceCopy
from .holding import Outcome

#: Verified words longer than this are not looked for again.
_LONGEST: Final = 4_000


def replaced(
    holdings: Holdings, outcomes: Iterable[Outcome], copies: Mapping[str, Sequence[SourceCopy]]
) -> Iterator[Diagnostic]:
    """A warning for each wording that stands in its source where other words were verified."""
    verified = {
        (outcome.wording.record, outcome.wording.path)
        for outcome in outcomes
        if outcome.result is Result.VERIFIED
    }
    for changed in holdings.changed:
        wording = changed.wording
        if (wording.record, wording.path) in verified:
            what = f"{wording.entry.kind} '{wording.entry.id}'"
            message = (
                f"{what}: these words stand in '{wording.source}', but are not those that were verified "
                f"on {changed.date}"
            )
            mark = wording.entry.mark(*wording.path)
            hint = _difference(holdings, changed, copies.get(wording.source, ()))
            yield Diagnostic(
                "SAY601", "words-changed", Severity.WARNING, message, mark, hint, (), wording.record
            )


def _difference(holdings: Holdings, changed: Changed, copies: Sequence[SourceCopy]) -> str:
    """What the words were before, word by word, where a copy still has them."""
    now = {each.key.words for each in holdings.wordings if each.record == changed.wording.record}
    for held in holdings.lock.held if holdings.lock else ():
        same = holdings.name_now(held.record) == changed.wording.record and held.source == changed.source
        if same and held.result is Result.VERIFIED and held.words not in now:
            for copy in copies:
                if before := words_at(copy, held):
                    told = worded(fold(changed.wording.words), before)
                    return f"[-now-] {{+verified before+}}: {told}"
    return "if that is meant, the lock now has these; else put the others back"


def words_at(copy: SourceCopy, held: Held) -> str:
    """The verified words, found by their hash where they began; "" if the copy no longer has them."""
    if held.offset is None:
        return ""
    text, seen = copy.folded[held.offset : held.offset + _LONGEST], hashlib.sha256()
    for number, char in enumerate(text, start=1):
        seen.update(char.encode("utf-8", "surrogatepass"))
        if char != " " and seen.copy().hexdigest() == held.words:
            return text[:number]
    return ""
