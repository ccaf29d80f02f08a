"""An address is not one that a link may have.

Links lead to `http`, `https` or, in running text, to a mail address or a page of this
site. Anything else (`javascript:`, `data:`, an address that hides a name before its host)
could act instead of leading somewhere, or leads nowhere. (Links in prose: SAY056.)

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}

Wrong:

    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, url: "ftp://ministry.example/1"}

Right:

    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, url: "https://ministry.example/1"}
"""

import re
from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.escape import safe_url
from sayso.model.fields import Address, Inline
from sayso.model.validate import path_name
from sayso.vocabulary import URL_SCHEMES

from ._kit import Context, Finding, named

CODE = "SAY112"
NAME = "bad-url"
SEVERITY = Severity.ERROR
FIXED = True

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_HOST = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/)", re.IGNORECASE)
#: A link in running text: what follows "](", up to a space or the bracket that closes it.
_LINK = re.compile(r"\]\(([^\s()]{1,2100})")
_CODE = re.compile(r"`[^`]*`")


def check(context: Context) -> Iterator[Finding]:
    """URLs and links in running text that nothing may lead to."""
    for entry in context.ledger.entries:
        for leaf in entry.leaves:
            if isinstance(leaf.marker, Address):
                if not (_WEB.match(leaf.text) and safe_url(leaf.text)):
                    field = path_name(leaf.path)
                    message = f"'{field}' of {named(entry)} {_fault(leaf.text)}"
                    yield Finding(entry.mark(*leaf.path), message, _hint(leaf.text), entry.name)
            elif isinstance(leaf.marker, Inline) and "](" in leaf.text:
                for url in _links(leaf.text):
                    where = f"'{path_name(leaf.path)}' of {named(entry)}"
                    message = f"a link in {where} {_fault(url)}: {url[:60]!r}"
                    yield Finding(entry.mark(*leaf.path), message, _hint(url), entry.name)


def _links(text: str) -> Iterator[str]:
    """The addresses of links that are refused."""
    without_code = _CODE.sub(lambda code: " " * len(code[0]), text)
    for link in _LINK.finditer(without_code):
        if not safe_url(link[1]):
            yield link[1]


def _fault(url: str) -> str:
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in (*URL_SCHEMES, "localhost") and not _HOST.match(url):
        return f"has the scheme '{scheme[1]}', which is not allowed"
    if not url.strip():
        return "is empty"
    if _WEB.match(url) or (scheme and scheme[1].lower() == "mailto"):
        return "is not an address that a link may have"
    return "is not a full address"


def _hint(url: str) -> str:
    if _HOST.match(url) and safe_url(f"https://{url}"):
        return f"write 'https://{url}'"
    if _WEB.match(url):
        return "take spaces, backslashes, quotation marks and any name before the host out of it"
    return "write an address that begins with https://"
