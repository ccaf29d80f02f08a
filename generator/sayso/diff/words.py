"""One change in words, for editors: with the name of its record, or without where that stands above.

Plain text: whoever shows it escapes it. A text may hold whatever somebody wrote.
"""

from typing import Final

from sayso.model.changes import Change

from .worded import worded

#: Changes of a text that is best told word by word.
_WORD_BY_WORD: Final = frozenset({"statement-changed", "quote-altered"})
#: Of the rewording of a text only what differs is told, where it has more words than this.
_SHORT: Final = 6
#: Fields in words, where the field's own name is no word for people.
_FIELDS: Final = {
    "formerly": "its former names",
    "from_": "what it said before",
    "to": "what it says now",
    "said": "when it was said",
    "about": "the question it belongs to",
    "of": "who is counted",
    "figure.of": "who is counted",
    "figure.period": "the time that is counted",
    "figure.place": "where",
    "figure.gloss": "what a word of the figure means",
    "citations.via": "through whose hands it came",
    "citations.exact": "the words",
    "citations.access": "how the source knows it",
    "citations.basis": "what evidence there is",
    "citations.relation": "what the source says of it",
    "citations.source_check": "what the source says of checking it",
    "citations.locator": "where it stands in the source",
    "citations.prefix": "the words before",
    "citations.suffix": "the words after",
    "based_on": "what it rests on",
    "access": "how it knows what it says",
    "seen": "whether we have seen it",
    "stated_by": "who states it",
    "said_in": "where it was said",
    "names": "names in other languages",
    "place.names": "names in other languages",
    "unnamed": "whether it is named",
    "short_name": "the short name",
    "review.approvals": "who must approve what",
    "casualties": "which measures count people who were hurt",
    "evidence": "where our sources have it from",
    "review_by": "when we look at it again",
    "time_as_stated": "the time of day",
    "would_confirm": "what would confirm it",
    "would_refute": "what would show that it is wrong",
    "url": "the address",
    "rules": "under the same version",
    "nature": "what kind of statement it is",
    "speech_act": "how it was said",
    "favours": "whom it helps",
    "favours_reason": "whom it helps, and why",
}
#: Fields that say no more than the kind of the change.
_PLAIN: Final = frozenset(
    {
        *("text", "status", "badge", "short", "withdrawn", "disputed", "rank", "id", "figure"),
        *("citations", "archives", "side", "interest", "date", "version", "title", "name", "parts"),
        *("doubt", "lead", "claimant", "publisher", "speaker", "figure.value", "figure.min"),
        *("figure.max", "figure.as_said", "figure.bound", "figure.unit", "figure.measure"),
        *("figure.components", "figure.value_status"),
    }
)


def for_editors(change: Change) -> str:
    """A change as a line for those who know the records' names: "claim losses-340: better
    confirmed than before: “claimed” → “one source”; because Reuters now says the same"."""
    return f"{_named(change)}: {clause(change)}"


def clause(change: Change) -> str:
    """What happened, without saying to what: "another figure: “340” → “430”, given by the Ministry"."""
    told = what(change)
    if not change.meaning and change.before.split() == change.after.split():
        told += ": white space"
    elif change.before and change.after and change.before != change.after:
        if change.kind in _WORD_BY_WORD and len(change.before.split()) > _SHORT:
            told += f": {worded(change.before, change.after)}"
        else:
            told += f": “{change.before}” → “{change.after}”"
    elif change.before or change.after:
        told += f": “{change.after or change.before}”"
    if change.by and change.kind.startswith("figure"):
        told += f", given by {change.by}"
    if change.because:
        told += f"; because {_listed(change.because)}"
    return told


def what(change: Change) -> str:
    """The kind in words, with the field where the kind does not say it. A small letter begins it."""
    told = change.label[:1].lower() + change.label[1:]
    field = change.field
    if change.kind == "rubric-changed" and field.startswith("statuses."):
        return f"{told} (badge {field.removeprefix('statuses.')})"
    if not field or field in _PLAIN:
        return told
    return f"{told} ({_FIELDS.get(field) or _spelt(field)})"


def _spelt(field: str) -> str:
    return field.replace(".", ", ").replace("_", " ").strip()


def _named(change: Change) -> str:
    """The record by kind and name, with its old name where it was renamed."""
    named = change.record.replace(":", " ", 1)
    old = change.formerly.partition(":")[2]
    return f"{named} (formerly {old})" if old else named


def _listed(clauses: tuple[str, ...]) -> str:
    return "; and ".join(clauses)
