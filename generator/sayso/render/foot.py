"""What stands at the foot of every page: how to cite it, and where to report and mend what is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sayso.dated import display_edition
from sayso.model.editions import Edition, Publication
from sayso.model.ledger import Ledger
from sayso.model.settings import Config

from .citing import Cited, Field
from .draft import cut
from .editing import Forge

#: Records whose pages are described by their own words, with the speaker and what we found.
_IN_WORDS: Final = ("claim:", "quote:")


@dataclass(frozen=True)
class Foot:
    """The foot of one page. `cited` is None where it cannot be cited: a draft, a page that moved.
    `file` is where it is written, "" where it is put together from many files; the addresses
    are "" where there is none. No line of a file stands on a page: a line that is put in above
    would change every page below it. `places.json` has them."""

    words: str
    record: str
    cited: Cited | None
    entry: tuple[Field, ...] = ()
    file: str = ""
    edit: str = ""
    issue: str = ""


@dataclass(frozen=True)
class Feet:
    """Makes the foot of any page. `commit` is that of which an edition is made, `built` the day on
    which pages outside of editions are made."""

    ledger: Ledger
    config: Config
    edition: Edition | None = None
    published: Publication = field(default_factory=Publication)
    commit: str = ""
    built: str = ""

    @cached_property
    def _prose(self) -> Mapping[str, str]:
        return {page.address: page.path for page in self.ledger.pages}

    @cached_property
    def _forge(self) -> Forge | None:
        repository = self.config.settings.repository
        return Forge(repository, self.commit) if repository else None

    @cached_property
    def _site(self) -> str:
        return self.published.title or self.config.settings.title or self.config.words.plain("cite_site")

    def of(self, path: str, title: str, description: str, record: str) -> Foot:
        """The foot of the page at a path, by what it says of itself."""
        words = description if record.startswith(_IN_WORDS) and description else title
        file = self.file(path, record)
        cited = Cited(path, words, record, self._site, self.edition, self.published)
        forge = self._forge
        return Foot(
            words=words,
            record=record,
            cited=None if self.edition and self.edition.draft else cited,
            entry=self._entry(cited),
            file=file,
            edit=forge.edit(file) if forge and file else "",
            issue=self._issue(forge, cited, file) if forge else "",
        )

    def file(self, path: str, record: str) -> str:
        """The file in which a record stands, or a page of the editors' own."""
        entry = self.ledger.by_name.get(record)
        return entry.document.mark(entry.path).path if entry else self._prose.get(path, "")

    def places(self) -> str:
        """`places.json`: the file and the lines of each record, and the forge's address of each file."""
        forge = self._forge
        records = {}
        for name, entry in self.ledger.by_name.items():
            whole = entry.document.mark(entry.path)
            # Of a mapping in block style the end is where the next thing begins.
            last = whole.end_line - 1 if whole.end_column == 1 else whole.end_line
            records[name] = [whole.path, whole.line, max(last, whole.line)]
        files = {file: _ways(forge, file) if forge else {} for file in self.files}
        told = {"schema": 1, "files": files, "records": records}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Every file in which a record stands, with the address that edits it, "" where none does."""
        forge = self._forge
        found = {entry.document.mark(entry.path).path for entry in self.ledger.by_name.values()}
        return {file: forge.edit(file) if forge else "" for file in sorted(found)}

    def _entry(self, cited: Cited) -> tuple[Field, ...]:
        words = self.config.words
        if cited.permanent and self.edition:
            version = words.plain("cite_version", edition=display_edition(words, self.edition))
            return cited.entry(version, words.plain("cite_note_permanent"))
        note = words.plain("cite_note_made", day=self.built) if self.built else ""
        return cited.entry("", note)

    def _issue(self, forge: Forge, cited: Cited, file: str) -> str:
        words = self.config.words
        about = cited.record or file or cited.path

        def body(statement: str) -> str:
            lines = [words.plain("issue_says"), "", f"    {statement}", ""]
            if cited.address:
                lines.append(words.plain("issue_page", address=cited.address))
            if cited.record and file:
                lines.append(words.plain("issue_recorded", record=cited.record, file=file))
            if self.edition:
                lines.append(words.plain("issue_edition", edition=self.edition.name))
            return "\n".join([*lines, "", words.plain("issue_question"), "", ""])

        return forge.issue(words.plain("issue_title", record=about), body, cut(cited.words, 1_000))


def _ways(forge: Forge, file: str) -> dict[str, str]:
    """The forge's addresses of a file, in which `*` stands for the first line and `**` for the last."""
    return {"edit": forge.edit(file, "*"), "show": forge.show(file, "*", "**")}
