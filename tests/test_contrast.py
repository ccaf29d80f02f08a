"""The site's colours can be told apart, in light and in dark (WCAG 2.2: 1.4.3 for text, 1.4.11 for the
rest), by computation; and the style sheets name no token that there is not."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "site_config" / "theme" / "assets"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.css"))}
TOKEN = re.compile(r"(--sy-[a-z0-9-]+):\s*([^;]+);")
SCHEMES = {
    "light": "[data-md-color-scheme] {",
    "dark": '[data-md-color-scheme="slate"] {',
    "dark without a script": ".no-js body:not([data-md-color-media]) {",
}
TONES = ("grey", "blue", "teal", "green", "amber", "orange", "red", "violet", "brown")
TEXT, SHAPE = 4.5, 3.0
#: Colour -> what it stands on, and how strong the contrast must be.
PAIRS = (
    *(("ink", ground, TEXT) for ground in ("paper", "raised", "mark")),
    *(("ink", f"{tone}-soft", TEXT) for tone in TONES),  # a warning's words
    *(("soft", ground, TEXT) for ground in ("paper", "raised")),
    *(("link", ground, TEXT) for ground in ("paper", "raised", "amber-soft")),
    *((tone, f"{tone}-soft", TEXT) for tone in TONES),  # a badge
    *((tone, ground, TEXT) for tone in TONES for ground in ("paper", "raised")),  # a badge under the pointer
    ("paper", "ink", TEXT),  # the number of the page that is open
    # Borders by which a part is known: fields, pages of a list, empty sections. And the ring of focus,
    # which has the colour of links.
    *(("rule-strong", ground, SHAPE) for ground in ("paper", "raised")),
    *(("link", f"{tone}-soft", SHAPE) for tone in TONES),
)


def tokens(scheme: str) -> dict[str, str]:
    sheet = SHEETS["sayso.css"]
    start = sheet.index(SCHEMES[scheme])
    return dict(TOKEN.findall(sheet[start : sheet.index("}", start)]))


def luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    digits = colour.strip().lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_can_be_read(scheme: str) -> None:
    found = tokens(scheme)
    weak = [
        f"{front} on {ground}: {contrast(found[f'--sy-{front}'], found[f'--sy-{ground}']):.2f}, not {least}"
        for front, ground, least in PAIRS
        if contrast(found[f"--sy-{front}"], found[f"--sy-{ground}"]) < least
    ]
    assert weak == []


def test_it_is_as_dark_where_no_script_runs() -> None:
    assert tokens("dark without a script") == tokens("dark")


def test_on_paper_all_is_black_or_nearly() -> None:
    sheet = SHEETS["sayso.css"]
    printed = dict(TOKEN.findall(sheet[sheet.index("@media print") :]))
    assert printed.keys() >= {f"--sy-{tone}" for tone in (*TONES, "ink", "soft", "link", "paper")}
    assert contrast(printed["--sy-soft"], printed["--sy-paper"]) > 12


def test_every_colour_of_the_rubric_is_there() -> None:
    rubric = yaml.safe_load((ROOT / "site_config" / "rubric.yml").read_text(encoding="utf-8"))
    assert {status["colour"] for status in rubric["statuses"]} <= set(TONES)
    for scheme in SCHEMES:
        assert tokens(scheme).keys() >= {f"--sy-{tone}{end}" for tone in TONES for end in ("", "-soft")}


def test_no_style_sheet_names_a_token_that_there_is_not() -> None:
    made = (ROOT / "templates" / "status.css.j2").read_text(encoding="utf-8")
    known = {name for text in (*SHEETS.values(), made) for name, _ in TOKEN.findall(text)}
    missing = {
        f"{sheet}: {name}"
        for sheet, text in SHEETS.items()
        for name, end in re.findall(r"var\((--sy-[a-z0-9-]+)\s*([,)])", text)
        if end == ")" and name not in known
    }
    assert missing == set()


def test_no_style_sheet_asks_for_a_file_that_there_is_not() -> None:
    for sheet, text in SHEETS.items():
        for target in re.findall(r"""url\(\s*["']?([^"')]+)""", text):
            assert target.startswith(("data:", "#")) or (ASSETS / target).is_file(), f"{sheet}: {target}"
            assert "//" not in target or target.startswith("data:")


def test_the_font_of_the_first_page_is_light_and_free() -> None:
    fonts = {path.name: path.stat().st_size for path in (ASSETS / "fonts").glob("*.woff2")}
    assert fonts["source-serif-4-latin-wght-normal.woff2"] < 60_000
    assert {name for name in fonts if name in SHEETS["sayso.css"]} == set(fonts)
    assert "SIL OPEN FONT LICENSE" in (ASSETS / "fonts" / "OFL.txt").read_text(encoding="utf-8")
