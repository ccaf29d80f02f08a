"""The rubric's cases as a maintainer runs them, and what another rubric would move.

What each fault in the files is told as stands in tests/cases/ (`*.rubric_cases.yml`,
`*.rubric.yml`).
"""

import json
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import project
from sayso.config import read_rubric
from sayso.diagnostics import Severity
from sayso.files import Folder
from sayso.model.settings import Config, Rubric, Status
from sayso.rubric.cases import MOST_CASES, MOST_CAST, read_cases
from sayso.rubric.regrade import regrade
from sayso.rubric.status import standings
from sayso.rubric.trial import try_cases, try_rubric

from .support.checking import checked, found
from .support.ledgers import TODAY, Data, config, ledger_of, ledgers
from .support.scratch import REPOSITORY, scratch
from .test_commands import run

RUBRIC = (REPOSITORY / "site_config" / "rubric.yml").read_text("utf-8")
VERSION = config().rubric.version
CASE = """\
today: 2025-01-07
cases:
  - name: the word of an army
    ledger:
      parties: [{id: army, type: organization, name: The army}]
      sources: [{id: note, title: A note, publisher: army, kind: statement, no_url: on paper}]
      claims: [{id: held, text: We hold it., claimant: army, source: note}]
    expect: {status: claimed}
"""
CLAIMED = """\
claims:
  - {id: held, text: We hold it., claimant: north-army, source: gazette-1, exact: "we hold it"}
  - id: seen
    text: They hold it.
    claimant: north-army
    citations: [{source: gazette-2}, {source: gazette-1, relation: supports, exact: "they do"}]
"""
MORE = """\
parties:
  - {id: courier, type: news_media_organization, name: The Courier, interest: unknown}
sources:
  - {id: gazette-2, title: Courier report, publisher: courier, kind: article, no_url: on paper}
"""
SITE = {"claims.yml": CLAIMED, "content/more.yml": MORE}


# The repository's own cases


def test_the_cases_of_this_repository_hold_and_show_every_status() -> None:
    trial = try_rubric(Folder(REPOSITORY), config())
    assert trial.diagnostics == []
    assert len(trial.cases.cases) == trial.cases.written >= 150
    assert trial.shown == set(config().rubric.by_code)


def test_a_rubric_that_takes_reprints_for_evidence_fails_the_cases() -> None:
    """The cases are no ornament: each condition made laxer by one word fails some of them."""
    for lax in (
        RUBRIC.replace("independent_support >= 1 and not doubt", "outlets >= 1 and not doubt"),
        RUBRIC.replace("independent_support >= 1 and not doubt", "independent_support >= 1"),
        RUBRIC.replace(" and (first_hand or has_basis)", ""),
        RUBRIC.replace("and named and", "and"),
        RUBRIC.replace("when: withdrawn_by_claimant", "when: later_claims"),
    ):
        assert lax != RUBRIC
        rubric, wrong, _ = read_rubric(lax.encode(), "lax.yml")
        assert rubric is not None, wrong
        other = Config(rubric, config().vocabulary, config().settings)
        raw = (REPOSITORY / "site_config" / "rubric_cases.yml").read_bytes()
        assert try_cases(read_cases(raw, other), other).failed


# Cases as part of a site


def test_a_site_without_cases_is_as_good(tmp_path: Path) -> None:
    scratch(tmp_path, SITE)
    assert not checked(tmp_path).failed
    result = run("rubric", "test", "--root", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == "This site has no site_config/rubric_cases.yml: no case was tried.\n"


def test_cases_that_hold(tmp_path: Path) -> None:
    scratch(tmp_path, {**SITE, "site_config/rubric_cases.yml": CASE})
    result = run("rubric", "test", "--root", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "1 case: 1 holds."
    assert "No case shows: withdrawn, superseded, " in result.stdout


def test_a_case_that_fails_fails_the_test_and_the_check(tmp_path: Path) -> None:
    wrong = CASE.replace("{status: claimed}", "{status: agreed}")
    scratch(tmp_path, {**SITE, "site_config/rubric_cases.yml": wrong})
    result = run("rubric", "test", "--root", str(tmp_path))
    assert result.exit_code == 1
    assert "site_config/rubric_cases.yml:8:22: SAY044 case 'the word of an army'" in result.stdout
    assert "1 case: 0 hold, 1 fails." in result.stdout
    again = run("check", "--root", str(tmp_path))
    assert again.exit_code == 1
    assert "site_config/rubric_cases.yml:8:22: SAY044" in again.stdout
    assert "8 |     expect: {status: agreed}" in again.stdout


def test_the_test_for_programs(tmp_path: Path) -> None:
    wrong = CASE.replace("{status: claimed}", "{status: agreed}")
    scratch(tmp_path, {**SITE, "site_config/rubric_cases.yml": wrong})
    document = json.loads(run("rubric", "test", "--format", "json", "--root", str(tmp_path)).stdout)
    assert (document["schema"], document["there"], document["cases"]) == (1, True, 1)
    assert document["failed"] == ["the word of an army"]
    [item] = document["diagnostics"]
    assert (item["code"], item["place"]["line"]) == ("SAY044", 8)


def test_a_case_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    two = CASE + CASE.partition("cases:\n")[2].replace("an army", "another").replace("note}", "nota}")
    scratch(tmp_path, {**SITE, "site_config/rubric_cases.yml": two})
    result = run("rubric", "test", "--root", str(tmp_path))
    assert "2 cases: 1 holds, 1 could not be read." in result.stdout
    assert "names 'nota', which is no source here" in result.stdout


@pytest.mark.parametrize("lines", ["today: soon\n", "today: 2024-13-01\n"])
def test_the_day_of_the_cases_is_a_date(lines: str) -> None:
    cases = read_cases((lines + CASE.partition("\n")[2]).encode(), config())
    assert [item.code for item in cases.diagnostics] == ["SAY024"]


def test_the_day_decides_what_is_overdue() -> None:
    late = CASE.replace("source: note}", "source: note, review_by: 2025-01-01}").replace(
        "{status: claimed}", "{status: claimed, facts: {stale: true}}"
    )
    assert not try_cases(read_cases(late.encode(), config()), config()).failed
    early = late.replace("today: 2025-01-07", "today: 2024-12-31")
    assert try_cases(read_cases(early.encode(), config()), config()).failed
    without = late.replace("today: 2025-01-07\n", "")
    assert try_cases(read_cases(without.encode(), config()), config()).failed


def test_one_name_stands_for_one_case() -> None:
    twice = CASE + CASE.partition("cases:\n")[2]
    [item] = read_cases(twice.encode(), config()).diagnostics
    assert (item.code, item.mark.line) == ("SAY040", 9)


def test_a_file_of_cases_has_bounds() -> None:
    """However large the file, trying it ends soon, and what is left out is told."""
    empty = "  - {{name: {}, ledger: {{}}, expect: {{status: claimed}}}}\n"
    many = "cases:\n" + "".join(map(empty.format, range(MOST_CASES + 200)))
    told = read_cases(many.encode(), config()).diagnostics
    assert f"{MOST_CASES:,} are allowed" in told[0].message
    assert "what follows is not read" in told[-1].message
    assert len(told) < 300
    cast = ", ".join(f"{{id: p{n}, type: person, name: P}}" for n in range(MOST_CAST + 1))
    [item] = read_cases(f"cast: {{parties: [{cast}]}}\ncases: []\n".encode(), config()).diagnostics
    assert item.code == "SAY011"


_anything = st.recursive(
    st.sampled_from(["claims", "held", "claimed", "", "2025-01-07", "note", "true"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "cast",
                    "cases",
                    "name",
                    "ledger",
                    "expect",
                    "status",
                    "facts",
                    "claims",
                    "id",
                    "sources",
                    "missing",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(["cast", "cases", "today", "case"]), _anything))
def test_no_file_of_cases_raises(data: dict[str, object]) -> None:
    """JSON is YAML: whatever stands where, it is told, and what can be tried is tried."""
    cases = read_cases(json.dumps(data).encode(), config())
    try_cases(cases, config())
    assert all(item.severity is Severity.ERROR for item in cases.diagnostics)


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    try_cases(read_cases(raw, config()), config())


# Rules under a version


def told(tmp_path: Path, rubric: str) -> list[str]:
    return found(tmp_path, {**SITE, "site_config/rubric.yml": rubric}).codes


WORDING = {
    "the badge's words": ("later withdrew it", "took it back later"),
    "its short name": ("short: withdrawn", "short: taken back"),
    "its meaning": ("Whoever said it has since taken it back.", "It was taken back."),
    "a colour": ("colour: brown", "colour: grey"),
    "white space in a condition": ("when: withdrawn_by_claimant", 'when: "withdrawn_by_claimant  "'),
}
RULES = {
    "a condition": ("when: withdrawn_by_claimant", "when: withdrawn_by_claimant and named"),
    "a rank": ("rank: -3", "rank: -4"),
    "no rank": ("    rank: -3\n", ""),
    "a code": ("code: withdrawn", "code: taken_back"),
}


@pytest.mark.parametrize("change", WORDING.values(), ids=WORDING)
def test_words_may_change_under_one_version(change: tuple[str, str], tmp_path: Path) -> None:
    assert change[0] in RUBRIC
    assert "SAY049" not in told(tmp_path, RUBRIC.replace(*change, 1))


@pytest.mark.parametrize("change", RULES.values(), ids=RULES)
def test_rules_may_not(change: tuple[str, str], tmp_path: Path) -> None:
    assert change[0] in RUBRIC
    assert told(tmp_path, RUBRIC.replace(*change, 1)).count("SAY049") == 1


def test_nor_may_their_order(tmp_path: Path) -> None:
    head, _, rest = RUBRIC.partition("  - code: ")
    first, second, *others = ("  - code: " + part for part in rest.split("  - code: "))
    assert "SAY049" in told(tmp_path, "".join([head, second, first, *others]))


def test_what_the_hint_says_mends_it(tmp_path: Path) -> None:
    """The entry that the hint gives, pasted below `changes`, with a new version."""
    changed = RUBRIC.replace(*RULES["a rank"], 1)
    item = next(each for each in found(tmp_path, {"site_config/rubric.yml": changed}).diagnostics)
    entry = item.hint.partition("add to changes: - ")[2].partition("}")[0] + "}"
    entry = entry.replace('version: "…"', 'version: "1.0.1"').replace("date: …", "date: 2025-02-01")
    entry = entry.replace("text: …", "text: Other ranks.")
    mended = changed.replace(f'version: "{VERSION}"', 'version: "1.0.1"', 1)
    mended = mended.replace("changes:\n", f"changes:\n  - {entry}\n")
    assert "SAY049" not in told(tmp_path, mended)


def test_rules_on_nobodys_record_can_be_looked_at(tmp_path: Path) -> None:
    """The check fails, and still tells everything: what the change moves is what counts now."""
    scratch(tmp_path, SITE)
    (tmp_path / "site_config" / "rubric.yml").write_text(RUBRIC.replace("rank: -3", "rank: -4"))
    result = checked(tmp_path)
    assert result.config is not None and result.standings and not result.configured
    assert run("check", "--root", str(tmp_path)).exit_code == 2
    assert run("explain", "claim:held", "--root", str(tmp_path)).exit_code == 0


@given(st.permutations(config().rubric.statuses), st.data())
def test_the_checksum_is_of_the_rules_alone(statuses: list[Status], data: st.DataObject) -> None:
    rubric = Rubric(version="1", statuses=tuple(statuses))
    repainted = [
        status.model_copy(
            update={"short": data.draw(st.text()), "colour": "red", "when": f" {status.when}\n"}
        )
        for status in statuses
    ]
    assert Rubric(version="2", statuses=tuple(repainted)).rules == rubric.rules
    assert (rubric.rules == config().rubric.rules) == (tuple(statuses) == config().rubric.statuses)


# Another rubric


@given(ledgers())
def test_a_rubric_moves_nothing_from_itself(data: Data) -> None:
    graded = standings(ledger_of(data), config(), TODAY)
    same = regrade(graded, config(), config().rubric)
    assert (same.moves, same.statuses, same.reordered, same.held) == ((), (), False, ())
    assert same.same_rules


@given(ledgers())
def test_what_moves_up_one_way_moves_down_the_other(data: Data) -> None:
    old, _, _ = read_rubric(OLD.encode(), "old.yml")
    assert old is not None
    there = config()
    back = Config(old, there.vocabulary, there.settings)
    ledger = ledger_of(data)
    forth = regrade(standings(ledger, there, TODAY), there, old)
    home = regrade(standings(ledger, back, TODAY), back, there.rubric)
    turned = {"raised": "lowered", "lowered": "raised", "other": "other"}
    assert {(m.claim, m.after, m.before, turned[m.way]) for m in forth.moves} == {
        (m.claim, m.before, m.after, m.way) for m in home.moves
    }


#: One source was enough for `confirmed`, and there was no `one_source`.
OLD = (
    RUBRIC.replace(
        "independent_support >= 2 and (first_hand or has_basis) and", "independent_support >= 1 and"
    )
    .replace("  - code: one_source", "  - code: single")
    .replace(f'version: "{VERSION}"', 'version: "0.9"', 1)
)


def test_a_diff_says_what_would_move(tmp_path: Path) -> None:
    scratch(tmp_path, SITE)
    (tmp_path / "old.yml").write_text(OLD)
    result = run("rubric", "diff", str(tmp_path / "old.yml"), "--root", str(tmp_path))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("From version 0.9 (rules ")
    assert "  added one_source" in lines and "  removed single" in lines
    assert "  changed confirmed" in lines
    assert "Claims lowered" in lines
    assert "  claim:seen  confirmed → one_source  (claims.yml:3:9)" in lines
    assert lines[-1] == "1 of 2 claims would move: 1 lowered."


def test_a_diff_for_programs_and_for_a_pull_request(tmp_path: Path) -> None:
    scratch(tmp_path, SITE)
    (tmp_path / "old.yml").write_text(OLD.replace("short: withdrawn", "short: '@all <b>|'"))
    where = ["rubric", "diff", str(tmp_path / "old.yml"), "--root", str(tmp_path), "--format"]
    document = json.loads(run(*where, "json").stdout)
    assert document["schema"] == 1
    [move] = document["moves"]
    assert (move["claim"], move["from"], move["to"], move["way"]) == (
        "claim:seen", "confirmed", "one_source", "lowered",
    )  # fmt: skip
    told = run(*where, "markdown").stdout
    assert "| `claim:seen` | lowered | confirmed | one&#95;source |" in told
    assert "<b>" not in told and "@all" not in told


def test_the_same_rubric_moves_no_claim(tmp_path: Path) -> None:
    scratch(tmp_path, SITE)
    rubric = tmp_path / "site_config" / "rubric.yml"
    result = run("rubric", "diff", str(rubric), "--root", str(tmp_path))
    assert result.stdout.splitlines()[1:] == ["The rules are the same.", "", "No claim would move."]


@pytest.mark.parametrize(
    ("old", "code"),
    [
        (b"version: 1\n", "SAY021"),
        (b"\xff\xfe", "SAY001"),
        (RUBRIC.replace("named and", "nammed and").encode(), "SAY041"),
        (b"a: " + b"x" * (1 << 20), "SAY011"),
    ],
)
def test_an_old_rubric_that_cannot_be_read_is_told(old: bytes, code: str, tmp_path: Path) -> None:
    scratch(tmp_path, SITE)
    (tmp_path / "old.yml").write_bytes(old)
    result = run("rubric", "diff", str(tmp_path / "old.yml"), "--root", str(tmp_path))
    assert result.exit_code == 2
    assert f": {code} " in result.stdout


def test_an_assessment_keeps_a_claim_where_it_is(tmp_path: Path) -> None:
    assessment = "assessment: {status: mixed, reason: We asked., by: E., date: 2025-01-06}"
    assessed = CLAIMED.replace("    text: They hold it.\n", f"    text: They hold it.\n    {assessment}\n")
    scratch(tmp_path, {**SITE, "claims.yml": assessed})
    (tmp_path / "old.yml").write_text(OLD)
    result = run("rubric", "diff", str(tmp_path / "old.yml"), "--root", str(tmp_path))
    assert result.stdout.endswith("No claim would move. An editor's assessment keeps 1 claim where it is.\n")


def test_the_method_page_tells_version_checksum_and_changes_newest_first(tmp_path: Path) -> None:
    rubric = config().rubric
    older = "  - {version: '0.9', date: 2024-05-01, text: The draft.}\n"
    site = scratch(tmp_path, SITE)
    changed = RUBRIC.replace("changes:\n", "changes:\n" + older, 1)
    (site / "site_config" / "rubric.yml").write_text(changed)
    result = checked(site)
    assert not result.failed, result.diagnostics
    pages, problems = project.pages(result)
    assert not problems
    method = unescape(next(page.text for page in pages if page.path == "method/index.md"))
    assert f"<code>{rubric.rules[7:19]}</code>" in method
    assert method.index("Version 1.0,") < method.index("Version 0.9,")
