"""`sayso review` on prepared branches: what the comment on each pull request says.

Each folder of tests/review_cases/ is a branch: `change.patch` with a sentence on what it is about,
and `comment.md`, the whole comment. `pytest tests/test_review.py --update` writes the comments;
read the diff.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.commands._review_words import MARK, MOST

from .support.console import example
from .support.scratch import claims, scratch

CASES = Path(__file__).parent / "review_cases"
#: 10 January 2025, a few days after what the example tells of.
DAY = "2025-01-10T00:00:00Z"


def run(folder: Path, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in ("PYTHONPATH", "SAYSO_TESTS_COMPILED") if name in os.environ},
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER")
           for what, text in (("NAME", "x"), ("EMAIL", "x@example.org"), ("DATE", DAY))},
    }  # fmt: skip
    return subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip


def git(folder: Path, *command: str, given: str = "") -> str:
    done = run(folder, "git", *command, given=given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")


def repository(folder: Path) -> Path:
    """A repository with the example as its branch `main`, and a branch `proposal` checked out."""
    site = example(folder)
    shutil.copy(CASES / "policy.yml", site / "site_config/sayso.yml")
    git(site, "init", "--quiet", "--initial-branch", "main")
    commit(site)
    git(site, "checkout", "--quiet", "-b", "proposal")
    return site


def branch(folder: Path, case: str) -> Path:
    """A repository whose branch `proposal` has the case's change."""
    site = repository(folder)
    git(site, "apply", "--whitespace=nowarn", str(CASES / case / "change.patch"))
    commit(site)
    return site


def review(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = run(site, "sayso", "review", *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def without_commits(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{12}\b", "COMMIT", text)


#: Those that bring an error or a broken link.
FAIL = ("broken-link", "figure-alone", "hostile-text", "new-error")
NAMES = sorted(each.name for each in CASES.iterdir() if each.is_dir())


@pytest.mark.parametrize("case", NAMES)
def test_the_comment_on_a_prepared_branch(case: str, tmp_path: Path, update: bool) -> None:
    done = review(branch(tmp_path / "site", case), "main..proposal", "--format", "markdown", "--quiet")
    told = without_commits(done.stdout)
    file = CASES / case / "comment.md"
    if update:
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    assert done.returncode == (1 if case in FAIL else 0), told
    assert done.stderr == ""


def test_the_cases_are_those_that_were_asked_for() -> None:
    asked = {
        "status-flip-in-a-rewording",
        "figure-by-one-digit",
        "quote-altered",
        "source-retracted",
        "wording-only",
    }
    assert asked <= set(NAMES)
    assert all((CASES / case / "comment.md").read_text().startswith(f"{MARK}\n") for case in NAMES)


@pytest.mark.parametrize("case", NAMES)
def test_nothing_in_a_comment_calls_links_or_loads(case: str) -> None:
    """Beside our own few tags there is nothing that Markdown, HTML or a forge would act on."""
    bare = (CASES / case / "comment.md").read_text()
    for ours in (MARK, "&#64;<!-- -->", "&#35;<!-- -->", "<details><summary>", "</summary>", "</details>",
                 "<br>", "<sub>", "</sub>"):  # fmt: skip
        bare = bare.replace(ours, "")
    bare = re.sub(r"(?m)^### ", "", bare)
    bare = re.sub(r"&#(?!64;|35;)\d+;", "", bare)
    assert not re.search(r"[<>@#\[\]&`]|://|www\.", bare)
    assert not any(line.lstrip().startswith(("/", "::")) for line in bare.splitlines())


# What is compared


def test_without_a_head_the_work_folder_is_reviewed(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    file = site / "claims.yml"
    file.write_text(file.read_text().replace("40", "49"))
    for arguments in ((), ("HEAD",), ("main",), ("git:main", "folder:.")):
        told = json.loads(review(site, *arguments, "--format", "json", "--no-links").stdout)
        assert "figure-revised" in {each["kind"] for each in told["changes"]}
        assert told["approvals"]["needs"] == 3


def test_the_same_state_twice_is_no_change(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    told = json.loads(review(site, "main", "main", "--format", "json").stdout)
    lists = ("changes", "wording_only", "diagnostics", "pages", "coverage", "unread")
    assert [told[name] for name in lists] == [[]] * len(lists)
    assert (told["failed"], told["mended"], told["approvals"]["needs"]) == (False, 0, 0)


def test_three_dots_compare_with_where_the_branch_began(tmp_path: Path) -> None:
    """What others merged meanwhile is not this branch's doing."""
    site = branch(tmp_path / "site", "quote-altered")
    git(site, "checkout", "--quiet", "main")
    git(site, "apply", str(CASES / "figure-by-one-digit" / "change.patch"))
    commit(site)
    kinds = {
        dots: {each["kind"] for each in json.loads(review(
            site, f"main{dots}proposal", "--format", "json", "--no-links").stdout)["changes"]}
        for dots in ("..", "...")
    }  # fmt: skip
    assert kinds["..."] == {"quote-altered"}
    assert "figure-revised" in kinds[".."]


def test_two_folders_need_no_repository(tmp_path: Path) -> None:
    for name in ("base", "proposed"):
        shutil.copy(CASES / "policy.yml", example(tmp_path / name) / "site_config/sayso.yml")
    file = tmp_path / "proposed/content/quotes.yml"
    file.write_text(file.read_text().replace("silent", "quiet"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = review(tmp_path, "base", "proposed", "--format", "json")
    assert [each["kind"] for each in json.loads(done.stdout)["changes"]] == ["quote-altered"]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere..main",), "there is no commit 'nowhere'"),
        (("main..nowhere",), "there is no commit 'nowhere'"),
        (("main...nowhere",), "there is no commit 'nowhere'"),
        (("a", "b", "c"), "two states at most"),
        (("edition:2025-01-05", "main"), "give the commit that it was made of"),
        (("latest",), "give the commit that it was made of"),
        (("folder:nowhere", "main"), "there is no such folder"),
        (("--upload-pack=x", "main"), "No such option"),
    ],
)
def test_what_is_no_state_is_wrong_usage(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = review(repository(tmp_path / "site"), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_branches_without_a_common_commit_are_told(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    git(site, "checkout", "--quiet", "--orphan", "alone")
    (site / "other").write_text("")
    commit(site)
    done = review(site, "main...alone")
    assert done.returncode == 2
    assert "no commit in common" in done.stderr


def test_both_forms_are_saved(tmp_path: Path) -> None:
    site = branch(tmp_path / "site", "quote-altered")
    done = review(site, "main..proposal", "--no-links", "--save", "told/here")
    assert done.stdout.startswith("1 change in meaning.\nThis wants 2 approvals: for quote q-road")
    assert (site / "told/here/review.md").read_text().startswith(MARK)
    assert json.loads((site / "told/here/review.json").read_text())["schema"] == 1
    (site / "told/file").write_text("")
    refused = review(site, "main..proposal", "--no-links", "--save", "told/file/x")
    assert (refused.returncode, refused.stdout) == (3, "")


# By whose rules


def test_a_proposal_cannot_lower_its_own_bar(tmp_path: Path) -> None:
    """Neither by its policy, nor by its rubric, nor by a lock that calls its words verified."""
    told = json.loads(
        review(branch(tmp_path / "site", "rules-changed-too"), "main..proposal", "--format", "json").stdout
    )
    assert told["approvals"]["needs"] == 3, "to change the policy wants as many as any line of it"
    assert told["proposed_rules"]["policy"] is True
    assert told["proposed_rules"]["files"] == ["site_config/rubric.yml", "site_config/sayso.yml"]
    assert "rubric-changed" in {each["kind"] for each in told["proposed_rules"]["changes"]}
    raised = next(each for each in told["changes"] if each["kind"] == "status-raised")
    assert raised["after"] == "one independent source agrees", "in the base's words"


def test_a_configuration_that_cannot_be_used_is_told_and_fails(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    (site / "site_config/rubric.yml").write_text("statuses: [")
    commit(site)
    done = review(site, "main..proposal", "--no-links")
    assert done.returncode == 1
    assert "site_config/rubric.yml:1" in done.stdout
    assert "No change in meaning." in done.stdout
    back = review(site, "proposal..main", "--no-links")
    assert back.returncode == 2, "nobody can be judged by rules that cannot be used"


@pytest.mark.parametrize("name", ["claims.yml", "content", "site_config", "content/quotes.yml"])
def test_a_link_in_a_proposal_is_never_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/quotes.yml").write_text("canary: 1\n")
    site = repository(tmp_path / "site")
    path = site / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    target = tmp_path / "secret" / ("" if "." not in name else "quotes.yml")
    path.symlink_to(target)
    commit(site)
    for state in (("main..proposal",), ("git:main", "folder:.")):
        done = review(site, *state, "--no-links", "--format", "json")
        assert "canary" not in done.stdout + done.stderr
        assert done.returncode == 1, done.stdout
        assert any("link" in each["message"] for each in json.loads(done.stdout)["diagnostics"])


def test_the_lock_of_a_proposal_does_not_verify_its_words(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    (site / "site_config/captures.lock").write_text("schema: 1\nnonsense: [\n")
    commit(site)
    done = review(site, "main..proposal", "--no-links")
    assert "site_config/captures.lock" in done.stdout
    assert done.returncode == 1


def test_what_is_odd_in_a_folder_is_refused_and_nothing_hangs(tmp_path: Path) -> None:
    """A pipe, which would never end, and folders in folders."""
    example(tmp_path / "base")
    proposed = example(tmp_path / "proposed")
    os.mkfifo(proposed / "content/pipe.yml")
    deep = proposed / "content" / "/".join(["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "x.yml").write_text("quotes: []\n")
    done = review(tmp_path, "base", "proposed", "--no-links")
    assert done.returncode == 1, done.stderr
    assert "content/pipe.yml" in done.stdout
    assert deep.is_dir()


def test_a_commit_with_folders_without_end_is_refused(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    (sha,) = git(site, "hash-object", "-w", "--stdin", given="quotes: []\n").split()
    git(site, "update-index", "--add", "--cacheinfo", f"100644,{sha},content/{'d/' * 1500}x.yml")
    git(site, "commit", "--quiet", "--message", "deep")
    done = review(site, "main..proposal", "--no-links")
    assert (done.returncode, done.stdout) == (3, "")
    assert "holds a name that no folder can hold" in done.stderr


# Only what this change brings


def test_findings_that_only_moved_are_not_new(tmp_path: Path) -> None:
    site = branch(tmp_path / "site", "new-error")
    git(site, "branch", "--force", "main")
    file = site / "content/index.md"
    file.write_text(
        file.read_text().replace(
            "## The bridge", "A line of our own. [[cite:gazette-report]]\n\n## The bridge"
        )
    )
    commit(site)
    told = json.loads(review(site, "main..proposal", "--format", "json", "--no-links").stdout)
    assert (told["diagnostics"], told["mended"], told["failed"]) == ([], 0, False)


def test_what_is_mended_is_counted(tmp_path: Path) -> None:
    site = branch(tmp_path / "site", "new-error")
    told = json.loads(review(site, "proposal..main", "--format", "json", "--no-links").stdout)
    assert (told["diagnostics"], told["mended"]) == ([], 2)


def test_a_link_that_was_broken_before_is_not_this_changes(tmp_path: Path) -> None:
    site = branch(tmp_path / "site", "broken-link")
    git(site, "branch", "--force", "main")
    git(site, "apply", str(CASES / "quote-altered" / "change.patch"))
    commit(site)
    done = review(site, "main..proposal", "--quiet")
    assert "No new broken link." in done.stdout
    assert done.returncode == 0


def test_a_broken_record_is_not_told_as_gone(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    file = site / "claims.yml"
    file.write_text(file.read_text().replace("claimant: mayor", "claimnt: mayor"))
    commit(site)
    told = json.loads(review(site, "main..proposal", "--format", "json", "--no-links").stdout)
    assert told["unread"] == ["claim:road-closed"]
    assert "claim:road-closed" not in {each["record"] for each in told["changes"]}


def test_the_records_of_a_file_that_cannot_be_read_are_not_told_as_gone(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    (site / "claims.yml").write_text("claims: [\n")
    commit(site)
    told = json.loads(review(site, "main..proposal", "--format", "json", "--no-links").stdout)
    assert set(told["unread"]) == {f"claim:{name}" for name in (
        "bridge-held", "bridge-lost", "losses-forty", "road-closed")}  # fmt: skip
    assert [each["record"] for each in told["changes"]] == []
    assert told["failed"] is True


# Who must approve

#: What is done to the example, and how many the policy of the cases then asks for.
APPROVALS = {
    "a claim that counts the dead is new": (
        "claims.yml", "claims:\n", "claims:\n  - id: more\n    text: Nearly 40 soldiers were killed.\n"
        "    claimant: south-army\n    source: agency-wire\n    exact: \"nearly 40\"\n"
        "    figure: {measure: killed, as_said: nearly 40, value: 40, bound: nearly, unit: soldiers}\n", 3,
    ),
    "other numbers in its statement": ("claims.yml", "text: Nearly 40", "text: Nearly 400", 3),
    "it counts something else, under another name": (
        "claims.yml", "id: losses-forty", "id: other\n    formerly: [losses-forty]", 3,
    ),
    "it says somewhat else": ("claims.yml", "wounded at the bridge.", "wounded there.", 0),
    "the policy asks for less": ("site_config/sayso.yml", "needs: 3", "needs: 1", 3),
    "the dead no longer count as such": (
        "site_config/sayso.yml", "review:\n", "review:\n  casualties: [wounded]\n", 3,
    ),
    "the word for the dead says something else": (
        "site_config/vocabulary.yml", "killed or wounded", "seen", 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", APPROVALS)
def test_no_way_round_the_approvals(case: str, tmp_path: Path) -> None:
    name, old, new, needs = APPROVALS[case]
    site = repository(tmp_path / "site")
    file = site / name
    text = file.read_text().replace(old, new, 1)
    assert text != file.read_text()
    if "under another name" in case:
        text = text.replace("measure: killed_and_wounded", "measure: count")
        for page in (site / "content").rglob("*"):
            if page.is_file():
                page.write_text(page.read_text().replace("losses-forty", "other"))
    file.write_text(text)
    commit(site)
    told = json.loads(review(site, "main..proposal", "--format", "json", "--no-links").stdout)
    assert told["approvals"]["needs"] == needs, told["changes"]


# Much


def test_one_long_text_takes_no_room_from_the_others(tmp_path: Path) -> None:
    """However much somebody writes into one record: each change has its line."""
    for name in ("base", "proposed"):
        example(tmp_path / name)
    file = tmp_path / "proposed/claims.yml"
    long = "(!) " * 20_000
    file.write_text(file.read_text().replace("value: 40", "value: 49").replace(
        "The road over the bridge", f"{long} the road over the bridge"))  # fmt: skip
    sources = tmp_path / "proposed/content/sources.yml"
    note = f"    author: '{long}'\n"
    sources.write_text(sources.read_text().replace("    kind: ", f"{note}    kind: "))
    told = review(tmp_path, "base", "proposed", "--format", "markdown", "--no-links", "--quiet").stdout
    assert len(told) <= MOST
    for record in ("claim losses-forty", "source agency-wire", "claim road-closed"):
        assert f"- {record}" in told
    assert "more characters" in told


def test_a_comment_has_room_in_a_forge_whatever_is_proposed(tmp_path: Path) -> None:
    base = scratch(tmp_path / "base", {"claims.yml": claims(3)})
    words = "@x #1 <b> [y](z) " * 20
    text = re.sub("text: (.*)", rf'text: "\1 {words}"', claims(800))
    proposed = scratch(tmp_path / "proposed", {"claims.yml": text})
    assert (base.name, proposed.name) == ("base", "proposed")
    done = review(tmp_path, "base", "proposed", "--format", "markdown", "--no-links", "--quiet")
    assert len(done.stdout) <= MOST
    assert done.stdout.count("<details>") == done.stdout.count("</details>")
    assert done.stdout.count("<sub>") == done.stdout.count("</sub>") == 1
    assert "no room" in done.stdout or "for want of room" in done.stdout
