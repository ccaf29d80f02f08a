"""The mutants: the same project with one wall taken out, each in turn.

Found in the code itself, so that an escaping call written tomorrow is taken out tomorrow:

- every use of a function of `sayso.escape`, and of the sanitizer, lets the text through;
- every such function itself does, too;
- every escaping filter in a template is gone;
- every kind of the audit, every way of judging a file, every directive of the policy is gone.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

#: The walls, and what stands in the place of a use of each. `{0}` is its first argument,
#: `{1}` an expression for `Markup` (without quotation marks: it may stand in an f-string).
USES: Final = {
    "text": "{1}({0})",
    "html_text": "{1}({0})",
    "block": "{1}({0})",
    "preformatted": "{1}({0})",
    "isolated": "{1}({0})",
    "href": "{1}({0})",
    "front_matter": "str({0}).join([chr(34)] * 2)",
    "xml": "{1}({0})",
    "json_html": "{1}(json.dumps({0}))",
    "csv_cell": "({0})",
    "safe_url": "bool({0})",
    "sanitize": "({0})",
}
#: Filters of templates that escape; without them a value is printed by the next wall only.
FILTERS: Final = ("e", "front_matter", "href", "isolated")


class Mutant(NamedTuple):
    """One wall less: the file, its text without it, and what was taken out."""

    file: str
    text: str
    what: str
    #: The test files, or tests, that should see it, the likeliest first.
    tests: tuple[str, ...]


RENDER: Final = ("test_inline", "test_prose", "test_pages", "test_hostile_prose", "test_hostile")
ESCAPE: Final = ("test_escape", *RENDER)
NEAR: Final = {
    "generator/sayso/site/notice.py": ("test_notice",),
    "generator/sayso/site/plugin.py": ("test_site", "test_hostile_outputs"),
    "generator/sayso/audit/": ("test_audit",),
    "site_config/theme/": ("test_site",),
}
TEMPLATES: Final = (
    "test_hostile::test_every_name_and_every_quoted_word_has_a_direction_of_its_own",
    "test_pages", "test_wanted", "test_hostile_outputs", "test_hostile",
)  # fmt: skip


def mutants(root: Path) -> Iterator[Mutant]:
    """Every mutant of the project in `root`, in the order of files."""
    for path in sorted((root / "generator/sayso").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name == "generator/sayso/escape.py":
            yield from _functions(name, path.read_text(encoding="utf-8"))
        elif "_defaults" not in path.parts:
            yield from _uses(name, path.read_text(encoding="utf-8"))
    for path in sorted([*(root / "templates").glob("*.j2"), *(root / "site_config/theme").glob("*.html")]):
        yield from _filters(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    yield from _audit(root)


def _uses(name: str, text: str) -> Iterator[Mutant]:
    """Each call of a wall, and each mention of one that is handed on."""
    tree = ast.parse(text)
    inner = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call)
        wall = _wall(node.func) if isinstance(node, ast.Call) else _wall(node)
        if wall is None or (not called and id(node) in inner):
            continue
        written = ast.unparse(node)
        kind = f"type({ast.unparse(node.func) if isinstance(node, ast.Call) else written}(str()))"
        if isinstance(node, ast.Call):
            instead = USES[wall].format(ast.unparse(node.args[0]), kind)
        else:
            instead = "(lambda value: " + USES[wall].format("value", kind) + ")"
        # Before Python 3.12 what stands in an f-string has no place of its own: looked for instead.
        starts = [found.start() for found in re.finditer(re.escape(written) + r"(?!\w)", text)]
        for start in starts:
            number = text.count("\n", 0, start) + 1
            if number == node.lineno or len(starts) == 1:
                mutated = text[:start] + instead + text[start + len(written) :]
                tests = next((tests for near, tests in NEAR.items() if name.startswith(near)), RENDER)
                yield Mutant(name, mutated, f"line {number}: {wall}", tests)


def _wall(node: ast.AST) -> str | None:
    """The wall that an expression names: `escape.text`, or a name imported from there."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "escape":
        return node.attr if node.attr in USES else None
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in ("html_text", "sanitize"):
        return node.id
    return None


def _functions(name: str, text: str) -> Iterator[Mutant]:
    """Each wall itself, doing nothing."""
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name in USES:
            first = node.body[1] if ast.get_docstring(node) else node.body[0]
            argument = node.args.args[0].arg
            line = f"    return {USES[node.name].format(argument, 'Markup')}\n"
            mutated = "".join([*lines[: first.lineno - 1], line, *lines[first.lineno - 1 :]])
            yield Mutant(name, mutated, f"the whole of {node.name}", ESCAPE)


def _filters(name: str, text: str) -> Iterator[Mutant]:
    """Each escaping filter of a template."""
    for found in re.finditer(rf"\s*\|\s*({'|'.join(FILTERS)})\b(?!\s*=)", text):
        number = text.count("\n", 0, found.start()) + 1
        without = text[: found.start()] + text[found.end() :]
        tests = next((tests for near, tests in NEAR.items() if name.startswith(near)), TEMPLATES)
        yield Mutant(name, without, f"line {number}: | {found[1]}", tests)


def _audit(root: Path) -> Iterator[Mutant]:
    """Each rule of the audit, each way of judging a file, and each directive of the policy."""
    folder = "generator/sayso/audit/"
    for path in sorted((root / folder).rglob("*.py")):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for found in re.finditer(r"^def (seen|judge)\(.*?\n(?=    \S)", text, re.MULTILINE | re.DOTALL):
            # Before the docstring: a generator that ends at once.
            without = text[: found.end()] + "    return\n    yield\n" + text[found.end() :]
            yield Mutant(name, without, f"the whole of {found[1]}", ("test_audit",))
        for found in re.finditer(r"^ {8,12}yield Finding\(", text, re.MULTILINE):
            number = text.count("\n", 0, found.start()) + 1
            without = text[: found.start()] + found[0].replace("yield ", "") + text[found.end() :]
            yield Mutant(name, without, f"line {number}: a finding", ("test_audit",))
        for found in re.finditer(r"^ +raise _Refused\(", text, re.MULTILINE):
            number = text.count("\n", 0, found.start()) + 1
            without = text[: found.start()] + found[0].replace("raise ", "") + text[found.end() :]
            yield Mutant(name, without, f"line {number}: a refusal", ("test_audit",))
        if name == folder + "policy.py":
            for found in re.finditer(r'^    \("[a-z-]+", .*\n', text, re.MULTILINE):
                what = found[0].strip()
                yield Mutant(name, text.replace(found[0], ""), what, ("test_audit", "test_policy"))
