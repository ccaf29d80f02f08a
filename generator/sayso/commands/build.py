"""`sayso build`."""

from pathlib import Path

import click

from sayso.diagnostics import has_errors
from sayso.editions.moment import as_committed
from sayso.site.build import CannotBuild, build

from ._common import USAGE, CouldNot, find_root, format_option, leave, note, quiet_option, root_option, tell
from ._words import base_lock_option, given_lock


@click.command("build")
@root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Where the site goes. Otherwise the site_dir of mkdocs.yml.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Make a site that works from a folder, without a server: plain links, no search.",
)
@format_option
@base_lock_option
@quiet_option
def command(
    root: Path | None, out: Path | None, offline: bool, form: str, base_lock: Path | None, quiet: bool
) -> None:
    """Check, make the pages, build the site, test every link in it.

    The site is built beside the old one and takes its place only when it is whole: with
    any error the old site stays as it was. What the site engine warns about is an error
    too. Links to other hosts are not tested.

    With --offline the site goes into site-offline, if not into DIR: open its index.html.

    \b
    Example:
      sayso build
      sayso build --out /tmp/preview --format github
      sayso build --offline --out /media/stick/kursk
    """
    site_root = find_root(root)
    try:
        with as_committed(site_root):
            result = build(
                site_root,
                out,
                lambda words: note(words, quiet),
                given_lock(base_lock),
                from_folder=offline,
            )
    except CannotBuild as problem:
        if problem.usage:
            raise click.UsageError(str(problem)) from None
        raise CouldNot(str(problem)) from None
    tell(result.diagnostics, result.texts, form, quiet)
    for name in result.strangers[:10]:
        note(f"build/docs/{name} is not ours; it is on the site all the same.", quiet)
    if result.site is not None:
        note(
            f"{result.pages} pages, {result.links} links and references within the site tested, "
            f"{sum(result.foreign.values())} links to elsewhere not tested.",
            quiet,
        )
        note(f"The site is in {result.site}", quiet)
    elif has_errors(result.diagnostics):
        note("The site was not built; what was there before is untouched.", quiet)
    if not result.configured:
        raise SystemExit(USAGE)
    leave(result.diagnostics)
