"""What numbers count: the dead, the hurt, losses of a kind that is not said.

`WEAKER` is the order. What bears out a measure bears out every weaker one too: whoever were
killed are casualties, but casualties need not have been killed.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from .lexicon import Hit
from .words import Words

_LOSSES: Final = frozenset(["losses_unspecified"])
_CASUALTIES: Final = _LOSSES | {"casualties"}

#: What each kind of words bears out.
WEAKER: Final[Mapping[str, frozenset[str]]] = {
    "killed": _CASUALTIES | {"killed", "killed_and_wounded", "irrecoverable_losses"},
    "wounded": _CASUALTIES | {"wounded", "killed_and_wounded"},
    "killed_and_wounded": _CASUALTIES | {"killed_and_wounded"},
    "missing": _CASUALTIES | {"irrecoverable_losses"},
    "captured": _CASUALTIES | {"captured", "irrecoverable_losses"},
    "irrecoverable": _CASUALTIES | {"irrecoverable_losses"},
    "casualties": _CASUALTIES,
    "losses": _LOSSES,
    "displaced": frozenset(["displaced"]),
    # Armies "destroy" soldiers too: by that word alone nobody can tell which is meant.
    "destroyed": _CASUALTIES
    | {"equipment_destroyed", "killed", "killed_and_wounded", "irrecoverable_losses"},
    "damaged": _CASUALTIES | {"wounded", "killed_and_wounded"},
}
#: The measures that are held against words; the others (an area, a share) are not losses.
MEASURES: Final = frozenset(measure for weaker in WEAKER.values() for measure in weaker)

#: The measure that a word in our own text stands for.
MEASURE_OF: Final[Mapping[str, str]] = {
    "killed": "killed",
    "wounded": "wounded",
    "killed_and_wounded": "killed_and_wounded",
    "irrecoverable": "irrecoverable_losses",
    "casualties": "casualties",
    "losses": "losses_unspecified",
    "captured": "captured",
    "displaced": "displaced",
    "destroyed": "equipment_destroyed",
}


def measures(words: Words) -> Iterator[Hit]:
    """All words of a text for what is counted, in order; "killed and wounded" is one."""
    lexicon = words.lexicon
    if lexicon is None or not words.may_hold(lexicon.measured):
        return
    held: Hit | None = None
    for hit in lexicon.measured.all(words.lower):
        if held is None:
            held = hit
            continue
        if held.meaning == "losses" and words.lower[held.end : hit.start] == " ":
            held = Hit(hit.meaning, held.start, hit.end)  # "потеряли убитыми и ранеными 340"
            continue
        between = words.lower[held.end : hit.start].replace(",", " ").replace("/", " ").split()
        if (
            len(between) < 4
            and hit.start - held.end < 30
            and " ".join(w for w in between if w not in lexicon.degree_words) in lexicon.joining
        ):
            held = Hit(_both(held.meaning, hit.meaning), held.start, hit.end)
        else:
            yield held
            held = hit
    if held is not None:
        yield held


def _both(one: str, other: str) -> str:
    """What two kinds counted together are."""
    if one == other:
        return one
    pair = {one, other}
    if pair <= {"killed", "wounded", "killed_and_wounded"}:
        return "killed_and_wounded"
    if pair <= {"killed", "missing", "captured", "irrecoverable"}:
        return "irrecoverable"
    return "casualties" if not pair & {"losses", "displaced", "destroyed", "damaged"} else "losses"
