"""How much of a page leads to a source: `coverage_cases.txt` has the cases, the rest are laws."""

import itertools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from sayso import project, prose
from sayso.cli import cli
from sayso.coverage.bare import Numbers
from sayso.coverage.measure import PageCoverage, measure, measure_page
from sayso.diagnostics import Mark
from sayso.load import load
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.settings import CoverageAim

from .support.checking import checked, found_in
from .support.scratch import REPOSITORY, claims, scratch

_SIGNS = {"editorial": "e", "navigation": "n"}


def _cases() -> Mapping[str, tuple[str, list[str]]]:
    text = (Path(__file__).parent / "coverage_cases.txt").read_text(encoding="utf-8")
    found = {}
    for case in text.split("\n== ")[1:]:
        title, _, rest = case.partition("\n")
        page, _, expected = rest.rpartition("\n---\n")
        found[title] = (page + "\n", expected.strip().split("\n"))
    return found


CASES = _cases()


def measured(body: str, language: str = "en", ledger: Ledger | None = None, aim: int = 100) -> PageCoverage:
    read, _ = prose.parse(body, "content/index.md")
    page = ProsePage("content/index.md", "index.md", "Overview", read)
    return measure_page(page, Numbers(ledger or Ledger()), aim, language)


def told(coverage: PageCoverage) -> list[str]:
    return [
        f"{_SIGNS.get(each.exempt) or '-+'[each.sourced]} {each.mark.line}:{each.mark.column} {each.text}"
        for each in coverage.sentences
    ]


@pytest.mark.parametrize("title", CASES)
def test_case(title: str) -> None:
    page, expected = CASES[title]
    assert told(measured(page, "uk" if title == "Ukrainian" else "en")) == expected


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 40
    assert sum(len(expected) for _, expected in CASES.values()) >= 80


# Every badge of the real content


def _real() -> Ledger:
    return load(REPOSITORY).ledger


# Without a [[claim:...]] the statement itself is gone: there is nothing left to be sourced.
_DIRECTIVE = re.compile(r"\[\[(?:badge|figure|cite):[^\]]*\]\]")
_PAGES = {path: path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "content").glob("*.md"))}
_BADGES = [
    pytest.param(path, found.start(), found.end(), id=f"{path.name}:{number}:{found[0][2:-2]}")
    for path, text in _PAGES.items()
    for number, found in enumerate(_DIRECTIVE.finditer(text))
]


def _page(text: str) -> PageCoverage:
    _, body, first = prose.split_front_matter(text)
    read, found = prose.parse(body, "content/index.md", first)
    assert not found
    page = ProsePage("content/index.md", "index.md", "Overview", read)
    return measure_page(page, Numbers(Ledger()), 100, "en")


def test_the_real_content_is_sourced_and_no_number_in_it_is_bare() -> None:
    for page in measure(_real(), CoverageAim(), "en").values():
        assert page.reached and page.percent == 100
        assert page.numbers == ()


@pytest.mark.parametrize(("path", "start", "end"), _BADGES)
def test_without_any_one_badge_of_the_real_content_its_sentence_is_named(
    path: Path, start: int, end: int
) -> None:
    """The sentence that the badge stands behind is named, at its own place. Where the badge
    stands behind the editors' own words alone, there is no sentence that could be."""
    text = _PAGES[path]
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    before = _page(text)
    covered = _covered(before, line, column)
    after = _page(text[:start] + text[end:])
    if covered is None:
        assert after.reached
        return
    assert before.reached and not after.reached
    assert [(each.mark.line, each.mark.column) for each in after.unsourced] == [covered]


def _covered(page: PageCoverage, line: int, column: int) -> tuple[int, int] | None:
    """Where the sentence begins that a directive at this place covers; None for an exempt one."""
    here = [each for each in page.sentences if each.mark.line == line and each.mark.column < column]
    return (here[-1].mark.line, here[-1].mark.column) if here and here[-1].factual else None


def test_nearly_every_badge_of_the_real_content_covers_a_sentence() -> None:
    """Otherwise the test above would test little."""
    idle = [each for each in _BADGES if _idle(*each.values)]
    assert len(_BADGES) - len(idle) >= 70
    for path, start, _ in (each.values for each in idle):
        assert _PAGES[path][:start].rstrip().endswith(("[[/editorial]]", "]]")), path


def _idle(path: Path, start: int, end: int) -> bool:
    text = _PAGES[path]
    return _page(text[:start] + text[end:]).reached


# Laws

_BITS = st.sampled_from(
    ["It began. ", "So he said ", ". ", "“Why?” ", "[[badge:a]]", " [[cite:s]] ", "[[claim:a]]",
     "[[figure:a]]", "[[party:p]]", "[[quote:q]]", "[[editorial]]", "[[/editorial]]", "[[by:a]]", "[[/by]]",
     "\n",     "\n\n", "- ", "> ", "| a | b |\n|---|---|\n", "| x | y |", "**", "*", "`x`",
     "[words](x.md)", "[^1]", "[^1]: ", "# ",
     "```\n", "5 січ. 2025 р. ", "340 ", "[[bage:x]]", "[[", "\u05d0. ", "\ufffc", "Mr. "]
)  # fmt: skip
_TEXT = st.lists(_BITS, max_size=40).map("".join)


@given(_TEXT, st.sampled_from(["en", "uk", "ru"]))
def test_places_are_those_of_the_words(body: str, language: str) -> None:
    lines = body.split("\n")
    for sentence in measured(body, language).sentences:
        mark = sentence.mark
        assert (mark.line, mark.column) < (mark.end_line, mark.end_column)
        written = lines[mark.line - 1][mark.column - 1 :]
        first = sentence.text[0].replace("\ufffd", "\ufffc")
        assert written.startswith((first, "`", "!", "<")), (sentence, written)


@given(_TEXT)
def test_sentences_stand_in_the_order_written_and_do_not_overlap(body: str) -> None:
    marks = [each.mark for each in measured(body).sentences]
    for one, other in itertools.pairwise(marks):
        assert (one.end_line, one.end_column) <= (other.line, other.column)


@given(_TEXT)
def test_one_more_badge_never_makes_less_sourced(body: str) -> None:
    without = measured(body)
    more = measured(body + "[[badge:z]]")
    assert len(more.unsourced) <= len(without.unsourced)


@given(_TEXT)
def test_all_that_is_in_an_editorial_block_is_exempt(body: str) -> None:
    if "[[" not in body.replace("[[badge:a]]", "") and "```" not in body:
        assert not measured(f"[[editorial]]\n\n{body}\n\n[[/editorial]]\n").factual


@given(_TEXT, st.integers(0, 100))
def test_a_page_reaches_its_aim_by_whole_sentences(body: str, aim: int) -> None:
    page = measured(body, aim=aim)
    if page.factual:
        assert page.reached == (100 * page.sourced >= aim * len(page.factual))
    else:
        assert page.reached


@pytest.mark.parametrize(
    "bit",
    ["word ", "It began. ", ". ", "« ", "“a. ", "[[badge:a]] ", "It [[claim:a]] ", "[[by:a]]x. [[/by]] ",
     "340 ", "111,", "twenty ", "| a. b |", "| a |\n", "- a\n", "> ", "5 - ", "א. ", "a://b ",
     "3 jan ", "(Aa b c.) ",
     "[a](b.md) ", "5 січ. 2025 р. П ", "[[editorial]]a[[/editorial]]. "],
)  # fmt: skip
def test_a_page_of_200_kilobytes_takes_half_a_second(bit: str) -> None:
    body = bit * (prose.MAX_BYTES // len(bit.encode()))
    read, _ = prose.parse(body, "content/index.md")
    page = ProsePage("content/index.md", "index.md", "Overview", read)
    begun = process_time()
    measure_page(page, Numbers(Ledger()), 100, "uk")
    assert process_time() - begun < 2, "half a second where sentences are of a usual length"


# The command, the check and the page


def site(folder: Path, page: str, settings: str = "") -> Path:
    files = {"claims.yml": claims(1), "content/index.md": page}
    return scratch(folder, files | ({"site_config/sayso.yml": settings} if settings else {}))


HALF = "It holds it. [[badge:claim-00000]] It lost it.\n\n[[editorial]]We do not know.[[/editorial]]\n"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["coverage", "--root", str(root), *arguments])


def test_the_command_names_each_unsourced_sentence_with_its_place(tmp_path: Path) -> None:
    result = run(site(tmp_path, HALF))
    assert result.exit_code == 1
    assert re.search(r"^content/index\.md +2 +1 +50 % +100 %$", result.stdout, re.MULTILINE)
    assert "\n  content/index.md:1:36\n    It lost it.\n" in result.stdout


def test_as_json(tmp_path: Path) -> None:
    result = run(site(tmp_path, HALF), "--format", "json")
    told = json.loads(result.stdout)
    [page] = told["pages"]
    assert (told["schema"], told["reached"], result.exit_code) == (1, False, 1)
    assert (page["page"], page["sentences"], page["sourced"], page["percent"]) == (
        "content/index.md",
        2,
        1,
        50,
    )
    assert page["exempt"] == {"editorial": 1, "navigation": 0}
    [sentence] = page["unsourced"]
    assert sentence["text"] == "It lost it."
    assert sentence["place"] == {
        "file": "content/index.md", "line": 1, "column": 36, "end_line": 1, "end_column": 47
    }  # fmt: skip


def test_as_markdown_nothing_of_a_page_is_active(tmp_path: Path) -> None:
    result = run(
        site(tmp_path, "It ![x](https://a.example) | @somebody <b>lost</b> #12.\n"), "--format", "markdown"
    )
    told = result.stdout.split("1 sentence without a source:")[1]
    assert "<b>" not in told and "@s" not in told and "![" not in told


def test_a_page_above_its_aim_is_left_in_peace(tmp_path: Path) -> None:
    root = site(tmp_path, HALF, "coverage: {threshold: 90, pages: {content/index.md: 50}}\n")
    assert run(root).exit_code == 0
    assert "SAY507" not in found_in(root).codes


def test_a_page_below_a_lower_aim_says_both_shares(tmp_path: Path) -> None:
    root = site(tmp_path, HALF, "coverage: {threshold: 60}\n")
    [told] = [item for item in found_in(root).diagnostics if item.code == "SAY507"]
    assert told.message == "no source for “It lost it.” (50 % of the page is sourced, 60 % is its aim)"
    assert told.mark == Mark("content/index.md", 1, 36, 1, 47)
    assert run(root).exit_code == 1


def test_one_page_by_its_file_or_name(tmp_path: Path) -> None:
    root = site(tmp_path, HALF)
    (root / "content/other.md").write_text("# Other\n")
    for name in ("content/other.md", "other.md", "other", "./content/other.md"):
        result = run(root, name)
        assert result.exit_code == 0
        assert "index.md" not in result.stdout
    wrong = run(root, "content/othr.md")
    assert wrong.exit_code == 2
    assert "did you mean 'content/other.md'" in wrong.stderr


def test_a_fault_in_a_directive_is_told_once(tmp_path: Path) -> None:
    root = site(tmp_path, "It holds it. [[bage:claim-00000]]\n\n[[editorial]]\n\nWe think so.\n")
    assert found_in(root).codes == ["SAY050", "SAY052"]
    assert run(root).exit_code == 1, "but it is not sourced either"


def test_a_page_too_large_to_be_read_has_not_reached_its_aim(tmp_path: Path) -> None:
    result = run(site(tmp_path, "It holds it. [[badge:claim-00000]]\n\n" * 7000))
    assert result.exit_code == 1
    assert "not read" in result.stdout


FOLLOWED = "on this page can be followed to a source."


@pytest.mark.parametrize(
    ("page", "foot"),
    [
        (HALF, f"1 of 2 factual sentences {FOLLOWED} 1 cannot."),
        (
            "It holds it. [[badge:claim-00000]]\n",
            f"1 of 1 factual sentence {FOLLOWED}",
        ),
        (
            "It was so. It is so.\n",
            f"0 of 2 factual sentences {FOLLOWED} 2 cannot.",
        ),
        ("[[editorial]]We do not know.[[/editorial]]\n", "This page is the editors’ own words throughout."),
        ("# Home\n\n[[compare:bridge]]\n", None),
    ],
)
def test_the_foot_of_a_page_says_how_much_is_sourced(tmp_path: Path, page: str, foot: str | None) -> None:
    made, _ = project.pages(checked(site(tmp_path, page)))
    [home] = [each.text for each in made if each.path == "index.md"]
    told = re.findall(r'<p class="sy-coverage">(.*?)</p>', home)
    assert told == ([foot] if foot else [])


def test_a_page_is_split_in_its_own_language(tmp_path: Path) -> None:
    words = "Ішли бої у м. Київ, див. рис. 3. Потім ні.\n"
    for settings, front in (("language: uk\n", ""), ("language: en\n", "---\nlang: uk\n---\n")):
        told = json.loads(run(site(tmp_path, front + words, settings), "--format", "json").stdout)
        assert [each["text"] for each in told["pages"][0]["unsourced"]] == [
            "Ішли бої у м. Київ, див. рис. 3.", "Потім ні."
        ]  # fmt: skip
