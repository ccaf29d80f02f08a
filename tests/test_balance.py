"""The balance ledger: numbers side by side, for information and never as an aim."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from sayso.balance import Balance, balance_of, words_in
from sayso.model.settings import BalanceSettings, Config, Settings, Status
from sayso.model.standing import Standing
from sayso.rubric.status import standings

from .support.checking import checked
from .support.ledgers import TODAY, Data, config, ledger_of, ledgers
from .support.scratch import REPOSITORY, scratch
from .test_commands import run
from .test_pages import html, made

#: Both armies speak; the South is quoted and counts the North's losses; a source tells of a silence.
SITE = {
    "claims.yml": """\
        defaults: {source: gazette-1}
        claims:
          - {id: n1, text: We hold., claimant: north-army, exact: "held", speech_act: claimed, about: bridge}
          - {id: n2, text: We held it., claimant: north-army, exact: "we held it", speech_act: claimed}
          - id: s1
            text: 40 of them were killed.
            claimant: south-army
            exact: "killed 40"
            speech_act: said
            about: losses
            figure: {measure: killed, value: 40, unit: soldiers, of: north-army, period: 2025-01-03}
          - {id: both, text: They fought., claimant: [north-army, south-army], exact: "fought", about: bridge}
          - {id: own, text: It rained., claimant: source, exact: "it rained"}
          - id: old
            text: It is so.
            claimant: south-army
            exact: "so it is"
            rank: deprecated
            deprecated_reason: Nobody said that.
        """,
    "content/rest.yml": """\
        quotes:
          - {id: q1, speaker: south-army, text: "We shall — be — back", source: gazette-1, language: en}
        questions:
          - id: losses
            title: How many were killed?
            gaps:
              - {party: north-army, about: its losses, citation: {source: gazette-1, exact: "no figure"}}
        timelines:
          - id: war
            title: The war
            events:
              - id: fight
                date: 2025-01-03
                title: They fight
                stated_by: claim:both
                accounts: [{party: south-army, claims: [s1]}, {party: south-army, claims: [both]}]
              - {id: rain, date: 2025-01-03, title: It rains, stated_by: claim:own}
        """,
}


def balance(root: Path) -> Balance:
    result = checked(root)
    assert result.config is not None and not result.failed, result.diagnostics
    return balance_of(result.ledger, result.config, result.standings)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return scratch(tmp_path, SITE)


def test_each_side_has_its_row_and_those_without_one_have_theirs(site: Path) -> None:
    told = {row.name: row for row in balance(site).rows}
    assert list(told) == ["Northland", "Southland", "Others"]
    north, south, others = told.values()
    # A claim of both counts for both; one that is no longer used for none.
    assert (north.claims, south.claims, others.claims) == (3, 2, 1)
    assert [(status.code, number) for status, number in south.statuses] == [("agreed", 1), ("claimed", 1)]
    # A dash is no word.
    assert (south.quotes, south.words) == (1, 4)
    assert (north.quotes, north.words) == (0, 0)
    assert [(verb.word, verb.count) for verb in north.verbs] == [("claimed", 2)]
    assert (north.questions, south.questions, others.questions) == (1, 2, 0)
    # Two accounts of one event are one event.
    assert (north.events, south.events) == (0, 1)
    assert [silence.gap.about for silence in north.silences] == ["its losses"]
    assert south.silences == ()


def test_who_gives_figures_about_whom(site: Path) -> None:
    told = {(row.name, cell.name): cell.claims for row, cells in balance(site).matrix for cell in cells}
    assert told["Southland", "Northland"] == ("s1",)
    assert [key for key, claims in told.items() if claims] == [("Southland", "Northland")]
    assert len(told) == 6


def test_without_a_figure_that_says_whom_it_counts_there_is_no_matrix(tmp_path: Path) -> None:
    bare = SITE["claims.yml"].replace(" of: north-army,", "")
    assert balance(scratch(tmp_path, {**SITE, "claims.yml": bare})).matrix == ()


@pytest.mark.parametrize(
    ("settings", "kinds"),
    [
        ("", []),
        ("balance: {unquoted_from: 3}", [("unquoted", "north")]),
        ("balance: {unquoted_from: 4}", []),
        ("balance: {one_sided_verb_from: 2}", [("one-sided-verb", "north")]),
        ("balance: {one_sided_verb_from: 1}", [("one-sided-verb", "north"), ("one-sided-verb", "south")]),
        # Nought and less mean: from the first one on.
        ("balance: {unquoted_from: 0, one_sided_verb_from: -5}",
         [("unquoted", "north"), ("one-sided-verb", "north"), ("one-sided-verb", "south")]),
    ],
)  # fmt: skip
def test_from_which_numbers_on_something_stands_out(
    settings: str, kinds: list[tuple[str, str]], tmp_path: Path
) -> None:
    root = scratch(tmp_path, {**SITE, **({"site_config/sayso.yml": settings} if settings else {})})
    assert [(remark.kind, remark.side) for remark in balance(root).remarks] == kinds


def test_a_verb_is_one_sided_only_beside_an_opposing_side_with_verbs(tmp_path: Path) -> None:
    silent = SITE["claims.yml"].replace("            speech_act: said\n", "")
    settings = {"site_config/sayso.yml": "balance: {one_sided_verb_from: 1}"}
    assert balance(scratch(tmp_path, {**SITE, "claims.yml": silent, **settings})).remarks == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("  two words ", 2), ("— … —", 0), ("don't, 40%", 2), ("слово 字", 2)],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert words_in(text) == words


# Laws

_EAGER = Config(
    config().rubric,
    config().vocabulary,
    Settings(balance=BalanceSettings.model_construct(unquoted_from=1, one_sided_verb_from=1)),
)


def _turned(data: Data) -> Data:
    """The same ledger with the first two sides exchanged."""
    other = {"one": "two", "two": "one"}

    def turn(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: turn(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [turn(inner, key) for inner in value]
        return other.get(str(value), value) if key in ("side", "aligned_with", "favours") else value

    return {kind: [turn(record) for record in records] for kind, records in data.items()}  # type: ignore[misc]


@given(ledgers())
def test_the_sides_are_counted_alike(data: Data) -> None:
    """With the parties of two sides exchanged, so are the two rows."""

    def rows(data: Data) -> dict[str, tuple[object, ...]]:
        ledger = ledger_of(data)
        found = balance_of(ledger, _EAGER, standings(ledger, _EAGER, TODAY))
        return {
            row.side: (row.claims, row.quotes, row.words, row.verbs, row.questions, row.events)
            for row in found.rows
        }

    before, after = rows(data), rows(_turned(data))
    assert (after["one"], after["two"]) == (before["two"], before["one"])


@given(ledgers())
def test_no_claim_is_lost_and_a_better_badge_changes_no_number(data: Data) -> None:
    ledger = ledger_of(data)
    graded = standings(ledger, _EAGER, TODAY)
    found = balance_of(ledger, _EAGER, graded)
    assert sum(row.claims for row in found.rows) >= len(graded)
    for row in found.rows:
        assert sum(number for _, number in row.statuses) == row.claims
        assert sum(verb.count for verb in row.verbs) <= row.claims
    # Remarks hang on quotations and verbs alone: no badge, however good, calls or quiets one.
    best = max(_EAGER.rubric.statuses, key=lambda status: status.rank or 0)
    raised = {name: _with_status(standing, best) for name, standing in graded.items()}
    assert balance_of(ledger, _EAGER, raised).remarks == found.remarks


def _with_status(standing: Standing, status: Status) -> Standing:
    return replace(standing, status=status)


# The command


def test_the_command_tells_numbers_and_never_fails(site: Path) -> None:
    (site / "site_config" / "sayso.yml").write_text("balance: {unquoted_from: 1, one_sided_verb_from: 1}\n")
    result = run("balance", "--root", str(site))
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "Northland"
    assert "silent, a source says Northland's army on its losses" in lines
    assert "Southland about Northland: 1 claim" in lines
    assert "Northland about Southland: none in our sources" in lines
    assert "Northland: 3 claims, and none of its words is quoted directly." in lines
    assert "“claimed” stands 2 times for Northland, and never for Southland." in lines
    assert lines[-1] == "Nothing is to be evened out."


def test_the_command_for_programs(site: Path) -> None:
    document = json.loads(run("balance", "--format", "json", "--root", str(site)).stdout)
    assert document["schema"] == 1
    [north, south, others] = document["sides"]
    assert (north["side"], north["claims"], north["verbs"]) == ("side:north", 3, {"claimed": 2})
    assert (south["quotations"], south["words_quoted"], others["side"]) == (1, 4, None)
    assert {"of": "side:south", "about": "side:north", "claims": ["claim:s1"]} in document["figures"]


def test_the_command_for_a_pull_request(tmp_path: Path) -> None:
    hostile = {"content/more.yml": "sides: [{id: far, name: '@all | <b>x</b>'}]\n"}
    told = run(
        "balance", "--format", "markdown", "--root", str(scratch(tmp_path, {**SITE, **hostile}))
    ).stdout
    assert "@all" not in told and "<b>" not in told
    assert "| Southland | 1 | none in our sources |" in told


def test_the_command_without_a_rubric_is_wrong_configuration(site: Path) -> None:
    (site / "site_config" / "rubric.yml").unlink()
    result = run("balance", "--root", str(site))
    assert result.exit_code == 2
    assert "SAY043" in result.stdout


# The page


def table(page: LexborHTMLParser, name: str) -> list[list[str]]:
    rows = page.css(f'[aria-label="{name}"] tr')
    return [[cell.text().strip() for cell in row.css("th, td")] for row in rows]


def test_the_page_shows_the_same_numbers(site: Path) -> None:
    page = html(made(site)["balance/index.md"])
    glance = table(page, "At a glance")
    assert glance[0] == ["In our record", "Northland", "Southland", "Others"]
    assert ["Claims", "3", "2", "1"] in glance
    assert ["Words quoted directly", "0", "4", "0"] in glance
    assert ["Questions on which it says something of 2", "1", "2", "0"] in glance
    assert ["Silences that a source reports", "1", "0", "0"] in glance
    assert ["unconfirmed", "2", "1", "1"] in table(page, "How well it is confirmed")
    assert table(page, "The verbs our sources use")[1:] == [
        ["claimed", "2", "0", "0"],
        ["said", "0", "1", "0"],
    ]
    figures = table(page, "Who gives figures, and about whom")
    assert figures[0] == ["Figures from …", "about Northland", "about Southland"]
    assert figures[2] == ["Southland", "1 claim", "none in our sources"]
    assert "Northland's army: nothing on its losses, Gazette report says." in page.text()
    assert "What stands out" not in page.text()


def test_the_page_of_a_site_without_sides_or_claims(tmp_path: Path) -> None:
    bare = scratch(tmp_path, {"claims.yml": "claims: []\n"}, cast=False)
    assert "Nothing is on record yet." in made(bare)["balance/index.md"]


def test_the_page_rewards_nothing() -> None:
    """No percentages, no aims, no words that call for more of anything."""
    words = html(made(REPOSITORY)["balance/index.md"]).text().casefold()
    for word in ("%", "per cent", "score", "should", "better", "improve", "target", "enough", "warning"):
        assert word not in words, word


def test_every_page_leads_to_it() -> None:
    assert "[Balance](balance/index.md)" in made(REPOSITORY)["SUMMARY.md"]
