"""The commands as an editor meets them: what they print, and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import cli
from tests.support.scratch import REPOSITORY, claims, scratch

GOOD = {"claims.yml": claims(2)}
BROKEN = {"claims.yml": claims(2).replace("claimant: south-army", "claimant: south-amry", 1)}


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_check_of_a_good_site(tmp_path: Path) -> None:
    result = run("check", "--root", str(scratch(tmp_path, GOOD)))
    assert result.exit_code == 0
    assert result.stdout == "Nothing to mend.\n"
    assert result.stderr == (
        "2 claims, 0 quotes, 0 events, 1 sources, 0 pages of prose.\n"
        "2 wordings: 0 verified, 2 never held against their source (sayso verify).\n"
    )


def test_check_says_what_is_wrong_where_and_how_to_mend_it(tmp_path: Path) -> None:
    result = run("check", "--root", str(scratch(tmp_path, BROKEN)))
    assert result.exit_code == 1
    assert (
        "claims.yml:5:15: SAY101 claim 'claim-00000' names 'south-amry', which is not a party"
        in result.stdout
    )
    assert "5 |     claimant: south-amry\n   |               ^^^^^^^^^^" in result.stdout
    assert "   = help: did you mean 'south-army'?" in result.stdout


def test_check_for_programs(tmp_path: Path) -> None:
    result = run("check", "--format", "json", "--root", str(scratch(tmp_path, BROKEN)))
    document = json.loads(result.stdout)
    assert document["schema"] == 1
    assert document["counts"]["error"] == 1
    [found] = [item for item in document["diagnostics"] if item["severity"] == "error"]
    assert (found["code"], found["record"]) == ("SAY101", "claim:claim-00000")
    assert found["place"] == {"file": "claims.yml", "line": 5, "column": 15, "end_line": 5, "end_column": 25}


def test_check_for_a_forge(tmp_path: Path) -> None:
    result = run("check", "--format", "github", "--root", str(scratch(tmp_path, BROKEN)))
    line = next(line for line in result.stdout.splitlines() if line.startswith("::error"))
    assert line.startswith(
        "::error file=claims.yml,line=5,col=15,endLine=5,endColumn=25,title=SAY101 unknown-reference::"
    )
    assert line.endswith("%0Adid you mean 'south-army'?")


def test_quiet_says_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    result = run("check", "--quiet", "--root", str(scratch(tmp_path, GOOD)))
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


def test_a_long_check_says_that_it_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.commands._common._PATIENCE", 0.0)
    root = scratch(tmp_path, {"claims.yml": claims(300)})
    assert "Reading and checking all records ..." in run("check", "--root", str(root)).stderr


def test_a_site_without_its_rubric_is_wrong_configuration(tmp_path: Path) -> None:
    (tmp_path / "claims.yml").write_text(claims(1))
    result = run("check", "--root", str(tmp_path))
    assert result.exit_code == 2
    assert "site_config/rubric.yml:1:1: SAY043" in result.stdout
    assert "site_config/vocabulary.yml:1:1: SAY043" in result.stdout


def test_no_site_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "no site here" in result.stderr


def test_the_root_is_found_from_a_folder_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path / "content")
    assert run("check").exit_code == 0


def test_pages_writes_only_what_changed_and_deletes_what_is_stale(tmp_path: Path) -> None:
    root = scratch(tmp_path, GOOD)
    first = run("pages", "--root", str(root))
    assert first.exit_code == 0
    assert (root / "build/docs/claims/claim-00001.md").is_file()
    assert ": 0 written, 0 deleted." in run("pages", "--root", str(root)).stderr
    (root / "claims.yml").write_text(claims(1))
    # The claim's page, and what other sites show of it: its badge and its frame.
    assert "3 deleted." in run("pages", "--root", str(root)).stderr
    assert not list((root / "build/docs").rglob("*claim-00001*"))


def test_pages_leaves_what_is_not_ours_and_says_so(tmp_path: Path) -> None:
    root = scratch(tmp_path, {**GOOD, "build/docs/mine.md": "# Mine\n"})
    result = run("pages", "--root", str(root))
    assert "build/docs/mine.md is not ours" in result.stderr
    assert (root / "build/docs/mine.md").read_text() == "# Mine\n"


def test_pages_writes_nothing_while_there_is_an_error(tmp_path: Path) -> None:
    root = scratch(tmp_path, BROKEN)
    assert run("pages", "--root", str(root)).exit_code == 1
    assert not (root / "build").exists()


def test_explain_gives_three_sentences_the_rules_and_the_facts(tmp_path: Path) -> None:
    result = run("explain", "claim:claim-00001", "--root", str(scratch(tmp_path, GOOD)))
    assert result.exit_code == 0
    for words in (
        "Northland's army says: Our army held 1 metres of the bridge.",
        "Badge: Northland's army says so · no independent confirmation in our sources",
        "Who says it.  Northland's army says so (interest: takes part in the war).",
        "Who else.  Nobody independent confirms it or contradicts it in our sources.",
        "-> claimed: true",
        "one independent source agrees: independent_support >= 1 (independent_support is 0)",
    ):
        assert words in result.stdout


def test_explain_as_json(tmp_path: Path) -> None:
    result = run("explain", "claim-00001", "--format", "json", "--root", str(scratch(tmp_path, GOOD)))
    document = json.loads(result.stdout)
    assert (document["schema"], document["claim"], document["status"]) == (1, "claim:claim-00001", "claimed")
    assert document["facts"]["outlets"] == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("claim:claim-0000", "did you mean 'claim-0000"),
        ("party:gazette", "names no record; write claim:ID"),
        ("claim:", "there is no claim:"),
    ],
)
def test_explain_of_a_wrong_name(tmp_path: Path, name: str, words: str) -> None:
    result = run("explain", name, "--root", str(scratch(tmp_path, GOOD)))
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    "name", ["claim:claim-00000", "party:gazette", "source:gazette-1", "side:north", "question:bridge"]
)
def test_show_any_record_with_its_place(tmp_path: Path, name: str) -> None:
    root = str(scratch(tmp_path, GOOD))
    text = run("show", name, "--root", root)
    assert text.exit_code == 0
    assert text.stdout.startswith(f"{name}  (c")
    assert json.loads(run("show", name, "--format", "json", "--root", root).stdout)["name"] == name


def test_a_renamed_record_is_told_by_its_new_name(tmp_path: Path) -> None:
    renamed = claims(1) + "    formerly: [bridge-held]\n"
    result = run("show", "claim:bridge-held", "--root", str(scratch(tmp_path, {"claims.yml": renamed})))
    assert result.exit_code == 2
    assert "claim:bridge-held is now called claim:claim-00000" in result.stderr


def test_help_teaches_every_command() -> None:
    overview = run("--help").stdout
    assert "sayso serve" in overview
    for name in ("build", "check", "explain", "pages", "serve", "show"):
        assert f"\n  {name} " in overview
        page = run(name, "--help")
        assert page.exit_code == 0
        assert "--root" in page.stdout


def test_the_real_content_has_nothing_to_mend() -> None:
    result = run("check", "--format", "json", "--root", str(REPOSITORY))
    counts = json.loads(result.stdout)["counts"]
    assert (result.exit_code, counts["error"], counts["warning"]) == (0, 0, 0)
