"""What a proposed change means, as one value. Who shows it, and how, is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sayso import project
from sayso.coverage.measure import PageCoverage, measure
from sayso.diagnostics import Diagnostic, Severity
from sayso.diff.differ import diff
from sayso.model.changes import Change
from sayso.model.settings import Config
from sayso.model.snapshot import Snapshot
from sayso.project import Checked
from sayso.render.pages import Page
from sayso.rules._run import bars_pages

from .approvals import Approvals, approvals, policy_change
from .found import Brought, brought
from .pages import PageChange, affected, changed_pages

#: Findings of the built site, which the check cannot have: links, and what the engine says.
OF_THE_SITE: Final = ("SAY045", "SAY046", "SAY047")


@dataclass(frozen=True)
class Side:
    """One of the two states: what a check of it found, and its pages, None where none can be
    made."""

    checked: Checked
    config: Config
    snapshot: Snapshot
    pages: tuple[Page, ...] | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A change, and how many of the pages that read differently show its record."""

    change: Change
    pages: int


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a page leads to a source: so many of so many sentences, and its aim."""

    sourced: int
    factual: int
    percent: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A page whose coverage changed; None where the page was, or is, not there."""

    page: str
    before: Covered | None
    after: Covered | None


@dataclass(frozen=True)
class Links:
    """What a test of the built sites found. `untested` says why there was none, in a clause."""

    found: Brought = field(default_factory=Brought)
    untested: str = ""


@dataclass(frozen=True)
class Proposed:
    """What the change would do to the rules themselves: which files of the maintainers differ, what
    would change in meaning by the proposed rules and not by the base's, whether the policy on
    approvals is among it, and what is wrong with the proposed configuration."""

    files: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    policy: bool = False
    broken: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Review:
    """What a change means. `changes` are those in meaning, the gravest first; `unread` the records
    that the proposal has but that cannot be read; `pages` is None where no pages could be made."""

    changes: tuple[Told, ...]
    wording: tuple[Change, ...]
    unread: tuple[str, ...]
    pages: tuple[PageChange, ...] | None
    found: Brought
    coverage: tuple[Shift, ...]
    links: Links
    approvals: Approvals
    proposed: Proposed
    rubric: str

    @property
    def failed(self) -> bool:
        """Whether it brings an error, or a broken link."""
        return self.found.failed or self.links.found.failed or bool(self.proposed.broken)


def side(checked: Checked) -> Side | None:
    """A state that was checked, ready to be compared; None where its configuration is unusable."""
    if checked.config is None:
        return None
    if any(map(bars_pages, checked.diagnostics)):
        return Side(checked, checked.config, project.snapshot(checked), None, tuple(checked.diagnostics))
    made, problems = project.pages(checked)
    found = (*checked.diagnostics, *problems)
    return Side(checked, checked.config, project.snapshot(checked), tuple(made), found)


def review(before: Side, after: Side, links: Links, proposed: Proposed) -> Review:
    """What lies between two states, both judged by the rules of the first."""
    unread = _unread(before, after)
    told = [each for each in diff(before.snapshot, after.snapshot) if each.record not in unread]
    in_meaning = tuple(each for each in told if each.meaning)
    pages = _pages(before, after, frozenset(each.record for each in told))
    return Review(
        changes=tuple(Told(each, affected(each, pages or ())) for each in in_meaning),
        wording=tuple(each for each in told if not each.meaning),
        unread=unread,
        pages=pages,
        found=brought(before.diagnostics, after.diagnostics),
        coverage=_shifts(before, after),
        links=links,
        approvals=approvals(
            before.config.settings.review,
            [*in_meaning, *proposed.changes],
            before.snapshot,
            after.snapshot,
        ),
        proposed=proposed,
        rubric=before.config.rubric.version,
    )


def by_own_rules(base: Side, framed: Side, own: Checked, files: tuple[str, ...]) -> Proposed:
    """What the proposal's own rules would change beyond what its content changes."""
    if own.config is None or not own.configured:
        broken = [item for item in own.diagnostics if item.mark.path.startswith(("site_config", "templates"))]
        return Proposed(files, broken=brought(base.diagnostics, broken).new)
    judged = project.snapshot(own)
    known = set(diff(base.snapshot, framed.snapshot))
    unread = _unread(base, framed)
    beyond = [each for each in diff(base.snapshot, judged) if each not in known and each.record not in unread]
    bar = policy_change(base.config.settings.review, own.config.settings.review)
    return Proposed(files, (*bar, *(each for each in beyond if each.meaning)), bool(bar))


def _unread(before: Side, after: Side) -> tuple[str, ...]:
    """The records that are written down but broken, and those of a file of which nothing can be read
    any more: they are neither gone nor changed."""
    entries = after.checked.ledger.entries
    found = dict.fromkeys(entry.name for entry in entries if entry.record is None)
    known = {entry.name for entry in entries}
    faulty = {item.mark.path for item in after.checked.diagnostics if item.severity is Severity.ERROR}
    faulty -= {entry.document.mark(()).path for entry in entries}
    for entry in before.checked.ledger.entries:
        if entry.name not in known and entry.document.mark(()).path in faulty:
            found[entry.name] = None
    return tuple(found)


def _pages(before: Side, after: Side, records: frozenset[str]) -> tuple[PageChange, ...] | None:
    if before.pages is None or after.pages is None:
        return None
    language = before.config.settings.language
    was, now = before.checked.ledger, after.checked.ledger
    return changed_pages(before.pages, after.pages, was, now, language, records)


def _shifts(before: Side, after: Side) -> tuple[Shift, ...]:
    """Every page whose coverage is not what it was."""
    old, new = _coverage(before), _coverage(after)
    found = []
    for page in sorted({*old, *new}):
        was, now = _covered(old.get(page)), _covered(new.get(page))
        if was != now:
            found.append(Shift(page, was, now))
    return tuple(found)


def _coverage(state: Side) -> dict[str, PageCoverage]:
    settings = state.config.settings
    return dict(measure(state.checked.ledger, settings.coverage, settings.language))


def _covered(page: PageCoverage | None) -> Covered | None:
    if page is None:
        return None
    return Covered(page.sourced, len(page.factual), page.percent, page.reached)


def links_of(
    before: Sequence[Diagnostic] | None, after: Sequence[Diagnostic], *, whole: bool, why: str = ""
) -> Links:
    """What building both states found. `before` is None where the base was not built, because the
    proposal's site is without fault; `whole` whether the proposal's links were tested at all."""
    if not whole:
        return Links(untested=why)
    of_site = [[item for item in found if item.code in OF_THE_SITE] for found in (before or (), after)]
    return Links(brought(*of_site))
