"""`sayso publish`."""

from pathlib import Path

import click

from sayso.editions import moment, remote, states
from sayso.editions.maker import maker
from sayso.editions.publish import Outcome, publish
from sayso.editions.repository import Repository
from sayso.editions.writing import Request
from sayso.report import visible

from ._common import find_root, note, quiet_option, root_option
from ._editions import edition_name, place_options, troubles
from ._output import as_json


@click.command("publish")
@click.argument("edition", metavar="EDITION")
@root_option
@click.option(
    "--commit", "revision", default="HEAD", metavar="REV", help="What it is made of. Otherwise HEAD."
)
@click.option("--dry-run", is_flag=True, help="Build and test it and say what would be done; change nothing.")
@click.option("--local", is_flag=True, help="Ask no remote; the next publish without --local takes it along.")
@place_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@quiet_option
def command(
    edition: str,
    root: Path | None,
    revision: str,
    dry_run: bool,
    local: bool,
    branch: str | None,
    remote: str | None,
    form: str,
    quiet: bool,
) -> None:
    """Check, build, test and publish an edition, which from then on never changes.

    EDITION is its day, 2025-01-05, or 2025-01-05.2 for a second one of that day; or dev, the draft,
    which may be published again and again. It is made of a commit, never of files that are not
    committed, and goes to the publishing branch: the whole of it or nothing.

    \b
    Example:
      sayso publish 2025-01-05
      sayso publish 2025-01-05 --commit v1 --dry-run
      sayso publish dev --local
    """
    name = edition_name(edition)
    site_root = find_root(root)
    with troubles("the edition", form=form, quiet=quiet):
        repository = Repository.of(site_root)
        commit = repository.commit(revision)
        settings = states.editions_settings(site_root)
        where = branch or settings.branch
        far = _remote(repository, remote, settings.remote, quiet or local)
        if left := moment.uncommitted(site_root, repository):
            told = visible(", ".join(left[:3])) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
            note(f"Not part of the edition, because not committed: {told}.", quiet)
        request = Request(site_root, name, commit, where, far, dry_run, offline=local)

        def say(words: str) -> None:
            note(visible(words), quiet)

        with maker(site_root, commit, name, say) as make:
            outcome = publish(request, make, say)
    if form == "json":
        click.echo(as_json(_as_json(outcome, request)))
    else:
        click.echo("\n".join(map(visible, _as_text(outcome, request))))


def _remote(repository: Repository, given: str | None, usual: str, quiet: bool) -> str:
    """The remote to be used, "" for none."""
    wanted = given if given is not None else usual
    if remote.exists(repository, wanted):
        return wanted
    if given is not None:
        raise click.UsageError(f"--remote {visible(given[:60])}: this repository knows no such remote")
    note(f"There is no remote called {visible(wanted)}: the edition is published in this clone only.", quiet)
    return ""


def _as_text(outcome: Outcome, request: Request) -> list[str]:
    found = outcome.manifest
    told = "would be" if request.dry_run else "is"
    lines = [f"Edition {outcome.name} {told} published on {request.branch}, of commit {found.commit[:12]}."]
    lines.append(f"  as of      {found.made}")
    lines.append(f"  files      {len(found.files):,}")
    lines.append(f"  rubric     version {found.rubric.get('version', '')}")
    lines.append(f"  before it  {', '.join(outcome.before) or 'none: it is the first'}")
    if outcome.latest:
        lines.append(f"  latest     leads to it{' then' if request.dry_run else ' now'}")
    if outcome.carried:
        lines.append(f"  with it    {', '.join(outcome.carried)}, published here before")
    if request.dry_run:
        lines.append("Nothing was changed.")
    elif request.pushes:
        lines.append(f"{request.remote} says that it holds the edition.")
    else:
        lines.append(
            f"In this clone only: `git push REMOTE {request.branch}`, or the next publish, sends it."
        )
    return lines


def _as_json(outcome: Outcome, request: Request) -> dict[str, object]:
    return {
        "edition": outcome.name,
        "dry_run": request.dry_run,
        "branch": request.branch,
        "remote": request.remote if request.pushes else None,
        "published_as": outcome.commit or None,
        "commit": outcome.manifest.commit,
        "made": outcome.manifest.made,
        "files": len(outcome.manifest.files),
        "before": list(outcome.before),
        "latest": outcome.latest,
        "carried": list(outcome.carried),
        "notes": list(outcome.notes),
    }
