"""`sayso coverage`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from sayso import project
from sayso.coverage.measure import PageCoverage, Sentence, measure
from sayso.diagnostics import Severity
from sayso.model.ledger import Ledger
from sayso.report import visible
from sayso.text import did_you_mean

from ._common import (
    CLEAN,
    FINDINGS,
    USAGE,
    find_root,
    note,
    patience,
    quiet_option,
    report_option,
    root_option,
    tell,
)
from ._output import as_json, counted, markdown

_HEADS: Final = ("Page", "Sentences", "Sourced", "Share", "Aim")
#: Unsourced sentences that are listed for people; machines get all of them.
_MOST: Final = 200


@click.command("coverage")
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@root_option
@report_option
@quiet_option
def command(pages: tuple[str, ...], root: Path | None, form: str, quiet: bool) -> None:
    """Say how much of each page leads to a source, and which sentences do not.

    PAGE is a page's file (content/index.md); without one, all pages are told. Fails where a
    page has less than its aim, which site_config/sayso.yml sets (100 per cent otherwise).

    \b
    Example:
      sayso coverage
      sayso coverage content/index.md
      sayso coverage --format markdown     for a comment on a pull request
    """
    with patience("Reading and checking all records ...", quiet):
        checked = project.check(find_root(root))
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    settings = checked.config.settings
    every = measure(checked.ledger, settings.coverage, settings.language)
    chosen = [every[_path(checked.ledger, each)] for each in dict.fromkeys(pages)] or list(every.values())
    click.echo(_FORMATS[form](chosen), nl=False)
    if form == "text" and not chosen:
        note("This site has no page of prose.", quiet)
    if any(item.severity is Severity.ERROR and item.code != "SAY507" for item in checked.diagnostics):
        note("The check finds other errors; what they hide was not counted. See: sayso check", quiet)
    if not checked.configured:
        tell([item for item in checked.diagnostics if item.code == "SAY040"], checked.texts, "text")
        raise SystemExit(USAGE)
    raise SystemExit(CLEAN if all(each.reached for each in chosen) else FINDINGS)


def _path(ledger: Ledger, name: str) -> str:
    """The page that was meant: by its file, from the site's root or below content/."""
    paths = [page.path for page in ledger.pages]
    plain = name.removeprefix("./").replace("\\", "/")
    for path in (plain, f"content/{plain}", f"content/{plain}.md"):
        if path in paths:
            return path
    guess = did_you_mean(plain, paths)
    raise click.UsageError(f"there is no page {name!r}" + (f"; {guess}" if guess else ""))


def _share(each: PageCoverage) -> str:
    if not each.read:
        return "not read"
    return f"{each.percent} %" if each.factual else "-"


def _rows(chosen: Sequence[PageCoverage]) -> list[tuple[str, ...]]:
    """The table: a row for each page, and one for all of them if there are several."""
    rows: list[tuple[str, ...]] = [
        (
            each.page.path,
            f"{len(each.factual):,}",
            f"{each.sourced:,}",
            _share(each),
            f"{each.aim} %",
        )
        for each in chosen
    ]
    if len(chosen) > 1:
        factual, sourced = sum(len(each.factual) for each in chosen), sum(each.sourced for each in chosen)
        share = f"{100 * sourced // factual} %" if factual else "-"
        rows.append((f"All {len(chosen)} pages", f"{factual:,}", f"{sourced:,}", share, ""))
    return rows


def _unsourced(chosen: Sequence[PageCoverage]) -> list[Sentence]:
    return [sentence for each in chosen for sentence in each.unsourced]


def _text(chosen: Sequence[PageCoverage]) -> str:
    rows = _rows(chosen)
    if not rows:
        return ""
    shown = [_HEADS, *(tuple(map(visible, row)) for row in rows)]
    widths = [max(len(row[column]) for row in shown) for column in range(len(_HEADS))]
    lines = [
        "  ".join(
            cell.ljust(width) if not at else cell.rjust(width) for at, (cell, width) in enumerate(pairs)
        )
        for pairs in (list(zip(row, widths, strict=True)) for row in shown)
    ]
    lines.insert(1, "-" * (sum(widths) + 2 * (len(widths) - 1)))
    if len(chosen) > 1:
        lines.insert(-1, lines[1])
    lacking = _unsourced(chosen)
    if lacking:
        lines += ["", f"{counted(len(lacking), 'sentence')} without a source:", ""]
        for sentence in lacking[:_MOST]:
            lines += [f"  {visible(str(sentence.mark))}", f"    {visible(sentence.text)}"]
        if len(lacking) > _MOST:
            lines.append(f"  and {len(lacking) - _MOST:,} more")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _markdown(chosen: Sequence[PageCoverage]) -> str:
    lines = [f"| {' | '.join(_HEADS)} |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {' | '.join(map(markdown, row))} |" for row in _rows(chosen)]
    lacking = _unsourced(chosen)
    if lacking:
        lines += ["", f"{counted(len(lacking), 'sentence')} without a source:", ""]
        lines += [f"- {markdown(f'{each.mark}')}<br>{markdown(each.text)}" for each in lacking[:_MOST]]
        if len(lacking) > _MOST:
            lines.append(f"- and {len(lacking) - _MOST:,} more")
    return "".join(f"{line}\n" for line in lines)


def _json(chosen: Sequence[PageCoverage]) -> str:
    return (
        as_json({"pages": [_page(each) for each in chosen], "reached": all(e.reached for e in chosen)}) + "\n"
    )


def _page(each: PageCoverage) -> Mapping[str, Any]:
    exempt = [sentence.exempt for sentence in each.sentences if sentence.exempt]
    return {
        "page": each.page.path,
        "read": each.read,
        "sentences": len(each.factual),
        "sourced": each.sourced,
        "percent": each.percent,
        "aim": each.aim,
        "reached": each.reached,
        "exempt": {reason: exempt.count(reason) for reason in ("editorial", "navigation")},
        "unsourced": [_sentence(sentence) for sentence in each.unsourced],
    }


def _sentence(sentence: Sentence) -> Mapping[str, Any]:
    mark = sentence.mark
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "place": {
            "file": mark.path,
            "line": mark.line,
            "column": mark.column,
            "end_line": mark.end_line,
            "end_column": mark.end_column,
        },
    }


_FORMATS: Final[Mapping[str, Callable[[Sequence[PageCoverage]], str]]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}
