"""How much the search sends and how long it takes: `python bench/search.py [claims ...]`.

Sites of that many claims (2,000 and 10,000 unless told; with their sources, quotations and parties
twice as many records) are indexed as `sayso build` does it; the search page of the repository's own
site is then opened on that index, in Chromium with an empty cache and a processor slowed down four
times, as on a phone. From the moment at which the page is asked for, with words in its address, to
the first result; and all that is sent for it. The server is on the same machine and packs nothing,
as hosts do not pack files whose kind they do not know; pages, scripts and style sheets are counted
as they are packed by a host (gzip).

What must hold: the first result in less than 2 s, with less than 400 kB for 2,000 claims; the index
of 10,000 in less than 60 s and 1 GB.
"""

import gzip
import importlib.util
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from playwright.sync_api import sync_playwright  # noqa: E402

from sayso import project  # noqa: E402
from sayso.pagefind_files import FOLDER  # noqa: E402
from sayso.site import search  # noqa: E402
from sayso.site.build import build  # noqa: E402
from tests.browser.looking import ARGUMENTS, chromium, served  # noqa: E402
from tests.support.scratch import copy_of_repository  # noqa: E402

#: A word that stands in a third of all claims, one that stands in a few, a name, a slip of the pen.
QUERIES = ("killed", "village 1234", "Brigade 7", "vilage")
SLOWER = 4
FIRST = ".sy-search__found .sy-row"
#: What hosts pack on the way.
PACKED = (".html", ".js", ".css", ".json", ".svg", "/")


def maker() -> ModuleType:
    """The maker of ledgers in check.py, which is no package."""
    spec = importlib.util.spec_from_file_location("bench_check", REPOSITORY / "bench" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def index(folder: Path, site: Path, count: int) -> None:
    """Put the index of so many claims into a site."""
    root = folder / f"ledger-{count}"
    root.mkdir()
    maker().site(root, count)
    checked = project.check(root)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    begun = time.monotonic()
    search.add(site, checked, print)
    took = time.monotonic() - begun
    files = [path for path in (site / FOLDER).rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{count:,} claims: index in {took:.1f} s, {len(files):,} files of {size / 1e6:.1f} MB, "
        f"at most {most / 1024:.0f} MB of memory"
    )


def look(browser: Any, address: str, query: str) -> None:
    """Time to the first result, and bytes, with an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    bodies: list[tuple[str, int]] = []

    def weigh(response: Any) -> None:
        if response.status == 200:
            body = response.body()
            name = response.url.partition("?")[0]
            bodies.append((name, len(gzip.compress(body)) if name.endswith(PACKED) else len(body)))

    page.on("requestfinished", lambda request: weigh(request.response()))
    begun = time.monotonic()
    page.goto(f"{address}/search/?q={query}", wait_until="commit")
    page.locator(FIRST).first.wait_for()
    took = time.monotonic() - begun
    page.wait_for_timeout(800)
    total = sum(size for _, size in bodies)
    found = sum(size for name, size in bodies if "pagefind" in name or name.endswith("words.json"))
    print(
        f"  {query!r}: first result after {took:.2f} s; {total / 1e3:.0f} kB in {len(bodies)} requests, "
        f"of which the search {found / 1e3:.0f} kB"
    )
    context.close()


def main() -> None:
    counts = [int(each) for each in sys.argv[1:]] or [2_000, 10_000]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        (folder / "real").mkdir()
        built = build(copy_of_repository(folder / "real"))
        assert built.site is not None
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for count in counts:
            index(folder, built.site, count)
            with served(built.site) as address:
                for query in QUERIES:
                    look(browser, address, query)
        browser.close()


if __name__ == "__main__":
    main()
