"""What came of holding words against their source, as findings with their places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sayso.diagnostics import Diagnostic, Mark, Related, Severity
from sayso.model.captures import Result
from sayso.model.ledger import Ledger
from sayso.model.wordings import Wording

from .copy import SourceCopy
from .holding import Outcome
from .match import Hit

#: The rules that say the same of the lock, by the result.
CODES: Final = {
    Result.MISSING: ("SAY603", "words-missing", Severity.ERROR),
    Result.DRIFTED: ("SAY604", "words-drifted", Severity.WARNING),
    Result.AMBIGUOUS: ("SAY605", "words-ambiguous", Severity.WARNING),
    Result.NOT_CAPTURED: ("SAY606", "never-verified", Severity.INFO),
}
#: So many places of words that stand more than once are told, each with so much round it.
_PLACES: Final = 8
_ROUND: Final = 32
MAY_DIFFER: Final = (
    "write them as they stand there; only white space, the shapes of quotation marks, apostrophes and "
    "dashes, and soft hyphens may differ"
)


def findings(outcomes: Iterable[Outcome], ledger: Ledger) -> list[Diagnostic]:
    """All that is not verified: each wording by itself, what was not captured by source."""
    found: list[Diagnostic] = []
    uncaptured: dict[str, list[Wording]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.result is Result.NOT_CAPTURED:
            uncaptured[outcome.wording.source].append(outcome.wording)
        elif outcome.result is not Result.VERIFIED and outcome.copy is not None:
            found.append(_finding(outcome, outcome.copy))
    found += [_not_captured(ledger, source, each) for source, each in uncaptured.items()]
    return found


def _finding(outcome: Outcome, copy: SourceCopy) -> Diagnostic:
    wording, source = outcome.wording, f"'{outcome.wording.source}'"
    what = f"{wording.entry.kind} '{wording.entry.id}'"
    related = tuple(_related(outcome, copy))
    if outcome.result is Result.AMBIGUOUS:
        times = f"{len(outcome.hits)} times" if len(outcome.hits) > 1 else "more than once"
        message = f"{what}: these words stand {times} in {source}"
        hint = "say which is meant: 'prefix:' with the words just before, or 'suffix:' with those after"
        if wording.parts:
            hint = "let the part take in more words, so that it stands only once"
    elif outcome.result is Result.DRIFTED:
        message = f"{what}: these words stood in {source} on {outcome.stood}, and no longer do"
        hint = "cite the source as it was (its archived copy), or give the words that stand there now"
        hint += f"; {_nearest(outcome)}" if outcome.nearest else ""
    elif outcome.out_of_order:
        message = f"{what}: the parts of this quotation stand in another order in {source}"
        hint = "put the parts into the order in which the source has them"
    elif outcome.unplaced:
        message = f"{what}: these words stand in {source}, but not next to this prefix and suffix"
        hint = "mend 'prefix' and 'suffix', or take them away"
    else:
        message = f"{what}: these words do not stand in {source}"
        hint = _nearest(outcome) or MAY_DIFFER
        if wording.edited and "..." in wording.words.replace("[...]", ""):
            hint = "words left out are marked by '…' or '[...]'; three dots by themselves are three dots"
        elif _looks_edited(wording):
            hint += "; add 'edited: true' if brackets or '…' stand for other words"
    code, name, severity = CODES[outcome.result]
    mark = wording.entry.mark(*wording.path)
    return Diagnostic(code, name, severity, message, mark, hint, related, wording.record)


def _nearest(outcome: Outcome) -> str:
    """The nearest passage, word by word."""
    if outcome.nearest is None:
        return ""
    return f"[-ours-] {{+the source's+}}: {outcome.nearest.diff}"


def _looks_edited(wording: Wording) -> bool:
    """Whether brackets or an ellipsis in a quotation may be the editors' own."""
    return (
        wording.entry.kind == "quote"
        and not wording.edited
        and ("[" in wording.words or "…" in wording.words)
    )


def _related(outcome: Outcome, copy: SourceCopy) -> Iterator[Related]:
    if outcome.result is Result.AMBIGUOUS or outcome.unplaced:
        yield from _places(copy, outcome.hits or outcome.unplaced)
    if outcome.older is not None:
        yield Related(copy_mark(outcome.older), "they stand in this older copy")
    if outcome.nearest is not None:
        near = outcome.nearest
        yield Related(copy.mark(near.start, near.end), "the nearest passage")


def copy_mark(copy: SourceCopy) -> Mark:
    """A copy as a whole."""
    return Mark(copy.path)


def _places(copy: SourceCopy, hits: Sequence[Hit]) -> Iterator[Related]:
    for hit in hits[:_PLACES]:
        before = copy.folded[max(0, hit.start - _ROUND) : hit.start]
        after = copy.folded[hit.end : hit.end + _ROUND]
        words = copy.folded[hit.start : hit.end]
        inner = words if len(words) <= _ROUND * 2 else f"{words[:_ROUND]}…{words[-_ROUND:]}"
        yield Related(copy.mark(hit.start, hit.end), f"here: …{before}[{inner}]{after}…")
    if len(hits) > _PLACES:
        last = hits[_PLACES]
        yield Related(
            copy.mark(last.start, last.end), f"and at {len(hits) - _PLACES} more places from here on"
        )


def _not_captured(ledger: Ledger, source: str, wordings: Sequence[Wording]) -> Diagnostic:
    """One finding for each source: at the source, for that is what is missing."""
    many = len(wordings)
    what = "one wording" if many == 1 else f"{many} wordings"
    was = "was" if many == 1 else "were"
    if ledger.sources[source].seen:
        why, hint = "there is no copy of it", f"save one as .captures/{source}.html (or .txt, .md)"
    else:
        why, hint = "we have not seen it", "quote a source that was seen, or take 'seen: false' away"
    code, name, severity = CODES[Result.NOT_CAPTURED]
    message = f"{what} of '{source}' {was} not held against it: {why}"
    mark = ledger.by_name[f"source:{source}"].mark()
    return Diagnostic(code, name, severity, message, mark, hint, (), f"source:{source}")
