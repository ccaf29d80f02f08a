"""A picture of each kind of page, on a phone and on a laptop, light, dark and printed, into screenshots/:
of this site, of the site of extremes and of one in editions. Four of them, small, go into docs/pictures/.

`make screenshots` builds the site and runs this. Run alone, it takes the site as it lies
in site/, and builds it where there is none.
"""

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY))

from sayso.site.build import build  # noqa: E402 - found through the line above
from tests.browser.looking import ARGUMENTS, chromium, served  # noqa: E402
from tests.support import wild  # noqa: E402
from tests.support.series import publish  # noqa: E402

OUT = REPOSITORY / "screenshots"
WIDTHS = {360: 740, 1280: 800}
SCHEMES = ("light", "dark")
#: A4 at 96 dots to the inch.
PAPER = 794
PICTURES = REPOSITORY / "docs" / "pictures"
#: Of the README and the manual: name -> page, width, height, scheme.
SHOWN = {
    "claim": ("claims/losses-340/", 1280, 900, "light"),
    "home": ("", 1280, 900, "light"),
    "question": ("questions/attack-outcome/", 1280, 900, "dark"),
    "timeline": ("timelines/kursk/", 1280, 900, "light"),
}
#: A picture is cut here: a list of 500 claims need not be seen to its end.
TALLEST = 5000
#: Of each of these folders its list, and the page on it that has most to show.
FOLDERS = {
    "claims": "claim",
    "questions": "question",
    "quotes": "quote",
    "timelines": "timeline",
    "parties": "party",
    "sources": "source",
    "statuses": "status",
    "sides": "side",
    "tags": "tag",
    "embed": "embedded",
}
ALONE = (
    "", "who-says-what/", "what-is-not-known/", "corrections/", "changes/", "legend/", "method/", "wanted/",
    "balance/", "search/", "data/", "edit/", "404.html",
)  # fmt: skip


def kinds(site: Path) -> dict[str, str]:
    """Name of the picture -> address below the site, of those that the site has."""
    found = {(name.strip("/").removesuffix(".html") or "home"): name for name in ALONE}
    for folder, one in FOLDERS.items():
        found[f"{folder}-list"] = f"{folder}/"
        inside = sorted((site / folder).glob("*/index.html"), key=lambda path: path.stat().st_size)
        if inside:
            found[one] = f"{folder}/{inside[-1].parent.name}/"
    return {
        name: where
        for name, where in found.items()
        if (site / where / ("" if where.endswith(".html") else "index.html")).is_file()
    }


#: Of an edition: the pages that no other site has, and its claim. `published` holds several.
EDITION = {
    "editions": "editions/",
    "edition-home": "latest/",
    "edition-claim": "latest/claims/held/",
    "edition-changes": "latest/changes/",
    "edition-older": "2024-12-31/claims/held/",
}


#: Of the site of extremes: a page for each of them.
WILD = {
    "home": "",
    "prose": "elements/",
    "claims-list": "claims/",
    "claim-of-2000-characters": "claims/two-thousand-characters/",
    "claim-in-arabic": "claims/arabic-words/",
    "claim-of-a-long-word": "claims/long-word/",
    "claim-taken-back": "claims/deprecated/",
    "question-of-eight": "questions/eight-claimants/",
    "question-of-forty-claims": "questions/forty-claims/",
    "question-without-claims": "questions/no-claims/",
    "question-with-a-missing-figure": "questions/missing-figure/",
    "question-of-every-status": "questions/every-status/",
    "quote-in-arabic": "quotes/arabic-in-english/",
    "quote-that-is-very-long": "quotes/very-long/",
    "timeline-of-300": "timelines/three-hundred-events/",
    "timeline-without-events": "timelines/no-events/",
    "party-of-500-claims": "parties/many-claims/",
    "party-without-claims": "parties/no-claims/",
    "party-of-a-long-word": "parties/long-word/",
    "party-in-ukrainian": "parties/ukrainian-name/",
    "source-of-a-long-address": "sources/long-address/",
    "source-retracted": "sources/retracted/",
    "corrections": "corrections/",
    "wanted": "wanted/",
}


def kinds_of_all(sites: dict[str, Path]) -> list[tuple[str, str, str]]:
    """(site, name of the kind, address below it) of every kind of page of every site."""
    found = []
    for site, folder in sites.items():
        pages = {"edition": EDITION, "wild": WILD}.get(site) or kinds(folder)
        assert pages, f"the site '{site}' has no pages"
        found += [(site, name, where) for name, where in pages.items()]
    return found


#: Of this site: what a reader opens or asks for, picture -> (page, what is pressed, what is there then).
OPENED = {
    "search-with-results": ("search/?q=soldiers", "", "#sy-search-found .sy-row"),
    "search-without-results": ("search/?q=xyzzy", "", "#sy-search-told:not(:empty)"),
    "cite": ("claims/losses-340/", ".sy-cite-page > summary", ".sy-cite-page[open]"),
    "edit-of-a-record": ("edit/?record=claim:losses-340", "", ".sy-places:not([hidden])"),
}


def shoot(browser: Any, address: str, pages: dict[str, str], width: int, scheme: str) -> list[str]:
    """Every kind of page at one width, in one scheme; those that are wider than the screen."""
    wide = []
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    page = context.new_page()
    opened = {f"real-{name}": each for name, each in OPENED.items()} if "real-home" in pages else {}
    for name, (where, press, there) in {**{n: (w, "", "") for n, w in pages.items()}, **opened}.items():
        _open(page, f"{address}/{where}", name)
        if press:
            page.locator(press).first.click()
        if there:
            page.locator(there).first.wait_for(timeout=15_000)
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            wide.append(f"{name} at {width} px")
        _take(page, OUT / f"{name}-{width}-{scheme}.png", width, whole=name != "edition-edition-older")
    context.close()
    return wide


def _open(page: Any, address: str, name: str) -> None:
    """With its letters; of an edition, also with what the theme's script fetches and puts into it."""
    page.goto(address, wait_until="networkidle" if name.startswith("edition-") else "load")
    page.evaluate("document.fonts.ready")


def paper(browser: Any, address: str, pages: dict[str, str]) -> None:
    """Every kind of page as it is printed: a picture with the print style, and the PDF of it."""
    context = browser.new_context(viewport={"width": PAPER, "height": 1123}, color_scheme="light")
    page = context.new_page()
    page.emulate_media(media="print")
    for name, where in pages.items():
        _open(page, f"{address}/{where}", name)
        _take(page, OUT / f"{name}-printed.png", PAPER)
        page.pdf(path=OUT / f"{name}-printed.pdf", format="A4")
    context.close()


def _take(page: Any, to: Path, width: int, *, whole: bool = True) -> None:
    """The page to its end; or the window, where something stays at its foot."""
    if not whole:
        page.screenshot(path=to, animations="disabled", caret="hide")
        return
    tall = min(page.evaluate("document.scrollingElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": width, "height": tall}
    page.screenshot(path=to, full_page=True, clip=clip, animations="disabled", caret="hide")


def shown(browser: Any, address: str) -> None:
    """The pictures of the README and the manual: few colours, so that they are small."""
    PICTURES.mkdir(exist_ok=True)
    for name, (where, width, height, scheme) in SHOWN.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        _open(page, f"{address}/{where}", name)
        taken = page.screenshot(animations="disabled", caret="hide")
        few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)
        context.close()


def sites(folder: Path) -> dict[str, Path]:
    """The sites that are shown, by name: this one, that of extremes, and one in editions."""
    site = REPOSITORY / "site"
    if not (site / "index.html").is_file() and build(REPOSITORY, site).site is None:
        raise SystemExit("the site could not be built; sayso build says why")
    return {"real": site, "wild": wild.built(folder), "edition": publish(folder / "series", framed=True)}


def main() -> int:
    """Make all pictures; the exit status: 1 where a page is wider than its screen."""
    program = chromium()
    if program is None:
        print("there is no Chromium here; name one with SAYSO_CHROMIUM", file=sys.stderr)
        return 2
    OUT.mkdir(exist_ok=True)
    for old in (*OUT.glob("*.png"), *OUT.glob("*.pdf")):
        old.unlink()
    wide: list[str] = []
    from playwright.sync_api import sync_playwright  # only where there is a browser

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        made = sites(Path(folder))
        for site, at in made.items():
            pages = {f"{site}-{name}": where for of, name, where in kinds_of_all(made) if of == site}
            with served(at) as address:
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        wide += shoot(browser, address, pages, width, scheme)
                paper(browser, address, pages)
                if site == "real":
                    shown(browser, address)
            print(
                f"{site}: {len(pages)} pages at {' and '.join(map(str, WIDTHS))} px, light, dark and printed"
            )
        browser.close()
    print(f"The pictures are in {OUT}; those of the manual in {PICTURES}")
    for each in wide:
        print(f"wider than the screen: {each}", file=sys.stderr)
    return 1 if wide else 0


if __name__ == "__main__":
    sys.exit(main())
