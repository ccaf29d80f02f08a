"""Which files a site is read from: each that has a place there, as long as the bounds allow.

Names that begin with a dot are passed over, for they are what programs leave behind
(`.DS_Store`, `.gitkeep`, swap files); so are names without an ending (`LICENSE`). Neither
is read or published. Any other file that we do not read is told.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sayso import images
from sayso.bounds import Budget, Excess
from sayso.characters import refused
from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.validate import diagnostic


class Sheet(NamedTuple):
    """A file with text in it."""

    kind: Literal["yaml", "prose"]
    name: str
    raw: bytes


class Shelf:
    """The files of `claims.yml`, `claims/` and `content/`. What is wrong with one, or with
    their number, goes into `found`; the names of images that were looked at, into `assets`."""

    def __init__(self, folder: Folder, budget: Budget, found: list[Diagnostic]) -> None:
        self.folder = folder
        self.budget = budget
        self.found = found
        self.assets: list[str] = []

    def sheets(self) -> Iterator[Sheet]:
        """The files with text, one after the other, so that few are held in memory."""
        names, problems = self.folder.walk("claims.yml", "claims", "content")
        self.found.extend(_unreadable(problem) for problem in problems)
        for name in names:
            if self.within(self.budget.findings(len(self.found)), Mark(name)):
                yield from self._sheet(name)

    def within(self, verdict: Excess | bool, mark: Mark) -> bool:
        """Whether a bound is kept; where it is not, that is told once."""
        if isinstance(verdict, Excess):
            self.found.append(diagnostic("too-large", verdict.message, mark, verdict.hint))
        return verdict is True

    def _sheet(self, name: str) -> Iterator[Sheet]:
        suffix = name[name.rfind(".") :] if "." in name.rpartition("/")[2] else ""
        content = name.startswith("content/")
        if not name.isprintable() or refused(name):
            message = "its name has characters that cannot be seen, or that a terminal acts on"
            self._bad("unreadable-file", name, message, "rename it, with letters from a to z and digits")
        elif suffix in images.ENDINGS and content:
            self._image(name)
        elif suffix == ".yml" or (suffix == ".md" and content):
            prose = suffix == ".md"
            if prose and not self.within(self.budget.prose_page(), Mark(name)):
                return
            if not self.within(self.budget.text_file(), Mark(name)):
                return
            raw = self._read(name)
            if raw is not None and self.within(self.budget.text(len(raw)), Mark(name)):
                yield Sheet("prose" if prose else "yaml", name, raw)
        elif suffix != "":
            self._bad("unreadable-file", name, f"a {suffix[:20]} file has no place here", _remedy(suffix))

    def _image(self, name: str) -> None:
        """An image is published as it is; what only has an image's name is not."""
        raw = self._read(name)
        if raw is None or not self.within(self.budget.image(len(raw)), Mark(name)):
            return
        self.assets.append(name)
        message, hint = images.fault(name, raw)
        if message:
            self._bad("bad-image", name, message, hint)

    def _read(self, name: str) -> bytes | None:
        try:
            return self.folder.read(name)
        except Unreadable as problem:
            self.found.append(_unreadable(problem))
            return None

    def _bad(self, code: str, name: str, message: str, hint: str) -> None:
        self.found.append(diagnostic(code, message, Mark(name), hint))


def _remedy(suffix: str) -> str:
    """What to do with a file of a kind that has no place here."""
    if suffix in (".yaml", ".json"):
        return "rename it to .yml"
    if suffix.lower() in (".yml", ".md", *images.ENDINGS):
        return f"write its ending in small letters: {suffix.lower()}"
    return "take it away, or ask a maintainer"


def _unreadable(problem: Unreadable) -> Diagnostic:
    hint = problem.hint or "give it a plain name, and see that it can be read"
    return diagnostic(problem.name, problem.message, Mark(problem.path), hint)
