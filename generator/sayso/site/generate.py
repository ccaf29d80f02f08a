"""Check a site, make its pages, write them: what comes before the engine in every command."""

from dataclasses import dataclass
from pathlib import Path

from sayso import docs_folder, project
from sayso.diagnostics import Diagnostic, has_errors, tidy
from sayso.lockfile import ReadLock
from sayso.model.changes import Series
from sayso.model.editions import Publication
from sayso.rules._run import bars_pages


@dataclass(frozen=True)
class Generated:
    """What came of it. `written` is None where an error kept the pages as they were;
    `diagnostics` holds the errors then, and the lesser findings otherwise."""

    checked: project.Checked
    diagnostics: tuple[Diagnostic, ...]
    written: docs_folder.Written | None

    @property
    def failed(self) -> bool:
        return self.written is None


def generate(
    root: Path,
    base_lock: ReadLock | None = None,
    *,
    preview: bool = False,
    series: Series | None = None,
    publication: Publication | None = None,
) -> Generated:
    """Bring `build/docs` up to date with what editors and maintainers own.

    With an error nothing is written; in a `preview` only with one in spite of which no page
    could be made: a sentence that has no source yet must not keep its writer from seeing it.
    Raises `OSError` where the disk refuses.
    """
    checked = project.check(root, base_lock, series)
    barred = any(map(bars_pages, checked.diagnostics)) if preview else checked.failed
    if barred or checked.config is None:
        return Generated(checked, tuple(checked.diagnostics), None)
    made, problems = project.pages(checked, publication)
    found = tuple(tidy([*checked.diagnostics, *problems]))
    if has_errors(problems) or (has_errors(found) and not preview):
        return Generated(checked, found, None)
    return Generated(checked, found, docs_folder.write(root, made, checked.ledger.assets))
