"""What the commands share: options, how results leave, and the exit statuses.

0 clean, 1 findings, 2 wrong usage or configuration, 3 could not tell, 130 interrupted.
Results go to stdout; progress and notes to stderr.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from sayso.diagnostics import Diagnostic, has_errors
from sayso.report import FORMATS

_F = TypeVar("_F", bound=Callable[..., Any])

CLEAN, FINDINGS, USAGE, UNKNOWN, INTERRUPTED = 0, 1, 2, 3, 130
#: Seconds after which a command says that it is still at work.
_PATIENCE = 1.0
#: A folder with one of these is a site's root.
_SIGNS = ("claims.yml", "claims", "mkdocs.yml")


def find_root(given: Path | None) -> Path:
    """The site's root: what was given, else the nearest folder upwards that looks like one."""
    if given is not None:
        if not given.is_dir():
            raise click.UsageError(f"--root {given}: there is no such folder")
        return given.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if any((folder / sign).exists() for sign in _SIGNS):
            return folder
    raise click.UsageError(
        "no site here: neither this folder nor any above it has a claims.yml; "
        "go to the site's folder, or use --root"
    )


def root_option(function: _F) -> _F:
    """`--root DIR`."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        default=None,
        metavar="DIR",
        help="The site's folder. Otherwise the nearest one with a claims.yml, upwards from here.",
    )(function)


def format_option(function: _F) -> _F:
    """`--format text|json|github`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help="text for people, json for programs, github for annotations on a pull request.",
    )(function)


def report_option(function: _F) -> _F:
    """`--format text|json|markdown`, of commands that report and find no fault."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "markdown"]),
        default="text",
        show_default=True,
        help="text for people, json for programs, markdown for a pull request.",
    )(function)


def quiet_option(function: _F) -> _F:
    """`--quiet`."""
    return click.option("--quiet", "-q", is_flag=True, help="Only findings; no progress and no notes.")(
        function
    )


class CouldNot(click.ClickException):
    """No finding and no wrong usage, but the machine refuses: a full disk, another build."""

    exit_code = UNKNOWN


def note(words: str, quiet: bool = False) -> None:
    """Progress and other notes, on stderr."""
    if not quiet:
        click.echo(words, err=True)


@contextmanager
def patience(words: str, quiet: bool = False) -> Iterator[None]:
    """Say what is being done, should it take more than a second."""
    timer = threading.Timer(_PATIENCE, note, (words, quiet))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def tell(found: Sequence[Diagnostic], texts: Mapping[str, str], form: str, quiet: bool = False) -> None:
    """Findings on stdout, in one of the formats."""
    if quiet and not found:
        return
    output = FORMATS[form](found, texts)
    if form == "text":
        output = _coloured(output)
    click.echo(output, nl=False)


def _coloured(output: str) -> str:
    """Carets and codes in colour where a terminal shows it; click leaves it out elsewhere."""
    lines = []
    for line in output.split("\n"):
        body = line.strip()
        if body.startswith("|") and set(body[1:].strip("… ")) == {"^"}:
            lines.append(click.style(line, fg="red", bold=True))
        elif body.startswith("= "):
            lines.append(click.style(line, fg="cyan"))
        else:
            lines.append(line)
    return "\n".join(lines)


def leave(found: Sequence[Diagnostic]) -> NoReturn:
    """End with the status that the findings ask for."""
    sys.exit(FINDINGS if has_errors(found) else CLEAN)
