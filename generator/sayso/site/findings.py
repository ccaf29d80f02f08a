"""What the engine and the link check found, in the editors' terms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sayso.audit import found as audit
from sayso.audit.allowed import FILE
from sayso.diagnostics import Diagnostic, Mark
from sayso.links.internal import Finding, Reason
from sayso.model.validate import diagnostic

from .engine import Trouble
from .origins import Origins

CONFIG: Final = "mkdocs.yml"
#: A fault of the theme is on every page: it is told for so many of them.
_TOLD: Final = 3

_HINTS: Final = {
    Reason.MISSING_PAGE: "mend the link, or make the page",
    Reason.MISSING_ASSET: "put the file there, or take the reference away",
    Reason.MISSING_ANCHOR: "link to a heading or an id of that page",
    Reason.OUTSIDE: "links between pages are relative and stay within the site",
    Reason.MALFORMED: "write spaces and the like as %20; use / and no backslash",
    Reason.SCHEME: "a link is relative, or begins with http:, https: or mailto:",
    Reason.FOREIGN_ASSET: "no request leaves the site: put the file into the site",
    Reason.DUPLICATE_ID: "an id stands once in a page",
    Reason.BASE: "take the <base> out of the theme",
    Reason.NO_HOME: "write content/index.md",
    Reason.UNREACHABLE: "link to it from another page",
}
_AUDIT_OURS: Final = "do not publish this; report it as SECURITY.md says: what is written should not get here"
_AUDIT_THEME: Final = (
    "do not publish this; if you changed or upgraded the theme, renew the list with "
    f"`sayso audit --renew` and read what changed in {FILE}; else report it as SECURITY.md says"
)


def of_engine(troubles: Iterable[Trouble], root: Path, origins: Origins) -> Iterator[Diagnostic]:
    """The engine's complaints, at the editor's file where they name one of our pages."""
    for trouble in troubles:
        mark = origins.first(trouble.message)
        if mark is None:
            file = Path(trouble.file) if trouble.file else root / CONFIG
            inside = file.is_relative_to(root)
            name = file.relative_to(root).as_posix() if inside else CONFIG
            mark = Mark(name, trouble.line, trouble.column) if inside else Mark(name)
        yield diagnostic("site-build", origins.told(trouble.message), mark)


def of_links(findings: Iterable[Finding], origins: Origins) -> Iterator[Diagnostic]:
    """Broken links at the editor's file; one fault on many pages is told for the first few."""
    alike: dict[tuple[Reason, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        key = finding.page if finding.reason is Reason.UNREACHABLE else finding.target
        alike[finding.reason, key].append(finding)
    for group in alike.values():
        for number, finding in enumerate(group[:_TOLD], start=1):
            rest = len(group) - _TOLD
            more = f" (and on {rest} more page{'s' * (rest > 1)})" if number == _TOLD and rest > 0 else ""
            mark = origins.of_built(finding.page) or Mark(CONFIG)
            yield diagnostic("broken-link", _message(finding) + more, mark, _HINTS[finding.reason])


def of_audit(findings: Iterable[audit.Finding], origins: Origins) -> Iterator[Diagnostic]:
    """What is active and nobody declared, at the editor's file; alike on many pages, for the first few."""
    alike: dict[tuple[str, str], list[audit.Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.rule, finding.value].append(finding)
    for group in alike.values():
        for number, finding in enumerate(group[:_TOLD], start=1):
            rest = len(group) - _TOLD
            more = f" (and in {rest} more file{'s' * (rest > 1)})" if number == _TOLD and rest > 0 else ""
            mark = origins.of_built(finding.file) or Mark(CONFIG)
            hint = _AUDIT_THEME if finding.theme else _AUDIT_OURS
            yield diagnostic("foreign-content", f"{finding.file}: {finding.message}{more}", mark, hint)


def _message(finding: Finding) -> str:
    link = finding.link if len(finding.link) <= 200 else finding.link[:199] + "…"
    if finding.reason in (Reason.UNREACHABLE, Reason.NO_HOME):
        return f"{finding.page}: {finding.reason}"
    if finding.reason in (Reason.DUPLICATE_ID, Reason.BASE):
        return f"{finding.page}: '{link}': {finding.reason}"
    return f"{finding.page} links to '{link}': {finding.reason}"
