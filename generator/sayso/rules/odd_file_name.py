"""The name of a page or an image is not plain.

The name becomes an address that people type, send and print, on every kind of computer. It
is made of letters from a to z, digits, hyphens, underscores and full stops.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

With, in content/index.md:

    This site tells what is said of the war.

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
_LONGEST = 120


def check(context: Context) -> Iterator[Finding]:
    """Pages and images whose path could not stand in an address as it is."""
    for path in (*(page.path for page in context.ledger.pages), *context.ledger.assets):
        name = path.rpartition("/")[2]
        devices = {part.partition(".")[0].casefold() for part in path.split("/")} & DEVICE_NAMES
        if devices:
            message = f"'{min(devices)}' is a device name on some computers"
            yield Finding(Mark(path), message, "give the file or folder another name")
        elif len(path) > _LONGEST:
            message = f"the path of this file is longer than {_LONGEST} characters"
            yield Finding(Mark(path), message, "give it a shorter name")
        elif not _PLAIN.fullmatch(path):
            plain = re.sub("[^a-z0-9._]+", "-", name.casefold()).strip("-").replace("-.", ".")
            usable = plain.strip(".-") and plain != name and not plain.startswith(".")
            hint = f"rename it to '{plain}'" if usable else "use letters from a to z, digits and hyphens"
            yield Finding(
                Mark(path), "the path of this file has characters that an address cannot have", hint
            )
