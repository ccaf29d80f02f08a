"""No word of the interface stands anywhere but in its file, so that a site can speak any language."""

import ast
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from sayso import project
from sayso.default_words import WORDS, default_words
from sayso.model.changes import Series
from sayso.model.editions import Edition
from sayso.model.snapshot import read_document
from sayso.phrases import Phrase, Phrases
from sayso.project import Checked, check
from sayso.render.pages import Page
from sayso.source import read_yaml
from tests.support.scratch import REPOSITORY, scratch

THEME = REPOSITORY / "site_config" / "theme"
TEMPLATES = sorted([*(REPOSITORY / "templates").glob("*.j2"), *THEME.rglob("*.html")])
SOURCES = sorted((REPOSITORY / "generator" / "sayso").rglob("*.py"))

#: Templates in which words still stand. Each line is a debt.
NOT_YET: frozenset[str] = frozenset()


# ---- no words outside ---------------------------------------------------------------------------

#: Attributes whose values somebody reads or hears.
_READ = re.compile(r"\b(?:aria-label|title|alt|placeholder|aria-description)=\"([^\"]*)\"")
_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>style|script|code|pre)\b.*?</(?P=raw)>|<[/!?]?[a-zA-Z](?:[^<>\"]|\"[^\"]*\")*>",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Addresses of Markdown's links, attributes that a macro makes without their tag, BibTeX.
_NO_WORDS = re.compile(r"\]\([^)]*\)|\bdata-[a-z]+=\"[^\"]*\"|@\w+\{")
#: A sentence, wherever in a template it stands.
_SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]{2,}|[a-z]{2,} [a-z]{2,} [a-z]{2,}")


@cache
def parsed(path: Path) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.do"], trim_blocks=True)  # noqa: S701 - only parsed
    return environment.parse(path.read_text(encoding="utf-8"))


def printed(node: nodes.Node) -> str:
    """What an expression prints of its own: its literals; U+0000 for what it is given."""
    if isinstance(node, nodes.Const):
        return str(node.value) if isinstance(node.value, str) else "\0"
    if isinstance(node, nodes.CondExpr):
        return printed(node.expr1) + (printed(node.expr2) if node.expr2 else "")
    if isinstance(node, nodes.Concat):
        return "".join(map(printed, node.nodes))
    if isinstance(node, nodes.Getitem) and isinstance(node.node, nodes.Dict):
        return " ".join(printed(pair.value) for pair in node.node.items)
    return "\0"


def own_text(path: Path) -> str:
    """All that a template prints of its own, in the order of the file."""
    return "".join(
        child.data if isinstance(child, nodes.TemplateData) else printed(child)
        for output in parsed(path).find_all(nodes.Output)
        for child in output.nodes
    )


def words_in(path: Path) -> list[str]:
    text = _NO_WORDS.sub(" ", own_text(path))
    if path.name == "front.md.j2":
        text = re.sub(r"^[a-z_]+:.*", "", text, flags=re.MULTILINE)
    found = [
        word
        for tag in _TAG.finditer(text)
        for value in _READ.findall(tag[0])
        for word in _WORD.findall(value)
    ]
    found += _WORD.findall(html.unescape(_TAG.sub(" ", text)))
    constants = (each.value for each in parsed(path).find_all(nodes.Const) if isinstance(each.value, str))
    return found + [each for each in constants if _SENTENCE.search(each)]


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if ".css." not in path.name], ids=lambda path: path.name
)
def test_no_words_stand_in_a_template(path: Path) -> None:
    found = words_in(path)
    if path.name in NOT_YET:
        assert found, f"{path.name} is done: take it out of NOT_YET"
        return
    assert found == [], f"write these into {WORDS}"


def test_words_in_a_template_would_be_found(tmp_path: Path) -> None:
    for text in ("<p>Hello</p>", '<p aria-label="Hello">', "{{ 'Hello' if x }}", "{{ {'a': 'Hello'}[x] }}",
                 "{% set x = [('a.md', 'All of these')] %}", "# Hello"):  # fmt: skip
        path = tmp_path / f"{abs(hash(text))}.j2"
        path.write_text(text)
        assert words_in(path), text
    path = tmp_path / "none.j2"
    path.write_text(
        """<p class="{{ 'a-b' if x }}" id="one">{{ w('some_words') }} · {{ x.y | join(', ') }}</p>"""
    )
    assert words_in(path) == []


# ---- every name is used, and every name used is there ---------------------------------------------


def called(path: Path) -> Iterator[nodes.Expr]:
    """What templates call `w` with."""
    for call in parsed(path).find_all(nodes.Call):
        function = call.node.node if isinstance(call.node, nodes.Getattr) else call.node
        plain = not isinstance(call.node, nodes.Getattr) or call.node.attr == "plain"
        if isinstance(function, nodes.Name) and function.name == "w" and plain and call.args:
            yield call.args[0]


def patterns(node: nodes.Node) -> list[str]:
    """The names that an expression may be, each as a regular expression."""
    if isinstance(node, nodes.Const):
        return [re.escape(str(node.value))]
    if isinstance(node, nodes.CondExpr):
        return patterns(node.expr1) + (patterns(node.expr2) if node.expr2 else [])
    if isinstance(node, nodes.Concat):
        return [
            "".join(
                "|".join(patterns(part)) if isinstance(part, nodes.Const) else ".+" for part in node.nodes
            )
        ]
    return []


@cache
def used_in_python() -> tuple[set[str], set[str]]:
    """The texts of the code that may be names, and its f-strings as regular expressions."""
    texts: set[str] = set()
    shapes: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                fixed = "".join(str(part) for part in parts if part is not None)
                if re.fullmatch(r"[a-z_]*_[a-z_]*", fixed):
                    shapes.add("".join(".+" if part is None else re.escape(str(part)) for part in parts))
    return texts, shapes


#: What is put behind a name that stands in the code: by number, by who passed it on.
_ENDINGS = re.compile(r"(?:_via|_through)?(?:_one|_many)?\Z")


def test_every_name_that_is_used_is_there_and_every_one_that_is_there_is_used() -> None:
    there = default_words().texts.keys()
    found = {pattern for path in TEMPLATES for call in called(path) for pattern in patterns(call)}
    exact = {re.sub(r"\\(.)", r"\1", pattern) for pattern in found if ".+" not in pattern}
    lines = "\n".join(there)
    missing = [each for each in found if ".+" in each and not re.search(f"^(?:{each})$", lines, re.MULTILINE)]
    assert [*missing, *sorted(exact - there)] == [], "these have no words"
    texts, shapes = used_in_python()
    frame = set(re.findall(r"\bframe_[a-z_]+", "".join(path.read_text() for path in THEME.rglob("*.html"))))
    assert frame <= there
    constants = {each.value for path in TEMPLATES for each in parsed(path).find_all(nodes.Const)}
    said = texts | exact | frame | constants
    # A shape that begins with anything would fit every name.
    for shape in (found | shapes) - exact:
        if re.match(r"[a-z]+_", shape):
            said.update(re.findall(f"^(?:{shape})$", lines, re.MULTILINE))
    scripts = "".join(path.read_text() for path in THEME.rglob("*.js"))
    # A script says a name without what all of its names begin with, `all_${kind}` among them.
    told = set(re.findall(r"[\"`]([a-z_]+)(?=[\"`$])", scripts))
    unused = [
        key
        for key in there
        if key not in said
        and _ENDINGS.sub("", key) not in said
        and not (key.startswith("script_") and _in_script(key.split("_", 2)[2], told))
    ]
    assert unused == [], "nothing says these"


def _in_script(name: str, told: set[str]) -> bool:
    return name in told or f"{name.partition('_')[0]}_" in told


def test_a_name_that_nothing_says_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {**default_words().texts, "zebra_crossing": "Zebra"}
    monkeypatch.setattr(f"{__name__}.default_words", lambda: Phrases("en", more))
    with pytest.raises(AssertionError, match="zebra_crossing"):
        test_every_name_that_is_used_is_there_and_every_one_that_is_there_is_used()


# ---- a site in no language ------------------------------------------------------------------------


def cyrillic() -> Mapping[str, str]:
    """The files of `tests/support/cyrillic`."""
    folder = REPOSITORY / "tests" / "support" / "cyrillic"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def wrapped(phrase: Phrase) -> Phrase:
    """A phrase between brackets that nothing else has."""
    if isinstance(phrase, str):
        return f"⟦{phrase}⟧"
    return {form: f"⟦{text}⟧" for form, text in phrase.items()}


#: What stood otherwise in the edition before, file by file.
BEFORE = {
    "claims.yml": (
        ("said: 2025-01-05", "said: 2025-01-04"),
        ("value: 340", "value: 300"),
        ("Моста немає.", "Моста нема."),
        ("    doubt: {about: wording, text: неясно}\n", ""),
        ("      - {source: h-1, relation: supports}\n", ""),
        ("relation: disputes, why: сказано", "relation: qualifies"),
        ("    rank: deprecated\n    deprecated_reason: помилка\n", ""),
        ("    would_confirm: [Знімок.]\n", ""),
    ),
    "content/cast.yml": (
        ("interest: unknown", "interest: supporter, side: north"),
        ("    status: retracted\n    status_date: 2025-01-07\n", ""),
        ("about: втрати", "about: число"),
        ("access: first_hand", "access: relayed"),
    ),
    "content/rest.yml": (
        ("        date: 2025-01-05", "        date: 2025-01-04"),
        ("date_reported: 2025-01-06", "date_reported: 2025-01-05"),
        ('text: "Міст наш."', 'text: "Міст не наш."'),
    ),
}


def edition_of(folder: Path, words: str) -> tuple[Checked, list[Page]]:
    """The site of `tests/support/cyrillic` in these words, as an edition; and its pages."""
    now = cyrillic()
    before = dict(now)
    for name, changes in BEFORE.items():
        for new, old in changes:
            assert new in before[name], new
            before[name] = before[name].replace(new, old)
    before["content/rest.yml"] = before["content/rest.yml"].partition("corrections:")[0]
    then = check(scratch(folder / "then", {**before, WORDS: words}, cast=False))
    assert not then.failed, [each.message for each in then.diagnostics]
    past = read_document(project.ledger_document(then))
    past = replace(past, edition=Edition("2025-01-10", "2025-01-10T00:00:00Z", "Уперше"))
    root = scratch(folder / "now", {**now, WORDS: words}, cast=False)
    edition = Edition("2025-01-12.2", "2025-01-12T00:00:00Z", "Удруге", "Примітка.")
    files = {"2025-01-10": frozenset({"index.html", "changes/index.html"})}
    found = check(root, series=Series(edition, (past,), files))
    assert not found.failed, [each.message for each in found.diagnostics]
    pages, problems = project.pages(found)
    assert problems == []
    return found, pages


@pytest.fixture(scope="module")
def in_brackets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages and feeds of an edition on which every word of the interface stands between
    brackets, and every word of its editors is in another script; without what its rubric and
    vocabulary say."""
    words = {key: wrapped(phrase) for key, phrase in default_words().texts.items()}
    file = json.dumps({"language": "en", "words": words}, ensure_ascii=False)
    found, pages = edition_of(tmp_path_factory.mktemp("brackets"), file)
    assert found.config is not None
    leaves = [*_leaves(found.config.rubric.model_dump()), *_leaves(found.config.vocabulary.model_dump())]
    own = {value.strip(" ·.") for leaf in leaves for value in re.split(r"\{\w+\}", leaf)}
    longest = sorted(filter(None, own), key=len, reverse=True)
    theirs = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
    shown = {page.path: _seen(page.text) for page in pages if page.path.endswith(".md")}
    shown |= {page.path: _fed(page.text) for page in pages if page.path.endswith(".xml")}
    assert len([path for path in shown if path.startswith("feeds/")]) > 3
    return {path: theirs.sub(" ", text) for path, text in shown.items()}


def _fed(text: str) -> str:
    """What a reader of feeds shows of a feed."""
    return _outside(" ".join(re.findall(r"<(?:title|subtitle|summary|name)>([^<]*)<", text)))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


def _seen(text: str) -> str:
    """What a reader reads or hears of a page."""
    front = re.search(r"\A---\n(.*?)^---\n", text, re.DOTALL | re.MULTILINE)
    head = (
        " ".join(re.findall(r"^(?:title|description|checked|built): (.*)$", front[1], re.MULTILINE))
        if front
        else ""
    )
    body = text[front.end() :] if front else text
    # The facts that the rules are applied to have the names of the rules.
    body = re.sub(r'<table class="sy-facts">.*?</table>', " ", body, flags=re.DOTALL)
    read = [value for tag in _TAG.finditer(body) for value in _READ.findall(tag[0])]
    return _outside(" ".join([head, *read, _TAG.sub(" ", _NO_WORDS.sub(" ", body))]))


def _outside(text: str) -> str:
    """What stands between no brackets."""
    shown = html.unescape(html.unescape(text))
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", shown)) != shown:
        shown = less
    return shown


#: What stands on pages in Latin letters and is nobody's language.
_NAMES = re.compile(
    r"\b(?:JSON|jsonl|csv|UTC|BibTeX|https?:\S*|[a-z]+:[a-z0-9-]+|claims?|[a-z0-9_]+_[a-z0-9_]+)\b|\S*/\S*|\S+\.\w+"
)


def test_all_that_the_pages_say_themselves_can_be_said_otherwise(in_brackets: Mapping[str, str]) -> None:
    left = {
        path: re.findall(r"[A-Za-z]{2,}(?:[ ’'-]+[A-Za-z]+)*", _NAMES.sub(" ", text))
        for path, text in in_brackets.items()
    }
    assert {path: found for path, found in left.items() if found} == {}


# ---- a site in another language -------------------------------------------------------------------


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of the same site with the Ukrainian words of the manual."""
    words = (REPOSITORY / "docs" / "words" / "uk.yml").read_text(encoding="utf-8")
    _, pages = edition_of(tmp_path_factory.mktemp("uk"), words)
    return {page.path: _seen(page.text) for page in pages if page.path.endswith(".md")}


def test_the_manuals_words_are_complete_in_ukrainian() -> None:
    ours, theirs = default_words().texts, yaml_words("uk")
    missing = [key for key in ours if key not in theirs]
    assert missing == [], f"{len(ours) - len(missing)} of {len(ours)} are in docs/words/uk.yml"
    assert theirs.keys() == ours.keys()
    for key, phrase in ours.items():
        assert isinstance(phrase, str) == isinstance(theirs[key], str), key
    # Sentences that nobody has translated, and letters of another language that look alike.
    english = {key for key, phrase in theirs.items() if phrase == ours[key] and _LETTERS.search(str(phrase))}
    assert english == set()
    told = {key: str(phrase) for key, phrase in theirs.items()}
    assert [key for key, text in told.items() if re.search("[ыэъёЫЭЪЁ]", text)] == []
    assert [key for key, text in told.items() if re.search("[а-яіїєґ][a-z]|[a-z][а-яіїєґ]", text)] == []


#: Two letters together, outside of a name in braces.
_LETTERS = re.compile(r"(?<![{a-z_])[A-Za-z]{2,}(?![a-z_]*\})")


def test_an_edition_is_told_in_ukrainian(ukrainian: Mapping[str, str]) -> None:
    changes = " ".join(ukrainian["changes/index.md"].split())
    for told in (
        "Джерело відкликано",
        "Інше число",
        "Було: 300 осіб",
        "Ми більше не певні, що прочитали правильно",
        "12 січня 2025 року (2)",
    ):
        assert told in changes, told


def test_the_words_of_the_manual_make_a_site_in_ukrainian(ukrainian: Mapping[str, str]) -> None:
    claim = " ".join(ukrainian["claims/a.md"].split())
    for told in (
        "Армія Півночі каже: Міст наш.",
        "Сказано: 5 січня 2025 року",
        "Чому така позначка?",
        "Докази",
    ):
        assert told in claim
    assert "Мешканці кажуть, за" not in claim
    assert "Мешканці, за словами Газета, кажуть:" in " ".join(ukrainian["claims/c.md"].split())
    assert "3 твердження" in " ".join(ukrainian["questions/index.md"].split())


def test_its_numbers_have_the_forms_of_ukrainian() -> None:
    words = Phrases("uk", yaml_words("uk"))
    told = [words.plain("common_claims", number) for number in (1, 2, 5, 11, 21)]
    assert told == ["1 твердження", "2 твердження", "5 тверджень", "11 тверджень", "21 твердження"]
    assert words.plain("line_reported_outlets", 22) == "Про це повідомляють 22 видання."


def yaml_words(language: str) -> Mapping[str, Phrase]:
    """The texts of a language of the manual."""
    document, found = read_yaml((REPOSITORY / "docs" / "words" / f"{language}.yml").read_bytes(), language)
    assert found == []
    data = document.data
    assert isinstance(data, dict)
    assert data["language"] == language
    return data["words"]
