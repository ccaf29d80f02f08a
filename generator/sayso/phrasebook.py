"""`site_config/words.yml` to `Phrases`: the site's own words, and each fault in them with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sayso.characters import refused
from sayso.default_words import WORDS, default_words
from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.validate import diagnostic
from sayso.phrases import Forms, Phrase, Phrases, forms, has_stray_brace, names
from sayso.source import Document, read_yaml
from sayso.text import did_you_mean

#: So many faults are told, then the file is not read on: somebody took another file for this one.
_MOST_FAULTS: Final = 50
#: No sentence of an interface is longer.
_LONGEST: Final = 1_500
_COUNTED: Final = "n"


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
    ours = default_words()
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
        for key in list(data.keys() - {"language", "words"})[:_MOST_FAULTS]:
            self._bad(f"'{str(key)[:40]}' has no meaning here", (key,), "there are: language, words")
        language = data.get("language")
        try:
            plurals = forms(language if isinstance(language, str) else "")
        except ValueError:
            hint = "write the code of a language: en, uk, pt-BR"
            self._bad("it is not known how this language counts", ("language",), hint)
            return self.ours
        own = dict(self._own(data["words"], plurals))
        return Phrases(str(language), own, self.ours)

    def _own(self, words: Mapping[Any, Any], plurals: Forms) -> Iterator[tuple[str, Phrase]]:
        before = len(self.found)
        for key, phrase in words.items():
            at: tuple[str | int, ...] = ("words", key)
            if len(self.found) - before >= _MOST_FAULTS:
                hint = "mend these first; are these the words of this version?"
                self._bad(f"there are more faults than the {_MOST_FAULTS} above", at, hint)
                return
            ours = self.ours.texts.get(key)
            if ours is None:
                hint = did_you_mean(str(key), self.ours.texts) or "take it out"
                self._bad(f"no page has the words '{str(key)[:60]}'", at, hint)
                continue
            if self._fits(phrase, ours, at, plurals):
                yield key, phrase

    def _fits(self, phrase: object, ours: Phrase, at: tuple[str | int, ...], plurals: Forms) -> bool:
        texts = self._texts(phrase, at, plurals if not isinstance(ours, str) else None)
        good = bool(texts)
        for place, text in texts.items():
            # "One claim" needs no number, where no other number is counted so.
            silent = _COUNTED if place != at and place[-1] in plurals.single else ""
            fault = _fault(text, ours, silent)
            if fault is not None:
                self._bad(fault[0], place, fault[1])
                good = False
        return good

    def _texts(
        self, phrase: object, at: tuple[str | int, ...], plurals: Forms | None
    ) -> dict[tuple[str | int, ...], str]:
        """The texts of a phrase by their places; none where it has not the right shape."""
        if isinstance(phrase, str):
            return {at: phrase}
        if not isinstance(phrase, dict):
            self._bad("this is no text", at, "write the words between quotation marks")
            return {}
        if plurals is None:
            self._bad("nothing is counted here", at, "write one text")
            return {}
        if not plurals.wanted <= phrase.keys() <= plurals.known:
            hint = "the language of this file has: " + ", ".join(sorted(plurals.wanted))
            missing = ", ".join(sorted(plurals.wanted - phrase.keys()))
            odd = ", ".join(sorted(str(form)[:20] for form in phrase.keys() - plurals.known)[:5])
            message = f"the form '{odd}' is not one of this language" if odd else f"not here: {missing}"
            self._bad(f"these are not the forms in which it is counted: {message}", at, hint)
            return {}
        odd_ones = [form for form, text in phrase.items() if not isinstance(text, str)]
        for form in odd_ones:
            self._bad("this is no text", (*at, form), "write the words between quotation marks")
        return {} if odd_ones else {(*at, form): text for form, text in phrase.items()}

    def _bad(self, message: str, at: tuple[str | int, ...], hint: str) -> None:
        place = at if self.document.has(at) else ()
        self.found.append(diagnostic("bad-setting", message, self.document.mark(place), hint))


def _fault(text: str, ours: Phrase, silent: str) -> tuple[str, str] | None:
    """What is wrong with a text that stands in the place of one of ours, and what to do. The name
    `silent` need not be in it."""
    allowed = names(ours)
    there = ", ".join(f"{{{each}}}" for each in sorted(allowed)) or "none"
    if not text.strip():
        return "these words are empty", "take the entry out: the default is said then"
    if len(text) > _LONGEST:
        return f"this text is longer than {_LONGEST} characters", "the pages have room for a sentence or two"
    if refused(text):
        return "a character that cannot be seen or turns the text stands here", "take it out"
    for name in sorted(names(text) - allowed):
        return f"nothing stands for {{{name}}} here", f"there are: {there}"
    if has_stray_brace(text):
        return "a brace stands here that belongs to no name", f"there are: {there}"
    # Who says it, and what it leads to, stand in the names: without them a sentence tells less
    # than the page must.
    for name in sorted(allowed - names(text) - {silent}):
        return f"{{{name}}} is missing here", f"the pages put something in its place; there are: {there}"
    return None
