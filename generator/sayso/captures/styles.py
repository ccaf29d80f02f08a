"""What the style sheets within a page do to the sight of its elements.

Only what bears on whether a reader sees a text is kept: of each rule a few properties. Sheets
in other files are not at hand, so what only they hide counts as seen; what a rule does on some
screens or under the pointer only is passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

#: Properties by which a page hides text, or sets it apart.
WANTED: Final = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "content-visibility",
        "position",
        "clip",
        "clip-path",
        "width",
        "height",
        "max-width",
        "max-height",
        "overflow",
        "text-indent",
        "left",
        "top",
        "right",
        "bottom",
        "inset",
        "margin",
        "margin-left",
        "margin-top",
        "float",
        "overflow-x",
        "overflow-y",
        "filter",
        "font",
        "text-decoration",
        "text-decoration-line",
        "transform",
        "color",
    ]
)
#: So many rules that bear on sight are held against a page, and so much of its sheets is read.
MOST_RULES: Final = 1_000
MOST_BYTES: Final = 2 * 2**20
#: So many times in all may a rule be of an element of the page.
MOST_MATCHES: Final = 1_000_000
#: A number with more digits than this is none, and Python would not read it.
_MOST_DIGITS: Final = 1_000
_DIGITS: Final = re.compile(r"[0-9]+")
_DEEPEST: Final = 8
_LONGEST: Final = 2_000
_MOST_BRACKETS: Final = 60
_BRACKET: Final = re.compile(r"[(\[{}\])]")
_NAME: Final = re.compile(r"([.#])((?:[A-Za-z0-9_\u0080-\U0010ffff-])+)")
#: States that hold only under the pointer and the like, or that make elements of their own.
_STATE: Final = re.compile(r"(?<!\\):(?!not\b|is\b|where\b|root\b|first-|last-|nth-|only-|empty\b)[A-Za-z:-]")
_STRICT: Final = re.compile(r"[#]|[.]|\[|:(?!:)|(?<![\w#.:\[-])[A-Za-z]")


class Weight(NamedTuple):
    """Which of two declarations wins: the greater."""

    important: bool
    ids: int
    classes: int
    types: int
    order: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property with its value, in small letters, white space folded."""

    name: str
    value: str
    important: bool


def declarations(nodes: Any) -> list[Declaration]:
    """What bears on sight among declarations: a text, or the contents of a rule."""
    found: list[Declaration] = []
    if isinstance(nodes, str) and _is_deep(nodes):
        return found
    for each in tinycss2.parse_blocks_contents(nodes, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in WANTED:
            value = " ".join(tinycss2.serialize(each.value).lower().split())
            if each.lower_name.startswith("margin") and "-" not in value:
                continue  # nearly every rule has one: only those that move away are of use
            found.append(Declaration(each.lower_name, value, each.important))
    return found


class Sheets:
    """The rules of a page's own sheets, held against its elements once.

    `of` gives what they say of an element; `cut` is whether there was more than is read.
    """

    def __init__(self, page: LexborHTMLParser, sheets: Sequence[str]) -> None:
        self._said: dict[int, dict[str, tuple[Weight, str]]] = {}
        self.cut = sum(map(len, sheets)) > MOST_BYTES or any(map(_is_deep, sheets))
        if self.cut or not any(sheets):
            return
        names = _names(page)
        rules = [rule for rule in _rules(sheets) if _may_match(rule[0], names)]
        self.cut = len(rules) > MOST_RULES
        self._left = MOST_MATCHES
        for order, (selector, said) in enumerate(rules[:MOST_RULES]):
            self._take(page, selector, said, order)
        self.cut = self.cut or self._left < 0

    def of(self, element: int) -> Mapping[str, tuple[Weight, str]]:
        return self._said.get(element, {})

    def _take(self, page: LexborHTMLParser, selector: str, said: Sequence[Declaration], order: int) -> None:
        try:
            nodes = page.css(selector)
        except SelectolaxError:
            return  # a selector that the library does not know: what it hides counts as seen
        self._left -= len(nodes)
        for node in nodes if self._left >= 0 else ():
            put(self._said.setdefault(node.mem_id, {}), said, _weight(selector, order))


def put(known: dict[str, tuple[Weight, str]], said: Sequence[Declaration], weight: Weight) -> None:
    """Let declarations of one weight win where they do."""
    for each in said:
        own = weight._replace(important=each.important)
        if each.name not in known or known[each.name][0] <= own:
            known[each.name] = (own, each.value)


def sheets_of(page: LexborHTMLParser) -> list[str]:
    """The page's own sheets that hold on a screen."""
    found = []
    for node in page.css("style"):
        kind, medium = ((node.attributes.get(name) or "").strip().lower() for name in ("type", "media"))
        if kind in ("", "text/css") and _on_screen(medium):
            found.append(node.text(deep=True) or "")
    return found


def _is_deep(text: str) -> bool:
    """Whether brackets nest so deep in a sheet that the library, which recurs, could not write
    it out again, or a number is longer than can be read. No honest sheet comes near."""
    if max(map(len, _DIGITS.findall(text)), default=0) > _MOST_DIGITS:
        return True
    depth = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign in "([{" else max(0, depth - 1)
        if depth > _MOST_BRACKETS:
            return True
    return False


def _rules(sheets: Sequence[str]) -> Iterator[tuple[str, list[Declaration]]]:
    """(selector, declarations) of each rule that bears on sight, in order."""
    for sheet in sheets:
        todo: list[tuple[Any, int]] = [
            (tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), 0)
        ]
        while todo:
            nodes, depth = todo.pop()
            for number, node in enumerate(nodes):
                if node.type == "at-rule" and node.content is not None and depth < _DEEPEST and _holds(node):
                    inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                    todo += [(nodes[number + 1 :], depth), (inner, depth + 1)]
                    break
                if node.type == "qualified-rule":
                    yield from _selectors(node)


def _selectors(rule: Any, parent: str = "", depth: int = 0) -> Iterator[tuple[str, list[Declaration]]]:
    """(selector, declarations) of a rule, and of the rules written within it: those hold inside
    what the rule itself holds of."""
    said = declarations(rule.content)
    inner = _within(rule) if depth < _DEEPEST else []
    if not said and not inner:
        return
    texts = [text for text in _listed(rule.prelude, parent) if not _STATE.search(text)]
    if said:
        yield from ((text, said) for text in texts)
    together = ", ".join(texts)
    if texts and len(together) < _LONGEST:
        for each in inner:
            yield from _selectors(each, together, depth + 1)


def _listed(prelude: Sequence[Any], parent: str) -> Iterator[str]:
    """The selectors of a rule, one by one."""
    selector: list[Any] = []
    for token in [*prelude, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            selector.append(token)
            continue
        text = tinycss2.serialize(selector).strip()
        selector = []
        if text and parent and len(text) < _LONGEST:
            told, own = text.count("&"), f":is({parent})"
            text = text.replace("&", own) if 0 < told < 5 else f"{own} {text}"
        if text:
            yield text


def _within(rule: Any) -> list[Any]:
    """The rules written within a rule."""
    if not any(token.type == "{} block" for token in rule.content):
        return []
    nodes = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [node for node in nodes if node.type == "qualified-rule"]


def _holds(rule: Any) -> bool:
    """Whether what is in an at-rule holds on a screen, whatever its size."""
    if rule.lower_at_keyword in ("supports", "layer", "container"):
        told = tinycss2.serialize(rule.prelude).lower().strip()
        return rule.lower_at_keyword != "container" and not told.startswith("not")
    return rule.lower_at_keyword == "media" and _on_screen(tinycss2.serialize(rule.prelude).lower())


def _on_screen(media: str) -> bool:
    kinds = [part.strip() for part in media.split(",")]
    return any(kind in ("", "all", "screen", "only screen", "not print") for kind in kinds)


def _names(page: LexborHTMLParser) -> frozenset[str]:
    """Every class and id of the page, with the sign before it."""
    found: set[str] = set()
    for node in page.css("[class], [id]"):
        attributes = node.attributes
        found.update(f".{name}" for name in (attributes.get("class") or "").split())
        found.add(f"#{attributes.get('id')}")
    return frozenset(found)


def _may_match(selector: str, names: frozenset[str]) -> bool:
    """Whether all classes and ids that a selector needs are on the page. Saves the search for
    the thousands of rules of a sheet that this page does not use."""
    if ":" in selector or "\\" in selector or "[" in selector:
        return True
    return all(sign + name in names for sign, name in _NAME.findall(selector))


def _weight(selector: str, order: int) -> Weight:
    """A selector's specificity, counted by its signs: near enough where two rules disagree."""
    signs = [found[0] for found in _STRICT.findall(selector)]
    ids = signs.count("#")
    classes = sum(signs.count(sign) for sign in ".[:")
    return Weight(False, ids, classes, len(signs) - ids - classes, order)
