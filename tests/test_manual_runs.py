"""The manual's pages on the commands show what the commands print.

`pytest tests/test_manual_runs.py --update` writes what is printed; read the diff.
"""

from pathlib import Path

import pytest

from sayso.diagnostics import has_errors

from .support.checking import checked
from .support.console import commands_of, example, run_anew
from .support.scratch import REPOSITORY

PAGES = sorted((REPOSITORY / "docs" / "commands").glob("*.md"))
#: Commands whose page must show them at work.
SHOWN = ("verify", "coverage", "impact", "wanted", "balance", "rubric")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path, update: bool) -> None:
    text = page.read_text(encoding="utf-8")
    now = run_anew(text, example(tmp_path / "site"))
    if update:
        page.write_text(now, encoding="utf-8")
    assert now == text or update


@pytest.mark.parametrize("name", SHOWN)
def test_a_command_has_a_page_that_runs_it(name: str) -> None:
    page = (REPOSITORY / "docs" / "commands" / f"{name}.md").read_text(encoding="utf-8")
    assert any(command.startswith(f"sayso {name}") for command in commands_of(page))


def test_the_example_is_sound(tmp_path: Path) -> None:
    found = checked(example(tmp_path)).diagnostics
    assert not has_errors(found), found
