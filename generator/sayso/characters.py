"""Which characters may stand in a text, and what is said of one that may not.

Refused are, of all that Unicode has:

- control characters, halves of characters (surrogates), noncharacters;
- what cannot be seen or turns the direction of text: all Default_Ignorable_Code_Points
  (UAX 44), format characters, line separators and the blank letters and signs;
- what no standard gives a meaning: private use, and planes in which nothing was ever
  assigned (single code points that are unassigned today may be letters tomorrow, and
  which they are differs between versions of Python: they are shown as what they are);
- heaps of marks on one letter, which cover the lines above and below (UTS 39, 5.4).

Which invisibles a script needs, and where: RFC 5892, appendix A (joiners), UTS 51 (emoji
sequences), UAX 9 (bidi controls), UTS 37 and StandardizedVariants.txt (selectors).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Final

CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
#: Nobody can know what these mean: private use, planes 4 to 13, the rest of plane 14.
NOBODYS: Final = "\ue000-\uf8ff\U000e1000-\U000efffd" + "".join(
    f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in (*range(0x40000, 0xE0000, 0x10000), 0xF0000, 0x100000)
)
#: Never wanted: bidi controls, zero-width and blank characters, line separators, tags.
INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
#: Wanted by some scripts, in some places: joiners, variation selectors.
JOINERS: Final = "\u200c\u200d"
SELECTORS: Final = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

#: So many marks that belong to no one script may stand on one letter (UTS 39, 5.4), and so
#: many of any kind: Tibetan stacks of eight are known, Hebrew has six with cantillation.
MOST_ACCENTS: Final = 4
MOST_MARKS: Final = 8
ACCENTS: Final = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_IS_ACCENT: Final = re.compile(f"[{ACCENTS}]")
#: What is neither a letter nor a common sign may be marks: that is looked up.
_PERHAPS_MARKS: Final = (
    r"[^\w\s\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\uff00-\uffff\U0001f000-\U0001ffff]"
)
_PERHAPS_HEAP: Final = re.compile(f"[{ACCENTS}]{{{MOST_ACCENTS + 1},}}|{_PERHAPS_MARKS}{{{MOST_MARKS + 1},}}")

#: What is never wanted is found in runs of one kind, the rest one by one.
_SUSPECT: Final = re.compile(f"[{CONTROL}]+|[{INVISIBLE}]+|[{NOBODYS}]+|[{JOINERS}{SELECTORS}]")
#: What may hold any of these: all but letters and signs of the common scripts. A class of few
#: ranges is found ten times as fast, and most texts hold nothing else.
_DOUBTFUL: Final = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u024f\u0370-\u052f\u05d0-\u05ea\u0620-\u06d3\u0900-\u0dff\u0e01-\u0e5b"
    "\u2010-\u2027\u2030-\u205e\u3001-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+"
)
#: What of ASCII is no control character, tabs and line ends among it.
_PLAIN: Final = bytes([9, 10, *range(32, 127)])
_IS_CONTROL: Final = re.compile(f"[{CONTROL}]")
_IS_NOBODYS: Final = re.compile(f"[{NOBODYS}]")
_IS_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_IS_SELECTOR: Final = re.compile(f"[{SELECTORS}]")
_NEVER: Final = re.compile(f"[{CONTROL}{NOBODYS}{INVISIBLE}]")
#: Bidi classes (UAX 9) of the characters that turn the direction of text.
_TURNS: Final = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
#: A subdivision flag (England's): a black flag, letters in tag characters, a cancel tag.
_TAG_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")

#: Signs below U+2190 that have a shape as emoji (emoji-variation-sequences.txt).
_EARLY_EMOJI: Final = frozenset("#*0123456789©®‼⁉™ℹ")
_LETTERLIKE_EMOJI: Final = frozenset("〰〽")
#: Blocks of scripts whose spelling uses ZWJ and ZWNJ: Arabic to Mandaic, the Indic
#: scripts, Myanmar, Khmer, Mongolian, Balinese to Batak, their extensions, Adlam.
_JOINING_BLOCKS: Final = (
    (0x0600, 0x08FF),
    (0x0900, 0x0DFF),
    (0x1000, 0x109F),
    (0x1780, 0x18AF),
    (0x1B00, 0x1C4F),
    (0xA840, 0xA8FF),
    (0xA980, 0xAAFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
)
#: Scripts with standardized variants beside the mathematical signs (StandardizedVariants.txt):
#: Myanmar, Phags-pa, Han, full-width forms, Manichaean, hieroglyphs.
_VARYING_BLOCKS: Final = (
    (0x1000, 0x109F),
    (0xA840, 0xA87F),
    (0xAA60, 0xAA7F),
    (0xFF01, 0xFF61),
    (0x10AC0, 0x10AFF),
    (0x13000, 0x143FF),
)
#: Where ideographs are (with variants of their own: the Ideographic Variation Database).
_HAN_BLOCKS: Final = (
    (0x3001, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFD),
)


def refused(text: str) -> list[tuple[int, str]]:
    """(offset, run of characters) of what may not stand in `text`, in order.

    Lines end in `\\n`. A run is of characters that the same is said of.
    """
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN):
        return []  # what most files are, found out in no time
    result = []
    doubtful = (run.span() for run in _DOUBTFUL.finditer(text))
    for found in chain.from_iterable(_SUSPECT.finditer(text, *span) for span in doubtful):
        at, run = found.span()[0], found.group()
        if run[0] >= "\U000e0000" and (flag := _TAG_FLAG.match(text, max(at - 1, 0))):
            at, run = flag.end(), run[flag.end() - at :]
        if run and not _is_wanted(text, at, run[0]):
            result.append((at, run))
    heaps = _heaps(replace_refused(text, result) if result else text)
    return sorted([*result, *heaps]) if heaps else result


def replace_refused(text: str, found: Iterable[tuple[int, str]]) -> str:
    """`text` with U+FFFD in each refused place: as long as before."""
    parts: list[str] = []
    done = 0
    for at, run in found:
        parts += text[done:at], "\ufffd" * len(run)
        done = at + len(run)
    return "".join([*parts, text[done:]])


def _is_wanted(text: str, at: int, character: str) -> bool:
    """Whether a joiner or selector stands where a script needs it; nothing else is wanted."""
    if _NEVER.match(character):
        return False
    before = text[at - 1 : at] if at else ""
    after = text[at + 1 : at + 2]
    if character in JOINERS:
        if character == "\u200d" and _is_emoji(_base(text, at)) and _is_emoji(after):
            return True
        if not _joins(before):
            return False
        # A virama asks for a joiner also at a word's end, as does the Arabic letter heh.
        return _joins(after) or unicodedata.combining(before) == 9 or before == "\u0647"
    if not before:
        return False
    if character in "\ufe0e\ufe0f":
        return before in _EARLY_EMOJI or before in _LETTERLIKE_EMOJI or _is_emoji(before)
    if "\u180b" <= character <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    if character >= "\U000e0100":
        return _among(before, _HAN_BLOCKS)
    return (
        _among(before, _HAN_BLOCKS)
        or _among(before, _VARYING_BLOCKS)
        or before == "0"
        or unicodedata.category(before) == "Sm"
    )


def _heaps(text: str) -> list[tuple[int, str]]:
    """(offset, run) of the marks that are too many on one letter, in order."""
    if text.isascii():
        return []
    found: list[tuple[int, str]] = []
    for run in _PERHAPS_HEAP.finditer(text):
        marks = accents = 0
        excess = -1
        for at in range(run.start(), run.end() + 1):
            if at == run.end() or unicodedata.category(text[at]) not in ("Mn", "Me"):
                if excess >= 0:
                    found.append((excess, text[excess:at]))
                marks = accents = 0
                excess = -1
                continue
            marks += 1
            accents += _IS_ACCENT.match(text[at]) is not None
            if excess < 0 and (marks > MOST_MARKS or accents > MOST_ACCENTS):
                excess = at
    return found


@lru_cache(maxsize=256)
def describe(character: str) -> tuple[str, str, str]:
    """(code, message, hint) for a refused character."""
    name = unicodedata.name(character, "")
    label = f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
    if "\ud800" <= character <= "\udfff":
        return "SAY002", f"{label} is half a character", "type the character itself"
    if _IS_CONTROL.match(character):
        what = "the control character " if character <= "\x9f" else "what is no character at all, "
        return "SAY002", f"{what}{label}", "delete it"
    if _IS_NOBODYS.match(character):
        hint = "write it in ordinary letters or signs: each font shows it as it likes"
        return "SAY014", f"{label} is a character to which no standard gives a meaning", hint
    hint = "delete it; it cannot be seen"
    if character in "\u2028\u2029":
        hint = "use an ordinary line break"
    elif character == "\ufeff":
        hint = "delete it; a byte-order mark may stand only at the start of a file"
    elif character in JOINERS:
        hint = "delete it; joiners may stand only between letters of scripts that need them"
    elif unicodedata.bidirectional(character) in _TURNS or character in "\u200e\u200f\u061c":
        hint = "delete it; the site gives every name and quotation its own direction by itself"
    elif not _IS_INVISIBLE.match(character) and not _IS_SELECTOR.match(character):
        message = "so many marks on one letter cover the lines around it"
        return "SAY018", message, f"leave at most {MOST_ACCENTS} accents on a letter"
    return "SAY014", f"the invisible character {label}", hint


def _base(text: str, at: int) -> str:
    """The character before `at`, past one variation selector or one skin tone."""
    if at >= 2 and (text[at - 1] == "\ufe0f" or "\U0001f3fb" <= text[at - 1] <= "\U0001f3ff"):
        at -= 1
    return text[at - 1 : at] if at else ""


def _is_emoji(character: str) -> bool:
    """Whether it may be a part of an emoji sequence: a pictograph, an arrow, a skin tone."""
    return character >= "\u2190" and unicodedata.category(character) in ("So", "Sm", "Sk")


def _joins(character: str) -> bool:
    if not character or unicodedata.category(character)[0] not in "LM":
        return False
    return _among(character, _JOINING_BLOCKS)


def _among(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    point = ord(character)
    return any(low <= point <= high for low, high in blocks)
