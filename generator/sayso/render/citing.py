"""How a page is cited: its words, the edition, a permanent address, and an entry for BibTeX.

An entry is made field by field, so that the page can show the address and the day of reading as
places of their own: a browser with scripts fills them in, and without one the reader is told what
belongs there. Fields are those of BibTeX and biblatex (`@misc`); all text is escaped for TeX.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple
from urllib.parse import quote as percent

from sayso import escape
from sayso.model.editions import Edition, Publication

from .address import slug, url_of

#: What a field holds: words, or something that the page puts there.
Role = Literal["words", "address", "read"]

#: TeX reads these otherwise (The TeXbook, chapter 7). Braces by their names: BibTeX counts those that
#: are escaped as well, and an odd one would swallow the entries that follow.
_TEX: Final[Mapping[int, str]] = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
    }
)
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*\Z")


class Field(NamedTuple):
    """One field of an entry. The value is ready for TeX; `role` says whether the page fills it."""

    name: str
    value: str
    role: Role = "words"


@dataclass(frozen=True)
class Cited:
    """A page to be cited. `words` are its title, with the speaker and what was found; `record` the
    record that it tells of, "" where it tells of none; `edition` None outside of any."""

    path: str
    words: str
    record: str
    site: str
    edition: Edition | None = None
    published: Publication = field(default_factory=Publication)

    @property
    def permanent(self) -> bool:
        """Whether what is cited will never change."""
        return self.edition is not None and not self.edition.draft

    @cached_property
    def address(self) -> str:
        """The permanent address; below the published site where the address of that is not known. ""
        outside of editions: there a page has none."""
        if self.edition is None:
            return ""
        # A page's file may have any letters in its name; its address may not.
        below = percent(url_of(self.path), safe="/.-_~")
        return f"{self.published.address}{self.edition.name}/{below}"

    @property
    def key(self) -> str:
        """The entry's name: the same for the same page of the same edition, whatever the title."""
        parts = ["sayso", *(self.record.split(":", 1) if self.record else ("page", _page_key(self.path)))]
        if self.edition is not None:
            parts.append(self.edition.name)
        return ":".join(parts)

    def entry(self, version: str, note: str) -> tuple[Field, ...]:
        """The fields of its `@misc` entry. `version` names the edition in words, and `note` says what
        a reader of the reference must know."""
        fields = [Field("author", f"{{{tex(self.site)}}}"), Field("title", f"{{{tex(self.words)}}}")]
        if self.edition is not None and self.permanent:
            fields += [Field("year", str(self.edition.order.day.year)), Field("version", tex(version))]
        fields += [Field("url", self.address, "address"), Field("urldate", "", "read")]
        if note:
            fields.append(Field("note", tex(note)))
        return tuple(fields)


def tex(text: str) -> str:
    """Text for a field of BibTeX: one line, no command, and braces in pairs. Letters of every script
    stay as they are (biber and BibTeX's successors read UTF-8)."""
    return escape.fold(text).strip(" ").translate(_TEX)


def _page_key(path: str) -> str:
    """A page's file in a key: no space, brace, comma or sign that BibTeX reads."""
    stem = path.removesuffix(".md")
    return stem if _KEY.match(stem) else slug(stem)
