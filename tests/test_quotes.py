"""What comes of holding words against a source: one test function, and the cases in quote_cases/.

A case gives a source (`txt`, `html` or `md`, or several `versions` by day) and a quotation with
the fields of a record, and says what must come of it. `before` is a copy against which the words
were held a first time. `diff` is the nearest passage as it is shown to an editor.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.captures import match
from sayso.model.captures import Result

from .support.quoting import captures_of, held, quote, site

FILES = sorted((Path(__file__).parent / "quote_cases").glob("*.yml"))
FIELDS = ("text", "parts", "prefix", "suffix", "edited")


def cases() -> Iterator[Any]:
    for file in FILES:
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{file.stem}: {case['name']}")


def copies(case: dict[str, Any]) -> dict[str, bytes | str]:
    """The files of a case's captures."""
    if "versions" in case:
        return {f"report.{day}.txt" if day else "report.txt": text for day, text in case["versions"].items()}
    return {
        f"report.{ending}": case[ending].encode(case.get("encoding", "utf-8"))
        for ending in ("txt", "html", "md")
        if ending in case
    }


@pytest.mark.parametrize("case", list(cases()))
def test_quote(case: dict[str, Any], tmp_path: Path) -> None:
    words = {name: case[name] for name in FIELDS if name in case}
    if "edited" in words:
        words["edited"] = "true"
    root = site(tmp_path, quote(**words), copies(case))
    if "before" in case:
        (root / ".captures/report.txt").write_text(case["before"], encoding="utf-8")
        held(root, keep=True)
        (root / ".captures/report.txt").write_text(case["txt"], encoding="utf-8")
    came = held(root, "2025-01-12").outcomes
    assert [str(outcome.result) for outcome in came] == case.get("results", [case.get("result")])
    first = came[0]
    if "times" in case:
        assert len(first.hits) == case["times"]
    if "stood" in case:
        assert first.stood == case["stood"]
    if "diff" in case:
        assert first.nearest is not None and first.nearest.diff == case["diff"]
    assert not [item for item in captures_of(root).diagnostics if item.severity == "error"]


def test_there_are_enough_cases_and_each_result_has_some() -> None:
    all_cases = [case.values[0] for case in cases()]
    assert len(all_cases) >= 60
    shown = {result for case in all_cases for result in case.get("results", [case.get("result")])}
    assert shown == {str(result) for result in Result}
    assert all(set(case) & {"result", "results"} for case in all_cases)


def test_nothing_is_settled_by_likeness() -> None:
    """What decides knows no likeness: the module that does imports nothing that measures any."""
    source = Path(match.__file__).read_text(encoding="utf-8")
    assert "difflib" not in source and "nearest" not in source


def test_one_letter_in_a_long_passage_decides(tmp_path: Path) -> None:
    passage = " ".join(f"word{number}" for number in range(2_000))
    root = site(tmp_path, quote(text=passage), {"report.txt": passage.replace("word1234", "word1235")})
    assert held(root).outcomes[0].result is Result.MISSING


@pytest.mark.parametrize("ending", ["txt", "html", "md"])
def test_a_page_of_a_megabyte(ending: str, tmp_path: Path) -> None:
    """The words stand once in a million; looking for the nearest passage does not take long."""
    filler = "\n\n".join(f"The army left village number {n} at dawn, they say." for n in range(11_000))
    page = f"{filler}\n\nWe will **win** this war, he said.\n\n{filler}"
    if ending == "html":
        page = "<html><body><p>" + page.replace("**", "").replace("\n\n", "</p>\n<p>") + "</p></body></html>"
    elif ending == "txt":
        page = page.replace("**", "")
    assert len(page) > 1_000_000
    records = {
        "quotes": [
            {"id": "q", "speaker": "speaker", "source": "report", "text": "We will win this war"},
            {"id": "no", "speaker": "speaker", "source": "report", "text": "We will never win this war"},
            {"id": "often", "speaker": "speaker", "source": "report", "text": "village number 7 at dawn"},
        ]
    }
    root = site(tmp_path, records, {f"report.{ending}": page})
    began = time.process_time()
    once, never, often = held(root).outcomes
    took = time.process_time() - began
    assert [once.result, never.result, often.result] == [Result.VERIFIED, Result.MISSING, Result.AMBIGUOUS]
    assert never.nearest is not None and never.nearest.diff == "We will [-never-] win this war"
    assert once.copy is not None
    line = once.copy.mark(*once.hits[0]).line
    assert line == page[: page.index("We will")].count("\n") + 1
    assert took < 20
