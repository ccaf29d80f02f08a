"""Laws of reading a site: nothing that stands in its files raises, and how they are laid out
changes no record."""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from sayso.load import load
from sayso.model.records import MODELS
from sayso.model.settings import Rubric, Settings, Vocabulary
from sayso.vocabulary import KINDS

from .support.checking import checked, found
from .support.scratch import REPOSITORY, scratch

BOUNDED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Scalars that mean something somewhere, and some that mean nothing anywhere.
WORDS = """
    a b north-army gazette gazette-1 bridge source unnamed claim:a quote:a true 2025-01-05 2025-13 2024/..
    340 -1 1e9 killed about tens_of article reports supports withdraws disputes updates independent
    not_given deprecated confirmed editorial javascript:1 https://example.org [a](b:c) *a* ﬁ Ⅷ null
"""
SCALARS = st.sampled_from(["", "A" * 90, *WORDS.split()]) | st.text(max_size=12)


def _keys(model: type[BaseModel], depth: int = 4) -> set[str]:
    """Every key of a record and of what stands in it."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        todo = [field.annotation]
        while todo:
            kind = todo.pop()
            todo.extend(get_args(kind))
            if depth and isinstance(kind, type) and issubclass(kind, BaseModel):
                found |= _keys(kind, depth - 1)
    return found


KEYS = {kind: st.sampled_from(sorted(_keys(model))) for kind, model in MODELS.items()}


def values(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Structures of a record's own keys with values of every shape in every place."""
    return st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=12,
    )


@st.composite
def sites(draw: st.DrawFn) -> dict[str, Any]:
    """A file with lists of records whose ids are few, so that they meet."""
    site: dict[str, Any] = {}
    for kind in draw(st.lists(st.sampled_from(sorted(MODELS)), min_size=1, max_size=3, unique=True)):
        fields = st.dictionaries(KEYS[kind], values(KEYS[kind]), max_size=8)
        records = draw(st.lists(st.tuples(SCALARS, fields), max_size=4))
        site[KINDS[kind]] = [{**_sound(kind), **record, "id": name} for name, record in records]
    return site


_EVENT = {"id": "e", "date": "2025", "title": "E", "stated_by": "editorial"}


def _sound(kind: str) -> dict[str, Any]:
    """What a record of the kind needs, so that what is drawn is not all that it has."""
    return {
        "claim": {"text": "It is held.", "claimant": "north-army", "source": "gazette-1", "exact": "held"},
        "side": {"name": "West"},
        "party": {"type": "group", "name": "A group"},
        "source": {"title": "A", "publisher": "gazette", "kind": "article", "no_url": "on paper"},
        "quote": {"speaker": "north-army", "text": "Held.", "source": "gazette-1"},
        "question": {"title": "Who?"},
        "timeline": {"title": "T", "events": [_EVENT]},
        "correction": {"corrects": "claim:a", "kind": "update", "date": "2025", "text": "It was held."},
    }[kind]


def in_scratch(use: Callable[[Path], None]) -> None:
    """A folder for one example: Hypothesis runs many in one test."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-laws-"))
    try:
        use(folder)
    finally:
        shutil.rmtree(folder)


def judge(files: dict[str, bytes | str]) -> None:
    """A whole check raises nothing, and its marks lie in the files."""

    def use(folder: Path) -> None:
        result = found(folder, files)
        for item in result.diagnostics:
            for mark in (item.mark, *(other.mark for other in item.related)):
                assert mark.line >= 1 and mark.column >= 1, item
                assert (mark.end_line, mark.end_column) > (mark.line, mark.column), item
                assert mark.path in result.texts, item
                lines = result.texts[mark.path].replace("\r\n", "\n").replace("\r", "\n").split("\n")
                assert mark.line <= len(lines), item
                assert mark.column <= len(lines[mark.line - 1]) + 1, item
        assert result.text

    in_scratch(use)


@BOUNDED
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_bytes_raise(raw: bytes | str) -> None:
    judge({"claims.yml": raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")})


@BOUNDED
@given(st.text(alphabet="abc:-[]{}#'\"|>&*!?%@`,\n \t\\", max_size=120))
def test_no_text_of_yaml_marks_raises(text: str) -> None:
    judge({"claims.yml": "claims:\n- id: a\n  text: " + text})


@BOUNDED
@given(st.text(alphabet="abc:-[]()|/#'\"<>&*!_`,\n \t\\", max_size=200))
def test_no_prose_raises(text: str) -> None:
    judge({"content/index.md": text})


@settings(BOUNDED, max_examples=80)
@given(sites())
def test_no_structure_raises(site: dict[str, Any]) -> None:
    judge({"claims.yml": yaml.safe_dump(site, allow_unicode=True, sort_keys=False)})


SETTINGS = sorted(_keys(Rubric) | _keys(Vocabulary) | _keys(Settings))


@BOUNDED
@given(st.sampled_from(["rubric", "vocabulary", "sayso"]), values(st.sampled_from(SETTINGS)))
def test_no_setting_raises(name: str, data: Any) -> None:
    def use(folder: Path) -> None:
        scratch(folder, {})
        (folder / "site_config" / f"{name}.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
        checked(folder)

    in_scratch(use)


def test_thousands_of_faults_are_not_all_told(tmp_path: Path) -> None:
    text = "claims:\n" + "".join(f"  - {{id: c-{n}, txet: T.}}\n" for n in range(5000))
    last = '  - {id: sound, text: T., claimant: source, source: gazette-1, exact: "x", replaced_by: c-4999}\n'
    result = found(tmp_path, {"claims.yml": text, "claims/more.yml": "claims:\n" + last})
    assert len(result.codes) < 2100
    assert result.codes.count("SAY011") == 1
    assert "SAY101" not in result.codes, "the ids of records that were not judged are known"


def test_one_record_of_many_faults_does_not_fill_the_screen(tmp_path: Path) -> None:
    text = "claims:\n  - id: a\n" + "".join(f"    key{n}: 1\n" for n in range(5000))
    assert len(found(tmp_path, {"claims.yml": text}).codes) <= 50


# How a file is laid out

FILES = ["claims.yml", "content/parties.yml", "content/quotes.yml", "content/questions.yml"]
DATA: dict[str, dict[str, Any]] = {
    name: yaml.load((REPOSITORY / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    for name in FILES
}


def records(folder: Path, files: dict[str, str]) -> dict[str, Any]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert not loaded.diagnostics
    return {entry.name: entry.record for entry in loaded.ledger.entries}


def dump(data: Any, indent: int = 2, level: int = 0) -> str:
    """YAML in blocks, every text in quotation marks, so that quoted words stay quoted.

    (PyYAML's own writer spoils some texts where it folds them.)
    """
    margin = " " * indent * level
    if isinstance(data, dict) and data:
        return "".join(f"\n{margin}{key}: {dump(value, indent, level + 1)}" for key, value in data.items())
    if isinstance(data, list) and data:
        return "".join(f"\n{margin}-{dump(value, indent, level + 1) or ' {}'}" for value in data)
    return " " + json.dumps(data, ensure_ascii=False)


with tempfile.TemporaryDirectory() as _first:
    AS_WRITTEN = records(Path(_first), {name: (REPOSITORY / name).read_text("utf-8") for name in FILES})


@settings(BOUNDED, max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_and_keys_changes_no_record(random: Any) -> None:
    shuffled = {}
    for name, data in DATA.items():
        lists = {key: list(items) if isinstance(items, list) else items for key, items in data.items()}
        for items in lists.values():
            if isinstance(items, list):
                random.shuffle(items)
                for index, item in enumerate(items):
                    items[index] = dict(random.sample(sorted(item.items()), len(item)))
        shuffled[name] = dump(dict(random.sample(sorted(lists.items()), len(lists))))
    in_scratch(lambda folder: _same(records(folder, shuffled)))


@pytest.mark.parametrize("indent", [1, 2, 3, 4, 8])
def test_indentation_changes_no_record(indent: int) -> None:
    files = {name: dump(data, indent) for name, data in DATA.items()}
    in_scratch(lambda folder: _same(records(folder, files)))


def test_brackets_change_no_record() -> None:
    files = {name: json.dumps(data, ensure_ascii=False) for name, data in DATA.items()}
    in_scratch(lambda folder: _same(records(folder, files)))


def test_one_file_or_a_folder_of_files_is_the_same() -> None:
    files = {}
    for name, data in DATA.items():
        defaults = {"defaults": data["defaults"]} if "defaults" in data else {}
        for key, items in data.items():
            for item in items if isinstance(items, list) else ():
                files[f"{name.removesuffix('.yml')}/{key}-{item['id']}.yml"] = dump({**defaults, key: [item]})
    in_scratch(lambda folder: _same(records(folder, files)))


def _same(found: dict[str, Any]) -> None:
    assert found == AS_WRITTEN
