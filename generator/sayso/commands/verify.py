"""`sayso verify`."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from sayso import docs_folder, project
from sayso.captures.before import replaced
from sayso.captures.folder import CAPTURES, read_captures
from sayso.captures.holding import Verification, same_but_for_days, verify
from sayso.captures.told import findings
from sayso.diagnostics import Diagnostic, Mark, Severity, has_errors, tidy
from sayso.files import Folder
from sayso.lockfile import LOCK, write_lock
from sayso.model.captures import Lock, Result
from sayso.model.ledger import Ledger
from sayso.model.validate import diagnostic
from sayso.model.wordings import Wording
from sayso.report import FORMATS, visible

from ._common import (
    CLEAN,
    FINDINGS,
    CouldNot,
    find_root,
    format_option,
    note,
    patience,
    quiet_option,
    root_option,
    tell,
)
from ._names import wanted
from ._output import as_json

_WITH_WORDS = ("claim", "quote", "question", "event", "source")
_BAD = (Result.AMBIGUOUS, Result.DRIFTED, Result.MISSING)


@click.command("verify")
@click.argument("names", metavar="[KIND:ID]...", nargs=-1)
@root_option
@click.option(
    "--captures",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the copies of the sources lie. Otherwise .captures below the site's folder.",
)
@click.option("--frozen", is_flag=True, help="Write nothing; fail if the lock would say anything else.")
@click.option("--strict", is_flag=True, help="Fail as well where a source has no copy.")
@format_option
@quiet_option
def command(
    names: tuple[str, ...],
    root: Path | None,
    captures: Path | None,
    frozen: bool,
    strict: bool,
    form: str,
    quiet: bool,
) -> None:
    """Hold every quotation and every exact wording against a copy of its source.

    Copies are files named by source: .captures/ID.html (or .txt, .md), older ones with their
    day, ID.2025-01-05.html. What comes of it is written to site_config/captures.lock.

    \b
    Example:
      sayso verify
      sayso verify quote:q-expel source:kursk-article
      sayso verify --frozen          for a pull request that changes the lock
    """
    site = find_root(root)
    folder, shown = _folder(site, captures)
    with patience("Holding all words against their sources ...", quiet):
        checked = project.check(site)
        only = _only(checked.ledger, names)
        bad_lock = [item for item in checked.diagnostics if item.mark.path == LOCK and item.code < "SAY1"]
        if bad_lock:
            tell(bad_lock, checked.texts, form, quiet)
            note("Nothing was held: what the lock says of older verifications cannot be read.", quiet)
            raise SystemExit(FINDINGS)
        read = read_captures(folder, shown, checked.ledger)
        sources = _sources(checked.holdings.wordings, only) if only else None
        came = verify(checked.holdings, read.copies, f"{project.today():%Y-%m-%d}", sources)
    before = checked.holdings.lock or Lock()
    shown_only = [each for each in came.outcomes if not only or _meant(each.wording, only)]
    found = [*read.diagnostics, *findings(shown_only, checked.ledger)]
    found += replaced(checked.holdings, shown_only, read.copies)
    if frozen and not same_but_for_days(before, came.lock):
        found.append(_changed(before, came.lock))
    found = tidy(found)
    told = Verification(shown_only, came.lock)
    if form == "json":
        click.echo(_as_json(told, found), nl=False)
    else:
        tell(found, checked.texts, form, quiet)
    unread = [item for item in checked.diagnostics if _unread(item)]
    if not frozen and read.copies and not unread:
        _write(site, came.lock, quiet)
    note(_sum(told, read.copies.keys(), shown), quiet)
    if unread:
        note(f"Something in {visible(unread[0].mark.path)} cannot be read: see `sayso check`.", quiet)
        note("What stands there was not held, so the lock is left as it was.", quiet)
        raise SystemExit(FINDINGS)
    failed = has_errors(found) or any(told.counts.get(result) for result in _BAD)
    raise SystemExit(FINDINGS if failed or (strict and told.counts.get(Result.NOT_CAPTURED)) else CLEAN)


def _unread(item: Diagnostic) -> bool:
    """Whether a finding is that some of the editors' text could not be read."""
    return (
        item.code < "SAY1"
        and item.severity is Severity.ERROR
        and not item.mark.path.startswith("site_config/")
    )


def _folder(site: Path, given: Path | None) -> tuple[Path, str]:
    """The folder of copies, and what it is called in messages."""
    if given is None:
        return site / CAPTURES, CAPTURES
    if not given.is_dir():
        raise click.UsageError(f"--captures {given}: there is no such folder")
    folder = given.resolve()
    shown = folder.relative_to(site).as_posix() if folder.is_relative_to(site) else str(given)
    return folder, shown.rstrip("/")


def _only(ledger: Ledger, names: Sequence[str]) -> frozenset[str]:
    """The records that were asked for, by name."""
    found = set()
    for name in names:
        entry = wanted(ledger, name)
        if entry.kind not in _WITH_WORDS:
            raise click.UsageError(f"{entry.name} holds no words of a source; name a claim, quote or source")
        found.add(entry.name)
    return frozenset(found)


def _meant(wording: Wording, only: frozenset[str]) -> bool:
    return wording.record in only or f"source:{wording.source}" in only


def _sources(wordings: Sequence[Wording], only: frozenset[str]) -> frozenset[str]:
    """The sources that the records asked for rest on: each is held as a whole, so that the day
    in the lock is true of all its words."""
    return frozenset(each.source for each in wordings if _meant(each, only))


def _write(site: Path, lock: Lock, quiet: bool) -> None:
    try:
        changed = Folder(site).write(LOCK, write_lock(lock).encode())
    except OSError as error:
        raise CouldNot(docs_folder.disk_problem(error, "the lock")) from None
    if changed:
        note(f"Written: {LOCK}", quiet)


def _changed(before: Lock, after: Lock) -> Diagnostic:
    """That a lock does not say what the captures say."""
    old, new = {str(each) for each in before.held}, {str(each) for each in after.held}
    records = sorted(
        {each.record for each in (*before.held, *after.held) if (str(each) in old) != (str(each) in new)}
    )
    what = f"of {', '.join(records[:5])}" if records else "of the copies, or of corrections"
    more = f" and {len(records) - 5} more" if len(records) > 5 else ""
    message = f"the lock does not say what the captures say: {what}{more}"
    return diagnostic("bad-lock", message, Mark(LOCK), "run `sayso verify`, and read what it changes")


def _sum(came: Verification, captured: Sequence[str] | object, shown: str) -> str:
    """How many wordings came to what."""
    total = len(came.outcomes)
    if not total:
        return "There are no words to hold against a source."
    if not captured:
        return f"There are no copies of sources in {visible(shown)}, so nothing was held and nothing written."
    told = ", ".join(f"{count:,} {result}" for result, count in came.counts.items())
    return f"{total:,} wording{'' if total == 1 else 's'}: {told}."


def _as_json(came: Verification, found: Sequence[Diagnostic]) -> str:
    """For machines: `{"schema": 1, "results": [...], "counts": {...}, "diagnostics": [...]}`."""
    results = []
    for outcome in came.outcomes:
        wording, hits = outcome.wording, outcome.hits
        mark = wording.entry.mark(*wording.path)
        results.append(
            {
                "record": wording.record,
                "field": wording.field,
                "source": wording.source,
                "result": str(outcome.result),
                "words": wording.key.words,
                "offsets": [hit.start for hit in hits[:100]],
                "capture": outcome.copy.path if outcome.copy else None,
                "nearest": outcome.nearest.diff if outcome.nearest else None,
                "place": {"file": mark.path, "line": mark.line, "column": mark.column},
            }
        )
    document = {
        "results": results,
        "results_counts": {str(result): count for result, count in came.counts.items()},
        **{name: value for name, value in json.loads(FORMATS["json"](found, {})).items() if name != "schema"},
    }
    return as_json(document) + "\n"
