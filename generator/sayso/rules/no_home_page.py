"""The site has pages of prose and no home page.

Whoever opens the site's address sees `content/index.md`. Every other page is reached from
there.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

Wrong, in content/overview.md:

    It began, the Ministry says. [[badge:began]]

Right, in content/index.md:

    It began, the Ministry says. [[badge:began]]
"""

from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity

from ._kit import Context, Finding

CODE = "SAY506"
NAME = "no-home-page"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """No `content/index.md`, though there is prose."""
    pages = context.ledger.pages
    if pages and not any(page.address in ("index.md", "README.md") for page in pages):
        message = "there are pages of prose, but no home page"
        yield Finding(Mark(pages[0].path), message, "write content/index.md, or rename this page")
