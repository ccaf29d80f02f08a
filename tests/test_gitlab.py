"""GitLab's side: the template has no slip, and the note is written, then renewed in place."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.forge import TOKEN, Forge, forge
from tests.support.scratch import REPOSITORY

MARK = "<!-- sayso-review -->"
NOTES = "/projects/12/merge_requests/7/notes"
TEMPLATE: dict[str, Any] = yaml.safe_load((REPOSITORY / ".gitlab/review.gitlab-ci.yml").read_text())
KEYS = {
    "extends", "image", "interruptible", "timeout", "rules", "variables", "script", "artifacts", "needs",
}  # fmt: skip


@pytest.fixture
def made() -> Iterator[Forge]:
    with forge() as fake:
        fake.has["/user"] = {"id": 5}
        fake.has[NOTES] = []
        yield fake


def post(fake: Forge, folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "CI_API_V4_URL": fake.address,
        "CI_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_COMMIT_SHA": "5" * 40,
        "SAYSO_REVIEW_TOKEN": TOKEN,
        **changed,
    }
    done = subprocess.run(
        [sys.executable, "-I", REPOSITORY / ".ci/post-note", folder / "review.md"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert TOKEN not in done.stdout + done.stderr
    return done


def test_the_first_note_is_written(made: Forge, tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text(f"{MARK}\nNo change in meaning.\n")
    done = post(made, tmp_path)
    assert done.returncode == 0, done.stderr
    assert made.written == [
        ("POST", NOTES, {"body": f"{MARK}\nNo change in meaning.\n\n<sub>Commit 555555555555</sub>\n"})
    ]


def test_the_next_one_takes_its_place(made: Forge, tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text(f"{MARK}\nx\n")
    made.comments = [
        {"id": 1, "author": {"id": 6}, "body": f"{MARK} somebody else's"},
        *({"id": number, "author": {"id": 5}, "body": "other words"} for number in range(10, 130)),
        {"id": 200, "author": {"id": 5}, "body": f"{MARK}\nold"},
    ]
    assert post(made, tmp_path).returncode == 0
    assert [(method, path) for method, path, _ in made.written] == [("PUT", f"{NOTES}/200")]


@pytest.mark.parametrize("text", ["", "x", "x" * 70_000, f"{MARK}\n" + "x" * 70_000])
def test_what_is_no_review_is_not_posted(text: str, made: Forge, tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text(text)
    assert (post(made, tmp_path).returncode, made.asked) == (1, [])


@pytest.mark.parametrize(
    "changed", [{"CI_MERGE_REQUEST_IID": ""}, {"CI_PROJECT_ID": "../9"}, {"SAYSO_REVIEW_TOKEN": ""}]
)
def test_outside_of_a_merge_request_nothing_is_asked(
    changed: dict[str, str], made: Forge, tmp_path: Path
) -> None:
    (tmp_path / "review.md").write_text(f"{MARK}\nx\n")
    assert (post(made, tmp_path, **changed).returncode, made.asked) == (1, [])


def test_a_link_is_not_followed_and_a_refusal_is_told(made: Forge, tmp_path: Path) -> None:
    (tmp_path / "other").write_text(f"{MARK}\nx\n")
    (tmp_path / "review.md").symlink_to(tmp_path / "other")
    assert (post(made, tmp_path).returncode, made.asked) == (1, [])
    (tmp_path / "review.md").unlink()
    (tmp_path / "other").rename(tmp_path / "review.md")
    made.has["/user"] = (401, {}, b"")
    done = post(made, tmp_path)
    assert "GitLab refuses (401)" in done.stderr
    assert (done.returncode, made.written) == (1, [])


def test_the_template_has_no_slip() -> None:
    work = {name: job for name, job in TEMPLATE.items() if not name.startswith(".")}
    assert list(work) == ["review", "review-note"]
    for job in TEMPLATE.values():
        assert job.keys() <= KEYS
        for line in job.get("script", ()):
            assert subprocess.run(["bash", "-n"], input=line, text=True, check=False).returncode == 0
    assert all(each["job"] in work for job in work.values() for each in job.get("needs", ()))


def test_only_the_job_that_posts_has_the_token_and_it_runs_nothing_of_the_checkout() -> None:
    review, note = TEMPLATE["review"], TEMPLATE["review-note"]
    assert review["script"][0].startswith("unset SAYSO_REVIEW_TOKEN")
    assert note["variables"]["GIT_STRATEGY"] == "none"
    (rule,) = note["rules"]
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in rule["if"]
    assert note["script"] == ["python3 -I handed/post-note review/review.md"]
    for line in review["script"]:
        assert line.startswith(
            ("unset ", "git worktree ", "make -C base ", "base/", "rm -rf -- handed ", "exit ")
        )
