"""`sayso balance`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from sayso import inline, project
from sayso.balance import Balance, SideRow, balance_of
from sayso.diagnostics import has_errors
from sayso.model.ledger import Ledger
from sayso.model.speakers import party_label
from sayso.report import visible

from ._common import USAGE, find_root, note, patience, report_option, root_option, tell
from ._output import as_json, counted, markdown, short

_NONE: Final = "none in our sources"
_CAUTION: Final = (
    "These are numbers, not aims: whom our sources quote, and how, is the sources' doing.",
    "Nothing is to be evened out.",
)


@click.command("balance")
@root_option
@report_option
def command(root: Path | None, form: str) -> None:
    """Show, side by side, what of each side stands in the record.

    Claims by status, words quoted, verbs used, questions with a position, events with an
    account, silences that a source reports, and who gives figures about whom. For
    information only: the exit status is 0 whatever the numbers are. The page /balance/
    shows the same. From which numbers on something is remarked: `balance:` in
    site_config/sayso.yml.

    \b
    Example:
      sayso balance
      sayso balance --format markdown
    """
    with patience("Reading and checking all records ..."):
        checked = project.check(find_root(root))
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    balance = balance_of(checked.ledger, checked.config, checked.standings)
    if form == "json":
        click.echo(as_json(_as_json(balance)))
    elif form == "markdown":
        click.echo("\n".join(_as_markdown(checked.ledger, balance)))
    else:
        click.echo("\n".join(map(visible, _as_text(checked.ledger, balance))))
    if has_errors(checked.diagnostics):
        note("The check finds errors; what is broken is not counted. See: sayso check")


def _facts(ledger: Ledger, balance: Balance, row: SideRow) -> Iterator[tuple[str, str]]:
    """What is told of a side, line by line."""
    yield "claims", str(row.claims)
    yield "by status", ", ".join(f"{status.short} {number}" for status, number in row.statuses)
    quoted = f"{counted(row.quotes, 'quotation')}, {counted(row.words, 'word')}"
    yield "quoted directly", quoted if row.quotes else "none"
    yield "verbs used of it", ", ".join(f"{verb.label} {verb.count}" for verb in row.verbs)
    yield "has a position on", f"{row.questions} of {counted(balance.questions, 'question')}"
    yield "its own account of", f"{row.events} of {counted(balance.events, 'event')}"
    for silence in row.silences:
        party = party_label(ledger.parties.get(silence.gap.party), silence.gap.party)
        yield "silent, a source says", short(f"{party} on {inline.plain(silence.gap.about)}")


def _as_text(ledger: Ledger, balance: Balance) -> Iterator[str]:
    for row in balance.rows:
        yield row.name
        yield from (f"  {label:<22} {value or '-'}" for label, value in _facts(ledger, balance, row))
        yield ""
    if balance.matrix:
        yield "Figures: who gives them, about whom"
        for row, cells in balance.matrix:
            for cell in cells:
                told = counted(len(cell.claims), "claim") if cell.claims else _NONE
                yield f"  {row.name} about {cell.name}: {told}"
        yield ""
    if balance.remarks:
        yield "What stands out"
        yield from (f"  {remark.words}" for remark in balance.remarks)
        yield ""
    yield from _CAUTION


def _as_markdown(ledger: Ledger, balance: Balance) -> Iterator[str]:
    for row in balance.rows:
        yield f"**{markdown(row.name)}**"
        yield ""
        yield from (f"- {label}: {markdown(value) or '–'}" for label, value in _facts(ledger, balance, row))
        yield ""
    if balance.matrix:
        columns = [markdown(cell.name) for cell in balance.matrix[0][1]]
        yield f"| figures of … about … | {' | '.join(columns)} |"
        yield "|---|" + "---|" * len(columns)
        for row, cells in balance.matrix:
            told = [str(len(cell.claims)) if cell.claims else _NONE for cell in cells]
            yield f"| {markdown(row.name)} | {' | '.join(told)} |"
        yield ""
    for remark in balance.remarks:
        yield f"- {markdown(remark.words)}"
    if balance.remarks:
        yield ""
    yield " ".join(_CAUTION)


def _as_json(balance: Balance) -> dict[str, object]:
    def name(side: str) -> str | None:
        return f"side:{side}" if side else None

    return {
        "questions": balance.questions,
        "events": balance.events,
        "sides": [
            {
                "side": name(row.side),
                "name": row.name,
                "claims": row.claims,
                "statuses": {status.code: number for status, number in row.statuses},
                "quotations": row.quotes,
                "words_quoted": row.words,
                "verbs": {verb.word: verb.count for verb in row.verbs},
                "questions": row.questions,
                "events": row.events,
                "silences": [
                    {
                        "question": f"question:{silence.question.id}",
                        "party": f"party:{silence.gap.party}",
                        "about": silence.gap.about,
                    }
                    for silence in row.silences
                ],
            }
            for row in balance.rows
        ],
        "figures": [
            {
                "of": name(row.side),
                "about": name(cell.about),
                "claims": [f"claim:{claim}" for claim in cell.claims],
            }
            for row, cells in balance.matrix
            for cell in cells
        ],
        "remarks": [
            {"kind": remark.kind, "side": name(remark.side), "words": remark.words}
            for remark in balance.remarks
        ],
    }
