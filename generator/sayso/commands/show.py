"""`sayso show`."""

from pathlib import Path

import click

from sayso import project
from sayso.report import visible

from ._common import FINDINGS, find_root, patience, root_option, tell
from ._names import wanted
from ._output import as_json


@click.command("show")
@click.argument("name", metavar="KIND:ID")
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str, root: Path | None, form: str) -> None:
    """Show one record as it was read, with its place and what is wrong with it.

    \b
    Example:
      sayso show claim:losses-340
      sayso show party:russian-mod
    """
    with patience("Reading and checking all records ..."):
        checked = project.check(find_root(root))
    entry = wanted(checked.ledger, name)
    mark = entry.mark()
    about = [item for item in checked.diagnostics if item.record == entry.name]
    if entry.record is None:
        tell(about, checked.texts, "text")
        raise SystemExit(FINDINGS)
    fields = entry.record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if form == "json":
        place = {"file": mark.path, "line": mark.line, "column": mark.column}
        click.echo(as_json({"name": entry.name, "place": place, "record": fields}))
        return
    click.echo(f"{entry.name}  ({mark})")
    for line in _lines(fields, "  "):
        click.echo(line)
    if entry.kind == "claim" and (standing := checked.standings.get(entry.id)):
        click.echo(f"  badge: {visible(standing.badge)}")
    if about:
        tell(about, checked.texts, "text")


def _lines(value: object, indent: str) -> list[str]:
    """Nested data as indented lines."""
    if isinstance(value, dict):
        told = []
        for key, item in value.items():
            if isinstance(item, dict | list):
                told += [f"{indent}{key}:", *_lines(item, indent + "  ")]
            else:
                told += _value(f"{indent}{key}:", str(item), indent)
        return told
    if isinstance(value, list):
        told = []
        for item in value:
            inner = _lines(item, indent + "  ")
            told += [f"{indent}- {inner[0].strip()}", *inner[1:]] if inner else [f"{indent}- {{}}"]
        return told
    return _value(indent.removesuffix(" "), str(value), indent)


def _value(key: str, text: str, indent: str) -> list[str]:
    """A text behind its key. One of several lines stands behind bars, so that no line of it
    looks like a key, or like an order to a forge that reads the log."""
    lines = text.split("\n")
    if len(lines) == 1:
        return [f"{key} {visible(text)}"]
    return [key, *(f"{indent}  | {visible(line)}" for line in lines)]
