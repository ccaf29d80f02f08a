"""What a link shows where it is shared: on no kind of page a statement without its speaker before it
and its status after it. Over all pages of the real site."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso import inline
from sayso.model.ledger import Ledger
from sayso.model.spoken import lead
from sayso.project import Checked, check, pages
from tests.support.scratch import copy_of_repository

#: So many characters of a statement tell which it is, also where a title is cut.
TOLD = 40


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(copy_of_repository(tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="module")
def heads(checked: Checked) -> dict[str, dict[str, str]]:
    """Title and description of every page, as they stand in its front matter."""
    made, problems = pages(checked)
    assert not problems
    found = {}
    for page in made:
        if page.path.endswith(".md") and page.path != "SUMMARY.md":
            told = re.findall(r'^(title|description): "(.*)"$', page.text.split("\n---\n")[0], re.MULTILINE)
            found[page.path] = {name: LexborHTMLParser(f"<p>{text}").text() for name, text in told}
    return found


def test_every_page_has_both(heads: dict[str, dict[str, str]]) -> None:
    assert len(heads) > 100
    for path, head in heads.items():
        assert head.keys() == {"title", "description"}, path
        assert head["title"], path


def test_a_statement_has_its_speaker_before_it_and_its_status_after_it(
    checked: Checked, heads: dict[str, dict[str, str]]
) -> None:
    seen = 0
    for claim in checked.ledger.claims.values():
        standing = checked.standings[claim.id]
        speaker, words = lead(checked.ledger, standing), inline.plain(claim.text)[:TOLD]
        for path, head in heads.items():
            for name, text in head.items():
                before, found, after = text.partition(words)
                if found:
                    seen += 1
                    assert before.endswith(f"{speaker} "), (path, name, text)
                    assert re.search(r" \[[^\[\]]{5,}\]$", after), (path, name, text)
    # Each claim's own page at least, in both.
    assert seen >= 2 * len(checked.ledger.claims)


def test_on_a_claims_page_the_status_is_its_own(checked: Checked, heads: dict[str, dict[str, str]]) -> None:
    for claim, standing in checked.standings.items():
        head = heads[f"claims/{claim}.md"]
        assert head["title"].endswith(f" [{standing.short}]"), claim
        assert f" [{standing.found}" in head["description"], claim


def test_words_quoted_have_who_said_them_before_them(
    checked: Checked, heads: dict[str, dict[str, str]]
) -> None:
    ledger: Ledger = checked.ledger
    for quote in ledger.quotes.values():
        speaker = ledger.parties[quote.speaker].name
        for path, head in heads.items():
            for text in head.values():
                before, found, _ = text.partition(quote.wording[0][:TOLD])
                if found:
                    assert before.startswith(speaker), (path, text)


def test_a_headline_has_its_publisher_before_it(checked: Checked, heads: dict[str, dict[str, str]]) -> None:
    for source in checked.ledger.sources.values():
        publisher = checked.ledger.parties.get(source.publisher)
        for text in heads[f"sources/{source.id}.md"].values():
            assert text.startswith(f"{publisher.name if publisher else 'A source whose publisher'}")
            assert f": “{source.title}"[:TOLD] in text


def test_what_is_too_long_loses_words_and_never_its_status(tmp_path: Path) -> None:
    root = copy_of_repository(tmp_path)
    claims = (root / "claims.yml").read_text("utf-8")
    text = re.search(r"^    text: .*$", claims, re.MULTILINE)
    assert text is not None
    longer = f"    text: {'About 340 people said so at length. ' * 30}"
    (root / "claims.yml").write_text(claims.replace(text[0], longer, 1), "utf-8")
    made, _ = pages(check(root))
    (page,) = [each.text for each in made if each.path.startswith("claims/") and "said so at…" in each.text]
    for name in ("title", "description"):
        head = re.search(rf'^{name}: "(.*)"$', page, re.MULTILINE)
        assert head is not None
        assert re.search(r"… \[[^\[\]]{5,}\]$", head[1])
