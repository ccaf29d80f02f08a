"""`sayso pages`."""

from pathlib import Path
from typing import NoReturn

import click

from sayso import docs_folder, project
from sayso.locks import Busy, only_one

from ._common import (
    FINDINGS,
    USAGE,
    CouldNot,
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
    site_root = find_root(root).resolve()
    try:
        with only_one(site_root, tell=lambda words: note(words, quiet)):
            _write(site_root, form, quiet)
    except Busy as busy:
        raise CouldNot(str(busy)) from None
    except OSError as error:
        raise CouldNot(docs_folder.disk_problem(error, docs_folder.DOCS)) from None


def _write(root: Path, form: str, quiet: bool) -> NoReturn:
    with patience("Reading and checking all records ...", quiet):
        checked = project.check(root)
    with patience("Making the pages ...", quiet):
        made, problems = ([], []) if checked.failed else project.pages(checked)
    found = [*checked.diagnostics, *problems]
    if checked.config is None or checked.failed or problems:
        tell(found, checked.texts, form, quiet)
        raise SystemExit(FINDINGS if checked.configured else USAGE)
    written = docs_folder.write(checked.root, made, checked.ledger.assets)
    tell(found, checked.texts, form, quiet)
    changed, removed = len(written.changed), len(written.removed)
    note(f"{written.pages} pages in {docs_folder.DOCS}: {changed} written, {removed} deleted.", quiet)
    for name in written.foreign[:10]:
        note(f"{docs_folder.DOCS}/{name} is not ours; it is left alone and will be on the site.", quiet)
    leave(found)
