"""What a preview shows while an editor's file is broken. Everything in it is escaped."""

from typing import Final

from sayso import report
from sayso.diagnostics import Diagnostic, Severity
from sayso.escape import html_text

from .generate import Generated

#: The preview's own page with all findings, and the words on it.
PAGE: Final = "sayso-problems.md"
PAGE_TEXT: Final = "---\ntitle: What is wrong\n---\n\n# What is wrong\n"
HOME_TEXT: Final = "---\ntitle: Nothing to show yet\n---\n\n# Nothing to show yet\n"
_SHOWN: Final = 3
#: More than these would make the page itself a burden.
_MOST: Final = 500


def errors(generated: Generated) -> list[Diagnostic]:
    """What keeps the site from being published, first things first."""
    return [item for item in generated.diagnostics if item.severity is Severity.ERROR]


def banner(generated: Generated, link: str) -> str:
    """The first errors, above a page that shows the last good state, or that could be made in
    spite of them. `link` leads to all."""
    found = errors(generated)
    more = f'<p><a href="{html_text(link)}">All {len(found)} errors</a></p>' if len(found) > _SHOWN else ""
    title = (
        "This page shows the last state without errors. To mend:"
        if generated.failed
        else "The site cannot be published like this. To mend:"
    )
    return _box(title, _report(generated, found[:_SHOWN]) + more)


def full(generated: Generated) -> str:
    """All errors."""
    found = errors(generated)
    title = report.summary(found)
    more = "<p>There are more; mend these first.</p>" if len(found) > _MOST else ""
    return _box(title, _report(generated, found[:_MOST]) + more)


def failure_page(message: str) -> bytes:
    """A page of its own, for when the engine could not build at all. It asks again every
    two seconds, since nothing of the engine's live reload is in it."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">'
        '<meta name="viewport" content="width=device-width"><title>The site cannot be built</title></head>'
        '<body style="font-family:system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem">'
        f'<h1>The site cannot be built</h1><pre style="white-space:pre-wrap">{html_text(message)}</pre>'
        "<p>This page renews itself once it is mended.</p></body></html>"
    ).encode()


def _report(generated: Generated, found: list[Diagnostic]) -> str:
    text = report.text(found, generated.checked.texts).rpartition("\n\n")[0]
    return f'<pre style="white-space:pre-wrap"><code>{html_text(text)}</code></pre>'


def _box(title: str, body: str) -> str:
    return (
        '<div class="admonition failure" id="sayso-problems" role="alert">'
        f'<p class="admonition-title">{html_text(title)}</p>{body}</div>\n'
    )
