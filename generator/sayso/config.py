"""`site_config/` to a `Config`: rubric, vocabulary and settings, each fault with its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TypeVar

from sayso import escape
from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.changes import KINDS as CHANGES
from sayso.model.fields import Record
from sayso.model.settings import (
    Config,
    Repository,
    ReviewSettings,
    Rubric,
    RubricChange,
    Settings,
    Vocabulary,
)
from sayso.model.standing import Facts
from sayso.model.validate import diagnostic, validate
from sayso.phrasebook import read_words
from sayso.source import Document, read_yaml
from sayso.templating import BadTemplate, compile_expression
from sayso.text import did_you_mean

_R = TypeVar("_R", bound=Record)
RUBRIC, VOCABULARY, SETTINGS = (f"site_config/{name}.yml" for name in ("rubric", "vocabulary", "sayso"))
#: What a badge's words may have in braces.
PLACEHOLDERS = ("claimant", "says", "both", "n", "sources_say", "parts", "side", "later", "nature")

_WEB = re.compile(r"https?://", re.IGNORECASE)
#: What no name of a branch has (git-check-ref-format), as far as an address could be misled by it.
_NO_BRANCH = re.compile(r"[\s~^:?*\[\\\x00-\x1f\x7f]|\.\.|//|@\{|\A[/-]|[/.]\Z")


@dataclass(frozen=True)
class Configured:
    """The configuration, None where it cannot be used; what is wrong; the files' texts.

    `documents` are the files read, by name, so that a rule can point into them.
    """

    config: Config | None
    diagnostics: list[Diagnostic]
    texts: dict[str, str]
    documents: dict[str, Document]


def load_config(root: FilePath) -> Configured:
    """Read a site's own configuration. Rubric and vocabulary must be its own: they say
    what its badges mean, so they are never taken silently from elsewhere."""
    reader = _Reader(Folder(root))
    rubric = reader.read(RUBRIC, Rubric, needed=True)
    vocabulary = reader.read(VOCABULARY, Vocabulary, needed=True)
    if rubric is not None:
        reader.judge_rubric(rubric)
    usable = rubric is not None and vocabulary is not None and not reader.found
    # Rules that nobody wrote down fail the check, but they can be applied: what they do to
    # the claims is what a maintainer then wants to see. What is wrong otherwise comes first.
    if rubric is not None and usable:
        reader.judge_version(rubric)
    # Settings that cannot be used fail the check, but the content is judged all the same,
    # by the settings that hold where there are none: one run tells everything.
    settings = reader.read(SETTINGS, Settings, needed=False) or Settings()
    reader.judge_settings(settings)
    if settings.repository is not None:
        reader.judge_repository(settings.repository)
    reader.judge_review(settings.review, vocabulary)
    words = read_words(root)
    reader.found.extend(words.diagnostics)
    reader.texts.update(words.texts)
    config = Config(rubric, vocabulary, settings, words.phrases) if usable and rubric and vocabulary else None
    return Configured(config, reader.found, reader.texts, reader.documents)


def read_rubric(raw: bytes, name: str) -> tuple[Rubric | None, list[Diagnostic], dict[str, str]]:
    """Another rubric, from the bytes of its file: None where it cannot be used, what is wrong
    with it, its text by its name. Whether its version says which rules it has is not asked:
    an old rubric may not have said so yet."""
    reader = _Reader(Folder(FilePath()), name)
    rubric = reader.take(name, raw, Rubric)
    if rubric is not None:
        reader.judge_rubric(rubric)
    return (None if reader.found else rubric), reader.found, reader.texts


class _Reader:
    def __init__(self, folder: Folder, rubric_name: str = RUBRIC) -> None:
        self.rubric_name = rubric_name
        self.folder = folder
        self.found: list[Diagnostic] = []
        self.texts: dict[str, str] = {}
        self.documents: dict[str, Document] = {}

    def read(self, name: str, model: type[_R], *, needed: bool) -> _R | None:
        try:
            raw = self.folder.read(name)
        except Unreadable as problem:
            if needed or self.folder.path(name).exists():
                hint = (
                    "copy it from another site, then read it: it says what the badges mean" if needed else ""
                )
                there = self.folder.path(name).exists()
                message = problem.message if there else "the site must have this file, and it is not there"
                self.found.append(diagnostic("missing-configuration", message, Mark(name), hint))
            return None
        return self.take(name, raw, model)

    def take(self, name: str, raw: bytes, model: type[_R]) -> _R | None:
        """A file's bytes as a record of this model."""
        self.texts[name] = raw.decode("utf-8", "replace")
        document, found = read_yaml(raw, name)
        self.found.extend(found)
        self.documents[name] = document
        if document.data is None:
            return None
        record, wrong = validate(document, (), document.data, model, name.rpartition("/")[2])
        self.found.extend(wrong)
        return record

    def judge_settings(self, settings: Settings) -> None:
        address = settings.report_evidence
        if address is None:
            return
        # Not one within this site either: it stands on pages of every depth.
        if ":" not in address or not escape.safe_url(address.replace("{record}", "claim")):
            message, hint = "readers cannot be sent there", "write an address with https: or mailto:"
            self._bad("bad-setting", message, self.documents[SETTINGS], ("report_evidence",), hint)

    def judge_repository(self, repository: Repository) -> None:
        """Whether a reader can be led to the files, and to a form for mistakes."""
        wrong: list[tuple[str, str, str]] = []
        if not _WEB.match(repository.url) or not escape.safe_url(repository.url):
            hint = "write the address of its front page: https://forge.example/us/our-site"
            wrong.append(("url", "readers cannot be sent there", hint))
        elif "?" in repository.url or "#" in repository.url:
            hint = "take away what stands from '?' or '#' on"
            wrong.append(("url", "this is the address of one page of the repository, not its own", hint))
        elif repository.forge is None:
            message = "which kind of forge this is cannot be told from its host"
            wrong.append(("url", message, "add 'kind:' github, gitlab or forgejo (gitea is like forgejo)"))
        if not repository.branch or _NO_BRANCH.search(repository.branch):
            wrong.append(("branch", "git has no branch of such a name", "write it as git does: main"))
        if ".." in repository.folder.split("/") or repository.folder.startswith("/"):
            hint = "write it as it is called in the repository: sites/kursk"
            wrong.append(("folder", "this is no folder of the repository", hint))
        form = repository.issue_template
        if form and (":" not in form or not escape.safe_url(form.replace("{", "").replace("}", ""))):
            hint = "write true, false, or an address with https: or mailto:, and in it {title} and {body}"
            wrong.append(("issues", "this is no place to which a reader can send a correction", hint))
        for name, message, hint in wrong:
            self._bad("bad-setting", message, self.documents[SETTINGS], ("repository", name), hint)

    def judge_review(self, review: ReviewSettings, vocabulary: Vocabulary | None) -> None:
        """Whether the policy on approvals names what there is: one that names nothing asks for nothing."""
        measures = vocabulary.words["measures"] if vocabulary else None
        for index, line in enumerate(review.approvals):
            at = ("review", "approvals", index)
            self._judge_words(line.kinds, CHANGES, "kind of change", (*at, "kinds"))
            if measures:
                self._judge_words(line.measures, measures, "measure of the vocabulary", (*at, "measures"))
            if line.needs < 1:
                hint = "write how many people must approve: 2"
                message = f"{line.needs} approvals ask for nothing"
                self._bad("bad-setting", message, self.documents[SETTINGS], (*at, "needs"), hint)
            if not line.kinds and not line.measures:
                hint = "write kinds: [status-raised], measures: [killed], or both"
                message = "this line of the policy does not say for what"
                self._bad("bad-setting", message, self.documents[SETTINGS], at, hint)
        if measures and "casualties" in review.model_fields_set:
            self._judge_words(
                review.casualties, measures, "measure of the vocabulary", ("review", "casualties")
            )

    def _judge_words(
        self, words: Sequence[str], allowed: Iterable[str], what: str, at: tuple[str | int, ...]
    ) -> None:
        known = list(allowed)
        for number, word in enumerate(words):
            if word not in known:
                hint = did_you_mean(word, known) or "there are: " + ", ".join(known)
                document = self.documents[SETTINGS]
                place = (*at, number) if document.has((*at, number)) else at
                self._bad("bad-setting", f"'{word[:40]}' is no {what}", document, place, hint)

    def judge_rubric(self, rubric: Rubric) -> None:
        document = self.documents[self.rubric_name]
        facts = Facts().as_dict()
        seen: set[str] = set()
        for index, status in enumerate(rubric.statuses):
            at = ("statuses", index)
            if status.code in seen:
                self._bad(
                    "bad-setting", f"two statuses have the code '{status.code}'", document, (*at, "code")
                )
            seen.add(status.code)
            self._judge_badge(status.badge, document, (*at, "badge"))
            self._judge_names(status.pill or "", document, (*at, "pill"))
            try:
                expression = compile_expression(status.when)
                for name in sorted(expression.names - facts.keys()):
                    hint = did_you_mean(name, facts) or "the facts are: " + ", ".join(facts)
                    message = f"'when' of '{status.code}' names '{name}', which is no fact"
                    self._bad("bad-expression", message, document, (*at, "when"), hint)
                if expression.names <= facts.keys():
                    expression.holds(facts)
            except BadTemplate as bad:
                message = f"'when' of '{status.code}' cannot be used: {bad.message}"
                self._bad("bad-expression", message, document, (*at, "when"))
        if not rubric.statuses or rubric.statuses[-1].when != "true":
            hint = "end the list with a status whose 'when' is \"true\""
            self._bad(
                "bad-setting", "the last status does not take every claim that is left", document, (), hint
            )

    def judge_version(self, rubric: Rubric) -> None:
        """Whether the current version's entry in `changes` has the checksum of the rules as
        they are: a rule that changes without a new version would change badges in silence."""
        document, version = self.documents[self.rubric_name], rubric.version[:40]
        entries = [(n, change) for n, change in enumerate(rubric.changes) if change.version == rubric.version]
        for index, _ in entries[1:]:
            message = f"version '{version}' stands under 'changes' for the second time"
            self._bad("bad-setting", message, document, ("changes", index, "version"), "keep one of the two")
        fresh = f'{{version: "…", date: …, text: …, rules: "{rubric.rules}"}}'
        if not entries:
            message = f"version '{version}' has no entry under 'changes'"
            hint = f"add to changes: - {fresh.replace('…', version, 1)}"
            self._bad("rubric-changed", message, document, ("version",), hint)
            return
        index, current = entries[0]
        self._judge_rules(document, index, current, rubric.rules, fresh)

    def _judge_rules(
        self, document: Document, index: int, current: RubricChange, rules: str, fresh: str
    ) -> None:
        if current.rules is None:
            message = f"the entry of version '{current.version[:40]}' does not say which rules it has"
            at: tuple[str | int, ...] = ("changes", index, "version")
            self._bad("rubric-changed", message, document, at, f'add to it: rules: "{rules}"')
        elif current.rules != rules:
            message = f"the rules are no longer those of version '{current.version[:40]}'"
            hint = (
                f"raise the version, and add to changes: - {fresh}; only where this version was never "
                "published, put the new sum into its entry"
            )
            self._bad("rubric-changed", message, document, ("version",), hint)

    def _judge_badge(self, badge: str, document: Document, at: tuple[str | int, ...]) -> None:
        if " · " not in badge:
            hint = "write who first: {claimant} {says} so · what we found"
            self._bad(
                "bad-setting", "the badge's words have no ' · ' between who and what", document, at, hint
            )
        self._judge_names(badge, document, at)

    def _judge_names(self, words: str, document: Document, at: tuple[str | int, ...]) -> None:
        for part in words.split("{")[1:]:
            name = part.partition("}")[0]
            if name not in PLACEHOLDERS:
                hint = did_you_mean(name, PLACEHOLDERS) or "allowed are: " + ", ".join(PLACEHOLDERS)
                self._bad("bad-setting", f"the badge's words name {{{name[:40]}}}", document, at, hint)

    def _bad(
        self, name: str, message: str, document: Document, at: tuple[str | int, ...], hint: str = ""
    ) -> None:
        self.found.append(diagnostic(name, message, document.mark(at), hint))
