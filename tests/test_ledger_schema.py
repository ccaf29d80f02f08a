"""`ledger.schema.json`: it says what `ledger.json` is, no more and no less."""

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from sayso import project
from sayso.outputs import ledger_json, ledger_schema
from tests.support.checking import checked
from tests.support.everything import FILES
from tests.support.ledgers import Data, config, grade, is_valid, ledger_of, ledgers
from tests.support.scratch import REPOSITORY, scratch

COMMITTED = REPOSITORY / "docs" / "ledger.schema.json"
SCHEMA = ledger_schema.document()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A ledger in which every field of every record is used."""
    site = checked(scratch(tmp_path_factory.mktemp("everything"), FILES, cast=False))
    found: dict[str, Any] = json.loads(ledger_json.text(project.ledger_document(site)))
    return found


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_manual_has_it_as_it_is(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        COMMITTED.write_text(json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(COMMITTED.read_text("utf-8")) == SCHEMA


def test_the_ledger_of_this_repository_is_one() -> None:
    VALIDATOR.validate(json.loads(ledger_json.text(project.ledger_document(checked(REPOSITORY)))))


def test_so_is_one_with_every_field(everything: dict[str, Any]) -> None:
    VALIDATOR.validate(everything)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers().filter(is_valid))
def test_so_is_any_ledger(data: Data) -> None:
    ledger = ledger_of(data)
    document = ledger_json.document(
        ledger, config(), grade(data), evidence=lambda _: "", lead=lambda _: "", figure=lambda _: "", texts={}
    )
    VALIDATOR.validate(json.loads(ledger_json.text(document)))


def test_every_object_is_closed() -> None:
    """A key that nobody thought of is a fault, but where the keys are names of the editors' own."""
    free = {"vocabulary", "standings", "names"}
    todo: list[tuple[str, Any]] = [("", SCHEMA)]
    while todo:
        at, value = todo.pop()
        if isinstance(value, list):
            todo += [(at, each) for each in value]
        elif isinstance(value, dict):
            if value.get("type") == "object" and not free & set(at.split("/")):
                assert value.get("additionalProperties") is False, at
            todo += [(f"{at}/{key}", each) for key, each in value.items()]


Change = Callable[[dict[str, Any]], object]


def _claim(document: dict[str, Any], key: str = "") -> Any:
    return next(each for each in document["claims"] if not key or key in each)


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("another version", lambda d: d.update(schema=2)),
        ("a number for a text", lambda d: d.update(title=5)),
        ("a list that is missing", lambda d: d.pop("claims")),
        ("a key too many", lambda d: d.update(extra=1)),
        ("a claim without text", lambda d: _claim(d).pop("text")),
        ("a claim with a key that none has", lambda d: _claim(d).update(truth="yes")),
        ("an id with capitals", lambda d: _claim(d).update(id="Held")),
        ("a claimant that is no list", lambda d: _claim(d).update(claimant="north-army")),
        ("a field with nothing in it", lambda d: _claim(d).update(about=None)),
        (
            "a relation that there is not",
            lambda d: _claim(d, "citations")["citations"][0].update(relation="likes"),
        ),
        ("a date that is a bare text", lambda d: _claim(d, "said").update(said="2025-01-05")),
        ("a figure's value as a number", lambda d: _claim(d, "figure")["figure"].update(value=340)),
        ("a party of a kind that there is not", lambda d: d["parties"][0].update(type="robot")),
        ("a page without its checksum", lambda d: d["pages"][0].pop("text")),
        ("a checksum that is none", lambda d: d["pages"][0].update(text="sha256:xyz")),
        ("a standing without its lead", lambda d: next(iter(d["standings"].values())).pop("lead")),
        ("a fact that is missing", lambda d: next(iter(d["standings"].values()))["facts"].pop("origins")),
        (
            "a fact of another type",
            lambda d: next(iter(d["standings"].values()))["facts"].update(origins="3"),
        ),
        ("an edition without its name", lambda d: d.update(edition={"made": "", "title": "", "note": ""})),
    ],
)
def test_what_is_no_ledger_is_refused(everything: dict[str, Any], named: str, change: Change) -> None:
    document = copy.deepcopy(everything)
    change(document)
    assert not VALIDATOR.is_valid(document), named
