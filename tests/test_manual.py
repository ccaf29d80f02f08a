"""The manual's page of commands is their own help; `pytest tests/test_manual.py --update` renews it."""

import re
from pathlib import Path

import click
import pytest

from sayso.cli import cli
from tests.support.scratch import REPOSITORY

PAGE = REPOSITORY / "docs" / "commands.md"
HEAD = """<!-- Made from the commands' own help by `pytest tests/test_manual.py --update`. -->

# The commands

Results go to standard output, progress and notes to standard error. Exit status: 0 clean, 1 findings,
2 wrong usage or configuration, 3 could not tell, 130 interrupted. JSON carries `"schema": 1`. Records
are named `kind:id` everywhere. `NO_COLOR` and a pipe switch colours off.
"""


def manual() -> str:
    context = click.Context(cli, info_name="sayso", terminal_width=100, help_option_names=["-h", "--help"])
    parts = [HEAD, f"```\n{cli.get_help(context).rstrip()}\n```\n"]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=100)
        parts.append(f"## sayso {name}\n\n```\n{command.get_help(inner).rstrip()}\n```\n")
        for part in command.commands.values() if isinstance(command, click.Group) else ():
            below = click.Context(part, info_name=part.name, parent=inner, terminal_width=100)
            parts.append(f"### sayso {name} {part.name}\n\n```\n{part.get_help(below).rstrip()}\n```\n")
    return "\n".join(parts)


def test_every_command_has_its_help_in_the_manual(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(manual(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == manual()


@pytest.mark.parametrize("page", sorted((REPOSITORY / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_no_link_of_the_manual_leads_nowhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_no_link_of_the_front_pages_leads_nowhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (REPOSITORY / name).read_text(encoding="utf-8")):
        assert (REPOSITORY / target).exists(), f"{name} links to {target}"
