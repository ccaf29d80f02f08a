"""A page of prose wants an address that the site needs, or that another page has.

The tool makes pages for every record and list, under `claims/`, `parties/` and the like,
and the site its search and its assets. Addresses that differ in capitals only are one on
many computers; `about.md` and `about/index.md` are one everywhere. A page is a folder on the
site: with a full stop in its name, it may stand in the way of a file (`robots.txt`).

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

With, in content/index.md:

    [[editorial]]This site tells what is said of the war.[[/editorial]]

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
        "wanted",
        "balance",
        "data",
        "edit",
        "changes",
        "editions",
        "badges",
        "embed",
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
    pages = [(page.path, *_url(page.address)) for page in context.ledger.pages]
    images = [(path, path.casefold().removeprefix("content/")) for path in context.ledger.assets]
    files = {place for _, place in images} | {f"{url}/index.html".lstrip("/") for _, url, _ in pages}
    first: dict[str, str] = {}
    for path, url, top in pages:
        if top in _FOLDERS or url.endswith("/summary"):
            message = f"the site needs the address '{url}/' for itself"
            yield Finding(Mark(path), message, "give the page, or its folder, another name")
        elif url in first:
            message = f"this page and {first[url]} would have the same address"
            yield Finding(Mark(path), message, "give one of the two another name")
        elif "." in top or _through(url, files):
            yield _looks_like_a_file(path, url)
        first.setdefault(url, path)
    seen: dict[str, str] = {}
    for path, place in images:
        folder, _, _ = place.rpartition("/")
        if place in seen:
            message = f"this image and {seen[place]} differ in capitals only"
            yield Finding(Mark(path), message, "give one of the two another name")
        elif place.partition("/")[0] in _FOLDERS:
            message = "this image lies in a folder that the site needs for itself"
            yield Finding(Mark(path), message, "put it into another folder, such as content/images/")
        elif "." in folder.partition("/")[0] or _through(folder, files):
            yield _looks_like_a_file(path, folder)
        seen.setdefault(place, path)


def _looks_like_a_file(path: str, folder: str) -> Finding:
    """A page is a folder on the site; a file may be there, or be looked for (robots.txt)."""
    message = f"the address '{folder}/' would stand where a file is, or where programs look for one"
    return Finding(Mark(path), message, "write a hyphen instead of the full stop in the name")


def _through(folder: str, files: set[str]) -> bool:
    """Whether a file of the site stands where this folder, or one above it, would be."""
    parts = folder.split("/")
    return any("/".join(parts[:length]) in files for length in range(1, len(parts) + 1))


def _url(address: str) -> tuple[str, str]:
    """A page's address without its ends, folded; and the first part of it."""
    stem = address.casefold().removesuffix(".md")
    for name in ("index", "readme"):
        if stem == name or stem.endswith("/" + name):
            stem = stem[: -len(name)].rstrip("/")
    return stem, stem.partition("/")[0]
