"""What maintainers own in `site_config/`: rubric, vocabulary and the site's settings."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from sayso.default_words import default_words
from sayso.phrases import Phrases

from .fields import Date, Id, Record, Text, Url, fault, one_or_many

Level = Literal["off", "info", "warning", "error"]
#: Names from a closed palette: the theme gives each a tone for light and for dark
#: that keeps the contrast WCAG 2.2 AA asks for. A free colour could not promise it.
Colour = Literal["grey", "blue", "teal", "green", "amber", "orange", "red", "violet", "brown"]
Pattern = Literal["solid", "dashed", "dotted", "double"]


def _whole(value: object) -> object:
    if isinstance(value, str) and value.isascii() and value.lstrip("-").isdigit() and len(value) < 10:
        return int(value)
    raise fault("not-a-number", f"{str(value)[:40]!r} is not a whole number", "write digits: 100")


WholeNumber = Annotated[int, BeforeValidator(_whole)]


class Status(Record):
    """One status of the rubric. `badge` is "{who} · {what we found}"; `short` names
    the status by itself; `pill` stands on the small badge instead, where given. `rank` is absent
    where better and worse make no sense; `when` is an expression over the facts."""

    code: str
    badge: str
    short: str
    pill: str | None = None
    meaning: str
    icon: Id
    colour: Colour
    pattern: Pattern
    rank: WholeNumber | None = None
    when: str

    @property
    def css(self) -> str:
        """The name in class attributes: no underscore, no digit first."""
        return self.code.replace("_", "-")


def way(before: int | None, after: int | None) -> Literal["raised", "lowered", "other"]:
    """From one rank to another, of the same rubric; `other` where better and worse make no sense."""
    if before is None or after is None or before == after:
        return "other"
    return "raised" if after > before else "lowered"


class RubricChange(Record):
    """What a version of the rubric changed. `rules` is the checksum of its rules."""

    version: str
    date: Date
    text: str
    rules: str | None = None


class Rubric(Record):
    """The ordered statuses; the first whose `when` holds is the claim's."""

    version: str
    statuses: tuple[Status, ...]
    changes: tuple[RubricChange, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Status]:
        return {status.code: status for status in self.statuses}

    @cached_property
    def rules(self) -> str:
        """The checksum of what decides a status: codes, conditions (white space folded) and
        ranks, in order. Words and colours are no part of it."""
        told = [[status.code, " ".join(status.when.split()), status.rank] for status in self.statuses]
        written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


class Term(Record):
    """One word that editors may write, with what readers see for it."""

    word: str
    label: str
    meaning: str
    icon: str | None = None


class Vocabulary(Record):
    """The closed lists of words. What code decides by is closed in code as well."""

    measures: tuple[Term, ...] = ()
    bounds: tuple[Term, ...] = ()
    speech_acts: tuple[Term, ...] = ()
    interests: tuple[Term, ...] = ()
    accesses: tuple[Term, ...] = ()
    source_kinds: tuple[Term, ...] = ()
    bases: tuple[Term, ...] = ()
    source_checks: tuple[Term, ...] = ()

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, Term]]:
        """List name -> word -> term."""
        return {name: {term.word: term for term in getattr(self, name)} for name in type(self).model_fields}

    def label(self, words: str, word: str | None) -> str:
        """The reader's words for a word; the word itself where it is not known."""
        term = self.words[words].get(word or "")
        return term.label if term else (word or "").replace("_", " ")


class Excuse(Record):
    """One record excused from one rule, with the reason."""

    rule: str
    record: str
    reason: str


class CoverageAim(Record):
    """How much of a page's factual sentences must lead to a record, in per cent.

    `pages` sets another aim for single pages, by their file ("content/index.md").
    """

    threshold: WholeNumber = 100
    pages: dict[str, WholeNumber] = Field(default_factory=dict)


class BalanceSettings(Record):
    """From how many claims on the balance page remarks on a side (for information only)."""

    unquoted_from: WholeNumber = 5
    one_sided_verb_from: WholeNumber = 3


def _at_most(most: int) -> AfterValidator:
    def judge(text: str) -> str:
        if len(text) > most:
            message = f"this has {len(text):,} characters, and there is room for {most}"
            raise fault("field-too-long", message, "it stands on every page: say it more briefly")
        return text

    return AfterValidator(judge)


class EditionText(Record):
    """What an edition that is made of this state of the site says of itself: a few words that
    name it, and a sentence a reader must know ("reconstructed afterwards from one article")."""

    title: Annotated[str, _at_most(80)] | None = None
    note: Annotated[Text, _at_most(400)] | None = None


class EditionsSettings(Record):
    """Where editions are published: the branch, and the remote that has the last word on it."""

    branch: str = "gh-pages"
    remote: str = "origin"


class Approval(Record):
    """How many people must approve a change: of these kinds (`status-raised`), or of a figure
    that measures one of these (`killed`); of both where both are given."""

    kinds: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()
    measures: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()
    needs: WholeNumber


class ReviewSettings(Record):
    """What `sayso review` asks for. `casualties` are the measures whose figures weigh most."""

    approvals: tuple[Approval, ...] = ()
    casualties: tuple[str, ...] = (
        "killed",
        "wounded",
        "killed_and_wounded",
        "casualties",
        "irrecoverable_losses",
        "losses_unspecified",
    )


ForgeKind = Literal["github", "gitlab", "forgejo"]
#: Whose hosts say of themselves which forge they are: by their whole name, or by how it begins.
_FORGES: Mapping[str, ForgeKind] = {
    "github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo",
    "github.": "github", "gitlab.": "gitlab", "forgejo.": "forgejo", "gitea.": "forgejo",
}  # fmt: skip
#: What `issues` may be beside an address with {title} and {body}.
YES, NO = "true", "false"


def _begins(host: str, name: str) -> bool:
    return name.endswith(".") and host.startswith(name)


class Repository(Record):
    """Where the site's files can be read and mended by others: "Edit" and "Suggest a correction" lead
    there. `folder` is where the site stands in the repository. `issues` says whether it takes them;
    an address with `{title}` and `{body}` in it leads elsewhere."""

    url: Url
    branch: str = "main"
    folder: str = ""
    kind: ForgeKind | None = None
    issues: str = YES

    @property
    def forge(self) -> ForgeKind | None:
        """What kind of forge it is: as written, else by its host; None where that does not tell."""
        host = re.split(r"[/:?#]", self.url.partition("://")[2], maxsplit=1)[0].lower()
        found = (kind for name, kind in _FORGES.items() if name == host or _begins(host, name))
        return self.kind or next(found, None)

    @property
    def takes_issues(self) -> bool:
        return self.issues != NO

    @property
    def issue_template(self) -> str:
        """The address of a form elsewhere; "" where the forge's own is meant."""
        return "" if self.issues in (YES, NO) else self.issues


class Settings(Record):
    """`site_config/sayso.yml`. `report_evidence` is where a reader sends evidence; in it
    `{record}` stands for the record's name. `repository` is where its files stand for all to see."""

    title: str | None = None
    description: str | None = None
    language: str = "en"
    rules: dict[str, Level] = Field(default_factory=dict)
    excuses: tuple[Excuse, ...] = ()
    page_size: WholeNumber = 100
    coverage: CoverageAim = Field(default_factory=CoverageAim)
    balance: BalanceSettings = Field(default_factory=BalanceSettings)
    report_evidence: str | None = None
    repository: Repository | None = None
    edition: EditionText = Field(default_factory=EditionText)
    editions: EditionsSettings = Field(default_factory=EditionsSettings)
    review: ReviewSettings = Field(default_factory=ReviewSettings)


@dataclass(frozen=True)
class Config:
    """All of `site_config/`, read. `words` are those of the interface."""

    rubric: Rubric
    vocabulary: Vocabulary
    settings: Settings
    words: Phrases = field(default_factory=default_words)
