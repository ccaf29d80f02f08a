"""One built site for all tests of this folder, and a browser for each file."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sayso.diagnostics import has_errors
from sayso.site.build import build
from tests.browser.looking import ARGUMENTS, chromium, served
from tests.support import wild
from tests.support.scratch import copy_of_repository
from tests.support.series import publish


@dataclass
class Seen:
    """What a page asked for and complained about while it was looked at."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Any) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{page.url}: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, built whole."""
    result = build(copy_of_repository(tmp_path_factory.mktemp("real")))
    assert result.site is not None, [each.message for each in result.diagnostics if has_errors([each])]
    return result.site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def wild_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of extremes, built whole."""
    return wild.built(tmp_path_factory.mktemp("wild"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site in three editions, as they are published."""
    return publish(tmp_path_factory.mktemp("published"), framed=True)


@pytest.fixture(scope="session")
def sites(site: Path, wild_site: Path, published: Path) -> dict[str, Path]:
    """The sites of which each kind of page is looked at, by name."""
    return {"real": site, "wild": wild_site, "edition": published}


@pytest.fixture(scope="session")
def hosts(sites: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The address of each."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(served(folder)) for name, folder in sites.items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser of each file's own: what one leaves behind (a dialog of a page that attacks it,
    a process that hangs) must not hold up the next."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here; name one with SAYSO_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Any, seen: Seen) -> Iterator[Any]:
    """A tab of its own, of a laptop's size."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    seen.follow(tab)
    yield tab
    context.close()
