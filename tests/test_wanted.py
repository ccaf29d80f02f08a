"""Evidence wanted: what a claim's next badge lacks is what, when it comes, brings that badge."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from selectolax.lexbor import LexborHTMLParser

from sayso import escape
from sayso.cli import cli
from sayso.model.standing import Wanted
from sayso.project import pages
from sayso.rubric.status import standings
from sayso.rubric.wanted import wanted

from .support.checking import checked, found
from .support.console import example
from .support.ledgers import TODAY, Data, config, ledger_of, ledgers
from .support.scratch import scratch


def wanted_of(data: Data) -> dict[str, Wanted]:
    ledger = ledger_of(data)
    items = wanted(ledger, config(), standings(ledger, config(), TODAY))
    return {item.claim.id: item for item in items}


def with_more_sources(data: Data, claim: str, item: Wanted) -> Data:
    """The same ledger, with as many more independent sources of a claim as are said to be missing."""
    more = deepcopy(data)
    target = next(each for each in more["claims"] if each["id"] == claim)
    for number in range(item.missing):
        name = f"newcomer-{number}"
        reason = "it lives far away"
        more["parties"].append(
            {"id": name, "type": "person", "name": name, "interest": "independent", "interest_reason": reason}
        )
        access = {"access": "first_hand"} if item.checkable and number == 0 else {}
        more["sources"].append(
            {"id": name, "title": name, "publisher": name, "kind": "article", "no_url": "on paper", **access}
        )
        target["citations"].append({"source": name, "relation": "supports"})
    return more


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers())
def test_what_is_said_to_be_missing_brings_the_badge_that_is_named(data: Data) -> None:
    for claim, item in wanted_of(data).items():
        told = [citation.relation for _, citation in item.claim.evidence]
        if item.claim.claimant == ("source",) and "reports" not in told:
            continue  # whoever supports it counts as the one that says it
        more = with_more_sources(data, claim, item)
        ledger = ledger_of(more)
        standing = standings(ledger, config(), TODAY)[claim]
        if item.next is None:
            assert standing.derived == item.standing.derived
        else:
            assert standing.derived.code == item.next.code
            # ... and fewer do not.
            fewer = deepcopy(more)
            target = next(each for each in fewer["claims"] if each["id"] == claim)
            target["citations"].pop()
            before = standings(ledger_of(fewer), config(), TODAY)[claim].derived
            assert before.rank is None or item.next.rank is None or before.rank < item.next.rank


CLAIM = """\
claims:
  - id: held
    text: Our troops hold the bridge.
    claimant: north-army
    about: bridge
%s
"""
REPORTED = '    source: gazette-1\n    exact: "hold the bridge"'
SUPPORTED = '    citations: [{source: gazette-1, relation: supports, exact: "hold the bridge"}]'
REFUTED = '    citations: [{source: gazette-1, relation: refutes, basis: document, exact: "nobody holds it"}]'
DOUBTED = REPORTED + "\n    doubt: {about: who, text: perhaps others}"

_ONE = "One independent source that says the same would change the badge to"
NEEDED = {
    "nobody else says it": (
        REPORTED,
        f"{_ONE} “one independent source agrees”.",
    ),
    "somebody independent was there": (
        SUPPORTED,
        "One more independent source that says the same would change the badge to “confirmed”.",
    ),
    "evidence speaks against it": (
        REFUTED,
        f"{_ONE} “evidence on both sides”.",
    ),
    "we are not sure of our reading": (
        DOUBTED,
        "First our doubt about the reading must be settled: until then no evidence changes the badge.",
    ),
}


@pytest.mark.parametrize("case", NEEDED)
def test_what_the_next_badge_lacks(tmp_path: Path, case: str) -> None:
    body, needed = NEEDED[case]
    scratch(tmp_path, {"claims.yml": CLAIM % body})
    result = checked(tmp_path)
    assert result.config is not None
    (item,) = wanted(result.ledger, result.config, result.standings)
    assert item.needed == needed


_WITHDRAWN = """    citations: [{source: gazette-1, exact: "hold"}, {quote: q, relation: withdraws}]
quotes:
  - {id: q, speaker: north-army, text: "we were wrong", source: gazette-1, said: 2025-01-05}"""
_DEPRECATED = "\n    rank: deprecated\n    deprecated_reason: It was said of another bridge."
LEFT_OUT = {
    "an opinion": REPORTED + "\n    nature: opinion",
    "a claim no longer used": REPORTED + _DEPRECATED,
    "a claim that was withdrawn": _WITHDRAWN,
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_evidence_cannot_settle_is_left_out(tmp_path: Path, case: str) -> None:
    scratch(tmp_path, {"claims.yml": CLAIM % LEFT_OUT[case]})
    result = checked(tmp_path)
    assert result.config is not None
    assert "held" in result.standings
    assert wanted(result.ledger, result.config, result.standings) == []


# The page


def test_the_page_has_every_open_claim_with_what_would_settle_it(tmp_path: Path) -> None:
    made = {page.path: page.text for page in pages(checked(example(tmp_path)))[0]}
    page = LexborHTMLParser(made["wanted/index.md"])
    cards = page.css(".sy-wanted")
    assert len(cards) == 4
    for card in cards:
        text = card.text()
        assert "says:" in text, "the speaker stands before the statement"
        assert "What would confirm it" in text and "What would refute it" in text
        assert "independent source" in text
        assert [link.text() for link in card.css(".sy-wanted__report a")] == ["Report evidence on this claim"]
    assert "Dated pictures that show Southland's soldiers on the bridge" in cards[0].text()
    assert "Nobody has written that down yet." in cards[1].text()


def test_evidence_is_sent_where_the_site_says(tmp_path: Path) -> None:
    root = example(tmp_path)
    address = "https://forge.example/new?about={record}&label=evidence"
    (root / "site_config" / "sayso.yml").write_text(f'report_evidence: "{address}"\n')
    made = {page.path: page.text for page in pages(checked(root))[0]}
    for name in ("wanted/index.md", "claims/bridge-held.md"):
        links = [node.attributes["href"] for node in LexborHTMLParser(made[name]).css("a")]
        assert "https://forge.example/new?about=claim%3Abridge-held&label=evidence" in links


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//elsewhere.example", "contact/", "ftp://x.example"]
)
def test_an_address_to_which_no_reader_can_be_sent_is_told(tmp_path: Path, address: str) -> None:
    result = found(tmp_path, {"site_config/sayso.yml": f'report_evidence: "{address}"\n'})
    assert result.codes == ["SAY040"]
    assert "sayso.yml:1:18" in result.text
    # ... and is not on the pages of a preview either, which shows what it can.
    settings = f'report_evidence: "{address}"\n'
    scratch(tmp_path, {"claims.yml": CLAIM % REPORTED, "site_config/sayso.yml": settings})
    for page in pages(checked(tmp_path))[0]:
        links = [node.attributes.get("href") for node in LexborHTMLParser(page.text).css("a")]
        assert address not in links or escape.safe_url(address), page.path


# The command


def run(root: Path, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["wanted", "--root", str(root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_the_command_takes_a_claim_a_question_or_a_party(tmp_path: Path) -> None:
    root = example(tmp_path)
    names = re.compile(r"^  claim:(\S+)", re.MULTILINE)
    assert names.findall(run(root)) == ["bridge-held", "bridge-lost", "road-closed", "losses-forty"]
    assert names.findall(run(root, "question:losses")) == ["losses-forty"]
    assert names.findall(run(root, "party:south-army")) == ["bridge-lost", "losses-forty"]
    assert names.findall(run(root, "claim:road-closed", "claim:bridge-held")) == [
        "bridge-held",
        "road-closed",
    ]


def test_a_name_that_wants_nothing_is_wrong_usage(tmp_path: Path) -> None:
    root = example(tmp_path)
    for name, told in {
        "claim:road-close": "did you mean 'road-closed'",
        "source:agency-wire": "by its source",
    }.items():
        result = CliRunner().invoke(cli, ["wanted", "--root", str(root), name])
        assert result.exit_code == 2
        assert told in result.stderr


def test_json_is_for_programs(tmp_path: Path) -> None:
    told = json.loads(run(example(tmp_path), "--format", "json"))
    assert told["schema"] == 1
    first = told["wanted"][0]
    assert first["claim"] == "claim:bridge-held"
    assert (first["missing"], first["checkable"], first["next_status"]) == (1, False, "one_source")
