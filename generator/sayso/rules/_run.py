"""Run every rule of this folder: there is no list to extend.

A rule is a module with `CODE`, `NAME`, `SEVERITY`, a docstring that is its page in the
manual, and `check(context)`, which yields findings. `FIXED = True` says that no setting
may lower it, because pages made in spite of it would mislead or could not be made; with
`PREVIEWED = True` they can be made, and a preview shows them. `OF_EDITIONS = True` says that it
finds nothing where no edition is being made.
Names with an underscore are not rules.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Protocol, cast

import sayso.rules as folder
from sayso.bounds import MOST_PER_RULE
from sayso.diagnostics import Diagnostic, Mark, Severity, without_echoes
from sayso.model.settings import Settings
from sayso.model.walk import Path
from sayso.text import did_you_mean

from ._kit import Context, Finding

_SETTINGS = "site_config/sayso.yml"


class Rule(Protocol):
    """The shape of a rule's module. `FIXED` need not be there."""

    CODE: str
    NAME: str
    SEVERITY: Severity
    __doc__: str | None

    def check(self, context: Context) -> Iterator[Finding]: ...


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their codes."""
    names = [
        module.name for module in pkgutil.iter_modules(folder.__path__) if not module.name.startswith("_")
    ]
    modules = [cast(Rule, importlib.import_module(f"{folder.__name__}.{name}")) for name in names]
    return tuple(sorted(modules, key=lambda rule: rule.CODE))


def fixed(rule: Rule) -> bool:
    """Whether no setting may lower a rule."""
    return bool(getattr(rule, "FIXED", False))


def _asked(rule: Rule, context: Context) -> bool:
    """Whether a rule could have found something."""
    return bool(context.past) or not getattr(rule, "OF_EDITIONS", False)


def bars_pages(item: Diagnostic) -> bool:
    """Whether no pages can be made in spite of an error, not even for a preview."""
    if item.severity is not Severity.ERROR:
        return False
    rule = next((rule for rule in all_rules() if item.code == rule.CODE), None)
    return rule is None or (fixed(rule) and not getattr(rule, "PREVIEWED", False))


def run(context: Context) -> list[Diagnostic]:
    """What all rules find, at the severity the site has set, without what is excused."""
    settings = context.config.settings
    excuses = {
        (excuse.rule, excuse.record): number for number, excuse in reversed(list(enumerate(settings.excuses)))
    }
    used: set[int] = set()
    found = []
    for rule in all_rules():
        level = _level(rule, settings)
        if level is None:
            used.update(number for number, excuse in enumerate(settings.excuses) if excuse.rule == rule.NAME)
            continue
        told = 0
        for finding in rule.check(context):
            number = excuses.get((rule.NAME, finding.record), -1) if finding.record else -1
            if number >= 0:
                used.add(number)
                if not fixed(rule):
                    continue
            told += 1
            if told <= MOST_PER_RULE:
                found.append(_stamped(rule, level, finding))
        if told > MOST_PER_RULE:
            more = f"{found[-1].message} (and {told - MOST_PER_RULE:,} more like it)"
            found[-1] = replace(found[-1], message=more)
    return [*without_echoes(found, context.ledger.unread), *_settings(context, used)]


def _level(rule: Rule, settings: Settings) -> Severity | None:
    """How much a rule's findings weigh here; None where it is off."""
    level = settings.rules.get(rule.NAME)
    if level is None or _lowers(rule, level):
        return rule.SEVERITY
    return None if level == "off" else Severity(level)


def _lowers(rule: Rule, level: str) -> bool:
    return fixed(rule) and (level == "off" or Severity(level).rank > rule.SEVERITY.rank)


def _stamped(rule: Rule, level: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(
        rule.CODE,
        rule.NAME,
        level,
        finding.message,
        finding.mark,
        finding.hint,
        finding.related,
        finding.record,
    )


def _settings(context: Context, used: set[int]) -> Iterator[Diagnostic]:
    """Settings that name a rule that does not exist, lower one that stands, or excuse nothing."""
    rules = {rule.NAME: rule for rule in all_rules()}
    document = context.documents.get(_SETTINGS)

    def mark(*path: str | int, key: bool = False) -> Mark:
        if document is None:
            return Mark(_SETTINGS)
        return document.key_mark(path) if key else document.mark(path)

    stands = "take this away: pages made in spite of it would mislead or could not be made"
    for name, level in context.config.settings.rules.items():
        if name not in rules:
            yield _bad(f"there is no rule '{name[:60]}'", mark("rules", name, key=True), _hint(name, rules))
        elif _lowers(rules[name], level):
            yield _bad(f"the rule '{name}' cannot be lowered", mark("rules", name), stands)
    for number, excuse in enumerate(context.config.settings.excuses):
        at: Path = ("excuses", number)
        if excuse.rule not in rules:
            yield _bad(f"there is no rule '{excuse.rule[:60]}'", mark(*at, "rule"), _hint(excuse.rule, rules))
        elif fixed(rules[excuse.rule]):
            yield _bad(f"no record can be excused from '{excuse.rule}'", mark(*at, "rule"), stands)
        elif number not in used and context.ledger.complete and _asked(rules[excuse.rule], context):
            message = f"'{excuse.record[:90]}' is excused from '{excuse.rule}', which finds nothing there"
            yield _bad(message, mark(*at, "record"), "take the excuse away", Severity.WARNING)
    yield from _aims(context, mark)


def _aims(context: Context, mark: Callable[..., Mark]) -> Iterator[Diagnostic]:
    """Aims of coverage for a page that does not exist, or that no page can have."""
    aims = context.config.settings.coverage
    paths = [page.path for page in context.ledger.pages]
    for page in aims.pages:
        if context.ledger.complete and page not in paths:
            hint = did_you_mean(page, paths) or "write its file as in content/index.md"
            yield _bad(f"there is no page '{page[:90]}'", mark("coverage", "pages", page, key=True), hint)
    for aim, at in (
        (aims.threshold, ("coverage", "threshold")),
        *((aim, ("coverage", "pages", page)) for page, aim in aims.pages.items()),
    ):
        if not 0 <= aim <= 100:
            yield _bad(f"{aim} is no share of a page", mark(*at), "write a number from 0 to 100, per cent")


def _hint(name: str, rules: dict[str, Rule]) -> str:
    return did_you_mean(name, rules) or "docs/rules/README.md lists them all"


def _bad(message: str, mark: Mark, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("SAY040", "bad-setting", severity, message, mark, hint)
