"""`ledger.json`: what goes out comes back as the same ledger, and what is none is refused in words."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import project
from sayso.diff.differ import diff
from sayso.model.editions import Edition
from sayso.model.snapshot import BadLedger, read, read_document
from sayso.model.story import Timeline
from sayso.outputs import ledger_json
from sayso.project import Checked

from .support.checking import checked
from .support.everything import FILES
from .support.ledgers import Data, config, grade, is_valid, ledger_of, ledgers
from .support.scratch import REPOSITORY, copy_of_repository, scratch


@pytest.fixture(params=["the repository's own site", "a site with every field"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Checked:
    if request.param.startswith("the"):
        return checked(copy_of_repository(tmp_path))
    return checked(scratch(tmp_path, FILES, cast=False))


def records(ledger: Any) -> dict[str, Any]:
    """Every record by its name, a timeline without its events, which are records themselves."""
    return {
        entry.name: entry.record.model_copy(update={"events": ()})
        if isinstance(entry.record, Timeline)
        else entry.record
        for entry in ledger.entries
    }


def test_it_comes_back_as_the_same_ledger(site: Checked) -> None:
    back = read(ledger_json.text(project.ledger_document(site)))
    assert back.records == records(site.ledger)
    assert {name: stood.status for name, stood in back.standings.items()} == {
        name: standing.status.code for name, standing in site.standings.items()
    }
    assert back.standings.keys() == site.ledger.claims.keys()
    assert back.pages.keys() == {page.path for page in site.ledger.pages}
    # Not only equal: what was written and what was left out is the same as well.
    for name, record in back.records.items():
        assert record.model_fields_set == records(site.ledger)[name].model_fields_set, name


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers().filter(is_valid))
def test_any_ledger_comes_back(data: Data) -> None:
    ledger = ledger_of(data)
    document = ledger_json.document(
        ledger, config(), grade(data), evidence=lambda _: "", lead=lambda _: "", figure=lambda _: "", texts={}
    )
    assert read(ledger_json.text(document)).records == records(ledger)


def test_the_site_publishes_it(tmp_path: Path) -> None:
    site = checked(copy_of_repository(tmp_path))
    made, _ = project.pages(site)
    page = next(page for page in made if page.path == "ledger.json")
    assert json.loads(page.text) == json.loads(ledger_json.text(project.ledger_document(site)))


def test_a_change_of_one_record_is_a_change_of_one_line(tmp_path: Path) -> None:
    """So that whoever keeps it under version control sees what changed."""
    root = copy_of_repository(tmp_path)
    before = ledger_json.text(project.ledger_document(checked(root))).splitlines()
    claims = root / "claims.yml"
    text = claims.read_text()
    claims.write_text(text.replace("Russian casualties are rising.", "Russian casualties go up."))
    after = ledger_json.text(project.ledger_document(checked(root))).splitlines()
    assert [line for line in after if line not in before] == [
        line for line in after if "russian-casualties-mount" in line and "go up" in line
    ]
    assert len(before) == len(after)


def test_it_says_of_which_edition_it_is(tmp_path: Path) -> None:
    site = checked(copy_of_repository(tmp_path))
    edition = Edition("2025-01-05", "2025-01-06T00:00:00Z", "As first reported", "Reconstructed.")
    document = ledger_json.document(
        site.ledger, config(), site.standings,
        evidence=lambda _: "", lead=lambda _: "", figure=lambda _: "", texts=site.texts, edition=edition,
    )  # fmt: skip
    assert read_document(document).edition == edition


def test_a_page_with_other_line_breaks_is_the_same_text(tmp_path: Path) -> None:
    root = copy_of_repository(tmp_path)
    before = project.snapshot(checked(root)).pages
    page = root / "content/index.md"
    page.write_text(page.read_text().replace(" It does not tell you", "\nIt does not tell you"))
    assert project.snapshot(checked(root)).pages == before
    page.write_text(page.read_text().replace("tell you what is true", "tell you all"))
    assert project.snapshot(checked(root)).pages != before


# What is none

GOOD = {
    "schema": 1,
    "title": "",
    "edition": None,
    "rubric": {"version": "1", "rules": "sha256:0", "statuses": []},
    "vocabulary": {},
    "casualties": [],
    "claims": [{"id": "a", "text": "It is.", "claimant": ["p"]}],
    "pages": [],
    "standings": {},
}


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("one - two", "one – two", {"wording-only"}),
        ("it's so", "it’s so", {"wording-only"}),
        ("one - two", "one two", {"page-changed"}),
        ("(https://a-b.example/)", "(https://a‐b.example/)", {"page-changed"}),
        ("one - two", "one  -\ntwo", set()),
    ],
)  # fmt: skip
def test_typography_of_a_page_is_wording_only(old: str, new: str, kinds: set[str], tmp_path: Path) -> None:
    """But of an address every sign counts: another dash leads elsewhere."""
    text = "---\ntitle: A\n---\n\nWe count one - two, it's so: [see](https://a-b.example/).\n"
    assert old in text
    states = []
    for name, each in (("a", text), ("b", text.replace(old, new))):
        site = checked(scratch(tmp_path / name, {"content/index.md": each}))
        document = project.ledger_document(site)
        states.append(read_document(document))
    assert {change.kind for change in diff(*states)} == kinds


def with_(key: str, value: Any) -> Callable[[], bytes]:
    return lambda: json.dumps({**GOOD, key: value}).encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (lambda: b"", "no JSON"),
        (lambda: b"\xff\xfe", "no JSON"),
        (lambda: b"[" * 100_000, "no JSON"),
        (lambda: b"[]", "no ledger.json of schema 1"),
        (lambda: b'{"schema": 2}', "no ledger.json of schema 1"),
        (lambda: b'{"schema": 1}', "its shape"),
        (with_("claims", [{"id": "a"}]), "Claim text"),
        (with_("claims", [{**GOOD["claims"][0], "colour": "red"}]), "Claim colour"),  # type: ignore[index]
        (with_("claims", ["a"]), "Claim"),
        (with_("claims", 7), "Claim"),
        (with_("standings", {"a": {}}), "Stood status"),
        (with_("standings", []), "its shape"),
        (with_("rubric", None), "Rules"),
        (with_("pages", [{}]), "its shape"),
        (with_("vocabulary", ["killed"]), "its shape"),
        (with_("edition", {"name": "2025-01-05"}), "its shape"),
        (with_("edition", {"name": "yesterday", "made": ""}), "its shape"),
        (with_("casualties", None), "its shape"),
        (with_("casualties", [None]), "its shape"),
        (with_("vocabulary", {"measures": {"killed": ["a"]}}), "its shape"),
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_refused(raw: Callable[[], bytes], words: str) -> None:
    with pytest.raises(BadLedger) as refused:
        read(raw())
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_smallest_is_read() -> None:
    assert list(read(json.dumps(GOOD)).records) == ["claim:a"]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, "id", "events", "text", "name", "made"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), _json, max_size=4))
def test_no_document_gives_a_traceback(changes: dict[str, Any]) -> None:
    with suppress(BadLedger):
        read_document({**GOOD, **changes})


def test_the_repository_has_the_file_documented() -> None:
    manual = (REPOSITORY / "docs" / "ledger-json.md").read_text()
    for key in GOOD:
        assert f"`{key}`" in manual, key
