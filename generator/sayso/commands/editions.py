"""`sayso editions`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from sayso.diff.differ import diff
from sayso.editions.branch import Branch, Published
from sayso.model.editions import DEV, Edition
from sayso.report import visible

from ._common import find_root, patience, report_option, root_option
from ._editions import place_options, published, troubles
from ._output import as_json, counted, markdown


@dataclass(frozen=True)
class _Row:
    """An edition as it is listed. `changes` are those in meaning since the one before, None for the
    first."""

    edition: Edition
    commit: str
    claims: int
    changes: int | None
    latest: bool


@click.command("editions")
@root_option
@place_options
@report_option
def command(root: Path | None, branch: str | None, remote: str | None, form: str) -> None:
    """List the published editions, the newest first.

    It tells what this clone knows: what is published on its own branch, or what the remote had
    when it was last asked. `git fetch` asks again.

    \b
    Example:
      sayso editions
      sayso editions --format markdown
    """
    with troubles("the list"), patience("Reading the editions ..."):
        there = published(find_root(root), branch, remote)
        rows = list(_rows(there))
    if form == "json":
        click.echo(as_json({"branch": there.name, "editions": [_as_json(row) for row in rows]}))
    elif not rows:
        click.echo(f"Nothing is published yet on the branch {visible(there.name)}.")
    elif form == "markdown":
        click.echo("\n".join(_as_markdown(rows)))
    else:
        click.echo("\n".join(map(visible, _as_text(rows))))


def _rows(there: Branch) -> Iterator[_Row]:
    """The newest first; before it the draft, where there is one."""
    rows = []
    for name, each in there.by_name.items():
        before = there.before(name)
        rows.append(_row(each, before[-1] if before else None, each is there.latest))
    yield from (row for row in rows if row.edition.draft)
    yield from (row for row in reversed(rows) if not row.edition.draft)


def _row(each: Published, before: Published | None, latest: bool) -> _Row:
    edition, now = each.snapshot.edition, each.snapshot
    if edition is None:  # never: a branch gives each its name
        edition = Edition(each.name, each.manifest.made)
    changes = None
    if before is not None:
        changes = sum(1 for change in diff(before.snapshot, now) if change.meaning)
    return _Row(edition, each.manifest.commit, len(now.claims), changes, latest)


def _changes(row: _Row) -> str:
    if row.changes is None:
        return "the first"
    return f"{counted(row.changes, 'change')} since the one before"


def _as_text(rows: list[_Row]) -> Iterator[str]:
    width = max(len(row.edition.name) for row in rows)
    for row in rows:
        marks = " (latest)" if row.latest else " (may change)" if row.edition.name == DEV else ""
        title = f": {row.edition.title}" if row.edition.title else ""
        yield f"{row.edition.name:<{width}}  {row.edition.display()}{title}{marks}"
        told = f"commit {row.commit[:12]}, as of {row.edition.made}"
        yield f"{'':<{width}}  {told}; {counted(row.claims, 'claim')}; {_changes(row)}"


def _as_markdown(rows: list[_Row]) -> Iterator[str]:
    yield "| edition | | commit | as of | claims | changes in meaning |"
    yield "|---|---|---|---|---:|---|"
    for row in rows:
        name = f"`{row.edition.name}`" + (" (latest)" if row.latest else "")
        title = markdown(row.edition.title)
        of = f"`{row.commit[:12]}` | {row.edition.made}"
        yield f"| {name} | {title} | {of} | {row.claims} | {_changes(row)} |"


def _as_json(row: _Row) -> dict[str, object]:
    return {
        "edition": row.edition.name,
        "display": row.edition.display(),
        "title": row.edition.title,
        "note": row.edition.note,
        "made": row.edition.made,
        "commit": row.commit,
        "claims": row.claims,
        "changes": row.changes,
        "latest": row.latest,
    }
