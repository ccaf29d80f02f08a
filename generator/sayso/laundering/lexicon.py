"""What a language's tables of words are made into, so that texts can be searched for them.

A table maps a meaning to the words that have it, parted by commas: `{"about": "about,
roughly"}`. A `*` stands for any ending of a word. The tables themselves are one file a
language; what the meanings are is told in docs/laundering.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

#: So many letters of a word are looked at to see whether a table could apply at all.
HEAD: Final = 4

#: Words that stand in too many sentences to tell anything.
_SMALL: Final = frozenset(
    re.findall(r"\w+", "a an the to of or in and at as no not on та і й або до не в и или ни с з")
)

Table = Mapping[str, str]


class Hit(NamedTuple):
    """Words of a table in a text: what they mean, where they stand."""

    meaning: str
    start: int
    end: int


class Phrases:
    """A table made into one expression; longer words are tried first."""

    def __init__(self, table: Table, before: str = "", after: str = "") -> None:
        self._table: Final = table
        self._round: Final = before, after
        self.heads: Final = frozenset(head for row in table.values() for head in map(_head, phrases(row)))

    @cached_property
    def _meanings(self) -> dict[str, str]:
        pairs = [(phrase, meaning) for meaning, row in self._table.items() for phrase in phrases(row)]
        return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))

    @cached_property
    def _find(self) -> re.Pattern[str]:
        before, after = self._round
        # No group round each phrase: so their first letters are enough to pass over them.
        either = "|".join(map(_pattern, self._meanings)) or "(?!)"
        return re.compile(rf"{before}(?<![^\W_])(?P<phrase>{either})(?![^\W_]){after}")

    @cached_property
    def _open(self) -> list[tuple[re.Pattern[str], str]]:
        """The phrases whose endings are open."""
        open_ended = [phrase for phrase in self._meanings if "*" in phrase]
        return [(re.compile(_pattern(phrase)), self._meanings[phrase]) for phrase in open_ended]

    def all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Every place of the text where words of the table stand, in order."""
        for found in self._find.finditer(text, start, len(text) if end is None else end):
            yield Hit(self._meaning(found["phrase"]), *found.span("phrase"))

    def first(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first such place in a stretch of the text."""
        found = self._find.search(text, start, len(text) if end is None else end)
        return Hit(self._meaning(found["phrase"]), *found.span("phrase")) if found else None

    def _meaning(self, words: str) -> str:
        if words in self._meanings:
            return self._meanings[words]
        return next(meaning for pattern, meaning in self._open if pattern.fullmatch(words))


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. Texts are compared in small letters, their signs folded."""

    language: str
    #: Bounds before a number ("about 340") and after it ("340 or more"); what may stand between.
    bounds: Table
    bounds_after: Table
    fillers: str
    #: Numbers that are no plain number words: their values, as digits, parted by slashes.
    values: Table
    #: Number words, by their values; where a library reads them for us, only what else means one.
    numerals: Table
    #: What multiplies a number before it.
    scales: Table
    #: Orders of magnitude: the bound's word.
    orders: Table
    #: Before a year that has a round number: "in 2000".
    years: str
    #: Between the ends of a range, and before its first end.
    to: str
    between: str
    #: Before a number that is part of a name ("village 5").
    naming: str
    #: What makes a number a date or a length of time.
    months: str
    times: str
    #: Losses and the like: what is measured.
    measures: Table
    #: Between two measures that are counted together, and what may stand beside the second.
    joins: str
    degrees: str
    #: Verbs of speech: the speech act.
    verbs: Table
    #: Words that say that something is confirmed, and what takes that away again.
    confirmed: str
    negations: str
    #: What only looks like such a verb ("admitted to hospital").
    no_verbs: str
    #: Words that leave open whether it is so, phrases that only look like them, and what
    #: else keeps a statement open where it stands in our own words.
    hedges: str
    no_hedges: str
    softeners: str
    #: Words so common that sharing them means nothing.
    common: str
    #: Whether a library reads its number words, and what these begin with.
    read_by_library: bool = False
    number_heads: frozenset[str] = field(default=frozenset())

    @cached_property
    def before_number(self) -> Phrases:
        """Bounds that end where a number begins, but for a filler or a sign of money."""
        filler = "|".join(map(_pattern, phrases(self.fillers)))
        return Phrases(self.bounds, after=rf"[ (]*+(?:(?:{filler})[ ]++){{0,3}}[$€£₴₽(]?\Z")

    @cached_property
    def after_number(self) -> Phrases:
        return Phrases(self.bounds_after)

    @cached_property
    def other_numerals(self) -> Phrases:
        return Phrases(self.numerals)

    @cached_property
    def valued(self) -> Phrases:
        return Phrases(self.values)

    @cached_property
    def ordered(self) -> Phrases:
        return Phrases(self.orders)

    @cached_property
    def scaling(self) -> Phrases:
        """What multiplies, where a text begins with it."""
        return Phrases(self.scales, before=r"\A[ -]?")

    @cached_property
    def ranging(self) -> re.Pattern[str]:
        """What stands between the ends of a range."""
        return re.compile(rf" ?- ?| (?:{_either(self.to)}) ")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """What stands before a range."""
        return re.compile(rf"\b(?:{_either(self.between)}) \Z")

    @cached_property
    def name_before(self) -> Phrases:
        return Phrases({"name": self.naming}, after=r" ?[#№]? ?\Z")

    @cached_property
    def names(self) -> Phrases:
        """What is called by a number, anywhere near it."""
        return Phrases({"name": self.naming})

    @cached_property
    def month_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{_either(self.months)}) ?\Z")

    @cached_property
    def year_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{_either(f'{self.years}, {self.months}')}),? \Z")

    @cached_property
    def time_after(self) -> re.Pattern[str]:
        either = _either(f"{self.months}, {self.times}")
        more = rf"(?: ?(?:{_either(self.to)}|[,-]) ?[0-9]{{1,2}})?"  # "4 and 5 January"
        return re.compile(rf"{more}[ -]?(?:of )?(?:{either})(?![^\W_])")

    @cached_property
    def measured(self) -> Phrases:
        return Phrases(self.measures)

    @cached_property
    def said(self) -> Phrases:
        return Phrases({**self.verbs, "": self.no_verbs})

    @cached_property
    def confirming(self) -> Phrases:
        return Phrases({"confirmed": self.confirmed, "": self.no_verbs})

    @cached_property
    def negating(self) -> Phrases:
        return Phrases({"not": self.negations})

    @cached_property
    def hedging(self) -> Phrases:
        """Words that leave something open; "" are those that only look like it."""
        return Phrases({"hedge": self.hedges, "": self.no_hedges})

    @cached_property
    def softening(self) -> Phrases:
        return Phrases({"hedge": f"{self.hedges}, {self.softeners}", "": self.no_hedges})

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The heads of words that may be numbers."""
        tables = (
            self.valued,
            self.ordered,
            self.scaling,
            *(() if self.read_by_library else (self.other_numerals,)),
        )
        return self.number_heads.union(*(table.heads for table in tables))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The heads of words beside a number that change what it says."""
        return self.numbered | self.before_number.heads | self.after_number.heads | self.measured.heads

    @cached_property
    def timed(self) -> frozenset[str]:
        """The heads of words that make a number a date or a length of time."""
        return Phrases({"time": f"{self.months}, {self.times}"}).heads

    @cached_property
    def joining(self) -> frozenset[str]:
        """What may stand between two measures counted together; "" is a comma."""
        return frozenset(["", *phrases(self.joins)])

    @cached_property
    def degree_words(self) -> frozenset[str]:
        return frozenset(phrases(self.degrees))

    @cached_property
    def range_words(self) -> tuple[str, ...]:
        """What stands at one end of a range, as it stands beside a number."""
        words = [*phrases(self.to), *phrases(self.between), "-"]
        return tuple(f" {word} " for word in words)

    @cached_property
    def common_words(self) -> frozenset[str]:
        return frozenset(phrases(self.common))


def phrases(words: str) -> list[str]:
    """The words of a table's row."""
    return [phrase for part in words.split(",") if (phrase := " ".join(part.split()))]


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", " ")


def _either(words: str) -> str:
    return "|".join(map(_pattern, sorted(phrases(words), key=len, reverse=True)))


def _head(phrase: str) -> str:
    """What its most telling word begins with; of a short stem every word would."""
    words = re.split("[ '/-]", phrase)
    word = max((word for word in words if word not in _SMALL), key=len, default=words[0]).rstrip(".")
    stem = word.rstrip("*")
    if stem != word and len(stem) < HEAD:
        raise ValueError(f"{phrase!r}: an open ending needs {HEAD} letters before it")
    return stem[:HEAD]
