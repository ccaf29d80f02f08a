"""Where a reader reports a mistake, and where an editor mends it: addresses at the forge.

Each forge has its own: the page that edits a file, the page that shows lines of it, and the form
for a new issue, which it fills in from the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as percent

from sayso import escape
from sayso.model.settings import ForgeKind, Repository

from .draft import cut

#: Where a forge has what: {url}, {ref}, {path}, {first} and {last} line are filled in.
_EDIT: Final[Mapping[ForgeKind, str]] = {
    "github": "{url}/edit/{ref}/{path}#L{first}",
    "gitlab": "{url}/-/edit/{ref}/{path}#L{first}",
    "forgejo": "{url}/_edit/{ref}/{path}#L{first}",
}
_SHOW: Final[Mapping[ForgeKind, str]] = {
    "github": "{url}/blob/{ref}/{path}?plain=1#L{first}-L{last}",
    "gitlab": "{url}/-/blob/{ref}/{path}?plain=1#L{first}-{last}",
    "forgejo": "{url}/src/{what}/{ref}/{path}?display=source#L{first}-L{last}",
}
_ISSUE: Final[Mapping[ForgeKind, str]] = {
    "github": "{url}/issues/new?title={title}&body={body}",
    "gitlab": "{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
    "forgejo": "{url}/issues/new?title={title}&body={body}",
}
_TITLE: Final = 100
#: Shorter than this no statement is cut: then the address has no room for one at all.
_SHORTEST: Final = 40


@dataclass(frozen=True)
class Forge:
    """The repository of a site at its forge. `commit` is that of which an edition is made, "" where
    none is known: lines are those of that commit, and mending begins at the branch."""

    repository: Repository
    commit: str = ""

    def edit(self, file: str, first: str = "1") -> str:
        """The page that edits a file, at a line; "" where no such link may stand."""
        return self._at(_EDIT, file, self.repository.branch, "branch", first, first)

    def show(self, file: str, first: str, last: str) -> str:
        """Lines of a file as they were when the page was made."""
        ref, what = (self.commit, "commit") if self.commit else (self.repository.branch, "branch")
        return self._at(_SHOW, file, ref, what, first, last)

    def issue(self, title: str, body: Callable[[str], str], statement: str) -> str:
        """The form for a new issue, filled in; "" where the site takes none. `body` makes the text
        around the statement, which is cut, visibly, to what an address has room for."""
        template = self.repository.issue_template or (
            _ISSUE.get(self.repository.forge or "github", "") if self.repository.takes_issues else ""
        )
        if not template:
            return ""

        def made(length: int) -> str:
            told = cut(statement, length)
            values = {"title": cut(title, _TITLE), "body": body(told)}
            # By hand, not by `format`: a template of the site's own may have other braces.
            address = template.replace("{url}", self.repository.url.rstrip("/"))
            for name, value in values.items():
                address = address.replace(f"{{{name}}}", percent(_lines(value), safe=""))
            return address

        return _fitting(made, len(statement))

    def _at(
        self, table: Mapping[ForgeKind, str], file: str, ref: str, what: str, first: str, last: str
    ) -> str:
        kind = self.repository.forge
        if kind is None:
            return ""
        path = "/".join(part for part in (self.repository.folder.strip("/"), file) if part)
        address = table[kind].format(
            url=self.repository.url.rstrip("/"),
            ref=percent(ref, safe="/"),
            what=what,
            path=percent(path, safe="/"),
            first=first,
            last=last,
        )
        return address if escape.safe_url(address) else ""


def _lines(text: str) -> str:
    """A text of several lines, without what no form could hold. What is set in stays so."""
    lines = text.split("\n")
    return "\n".join(
        " " * (len(line) - len(line.lstrip(" "))) + escape.fold(line).strip(" ") for line in lines
    )


def _fitting(made: Callable[[int], str], length: int) -> str:
    """The address with as much of the statement as there is room for; "" where there is none."""
    while True:
        address = made(length)
        if escape.safe_url(address):
            return address
        if length <= _SHORTEST:
            return ""
        length = max(_SHORTEST, length * 2 // 3)
