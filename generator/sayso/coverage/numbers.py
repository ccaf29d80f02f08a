"""The numbers that a text gives: in digits and in words, in English, Ukrainian and Russian.

Only numbers that count or measure something are of interest. Left out are dates, times of day,
ordinals and names with a number in them (the 58th Brigade, F-16), pages and paragraphs, addresses.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from sayso import figures

#: A value, or one of the words of `figures` for an order of magnitude ("thousands_of").
Value = Decimal | str


class Number(NamedTuple):
    """A number in a text, from `start` to before `end`."""

    start: int
    end: int
    value: Value


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?|May)|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|січ(?:ня|ень|ні)?|лют(?:ого|ий|ому)?|берез(?:ня|ень|ні)?|квіт(?:ня|ень|ні)?|трав(?:ня|ень|ні)?"
    r"|черв(?:ня|ень|ні)?|лип(?:ня|ень|ні)?|серп(?:ня|ень|ні)?|верес(?:ня|ень|ні)?|жовт(?:ня|ень|ні)?"
    r"|листопад[аі]?|груд(?:ня|ень|ні)?"
    r"|янв(?:ар[ьяе])?|февр?(?:ал[ьяе])?|мар(?:та?|те)|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]|июл[ьяе]|авг(?:уста?)?"
    r"|сент(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:бр[ьяе])?|дек(?:абр[ьяе])?)\b\.?"
)
_DAY: Final = r"[0-3]?[0-9](?:st|nd|rd|th|-?го)?"
_JOINT: Final = r"\s?(?:[-–—/]|and|or|to|і|й|та|и|или|або)\s?"
#: Stretches in which no number counts anything.
_LEFT_OUT: Final = re.compile(
    rf"\b{_DAY}(?:{_JOINT}{_DAY})?(?:\s(?:of\s)?|\.\s){_MONTH}(?:,?\s[12][0-9]{{3}}\b)?"
    rf"|\b{_MONTH}\s{_DAY}\b(?!\s?(?:%|per\b))(?:{_JOINT}{_DAY}\b)?(?:,?\s[12][0-9]{{3}}\b)?"
    r"|\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b|\b[0-3]?[0-9][./][01]?[0-9][./](?:[0-9]{4}|[0-9]{2})\b"
    r"|\b[12][0-9]{3}(?:s|-[хіиеті]{1,2})\b|\b[0-2]?[0-9][:.][0-5][0-9]\s?(?:[ap]\.?m\b)|\b[0-2]?[0-9]:[0-5][0-9]\b"
    r"|\b[01]?[0-9]\s?[ap]\.?m\b|\b[01]?[0-9]\so['’]clock|\b(?:о|об|в)\s[0-2]?[0-9](?:-й|-ій)?\s(?:год|час)\w*"
    r"|(?:\b(?:nos?\.|pp?|pages?|chapters?|sections?|articles?|art|figs?|figures?|tables?|notes?|footnotes?|vols?"
    r"|volumes?|parts?|рис|стор|ст|табл|розділ|глава|див|част)\.?|[№§#])\s?[0-9]+(?:\s?[-–]\s?[0-9]+)?"
    r"|\b[0-9]+(?:st|nd|rd|th)\b|\b[0-9]+-(?:[а-яіїєґ]{1,4})\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_]-?[0-9]+[\w-]*|\b[0-9]+-?[A-ZА-ЯІЇЄҐ][\w-]*")
_DIGIT: Final = re.compile("[0-9]")
_CHUNK: Final = re.compile(r"\S+")
_YEAR = re.compile(r"(?<![\w.,])(?:1[0-9]|20)[0-9]{2}(?![\w%]|[.,][0-9]|[\u00a0\u202f][0-9]{3})")
_DIGITS = re.compile(
    r"(?<![\w.,])(?:[0-9]{1,3}(?:(?P<gap>[, \u00a0\u2009\u202f])[0-9]{3}(?![0-9]))"
    r"(?:(?P=gap)[0-9]{3}(?![0-9])){0,8}(?:\.[0-9]{1,9})?"
    r"|[0-9]{1,30}(?:[.,][0-9]{1,9})?)(?![0-9])"
)
_TIMES = re.compile(
    r"[\s\u00a0-]?(?P<word>thousand|million|billion|trillion|k|m|mln|bn"
    r"|тис(?:яч[аіу]?)?|тыс(?:яч[аиу]?)?|млн|мільйон(?:а|и|ів)?|миллион(?:а|ов)?"
    r"|млрд|мільярд(?:а|и|ів)?|миллиард(?:а|ов)?)\b",
    re.IGNORECASE,
)
#: What a number word below ten must stand before, to be one that counts: "five soldiers".
_COUNTED = re.compile(
    r"(?:[-\s]{1,3}[^\W\d]{1,20}){0,2}?[-\s]{1,3}(?:soldiers?|troops?|people|persons?|men|wom[ae]n|child(?:ren)?|civilians?"
    r"|killed|dead|wounded|injured|hurt|missing|casualties|prisoners?|captives?|fighters?|officers?|brigades?"
    r"|battalions?|tanks?|vehicles?|drones?|missiles?|rockets?|aircraft|planes?|helicopters?|guns?|ships?"
    r"|villages?|towns?|houses?|buildings?|attacks?|strikes?|explosions?|(?:kilo)?met(?:er|re)s?|km|miles?"
    r"|tons?|tonnes?|per\s?cent|dollars?|euros?"
    r"|солдат\w*|військов\w*|осіб|люд\w*|чолов\w*|цивільн\w*|загибл\w*|поранен\w*|вбит\w*|полонен\w*|танк\w*"
    r"|машин\w*|дрон\w*|безпілотник\w*|ракет\w*|літак\w*|вертол\w*|сел\w*|будин\w*|кілометр\w*|км|відсотк\w*"
    r"|военн\w*|человек\w*|мирн\w*|погибш\w*|ранен\w*|убит\w*|пленн\w*|беспилотник\w*|самол\w*|дом\w*"
    r"|километр\w*|процент\w*)\b",
    re.IGNORECASE,
)
_SMALL: Final = 10


def _table(*rows: str) -> dict[str, int]:
    return {word: int(row.split()[0]) for row in rows for word in row.split()[1:]}


_UNITS: Final = _table(
    "1 one", "2 two два дві двох две двух двоє двое", "3 three три трьох трёх трех троє трое",
    "4 four чотири чотирьох четыре четырёх четырех", "5 five п'ять п’ять п'яти п’яти пять пяти",
    "6 six шість шести шесть", "7 seven сім семи семь", "8 eight вісім восьми восемь",
    "9 nine дев'ять дев’ять дев'яти дев’яти девять девяти",
    "10 ten десять десяти", "11 eleven одинадцять одиннадцать",
    "12 twelve dozen дванадцять двенадцать дюжина",
    "13 thirteen тринадцять тринадцать", "14 fourteen чотирнадцять четырнадцать",
    "15 fifteen п'ятнадцять п’ятнадцять пятнадцать", "16 sixteen шістнадцять шестнадцать",
    "17 seventeen сімнадцять семнадцать", "18 eighteen вісімнадцять восемнадцать",
    "19 nineteen дев'ятнадцять дев’ятнадцять девятнадцать",
    "20 twenty двадцять двадцяти двадцать двадцати", "30 thirty тридцять тридцяти тридцать тридцати",
    "40 forty fourty сорок", "50 fifty п'ятдесят п’ятдесят пятьдесят", "60 sixty шістдесят шестьдесят",
    "70 seventy сімдесят семьдесят", "80 eighty вісімдесят восемьдесят",
    "90 ninety дев'яносто дев’яносто девяносто",
    "100 сто ста", "200 двісті двести", "300 триста", "400 чотириста четыреста",
    "500 п'ятсот п’ятсот пятьсот",
    "600 шістсот шестьсот", "700 сімсот семьсот", "800 вісімсот восемьсот",
    "900 дев'ятсот дев’ятсот девятьсот",
)  # fmt: skip
_SCALES: Final = _table(
    "12 dozen", "20 score", "100 hundred",
    "1000 thousand тисяча тисячу тисячі тисяч тысяча тысячу тысячи тысяч тис тыс k",
    "1000000 million mln m мільйон мільйона мільйони мільйонів миллион миллиона миллионов млн",
    "1000000000 billion bn мільярд мільярда мільярди мільярдів миллиард миллиарда миллиардов млрд",
    "1000000000000 trillion",
)  # fmt: skip
#: Orders of magnitude, in the words of a figure's `bound`. The longer ones first.
_ORDERS: Final = (
    ("tens_of_thousands_of", r"tens of thousands|десятк\w+ тисяч|десятк\w+ тысяч"),
    ("hundreds_of_thousands_of", r"hundreds of thousands|сотн\w+ тисяч|сотн\w+ тысяч|сот\w* тисяч"),
    ("thousands_of", r"thousands|тисячі|тисячами|тысячи|тысячами"),
    ("hundreds_of", r"hundreds|сотні|сотнями|сотни"),
    ("tens_of", r"dozens|tens|scores|десятк\w+"),
    ("millions_of", r"millions|мільйони|миллионы"),
)
_ORDER = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _ORDERS), re.IGNORECASE)
_ONE_WORD: Final = "|".join(
    sorted(map(re.escape, {*_UNITS, *_SCALES} - {"k", "m", "mln", "bn"}), key=len, reverse=True)
)
_IN_WORDS = re.compile(
    rf"\b(?:{_ONE_WORD})\b(?:(?:\s+and\s+|[\s-]+)(?:{_ONE_WORD})\b)*+(?!-\w)", re.IGNORECASE
)
_SEVERAL = re.compile(r"[\s-]+(?:and\s+)?")


def numbers(text: str) -> Iterator[Number]:
    """Every number that counts something, in order. Linear in the length of the text."""
    text = text.replace("\n", " ")
    taken = bytearray(len(text))
    for start, end in _left_out(text) if _DIGIT.search(text) else ():
        taken[start:end] = b"\1" * (end - start)
    every = [*_in_digits(text, taken), *_orders(text, taken)]
    for number in every:
        taken[number.start : number.end] = b"\1" * (number.end - number.start)
    yield from sorted([*every, *_in_words(text, taken)])


def _left_out(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which no number counts anything."""
    for pattern in (_LEFT_OUT, _NAME):
        yield from (found.span() for found in pattern.finditer(text))
    yield from (each.span() for each in _YEAR.finditer(text) if not _COUNTED.match(text, each.end()))
    for found in _CHUNK.finditer(text):
        if any(sign in found[0] for sign in ("://", "www.", "@", "](")):
            yield found.span()


def _in_digits(text: str, taken: bytearray) -> Iterator[Number]:
    for found in _DIGITS.finditer(text):
        if any(taken[found.start() : found.end()]):
            continue
        value = figures.number(_with_point(found[0]))
        if value is None:
            value = Decimal(re.sub("[^0-9]", "", found[0]))
        times = _TIMES.match(text, found.end())
        if times:
            value *= _scale(times["word"])
        yield Number(found.start(), times.end() if times else found.end(), value)


def _with_point(written: str) -> str:
    """The decimal comma of other languages as a point: it has not three digits behind it."""
    whole, comma, part = written.rpartition(",")
    return f"{whole}.{part}" if comma and part.isdigit() and len(part) != 3 and "," not in whole else written


def _scale(word: str) -> int:
    word = word.lower()
    if word in _SCALES:
        return _SCALES[word]
    return {"тис": 1_000, "тыс": 1_000, "міл": 1_000_000, "мил": 1_000_000}.get(word[:3], 1_000)


def _orders(text: str, taken: bytearray) -> Iterator[Number]:
    for found in _ORDER.finditer(text):
        if not any(taken[found.start() : found.end()]) and found.lastgroup:
            yield Number(found.start(), found.end(), found.lastgroup)


def _in_words(text: str, taken: bytearray) -> Iterator[Number]:
    for found in _IN_WORDS.finditer(text):
        value = _value(_SEVERAL.split(found[0].lower()))
        if any(taken[found.start() : found.end()]) or value < 2:
            continue
        if value >= _SMALL or _COUNTED.match(text, found.end()):
            yield Number(found.start(), found.end(), Decimal(value))


def _value(words: list[str]) -> int:
    """The value of number words in a row: "two hundred and forty thousand"."""
    total = current = 0
    for word in words:
        if word in _SCALES and (current or word not in _UNITS):
            scale = _SCALES[word]
            if scale >= 1_000:
                total, current = total + (current or 1) * scale, 0
            else:
                current = (current or 1) * scale
        else:
            current += _UNITS.get(word, 0)
    return total + current
