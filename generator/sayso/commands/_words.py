"""What several commands say of words that were held against their source, and `--base-lock`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso import project
from sayso.lockfile import ReadLock
from sayso.model.held import Holdings

_F = TypeVar("_F", bound=Callable[..., Any])


def base_lock_option(function: _F) -> _F:
    """`--base-lock FILE`."""
    return click.option(
        "--base-lock",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        metavar="FILE",
        help="site_config/captures.lock as the base branch has it: what only this change calls "
        "verified counts as not checked.",
    )(function)


def given_lock(file: Path | None) -> ReadLock | None:
    """The lock of `--base-lock`. A file that cannot be read is wrong usage."""
    if file is None:
        return None
    try:
        return project.base_lock(file.absolute())
    except OSError as error:
        raise click.UsageError(f"--base-lock {file}: {error.strerror}") from None


def held_words(holdings: Holdings) -> str:
    """How many wordings were held against their source, in a sentence; "" where there are none."""
    counts = holdings.counts
    if not counts["all"]:
        return ""
    told = f"{counts['all']:,} wording{'' if counts['all'] == 1 else 's'}: {counts['verified']:,} verified"
    other = counts["all"] - counts["verified"] - counts["never"]
    told += f", {other:,} in doubt" if other else ""
    never = f", {counts['never']:,} never held against their source (sayso verify)" if counts["never"] else ""
    return told + never + "."
