"""The JSON-LD of every page, held against schema.org's own terms (tests/schemaorg/)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from sayso import project
from sayso.audit.kinds import script
from sayso.audit.page import Element, Place
from sayso.model.changes import Series
from sayso.model.editions import Publication
from sayso.project import Checked
from sayso.site.build import build
from tests.support.checking import checked
from tests.support.console import example
from tests.support.everything import FILES
from tests.support.hostile_site import LENIENT, HostileSite, chunks
from tests.support.schema_org import CONTEXT, PENDING, above, faults, nodes_of, terms
from tests.support.scratch import MKDOCS_YML, REPOSITORY, frame_of_repository, scratch
from tests.support.series import EDITIONS, state

from . import hostile

SITE_URL = "https://example.net/kursk/"
FIRST, SECOND, THIRD = (edition.name for edition in EDITIONS)
Documents = dict[str, dict[str, Any]]
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


def documents(site: Checked, address: str = "") -> Documents:
    """Each page's place, with what it tells machines, as its front matter hands it to the theme."""
    pages, problems = project.pages(site, Publication("The site", address))
    assert not problems
    found = {}
    for page in pages:
        front = _FRONT.match(page.text) if page.path.endswith(".md") else None
        text = yaml.safe_load(front[1]).get("jsonld") if front else None
        if text:
            assert not set("<>&") & set(text)
            found[page.path.removesuffix("index.md").removesuffix(".md") + "/"] = json.loads(text)
    return {place.replace("//", "/").lstrip("/"): document for place, document in found.items()}


@pytest.fixture(scope="module")
def real() -> Documents:
    """The repository's own site."""
    return documents(checked(REPOSITORY))


def series(folder: Path, address: str) -> dict[str, Documents]:
    """A site in three editions, by their names."""
    found, past = {}, []
    for number, edition in enumerate(EDITIONS):
        site = project.check(state(folder / str(number), number), series=Series(edition, tuple(past)))
        found[edition.name] = documents(site, address)
        past.append(project.snapshot(site))
    return {**found, "latest": found[edition.name]}


@pytest.fixture(scope="module")
def relative(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Documents]:
    return series(tmp_path_factory.mktemp("relative"), "")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Documents]:
    """The same where the site's address is known."""
    return series(tmp_path_factory.mktemp("known"), SITE_URL)


def node(document: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = [each for each in document["@graph"] if each["@type"] == kind]
    return found


# The check itself

GOOD = {
    "@context": CONTEXT,
    "@type": "Claim",
    "@id": "../x/#claim",
    "text": "It held.",
    "author": {"@type": "Person", "name": "A. Person"},
    "dateCreated": "2025-01",
    "appearance": [
        {"@type": "NewsArticle", "url": "https://example.org/1"},
        {"@id": "../../sources/s/#source"},
    ],
}


def test_what_is_right_passes() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"@context": "https://example.org"}, "@context"),
        ({"@type": "Assertion"}, "schema.org has no type Assertion"),
        ({"@type": ["Claim"]}, "without @type"),
        ({"claimant": "A"}, "has no property claimant"),
        ({"reviewRating": {"@type": "Rating", "ratingValue": 1}}, "a Claim has no reviewRating"),
        ({"author": "A. Person"}, "is none of Organization, Person"),
        ({"author": {"@type": "Place", "name": "A"}}, "is none of Organization, Person"),
        ({"author": {"@type": "Person", "text": "A"}}, "a Person has no text"),
        ({"author": {"@type": "Person"}}, "it says nothing"),
        ({"dateCreated": "5 January"}, "is none of"),
        ({"dateCreated": "2025-13"}, "is none of"),
        ({"isAccessibleForFree": "yes"}, "is none of Boolean"),
        ({"appearance": []}, "it is empty"),
        ({"text": " "}, "is none of"),
        ({"url": 5}, "is none of"),
        ({"@id": "two words"}, "is no address"),
        ({"isBasedOnUrl": "https://example.org"}, "has taken the place of isBasedOnUrl"),
        ({"claimInterpreter": {"@type": "Person", "name": "A"}}, "is only a proposal"),
    ],
)
def test_a_wrong_term_or_value_is_found(change: dict[str, Any], told: str) -> None:
    assert any(told in each for each in faults({**GOOD, **change})), faults({**GOOD, **change})


def test_every_proposal_that_we_allow_is_one_still() -> None:
    """When schema.org takes one in, its line can go."""
    assert set(PENDING) <= set(terms()["pending"])
    assert "NewsArticle" in above("BackgroundNewsArticle")


# The pages


def wrong(found: Documents) -> dict[str, list[str]]:
    return {place: faults(document) for place, document in found.items() if faults(document)}


def test_every_page_says_what_it_is_in_terms_that_there_are(real: Documents) -> None:
    assert wrong(real) == {}
    kinds = {each["@type"] for document in real.values() for each in nodes_of(document)}
    assert kinds >= {
        "Claim", "Quotation", "BackgroundNewsArticle", "BreadcrumbList", "ItemList", "ProfilePage",
        "GovernmentOrganization", "Article", "WebSite",
    }  # fmt: skip
    # One article tells it all, and nothing of it is confirmed: a verdict would be an invention.
    assert "ClaimReview" not in kinds


def test_so_does_every_page_of_the_manuals_example(tmp_path: Path) -> None:
    found = documents(checked(example(tmp_path)))
    assert len(found) > 20
    assert wrong(found) == {}


def test_so_does_every_page_of_a_site_with_every_field(tmp_path: Path) -> None:
    found = documents(checked(scratch(tmp_path, FILES, cast=False)))
    assert wrong(found) == {}
    used = {name for document in found.values() for each in nodes_of(document) for name in each}
    assert used >= {
        "appearance", "archivedAt", "workTranslation", "translationOfWork", "translator",
        "correction", "parentItem", "sameAs", "keywords", "dateCreated", "datePublished",
    }  # fmt: skip


def test_so_does_every_page_of_every_edition(
    relative: dict[str, Documents], known: dict[str, Documents]
) -> None:
    for editions in (relative, known):
        for found in editions.values():
            assert len(found) > 15
            assert wrong(found) == {}


def test_a_claim_is_never_without_its_author(real: Documents) -> None:
    claims = [each for doc in real.values() for each in nodes_of(doc) if each["@type"] == "Claim"]
    assert len(claims) > 8
    for claim in claims:
        authors = claim["author"] if isinstance(claim["author"], list) else [claim["author"]]
        assert all(each["name"] for each in authors)
        assert claim["name"] != claim["text"]
        assert claim["name"].endswith(claim["text"])
        assert not {"reviewRating", "ratingValue"} & claim.keys()


def test_a_claims_page_is_light(real: Documents) -> None:
    sizes = sorted(
        len(json.dumps(document, ensure_ascii=False).encode())
        for place, document in real.items()
        if place.startswith("claims/") and place.count("/") == 2
    )
    assert sizes[len(sizes) // 2] < 3000
    assert sizes[-1] < 6000


def test_a_list_names_addresses_and_no_statement(real: Documents) -> None:
    lists = [each for doc in real.values() for each in nodes_of(doc) if each["@type"] == "ItemList"]
    assert len(lists) > 10
    for each in lists:
        items = each["itemListElement"]
        assert all(set(item) == {"@type", "position", "url"} for item in items)
        assert items[0]["position"] >= 1
        assert items[-1]["position"] <= each["numberOfItems"]


def test_every_address_of_the_data_leads_to_a_page(
    relative: dict[str, Documents], known: dict[str, Documents]
) -> None:
    """Relative ones as a reader of JSON-LD resolves them: against the page that they stand in."""
    for editions, start in ((relative, "https://anywhere.example/a/b/"), (known, SITE_URL)):
        there = {f"{start}{edition}/{place}" for edition, found in editions.items() for place in found}
        for edition in editions:
            for place, document in editions[edition].items():
                for each in nodes_of(document):
                    for name in ("@id", "url", "publishingPrinciples"):
                        whole = urljoin(f"{start}{edition}/{place}", each.get(name, "./"))
                        if not whole.startswith(start):  # a source, elsewhere
                            assert each["@type"].endswith(("Article", "Work")), (place, whole)
                        # What is gone by now stands under `latest` no longer.
                        elif edition in (THIRD, "latest"):
                            assert whole.partition("#")[0] in there, (place, name, whole)


def test_a_thing_has_one_name_in_all_editions(
    relative: dict[str, Documents], known: dict[str, Documents]
) -> None:
    names = {known[edition]["claims/held/"]["@graph"][0]["@id"] for edition in (FIRST, SECOND, THIRD)}
    assert names == {f"{SITE_URL}latest/claims/held/#claim"}
    page = node(known[FIRST]["claims/held/"], "WebPage")
    assert page["@id"] == f"{SITE_URL}{FIRST}/claims/held/"  # which never changes
    assert page["url"] == f"{SITE_URL}latest/claims/held/"
    assert page["version"] == FIRST
    claim = node(relative[FIRST]["claims/held/"], "Claim")
    assert claim["@id"] == "../../../latest/claims/held/#claim"


def test_corrections_stand_with_what_they_correct(known: dict[str, Documents]) -> None:
    log = known["latest"]["corrections/"]
    (entry,) = [each for each in nodes_of(log) if each["@type"] == "CorrectionComment"]
    claim = node(known["latest"]["claims/toll/"], "Claim")
    assert claim["correction"] == {"@id": entry["@id"]}
    assert entry["parentItem"] == {"@id": claim["@id"]}
    assert entry["dateCreated"] == "2025-01-11"


def test_a_page_of_a_former_id_says_nothing(known: dict[str, Documents]) -> None:
    assert "claims/rafts/" in known[FIRST]
    assert "claims/rafts/" not in known[SECOND]


# Hostile texts


def test_hostile_texts_stay_data(tmp_path: Path) -> None:
    site = HostileSite(chunks(hostile.readable(), 2), spread=20)
    root = site.write(tmp_path)
    frame_of_repository(root)
    with (root / "site_config/sayso.yml").open("a", encoding="utf-8") as settings:
        settings.write(LENIENT)
    (root / "content/index.md").write_text("# Home\n", encoding="utf-8")
    found = documents(project.check(root))
    assert len(found) > 20
    assert wrong(found) == {}
    assert "<script" in json.dumps(list(found.values()), ensure_ascii=False).lower()  # as text, in the data


def texts(html: bytes) -> Iterator[str]:
    for each in LexborHTMLParser(html).css('script[type="application/ld+json"]'):
        yield each.text()


END = """\
claims:
  - id: held
    text: "Our </script><script>alert(it)</script><!-- army & <b>it holds"
    claimant: north-army
    source: gazette-1
    exact: "it holds"
"""


def test_the_theme_prints_it_as_it_was_made(tmp_path: Path) -> None:
    """The whole way, by front matter, theme and audit."""
    home = "# The bridge\n\nSee [[claim:held]]\n"
    files = {"claims.yml": END, "content/index.md": home, "mkdocs.yml": MKDOCS_YML}
    root = scratch(tmp_path, files)
    result = build(root)
    assert result.site is not None, [each.message for each in result.diagnostics]
    (text,) = texts((result.site / "claims/held/index.html").read_bytes())
    claim = node(json.loads(text), "Claim")
    assert "</script><script>alert(it)</script><!-- army & <b>it" in claim["text"]
    assert faults(json.loads(text)) == []
    assert list(texts((result.site / "embed/held/index.html").read_bytes())) == []


@pytest.mark.parametrize(
    ("text", "is_data"),
    [
        ('{"@context":"https://schema.org","@type":"Claim","text":"x"}', True),
        ('{"@context":"https://schema.org","text":"\\u003c/script>"}', True),
        ('{"@context":"https://schema.org","text":"<b>"}', False),
        ('{"@context":"https://evil.example","text":"x"}', False),
        ('{"@context":["https://schema.org",{"x":"https://evil.example"}]}', False),
        ('{"@context":"https://schema.org","url":"javascript:alert(1)"}', False),
        ('{"@context":"https://schema.org","a":[{"@id":"data:text/html,x"}]}', False),
        ("alert(1)", False),
        ("[]", False),
    ],
)
def test_the_audit_lets_data_pass_and_nothing_else(text: str, is_data: bool) -> None:
    element = Element("script", {"type": "application/ld+json"}, lambda: text)
    (seen,) = script.seen(element, Place("claims/x/index.html"))
    assert (seen.value == "data application/ld+json") is is_data
