"""The rubric's cases tried: what each expects beside what the rubric makes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.settings import Config
from sayso.model.standing import Standing
from sayso.model.validate import diagnostic
from sayso.source import Path

from .cases import CASES, Case, Cases, read_cases
from .explain import missing
from .status import standings


@dataclass(frozen=True)
class Trial:
    """What came of a site's cases.

    `failed` has the findings of each case that failed, by its name; `shown` are the
    statuses that came out of any; `texts` is the text of the file, by its name. Without
    the file (`there`) nothing was tried: a site need not have one.
    """

    cases: Cases = field(default_factory=Cases)
    failed: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    there: bool = True

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the file, and each case that failed."""
        return [*self.cases.diagnostics, *(item for found in self.failed.values() for item in found)]


def try_rubric(folder: Folder, config: Config) -> Trial:
    """Try the cases in `site_config/rubric_cases.yml` below a site's root."""
    try:
        raw = folder.read(CASES)
    except Unreadable as problem:
        if not folder.path(CASES).exists():
            return Trial(there=False)
        found = diagnostic(problem.name, problem.message, Mark(CASES), problem.hint)
        return Trial(Cases(diagnostics=(found,)))
    return try_cases(read_cases(raw, config), config, {CASES: raw.decode("utf-8", "replace")})


def try_cases(cases: Cases, config: Config, texts: Mapping[str, str] | None = None) -> Trial:
    """Try these cases by this rubric."""
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    shown = set()
    for case in cases.cases:
        standing = standings(case.ledger, config, cases.today)[case.claim]
        shown.add(standing.derived.code)
        if found := tuple(_failures(case, standing, config)):
            failed[case.name] = found
    return Trial(cases, failed, frozenset(shown), texts or {})


def written(value: object) -> object:
    """A fact as a case writes it."""
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _failures(case: Case, standing: Standing, config: Config) -> Iterator[Diagnostic]:
    """What came out that the case does not expect: a status, else its words and facts."""
    code = standing.status.code
    if code != case.status:
        message = f"case '{case.name[:80]}' expects the status '{case.status}'; the rubric gives '{code}'"
        hint = _why_not(case, standing, config)
        yield _failure(case, message, ("status",), hint)
    elif case.badge is not None and case.badge != standing.badge:
        message = f"case '{case.name[:80]}' expects another badge; the rubric gives: {standing.badge}"
        yield _failure(case, message, ("badge",), "mend the words in the rubric, or in the case")
    facts = standing.facts.as_dict()
    for name, wanted in case.facts.items():
        if (came := written(facts[name])) != wanted:
            message = f"case '{case.name[:80]}' expects {name} = {_told(wanted)}; it is {_told(came)}"
            hint = "the facts are computed, not typed: look at the case's evidence"
            yield _failure(case, message, ("facts", name), hint)


def _failure(case: Case, message: str, at: Path, hint: str) -> Diagnostic:
    mark = case.document.mark((*case.path, "expect", *at))
    return diagnostic("rubric-case-failed", message, mark, hint)


def _why_not(case: Case, standing: Standing, config: Config) -> str:
    """Why the expected status was not given: what its condition lacks, or what came before it."""
    codes = list(config.rubric.by_code)
    if standing.overridden:
        return "the claim of the case has an 'assessment', which overrules the rules"
    if codes.index(case.status) > codes.index(standing.status.code):
        when = " ".join(standing.status.when.split())
        return f"'{standing.status.code}' stands before it in the rubric, and its condition holds: {when}"
    lacks = "; ".join(missing(config.rubric.by_code[case.status], standing))
    return f"of the condition of '{case.status}' this does not hold: {lacks}"


def _told(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)[:80]
