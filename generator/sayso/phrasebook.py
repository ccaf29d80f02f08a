"""`site_config/words.yml` to `Phrases`: the site's own words over the defaults, each fault with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sayso import defaults
from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.validate import diagnostic
from sayso.phrases import Phrase, Phrases, forms, names
from sayso.source import Document, read_yaml
from sayso.text import did_you_mean

WORDS: Final = "site_config/words.yml"


@dataclass(frozen=True)
class ReadWords:
    """The words of a site, and what is wrong with its file."""

    phrases: Phrases
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def read_words(root: Path) -> ReadWords:
    """A site's own words; what its file does not have, or has wrongly, is said as in the defaults.

    A site without the file has the defaults: they are English.
    """
    ours = _defaults(defaults.folder())
    if not (root / WORDS).exists():
        return ReadWords(ours)
    try:
        raw = Folder(root).read(WORDS)
    except Unreadable as problem:
        return ReadWords(ours, [diagnostic(problem.name, problem.message, Mark(WORDS), problem.hint)])
    document, found = read_yaml(raw, WORDS)
    found = list(found)
    texts = {WORDS: raw.decode("utf-8", "replace")}
    if document.data is None:
        return ReadWords(ours, found, texts)
    reader = _Reader(document, ours, found)
    phrases = reader.phrases()
    return ReadWords(phrases, found, texts)


@lru_cache(maxsize=4)
def _defaults(folder: Path) -> Phrases:
    document, found = read_yaml((folder / WORDS).read_bytes(), WORDS)
    if found or not isinstance(document.data, dict):
        raise ValueError(f"the default words cannot be read: {[each.message for each in found]}")
    return Phrases(document.data["language"], document.data["words"])


@dataclass
class _Reader:
    document: Document
    ours: Phrases
    found: list[Diagnostic]

    def phrases(self) -> Phrases:
        data = self.document.data
        if not isinstance(data, dict) or not isinstance(data.get("words"), dict):
            self._bad("this file has two entries: language and words", (), "see the default of the same name")
            return self.ours
        for key in data.keys() - {"language", "words"}:
            self._bad(f"'{str(key)[:40]}' has no meaning here", (key,), "there are: language, words")
        language = data.get("language")
        try:
            plurals = forms(language if isinstance(language, str) else "")
        except ValueError:
            self._bad(
                "the language of these words is not known", ("language",), "write a code: en, uk, pt-BR"
            )
            return self.ours
        own = dict(self._own(data["words"], plurals))
        return Phrases(str(language), {**self.ours.texts, **own})

    def _own(self, words: Mapping[Any, Any], plurals: frozenset[str]) -> Iterator[tuple[str, Phrase]]:
        for key, phrase in words.items():
            at: tuple[str | int, ...] = ("words", key)
            known = self.ours.texts.get(key)
            if known is None:
                hint = did_you_mean(str(key), self.ours.texts) or "take it out"
                self._bad(f"no page has the words '{str(key)[:60]}'", at, hint)
                continue
            if self._fits(phrase, known, at, plurals):
                yield key, phrase

    def _fits(
        self, phrase: object, known: Phrase, at: tuple[str | int, ...], plurals: frozenset[str]
    ) -> bool:
        counted = not isinstance(known, str)
        if isinstance(phrase, dict) and counted:
            told = {form: text for form, text in phrase.items() if isinstance(text, str)}
            if set(told) != plurals or len(told) != len(phrase):
                hint = "these forms are wanted: " + ", ".join(sorted(plurals))
                self._bad("this language counts in other forms", at, hint)
                return False
            texts = list(told.items())
        elif isinstance(phrase, str):
            texts = [("", phrase)]
        else:
            self._bad("this is no text", at, "write the words between quotation marks")
            return False
        allowed = names(known) if isinstance(known, str) else frozenset().union(*map(names, known.values()))
        good = True
        for form, text in texts:
            for name in sorted(names(text) - allowed):
                hint = "there are: " + (", ".join(f"{{{each}}}" for each in sorted(allowed)) or "none")
                place = (*at, form) if form else at
                self._bad(f"nothing stands for {{{name}}} here", place, hint)
                good = False
        return good

    def _bad(self, message: str, at: tuple[str | int, ...], hint: str) -> None:
        place = at if self.document.has(at) else ()
        self.found.append(diagnostic("bad-setting", message, self.document.mark(place), hint))
