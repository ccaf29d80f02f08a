"""The site of extremes is what it is said to be: every status, every size, and none of it an
editor's fault. It is built, and looked at, in tests/browser."""

from collections import Counter
from pathlib import Path

import pytest

from sayso.dates import parse
from sayso.diagnostics import has_errors
from sayso.project import Checked, check
from tests.support import wild


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", wild.TODAY)
        return check(wild.write(tmp_path_factory.mktemp("wild")))


def test_it_is_sound(checked: Checked) -> None:
    assert [each for each in checked.diagnostics if has_errors([each])] == []


def test_it_has_a_claim_of_every_status(checked: Checked) -> None:
    config = checked.config
    assert config is not None
    seen = {standing.status.code for standing in checked.standings.values()}
    assert {status.code for status in config.rubric.statuses} - seen == set()


def test_it_is_as_large_as_it_is_said_to_be(checked: Checked) -> None:
    ledger = checked.ledger
    spoken = Counter(name for claim in ledger.claims.values() for name in claim.claimant)
    asked = Counter(claim.about for claim in ledger.claims.values())
    assert spoken["many-claims"] >= 500
    assert asked["forty-claims"] >= 40
    assert asked["no-claims"] == spoken["no-claims"] == 0
    assert len(ledger.timelines["three-hundred-events"].events) >= 300
    assert ledger.timelines["no-events"].events == ()
    assert len(ledger.claims["two-thousand-characters"].text) >= 1990
    eight = {
        n for claim in ledger.claims.values() if claim.about == "eight-claimants" for n in claim.claimant
    }
    assert len(eight) == 8


def test_it_has_dates_of_every_precision_and_every_doubt() -> None:
    read = [parse(each if isinstance(each, str) else each["date"]) for each in wild.DATES]
    assert {each.precision for each in read} == {"year", "month", "day", "minute", "second", "interval"}
    assert {mark for each in read for mark in "~?%" if mark in each.text} == set("~?%")


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = (wild.write(tmp_path / name) for name in ("one", "two"))
    for path in sorted(one.rglob("*.yml")):
        assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()
