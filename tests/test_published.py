"""What a published edition has does not go; where it must, a maintainer says why."""

from dataclasses import replace
from pathlib import Path

from sayso.model.changes import Series
from sayso.project import check, snapshot
from sayso.rules._run import all_rules

from .support.checking import BEFORE as LAST
from .support.checking import NOW as THIS
from .support.checking import checked, found
from .support.scratch import scratch

BEFORE = """\
defaults: {source: gazette-1}
claims:
  - {id: kept, text: We hold the bridge., claimant: north-army, exact: "hold the bridge"}
  - {id: gone, text: A deserter is called Ivan., claimant: north-army, exact: "a deserter"}
"""
NOW = BEFORE.rpartition("  - ")[0]
EXCUSE = """\
excuses:
  - {rule: published-record-gone, record: "claim:gone", reason: It named somebody who is in danger.}
"""


def codes(folder: Path, **files: str) -> list[str]:
    names = {"claims": "claims.yml", "published": "published.yml", "settings": "site_config/sayso.yml"}
    return found(folder, {names[key]: text for key, text in files.items()}).codes


def test_what_was_published_does_not_go(tmp_path: Path) -> None:
    assert codes(tmp_path, claims=NOW, published=BEFORE) == ["SAY119"]
    assert codes(tmp_path, claims=BEFORE, published=BEFORE) == []


def test_a_maintainer_can_excuse_a_record(tmp_path: Path) -> None:
    assert codes(tmp_path, claims=NOW, published=BEFORE, settings=EXCUSE) == []


def test_an_excuse_is_idle_only_where_the_rule_was_asked(tmp_path: Path) -> None:
    """A check outside of any edition does not know what was published."""
    assert codes(tmp_path / "outside", claims=NOW, settings=EXCUSE) == []
    assert codes(tmp_path / "edition", claims=BEFORE, published=BEFORE, settings=EXCUSE) == ["SAY040"]


def test_what_could_not_be_read_is_not_called_gone(tmp_path: Path) -> None:
    assert "SAY119" not in codes(tmp_path, claims=NOW + "  - {id: [", published=BEFORE)


def test_a_page_of_prose_stays_too(tmp_path: Path) -> None:
    files = {"claims.yml": BEFORE, "content/about.md": "# About us\n\n[[badge:kept]]\n"}
    before = replace(snapshot(checked(scratch(tmp_path / "before", files))), edition=LAST)
    now = scratch(tmp_path / "now", {"claims.yml": BEFORE})
    told = check(now, series=Series(THIS, (before,))).diagnostics
    assert [str(item.mark) for item in told if item.code == "SAY119"] == ["content/about.md:1:1"]


def test_only_rules_that_ask_for_editions_say_so() -> None:
    assert [rule.NAME for rule in all_rules() if getattr(rule, "OF_EDITIONS", False)] == [
        "published-record-gone"
    ]
