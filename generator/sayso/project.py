"""A site as a whole: check it, make its pages, write them. Plugin and commands both call this."""

import errno
import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso import dated, dates, defaults
from sayso.config import load_config
from sayso.diagnostics import Diagnostic, Mark, has_errors, tidy
from sayso.diff.history import history
from sayso.files import Folder, Unreadable
from sayso.load import load
from sayso.lockfile import ReadLock, parse_lock, read_lock
from sayso.model.changes import Series
from sayso.model.editions import Publication
from sayso.model.held import Holdings, named_now
from sayso.model.ledger import Ledger
from sayso.model.places import Places
from sayso.model.settings import Config
from sayso.model.snapshot import Snapshot, read_document
from sayso.model.spoken import figure_words, lead
from sayso.model.standing import Standing
from sayso.model.validate import diagnostic
from sayso.outputs import atom, edition_json, ledger_json, machine, social_png
from sayso.outputs.jsonld.pages import Describer
from sayso.outputs.told import Told
from sayso.render.pages import Page, render_pages
from sayso.rubric.explain import evidence_line, explain, interest_words
from sayso.rubric.status import standings
from sayso.rubric.trial import try_rubric
from sayso.rubric.wanted import wanted
from sayso.rules._kit import Context
from sayso.rules._run import run
from sayso.templating import BadTemplate, Templates, load_templates


@dataclass(frozen=True)
class Checked:
    """What a check found. `config` is None where `site_config/` cannot be used; then
    no rule ran and no status was derived. `configured` is False where anything in it
    is wrong: that is a maintainer's fault, not an editor's."""

    root: Path
    ledger: Ledger
    config: Config | None
    standings: Mapping[str, Standing]
    diagnostics: list[Diagnostic]
    texts: Mapping[str, str]
    configured: bool = True
    #: The words of the ledger beside `captures.lock`.
    holdings: Holdings = field(default_factory=lambda: Holdings(Ledger()))
    #: The edition that is made of it, and those before; None outside of any.
    series: Series | None = None

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


def epoch() -> int | None:
    """The moment in SOURCE_DATE_EPOCH; None where it is not set, or holds no moment."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def today() -> datetime:
    """The day that decides what is overdue: SOURCE_DATE_EPOCH where it is set, else now."""
    moment = epoch()
    return datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Records are kept until the end: looking for garbage among them only takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # Both together put all there is into the oldest generation. Left in the youngest,
            # it would be looked through at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def base_lock(file: Path) -> ReadLock:
    """The lock as the base branch has it. Raises `OSError` where it is not there."""
    folder = Folder(file.parent)
    try:
        return parse_lock(folder.read(file.name), str(file))
    except Unreadable as problem:
        raise OSError(errno.ENOENT, problem.message, str(file)) from None


def check(root: Path, base: ReadLock | None = None, series: Series | None = None) -> Checked:
    """Read everything below `root` and say all that is wrong with it.

    `base` is the lock as the base branch has it, where a change is judged by that; `series`
    the edition that is being made, with those before it.
    """
    with _no_collector():
        configured = load_config(root)
        loaded = load(root, configured.config.words if configured.config else None)
        lock = read_lock(root)
        # A lock with faults says nothing: that it has them is told, and fails the check.
        known = None if lock.diagnostics else lock.lock
        locks = (named_now(each, loaded.ledger) for each in (known, base.lock if base else None))
        holdings = Holdings(loaded.ledger, *locks)
        found = [*configured.diagnostics, *loaded.diagnostics, *lock.diagnostics, *_links(root)]
        found += base.diagnostics if base else []
        texts = {**loaded.texts, **configured.texts, **lock.texts, **(base.texts if base else {})}
        if configured.config is None:
            return Checked(root, loaded.ledger, None, {}, tidy(found), texts, False, holdings, series)
        trial = try_rubric(Folder(root), configured.config)
        found.extend(trial.diagnostics)
        texts.update(trial.texts)
        stand = standings(loaded.ledger, configured.config, today())
        past = series.past if series else ()
        context = Context(loaded.ledger, configured.config, stand, configured.documents, holdings, past)
        found.extend(run(context))
        well = not configured.diagnostics
        return Checked(
            root, loaded.ledger, configured.config, stand, tidy(found), texts, well, holdings, series
        )


def _links(root: Path) -> list[Diagnostic]:
    """What is no plain file among those that maintainers own: the engine would follow a
    link, and publish what it leads to."""
    problems = Folder(root).walk("templates", "site_config")[1]
    return [diagnostic(each.name, each.message, Mark(each.path), each.hint) for each in problems]


def templates(root: Path) -> Templates:
    """The site's own templates, then the defaults."""
    return load_templates([root / "templates", defaults.folder() / "templates"])


def pages(checked: Checked, publication: Publication | None = None) -> tuple[list[Page], list[Diagnostic]]:
    """Every page of a site that was checked, and what is wrong with its templates."""
    if checked.config is None:
        return [], []
    config, ledger = checked.config, checked.ledger
    document = ledger_document(checked)
    past = history(checked.series.past, read_document(document), config.words) if checked.series else None
    edition = checked.series.edition if checked.series else None
    told = Told(ledger, config, checked.standings, evidence_line, Places.of(publication, edition), edition)
    looks = templates(checked.root)
    made, problems = render_pages(
        ledger,
        config,
        checked.standings,
        looks,
        explain=lambda standing: explain(ledger, config, standing),
        evidence=evidence_line,
        interest=lambda party: interest_words(ledger, config, party),
        wanted=lambda: wanted(ledger, config, checked.standings),
        holdings=checked.holdings,
        built=dated.display(config.words, dates.parse(today().date().isoformat())),
        history=past,
        publication=publication,
        commit=checked.series.commit if checked.series else "",
        describe=Describer(told),
    )
    made.append(Page(ledger_json.PATH, ledger_json.text(document), "claims.yml"))
    if past:
        where = publication or Publication()
        files = {
            **edition_json.files(past),
            **atom.files(past, config.words, title=where.title, address=where.address),
        }
        made.extend(Page(name, text, "claims.yml") for name, text in files.items())
    try:
        for name, text, claim in machine.files(told, looks):
            origin = ledger.by_name[f"claim:{claim}"].document.path if claim else "claims.yml"
            made.append(Page(name, text, origin))
        if publication and publication.address:
            icons = {each.icon: looks.render(f"icons/{each.icon}.svg", {}) for each in config.rubric.statuses}
            pictures = social_png.files(config, publication.title, icons.__getitem__)
            made.extend(Page(name, "", "site_config/rubric.yml", pixels) for name, pixels in pictures)
    except BadTemplate as bad:
        mark = Mark(f"templates/{bad.name}", bad.line)
        problems.append(diagnostic("bad-template", f"this template cannot be used: {bad.message}", mark))
    return made, problems


def ledger_document(checked: Checked) -> dict[str, Any]:
    """The site's `ledger.json`, as data. The configuration must be usable."""
    config, ledger = checked.config, checked.ledger
    if config is None:
        raise ValueError("without a configuration nothing can be said of the claims")
    return ledger_json.document(
        ledger,
        config,
        checked.standings,
        evidence=evidence_line,
        lead=lambda standing: lead(ledger, standing),
        figure=lambda standing: (
            figure_words(standing.claim.figure, config.vocabulary.label, config.words)
            if standing.claim.figure
            else ""
        ),
        texts=checked.texts,
        edition=checked.series.edition if checked.series else None,
    )


def snapshot(checked: Checked) -> Snapshot:
    """The state of a site that was checked, to be compared with another."""
    return read_document(ledger_document(checked))
