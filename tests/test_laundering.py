"""Nothing is told stronger than it was said: `laundering_cases.yml` says what may be told of which words."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sayso.figures import BOUNDS
from sayso.laundering.hedges import hedge_on, softened
from sayso.laundering.holding import figure_faults
from sayso.laundering.measures import MEASURE_OF, WEAKER
from sayso.laundering.reading import Reading
from sayso.laundering.speech import acts
from sayso.laundering.telling import text_faults
from sayso.model.claims import Figure

from .support.checking import Found, checked, found
from .support.scratch import REPOSITORY

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "laundering_cases.yml").read_text("utf-8")
)["cases"]
RULES = {
    "SAY407": "figure-not-in-words",
    "SAY408": "stronger-bound",
    "SAY409": "stronger-measure",
    "SAY410": "figure-words-apart",
    "SAY411": "other-number-in-text",
    "SAY224": "stronger-speech-act",
    "SAY225": "lost-hedge",
}


def site(case: dict[str, Any]) -> dict[str, str]:
    """A case as the files of a site."""
    exact = case["exact"] if isinstance(case["exact"], list) else [case["exact"]]
    claim = {
        "id": "told",
        "text": case.get("text", "So it is."),
        "claimant": "speaker",
        "citations": [{"source": "source", "exact": words} for words in exact],
        **{key: case[key] for key in ("figure", "speech_act", "nature") if key in case},
    }
    source = {
        "id": "source",
        "title": "A report",
        "publisher": "gazette",
        "kind": "article",
        "no_url": "on paper",
    }
    if "language" in case:
        source["language"] = case["language"]
    name = case.get("by", "The speaker")
    parties = [{"id": "speaker", "type": "group", "name": name, "interest": "unknown"}]
    records = {"claims": [claim], "sources": [source], "parties": parties}
    page = f"Told here: [[claim:told|{case['prose']}]]\n" if "prose" in case else "[[claim:told]]\n"
    return {"claims.yml": json.dumps(records, ensure_ascii=False), "content/index.md": page}


def told(result: Found) -> list[str]:
    assert "SAY021" not in result.codes and "SAY020" not in result.codes, result.text
    return [RULES[code] for code in result.codes if code in RULES]


@pytest.mark.parametrize("case", CASES, ids=[case["why"].replace(" ", "-") for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    result = found(tmp_path, site(case))
    assert sorted(told(result)) == sorted(case["find"]), result.text


def test_there_are_cases_enough_in_both_directions() -> None:
    assert len({case["why"] for case in CASES}) == len(CASES) >= 100
    assert sum(not case["find"] for case in CASES) >= 45
    for name in RULES.values():
        assert any(name in case["find"] for case in CASES), name


def test_the_content_of_this_site_is_told_as_it_was_said() -> None:
    result = checked(REPOSITORY)
    assert [str(item.mark) + item.message for item in result.diagnostics if item.code in RULES] == []


# Laws

amounts = st.integers(min_value=2, max_value=999_999)


@given(amounts, st.sampled_from(sorted(BOUNDS - {""})))
def test_a_figure_told_in_its_own_words_is_never_accused(amount: int, bound: str) -> None:
    if bound.endswith("_of") or bound == "exact":
        return
    words = f"{bound.replace('_', ' ')} {amount:,} soldiers were killed"
    figure = Figure(measure="killed", value=str(amount), bound=bound, unit="soldiers")
    assert list(figure_faults(figure, [Reading(words)])) == []
    assert list(text_faults(Reading(words), None, [Reading(words)])) == []


#: The table of docs/laundering.md: what a bound in the words may be told as.
FAIR = {
    "": "exact about at_least up_to within",
    "about": "about",
    "nearly": "nearly about up_to less_than within",
    "over": "over at_least",
    "at_least": "at_least",
    "up_to": "up_to within",
    "within": "up_to within",
    "less_than": "less_than up_to within",
}


@pytest.mark.parametrize("theirs", FAIR)
@pytest.mark.parametrize(
    "ours", ["", *sorted(bound for bound in BOUNDS if bound and not bound.endswith("_of"))]
)
def test_a_bound_is_told_no_stronger(theirs: str, ours: str) -> None:
    words = Reading(f"{theirs.replace('_', ' ')} 340 soldiers came")
    figure = Figure(measure="count", value="340", unit="soldiers", **({"bound": ours} if ours else {}))
    found = [fault.kind for fault in figure_faults(figure, [words])]
    assert found == ([] if ours in FAIR[theirs].split() or ours == theirs else ["bound"])


@given(amounts, amounts)
def test_a_number_that_is_not_there_is_always_accused(said: int, told: int) -> None:
    figure = Figure(measure="killed", value=str(told), unit="soldiers")
    faults = list(figure_faults(figure, [Reading(f"{said} soldiers were killed")]))
    assert [fault.kind for fault in faults] == ([] if said == told else ["number"])


@given(amounts, st.sampled_from(sorted(WEAKER)))
def test_who_bears_out_a_measure_bears_out_every_weaker_one(amount: int, kind: str) -> None:
    """The order of measures holds through: whatever a told measure bears out, its words do too."""
    for measure in WEAKER[kind]:
        for other, weaker in WEAKER.items():
            if MEASURE_OF.get(other) == measure and other != "destroyed":
                assert weaker <= WEAKER[kind], f"{kind} bears out {measure}, but not all that it bears out"


@given(
    st.text(max_size=300), st.text(max_size=120), st.sampled_from(["en", "uk", "ru", "de", "pl", "ar", ""])
)
def test_no_words_are_too_odd(exact: str, text: str, language: str) -> None:
    """Whatever a contributor writes, it is read, and told in words."""
    words, ours = Reading(exact, language), Reading(text)
    figure = Figure(measure="killed", as_said=text or "some", value="340", bound="about")
    for fault in [*figure_faults(figure, [words]), *text_faults(ours, figure, [words])]:
        assert fault.ours and fault.mend
    hedge_on(words, ours)
    softened(ours)
    acts(words)


@pytest.mark.parametrize(
    "piece",
    (
        *(
            "killed 5 and ",
            "1 000 ",
            "may ",
            "about ",
            "twenty-one thousand and ",
            "5-",
            "1,000,",
            "some of ",
        ),
        *(
            "not ",
            "a ",
            "killed and wounded ",
            "claimed, ",
            "до 340 ",
            "тридцять ",
            "'\"-",
            "0" * 50 + " ",
            "x",
        ),
        "half a ",
    ),
)
def test_long_words_take_no_long_time(piece: str) -> None:
    """64 KiB of one piece over and over, the longest that a field may be, in well under a second."""
    exact = piece * (65_536 // len(piece.encode()))
    start = time.process_time()
    words, ours = Reading(exact), Reading(exact[:20_000])
    figure = Figure(measure="killed", as_said=(piece * 40).strip() or "x", value="5", unit="soldiers")
    list(figure_faults(figure, [words]))
    list(text_faults(ours, figure, [words]))
    hedge_on(words, ours)
    softened(ours)
    acts(words)
    assert time.process_time() - start < 3
