"""A rule's docstring in parts: its examples, which tests run, and its page in the manual.

A docstring is made of paragraphs and examples. An example is an indented block under a line
of its own: `With:` (what both others stand beside), `Wrong:` or `Right:`, with `, in FILE`
where that is not `content/with.yml` or `claims.yml`.
"""

import inspect
import re
from dataclasses import dataclass, field
from functools import cache

from sayso.rules._run import Rule, all_rules, fixed
from sayso.vocabulary import READING_CODES

_HEADING = re.compile(r"(With|Wrong|Right)(?:, in ([^:]+))?:")
_HUNDREDS = {
    "1": "References and ids",
    "2": "Attribution",
    "3": "Dates",
    "4": "Figures",
    "5": "Prose and pages",
    "6": "Words held against their sources",
}
_MADE = "<!-- Made from the rules' docstrings by `pytest tests/test_rules.py --update`. -->"


@dataclass
class Manual:
    """`examples` holds, for each heading, the files under it by name."""

    summary: str = ""
    why: list[str] = field(default_factory=list)
    examples: dict[str, dict[str, str]] = field(default_factory=dict)

    def site(self, heading: str) -> dict[str, str]:
        """The files of the `Wrong` or the `Right` site."""
        return {**self.examples.get("With", {}), **self.examples[heading]}


@cache
def manual(rule: Rule) -> Manual:
    """The parts of a rule's docstring."""
    result = Manual()
    heading = name = ""
    for block in _blocks(inspect.cleandoc(rule.__doc__ or "")):
        if match := _HEADING.fullmatch(block):
            heading = match[1]
            name = match[2] or ("content/with.yml" if heading == "With" else "claims.yml")
            result.examples.setdefault(heading, {})[name] = ""
        elif heading and block.startswith("    "):
            text = result.examples[heading][name]
            result.examples[heading][name] = (text and text + "\n") + inspect.cleandoc(block) + "\n"
        elif not result.summary:
            result.summary = " ".join(block.split())
        else:
            result.why.append(block)
    return result


def _blocks(text: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n{2,}", text) if block.strip()]


def page(rule: Rule) -> str:
    """A rule's page in the manual."""
    parts = manual(rule)
    weight = f"{rule.SEVERITY}, and no setting can lower it" if fixed(rule) else str(rule.SEVERITY)
    lines = [_MADE, "", f"# {rule.CODE} {rule.NAME}", "", parts.summary, "", f"Weight: **{weight}**."]
    for paragraph in parts.why:
        lines += ["", paragraph]
    for heading, title in (("Wrong", "Wrong"), ("Right", "Right"), ("With", "What both stand beside")):
        for number, (name, text) in enumerate(parts.examples.get(heading, {}).items()):
            language = "markdown" if name.endswith(".md") else "yaml"
            lines += [] if number else ["", f"## {title}"]
            lines += [] if name in ("claims.yml", "content/with.yml") else ["", f"`{name}`:"]
            lines += ["", f"```{language}", text.rstrip("\n"), "```"]
    return "\n".join(lines) + "\n"


def index() -> str:
    """The list of all codes."""
    lines = [_MADE, "", "# What a check can find", "", *_INTRODUCTION]
    lines += ["", "## Reading files (SAY0xx)", ""]
    lines += [
        "All of them are errors, but for HTML in prose (SAY053), which is a warning.",
        "",
        "| code | name | what it means |",
        "|---|---|---|",
    ]
    for code, entry in READING_CODES.items():
        lines.append(f"| {code} | {entry.name} | {_cell(entry.meaning)} |")
    for digit, title in _HUNDREDS.items():
        lines += ["", f"## {title} (SAY{digit}xx)", ""]
        lines += ["| code | name | what it means | weight |", "|---|---|---|---|"]
        for rule in all_rules():
            if rule.CODE[3] == digit:
                weight = f"{rule.SEVERITY}, fixed" if fixed(rule) else str(rule.SEVERITY)
                link = f"[{rule.CODE}]({rule.CODE}.md)"
                lines.append(f"| {link} | {rule.NAME} | {_cell(manual(rule).summary)} | {weight} |")
    return "\n".join(lines) + "\n"


_INTRODUCTION = [
    "An **error** fails the check. A **warning** does not, but honest content gives none. An **info** is a",
    "reminder. In `site_config/sayso.yml` a site can set what a rule weighs (`off`, `info`, `warning`,",
    "`error`), but for those that are fixed, and excuse a single record with a reason:",
    "",
    "```yaml",
    "rules:",
    "  undated-quote: warning",
    "excuses:",
    "  - {rule: same-text, record: claim:losses-340, reason: Said twice, of two different days.}",
    "```",
]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
