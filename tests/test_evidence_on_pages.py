"""What evidence does to the built site: reprints nothing, an independent witness much, a retraction
everything that rested on it. Each is also a case of site_config/rubric_cases.yml."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso.diagnostics import has_errors
from sayso.project import pages
from sayso.site.build import build

from .support.checking import checked, found_in
from .support.console import example
from .support.scratch import scratch

#: What a reader is told, by the one word that an editor adds.
TOLD = {
    "retracted": "was retracted",
    "corrected": "was corrected",
    "drifted": "has changed since",
    "dead": "can no longer be reached",
}


def built(root: Path) -> dict[str, LexborHTMLParser]:
    """The pages of a site, built for real, by their addresses."""
    result = build(root)
    assert result.site is not None and not has_errors(result.diagnostics), result.diagnostics
    return {
        str(path.parent.relative_to(result.site)): LexborHTMLParser(path.read_text(encoding="utf-8"))
        for path in result.site.rglob("index.html")
    }


def text_of(page: LexborHTMLParser) -> str:
    body = page.css_first(".md-content")
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def rests_on(page: LexborHTMLParser, names: tuple[str, ...]) -> bool:
    """Whether the page leads to one of these records, as anything but one of many in a list."""
    links = [node.attributes.get("href") or "" for node in page.css(".md-content a")]
    return any(f"/{name}/" in f"/{link}" for link in links for name in names)


@pytest.mark.parametrize("status", TOLD)
def test_one_line_changes_every_page_that_rests_on_a_source(tmp_path: Path, status: str) -> None:
    root = example(tmp_path / "site")
    before = built(root)
    sources = root / "content" / "sources.yml"
    line = "    title: Southland says it has taken a bridge\n"
    sources.write_text(sources.read_text().replace(line, f"{line}    status: {status}\n"))
    after = built(root)

    dependents = (
        "sources/agency-wire",
        "sources/courier-reprint",
        "claims/bridge-lost",
        "claims/losses-forty",
    )
    used = {name for name, page in before.items() if rests_on(page, dependents) or name in dependents}
    assert {".", "questions/bridge", "parties/south-army", "parties/courier", "sides/south"} <= used
    short = {"retracted": "retracted", "corrected": "corrected", "drifted": "changed", "dead": "lost|reached"}
    for name in sorted(used & after.keys()):
        assert re.search(short[status], text_of(after[name])), f"{name} does not tell"
        assert text_of(after[name]) != text_of(before[name])
    for name in ("claims/bridge-lost", "sources/courier-reprint"):
        assert TOLD[status] in text_of(after[name])


def test_pages_that_do_not_rest_on_it_stay_as_they_were(tmp_path: Path) -> None:
    root = example(tmp_path / "site")
    before = {page.path: page.text for page in pages(checked(root))[0]}
    sources = root / "content" / "sources.yml"
    line = "    title: Southland says it has taken a bridge\n"
    sources.write_text(sources.read_text().replace(line, f"{line}    status: retracted\n"))
    after = {page.path: page.text for page in pages(checked(root))[0]}
    for name in ("quotes/q-road.md", "parties/mayor.md", "parties/gazette.md"):
        assert after[name] == before[name], name


RAISED = """\
claims:
  - id: bridge-held
    text: Our troops hold the bridge.
    claimant: north-army
    citations: [{source: gazette-1, relation: supports, exact: "we saw that they hold the bridge"}]
"""


def test_a_status_falls_with_the_source_that_raised_it(tmp_path: Path) -> None:
    scratch(tmp_path, {"claims.yml": RAISED})
    cast = tmp_path / "content" / "cast.yml"
    text = cast.read_text()
    assert checked(tmp_path).standings["bridge-held"].status.code == "one_source"
    cast.write_text(
        text.replace("    access: first_hand\n", "    access: first_hand\n    status: retracted\n")
    )
    standing = checked(tmp_path).standings["bridge-held"]
    assert standing.status.code == "claimed"
    assert standing.badge.endswith("; rests on a source that was retracted")
    assert found_in(tmp_path).codes == []


AGREED = """\
claims:
  - id: bridge-gone
    text: The bridge is gone.
    claimant: [north-army, south-army]
    source: gazette-1
    exact: "the bridge is gone"
"""


def test_what_both_sides_are_said_to_say_falls_with_the_only_source_for_it(tmp_path: Path) -> None:
    scratch(tmp_path, {"claims.yml": AGREED})
    assert checked(tmp_path).standings["bridge-gone"].status.code == "agreed"
    cast = tmp_path / "content" / "cast.yml"
    cast.write_text(cast.read_text().replace("    access: first_hand\n", "    status: retracted\n"))
    assert checked(tmp_path).standings["bridge-gone"].status.code == "claimed"


DISPUTED = """\
claims:
  - {id: held, text: We hold the bridge., claimant: north-army, source: gazette-1, exact: "we hold it"}
  - id: lost
    text: They lost the bridge.
    claimant: south-army
    source: gazette-2
    exact: "they lost it"
    relations: [{claim: held, relation: disputes, why: Only one can hold it.}]
"""
SECOND = """\
sources:
  - {id: gazette-2, title: Second report, publisher: gazette, kind: article, url: "https://example.org/2",
     published: 2025-01-06%s}
"""


@pytest.mark.parametrize(
    ("state", "disputes"),
    [("", True), (", status: retracted", False), (", status: corrected", False), (", status: dead", True)],
    ids=["live", "retracted", "corrected", "dead-without-archive"],
)
def test_a_claim_that_nothing_sound_reports_disputes_nothing(
    tmp_path: Path, state: str, disputes: bool
) -> None:
    """But an archive that an editor forgot to add silences nobody."""
    scratch(tmp_path, {"claims.yml": DISPUTED, "content/second.yml": SECOND % state})
    assert bool(checked(tmp_path).standings["held"].facts.disputed_by) is disputes


# Reprints, and a witness


REPRINT = """\
sources:
  - {{id: reprint-{0}, title: The story again ({0}), publisher: paper-{0}, kind: article,
     url: "https://paper-{0}.example/story", published: 2025-01-05, based_on: [agency-wire]}}
"""
PAPER = """\
parties:
  - {{id: paper-{0}, type: news_media_organization, name: Paper {0}, interest: independent,
     interest_reason: it belongs to its readers}}
"""


def add(root: Path, name: str, text: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def cite(root: Path, claim: str, citation: str) -> None:
    """Add a citation to a claim of the example that has a list of them."""
    claims = root / "claims.yml"
    before, name, after = claims.read_text().partition(f"  - id: {claim}\n")
    claims.write_text(before + name + after.replace("    citations:\n", f"    citations:\n{citation}", 1))


def badge_on(page: LexborHTMLParser) -> str:
    node = page.css_first(".sy-card .sy-badge--full")
    assert node is not None
    return node.text()


def test_ten_reprints_of_one_wire_story_leave_the_badge_as_it_was(tmp_path: Path) -> None:
    root = example(tmp_path / "site")
    before = built(root)["claims/bridge-lost"]
    for number in range(10):
        add(root, f"parties/{number}.yml", PAPER.format(number))
        add(root, f"sources/{number}.yml", REPRINT.format(number))
        words = f'{{source: reprint-{number}, relation: supports, exact: "taken the bridge on Friday"}}'
        cite(root, "bridge-lost", f"      - {words}\n")
    after = built(root)["claims/bridge-lost"]
    assert badge_on(after) == badge_on(before)
    assert "Reported by 12 outlets." in text_of(after)


WITNESS = """\
sources:
  - {id: observer-2, title: Note of 5 January, publisher: observers, kind: document,
     url: "https://observers.example/2025-01-05", published: 2025-01-05, access: first_hand}
"""


def test_one_independent_witness_with_evidence_raises_it(tmp_path: Path) -> None:
    root = example(tmp_path / "site")
    before = built(root)["claims/bridge-lost"]
    add(root, "sources/observer-2.yml", WITNESS)
    cite(
        root,
        "bridge-lost",
        "      - {source: observer-2, relation: supports, basis: geolocation,\n"
        '         exact: "our pictures show Southland on the bridge"}\n',
    )
    after = built(root)["claims/bridge-lost"]
    assert "no independent confirmation" in badge_on(before)
    assert "one independent source says the same" in badge_on(after)
