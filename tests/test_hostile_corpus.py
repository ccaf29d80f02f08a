"""The corpus itself: large enough, all of it to be seen, and made by what stands beside it."""

from collections import Counter

import pytest

from sayso.text import refused
from tests import hostile
from tests.hostile import make


def test_it_is_large_and_mostly_of_families_that_act() -> None:
    families = {name: len(strings) for name, strings in hostile.corpus().items()}
    assert sum(families.values()) >= 2500, families
    by_hand = [string for path in (hostile.HERE / "strings").glob("*.txt") for string in hostile.read(path)]
    assert len(set(by_hand)) >= 1000
    assert sum("alert" in string or ".invalid" in string or "192.0.2." in string for string in by_hand) >= 450


@pytest.mark.parametrize("family", make.FAMILIES)
def test_what_is_made_is_what_is_kept(family: str) -> None:
    kept = (hostile.HERE / "made" / f"{family}.txt").read_text(encoding="utf-8")
    assert kept == make.page(family), "run: python -m tests.hostile.make"


def test_nothing_in_its_files_hides() -> None:
    """Whoever reviews a change of the corpus sees every character of it."""
    for path in hostile.HERE.glob("*/*.txt"):
        assert refused(path.read_text(encoding="utf-8")) == [], path.name


def test_no_string_stands_twice_by_hand() -> None:
    """Twice is once too often: it would be counted, but try nothing."""
    counts = Counter(
        string for path in (hostile.HERE / "strings").glob("*.txt") for string in hostile.read(path)
    )
    assert {string: count for string, count in counts.items() if count > 1} == {}
