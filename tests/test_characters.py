"""Which characters may stand in a text: every code point of Unicode, wherever text is read.

What is refused is worked out here from Unicode's own properties, and compared with what the
reader does: the Default_Ignorable_Code_Points and the general categories. Then a few of each
class are put wherever an editor can put them, as they are and as YAML escapes.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.characters import MOST_ACCENTS, MOST_MARKS, refused
from sayso.source import read_yaml

from .support.checking import found

#: DerivedCoreProperties.txt, Default_Ignorable_Code_Point. No new one has come since Unicode 4.1
#: outside these ranges: new ones are taken from those reserved in them.
DEFAULT_IGNORABLE = """
    00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0
    FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF
"""
#: Format characters (Cf) that are seen: signs that span the numbers after them.
SEEN = "0600-0605 06DD 070F 0890-0891 08E2 110BD 110CD"
#: Blank, though their categories do not say so: Braille's blank, a note without a head, a filler,
#: the object replacement character; controls of hieroglyphs, some younger than Python 3.11.
BLANK = "2800 1D159 16FE4 FFFC 13430-1343F"
#: Nothing was ever assigned there.
EMPTY_PLANES = " ".join(f"{plane:X}0000-{plane:X}FFFF" for plane in range(4, 14)) + " E1000-EFFFF"


def points(table: str) -> Iterator[int]:
    for each in table.split():
        first, _, last = each.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def is_noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def unwanted() -> set[int]:
    """The code points that may not stand between two Latin letters."""
    never = {*points(DEFAULT_IGNORABLE), *points(BLANK), *points(EMPTY_PLANES)}
    for point in range(0x110000):
        if unicodedata.category(chr(point)) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or is_noncharacter(point):
            never.add(point)
    return never - {*points(SEEN), 0x09, 0x0A}


def test_every_code_point_of_unicode_is_refused_or_not_as_its_properties_say() -> None:
    every = [chr(point) for point in range(0x110000)]
    text = "".join(f"a{char}" for char in every) + "a"
    told = {ord(char) for _, run in refused(text) for char in run}
    assert {f"U+{point:04X}" for point in told ^ unwanted()} == set()


#: name -> one or two of each class: (character, code).
REFUSED = {
    "null": ("\0", "SAY002"),
    "bell": ("\x07", "SAY002"),
    "escape": ("\x1b", "SAY002"),
    "delete": ("\x7f", "SAY002"),
    "next line": ("\x85", "SAY002"),
    "C1 control": ("\x9f", "SAY002"),
    "noncharacter": ("\ufdd0", "SAY002"),
    "noncharacter at a plane's end": ("\U0002ffff", "SAY002"),
    "soft hyphen": ("\u00ad", "SAY014"),
    "combining grapheme joiner": ("\u034f", "SAY014"),
    "Arabic letter mark": ("\u061c", "SAY014"),
    "Hangul fillers": ("\u115f", "SAY014"),
    "Hangul jungseong filler": ("\u1160", "SAY014"),
    "Hangul filler": ("\u3164", "SAY014"),
    "half-width Hangul filler": ("\uffa0", "SAY014"),
    "Khmer inherent vowel": ("\u17b4", "SAY014"),
    "Mongolian selector": ("\u180b", "SAY014"),
    "Mongolian vowel separator": ("\u180e", "SAY014"),
    "zero width space": ("\u200b", "SAY014"),
    "joiner between Latin letters": ("\u200d", "SAY014"),
    "non-joiner between Latin letters": ("\u200c", "SAY014"),
    "left-to-right mark": ("\u200e", "SAY014"),
    "line separator": ("\u2028", "SAY014"),
    "right-to-left override": ("\u202e", "SAY014"),
    "word joiner": ("\u2060", "SAY014"),
    "invisible times": ("\u2062", "SAY014"),
    "isolate": ("\u2067", "SAY014"),
    "national digit shapes": ("\u206e", "SAY014"),
    "Braille blank": ("\u2800", "SAY014"),
    "variation selector": ("\ufe00", "SAY014"),
    "emoji selector": ("\ufe0f", "SAY014"),
    "byte-order mark": ("\ufeff", "SAY014"),
    "interlinear annotation": ("\ufff9", "SAY014"),
    "object replacement": ("\ufffc", "SAY014"),
    "hieroglyph joiner": ("\U00013430", "SAY014"),
    "musical beam": ("\U0001d173", "SAY014"),
    "note without a head": ("\U0001d159", "SAY014"),
    "shorthand overlap": ("\U0001bca0", "SAY014"),
    "language tag": ("\U000e0001", "SAY014"),
    "tag letter": ("\U000e0061", "SAY014"),
    "supplementary selector": ("\U000e0100", "SAY014"),
    "private use": ("\ue000", "SAY014"),
    "private use in a plane of its own": ("\U0010fffd", "SAY014"),
    "a plane in which nothing is": ("\U000a0000", "SAY014"),
}
CLASSES = [pytest.param(*case, id=name) for name, case in REFUSED.items()]

PLACES = {
    "a value": "claims:\n  - {{id: a, text: 'x{0}y'}}\n",
    "a plain value": "claims:\n  - id: a\n    text: x{0}y\n",
    "a block": "claims:\n  - id: a\n    text: |\n      x{0}y\n",
    "an id": "claims:\n  - {{id: a{0}b}}\n",
    "a key": "claims:\n  - {{te{0}xt: a}}\n",
    "a comment": "claims: []  # x{0}y\n",
    "a comment line": "# x{0}y\nclaims: []\n",
}


@pytest.mark.parametrize(("character", "code"), CLASSES)
def test_refused_wherever_it_stands_in_yaml(character: str, code: str) -> None:
    for name, template in PLACES.items():
        text = template.format(character)
        document, diagnostics = read_yaml(text, "a.yml")
        (told,) = [item for item in diagnostics if item.code == code]
        before = text[: text.index(character)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert (told.mark.line, told.mark.column) == (line, column), name
        assert f"U+{ord(character):04X}" in told.message and told.hint, name
        assert character not in str(document.data), "it does not travel on"


@pytest.mark.parametrize(("character", "code"), CLASSES)
def test_refused_as_an_escape(character: str, code: str) -> None:
    point = ord(character)
    escapes = [f"\\U{point:08x}"]
    escapes += [f"\\u{point:04X}"] if point <= 0xFFFF else []
    escapes += [f"\\x{point:02x}"] if point <= 0xFF else []
    for escape in escapes:
        for text in (f'claims: ["x{escape}y"]\n', f'claims:\n  - {{"te{escape}xt": a}}\n'):
            document, [told] = read_yaml(text, "a.yml")
            assert (told.code, told.mark.end_column - told.mark.column) == (code, len(escape))
            assert "as an escape" in told.message and told.hint
            assert character not in str(document.data)


@pytest.mark.parametrize(("character", "code"), CLASSES)
def test_refused_in_prose_and_its_front_matter(character: str, code: str, tmp_path: Path) -> None:
    page = f"---\ntitle: x{character}y\n---\nWords{character}and `code{character}d`.\n"
    told = [item for item in found(tmp_path, {"content/index.md": page}).diagnostics if item.code == code]
    assert [(item.mark.line, item.mark.column) for item in told] == [(2, 9), (4, 6), (4, 16)]


@pytest.mark.parametrize(("character", "code"), CLASSES)
@pytest.mark.parametrize("ending", ["md", "yml", "png"])
def test_refused_in_the_name_of_a_file(character: str, code: str, ending: str, tmp_path: Path) -> None:
    if character == "\0":
        return  # no file system has it
    result = found(tmp_path, {f"content/a{character}b.{ending}": "claims: []\n"})
    told = [item for item in result.diagnostics if item.code == "SAY019"]
    assert len(told) == 1 and told[0].hint
    assert character not in result.text, "what a terminal is given shows it as a number"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'"\\ud800"', "SAY003"),
        (b'"\\ud83d\\ude00"', "SAY003"),
        (b'"\\udfff"', "SAY003"),
        (b'"\\U0000d800"', "SAY003"),
        (b"\xed\xa0\x80", "SAY001"),  # CESU-8: half a character in three bytes
        (b"\xed\xa0\xbd\xed\xb8\x80", "SAY001"),  # and a whole one in six
        (b"\xc0\x80", "SAY001"),  # an overlong zero
        (b"\xf4\x90\x80\x80", "SAY001"),  # beyond Unicode
    ],
)
def test_halves_of_characters_are_refused(raw: bytes, code: str) -> None:
    _, diagnostics = read_yaml(b"a: " + raw + b"\n", "a.yml")
    assert {item.code for item in diagnostics} == {code}
    assert all(item.mark.line == 1 and item.mark.column >= 4 and item.hint for item in diagnostics)


#: What people write, with the invisible characters and the many marks that it needs.
WANTED = {
    "Persian, with non-joiners": "می‌خواهم نامه‌ای",
    "Urdu": "ہم‌نام",
    "Sinhala, with joiners": "ශ්‍රී ලංකා",
    "Malayalam, with joiners": "അവന്‍ പാര്‍ക്ക്",
    "Marathi, with a joiner at the end": "दर्‍या र्‍",
    "Bengali": "র‍্যাব",
    "Hebrew with points and accents": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
    "Arabic with all its vowels": "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
    "Vietnamese, composed": "Tiếng Việt ở Huế",
    "Vietnamese, decomposed": unicodedata.normalize("NFD", "Tiếng Việt ở Huế"),
    "Devanagari": "क्षत्रिय निर्द्वन्द्व",
    "Thai": "ที่นี่ น้ำ กุ้ง",
    "Tibetan, with a stack of eight": "ཧྐྵྨླྺྼྻྂ བསྒྲུབས",
    "Burmese": "မြန်မာ ကြွ",
    "Khmer": "ស្ត្រី",
    "Greek, decomposed": unicodedata.normalize("NFD", "ᾅδης ᾇ"),
    "phonetic letters": "t̪͡ɕʰ ẽ̞̃",
    "Mongolian with a selector": "ᠮᠣᠩᠭᠣᠯ ᠠ᠋",
    "a Japanese name with its own form": "葛\U000e0100城市",
    "families, flags, skin tones": "👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 🕵🏽‍♂️ 🇺🇦 1️⃣ ©️ ℹ️",
    "England's flag": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "spaces of many widths": "1\u00a0000\u202f000 a\u2009b\u3000c",
    "letters younger than this Python": "\U0002ebf0\U0001fae8",
}


@pytest.mark.parametrize("text", WANTED.values(), ids=WANTED)
def test_what_people_write_is_read_as_it_stands(text: str, tmp_path: Path) -> None:
    assert refused(text) == []
    assert read_yaml(f"a: '{text}'\n", "a.yml")[0].data == {"a": text}


def test_marks_are_heaped_no_higher_than_any_spelling_needs() -> None:
    accents = [chr(0x300 + number) for number in range(40)]
    assert refused("e" + "".join(accents[:MOST_ACCENTS])) == []
    assert refused("ze" + "".join(accents)) == [(2 + MOST_ACCENTS, "".join(accents[MOST_ACCENTS:]))]
    vowels = "\u0902" * (MOST_MARKS + 2)
    assert refused("\u0915" + vowels[:-2]) == []
    assert refused("\u0915" + vowels) == [(1 + MOST_MARKS, vowels[-2:])]


def test_heaped_marks_have_a_place_and_a_remedy_raw_and_escaped() -> None:
    raw = "a: zal" + "\u0335\u0321\u0322\u0327\u0328\u0334" + "go\n"
    _, [told] = read_yaml(raw, "a.yml")
    assert (told.code, told.mark.column, told.mark.end_column) == ("SAY018", 11, 13)
    assert "4 accents" in told.hint
    escaped = 'a: "zal' + "\\u0335\\u0321\\u0322\\u0327\\u0328\\u0334" + 'go"\n'
    document, [told] = read_yaml(escaped, "a.yml")
    assert (told.code, told.mark.column) == ("SAY018", 8 + 4 * 6)
    assert document.data == {"a": "zal\u0335\u0321\u0322\u0327\ufffd\ufffdgo"}


def test_the_excerpt_is_the_line_of_the_mark(tmp_path: Path) -> None:
    """`str.splitlines` knows ends of lines that YAML does not: form feeds, U+2028 and others."""
    text = "# one\x0ctwo \u2028 three \x85 four\nclaims:\n  - {id: \u202ea}\n"
    shown = found(tmp_path, {"claims.yml": text}).text
    assert "claims.yml:3:10: SAY014" in shown
    assert " 3 |   - {id: <U+202E>a}" in shown
