"""`sayso diff`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from sayso.diagnostics import Severity
from sayso.diff.differ import diff
from sayso.diff.together import together
from sayso.diff.words import clause
from sayso.editions.branch import BadBranch
from sayso.editions.git import GitTrouble
from sayso.editions.states import NoState, State, published, state
from sayso.model.changes import Change, Risk
from sayso.outputs.change_json import as_data
from sayso.report import visible

from ._change_lines import Line, also, by_risk, cut
from ._common import CLEAN, FINDINGS, CouldNot, find_root, note, patience, report_option, root_option
from ._output import MOST, as_json, counted, markdown, short

#: A reader's words for a risk, the highest first.
_RISKS: Final = {
    Risk.HIGH: "To be looked at most closely",
    Risk.MEDIUM: "To be looked at",
    Risk.LOW: "Of little weight",
    Risk.NONE: "Wording only",
}


class _Told(NamedTuple):
    """What is told: the two states' names, the changes in meaning, and those in wording only."""

    old: str
    new: str
    meaning: Sequence[Change]
    wording: Sequence[Change]

    @property
    def summary(self) -> str:
        """ "3 changes in meaning, 2 in wording only." """
        if not self.meaning and not self.wording:
            return "Nothing changed."
        told = counted(len(self.meaning), "change") if self.meaning else "No change"
        rest = f", {len(self.wording):,} in wording only" if self.wording else ""
        return f"{told} in meaning{rest}."


@click.command("diff")
@click.argument("old", required=False, metavar="[OLD]")
@click.argument("new", required=False, metavar="[NEW]")
@root_option
@report_option
@click.option("--all", "everything", is_flag=True, help="Also tell what changed in wording only.")
def command(old: str | None, new: str | None, root: Path | None, form: str, everything: bool) -> None:
    """Say what changed in meaning from one state of the site to another.

    OLD and NEW are each a published edition (2025-01-05, latest), a git revision (HEAD~1, a
    branch), a folder, or a ledger.json. `edition:`, `git:` or `folder:` before it says which
    is meant. Without NEW it is the site's folder as it is now; without OLD the latest edition,
    or the last commit where nothing is published yet.

    The status is 0 where nothing changed in meaning, 1 where something did. Nothing is written.

    \b
    Example:
      sayso diff
      sayso diff HEAD~3 HEAD --all
      sayso diff 2025-01-05 latest --format markdown
    """
    site = find_root(root)
    with patience("Reading both states ..."):
        before = _read(site, old or _default(site))
        after = (
            _read(site, new) if new else replace(_read(site, f"folder:{site}"), words="the folder as it is")
        )
        changes = diff(before.snapshot, after.snapshot)
    told = _Told(
        before.words,
        after.words,
        [change for change in changes if change.meaning],
        [change for change in changes if not change.meaning],
    )
    if form == "json":
        click.echo(as_json(_as_json(told)))
    else:
        lines = (_as_markdown if form == "markdown" else _as_text)(told, everything)
        click.echo("\n".join(lines))
    for each in (before, after):
        _warn(each)
    raise SystemExit(FINDINGS if told.meaning else CLEAN)


def _default(site: Path) -> str:
    """The latest edition, else the last commit."""
    try:
        return "edition:latest" if published(site).latest else "git:HEAD"
    except BadBranch as bad:
        raise click.UsageError(f"the published editions cannot be read: {visible(str(bad))}") from None
    except GitTrouble:
        # What is wrong with git is told when the commit is asked for.
        return "git:HEAD"


def _read(site: Path, text: str) -> State:
    try:
        return state(site, text)
    except NoState as none:
        message = visible(str(none))
        raise (CouldNot(message) if none.unknown else click.UsageError(message)) from None


def _warn(read: State) -> None:
    """Where the records of a state have errors, what is told of it may be wrong."""
    errors = [each for each in read.diagnostics if each.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        told = f"The check finds {counted(len(errors), 'error')} in {read.words}, so this may not be all."
        note(visible(f"{told} The first: {first.mark}: {first.message}"))


# Text


def _as_text(told: _Told, everything: bool) -> list[str]:
    lines = [f"From {told.old} to {told.new}: {told.summary}"]
    for risk, told_of in by_risk(told.meaning):
        lines += ["", f"{_RISKS[risk]} ({risk.word})", *_indented(told_of)]
    if everything:
        for risk, told_of in by_risk(told.wording):
            lines += ["", _RISKS[risk], *_indented(told_of)]
    if told.wording and not everything:
        lines += ["", "What changed in wording only is told with --all."]
    return [visible(line) for line in lines]


def _indented(lines: Sequence[Line]) -> list[str]:
    return [f"{'    ' if line.under else '  '}{line.text}" for line in lines]


def _by_risk(told: _Told, everything: bool) -> Iterator[tuple[Risk, list[list[Change]]]]:
    yield from together(told.meaning)
    yield from together(told.wording if everything else ())


# Markdown and JSON


def _as_markdown(told: _Told, everything: bool) -> list[str]:
    """As much as a forge takes in one comment; how much is left out is told."""
    lines = [f"**From {markdown(told.old)} to {markdown(told.new)}**", "", told.summary]
    room = MOST - sum(map(len, lines))
    left = len(told.meaning) + (len(told.wording) if everything else 0)
    for risk, records in _by_risk(told, everything):
        lines += ["", f"**{_RISKS[risk]}**", ""]
        for changes in records:
            item = list(_item(changes, risk))
            room -= sum(len(line) + 1 for line in item)
            if room < 0:
                more = counted(left, "more change")
                return [*lines, f"- … and {more}, for which there is no room here: see --format json"]
            lines += item
            left -= len(changes)
    return lines


def _item(changes: Sequence[Change], risk: Risk) -> Iterator[str]:
    first, *others = changes
    title = f" {markdown(short(first.title))}" if first.title else ""
    yield f"- {_named(first)}{title}: {markdown(cut(clause(first)))}"
    yield from (f"  - {markdown(also(change, risk))}" for change in others)


def _named(change: Change) -> str:
    """The record as code; a page's file may hold anything, and is told as text."""
    return markdown(change.record) if change.record.startswith("page:") else f"`{change.record}`"


def _as_json(told: _Told) -> dict[str, Any]:
    risks = Counter(change.risk.word for change in told.meaning)
    return {
        "old": told.old,
        "new": told.new,
        "counts": {
            "meaning": len(told.meaning),
            **{risk.word: risks[risk.word] for risk in _RISKS if risk},
            "wording_only": len(told.wording),
        },
        "changes": [as_data(change) for change in told.meaning],
        "wording_only": [as_data(change) for change in told.wording],
    }
