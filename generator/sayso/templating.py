"""The one Jinja environment: templates of maintainers, and expressions of the rubric.

What a template prints is text unless it says otherwise: every `{{ value }}` goes
through `escape.text`, which is inert in Markdown and in HTML at once. A missing name
is an error. Contributors' content is never given to Jinja.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sayso import escape, inline


class BadTemplate(Exception):
    """A template or expression that cannot be read or rendered.

    `name` is the template's file name and `line` counts from 1; for an expression
    both say nothing.
    """

    def __init__(self, message: str, name: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.message, self.name, self.line = message, name, line


#: Names and labels stand on thousands of pages; escaping each anew took a third of the time.
_text = lru_cache(maxsize=50_000)(escape.text)
_isolated = lru_cache(maxsize=50_000)(escape.isolated)


def _finalize(value: Any) -> Any:
    """Escape whatever a template prints, once: what has `__html__` already was."""
    if hasattr(value, "__html__"):
        return value
    return _text("" if value is None else str(value))


@dataclass(frozen=True)
class Templates:
    """The templates of a site: its own folder first, then the defaults."""

    environment: Environment

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The rendered template. Raises `BadTemplate`."""
        try:
            return self.template(name).render(values)
        except TemplateError as error:
            raise _bad(error, name) from error
        except (TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError) as error:
            raise BadTemplate(f"{type(error).__name__}: {error}", name, _line_of(error)) from error

    def template(self, name: str) -> Template:
        return self.environment.get_template(name)


def _bad(error: TemplateError, name: str) -> BadTemplate:
    if isinstance(error, TemplateSyntaxError):
        return BadTemplate(error.message or "cannot be read", error.name or name, error.lineno)
    if isinstance(error, TemplateNotFound):
        return BadTemplate(f"there is no template {error.name!r}", name)
    return BadTemplate(error.message or type(error).__name__, name, _line_of(error))


def _line_of(error: BaseException) -> int:
    """The innermost line of a template in a traceback (Jinja rewrites them so)."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


class _Compiled(BytecodeCache):
    """Compiled templates, for as long as the process lives: a preview makes the pages anew at each
    change, mostly from the same templates. On no disk, where another could put code in their place."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def load_templates(folders: list[Path], filters: Mapping[str, Callable[..., Any]] | None = None) -> Templates:
    """An environment that looks a template up in each folder in turn."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    environment.filters["isolated"] = _isolated
    environment.filters["inline"] = inline.html
    environment.filters["plain"] = inline.plain
    environment.filters["block"] = escape.block
    environment.filters["href"] = escape.href
    environment.filters["front_matter"] = lambda value: Markup(escape.front_matter(str(value)))
    environment.filters["front_data"] = escape.front_data
    environment.filters.update(filters or {})
    return Templates(environment)


# Not optimized: looking for constants in deeply nested conditions takes Jinja seconds.
_SANDBOX = ImmutableSandboxedEnvironment(undefined=StrictUndefined, optimized=False)
_SANDBOX.globals.clear()
#: What a rubric's expression may consist of: no attribute, no call, no filter, no power.
_ALLOWED = (
    nodes.Name,
    nodes.Const,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
)
_EXPRESSION_LENGTH = 1000
#: Words that Jinja would take for a name where a name is wanted.
_KEYWORDS = ("and", "or", "not", "in", "is", "if", "else", "self")


@dataclass(frozen=True)
class Expression:
    """A condition over named facts.

    `names` are the facts it uses; `parts` are the conditions that must all hold for it
    to hold, as they are written: itself, where it is no chain of `and`.
    """

    text: str
    names: frozenset[str]
    parts: tuple[str, ...]
    _compiled: Callable[..., Any]

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether the condition holds. Raises `BadTemplate`."""
        try:
            return bool(self._compiled(**facts))
        except TemplateError as error:
            raise BadTemplate(error.message or "cannot be evaluated") from error
        except (TypeError, ValueError, ArithmeticError) as error:
            raise BadTemplate(str(error)) from error


@cache
def compile_expression(text: str) -> Expression:
    """Read a condition. Raises `BadTemplate`.

    The grammar is Jinja's, in a sandbox, without attributes, calls and filters: names,
    numbers, texts, comparisons, `and`, `or`, `not`, `in`, sums and brackets.
    """
    if len(text) > _EXPRESSION_LENGTH:
        raise BadTemplate(f"an expression has at most {_EXPRESSION_LENGTH} characters")
    try:
        names = _names(text)
        compiled = _SANDBOX.compile_expression(text, undefined_to_none=False)
        return Expression(text, names, _conjuncts(text), compiled)
    except TemplateSyntaxError as error:
        raise BadTemplate(error.message or "it cannot be read") from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise BadTemplate("it nests too deeply") from error


def _names(text: str) -> frozenset[str]:
    """The names in an expression that has nothing in it but what is allowed."""
    # Parsed as the inside of {{ }}, so that it is one expression and nothing more.
    tree = _SANDBOX.parse("{{ " + text + " }}")
    body = tree.body[0] if len(tree.body) == 1 else None
    inner = body.nodes if isinstance(body, nodes.Output) else []
    if len(inner) != 1 or isinstance(inner[0], nodes.TemplateData):
        raise BadTemplate("this is not one expression")
    names = set()
    for node in [inner[0], *inner[0].find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            kind = type(node).__name__.lower()
            raise BadTemplate(f"a {kind} is not allowed: names, numbers, texts, comparisons, and, or, not")
        if isinstance(node, nodes.Name):
            if node.name in _KEYWORDS:
                raise BadTemplate(f"'{node.name}' stands where a fact, number or text should")
            names.add(node.name)
    return frozenset(names)


def _conjuncts(text: str) -> tuple[str, ...]:
    """The texts that `and` joins outside all brackets; the whole text where an `or` stands
    there too, for `or` binds less than `and`."""
    parts, depth = [""], 0
    tokens = list(_SANDBOX.lex("{{ " + text + " }}"))[1:-1]
    for _, kind, word in tokens:
        depth += (kind == "operator" and word == "(") - (kind == "operator" and word == ")")
        joins = kind == "name" and depth == 0
        if joins and word == "or":
            return (text.strip(),)
        if joins and word == "and":
            parts.append("")
        else:
            parts[-1] += word
    return tuple(part.strip() for part in parts)
