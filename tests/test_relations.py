"""One page's text changes no other page, except by a declared relation (safety.md, promise 4).

Every text field that the models of the records have is changed, one at a time, in every record
of a site in which all of them are used (`support/everything.py`). All pages are made again and
compared. Those that differ must be declared to print that text (`support/relations.py`), which
is worked out from the ledger's references, not from what the renderer did. And whatever the
text, no page may differ in more than texts: its elements and attributes stay the same.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
import yaml
from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import project
from sayso.model.fields import Address, Inline, Ref, Word
from sayso.model.ledger import Entry, Ledger
from sayso.model.records import MODELS, FrontMatter
from sayso.model.story import Event, Timeline
from sayso.outputs import ledger_json
from sayso.pagefind_files import FOLDER, PARTS, fragment
from sayso.project import Checked
from sayso.prose import parse, split_front_matter
from sayso.render.address import slug
from sayso.rubric.status import standings
from sayso.sanitize import sanitize
from sayso.site.build import build

from .support.checking import TODAY, checked
from .support.converting import converted
from .support.everything import FILES
from .support.relations import LISTS, OF_LIST, OF_SIDE, PRINTS, SHOWS, Relations
from .support.scratch import REPOSITORY, scratch

Path_ = tuple[str | int, ...]

#: Fields that are no text of a reader's, each with the reason; "*" ends a name.
NO_TEXT = {
    "*.id": "an id",
    "*.formerly": "a former id, which is an address",
    "*.language": "a code of a language, an attribute",
    "page.lang": "a code of a language, an attribute",
    "claim.claimant": "a reference",
    "source.publisher": "a reference",
    "quote.translator": "a reference",
    "quote.translations.translator": "a reference",
    "event.stated_by": "a reference",
    "correction.corrects": "a reference",
    "claim.assessment.status": "a status",
    "claim.tags": "a tag, which is an address: see the test of its own",
    "side.colour": "a colour",
}
HOSTILE = (
    "x\"'> </p></article><script>alert(1)</script><img src=x onerror=alert(1)>\n\n# A heading\n\n"
    "[[badge:alone]] [[/editorial]] {{ 7 * 7 }} {% raw %} {#\n\n---\ntitle: other\n---\n- item\n\n"
    "    code\n\n| a | b |\n|---|---|\n\n<!-- &lt;b&gt; &#60;i&#62; ```\n[x]: https://example.org\n[^1]: note"
)
#: What the small inline subset knows: it may stand in fields for running text, and nowhere else.
INLINE = " *a* **b** `c` [d](https://example.org/)"


@dataclass(frozen=True)
class Text:
    """One text of one record: its entry, its path in the record, its field without numbers."""

    entry: Entry
    path: Path_
    field: str
    inline: bool


# The site, and what its pages are when one text is another


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    root = scratch(tmp_path_factory.mktemp("everything"), FILES, cast=False)
    result = checked(root)
    assert not result.failed, [str(item.mark) + " " + item.message for item in result.diagnostics]
    return result


_templates = cache(project.templates)  # compiled once: nothing else is taken from one run to the next


def made(base: Checked, ledger: Ledger) -> dict[str, str]:
    """All pages of the site with another ledger, by path."""
    assert base.config is not None
    stand = standings(ledger, base.config, datetime.fromtimestamp(int(TODAY), UTC))
    with patch.object(project, "templates", _templates):
        pages, problems = project.pages(replace(base, ledger=ledger, standings=stand))
    assert not problems
    # ledger.json holds every text of every record, and says so: tests/test_ledger_json.py.
    return {page.path: page.text for page in pages if page.path != ledger_json.PATH}


def with_text(base: Checked, text: Text, words: str) -> Ledger:
    """The ledger with other words in one place; the record is judged anew by its model."""
    entry = text.entry
    data = _with(_data(entry), text.path, words)
    if entry.kind == "event":
        event = Event.model_validate(data)
        return replace(
            base.ledger, entries=tuple(_with_event(each, entry, event) for each in base.ledger.entries)
        )
    record = MODELS[entry.kind].model_validate(data)
    fresh = replace(entry, record=record)
    return replace(
        base.ledger, entries=tuple(fresh if each is entry else each for each in base.ledger.entries)
    )


def _with_event(each: Entry, entry: Entry, event: Event) -> Entry:
    if each is entry:
        return replace(each, record=event)
    if each.kind == "timeline":
        assert isinstance(each.record, Timeline)
        events = tuple(event if other.id == event.id else other for other in each.record.events)
        return replace(each, record=each.record.model_copy(update={"events": events}))
    return each


def _data(entry: Entry) -> Any:
    """A record as it stands in its file, with what the file says once for all its records."""
    data: Any = entry.document.data
    for step in entry.path:
        data = data[step]
    for path in entry.inherited:
        data = _with(data, path, (entry.document.data or {})["defaults"]["source"])
    return data


def _with(data: Any, path: Path_, words: str) -> Any:
    if not path:
        return words
    if isinstance(data, list):
        return [_with(item, path[1:], words) if n == path[0] else item for n, item in enumerate(data)]
    return {**data, path[0]: _with(data.get(path[0]), path[1:], words)}


# Texts, found by walking the models


def fields_of(model: type[BaseModel], prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, bool]]:
    """(field, whether it may hold the inline subset) of every text in a record."""
    for name, field in model.model_fields.items():
        yield from _kinds(field.annotation, field.metadata, (*prefix, field.alias or name))


def _kinds(annotation: Any, metadata: Any, path: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    if any(isinstance(mark, Ref | Word | Address) for mark in metadata):
        return
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is str:
        yield ".".join(path), any(isinstance(mark, Inline) for mark in metadata)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is not Event and path.count(path[-1]) < 2:  # a figure's parts are figures
            yield from fields_of(annotation, path)
    elif origin is Annotated:
        yield from _kinds(args[0], args[1:], path)
    elif origin is dict:
        yield from _kinds(args[1], (), path)
    elif origin is not Literal:
        for each in args:
            if each is not type(None) and each is not Ellipsis:
                yield from _kinds(each, (), path)


def is_text(kind: str, field: str) -> bool:
    name = f"{kind}.{field}"
    return name not in NO_TEXT and f"*.{field.rpartition('.')[2]}" not in NO_TEXT


@cache
def fields(kind: str) -> dict[str, bool]:
    model = {**MODELS, "event": Event, "page": FrontMatter}[kind]
    return {field: inline for field, inline in fields_of(model) if is_text(kind, field)}


def texts(base: Checked) -> list[Text]:
    """Every text in every record."""
    found = []
    for entry in base.ledger.entries:
        known = fields(entry.kind)
        for path in _leaves(_data(entry), ()):
            field = _field(path)
            match = field if field in known else field.rpartition(".")[0]  # the key of a free mapping
            if match in known:
                found.append(Text(entry, path, match, known[match]))
    return found


def _field(path: Path_) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _leaves(data: Any, path: Path_) -> Iterator[Path_]:
    if isinstance(data, dict):
        for key, value in data.items():
            if not (key == "events" and not path):
                yield from _leaves(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _leaves(value, (*path, number))
    else:
        yield path


def test_every_text_field_of_the_models_is_tried(base: Checked) -> None:
    """A field that is new in a model must be used in `support/everything.py`; then it is tried too."""
    tried = {f"{text.entry.kind}.{text.field}" for text in texts(base)}
    wanted = {f"{kind}.{field}" for kind in (*MODELS, "event") for field in fields(kind)}
    assert wanted - tried == set()


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


@dataclass(frozen=True)
class Change:
    """What became of the pages when one text was other words: those that differ, and all of them."""

    text: Text
    differ: set[str]
    pages: dict[str, str]


@pytest.fixture(scope="module")
def before(base: Checked) -> dict[str, str]:
    return made(base, base.ledger)


@pytest.fixture(scope="module")
def changes(base: Checked, before: dict[str, str]) -> list[Change]:
    found = []
    for text in texts(base):
        after = made(base, with_text(base, text, "Quite other words"))
        differ = differing(before, after)
        found.append(Change(text, differ, {path: after[path] for path in differ}))
    return found


def undeclared(relations: Relations, changes: list[Change]) -> list[str]:
    printed_on = relations.printed_on
    return [
        f"{change.text.entry.name} {change.text.field} is printed on {page}"
        for change in changes
        for page in sorted(change.differ)
        if (change.text.entry.name, change.text.field) not in printed_on.get(page, ())
    ]


# The tests


def test_a_text_changes_only_pages_that_are_declared_to_print_it(
    base: Checked, changes: list[Change]
) -> None:
    leaks = undeclared(Relations(base.ledger, base.standings), changes)
    assert not leaks, "\n" + "\n".join(leaks)


def test_the_declarations_hold_for_the_site_of_this_repository() -> None:
    """One text of each field, in the record that comes last: other records than those made up here."""
    real = checked(REPOSITORY)
    before = made(real, real.ledger)
    sample = {(text.entry.kind, text.field): text for text in texts(real)}
    changes = []
    for text in sample.values():
        after = made(real, with_text(real, text, "Quite other words"))
        changes.append(Change(text, differing(before, after), {}))
    leaks = undeclared(Relations(real.ledger, real.standings), changes)
    assert len(sample) > 20
    assert not leaks, "\n" + "\n".join(leaks)


#: Views of texts that have tests of their own: titles of prose, and tags.
OF_THEIR_OWN = ("prose.title", "prose.link", "claim.tags")


def declarations() -> Iterator[tuple[str, object]]:
    for view, fields in PRINTS.items():
        if not view.startswith("prose."):
            yield from ((view, field) for field in fields.split() if field != "tags")
    for view, shown in [*SHOWS.items(), *LISTS.items(), ("sides/", OF_SIDE), ("statuses/", OF_LIST)]:
        if not view.startswith("prose."):
            yield from ((view, each) for each in shown if each[1] not in OF_THEIR_OWN)


def test_every_declaration_is_needed(base: Checked, changes: list[Change]) -> None:
    """A declaration that no page bears out would be a hole: some page must differ because of it."""
    idle = [
        each
        for each in declarations()
        if not undeclared(Relations(base.ledger, base.standings, without=each), changes)
    ]
    assert not idle, "\n" + "\n".join(map(str, idle))


# Structure: whatever a text holds, elements and attributes stay as they are

#: Attributes that hold words, or are made of them.
WORDS = ("id", "aria-label", "title", "alt", "content", "value")


#: The words of a source in its address, by which a browser finds them: behind this nothing stands
#: but them, in the characters that an address may have there (wicg.github.io/scroll-to-text-fragment).
_PASSAGE = re.compile(r"(#(?:page=\d+&)?:~:text=)[\w%,&=.~*()!'-]*")
#: Where in a drawing something stands, and how large it is.
_MEASURED = re.compile(r"[\d.\s%-]+")


def shape(node: LexborNode) -> list[str]:
    """Every element below a node with its attributes, but for what is made of words in them: those
    of `WORDS`, links to headings of the same page, the words of a source in its address. Of each
    drawing, what kinds of elements it has: its lines are as many and as long as its words want."""
    found = []
    drawn: list[str] = []
    for each in node.traverse():
        if not (each.tag or "-").startswith("-"):
            told = [f"{name}={_told(name, value or '')}" for name, value in sorted(each.attributes.items())]
            within = _within_drawing(each)
            if drawn and (not within or each.tag == "svg"):
                found += sorted(set(drawn))
                drawn = []
            measured = [_MEASURED.sub("…", one) for one in told] if within else told
            (drawn if within else found).append(" ".join([each.tag or "", *measured]))
    return found + sorted(set(drawn))


def _told(name: str, value: str) -> str:
    return "…" if name in WORDS or value.startswith("#") else _PASSAGE.sub(r"\1…", value)


def _within_drawing(node: LexborNode | None) -> bool:
    while node is not None and node.tag != "svg":
        node = node.parent
    return node is not None


def skeleton(path: str, text: str) -> tuple[list[str], list[str]]:
    """The keys of a page's front matter, and its elements once it is converted."""
    if not path.endswith(".md"):
        return [], built_of(path, text)
    front, body = re.match(r"(?:---\n(.*?)\n---\n)?(.*)\Z", text, re.DOTALL).groups()  # type: ignore[union-attr]
    keys = sorted(yaml.safe_load(front)) if front else []
    page = LexborHTMLParser(sanitize(converted(body)))
    assert page.body is not None
    return keys, shape(page.body)


def built_of(path: str, text: str) -> list[str]:
    """What a file is made of that is no Markdown, without its texts."""
    match path.rpartition(".")[2]:
        case "html":
            return shape(LexborHTMLParser(text).root or pytest.fail(path))
        case "svg":
            # How many lines a badge has, and how long they are, hangs on its words.
            drawn = ElementTree.fromstring(text).iter()  # noqa: S314 - our own
            return sorted({" ".join([each.tag, *sorted(each.attrib)]) for each in drawn})
        case "csv":
            return [str(len(row)) for row in csv.reader(io.StringIO(text, newline=""))]
        case "json" | "jsonl":
            lines = text.splitlines() if path.endswith("jsonl") else [text]
            return [str(keys_of(json.loads(line))) for line in lines]
    return [text]


def keys_of(value: Any) -> Any:
    """Data without its values."""
    if isinstance(value, list):
        return [keys_of(each) for each in value]
    return {key: keys_of(each) for key, each in value.items()} if isinstance(value, dict) else type(value)


def test_no_text_changes_what_a_page_is_made_of(base: Checked, changes: list[Change]) -> None:
    """Between ordinary words and hostile ones, only texts differ: on the record's page too."""
    broken = []
    for change in changes:
        text = change.text
        hostile = HOSTILE if text.inline else HOSTILE + INLINE
        after = made(base, with_text(base, text, hostile))
        if (
            differing(after, change.pages | {p: after[p] for p in after.keys() - change.pages.keys()})
            - change.differ
        ):
            broken.append(f"{text.entry.name} {text.field}: other pages than with ordinary words")
        for path, page in change.pages.items():
            if path not in after or skeleton(path, page) != skeleton(path, after[path]):
                broken.append(f"{text.entry.name} {text.field} changes {path}")
    assert not broken, "\n" + "\n".join(broken)


# Pages of prose, tags


@pytest.mark.parametrize("address", ["index.md", "night.md", "about-us.md"])
@pytest.mark.parametrize("field", ["title", "nav_title", "description", "body"])
def test_prose_changes_no_other_page_but_where_its_title_is_declared(
    base: Checked, before: dict[str, str], address: str, field: str
) -> None:
    relations = Relations(base.ledger, base.standings)
    for words in ("Quite other words", HOSTILE + INLINE):
        new: dict[str, Any] = {field: words}
        if field == "body":
            (page,) = [page for page in base.ledger.pages if page.address == address]
            _, body, first = split_front_matter(FILES[page.path])
            new = {"prose": parse(f"{body}\n\n{words.replace('[[', '')}\n", page.path, first)[0]}
        pages = tuple(replace(page, **new) if page.address == address else page for page in base.ledger.pages)
        after = made(base, replace(base.ledger, pages=pages))
        for path in differing(before, after):
            assert (f"prose:{address}", field) in relations.printed_on[path], path
            if path == "SUMMARY.md":  # a title also decides where its page stands in the navigation
                assert sorted(skeleton(path, after[path])[1]) == sorted(skeleton(path, before[path])[1])
            elif path != address:
                assert skeleton(path, after[path]) == skeleton(path, before[path]), path


def test_a_tag_changes_its_own_page_and_where_it_is_listed(base: Checked, before: dict[str, str]) -> None:
    (entry,) = [entry for entry in base.ledger.entries if entry.name == "claim:held"]
    text = Text(entry, ("tags", 0), "tags", inline=False)
    for words in ("Quite other words", HOSTILE + INLINE):
        after = made(base, with_text(base, text, words))
        listed = {"claims/held.md", "claims/index.md", "search/index.md"}
        listed |= {"claims.csv", "claims.jsonl", "feeds/claims.json"}
        assert differing(before, after) == listed | {"tags/bridges.md", f"tags/{slug(words)}.md"}
        for path in listed:
            assert _without_addresses(skeleton(path, after[path])) == _without_addresses(
                skeleton(path, before[path])
            )


def _without_addresses(kept: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    return kept[0], [re.sub(r"href=\.\./\S*tags/\S*", "href=…", each) for each in kept[1]]


# The whole way: two real builds that differ in one text of each kind

MKDOCS_YML = """\
site_name: The hills
docs_dir: build/docs
exclude_docs: /SUMMARY.md
theme: {name: material, font: false}
extra: {generator: false}
markdown_extensions: [tables, md_in_html, footnotes, sane_lists]
plugins:
  - sayso
  - literate-nav: {nav_file: SUMMARY.md}
"""
#: One text of each kind: (record, path in it).
SAMPLE: tuple[tuple[str, Path_], ...] = (
    ("party:north-army", ("name",)),
    ("party:friend", ("name",)),
    ("side:south", ("name",)),
    ("source:herald-2", ("title",)),
    ("question:bridge", ("title",)),
    ("claim:lost", ("text",)),
    ("quote:q-parts", ("parts", 0)),
    ("timeline:war", ("title",)),
    ("event:rain", ("title",)),
    ("correction:wrong-name", ("text",)),
)


def built(base: Checked, root: Path, words: str) -> tuple[dict[str, LexborHTMLParser], dict[str, list[str]]]:
    """The final HTML of every page, and the records of the search for each address, with these words."""
    files = dict(FILES)
    files["mkdocs.yml"] = MKDOCS_YML
    by_file: dict[str, Any] = {entry.document.path: entry.document.data for entry in base.ledger.entries}
    for name, path in SAMPLE:
        (entry,) = [entry for entry in base.ledger.entries if entry.name == name]
        by_file[entry.document.path] = _with(by_file[entry.document.path], (*entry.path, *path), words)
    for path, data in by_file.items():
        files[path] = yaml.safe_dump(
            data, default_style='"', width=10**6, allow_unicode=True, sort_keys=False
        )
    title = yaml.safe_dump(words, default_style='"', width=10**6).strip()
    files["content/night.md"] = (
        files["content/night.md"].replace("The night", title).replace(": Night", f": {title}")
    )
    scratch(root, {}, cast=False)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    result = build(root)
    assert result.site is not None, [item for item in result.diagnostics if item.severity == "error"]
    pages = {
        path.relative_to(result.site).as_posix(): LexborHTMLParser(path.read_text("utf-8"))
        for path in result.site.rglob("*.html")
    }
    records = [
        fragment(path.read_bytes()) for path in sorted((result.site / FOLDER).rglob(f"*{PARTS['fragment']}"))
    ]
    assert len(records) > len(base.ledger.claims)
    found: dict[str, list[str]] = {}
    for record in records:
        address = record["url"].partition("#")[0]
        # What a result shows, and what it can be filtered by: of that all but the sides of those
        # who speak, which the page need not name (nor their masters, whom its words find it by).
        filters = {name: values for name, values in record["filters"].items() if name != "side"}
        texts = json.dumps([record["url"], record["meta"], filters], sort_keys=True)
        found[address] = sorted([*found.get(address, ()), texts])
    return pages, found


def test_built_pages_differ_in_declared_texts_only(base: Checked, tmp_path: Path) -> None:
    """In the final HTML with Material's navigation, titles and search index."""
    plain, plain_index = built(base, tmp_path / "plain", "Quite other words")
    hostile, hostile_index = built(base, tmp_path / "hostile", HOSTILE)
    assert plain.keys() == hostile.keys()
    assert plain_index.keys() == hostile_index.keys()
    printed_on = Relations(base.ledger, base.standings).printed_on
    changed = {(name, _field(path)) for name, path in SAMPLE} | {("prose:night.md", "title")}
    declared = {path for path, printed in printed_on.items() if printed & changed}
    for path, page in plain.items():
        assert shape(page.root) == shape(hostile[path].root), path
        article, other = page.css_first("article"), hostile[path].css_first("article")
        if article is None or other is None or path == "404.html":
            continue
        source = path.removesuffix("index.html").rstrip("/")
        names = {f"{source}.md", f"{source}/index.md".lstrip("/")}
        if not names & declared:
            assert article.text() == other.text(), path
            address = path.removesuffix("index.html")
            assert plain_index.get(address) == hostile_index.get(address), path
