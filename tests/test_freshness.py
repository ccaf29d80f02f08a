"""Every page says when its evidence was last checked, apart from when the page was made."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from sayso.cli import cli
from sayso.project import check, pages
from sayso.site.build import build

from .support.console import example

CHECKED_ON = "1736467200"  # 10 January 2025
MADE_ON = "1738281600"  # 31 January 2025


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE_ON)
    return example(tmp_path)


def verify(root: Path, monkeypatch: pytest.MonkeyPatch, *names: str, day: str = CHECKED_ON) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
    arguments = ["verify", "--root", str(root), "--captures", str(root / "captures"), *names]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE_ON)


def told_on(root: Path) -> dict[str, str]:
    """What each page's head says of the day on which its evidence was checked."""
    found = {}
    for page in pages(check(root))[0]:
        if page.path.endswith(".md") and page.path != "SUMMARY.md":
            lines = [
                line for line in page.text.split("\n---\n")[0].splitlines() if line.startswith("checked:")
            ]
            found[page.path] = lines[0].partition(": ")[2].strip('"') if lines else ""
    return found


def test_nothing_was_checked_yet(site: Path) -> None:
    told = told_on(site)
    assert told["claims/bridge-lost.md"] == (
        "The words quoted on this page were not yet checked against their sources."
    )
    assert (
        told["method/index.md"] == "The words quoted on this site were not yet checked against their sources."
    )


def test_a_page_tells_the_day_of_its_own_evidence(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify(site, monkeypatch)
    verify(site, monkeypatch, "source:agency-wire", day="1736985600")  # 16 January
    told = told_on(site)
    page = "The words quoted on this page were last checked against their sources"
    assert told["claims/losses-forty.md"] == f"{page} on 16 January 2025."
    assert told["quotes/q-road.md"] == f"{page} on 10 January 2025."
    assert told["index.md"] == f"{page} between 10 January 2025 and 16 January 2025."
    assert set(filter(None, told.values())) == set(told.values()), "every page tells"


def test_what_is_not_checked_is_counted(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify(site, monkeypatch)
    with (site / "claims.yml").open("a") as claims:
        claims.write("""
  - id: guns
    text: Guns were heard until noon.
    claimant: mayor
    source: observer-note
    exact: "Guns were heard until noon"
    about: bridge
""")
    told = told_on(site)
    assert told["questions/bridge.md"].endswith(
        "on 10 January 2025; 1 of 6 passages was not, or no longer stands there."
    )
    assert "not yet checked" in told["claims/guns.md"]


def test_both_days_stand_at_the_foot_of_the_built_page(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify(site, monkeypatch)
    result = build(site)
    assert result.site is not None
    for name in (".", "claims/bridge-held", "legend", "parties/mayor", "wanted", "balance"):
        page = LexborHTMLParser((result.site / name / "index.html").read_text(encoding="utf-8"))
        foot = page.css_first(".sy-days")
        assert foot is not None, name
        text = " ".join(foot.text().split())
        assert "checked against their sources on 10 January 2025." in text
        assert text.endswith("This page was made on 31 January 2025.")
