"""The manual's chapter on editions, run from top to bottom in a fresh repository.

`pytest tests/test_manual_editions.py --update` writes what is printed; read the diff.
"""

import re
from pathlib import Path

from tests.support.console import example, run_anew
from tests.support.publishing import QUIET
from tests.support.scratch import REPOSITORY

PAGE = REPOSITORY / "docs" / "editions.md"
#: All commits at one moment, by one person: so that they are the same each time. And the edition as
#: of its commit, as on any machine where nobody asks for another moment.
CLOCK = {
    **QUIET,
    "SOURCE_DATE_EPOCH": "",
    **{f"GIT_{role}_DATE": "2025-01-10T08:00:00Z" for role in ("AUTHOR", "COMMITTER")},
    **{
        f"GIT_{role}_{what}": "editor@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}
#: A commit's name hangs on every letter of the rubric: not what this page is about.
_COMMIT = re.compile(r"(?<=commit )[0-9a-f]{12}")
#: Nor is how fast this machine is.
_SPEED = re.compile(r"in [\d.]+ s, [\d,]+ each second")


def test_the_chapter_runs_from_top_to_bottom(tmp_path: Path, update: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    now = _COMMIT.sub("1a2b3c4d5e6f", run_anew(text, example(tmp_path / "site"), **CLOCK))
    now = _SPEED.sub("in 0.1 s, 190 each second", now)
    if update:
        PAGE.write_text(now, encoding="utf-8")
    assert now == text or update
