"""`sayso rubric test` and `sayso rubric diff`."""

import json
from pathlib import Path
from typing import BinaryIO

import click

from sayso import project, report
from sayso.config import load_config, read_rubric
from sayso.diagnostics import has_errors
from sayso.files import Folder
from sayso.model.ledger import Ledger
from sayso.model.settings import Rubric
from sayso.report import visible
from sayso.rubric.regrade import WAYS, Move, Regraded, StatusChange, regrade
from sayso.rubric.trial import Trial, try_rubric
from sayso.source import MAX_BYTES

from ._common import USAGE, find_root, leave, note, patience, report_option, root_option, tell
from ._output import as_json, counted, markdown


@click.group("rubric")
def command() -> None:
    """Test the rubric by its cases; see what another rubric would move.

    \b
    Example:
      sayso rubric test
      git show v1:site_config/rubric.yml | sayso rubric diff -
    """


@command.command("test")
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def test(root: Path | None, form: str) -> None:
    """Try the cases of site_config/rubric_cases.yml: evidence in, status out.

    Every case that fails is told with its place, what was expected and what came out.
    `sayso check` does the same.
    """
    site_root = find_root(root)
    configured = load_config(site_root)
    if configured.config is None:
        tell(configured.diagnostics, configured.texts, "text")
        raise SystemExit(USAGE)
    trial = try_rubric(Folder(site_root), configured.config)
    lacking = [code for code in configured.config.rubric.by_code if code not in trial.shown]
    if form == "json":
        click.echo(as_json(_trial_as_json(trial, lacking)))
    elif not trial.there:
        click.echo("This site has no site_config/rubric_cases.yml: no case was tried.")
    else:
        if trial.diagnostics:
            tell(trial.diagnostics, trial.texts, "text")
        click.echo(visible(_sum_of(trial)))
        if lacking:
            click.echo(visible(f"No case shows: {', '.join(lacking)}."))
    if configured.diagnostics:
        note("The configuration has faults of its own. See: sayso check")
    leave(trial.diagnostics)


def _sum_of(trial: Trial) -> str:
    """ "146 cases: 145 hold, 1 fails."."""
    tried, failed = len(trial.cases.cases), len(trial.failed)
    told = [f"{tried - failed:,} {'holds' if tried - failed == 1 else 'hold'}"]
    if failed:
        told.append(f"{failed:,} {'fails' if failed == 1 else 'fail'}")
    if unread := trial.cases.written - tried:
        told.append(f"{unread:,} could not be read")
    return f"{counted(trial.cases.written, 'case')}: {', '.join(told)}."


def _trial_as_json(trial: Trial, lacking: list[str]) -> dict[str, object]:
    found = json.loads(report.as_json(trial.diagnostics, {}))["diagnostics"]
    return {
        "there": trial.there,
        "cases": trial.cases.written,
        "tried": len(trial.cases.cases),
        "failed": list(trial.failed),
        "statuses_without_a_case": lacking,
        "diagnostics": found,
    }


@command.command("diff")
@click.argument("old_file", type=click.File("rb"), metavar="OLD_FILE")
@root_option
@report_option
def diff(old_file: BinaryIO, root: Path | None, form: str) -> None:
    """Regrade every claim from another rubric to this site's; say what would move.

    OLD_FILE is a rubric.yml, wherever it lies; - reads it from standard input. The claims
    are those that the site has now. Whether any moves or none, the exit status is 0.

    \b
    Example:
      git show v1:site_config/rubric.yml | sayso rubric diff -
      sayso rubric diff ../other-site/site_config/rubric.yml --format markdown
    """
    site_root = find_root(root)
    old, found, texts = read_rubric(old_file.read(MAX_BYTES + 1), old_file.name)
    if old is None:
        tell(found, texts, "text")
        raise SystemExit(USAGE)
    with patience("Reading and checking all records ..."):
        checked = project.check(site_root)
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    regraded = regrade(checked.standings, checked.config, old)
    if form == "json":
        click.echo(as_json(_diff_as_json(checked.ledger, regraded)))
    elif form == "markdown":
        click.echo(_diff_as_markdown(regraded))
    else:
        click.echo(_diff_as_text(checked.ledger, regraded))
    if has_errors(checked.diagnostics):
        note("The check finds errors; what moves may change once they are mended. See: sayso check")


def _named(rubric: Rubric) -> str:
    """ "version 1.0 (rules 127ac09ba138)"."""
    return f"version {rubric.version} (rules {rubric.rules.partition(':')[2][:12]})"


def _verdict(regraded: Regraded) -> str:
    """How many claims would move, and which way."""
    if not regraded.moves:
        told = "No claim would move."
    else:
        ways = [f"{len(moved)} {way}" for way in WAYS if (moved := regraded.moved(way))]
        of = counted(regraded.claims, "claim")
        told = f"{len(regraded.moves):,} of {of} would move: {', '.join(ways)}."
    if regraded.held:
        told += f" An editor's assessment keeps {counted(len(regraded.held), 'claim')} where it is."
    return told


def _remarks(regraded: Regraded) -> list[str]:
    """What is to be said of the two rubrics as wholes."""
    told = []
    if regraded.reordered:
        told.append("The statuses stand in another order.")
    if regraded.same_rules:
        told.append("The rules are the same.")
    elif regraded.old.version == regraded.new.version:
        told.append("The rules differ, but the version is the same.")
    return told


def _diff_as_text(ledger: Ledger, regraded: Regraded) -> str:
    lines = [f"From {_named(regraded.old)} to {_named(regraded.new)}.", *_remarks(regraded)]
    if regraded.statuses:
        lines += ["", "Statuses", *(line for change in regraded.statuses for line in _change(change))]
    for way in WAYS:
        if moved := regraded.moved(way):
            lines += ["", f"Claims {way}" if way != "other" else "Claims moved, neither up nor down"]
            lines += [f"  {_moved(ledger, move)}" for move in moved]
    return "\n".join([*map(visible, [*lines, "", _verdict(regraded)])])


def _change(change: StatusChange) -> list[str]:
    lines = [f"  {change.kind} {change.code}"]
    for name, before, after in change.fields:
        lines += [f"    {name}: {before or '(none)'}", f"    {' ' * len(name)}→ {after or '(none)'}"]
    return lines


def _moved(ledger: Ledger, move: Move) -> str:
    place = ledger.by_name[f"claim:{move.claim}"].mark()
    return f"claim:{move.claim}  {move.before} → {move.after}  ({place})"


def _diff_as_markdown(regraded: Regraded) -> str:
    lines = [f"**Rubric:** from {markdown(_named(regraded.old))} to {markdown(_named(regraded.new))}.", ""]
    lines += [*_remarks(regraded), markdown(_verdict(regraded))]
    if regraded.statuses:
        lines += ["", "| status | | before | after |", "|---|---|---|---|"]
        for change in regraded.statuses:
            code = markdown(change.code)
            lines += [f"| {code} | {change.kind} | | |"] if not change.fields else []
            lines += [
                f"| {code} | {name} | {markdown(before)} | {markdown(after)} |"
                for name, before, after in change.fields
            ]
    if regraded.moves:
        lines += ["", "| claim | | from | to |", "|---|---|---|---|"]
        lines += [
            f"| `claim:{move.claim}` | {move.way} | {markdown(move.before)} | {markdown(move.after)} |"
            for way in WAYS
            for move in regraded.moved(way)
        ]
    return "\n".join(lines)


def _diff_as_json(ledger: Ledger, regraded: Regraded) -> dict[str, object]:
    def place(move: Move) -> dict[str, object]:
        mark = ledger.by_name[f"claim:{move.claim}"].mark()
        return {"file": mark.path, "line": mark.line, "column": mark.column}

    return {
        "old": {"version": regraded.old.version, "rules": regraded.old.rules},
        "new": {"version": regraded.new.version, "rules": regraded.new.rules},
        "statuses": [
            {
                "status": change.code,
                "change": change.kind,
                "fields": {name: {"before": one, "after": other} for name, one, other in change.fields},
            }
            for change in regraded.statuses
        ],
        "reordered": regraded.reordered,
        "claims": regraded.claims,
        "moves": [
            {
                "claim": f"claim:{move.claim}",
                "from": move.before,
                "to": move.after,
                "way": move.way,
                "place": place(move),
            }
            for move in regraded.moves
        ],
        "held_by_assessment": [f"claim:{claim}" for claim in regraded.held],
    }
