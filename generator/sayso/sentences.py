"""Where the sentences of a text begin and end, in the language it is written in.

`sentencex` (the Wikimedia Foundation's) knows abbreviations and quotation marks of many
languages. What it does not know is mended here, always the same way round: where a full stop
may or may not end a sentence, it ends one. A sentence too many asks the editor for a source or
for the word in full; one too few would let something pass unsourced.

Mended: abbreviations that never end a sentence ("проф. Іваненко", "approx. 340") or do so only
before a capital ("2025 р. Потім", "и т. д. Потом"); initials at a sentence's beginning ("І. Франко");
a cut before a comma, a closing mark or the lower case after a quotation ("«Навіщо?» — спитав він");
a cut behind an opening quotation mark; and the missing one after "(He left.) She" and "left… She".

Every character stays where it is: what is given back are places in the text as it came.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import sentencex

#: So many characters are read at once: of some texts ("« « «") the library's time grows
#: with the square. Paragraphs are shorter.
_WINDOW: Final = 4_000

#: What stands for something that is no word, and may begin a sentence as a capital does.
PLACEHOLDER: Final = "\ufffc"

_OPENING: Final = "\"'“‘«„‚‹([{"
_CLOSING: Final = "\"'”’»“‘›)]}%"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIMPLE_END = re.compile(r"[.!?…。！？؟।]++[\"'”’»)\]]*+\s++")  # where the library fails
_CAPITAL: Final = rf"(?=[{re.escape(_OPENING)}]*+[^\W\d_a-zа-яіїєґё]|[{re.escape(_OPENING)}]*+{PLACEHOLDER})"
_MISSED = re.compile(rf"(?:\.|[.!?…][)\]]|(?<=\w)…)\s++{_CAPITAL}")
_LAST_WORD = re.compile(r"([^\W\d_]{1,14})\.[\"'”’»)\]]*+\Z")
_TWO_WORDS = re.compile(r"(?<![^\W_])([^\W\d_]{1,3})\. ?([^\W\d_]{1,3})\.\Z")
_AFTER_NUMBER = re.compile(
    r"(?<![\w.,-])[0-9][0-9.,\u00a0–-]*+ ?(?:(?:тис|тыс|млн|млрд)\.? )?[^\W\d_]{1,14}\.\Z"
)
_QUOTED = re.compile(r'“[^“”]*+”|«[^«»]*+»|„[^„“”]*+[“”]|"[^"]*+"')
_STUCK = re.compile(rf" [{re.escape(_OPENING)}]\S")  # a cut between the last two
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,400})[)\]]\s*\Z")
_NEAR: Final = 80  # characters before a cut that are looked at
_FULL: Final = 3  # words from which what stands in brackets may be a sentence of its own


class _Words(NamedTuple):
    """A language's abbreviations, in small letters and without their full stop: those that never
    end a sentence, those that stand before a name unless a number is before them, and those
    that end one wherever a capital follows."""

    never: frozenset[str]
    units: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()  # of two words: "т. д." may end, like `may`
    never_pairs: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()  # a year follows
    initials: bool = False
    names: frozenset[str] = frozenset()  # those of the units after which a name may follow: "г. Курск"
    #: Dates alone, with nothing said of them yet: "У серпні 2024 р."
    lead: re.Pattern[str] | None = None


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EN: Final = _Words(
    never=_set(
        "mr mrs ms dr prof gen lt col maj capt cpt sgt cpl pvt adm cmdr brig sen rep gov pres st mt rev hon "
        "fr messrs approx ca circa vs cf fig figs eq vol pp viz"
    ),
    units=_set("no nos p ch art sec para ed mon tue tues wed thu thurs fri sat sun est ext m km mln"),
    may=_set("no nos etc jr sr inc ltd corp bn bde regt div obl"),
    pairs=_set("d.c"),
    months=_set("jan feb mar apr jun jul aug sept sep oct nov dec"),
)
_MONTHS_UK: Final = "січ лют бер берез квіт трав черв лип серп вер верес жовт лист листоп груд"
_MONTHS_RU: Final = "янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек"
_YEAR_UK: Final = re.compile(
    r"(?:у|в|на|до|з|із|від|після|станом на|протягом|влітку|взимку|восени|навесні|наприкінці|на початку)\s"
    r"(?:[0-9]{1,2}\s)?(?:[^\W\d_]{3,12}\.?\s)?[0-9]{4}\s?(?:р|рр)\.\Z",
    re.IGNORECASE,
)
_YEAR_RU: Final = re.compile(
    r"(?:в|во|на|до|к|с|от|после|летом|зимой|осенью|весной|в начале|в конце|в течение)\s"
    r"(?:[0-9]{1,2}\s)?(?:[^\W\d_]{3,12}\.?\s)?[0-9]{4}\s?(?:г|гг)\.\Z",
    re.IGNORECASE,
)
_UK: Final = _Words(
    never=_set(
        "ген проф акад ім вул просп пл див рис мал табл напр зокр пор прибл бл бул буд кв смт сел гол заст "
        "нач ком полк підполк кап лейт серж адм ред упоряд перекл тов гр доц канд укр рос англ нім франц пп "
        "тт вип ч ст оп тел св авт гор оз о"
    ),
    units=_set("р рр г м с п т км см мм кг хв год сек грн коп тис млн млрд чол од шт"),
    months=_set(_MONTHS_UK),
    names=_set("р м с п т"),
    may=_set("ін обл"),
    pairs=_set("т.д т.п н.е"),
    never_pairs=_set("т.зв т.е т.ч а.с"),
    initials=True,
    lead=_YEAR_UK,
)
_RU: Final = _Words(
    never=_set(
        "ген проф акад им ул просп пл см рис табл напр ср прибл бул кв пос гл зам нач ком полк подп кап лейт "
        "серж адм ред сост пер тов гр доц канд укр рос рус англ нем франц вып ч ст тел св авт гор оз о"
    ),
    units=_set("г гг р м с п д т км кг мин час сек руб коп тыс млн млрд чел ед шт"),
    months=_set(_MONTHS_RU),
    names=_set("г р с п д"),
    may=_set("др обл пр"),
    pairs=_set("т.д т.п н.э"),
    never_pairs=_set("т.е т.к т.н т.ч и.о"),
    initials=True,
    lead=_YEAR_RU,
)
_LANGUAGES: Final = {"en": _EN, "uk": _UK, "ru": _RU}
_OTHER: Final = _Words(frozenset())


def spans(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph: (start, end) of each, in order, without a gap; the space
    after a sentence belongs to it. `language` is a BCP 47 tag; of an unknown one the
    library's general rules hold. Line ends are read as spaces. An empty text has none."""
    if not text:
        return []
    language = re.split("[-_]", language, maxsplit=1)[0].lower()
    words = _LANGUAGES.get(language, _OTHER)
    # The library slices between bytes of any white space but the plain, and then panics.
    tame = _SURROGATE.sub("\ufffd", re.sub(r"\s", " ", text))
    ends = sorted({*_library(tame, language), *_missed(tame, words)})
    cuts = [0]
    for end in ends:
        at = _settled(tame, end)
        if cuts[-1] < at < len(text) and tame[cuts[-1] : at].strip() and _stands(tame, cuts[-1], at, words):
            cuts.append(at)
    if len(cuts) > 1 and not tame[cuts[-1] :].strip():
        cuts.pop()
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _library(text: str, language: str) -> Iterator[int]:
    """Where the library ends sentences. Read window by window: of each, what came before its
    last sentence counts, and the last is read again with what follows it."""
    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW]
        ends = _ends(window, language)
        if start + len(window) < len(text):
            ends = [end for end in ends if end < len(window)] or [len(window)]
        yield from (start + end for end in ends)
        start += ends[-1]


def _ends(text: str, language: str) -> list[int]:
    try:
        found = sentencex.get_sentence_boundaries(language, text)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic in the library is no `Exception`
        return [*(end.end() for end in _SIMPLE_END.finditer(text)), len(text)]
    return [boundary["end_index"] for boundary in found] or [len(text)]


def _missed(text: str, words: _Words) -> Iterator[int]:
    """Where a sentence ends although the library sees no end."""
    quoted = [(found.start(), found.end()) for found in _QUOTED.finditer(text)]
    starts = [start for start, _ in quoted]
    for found in _MISSED.finditer(text):
        at = bisect_right(starts, found.start()) - 1
        if at >= 0 and found.start() < quoted[at][1] - 1:
            continue
        before = text[max(0, found.start() - 420) : found.end()].rstrip()
        if before.endswith((")", "]")):
            inner = _IN_BRACKETS.search(before)
            if inner and len(inner[1].split()) >= _FULL and inner[1][:1].isupper():
                yield found.end()
        elif before.endswith("…") or _may_end(before, words):
            yield found.end()


def _may_end(before: str, words: _Words) -> bool:
    """Whether the abbreviation at the end may end a sentence, a capital following."""
    before = before[-60:]
    pair = _TWO_WORDS.search(before)
    if pair and f"{pair[1]}.{pair[2]}".lower() in words.pairs:
        return True
    last = _LAST_WORD.search(before)
    if last is None or (pair and f"{pair[1]}.{pair[2]}".lower() in words.never_pairs):
        return False
    word = last[1].lower()
    counting = word in words.units or word in words.months
    return word in words.may or (counting and _AFTER_NUMBER.search(before) is not None)


def _settled(text: str, at: int) -> int:
    """The cut behind closing marks that belong to what came before, and before opening ones
    that belong to what follows."""
    if _STUCK.match(text, max(0, at - 2)):
        return at - 1
    end = at
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    if end > at and (end == len(text) or text[end] == " "):
        while end < len(text) and text[end] == " ":
            end += 1
        return end
    return at


def _stands(text: str, start: int, at: int, words: _Words) -> bool:
    """Whether a cut between two sentences holds; `start` is where the first begins."""
    left, right = text[max(start, at - _NEAR) : at].rstrip(), text[at : at + 40].lstrip()
    if right[:1] in tuple(",;:)]}»”%"):
        return False
    bare = right.lstrip(f"{_OPENING} —–-")
    if bare[:1].islower() and (not left.endswith(".") or left.endswith("..") or _dotted(left, words)):
        return False
    return not _bound(left, bare, at - start <= _NEAR, words)


def _dotted(left: str, words: _Words) -> bool:
    """Whether the full stop at the end is an abbreviation's, the lower case following."""
    last = _LAST_WORD.search(left)
    if last is None:
        return False
    word, before = last[1].lower(), left[: last.start(1)]
    known = any(word in each for each in (words.never, words.units, words.may, words.months))
    return known or len(word) == 1 or before.endswith(".")


def _bound(left: str, right: str, whole: bool, words: _Words) -> bool:
    """Whether what ends in an abbreviation goes on with the name or number that follows.

    `whole` says that `left` is all of the sentence so far.
    """
    last = _LAST_WORD.search(left)
    if last is None or left[-1] != ".":
        return False
    word = last[1].lower()
    two = _TWO_WORDS.search(left)
    pair = f"{two[1]}.{two[2]}".lower() if two else ""
    counted = _AFTER_NUMBER.search(left) is not None
    if pair in words.never_pairs:
        return True
    if right[:1].isdigit() or right[:1] == PLACEHOLDER:
        return word in words.never or word in words.months or (word in words.units and not counted)
    if pair in words.pairs or word in words.may:
        return False
    if counted and word in words.units:
        return whole and words.lead is not None and words.lead.fullmatch(left) is not None
    return word in words.never or _is_initial(last[1], words) or (word in words.units and word in words.names)


def _is_initial(word: str, words: _Words) -> bool:
    """Whether it is the first letter of somebody's name; "Я" is mostly a word."""
    return words.initials and len(word) == 1 and word.isupper() and word != "Я"
