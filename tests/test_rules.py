"""Every rule: its examples are run, its code and name are its own, its page is up to date."""

import re
from pathlib import Path

import pytest

from sayso.diagnostics import Severity
from sayso.rules._run import Rule, all_rules, fixed
from sayso.vocabulary import READING_CODES

from .support import manual
from .support.checking import found
from .support.scratch import REPOSITORY

PAGES = REPOSITORY / "docs" / "rules"
RULES = [pytest.param(rule, id=rule.NAME) for rule in all_rules()]


@pytest.mark.parametrize("rule", RULES)
def test_wrong_example_has_this_fault_and_no_other(rule: Rule, tmp_path: Path) -> None:
    result = found(tmp_path, manual.manual(rule).site("Wrong"), cast=False)
    grave = {item.code for item in result.diagnostics if item.severity is not Severity.INFO}
    assert rule.CODE in result.codes, result.text
    assert grave <= {rule.CODE}, result.text
    assert result.codes.count(rule.CODE) == 1, result.text


@pytest.mark.parametrize("rule", RULES)
def test_right_example_is_right(rule: Rule, tmp_path: Path) -> None:
    result = found(tmp_path, manual.manual(rule).site("Right"), cast=False)
    assert rule.CODE not in result.codes, result.text
    assert all(item.severity is Severity.INFO for item in result.diagnostics), result.text


@pytest.mark.parametrize("rule", RULES)
def test_shape(rule: Rule) -> None:
    parts = manual.manual(rule)
    module = rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    assert re.fullmatch(r"SAY[1-6][0-9]{2}", rule.CODE)
    assert module.replace("_", "-") == rule.NAME, "the file is named like the rule"
    assert parts.summary.endswith(".") and parts.why, (
        "a sentence for the fault, a paragraph for why it matters"
    )
    assert not fixed(rule) or rule.SEVERITY is Severity.ERROR
    assert rule.check.__doc__


def test_codes_and_names_are_used_once() -> None:
    codes = [rule.CODE for rule in all_rules()] + list(READING_CODES)
    names = [rule.NAME for rule in all_rules()] + [entry.name for entry in READING_CODES.values()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    for digit in "123456":
        numbers = [int(code[4:]) for code in codes if code[3] == digit]
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), f"a gap among SAY{digit}xx"


def test_manual_is_up_to_date(update: bool) -> None:
    """`pytest tests/test_rules.py --update` writes it."""
    pages = {f"{rule.CODE}.md": manual.page(rule) for rule in all_rules()} | {"README.md": manual.index()}
    if update:
        PAGES.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (PAGES / name).write_text(text, encoding="utf-8")
        for old in PAGES.glob("*.md"):
            if old.name not in pages:
                old.unlink()
    assert {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")} == pages


# Settings

QUOTE = """\
quotes:
  - {id: q-one, speaker: north-army, text: "We hold it.", source: gazette-1}
  - {id: q-two, speaker: south-army, text: "They do not.", source: gazette-1}
"""


def settings(tmp_path: Path, text: str, claims: str = QUOTE) -> list[tuple[str, str, str]]:
    result = found(tmp_path, {"claims.yml": claims, "site_config/sayso.yml": text})
    return [
        (item.code, str(item.severity), f"{item.mark.line}:{item.mark.column}") for item in result.diagnostics
    ]


@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_a_rule_weighs_what_the_site_says(tmp_path: Path, level: str) -> None:
    assert settings(tmp_path, f"rules: {{undated-quote: {level}}}\n") == [
        ("SAY202", level, "2:10"),
        ("SAY202", level, "3:10"),
    ]


def test_a_rule_can_be_off(tmp_path: Path) -> None:
    assert settings(tmp_path, 'rules: {undated-quote: "off"}\n') == []


def test_one_record_is_excused_with_a_reason(tmp_path: Path) -> None:
    excuse = "excuses:\n  - {rule: undated-quote, record: quote:q-one, reason: The source has no date.}\n"
    assert settings(tmp_path, excuse) == [("SAY202", "info", "3:10")]


def test_an_excuse_without_a_reason_is_refused(tmp_path: Path) -> None:
    found = settings(tmp_path, "excuses:\n  - {rule: undated-quote, record: quote:q-one}\n")
    assert ("SAY021", "error", "2:6") in found
    assert ("SAY202", "info", "2:10") in found, "the content is judged all the same"


def test_an_excuse_that_excuses_nothing_is_told(tmp_path: Path) -> None:
    excuse = "excuses:\n  - {rule: undated-quote, record: quote:q-three, reason: Gone.}\n"
    assert ("SAY040", "warning", "2:35") in settings(tmp_path, excuse)


def test_an_excuse_from_a_rule_that_is_off_is_not_told(tmp_path: Path) -> None:
    excuse = "excuses:\n  - {rule: undated-quote, record: quote:q-one, reason: No date.}\n"
    assert settings(tmp_path, 'rules: {undated-quote: "off"}\n' + excuse) == []


DANGLING = """\
claims:
  - {id: held, text: The bridge is held., claimant: north-amry, source: gazette-1, exact: "held"}
"""


@pytest.mark.parametrize("level", ["off", "info", "warning"])
def test_a_fixed_rule_cannot_be_lowered(tmp_path: Path, level: str) -> None:
    found = settings(tmp_path, f'rules: {{unknown-reference: "{level}"}}\n', DANGLING)
    assert found == [("SAY101", "error", "2:53"), ("SAY040", "error", "1:28")]


def test_a_fixed_rule_excuses_nobody(tmp_path: Path) -> None:
    excuse = "excuses:\n  - {rule: unknown-reference, record: claim:held, reason: Soon.}\n"
    found = settings(tmp_path, excuse, DANGLING)
    assert found == [("SAY101", "error", "2:53"), ("SAY040", "error", "2:12")]


def test_a_rule_that_does_not_exist_is_told(tmp_path: Path) -> None:
    assert ("SAY040", "error", "1:9") in settings(tmp_path, "rules: {undated-qoute: error}\n")
