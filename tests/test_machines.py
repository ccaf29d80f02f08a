"""The files for machines: tables, the feed of claims, `robots.txt`, the page that tells of them."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso import project
from sayso.audit.files import lines, robots_file, table
from sayso.model.places import Places
from sayso.outputs import claims_csv, claims_feed, claims_jsonl, robots
from sayso.outputs.claim_rows import FIELDS
from sayso.project import Checked
from tests.support.checking import checked
from tests.support.everything import FILES
from tests.support.schema_org import faults, nodes_of
from tests.support.scratch import REPOSITORY, scratch
from tests.support.series import EDITIONS, HERALD, publish

FIRST, SECOND, THIRD = (edition.name for edition in EDITIONS)
SITE_URL = "https://example.net/kursk/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A site in which every field of every record is used."""
    return checked(scratch(tmp_path_factory.mktemp("everything"), FILES, cast=False))


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("series"), SITE_URL)


def made(site: Checked) -> dict[str, str]:
    pages, problems = project.pages(site)
    assert not problems
    return {page.path: page.text for page in pages}


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# Tables


def test_both_tables_say_the_same(site: Checked) -> None:
    files = made(site)
    rows = read_csv(files[claims_csv.PATH])
    objects = [json.loads(line) for line in files[claims_jsonl.PATH].splitlines()]
    assert [row["id"] for row in rows] == list(site.ledger.claims)
    for row, item in zip(rows, objects, strict=True):
        assert list(row) == list(item) == list(FIELDS)
        for name, value in item.items():
            assert row[name].removeprefix("'") == as_cell(value).removeprefix("'"), name


def as_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(value)
    return str(value)


def test_every_column_holds_something_somewhere(site: Checked) -> None:
    rows = read_csv(made(site)[claims_csv.PATH])
    assert {name for name in FIELDS if not any(row[name] for row in rows)} <= {"min", "max"}


def test_the_manual_tells_of_each_column_in_their_order() -> None:
    page = (REPOSITORY / "docs/machines.md").read_text("utf-8")
    part = page.partition("## claims.csv")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == list(FIELDS)


def test_a_statement_is_led_by_who_makes_it(site: Checked) -> None:
    for row in read_csv(made(site)[claims_csv.PATH]):
        assert row["statement"].endswith(row["text"])
        assert len(row["statement"]) > len(row["text"]) + 3
        assert list(FIELDS).index("speaker") < list(FIELDS).index("text")


NUMBERS = """\
claims:
  - id: held
    text: Our army lost ten to twelve men.
    claimant: north-army
    source: gazette-1
    exact: "ten to twelve men"
    figure: {measure: killed, min: 10, max: "12.5", unit: men}
"""


def test_numbers_are_numbers(tmp_path: Path) -> None:
    files = made(checked(scratch(tmp_path, {"claims.yml": NUMBERS})))
    item = json.loads(files[claims_jsonl.PATH])
    assert (item["value"], item["min"], item["max"]) == (None, 10, 12.5)
    (row,) = read_csv(files[claims_csv.PATH])
    assert (row["value"], row["min"], row["max"]) == ("", "10", "12.5")


def test_a_line_is_a_line_to_every_reader() -> None:
    """Some readers end a line where Unicode does, not only where JSON Lines does."""
    row = {"id": "held", "text": "one\u2028two\u2029three\x85four"}
    [line] = claims_jsonl.text([row]).splitlines()
    assert json.loads(line) == row


#: Cells that spreadsheets would run, and what stands in the file.
FORMULAS = [
    ("=1+1", '"\'=1+1"'),
    ("@SUM(A1)", '"\'@SUM(A1)"'),
    ("+49 30", '"\'+49 30"'),
    ("-2+3", '"\'-2+3"'),
    ('say "no"', '"say ""no"""'),
    ("two\nlines", '"two\nlines"'),
    (-5, "-5"),
    (12.5, "12.5"),
    (None, ""),
    (True, "true"),
    (["a", "=b"], '"a; =b"'),
]


@pytest.mark.parametrize(("value", "cell"), FORMULAS)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    text = claims_csv.text([{**dict.fromkeys(FIELDS), "id": value}])
    assert text.split("\r\n")[1].startswith(cell + ",")
    assert list(table.judge("claims.csv", text.encode())) == []


@pytest.mark.parametrize(
    "data", [b"a,b\r\n1\r\n", b'a\r\n"=1+1"\r\n', b'a\r\n" =x"\r\n', b'a\r\n"b\r\n', b"a\r\n\xff\r\n"]
)
def test_the_audit_finds_a_bad_table(data: bytes) -> None:
    assert len(list(table.judge("claims.csv", data))) == 1


@pytest.mark.parametrize("data", [b"[]\n", b"{\n", b'{"a": NaN}\n', b"\n", b"{}\n\xff\n"])
def test_the_audit_finds_bad_lines(data: bytes) -> None:
    assert len(list(lines.judge("claims.jsonl", data))) == 1
    assert list(lines.judge("claims.jsonl", b'{"a": 1}\n{}\n')) == []


# The feed


def test_the_feed_has_every_claim_with_its_author(site: Checked) -> None:
    feed = json.loads(made(site)[claims_feed.PATH])
    assert faults(feed) == []
    assert len(feed["dataFeedElement"]) == len(site.ledger.claims)
    claims = [each for each in nodes_of(feed) if each["@type"] == "Claim"]
    assert len(claims) == len(site.ledger.claims)
    assert all(claim.get("author") for claim in claims)


VERDICT = """\
claims:
  - id: held
    text: Our army holds the bridge.
    claimant: north-army
    citations:
      - {source: gazette-1, relation: supports, exact: "it holds", basis: independent_witness}
      - {source: herald-1, relation: supports, exact: "it holds too", basis: document}
  - id: lone
    text: Our army is strong.
    claimant: north-army
    source: gazette-1
    exact: "is strong"
  - id: gone
    text: Our army came by night.
    claimant: north-army
    citations:
      - {source: gazette-1, relation: supports, exact: "by night", basis: independent_witness}
      - {source: herald-1, relation: supports, exact: "at night", basis: document}
    rank: deprecated
    deprecated_reason: we had read the wrong line
"""


def test_a_verdict_stands_only_where_independent_evidence_gave_one(tmp_path: Path) -> None:
    site = checked(scratch(tmp_path, {"claims.yml": VERDICT, "content/herald.yml": HERALD}))
    assert site.standings["held"].status.code == "confirmed"
    feed = json.loads(made(site)[claims_feed.PATH])
    assert faults(feed) == []
    (review,) = [each for each in nodes_of(feed) if each["@type"] == "ClaimReview"]
    assert review["itemReviewed"]["@id"].endswith("claims/held/#claim")
    assert "confirmed by two independent sources" in review["reviewRating"]["alternateName"]
    assert not {"ratingValue", "bestRating", "worstRating"} & review["reviewRating"].keys()


# Addresses


@pytest.mark.parametrize(
    ("places", "start", "lasting", "fixed"),
    [
        (Places(), "", "claims/x/", "claims/x/"),
        (Places(), "parties/y/", "../../claims/x/", "../../claims/x/"),
        (Places(), "feeds/claims.json", "../claims/x/", "../claims/x/"),
        (Places("", "2025-01-05"), "", "../latest/claims/x/", "claims/x/"),
        (Places("", "2025-01-05"), "claims/x/", "../../../latest/claims/x/", "./"),
        (Places(SITE_URL), "a/", SITE_URL + "claims/x/", SITE_URL + "claims/x/"),
        (
            Places(SITE_URL, "2025-01-05"),
            "a/",
            SITE_URL + "latest/claims/x/",
            SITE_URL + "2025-01-05/claims/x/",
        ),
    ],
)
def test_where_a_page_stands(places: Places, start: str, lasting: str, fixed: str) -> None:
    assert (places.lasting("claims/x/", start), places.fixed("claims/x/", start)) == (lasting, fixed)


def test_every_address_in_the_tables_leads_to_a_page(series: Path) -> None:
    for edition in (FIRST, THIRD, "latest"):
        for row in read_csv((series / edition / "claims.csv").read_text("utf-8")):
            name = row["address"].removeprefix(SITE_URL)
            assert name.startswith("latest/claims/")
            assert (series / name / "index.html").is_file(), row["address"]


# robots.txt, sitemap.xml, the page


def test_robots_are_told_where_the_pages_are_if_we_know() -> None:
    assert "Sitemap" not in robots.text()
    text = robots.text(SITE_URL + "sitemap.xml")
    assert text.endswith(f"Sitemap: {SITE_URL}sitemap.xml\n")
    assert list(robots_file.judge("robots.txt", text.encode(), "example.net")) == []
    assert list(robots_file.judge("robots.txt", text.encode(), "")) != []
    for line in ("Disallow: /", "Sitemap: https://evil.example/s.xml", "Sitemap: //evil.example", "Host: x"):
        assert list(robots_file.judge("robots.txt", f"{text}{line}\n".encode(), "example.net")) != []


def test_an_edition_has_one_robots_file_and_that_at_the_root(series: Path) -> None:
    found = [path.relative_to(series).as_posix() for path in series.rglob("robots.txt")]
    assert found == ["robots.txt"]
    assert f"Sitemap: {SITE_URL}latest/sitemap.xml" in (series / "robots.txt").read_text()


def test_the_site_map_names_pages_and_what_only_leads_on_is_not_among_them(series: Path) -> None:
    text = (series / "latest/sitemap.xml").read_text("utf-8")
    addresses = re.findall("<loc>(.*?)</loc>", text)
    assert f"{SITE_URL}latest/claims/boats/" in addresses
    assert f"{SITE_URL}latest/claims/rafts/" not in addresses  # it leads on to boats
    assert not [each for each in addresses if "/embed/" in each or "/badges/" in each]
    assert set(re.findall("<lastmod>(.*?)</lastmod>", text)) == {"2025-01-12"}
    for each in addresses:
        assert (series / each.removeprefix(SITE_URL) / "index.html").is_file(), each


def test_the_page_of_the_data_names_every_file_that_is_there(series: Path) -> None:
    page = LexborHTMLParser((series / "latest/data/index.html").read_bytes())
    named = {(node.attributes["href"] or "").removeprefix("../") for node in page.css("dl.sy-data a")}
    assert named == {
        "claims.csv", "claims.jsonl", "ledger.json", "ledger.schema.json", "feeds/claims.json",
        "changes.json", "feeds/changes.xml",
    }  # fmt: skip
    assert all((series / "latest" / name).is_file() for name in named)
