"""When two values of a field are the same, and what a reader is told of one.

Three answers: the same; the same in meaning, where only typography, white space or the order of
a list differs; another. Quoted words are held to the declared normalisation (`sayso.wording`);
in the editors' own words an ellipsis may also be three dots, and quotation marks single or double.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from sayso import figures
from sayso.model.claims import SOURCE_VOICE, Assessment, ClaimRelation, Doubt, Figure
from sayso.model.fields import Marker, Record, Ref, Verbatim, When, Word
from sayso.model.parties import UNNAMED
from sayso.model.spoken import figure_words
from sayso.model.walk import Path, leaves
from sayso.wording import fold

from .view import View

#: Lists whose order says nothing.
UNORDERED: Final = frozenset(
    {
        *("accounts", "aligned_with", "archives", "based_on", "citations", "claimant", "claims", "formerly"),
        *("gaps", "of", "opposes", "quotes", "relations", "tags", "translations", "would_confirm"),
        "would_refute",
    }
)
#: References that no marker shows, because something else may stand there too: field -> kind.
_LOOSE: Final = {"claimant": "party", "publisher": "party", "translator": "party"}
#: What stands there instead.
_INSTEAD: Final = frozenset({SOURCE_VOICE, UNNAMED, "not_given"})


def loose(text: str) -> str:
    """A text of the editors' own, as it is compared."""
    return fold(text).replace("…", "...").replace('"', "'")


class Values:
    """The values of one record in its state: what they are compared by, and told as."""

    def __init__(self, record: Record, view: View) -> None:
        self.record, self.view, self.words = record, view, view.words

    @cached_property
    def markers(self) -> Mapping[Path, Marker]:
        """What each text of the record stands for, by its path."""
        return {leaf.path: leaf.marker for leaf in leaves(self.record)}

    def exact(self, value: Any, path: Path) -> Hashable:
        """Equal where a reader sees the same."""
        return self._key(value, path, exact=True)

    def meaning(self, value: Any, path: Path) -> Hashable:
        """Equal where both mean the same."""
        return self._key(value, path, exact=False)

    def _key(self, value: Any, path: Path, *, exact: bool) -> Hashable:
        if value is None or value == () or value == {}:
            return None
        if isinstance(value, str):
            return self._text(value, path, exact=exact)
        if isinstance(value, When):
            words = (value.words or "", value.from_ or "")
            return (value.date.text, *(words if exact else map(loose, words)))
        if isinstance(value, Record):
            keys = ((name, self._key(each, (*path, name), exact=exact)) for name, each in _fields(value))
            return tuple((name, key) for name, key in keys if key is not None)
        if isinstance(value, tuple):
            items = [self._key(item, (*path, number), exact=exact) for number, item in enumerate(value)]
            if not exact and path[-1] in UNORDERED:
                return frozenset(Counter(items).items())
            return tuple(items)
        if isinstance(value, dict):
            return tuple(sorted((key, each if exact else loose(each)) for key, each in value.items()))
        return value if isinstance(value, Hashable) else str(value)

    def _text(self, text: str, path: Path, *, exact: bool) -> Hashable:
        if name := self.refers(text, path):
            return self.view.key(name)
        if exact:
            return text
        return fold(text) if isinstance(self.markers.get(path), Verbatim) else loose(text)

    def refers(self, text: str, path: Path) -> str:
        """The record (`kind:id`) that a text names, "" where it names none."""
        marker = self.markers.get(path)
        if isinstance(marker, Ref):
            return f"{marker.kind}:{text}"
        field = next((key for key in reversed(path) if isinstance(key, str)), "")
        if field == "corrects":
            return text
        if field == "stated_by":
            kinds = [kind for kind in ("claim", "quote") if self.view.get(kind, text)]
            return f"{kinds[0]}:{text}" if kinds else ""
        kind = _LOOSE.get(field)
        return f"{kind}:{text}" if kind and text not in _INSTEAD else ""

    def told(self, value: Any, path: Path) -> str:
        """The value in a reader's words; "" where there is none."""
        if value is None:
            return ""
        if isinstance(value, str):
            return self._told_text(value, path)
        if isinstance(value, bool):
            return self.words.plain("diff_yes" if value else "diff_no")
        if isinstance(value, Decimal):
            return figures.plain(value)
        if isinstance(value, When):
            return self.view.when(value)
        if isinstance(value, tuple):
            return "; ".join(self.told(item, (*path, number)) for number, item in enumerate(value))
        if isinstance(value, dict):
            return "; ".join(f"{key}: {each}" for key, each in sorted(value.items()))
        return self._told_record(value, path) if isinstance(value, Record) else str(value)

    def _told_record(self, value: Record, path: Path) -> str:
        """Some as a sentence has them, any other field by field."""
        match value:
            case Figure():
                return told_figure(value, self.view)
            case Doubt():
                return self.words.plain(f"diff_doubt_{value.about}", text=value.text)
            case ClaimRelation():
                other = self.view.title(f"claim:{value.claim}")
                told = self.words.plain(f"diff_relates_{value.relation}", claim=other)
                return self.words.plain("common_noted", told=told, note=value.why) if value.why else told
            case Assessment():
                grade = self.view.snapshot.rubric.by_code.get(value.status)
                status = grade.short if grade else value.status
                date = self.view.when(value.date)
                return self.words.plain(
                    "diff_judgement", status=status, by=value.by, date=date, reason=value.reason
                )
        parts = ((name, self.told(each, (*path, name))) for name, each in _fields(value))
        return ", ".join(f"{self._spelt(name)}: {each}" for name, each in parts if each)

    def _spelt(self, name: str) -> str:
        """What a part of a value is called."""
        key = f"diff_field_{name}"
        return self.words.plain(key) if key in self.words else name.replace("_", " ")

    def _told_text(self, text: str, path: Path) -> str:
        marker = self.markers.get(path)
        if isinstance(marker, Word):
            return self.view.snapshot.label(marker.words, text)
        if name := self.refers(text, path):
            return self.view.title(name)
        field = next((key for key in reversed(path) if isinstance(key, str)), "")
        if field == "relation":
            return self.words.plain(f"diff_relation_{text}")
        if field == "stated_by" and text == "editorial":
            return self.words.plain("diff_editors")
        return self.words.plain(f"diff_instead_{text}") if field in _LOOSE and text in _INSTEAD else text


def told_figure(figure: Figure, view: View) -> str:
    """A figure with what it counts: "about 340 soldiers (killed or wounded)"."""
    number = figure_words(figure, view.snapshot.label, view.words).strip()
    measure = view.snapshot.label("measures", figure.measure)
    told = view.words.plain("common_noted", told=number, note=measure)
    parts = "; ".join(told_figure(part, view) for part in figure.components)
    return view.words.plain("diff_figure_parts", figure=told, parts=parts) if parts else told


def _fields(record: Record) -> list[tuple[str, Any]]:
    values = record.__dict__
    return [(name, values[name]) for name in type(record).model_fields if name in values]
