"""The feeds of changes: what RFC 4287 asks of them, and what a subscriber does."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.audit.files.xml_file import judge
from sayso.model.changes import KINDS, Change, History, Step
from sayso.model.editions import Edition
from sayso.model.snapshot import Rules, Snapshot
from sayso.outputs import atom, edition_json
from tests.support.atom import ATOM, addresses, faults
from tests.support.series import EDITIONS, publish

FIRST, SECOND, THIRD = (edition.name for edition in EDITIONS)
SITE_URL = "https://example.net/kursk/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("feeds"))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("known"), SITE_URL)


def feeds(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.xml") if "feeds" in path.parts)


def entries(path: Path) -> dict[str, str]:
    """Id -> title, of a feed's entries in their order."""
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own
    return {
        each.findtext(f"{ATOM}id", ""): each.findtext(f"{ATOM}title", "")
        for each in root.findall(f"{ATOM}entry")
    }


# The validator itself

GOOD = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>T</title><updated>2025-01-05T00:00:00Z</updated>'
    '<author><name>N</name></author><link rel="self" href="f.xml"/><entry><id>urn:x:2</id><title>E</title>'
    '<updated>2025-01-05T00:00:00Z</updated><link href="p/"/></entry></feed>'
)


def test_a_feed_as_the_rfc_shows_it_is_right() -> None:
    assert faults(GOOD.encode()) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<title>T</title>", "", "<feed> has <title> 0 times"),
        ("<id>urn:x:2</id>", "<id>urn:x:1</id>", "the id urn:x:1 stands 2 times"),
        ("<id>urn:x:2</id>", "<id>two</id>", "no absolute IRI"),
        ("2025-01-05T00:00:00Z</updated><link", "2025-01-05</updated><link", "no RFC 3339 date"),
        ("2025-01-05T00:00:00Z</updated><link", "2025-13-05T00:00:00Z</updated><link", "is no date"),
        ("2025-01-05T00:00:00Z</updated><link", "2026-01-05T00:00:00Z</updated><link", "newer than the feed"),
        ("<author><name>N</name></author>", "", "nobody is the author"),
        ('<link href="p/"/>', "", "neither content nor an alternate"),
        ('<link href="p/"/>', '<link href="p/"/><link href="q/"/>', "two alternates"),
        ('<link href="p/"/>', '<link rel="self"/>', "leads nowhere"),
        ('rel="self"', 'rel="via"', "does not say where it stands"),
        ("<title>E</title>", "<title>E</title><b/>", "<entry> has <b>"),
        ("<title>E</title>", "<title> </title>", "<title> is empty"),
        ("<title>E</title>", '<title id="x">E</title>', "has the attribute id"),
        ("</feed>", "", "not well-formed"),
    ],
)
def test_the_validator_finds_each_fault(old: str, new: str, told: str) -> None:
    assert GOOD.count(old) == 1
    assert any(told in each for each in faults(GOOD.replace(old, new).encode()))


# The feeds of a published site


def test_every_feed_of_every_edition_is_right(site: Path, known: Path) -> None:
    for folder in (site, known):
        found = feeds(folder)
        assert len(found) > 15
        for path in found:
            assert faults(path.read_bytes()) == [], path
            hosts = frozenset({"example.net"}) if folder is known else frozenset()
            assert list(judge(path.name, path.read_bytes(), hosts)) == []


def test_every_link_of_a_feed_leads_to_a_page(site: Path, known: Path) -> None:
    for folder, start in ((site, "https://anywhere.example/some/folder/"), (known, SITE_URL)):
        for path in feeds(folder):
            own = start + path.relative_to(folder).as_posix()
            for relation, address in addresses(path.read_bytes(), own):
                assert address.startswith(start), address
                name = urlsplit(address).path.removeprefix(urlsplit(start).path)
                there = folder / name / ("index.html" if name.endswith("/") else "")
                assert there.is_file(), (path, relation, address)


def test_where_the_sites_address_is_known_all_links_are_whole(known: Path) -> None:
    for path in feeds(known):
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own
        assert all(link.get("href", "").startswith(SITE_URL) for link in root.iter(f"{ATOM}link"))


def test_a_subscriber_sees_each_change_once_and_nothing_twice(site: Path) -> None:
    """What a later edition's feed says of earlier editions is, id by id, what theirs said."""
    for name in ("feeds/changes.xml", "feeds/claims/toll.xml", "feeds/claims/held.xml"):
        seen: dict[str, str] = {}
        for edition in (FIRST, SECOND, THIRD):
            now = entries(site / edition / name)
            assert list(now.items())[-len(seen) or len(now) :] == list(seen.items()), (name, edition)
            seen = now
    assert len(entries(site / THIRD / "feeds/changes.xml")) > 8


def test_who_follows_a_claim_is_told_of_it_alone(site: Path) -> None:
    told = list(entries(site / "latest/feeds/claims/held.xml").values())
    assert [each.partition(":")[0] for each in told][-1] == "On record"
    assert any(each.startswith("Better confirmed than before: Northland's army says:") for each in told)
    assert all("Our army holds the bridge" in each for each in told)
    lost = list(entries(site / "latest/feeds/claims/lost.xml").values())
    assert [each.partition(":")[0] for each in lost] == ["No longer used", "New claim"]


def test_who_follows_a_claim_under_its_old_name_is_not_left_behind(site: Path) -> None:
    old, new = (site / "latest/feeds/claims" / f"{name}.xml" for name in ("rafts", "boats"))
    assert old.read_bytes() == new.read_bytes()
    before = site / FIRST / "feeds/claims/rafts.xml"
    identity = re.compile(rb"<feed .*>\n<id>(.*?)</id>")
    assert identity.findall(before.read_bytes()) == identity.findall(new.read_bytes())


def test_the_first_editions_feed_is_not_empty(site: Path) -> None:
    (told,) = entries(site / FIRST / "feeds/changes.xml").values()
    assert told == "The first edition, of 31 December 2024"


def test_a_statement_is_led_by_who_makes_it(site: Path) -> None:
    for title in entries(site / "latest/feeds/changes.xml").values():
        if "bridge" in title and "claim" in title.lower():
            assert "says: " in title


# Hostile texts, many editions

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
CHANGES = st.builds(
    Change,
    kind=st.sampled_from(sorted(KINDS)),
    record=st.sampled_from(["claim:x", "claim:gone", "rubric", "page:content/ä b.md", "event:e", "source:s"]),
    title=TEXTS,
    before=TEXTS,
    after=TEXTS,
    field=TEXTS,
    because=st.lists(TEXTS, max_size=2).map(tuple),
    grave=st.booleans(),
)


@given(st.lists(st.lists(CHANGES, max_size=5), max_size=4), TEXTS, TEXTS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_a_change_the_feed_is_right(
    told: list[list[Change]], title: str, note: str
) -> None:
    past = made_up(told, title, note)
    for address in ("", SITE_URL):
        for text in atom.files(past, title=title, address=address).values():
            assert faults(text.encode()) == []
            assert list(judge("changes.xml", text.encode(), frozenset({"example.net"}))) == []
    assert json.loads(edition_json.files(past)[edition_json.PATH])["meaning"] == len(past.now.in_meaning)


def made_up(told: list[list[Change]], title: str = "T", note: str = "") -> History:
    steps: list[Step] = []
    for number, changes in enumerate([[], *told], start=1):
        edition = Edition(f"2025-01-{number:02}", f"2025-01-{number:02}T00:00:00Z", "", note)
        snapshot = Snapshot({}, {}, Rules(version="1", rules="sha256:0"), edition=edition, title=title)
        before = steps[-1].edition if steps else None
        steps.append(Step(edition, snapshot, before, tuple(sorted(changes, key=lambda each: each.sort_key))))
    return History(tuple(steps), {})


def ids(text: str) -> set[str]:
    return set(re.findall(r"<entry>\n<id>(.*?)</id>", text))


def test_entries_keep_their_ids_when_an_edition_of_an_earlier_day_is_published_later() -> None:
    """Else each subscriber would be told all over again what he has read."""
    change = Change("statement-changed", "claim:x", "A title", "Before.", "After.")
    past = made_up([[], [change]])
    alone = History(past.steps[1:], {})
    later, sooner = (atom.files(each)[atom.PATH] for each in (past, alone))
    assert len(ids(sooner)) == 2
    assert len(ids(sooner) & ids(later)) == 1


def test_a_drafts_entries_keep_their_ids_from_one_draft_to_the_next() -> None:
    change = Change("statement-changed", "claim:x", "A title", "Before.", "After.")
    told = []
    for made in ("2025-02-01T00:00:00Z", "2025-02-02T00:00:00Z"):
        past = made_up([[change]])
        draft = replace(past.now, edition=Edition("dev", made))
        told.append(ids(atom.files(History((*past.steps[:-1], draft), {}))[atom.PATH]))
    assert told[0] == told[1]
    assert not told[0] & ids(atom.files(past)[atom.PATH]) - ids(atom.files(made_up([]))[atom.PATH])


def test_two_sites_whose_records_are_called_alike_share_no_id() -> None:
    change = Change("statement-changed", "claim:x", "A title", "Before.", "After.")
    one, other = (atom.files(made_up([[change]], title))[atom.PATH] for title in ("One", "Other"))
    assert not ids(one) & ids(other)


def test_a_feed_has_an_end(site: Path) -> None:
    many = [[Change("source-added", f"source:s-{number}", f"Source {number}") for number in range(400)]]
    text = atom.files(made_up(many))[atom.PATH]
    assert text.count("<entry>") == atom.MOST
    assert faults(text.encode()) == []


# The edition's own changes.json


def test_an_editions_changes_are_there_as_data(site: Path) -> None:
    first, third = (json.loads((site / name / "changes.json").read_text()) for name in (FIRST, THIRD))
    assert first["before"] is None
    assert first["changes"] == []
    assert third["schema"] == 1
    assert third["edition"]["name"] == THIRD
    assert third["before"]["name"] == SECOND
    (figure,) = [each for each in third["changes"] if each["kind"] == "figure-revised"]
    assert figure["record"] == "claim:toll"
    assert figure["risk"] == "high"
    assert "40" in figure["before"]
    assert "45" in figure["after"]
    assert third["meaning"] + third["wording"] == len(third["changes"])
