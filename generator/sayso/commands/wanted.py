"""`sayso wanted`."""

from collections.abc import Sequence
from pathlib import Path

import click

from sayso import inline, project
from sayso.model.ledger import Ledger
from sayso.model.standing import Wanted
from sayso.report import visible
from sayso.rubric.wanted import wanted as wanted_in

from ._common import USAGE, find_root, note, patience, quiet_option, report_option, root_option, tell
from ._names import wanted as named
from ._output import as_json, counted, markdown


@click.command("wanted")
@click.argument("names", nargs=-1, metavar="[claim:ID | question:ID | party:ID]...")
@root_option
@report_option
@quiet_option
def command(names: tuple[str, ...], root: Path | None, form: str, quiet: bool) -> None:
    """List the claims that evidence could still settle, and what would settle them.

    For each claim: what would confirm it, what would refute it, and how many independent
    sources its next badge lacks. Without a name: all of them, question by question.

    \b
    Example:
      sayso wanted
      sayso wanted question:ukrainian-losses
      sayso wanted claim:losses-340 --format markdown
    """
    with patience("Reading and checking all records ...", quiet):
        checked = project.check(find_root(root))
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    ledger = checked.ledger
    entries = [named(ledger, name) for name in names]
    items = [
        item
        for item in wanted_in(ledger, checked.config, checked.standings)
        if not entries or any(_belongs(ledger, item, entry.kind, entry.id) for entry in entries)
    ]
    click.echo(FORMATS[form](ledger, items), nl=False)
    unwritten = sum(not (item.claim.would_confirm or item.claim.would_refute) for item in items)
    if form == "text" and unwritten:
        have = "has" if unwritten == 1 else "have"
        note(f"{counted(unwritten, 'claim')} {have} neither would_confirm nor would_refute.", quiet)


def _belongs(ledger: Ledger, item: Wanted, kind: str, record_id: str) -> bool:
    claim = item.claim
    if kind == "claim":
        return claim.id == record_id
    if kind == "question":
        return claim.about == record_id
    if kind == "party":
        return record_id in ledger.claimant_ids(claim)
    raise click.UsageError(f"no claim is wanted by its {kind}; write claim:ID, question:ID or party:ID")


def _question(ledger: Ledger, item: Wanted) -> str:
    question = ledger.questions.get(item.claim.about or "")
    return question.title if question else "Other claims"


def _statement(item: Wanted) -> str:
    return f"{item.standing.speaker.lead} {inline.plain(item.claim.text)}"


def _text(ledger: Ledger, items: Sequence[Wanted]) -> str:
    lines: list[str] = []
    last = ""
    for item in items:
        if (question := _question(ledger, item)) != last:
            lines += [*([""] if lines else []), question]
            last = question
        claim = item.claim
        lines += ["", f"  claim:{claim.id}  ({ledger.by_name[f'claim:{claim.id}'].mark()})"]
        lines += [f"    {_statement(item)}", f"    [{item.standing.found}{item.standing.disputed}]"]
        lines += [f"    would confirm it: {inline.plain(text)}" for text in claim.would_confirm]
        lines += [f"    would refute it:  {inline.plain(text)}" for text in claim.would_refute]
        lines += [f"    next badge:       {item.needed}"]
    return "".join(f"{visible(line)}\n" for line in lines or ["No claim is open."])


def _markdown(_ledger: Ledger, items: Sequence[Wanted]) -> str:
    lines = ["| Claim | Would confirm it | Would refute it | For the next badge |", "|---|---|---|---|"]
    for item in items:
        claim = item.claim
        cells = (
            _statement(item),
            "; ".join(map(inline.plain, claim.would_confirm)),
            "; ".join(map(inline.plain, claim.would_refute)),
            item.needed,
        )
        lines.append("| " + " | ".join(map(markdown, cells)) + " |")
    return "".join(f"{line}\n" for line in lines)


def _json(ledger: Ledger, items: Sequence[Wanted]) -> str:
    told = [
        {
            "claim": f"claim:{item.claim.id}",
            "question": f"question:{item.claim.about}" if item.claim.about else None,
            "place": str(ledger.by_name[f"claim:{item.claim.id}"].mark()),
            "statement": _statement(item),
            "status": item.standing.derived.code,
            "would_confirm": [inline.plain(text) for text in item.claim.would_confirm],
            "would_refute": [inline.plain(text) for text in item.claim.would_refute],
            "missing": item.missing if item.next else None,
            "checkable": item.checkable,
            "next_status": item.next.code if item.next else None,
            "barred": item.barred or None,
        }
        for item in items
    ]
    return as_json({"wanted": told}) + "\n"


FORMATS = {"text": _text, "json": _json, "markdown": _markdown}
