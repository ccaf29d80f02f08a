"""`sayso audit`."""

from pathlib import Path

import click

from sayso.site.build import CannotBuild
from sayso.site.reaudit import reaudit, renew

from ._common import CouldNot, find_root, format_option, leave, note, quiet_option, root_option, tell


@click.command("audit")
@root_option
@click.option(
    "--renew",
    "renewed",
    is_flag=True,
    help="Build an empty site and write down what is active in it: the list that all else is held against.",
)
@format_option
@quiet_option
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False, metavar="[DIR]"
)
def command(root: Path | None, folder: Path | None, renewed: bool, form: str, quiet: bool) -> None:
    """Look through a built site for anything active that nobody declared.

    DIR is the built site; otherwise the site_dir of mkdocs.yml. `sayso build` does the
    same before a site takes its place. Scripts, styles, frames, forms, refreshes, other hosts,
    unknown files: what neither an empty site has nor the editors' own texts name is an
    error. The list is site_config/active-content.json; without it, an empty site is built
    each time.

    \b
    Example:
      sayso audit
      sayso audit --renew && git diff site_config/active-content.json
    """
    site_root = find_root(root)
    try:
        if renewed:
            name, changed = renew(site_root)
            note(f"{name} is {'written anew: read what changed' if changed else 'up to date'}.", quiet)
            return
        result = reaudit(site_root, folder)
    except CannotBuild as problem:
        if problem.usage:
            raise click.UsageError(str(problem)) from None
        raise CouldNot(str(problem)) from None
    tell(result.diagnostics, result.texts, form, quiet)
    if not result.diagnostics:
        note(f"{result.files} files looked through; nothing active that nobody declared.", quiet)
    leave(result.diagnostics)
