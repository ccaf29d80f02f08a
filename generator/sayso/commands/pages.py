"""`sayso pages`."""

from pathlib import Path

import click

from sayso import project

from ._common import (
    FINDINGS,
    USAGE,
    find_root,
    format_option,
    leave,
    note,
    patience,
    quiet_option,
    root_option,
    tell,
)


@click.command("pages")
@root_option
@format_option
@quiet_option
def command(root: Path | None, form: str, quiet: bool) -> None:
    """Write the Markdown pages into build/docs, without building the site.

    Only what changed is written; what is no longer made is deleted. With an error in
    the content nothing is written.
    """
    with patience("Reading and checking all records ...", quiet):
        checked = project.check(find_root(root))
    with patience("Making the pages ...", quiet):
        made, problems = ([], []) if checked.failed else project.pages(checked)
    found = [*checked.diagnostics, *problems]
    if checked.config is None or checked.failed or problems:
        tell(found, checked.texts, form, quiet)
        raise SystemExit(FINDINGS if checked.configured else USAGE)
    try:
        written = project.write(checked.root, made, checked.ledger.assets)
    except OSError as error:
        raise click.ClickException(project.disk_problem(error, project.DOCS)) from None
    tell(found, checked.texts, form, quiet)
    changed, removed = len(written.changed), len(written.removed)
    note(f"{written.pages} pages in {project.DOCS}: {changed} written, {removed} deleted.", quiet)
    for name in written.foreign[:10]:
        note(f"{project.DOCS}/{name} is not ours; it is left alone and will be on the site.", quiet)
    leave(found)
