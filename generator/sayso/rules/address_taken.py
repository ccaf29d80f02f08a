"""A page of prose wants an address that the site needs, or that another page has.

The tool makes pages for every record and list, under `claims/`, `parties/` and the like,
and the site its search and its assets. Addresses that differ in capitals only are one on
many computers; `about.md` and `about/index.md` are one everywhere.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

With, in content/index.md:

    This site tells what is said of the war.

Wrong, in content/claims.md:

    It began, the Ministry says. [[badge:began]]

Right, in content/what-is-claimed.md:

    It began, the Ministry says. [[badge:began]]
"""

from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity
from sayso.vocabulary import KINDS

from ._kit import Context, Finding

CODE = "SAY503"
NAME = "address-taken"
SEVERITY = Severity.ERROR
FIXED = True

_FOLDERS = frozenset(
    [
        *KINDS.values(),
        "statuses",
        "tags",
        "legend",
        "method",
        "search",
        "assets",
        "404",
        "summary",
        "edit",
        "feeds",
    ]
)


def check(context: Context) -> Iterator[Finding]:
    """Pages and images whose place on the site is taken."""
    first: dict[str, str] = {}
    for page in context.ledger.pages:
        url, top = _url(page.address)
        if top in _FOLDERS:
            message = f"the site needs the address '{url}/' for itself"
            yield Finding(Mark(page.path), message, "give the page, or its folder, another name")
        elif url in first:
            message = f"this page and {first[url]} would have the same address"
            yield Finding(Mark(page.path), message, "give one of the two another name")
        first.setdefault(url, page.path)
    seen: dict[str, str] = {}
    for asset in context.ledger.assets:
        folded = asset.casefold()
        if folded in seen:
            message = f"this image and {seen[folded]} differ in capitals only"
            yield Finding(Mark(asset), message, "give one of the two another name")
        elif folded.removeprefix("content/").partition("/")[0] in _FOLDERS:
            message = "this image lies in a folder that the site needs for itself"
            yield Finding(Mark(asset), message, "put it into another folder, such as content/images/")
        seen.setdefault(folded, asset)


def _url(address: str) -> tuple[str, str]:
    """A page's address without its ends, folded; and the first part of it."""
    stem = address.casefold().removesuffix(".md")
    for name in ("index", "readme"):
        if stem == name or stem.endswith("/" + name):
            stem = stem[: -len(name)].rstrip("/")
    return stem, stem.partition("/")[0]
