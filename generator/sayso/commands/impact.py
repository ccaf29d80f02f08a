"""`sayso impact`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from sayso import project
from sayso.diagnostics import Mark, has_errors
from sayso.impact.effects import Effect, Supposed, suppose
from sayso.impact.tree import Line, Tree, tree_of
from sayso.model.speakers import listed
from sayso.report import visible

from ._common import FINDINGS, USAGE, find_root, note, patience, report_option, root_option, tell
from ._names import wanted
from ._output import as_json, counted, markdown, short

#: So many levels are drawn with their branches; of what lies deeper the depth is told.
_DEEPEST: Final = 24
_PLURALS: Final = {"party": "parties"}


@click.command("impact")
@click.argument("name", metavar="KIND:ID")
@root_option
@report_option
def command(name: str, root: Path | None, form: str) -> None:
    """Show everything that depends on a record, before you change it.

    KIND is source, claim, party, quote, question, event, timeline or side. Each dependent is
    opened once; where it stands again, (above) or (below) says where. Of a source it is
    told which badges would change if it were retracted; of a party, if it did not count as
    independent; of a claim, if it were deprecated. Nothing is written.

    \b
    Example:
      sayso impact source:kursk-article
      sayso impact claim:losses-340 --format markdown
    """
    with patience("Reading and checking all records ..."):
        checked = project.check(find_root(root))
    if checked.config is None:
        tell(checked.diagnostics, checked.texts, "text")
        raise SystemExit(USAGE)
    entry = wanted(checked.ledger, name)
    if entry.record is None:
        tell([item for item in checked.diagnostics if item.record == entry.name], checked.texts, "text")
        raise SystemExit(FINDINGS)
    tree = tree_of(checked.ledger, entry.name)
    supposed = suppose(checked.ledger, checked.config, checked.standings, entry, project.today())
    if form == "json":
        click.echo(as_json(_as_json(tree, supposed)))
    else:
        mark = entry.mark()
        lines = _as_markdown(tree, supposed) if form == "markdown" else _as_text(mark, tree, supposed)
        click.echo("\n".join(lines))
    if has_errors(checked.diagnostics):
        note("The check finds errors; what depends on what may change with them. See: sayso check")


# Text


def _as_text(mark: Mark, tree: Tree, supposed: Supposed | None) -> list[str]:
    lines = [f"{tree.root}  ({mark})", *([f"  {short(tree.words)}"] if tree.words else [])]
    lines += ["", *_drawn(tree), "", _sum_of(tree)]
    if supposed is not None:
        lines += ["", f"{_verdict(supposed)}"]
        lines += [f"  claim:{effect.claim}: {_changes(effect)}" for effect in supposed.effects]
    return [visible(line) for line in lines]


def _drawn(tree: Tree) -> Iterator[str]:
    """The tree with its branches. Beyond a depth only the number of the level grows."""
    branches: list[str] = []
    for line in tree.lines:
        del branches[line.depth - 1 :]
        told = _told(line)
        if line.depth > _DEEPEST:
            told = f"[level {line.depth}] {told}"
        yield "".join(branches[: _DEEPEST - 1]) + ("└── " if line.last else "├── ") + told
        branches.append("    " if line.last else "│   ")


def _told(line: Line) -> str:
    kind, _, rest = line.name.partition(":")
    if kind == "page":
        return f"{rest} ({line.how})"
    again = f" ({line.again})" if line.again else ""
    return f"{line.name} ({line.how}){again}"


def _sum_of(tree: Tree) -> str:
    """ "3 claims, 1 question, 2 pages depend on it." """
    if not tree.lines:
        return "Nothing depends on it."
    told = ", ".join(counted(number, kind, _PLURALS.get(kind, "")) for kind, number in tree.counts)
    one = sum(number for _, number in tree.counts) == 1
    return f"{told} {'depends' if one else 'depend'} on it."


def _verdict(supposed: Supposed) -> str:
    if not supposed.effects:
        return f"{supposed.words.capitalize()}, no claim would get another badge."
    of = counted(len(supposed.effects), "claim")
    return f"{supposed.words.capitalize()}, {of} would get another badge:"


def _changes(effect: Effect) -> str:
    """ "confirmed → unconfirmed; rests on a source that no longer stands"."""
    same = effect.before.code == effect.after.code
    told = [f"stays “{effect.before.short}”" if same else f"{effect.before.short} → {effect.after.short}"]
    return "; ".join([*told, *_beside(effect)])


def _beside(effect: Effect) -> list[str]:
    """What else would change on the badge."""
    ended, begun = (listed(parties) for parties in effect.disputes)
    told = ["would rest on a source that no longer stands"] if effect.spoilt else []
    told += [f"would no longer be disputed by {ended}"] if ended else []
    return told + ([f"would be disputed by {begun}"] if begun else [])


# Markdown and JSON


def _as_markdown(tree: Tree, supposed: Supposed | None) -> list[str]:
    lines = [f"**What depends on `{tree.root}`** {markdown(short(tree.words))}".rstrip(), ""]
    for line in tree.lines:
        # Lists within lists beyond some levels are read as code.
        indent = "  " * (min(line.depth, _DEEPEST) - 1)
        kind, _, rest = line.name.partition(":")
        name = markdown(rest) if kind == "page" else f"`{line.name}`"
        again = f" ({line.again})" if line.again else ""
        words = f" {markdown(short(line.words))}" if line.words and not line.again and kind != "page" else ""
        lines.append(f"{indent}- {name} ({line.how}){again}{words}")
    lines += ["", _sum_of(tree)]
    if supposed is not None:
        lines += ["", _verdict(supposed)]
        lines += ["", "| claim | now | then |", "|---|---|---|"] if supposed.effects else []
        for effect in supposed.effects:
            then = markdown("; ".join([effect.after.short, *_beside(effect)]))
            lines.append(f"| `claim:{effect.claim}` | {markdown(effect.before.short)} | {then} |")
    return lines


def _as_json(tree: Tree, supposed: Supposed | None) -> dict[str, object]:
    """The lines are a flat list, each with its depth: a chain may be longer than a parser
    of JSON is ready to nest."""
    return {
        "name": tree.root,
        "words": tree.words,
        "dependents": [
            {
                "depth": line.depth,
                "name": line.name,
                "how": line.how,
                "words": line.words,
                "again": line.again,
                "place": {"file": line.place.path, "line": line.place.line, "column": line.place.column},
            }
            for line in tree.lines
        ],
        "counts": dict(tree.counts),
        "supposed": None
        if supposed is None
        else {
            "words": supposed.words,
            "effects": [
                {
                    "claim": f"claim:{effect.claim}",
                    "from": effect.before.code,
                    "to": effect.after.code,
                    "newly_spoilt": effect.spoilt,
                    "no_longer_disputed_by": [f"party:{party}" for party in effect.disputes[0]],
                    "newly_disputed_by": [f"party:{party}" for party in effect.disputes[1]],
                }
                for effect in supposed.effects
            ],
        },
    }
