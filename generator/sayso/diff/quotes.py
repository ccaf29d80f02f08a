"""Quotations: whether somebody's words are still those words, in every language that we give them in."""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.model.changes import Change
from sayso.model.parties import Source
from sayso.model.story import Quote, Translation
from sayso.wording import fold

from .fields import DETAIL, WORDING, Kinds, changed
from .pairs import Pair, Paired
from .values import Values
from .view import View

_QUOTE: Final[Kinds] = {
    "text": "quote-altered",
    "parts": "quote-altered",
    "context": "quote-altered",
    "original": "quote-altered",
    "speaker": "attribution-changed",
    "source": "citation-changed",
    "translator": "attribution-changed",
    "edited": "quote-altered",
    "doubt": ("doubt-opened", "doubt-settled", DETAIL),
}
#: What a translation has, and what it is where that differs.
_TRANSLATION: Final = (
    ("text", "quote-altered"),
    ("translator", "attribution-changed"),
    ("source", "citation-changed"),
)


def quote_changes(states: Paired, pair: Pair) -> Iterable[Change]:
    """What became of a quotation that is in both states."""
    before, after = pair.before, pair.after
    if not isinstance(before, Quote) or not isinstance(after, Quote):
        return
    title = states.after.title(pair.name)
    if before.wording != after.wording:
        one, other = " … ".join(before.wording), " … ".join(after.wording)
        kind = "quote-altered"
        if tuple(map(fold, before.wording)) == tuple(map(fold, after.wording)):
            kind = WORDING
        yield Change(kind, pair.name, title, one, other, "text", formerly=pair.formerly)
    for kind, field, one, other in _translations(states, before, after):
        yield Change(kind, pair.name, title, one, other, field, formerly=pair.formerly)
    yield from changed(states, pair, _QUOTE, frozenset({"text", "parts", "translations"}))


_Numbered = list[tuple[int, Translation]]


def _translations(states: Paired, before: Quote, after: Quote) -> Iterator[tuple[str, str, str, str]]:
    """(kind, field, before, after) of the translations, language by language. That there is one more,
    or one less, changes nothing that was said; other words in one are other words put into
    somebody's mouth, and so are words in the quotation's own language."""
    if before.translations == after.translations:
        return
    old, new = Values(before, states.before), Values(after, states.after)
    was, now = _by_language(before), _by_language(after)
    told = 0
    for language in sorted(was.keys() | now.keys()):
        one, other = was.get(language, []), now.get(language, [])
        if len(one) != len(other):
            own = {_own_language(states.before, before), _own_language(states.after, after)}
            kind = "quote-altered" if (one and other) or language in own else WORDING
            yield kind, "translations", _words(one), _words(other)
            told += 1
            continue
        for field, kind in _TRANSLATION:
            exact = [
                [values.exact(getattr(each, field), ("translations", n, field)) for n, each in numbered]
                for values, numbered in ((old, one), (new, other))
            ]
            meant = [
                [values.meaning(getattr(each, field), ("translations", n, field)) for n, each in numbered]
                for values, numbered in ((old, one), (new, other))
            ]
            if exact[0] != exact[1]:
                path = "translations" if field == "text" else f"translations.{field}"
                words = [
                    "; ".join(
                        values.told(getattr(each, field), ("translations", n, field)) for n, each in numbered
                    )
                    for values, numbered in ((old, one), (new, other))
                ]
                yield (WORDING if meant[0] == meant[1] else kind), path, words[0], words[1]
                told += 1
    if not told:
        # The same ones in another order, or a language written otherwise.
        one, other = (list(enumerate(each.translations)) for each in (before, after))
        yield WORDING, "translations", _words(one), _words(other)


def _by_language(quote: Quote) -> dict[str, _Numbered]:
    found: dict[str, _Numbered] = {}
    for number, each in enumerate(quote.translations):
        found.setdefault(_plain(each.language), []).append((number, each))
    return found


def _own_language(view: View, quote: Quote) -> str:
    """The language of a quotation, else of its source; "" where neither says."""
    source = view.get("source", quote.source)
    known = source.language if isinstance(source, Source) else None
    return _plain(quote.language or known or "")


def _plain(language: str) -> str:
    """ "en-GB" is English."""
    return language.casefold().partition("-")[0]


def _words(numbered: _Numbered) -> str:
    return "; ".join(f"{each.language}: {each.text}" for _, each in numbered)
