"""The colours of what stands alone, without the site's style sheets: badges for other sites.

The names are those of the rubric's palette. Each colour of text has at least 4.5:1 on what it stands on
(WCAG 2.2, 1.4.3), in light and in dark.
"""

from typing import Final, NamedTuple


class Tone(NamedTuple):
    """A colour for text and lines, and the soft one behind them; the same two for the dark."""

    ink: str
    soft: str
    dark_ink: str
    dark_soft: str


TONES: Final = {
    "grey": Tone("#505459", "#f0efeb", "#c0c3c6", "#26292d"),
    "blue": Tone("#1d5590", "#e9f0f8", "#9cc6f0", "#1a2937"),
    "teal": Tone("#0a5f63", "#e3f2f1", "#84d1cd", "#142e2d"),
    "green": Tone("#22642e", "#e7f3e6", "#98d299", "#1a2f1c"),
    "amber": Tone("#765200", "#faf0d5", "#e6c067", "#332a12"),
    "orange": Tone("#8f3f0f", "#fcede1", "#f1ad80", "#392517"),
    "red": Tone("#9b202a", "#fbe9e9", "#f6a8a8", "#3b2022"),
    "violet": Tone("#653a91", "#f2ebf9", "#d0b5f1", "#2b2338"),
    "brown": Tone("#674830", "#f4ece4", "#d9ba9f", "#30271f"),
}
#: What is written in no tone: the speaker, and the small print.
INK: Final = ("#1c1e20", "#e6e3dc")
SMALL: Final = ("#55585c", "#acaeb0")
#: The font whose widths are known: these are made to the same measure.
FONT: Final = "Arial,Helvetica,'Liberation Sans',Arimo,sans-serif"


def sheet(colour: str) -> str:
    """The style sheet of one badge. It names no address and no other file."""
    tone = TONES[colour]
    return (
        f"text{{font-family:{FONT}}}"
        f".w{{fill:{INK[0]}}}.s,.i{{fill:{tone.ink}}}.n{{fill:{SMALL[0]}}}"
        f".b{{fill:{tone.soft};stroke:{tone.ink}}}"
        f"@media(prefers-color-scheme:dark){{.w{{fill:{INK[1]}}}.s,.i{{fill:{tone.dark_ink}}}"
        f".n{{fill:{SMALL[1]}}}.b{{fill:{tone.dark_soft};stroke:{tone.dark_ink}}}}}"
    )


#: All style sheets that a badge can have: the audit knows no other.
SHEETS: Final = frozenset(map(sheet, TONES))
