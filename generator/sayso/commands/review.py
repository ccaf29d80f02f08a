"""`sayso review`."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from sayso import project
from sayso.docs_folder import disk_problem
from sayso.editions.checkout import checkout
from sayso.editions.git import Failed, GitTrouble, NoCommit
from sayso.editions.moment import as_of, asked_for
from sayso.editions.repository import Repository
from sayso.files import Folder
from sayso.review.frame import lock_of, put_together, rules_changed
from sayso.review.review import (
    Links,
    Proposed,
    Review,
    Side,
    by_own_rules,
    links_of,
    review,
    side,
)
from sayso.site.build import BuildResult, CannotBuild, build

from ._common import (
    CLEAN,
    FINDINGS,
    USAGE,
    CouldNot,
    find_root,
    note,
    patience,
    quiet_option,
    root_option,
    tell,
)
from ._review_json import as_document
from ._review_words import Names, as_markdown, as_text

_FORMATS: Final = {"text": as_text, "json": as_document, "markdown": as_markdown}


@dataclass(frozen=True)
class _Tree:
    """One of the two states, in a folder. `words` name it; `moment` is its commit's date."""

    root: Path
    words: str
    moment: int | None = None


@click.command("review")
@click.argument("states", nargs=-1, metavar="[BASE..HEAD | BASE [HEAD]]")
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for a comment on a pull request.",
)
@click.option(
    "--save",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Also write review.md and review.json into this folder.",
)
@click.option("--links/--no-links", default=True, help="Build both sites and compare their broken links.")
@quiet_option
def command(
    states: tuple[str, ...], root: Path | None, form: str, save: Path | None, links: bool, quiet: bool
) -> None:
    """Say what a change means before it is merged: in the editors' words, the gravest first.

    BASE and HEAD are git revisions or folders. BASE...HEAD compares with the commit at which HEAD
    branched off. Without HEAD it is the work folder, with all that is not committed yet; without
    BASE the last commit. The proposed content is judged by BASE's rules, and the approvals
    that are asked for are those of BASE's policy (review: in site_config/sayso.yml).

    Exit status: 0 even where meaning changes, 1 where HEAD brings an error or a broken link.

    \b
    Example:
      sayso review
      sayso review main...my-branch
      sayso review main..HEAD --format markdown --save review
    """
    base, head = _asked(states)
    try:
        with _trees(root, base, head) as (before, after), _day(after):
            with patience("Checking both states, and building their sites ...", quiet):
                found = _reviewed(before, after, links, quiet)
            names = Names(before.words, after.words)
    except GitTrouble as trouble:
        raise CouldNot(str(trouble)) from None
    except OSError as error:
        raise CouldNot(disk_problem(error, "the two states")) from None
    if save is not None:
        _save(save, found, names)
    click.echo(_FORMATS[form](found, names), nl=False)
    raise SystemExit(FINDINGS if found.failed else CLEAN)


# What is to be compared


def _asked(states: tuple[str, ...]) -> tuple[str, str]:
    """BASE and HEAD as asked for; a HEAD of "" is the work folder, "x..." asks for the merge base."""
    if len(states) > 2:
        raise click.UsageError("name two states at most: BASE HEAD, or BASE..HEAD")
    for text in states:
        kind = text.partition(":")[0]
        if text in ("latest", "dev") or kind == "edition" or text.endswith(".json"):
            hint = "give the commit that it was made of; to compare what was published, use sayso diff"
            raise click.UsageError(
                f"{text!r}: an edition or a ledger.json has no records to build from; {hint}"
            )
    if len(states) == 2:
        return states[0], states[1]
    text = states[0] if states else "HEAD"
    if Path(text).is_dir() or ".." not in text:
        return text, ""
    mark = "..." if "..." in text else ".."
    base, _, head = text.partition(mark)
    return (base or "HEAD") + ("..." if mark == "..." else ""), head or "HEAD"


@contextmanager
def _trees(root: Path | None, base: str, head: str) -> Iterator[tuple[_Tree, _Tree]]:
    """Both states in folders. Raises `GitTrouble` and `OSError`."""
    with ExitStack() as open_:
        after = _tree(open_, root, head) if head else _work_folder(root)
        before = _tree(open_, root, _fork(root, base[:-3], head) if base.endswith("...") else base)
        yield before, after


def _work_folder(root: Path | None) -> _Tree:
    return _Tree(find_root(root), "the work folder")


def _tree(open_: ExitStack, root: Path | None, text: str) -> _Tree:
    kind, _, rest = text.partition(":")
    if kind == "folder" or (kind != "git" and Path(text).is_dir()):
        folder = Path(rest if kind == "folder" else text)
        if not folder.is_dir():
            raise click.UsageError(f"{text!r}: there is no such folder")
        return _Tree(folder.resolve(), f"folder {folder}")
    revision = rest if kind == "git" else text
    try:
        made = open_.enter_context(checkout(find_root(root), revision))
    except NoCommit as trouble:
        raise click.UsageError(f"{trouble}, and no such folder") from None
    same = made.commit.startswith(revision)
    words = f"commit {made.commit[:12]}" + ("" if same else f" ({revision[:60]})")
    return _Tree(made.root, words, made.moment)


def _fork(root: Path | None, base: str, head: str) -> str:
    """The commit at which HEAD branched off from BASE."""
    repository = Repository.of(find_root(root))
    try:
        one, other = repository.commit(base), repository.commit(head)
    except NoCommit as trouble:
        raise click.UsageError(str(trouble)) from None
    try:
        return repository.line("merge-base", one, other).split("\n")[0]
    except Failed:
        message = f"{base} and {head} have no commit in common here; fetch the whole history, or use '..'"
        raise click.UsageError(message) from None


@contextmanager
def _day(after: _Tree) -> Iterator[None]:
    """Both are judged as of one day: what is overdue only because time went by is nobody's change."""
    if after.moment is None or asked_for() is not None:
        yield
        return
    with as_of(after.moment):
        yield


# Comparing


def _reviewed(before: _Tree, after: _Tree, links: bool, quiet: bool) -> Review:
    lock = lock_of(before.root)
    with tempfile.TemporaryDirectory(prefix="sayso-review-") as name:
        area = Path(name).resolve()
        old = put_together(before.root, before.root, area / "base")
        new = put_together(before.root, after.root, area / "proposed")
        checked = project.check(old, lock)
        base, framed = side(checked), side(project.check(new, lock))
        if base is None or framed is None:
            note(f"The configuration of {before.words} cannot be used:", quiet=False)
            tell(checked.diagnostics, checked.texts, "text")
            raise SystemExit(USAGE)
        files = rules_changed(before.root, after.root)
        proposed = Proposed()
        if files:
            proposed = by_own_rules(base, framed, project.check(after.root, lock), files)
        tested = _links(old, new, framed) if links else Links(untested="they were not asked for")
        note("Both states are compared.", quiet or not links)
        return review(base, framed, tested, proposed)


def _links(old: Path, new: Path, framed: Side) -> Links:
    """The broken links that only the proposal's site has. The base's is built only where the
    proposal's has any."""
    lock = lock_of(old)
    if framed.checked.failed:
        return Links(untested="the errors come first")
    if not Folder(new).path("mkdocs.yml").is_file():
        return Links(untested="there is no mkdocs.yml")
    try:
        made = build(new, base_lock=lock)
        if made.site is not None:
            return links_of(None, made.diagnostics, whole=True)
        return _compared(build(old, base_lock=lock), made)
    except CannotBuild as cannot:
        raise CouldNot(str(cannot)) from None


def _compared(base: BuildResult, made: BuildResult) -> Links:
    links = links_of(base.diagnostics, made.diagnostics, whole=True)
    if not made.links and not links.found.new:  # the engine did not get so far, nor did it before
        return Links(untested="neither site can be built")
    return links


def _save(folder: Path, found: Review, names: Names) -> None:
    """Both files, written in full or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        Folder(folder).write("review.md", as_markdown(found, names).encode("utf-8", "replace"))
        Folder(folder).write("review.json", as_document(found, names).encode("utf-8", "replace"))
    except OSError as error:
        raise CouldNot(disk_problem(error, "the review")) from None
