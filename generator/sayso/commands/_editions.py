"""What the commands on editions share: options, and what each trouble means to who typed them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso import docs_folder
from sayso.editions import branch, states
from sayso.editions.branch import BadBranch, Branch
from sayso.editions.git import GitTrouble, NoCommit, NoRepository
from sayso.editions.maker import NotBuilt
from sayso.editions.repository import Repository
from sayso.editions.writing import Refused
from sayso.locks import Busy
from sayso.model.editions import DEV, LATEST, BadName, EditionName
from sayso.report import visible
from sayso.site.build import CannotBuild
from sayso.site.exchange import NotASite

from ._common import FINDINGS, CouldNot, note, tell

_F = TypeVar("_F", bound=Callable[..., Any])


class No(click.ClickException):
    """It is refused, and nothing was changed."""

    exit_code = FINDINGS


def place_options(function: _F) -> _F:
    """`--branch B`, `--remote R`."""
    words = "Otherwise editions.{} of site_config/sayso.yml, else {}."
    for name, default, what in (
        ("remote", "origin", "The remote that has the last word on the branch."),
        ("branch", "gh-pages", "The branch on which the editions are."),
    ):
        function = click.option(
            f"--{name}",
            metavar=name[0].upper(),
            default=None,
            help=f"{what} {words.format(name, default)}",
        )(function)
    return function


@contextmanager
def troubles(what: str, *, form: str = "text", quiet: bool = False) -> Iterator[None]:
    """Every trouble as a sentence with its exit status; `what` is what the disk may refuse."""
    try:
        yield
    except (Refused, BadBranch) as no:
        raise No(visible(str(no))) from None
    except NotBuilt as broken:
        tell(broken.diagnostics, broken.texts, form, quiet)
        note("Nothing was published: the site as of that commit has errors.", quiet)
        raise SystemExit(FINDINGS) from None
    except (NoCommit, NoRepository, NotASite) as wrong:
        raise click.UsageError(visible(str(wrong))) from None
    except CannotBuild as problem:
        raise CouldNot(visible(str(problem))) from None
    except (GitTrouble, Busy) as problem:
        raise CouldNot(visible(str(problem))) from None
    except OSError as error:
        raise CouldNot(visible(docs_folder.disk_problem(error, what))) from None


def edition_name(text: str) -> str:
    """An edition's name, or `dev`. Raises a usage error."""
    if text == DEV:
        return text
    if text == LATEST:
        raise click.UsageError("latest is always the newest edition: give the name of an edition, its day")
    try:
        return str(EditionName.parse(text))
    except BadName as bad:
        raise click.UsageError(visible(str(bad))) from None


def published(root: Path, name: str | None, remote: str | None) -> Branch:
    """The publishing branch as this clone knows it. Raises `GitTrouble`."""
    settings = states.editions_settings(root)
    return branch.known(Repository.of(root), name or settings.branch, remote or settings.remote)
