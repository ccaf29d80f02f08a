"""The name of a page, an image or a file of records is not plain.

A page's or image's name becomes an address that people type, send and print, on every kind
of computer. It is made of letters from a to z, digits, hyphens, underscores and full stops.
A file of records is no address, but it must have a name that every computer can store, and
one that no program takes for an option.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

With, in content/index.md:

    [[editorial]]This site tells what is said of the war.[[/editorial]]

Wrong, in content/who says what.md:

    It began, the Ministry says. [[badge:began]]

Right, in content/who-says-what.md:

    It began, the Ministry says. [[badge:began]]
"""

import re
from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity
from sayso.vocabulary import DEVICE_NAMES

from ._kit import Context, Finding

CODE = "SAY504"
NAME = "odd-file-name"
SEVERITY = Severity.ERROR
FIXED = True

_PLAIN = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*")
#: What Windows cannot store, and a name that begins like an option of a program.
_UNSTORABLE = re.compile(r'[<>:"|?*\\]|[. ](?:/|\Z)|(?:\A|/)[- ]')
_LONGEST = 120
_DEEPEST = 8


def check(context: Context) -> Iterator[Finding]:
    """Pages and images whose path could not stand in an address as it is, files that could
    not stand on every computer."""
    ledger = context.ledger
    published = [*(page.path for page in ledger.pages), *ledger.assets]
    written = dict.fromkeys(entry.document.path for entry in ledger.entries)
    for path in (*published, *written):
        message, hint = _anywhere(path)
        if not message and path not in written and not _PLAIN.fullmatch(path):
            message = "the path of this file has characters that an address cannot have"
            hint = _plainer(path.rpartition("/")[2])
        if message:
            yield Finding(Mark(path), message, hint)


def _anywhere(path: str) -> tuple[str, str]:
    """What keeps a path from standing on every computer, and the remedy; or two empty texts."""
    name = path.rpartition("/")[2]
    devices = {part.partition(".")[0].casefold() for part in path.split("/")} & DEVICE_NAMES
    if devices:
        return f"'{min(devices)}' is a device name on some computers", "give the file or folder another name"
    if len(path) > _LONGEST:
        return f"the path of this file is longer than {_LONGEST} characters", "give it a shorter name"
    if path.count("/") > _DEEPEST:
        return f"this file lies more than {_DEEPEST} folders deep", "put it higher up"
    if _UNSTORABLE.search(path):
        return "not every computer can store a file of this name", _plainer(name)
    return "", ""


def _plainer(name: str) -> str:
    plain = re.sub("[^a-z0-9._]+", "-", name.casefold()).strip("-").replace("-.", ".")
    usable = plain.strip(".-") and plain != name and not plain.startswith(".")
    return f"rename it to '{plain}'" if usable else "use letters from a to z, digits and hyphens"
