"""A picture of each kind of page, on a phone and on a laptop, light and dark, into screenshots/.

`make screenshots` builds the site and runs this. Run alone, it takes the site as it lies
in site/, and builds it where there is none.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY))

from sayso.site.build import build  # noqa: E402 - found through the line above
from tests.browser.looking import ARGUMENTS, chromium, served  # noqa: E402

OUT = REPOSITORY / "screenshots"
WIDTHS = {360: 740, 1280: 800}
SCHEMES = ("light", "dark")
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
}
ALONE = (
    "", "who-says-what/", "what-is-not-known/", "corrections/", "changes/", "legend/", "method/", "wanted/",
    "balance/", "404.html",
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


def shoot(browser: Browser, address: str, pages: dict[str, str], width: int, scheme: str) -> None:
    """Every kind of page at one width, in one scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, where in pages.items():
        page.goto(f"{address}/{where}")
        page.evaluate("document.fonts.ready")
        tall = min(page.evaluate("document.scrollingElement.scrollHeight"), TALLEST)
        page.screenshot(
            path=OUT / f"{name}-{width}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": tall},
            animations="disabled",
        )
    context.close()


def main() -> int:
    """Make all pictures; the exit status."""
    program = chromium()
    if program is None:
        print("there is no Chromium here; name one with SAYSO_CHROMIUM", file=sys.stderr)
        return 2
    site = REPOSITORY / "site"
    if not (site / "index.html").is_file() and build(REPOSITORY, site).site is None:
        print("the site could not be built; sayso build says why", file=sys.stderr)
        return 1
    pages = kinds(site)
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for width in WIDTHS:
            for scheme in SCHEMES:
                shoot(browser, address, pages, width, scheme)
                print(f"{len(pages)} pages at {width} px, {scheme}")
        browser.close()
    print(f"The pictures are in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
