"""`sayso edition verify`, `sayso edition rebuild` and `sayso edition assemble`."""

from collections.abc import Iterator
from pathlib import Path

import click

from sayso.editions.assemble import Unsound, assemble
from sayso.editions.maker import address
from sayso.editions.rebuild import Rebuilt, rebuild
from sayso.editions.shelves import InFolder, OnBranch, Shelf
from sayso.editions.verify import Fault, Verified, verify
from sayso.model.editions import LATEST
from sayso.report import visible

from ._common import CLEAN, FINDINGS, find_root, note, patience, quiet_option, root_option
from ._editions import No, edition_name, place_options, published, troubles
from ._output import as_json, counted, short

#: As many as anybody reads.
_MOST: int = 100
_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("edition")
def command() -> None:
    """Prove that a published edition is what it was; build it again; write all as a folder.

    \b
    Example:
      sayso edition verify all
      sayso edition rebuild 2025-01-05
      sayso edition assemble ../public
    """


@command.command("verify")
@click.argument("edition", metavar="EDITION|all")
@root_option
@place_options
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=None,
    metavar="DIR",
    help="Look in a folder: one that `sayso edition assemble` wrote, or that of one edition.",
)
@_form
def verify_command(
    edition: str, root: Path | None, branch: str | None, remote: str | None, folder: Path | None, form: str
) -> None:
    """Hold every file of an edition against its manifest.

    Each file that was changed, is missing or was added is named. So is an edition that was made
    after other records of those before it than are there now. With `all` it is also tested that
    latest is a copy of the newest, and that none was taken away.

    \b
    Example:
      sayso edition verify 2025-01-05
      sayso edition verify all --folder ../public
    """
    with troubles("what was found"), patience("Holding every file against its manifest ..."):
        shelf: Shelf = InFolder(folder) if folder else OnBranch(published(find_root(root), branch, remote))
        everything = edition == "all"
        if everything:
            names = shelf.names
        else:
            names = (_newest(shelf) if edition == LATEST else edition_name(edition),)
        if everything and not names:
            where = f"in {folder}" if folder else "on the branch yet"
            raise No(f"there is no edition {visible(where)}")
        found = verify(shelf, names, everything=everything)
    click.echo(as_json(_verified_as_json(found)) if form == "json" else _verified_as_text(found))
    for words in found.notes:
        note(words)
    raise SystemExit(FINDINGS if found.faults else CLEAN)


def _newest(shelf: Shelf) -> str:
    names = [name for name in shelf.names if name != "dev"]
    if not names:
        raise No("there is no edition yet")
    return names[-1]


def _verified_as_text(found: Verified) -> str:
    lines = _faults(found.faults)
    of = f"{counted(len(found.editions), 'edition')}, {counted(found.files, 'file')}"
    beside = f" (and {found.search:,} of search indexes, which no manifest covers)" if found.search else ""
    if found.faults:
        lines += ["", f"{of}{beside}: {counted(len(found.faults), 'fault')}."]
    else:
        lines.append(f"{of}{beside}: every byte is as it was published.")
    return "\n".join(lines)


def _faults(faults: tuple[Fault, ...]) -> list[str]:
    lines = []
    for fault in faults[:_MOST]:
        place = f"{fault.edition}/{fault.path}" if fault.path else fault.edition
        lines.append(visible(f"{place} {fault.message}"))
    if len(faults) > _MOST:
        lines.append(f"... and {len(faults) - _MOST:,} more")
    return lines


def _verified_as_json(found: Verified) -> dict[str, object]:
    return {
        "editions": list(found.editions),
        "files": found.files,
        "search": found.search,
        "faults": [
            {"edition": each.edition, "path": each.path, "message": each.message} for each in found.faults
        ],
        "notes": list(found.notes),
    }


@command.command("rebuild")
@click.argument("edition", metavar="EDITION")
@root_option
@place_options
@_form
@quiet_option
def rebuild_command(
    edition: str, root: Path | None, branch: str | None, remote: str | None, form: str, quiet: bool
) -> None:
    """Build an edition's commit again, and compare it byte by byte with what was published.

    With the same programs it comes out the same; where a program has another version now than
    then, that is told. The search index stands outside, and is told by itself.

    \b
    Example:
      sayso edition rebuild 2025-01-05
    """
    name = edition if edition == LATEST else edition_name(edition)
    site_root = find_root(root)
    with troubles("the edition", quiet=quiet):
        there = published(site_root, branch, remote)
        found = rebuild(site_root, there, name, lambda words: note(visible(words), quiet))
    click.echo(as_json(_rebuilt_as_json(found)) if form == "json" else "\n".join(_rebuilt_as_text(found)))
    raise SystemExit(FINDINGS if found.differences else CLEAN)


def _rebuilt_as_text(found: Rebuilt) -> Iterator[str]:
    for each in found.differences[:_MOST]:
        match each.how:
            case "missing":
                yield visible(f"{found.name}/{each.path} was published, and did not come out again")
            case "added":
                yield visible(f"{found.name}/{each.path} came out now, and was not published")
            case _:
                line = f", line {each.line}" if each.line else ""
                yield visible(f"{found.name}/{each.path}{line}")
                yield visible(f"  published: {short(each.published)}")
                yield visible(f"  rebuilt:   {short(each.rebuilt)}")
    if len(found.differences) > _MOST:
        yield f"... and {len(found.differences) - _MOST:,} more"
    for tool, then, now in found.tools:
        yield visible(f"Another version than then: {tool} was {then}, is {now}.")
    if found.search:
        yield "The search index differs, which no manifest covers."
    of = f"Edition {found.name}, built again from commit {found.commit[:12]}"
    if found.differences:
        yield f"{of}: {counted(len(found.differences), 'difference')}."
    else:
        yield f"{of}: {counted(found.files, 'file')}, every byte the same."


def _rebuilt_as_json(found: Rebuilt) -> dict[str, object]:
    return {
        "edition": found.name,
        "commit": found.commit,
        "files": found.files,
        "same": not found.differences,
        "differences": [
            {
                "path": each.path,
                "how": each.how,
                "line": each.line,
                "published": each.published,
                "rebuilt": each.rebuilt,
            }
            for each in found.differences
        ],
        "search": list(found.search),
        "tools": [{"name": name, "then": then, "now": now} for name, then, now in found.tools],
    }


@command.command("assemble")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@root_option
@place_options
@quiet_option
def assemble_command(
    folder: Path, root: Path | None, branch: str | None, remote: str | None, quiet: bool
) -> None:
    """Write all editions into a folder, ready for any host of static files.

    Every file is held against its manifest, and every link within the whole is tested, before
    the folder takes the old one's place. A folder that holds anything else is refused.

    \b
    Example:
      sayso edition assemble ../public
    """
    site_root = find_root(root)
    with troubles("the folder", quiet=quiet):
        there = published(site_root, branch, remote)
        try:
            done = assemble(site_root, there, folder, address(site_root), lambda words: note(words, quiet))
        except Unsound as bad:
            lines = _faults(bad.faults)
            lines += [visible(f"{each.page}: {each.link}: {each.reason}") for each in bad.links[:_MOST]]
            click.echo("\n".join(lines))
            raise No("nothing was written; what was in the folder before is untouched") from None
    if done.left_out:
        note(visible(f"Not ours, and left out: {', '.join(done.left_out[:10])}."), quiet)
    click.echo(
        f"{counted(len(done.editions), 'edition')}, {counted(done.pages, 'page')}, "
        f"{counted(done.links, 'link')} and references tested."
    )
    note(visible(f"They are in {done.folder}"), quiet)
