"""`sayso explain`."""

from pathlib import Path

import click

from sayso import project
from sayso.diagnostics import has_errors
from sayso.model.ledger import Ledger
from sayso.model.standing import Explanation, Standing
from sayso.report import visible
from sayso.rubric.explain import explain

from ._common import FINDINGS, USAGE, find_root, note, patience, root_option, tell
from ._names import wanted
from ._output import as_json


@click.command("explain")
@click.argument("name", metavar="claim:ID")
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str, root: Path | None, form: str) -> None:
    """Say why a claim has its badge, and what each better badge lacks.

    \b
    Example:
      sayso explain claim:losses-340
    """
    with patience("Reading and checking all records ..."):
        checked = project.check(find_root(root))
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    entry = wanted(checked.ledger, name, only="claim")
    standing = checked.standings.get(entry.id)
    if standing is None:
        tell([item for item in checked.diagnostics if item.record == entry.name], checked.texts, "text")
        raise SystemExit(FINDINGS)
    reasons = explain(checked.ledger, checked.config, standing)
    if form == "json":
        click.echo(as_json(_as_json(standing, reasons)))
    else:
        click.echo(_as_text(checked.ledger, standing, reasons))
    if has_errors(checked.diagnostics):
        note("The check finds errors; the badge may change once they are mended. See: sayso check")


def _as_text(ledger: Ledger, standing: Standing, reasons: Explanation) -> str:
    claim = standing.claim
    place = ledger.by_name[f"claim:{claim.id}"].mark()
    told = [
        f"claim:{claim.id}  ({place})",
        f"Statement: {standing.speaker.lead} {claim.text}",
        f"Badge: {standing.badge}",
        "",
        f"Who says it.  {reasons.who}",
        f"Who else.  {reasons.others}",
        f"What would change it.  {reasons.change}",
        "",
        "The rules, in order:",
    ]
    told += [f"  {'->' if step.held else '  '} {step.code}: {step.when}" for step in standing.steps]
    if reasons.better:
        told += ["", "What each better badge lacks:"]
        told += [f"  {short}: {lacks}" for short, lacks in reasons.better]
    facts = {name: value for name, value in standing.facts.as_dict().items() if value}
    told += ["", "The facts that are not nought:"]
    told += [
        f"  {name} = {', '.join(value) if isinstance(value, tuple) else value}"
        for name, value in facts.items()
    ]
    return "\n".join(map(visible, told))


def _as_json(standing: Standing, reasons: Explanation) -> dict[str, object]:
    return {
        "claim": f"claim:{standing.claim.id}",
        "status": standing.status.code,
        "derived": standing.derived.code,
        "overridden": standing.overridden,
        "badge": standing.badge,
        "who": reasons.who,
        "others": reasons.others,
        "change": reasons.change,
        "better": [{"status": short, "lacks": lacks} for short, lacks in reasons.better],
        "steps": [{"status": step.code, "when": step.when, "held": step.held} for step in standing.steps],
        "facts": standing.facts.as_dict(),
    }
