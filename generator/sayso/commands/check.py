"""`sayso check`."""

from pathlib import Path

import click

from sayso import project

from ._common import USAGE, find_root, format_option, leave, note, patience, quiet_option, root_option, tell
from ._words import base_lock_option, given_lock, held_words


@click.command("check")
@root_option
@format_option
@base_lock_option
@quiet_option
def command(root: Path | None, form: str, base_lock: Path | None, quiet: bool) -> None:
    """Say everything that is wrong, with its place, in one run.

    Reads claims.yml, claims/, content/ and site_config/; writes nothing. Errors make
    the check fail; warnings and what is only for information do not.

    \b
    Example:
      sayso check
      sayso check --format github     annotations on a pull request
    """
    with patience("Reading and checking all records ...", quiet):
        checked = project.check(find_root(root), given_lock(base_lock))
    tell(checked.diagnostics, checked.texts, form, quiet)
    ledger = checked.ledger
    if not checked.failed and form == "text":
        note(
            f"{len(ledger.claims)} claims, {len(ledger.quotes)} quotes, {len(ledger.events)} events, "
            f"{len(ledger.sources)} sources, {len(ledger.pages)} pages of prose.",
            quiet,
        )
    if form == "text" and (words := held_words(checked.holdings)):
        note(words, quiet)
    if not checked.configured:
        raise SystemExit(USAGE)
    leave(checked.diagnostics)
