"""What depends on a record: the tree, and what a change would do to the badges."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given

from sayso.impact.effects import suppose
from sayso.impact.tree import Tree, tree_of
from sayso.impact.uses import named_in
from sayso.model.ledger import Ledger
from sayso.model.records import MODELS
from sayso.rubric.status import standings

from .support.checking import checked
from .support.ledgers import TODAY, Data, config, ledger_of, ledgers
from .support.scratch import REPOSITORY, claims, scratch
from .test_commands import run

#: A wire story and its reprint; a claim of each army, of which one disputes the other.
SITE = {
    "claims.yml": """\
        claims:
          - {id: held, text: We hold it., claimant: north-army, source: wire-1, exact: "hold", about: bridge}
          - id: taken
            text: We took it.
            claimant: south-army
            source: copy-1
            exact: "took it"
            about: bridge
            relations: [{claim: held, relation: disputes, why: One bridge.}]
          - id: seen
            text: They hold it.
            claimant: north-army
            citations:
              - {source: wire-1, exact: "they hold it"}
              - {source: gazette-1, relation: supports, exact: "they do"}
          - id: old
            text: It was so.
            claimant: north-army
            source: wire-1
            exact: "it was"
            rank: deprecated
            deprecated_reason: Said anew.
            replaced_by: held
        """,
    "content/rest.yml": """\
        parties:
          - {id: wire, type: news_media_organization, name: The Wire, interest: unknown}
          - {id: desk, type: group, name: The Wire's desk, affiliation: wire}
        sources:
          - {id: wire-1, title: Wire story, publisher: wire, kind: article, no_url: on paper}
          - {id: copy-1, title: Reprint, publisher: wire, kind: article, no_url: on paper, based_on: [wire-1]}
        quotes:
          - id: said
            speaker: north-army
            text: "we hold it"
            source: wire-1
            language: en
            said: 2025-01-05
            claims: [held]
        timelines:
          - id: war
            title: The war
            events:
              - {id: fight, date: 2025-01-03, title: They fight., stated_by: claim:held, quotes: [said]}
        corrections:
          - {id: mended, corrects: claim:held, kind: correction, date: 2025-01-06, text: It was two bridges.}
        """,
    "content/index.md": "They hold it. [[badge:held]]\n\nAgain. [[badge:held]]\n\n[[timeline:war]]\n",
}


TREE = """
├── source:copy-1 (rests on it)
│   └── claim:taken (cites it)
│       ├── claim:held (is disputed by it) (below)
│       └── question:bridge (shows it) (below)
├── claim:held (cites it)
│   ├── claim:taken (disputes it) (above)
│   ├── claim:old (was replaced by it) (below)
│   ├── quote:said (is shown with it)
│   ├── event:fight (takes its title from it)
│   │   └── timeline:war (shows it)
│   │       └── content/index.md (line 5)
│   ├── question:bridge (shows it)
│   ├── correction:mended (corrects it)
│   └── content/index.md (lines 1, 3)
├── claim:seen (cites it)
├── claim:old (cites it)
└── quote:said (stands in it)
    ├── claim:held (is shown with it)
    └── event:fight (shows it) (above)

1 source, 4 claims, 1 quote, 1 event, 1 question, 1 timeline, 1 correction, 1 page depend on it.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return scratch(tmp_path, SITE)


def drawn(root: Path, name: str, *more: str) -> list[str]:
    result = run("impact", name, "--root", str(root), *more)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_the_tree_of_a_source(site: Path) -> None:
    """What rests on it, what cites it, what is tied to those; each opened once, as near to
    the source as it stands."""
    assert TREE in "\n".join([*drawn(site, "source:wire-1"), ""])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("claim:held", ["claim:taken (disputes it)", "quote:said (is shown with it)", "correction:mended"]),
        ("claim:taken", ["claim:held (is disputed by it)", "question:bridge (shows it)"]),
        (
            "quote:said",
            ["claim:held (is shown with it)", "event:fight (shows it)", "timeline:war (shows it)"],
        ),
        ("party:wire", ["party:desk (belongs to it)", "source:copy-1 (was published by it)", "claim:taken"]),
        ("party:north-army", ["claim:held (is said by it)", "quote:said (was spoken by it)"]),
        ("question:bridge", ["claim:held (is about it)", "claim:taken (is about it)"]),
        ("event:fight", ["timeline:war (shows it)", "content/index.md (line 5)"]),
        ("timeline:war", ["event:fight (is part of it)", "content/index.md (line 5)"]),
        ("side:north", ["party:north-army (belongs to it)", "claim:held (is said by it)"]),
        ("correction:mended", ["Nothing depends on it."]),
    ],
)
def test_what_depends_on_other_records(name: str, told: list[str], site: Path) -> None:
    text = "\n".join(drawn(site, name))
    assert [words for words in told if words not in text] == []


def test_a_question_that_only_shows_a_claim_is_not_opened(site: Path) -> None:
    """Else every claim of a question would seem to depend on every other."""
    assert "claim:seen" not in "\n".join(drawn(site, "claim:taken"))


# What a change would do


def test_if_a_source_were_retracted(site: Path) -> None:
    lines = drawn(site, "source:wire-1")
    assert lines[lines.index("If it were retracted, 4 claims would get another badge:") + 1 :] == [
        "  claim:held: stays “unconfirmed”; would rest on a source that no longer stands; "
        "would no longer be disputed by south-army",
        "  claim:taken: stays “unconfirmed”; would rest on a source that no longer stands; "
        "would no longer be disputed by north-army",
        "  claim:seen: stays “one independent source agrees”; would rest on a source that no longer stands",
        "  claim:old: stays “unconfirmed”; would rest on a source that no longer stands",
    ]


def test_if_a_party_were_not_independent(site: Path) -> None:
    lines = drawn(site, "party:gazette")
    assert lines[-2:] == [
        "If it did not count as independent, 1 claim would get another badge:",
        "  claim:seen: one independent source agrees → unconfirmed",
    ]


def test_if_a_claim_were_deprecated(site: Path) -> None:
    lines = drawn(site, "claim:taken")
    assert "If it were deprecated, 2 claims would get another badge:" in lines
    assert "  claim:held: stays “unconfirmed”; would no longer be disputed by south-army" in lines


@pytest.mark.parametrize("name", ["party:wire", "claim:old", "quote:said", "question:bridge"])
def test_nothing_is_supposed_where_there_is_nothing_to_suppose(name: str, site: Path) -> None:
    assert not any(line.startswith("If it ") for line in drawn(site, name))


def test_what_was_foretold_is_what_happens(site: Path) -> None:
    """Retract the source in its file: the badges are those that `impact` told."""
    before = checked(site).standings
    effects = json.loads("\n".join(drawn(site, "source:wire-1", "--format", "json")))["supposed"]["effects"]
    rest = site / "content" / "rest.yml"
    text = rest.read_text()
    rest.write_text(
        text.replace(
            "kind: article, no_url: on paper}", "kind: article, no_url: on paper, status: retracted}", 1
        )
    )
    assert rest.read_text() != text
    after = checked(site).standings
    changed = {name for name in before if before[name].badge != after[name].badge}
    assert {effect["claim"] for effect in effects} == {f"claim:{name}" for name in changed}
    for effect in effects:
        name = effect["claim"].partition(":")[2]
        assert (effect["from"], effect["to"]) == (before[name].status.code, after[name].status.code)


# Laws


def _names(tree: Tree) -> set[str]:
    return {line.name for line in tree.lines}


@given(ledgers())
def test_the_tree_is_whole_and_opens_each_dependent_once(data: Data) -> None:
    ledger = ledger_of(data)
    for root in ledger.by_name:
        tree = tree_of(ledger, root)
        opened: set[str] = set()
        depth = 0
        for number, line in enumerate(tree.lines):
            assert 1 <= line.depth <= depth + 1
            depth = line.depth
            deeper = number + 1 < len(tree.lines) and tree.lines[number + 1].depth > depth
            assert not (deeper and (line.again or line.name in opened))
            if deeper:
                opened.add(line.name)
        # Whatever names the record is in it.
        direct = {entry.name for entry in ledger.entries for _, name in named_in(entry) if name == root} - {
            root
        }
        assert direct <= _names(tree)


@given(ledgers())
def test_no_badge_changes_but_what_depends_on_the_change(data: Data) -> None:
    """Retract a source, doubt a party, deprecate a claim: whichever badge changes, the tree has it."""
    ledger = ledger_of(data)
    now = standings(ledger, config(), TODAY)
    for name in ("source:source-0", "source:source-3", "party:party-d", "claim:claim-a"):
        found = suppose(ledger, config(), now, ledger.by_name[name], TODAY)
        if found is not None:
            changed = {f"claim:{effect.claim}" for effect in found.effects}
            assert changed - {name} <= _names(tree_of(ledger, name)), (name, changed)


def test_every_reference_has_words_of_its_own() -> None:
    """A field added to a record gets its words, or the tree would say "names it"."""
    ledger = checked(REPOSITORY).ledger
    told = {line.how for name in ledger.by_name for line in tree_of(ledger, name).lines}
    assert "names it" not in told


# Size


def _chain(length: int) -> Ledger:
    """Claims of which each revises the one before."""
    records = []
    for number in range(length):
        record = {"id": f"c{number}", "text": "It is so.", "claimant": "p", "source": "s"}
        if number:
            record["relations"] = [{"claim": f"c{number - 1}", "relation": "updates"}]  # type: ignore[assignment]
        records.append(record)
    return ledger_of({"claims": records})


def test_a_chain_of_thousands_is_told_soon(tmp_path: Path) -> None:
    start = time.monotonic()
    tree = tree_of(_chain(5000), "claim:c0")
    assert time.monotonic() - start < 5
    assert len(_names(tree) - {"claim:c0"}) == 4999
    assert max(line.depth for line in tree.lines) == 4999


def test_a_long_chain_is_drawn_within_bounds(tmp_path: Path) -> None:
    """Deep down only the number of the level grows, so that the text stays as long as the chain."""
    many = "claims:\n" + "".join(
        f"  - {{id: c{n}, text: It is so {n}., claimant: north-army, source: gazette-1, exact: 'so {n}'"
        + (f", relations: [{{claim: c{n - 1}, relation: updates}}]" if n else "")
        + "}\n"
        for n in range(400)
    )
    lines = drawn(scratch(tmp_path, {"claims.yml": many}), "claim:c0")
    assert any("[level 399] claim:c399 (updates it)" in line for line in lines)
    assert max(map(len, lines)) < 200


def test_thousands_of_claims_on_one_source(tmp_path: Path) -> None:
    start = time.monotonic()
    lines = drawn(scratch(tmp_path, {"claims.yml": claims(3000)}), "source:gazette-1")
    assert time.monotonic() - start < 20
    assert "3,000 claims, 1 question depend on it." in lines


# Other formats


def test_the_tree_for_programs(site: Path) -> None:
    document = json.loads("\n".join(drawn(site, "claim:held", "--format", "json")))
    assert (document["schema"], document["name"]) == (1, "claim:held")
    first = document["dependents"][0]
    assert (first["name"], first["how"], first["depth"]) == ("claim:taken", "disputes it", 1)
    assert first["place"]["file"] == "claims.yml"
    assert document["counts"]["claim"] == 2
    assert document["supposed"]["words"] == "if it were deprecated"


def test_the_tree_for_a_pull_request(tmp_path: Path) -> None:
    """A nested list; nobody's text calls anybody, or closes the list."""
    hostile = SITE["claims.yml"].replace("text: We took it.", 'text: "@all <b>now</b> | #5678 `"')
    lines = drawn(scratch(tmp_path, {**SITE, "claims.yml": hostile}), "source:copy-1", "--format", "markdown")
    assert lines[2].startswith("- `claim:taken` (cites it) ")
    assert lines[3].startswith("  - `claim:held` (is disputed by it) ")
    text = "\n".join(lines)
    assert "@all" not in text and "<b>" not in text and "#5678" not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("claim:helt", "there is no claim:helt; did you mean 'held'?"),
        ("held", "names no record; write claim:ID, "),
        ("page:index", "names no record"),
    ],
)
def test_a_wrong_name_is_wrong_usage(name: str, words: str, site: Path) -> None:
    result = run("impact", name, "--root", str(site))
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_broken_record_is_told(site: Path) -> None:
    text = (site / "claims.yml").read_text().replace("claimant: south-army", "claimants: south-army")
    (site / "claims.yml").write_text(text)
    result = run("impact", "claim:taken", "--root", str(site))
    assert result.exit_code == 1
    assert "did you mean 'claimant'?" in result.stdout


def test_what_is_not_on_record_is_in_no_tree(tmp_path: Path) -> None:
    """An id that leads nowhere, or to a broken record, is told by the check, and only there."""
    wrong = SITE["claims.yml"].replace(
        "about: bridge\n            relations: [{claim: held,",
        "about: brigde\n            relations: [{claim: '`x`',",
    )
    assert wrong != SITE["claims.yml"]
    site = scratch(tmp_path, {**SITE, "claims.yml": wrong})
    for form in ("text", "markdown"):
        told = "\n".join(drawn(site, "claim:taken", "--format", form))
        assert "Nothing depends on it." in told
        assert "brigde" not in told and "`x`" not in told


def test_every_kind_can_be_asked_for() -> None:
    result = run("impact", "--help")
    for kind in MODELS:
        assert kind in result.output or kind == "correction", kind
