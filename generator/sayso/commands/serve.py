"""`sayso serve`."""

import logging
from pathlib import Path

import click

from sayso.site.build import CannotBuild
from sayso.site.serve import serve

from ._common import CouldNot, find_root, quiet_option, root_option


@click.command("serve")
@root_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@quiet_option
def command(root: Path | None, port: int, open_browser: bool, quiet: bool) -> None:
    """Show the site on this machine while you write; Ctrl-C ends it.

    Every change of claims.yml, claims/, content/, templates/ or site_config/ shows in the
    browser by itself. While a file is broken, the last good state stays, with what is wrong
    above each page and here. Nobody else can reach it: it listens on 127.0.0.1 only.

    \b
    Example:
      sayso serve
      sayso serve --port 8080 --open
    """
    site_root = find_root(root)
    try:
        serve(site_root, port, lambda words, level: _say(words, level, quiet), open_browser=open_browser)
    except CannotBuild as problem:
        if problem.usage:
            raise click.UsageError(str(problem)) from None
        raise CouldNot(str(problem)) from None


def _say(words: str, level: int, quiet: bool) -> None:
    if level >= logging.ERROR:
        click.secho(words, err=True, fg="red")
    elif level >= logging.WARNING:
        click.secho(words, err=True, fg="yellow")
    elif not quiet:
        click.echo(words, err=True)
