"""`sayso diff` at the terminal: any two states, three formats, its exit statuses; and its manual."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso import project
from sayso.commands import _review_json
from sayso.commands import diff as diff_command
from sayso.model.changes import KINDS, Change
from sayso.outputs import edition_json
from sayso.outputs.change_json import as_data

from .support.console import example
from .support.scratch import REPOSITORY
from .test_commands import run

STATEMENT = "Nearly 40 soldiers of Northland were killed or wounded at the bridge."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The manual's example, with a copy of it from before beside it. One stands in it."""
    root = example(tmp_path / "site")
    shutil.copytree(root, tmp_path / "before")
    monkeypatch.chdir(root)
    return root


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    done = subprocess.run(
        ["git", *who, *words], cwd=root, check=True, capture_output=True, text=True, env=os.environ
    )
    return done.stdout.strip()


def committed(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")


def test_nothing_changed(site: Path, tmp_path: Path) -> None:
    done = run("diff", str(tmp_path / "before"))
    assert (done.exit_code, done.stdout) == (
        0,
        f"From folder {tmp_path / 'before'} to the folder as it is: Nothing changed.\n",
    )


def test_a_figure_is_told_first_and_the_status_is_1(site: Path, tmp_path: Path) -> None:
    edit(site, "claims.yml", "value: 40", "value: 41")
    edit(
        site,
        "claims.yml",
        "The road over the bridge at Arden is closed.",
        "The road over Arden’s bridge is closed.",
    )
    done = run("diff", str(tmp_path / "before"))
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[2] == "To be looked at most closely (high)"
    assert lines[3].startswith(
        "  claim losses-forty: another figure: “nearly 40 soldiers (killed or wounded)” → "
    )
    assert "claim road-closed: told in other words" in done.stdout
    # That the figure is no longer that of the source's words is another command's business; it is noted.
    assert "The check finds 1 error in the folder as it is" in done.stderr


def test_wording_only_is_counted_and_told_when_asked_for(site: Path, tmp_path: Path) -> None:
    edit(site, "claims.yml", "at Arden on Friday night.", "at  Arden on Friday night.")
    done = run("diff", str(tmp_path / "before"))
    assert done.exit_code == 0
    assert "No change in meaning, 1 in wording only." in done.stdout
    assert "bridge-lost" not in done.stdout
    assert (
        "claim bridge-lost: wording only: white space"
        in run("diff", str(tmp_path / "before"), "--all").stdout
    )


def test_a_commit_a_folder_and_a_ledger_are_one_state(site: Path, tmp_path: Path) -> None:
    """Whatever a state is read from, it is the same state."""
    committed(site)
    edit(site, "claims.yml", "value: 40", "value: 41")
    git(site, "commit", "-qam", "second")
    told = []
    for old, new in (
        ("HEAD~1", "HEAD"),
        ("git:HEAD~1", str(site)),
        (str(tmp_path / "before"), "HEAD"),
    ):
        done = run("diff", old, new, "--format", "json")
        assert done.exit_code == 1, done.stderr
        told.append(json.loads(done.stdout)["changes"])
    assert told[0] == told[1] == told[2]
    assert [change["kind"] for change in told[0]] == ["figure-revised"]


def test_without_names_it_is_what_was_not_committed_yet(site: Path) -> None:
    committed(site)
    assert run("diff").exit_code == 0
    edit(site, "claims.yml", "value: 40", "value: 41")
    done = run("diff")
    assert (done.exit_code, "(HEAD) to the folder as it is: 1 change in meaning." in done.stdout) == (
        1,
        True,
    ), done.stdout


def test_the_json_has_every_field(site: Path, tmp_path: Path) -> None:
    edit(site, "claims.yml", "value: 40", "value: 41")
    edit(site, "claims.yml", "on Friday night.", "on  Friday night.")
    document = json.loads(run("diff", str(tmp_path / "before"), "--format", "json").stdout)
    assert document["schema"] == 1
    assert document["counts"] == {"meaning": 1, "high": 1, "medium": 0, "low": 0, "wording_only": 1}
    (change,) = document["changes"]
    assert change == {
        "kind": "figure-revised",
        "risk": "high",
        "grave": True,
        "label": "Another figure",
        "record": "claim:losses-forty",
        "formerly": None,
        "title": f"Southland's army says: {STATEMENT}",
        "field": "figure.value",
        "before": "nearly 40 soldiers (killed or wounded)",
        "after": "nearly 41 soldiers (killed or wounded)",
        "because": [],
        "by": "Southland's army",
        "measures": ["killed_and_wounded"],
        "told": change["told"],
    }
    assert document["wording_only"][0]["kind"] == "wording-only"
    page = "".join(
        (REPOSITORY / "docs" / name).read_text("utf-8") for name in ("commands/diff.md", "changes.md")
    )
    for field in (*document, *change):
        assert f"`{field}`" in page or field == "schema", field


def test_markdown_is_inert(site: Path, tmp_path: Path) -> None:
    """Somebody's words call nobody and link nothing in a forge's comment."""
    hostile = "The road is closed, @everyone ![x](https://evil.example/) <script>x</script> see #1 `now`."
    edit(site, "claims.yml", "The road over the bridge at Arden is closed.", json.dumps(hostile))
    done = run("diff", str(tmp_path / "before"), "--format", "markdown")
    assert done.exit_code == 1
    assert "- `claim:road-closed`" in done.stdout
    assert "<script" not in done.stdout
    assert "](" not in done.stdout
    assert "@everyone" not in done.stdout
    assert " #1" not in done.stdout


def test_a_terminal_gets_no_orders(site: Path, tmp_path: Path) -> None:
    """A state that is read from a file may hold what no YAML may."""
    ledger = tmp_path / "ledger.json"
    made = project.ledger_document(project.check(site))
    made["claims"][0]["text"] = "It is \x1b[31mred\x1b[0m and \u202ebackwards."
    ledger.write_text(json.dumps(made), "utf-8")
    for form in ("text", "markdown", "json"):
        done = run("diff", str(ledger), "--format", form)
        assert done.exit_code == 1, form
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout or form == "json"


def test_half_a_character_is_refused(site: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    made = project.ledger_document(project.check(site))
    made["claims"][0]["text"] = "It is \ud800."
    ledger.write_text(json.dumps(made), "utf-8")
    done = run("diff", str(ledger))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is no ledger that can be read" in done.stderr


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("no-such-thing", 2, "no git revision"),
        ("edition:2024-01-01", 2, "2024-01-01"),
        ("folder:nowhere", 2, "there is no folder"),
        ("git:--upload-pack=x", 2, "--upload-pack"),
        ("broken.json", 2, "no ledger"),
        ("\x1b[31m", 2, "no git revision"),
    ],
)
def test_a_name_that_is_no_state(site: Path, name: str, status: int, words: str) -> None:
    committed(site)
    (site / "broken.json").write_text("{", "utf-8")
    done = run("diff", "--", name)
    assert done.exit_code == status, (done.stdout, done.stderr)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_a_program_is_told_the_same_fields_everywhere() -> None:
    """By `sayso diff`, by `sayso review` and in an edition's changes.json; all of them documented."""
    page = (REPOSITORY / "docs" / "changes.md").read_text("utf-8")
    told = as_data(Change("figure-revised", "claim:b", formerly="claim:a", grave=True, measures=("killed",)))
    assert told["formerly"] == "claim:a"
    assert (told["grave"], told["risk"], told["measures"]) == (True, "high", ["killed"])
    named = {name for line in page.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`",
             line.partition(" | ")[0])}  # fmt: skip
    assert told.keys() <= named
    for module in (diff_command, _review_json, edition_json):
        assert module.as_data is as_data


def test_a_list_for_a_forge_is_never_longer_than_it_takes(site: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    made = project.ledger_document(project.check(site))
    made["claims"] += [{**made["claims"][0], "id": f"more-{n}"} for n in range(5_000)]
    ledger.write_text(json.dumps(made), "utf-8")
    done = run("diff", str(ledger), "--format", "markdown")
    assert len(done.stdout) < 62_000
    assert "for which there is no room here" in done.stdout.splitlines()[-1]
    assert len(run("diff", str(ledger)).stdout.splitlines()) > 5_000


def test_outside_of_git_it_says_what_to_name(site: Path) -> None:
    done = run("diff")
    assert done.exit_code in (2, 3)
    assert "git" in done.stderr
    assert "Traceback" not in done.stderr


# The manual


def test_the_manual_has_every_kind_as_it_is() -> None:
    page = (REPOSITORY / "docs" / "changes.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `") and line.count(" | ") == 4]
    assert [row.rpartition(" | ")[0] for row in rows] == [
        f"| `{kind.name}` | {kind.risk.word} | {kind.label} | `{kind.mirror}`" for kind in KINDS.values()
    ]
    assert all(len(row.rpartition(" | ")[2]) > 12 for row in rows)
