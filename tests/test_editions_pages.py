"""What a reader sees of editions, in the built pages: which one this is, what changed, how to cite it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mkdocs.config.defaults import MkDocsConfig
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso.default_words import default_words
from sayso.diagnostics import has_errors
from sayso.links.internal import Reason, check
from sayso.model.changes import Series
from sayso.model.editions import Edition
from sayso.model.snapshot import Snapshot, read
from sayso.project import check as check_site
from sayso.project import pages
from sayso.site.build import build
from sayso.site.doorway import doorway
from sayso.site.edition import mark, published_at
from tests.support.outputs import files_of, output_of
from tests.support.scratch import MKDOCS_YML, claims, scratch
from tests.support.series import EDITIONS, HELD, HOME, publish, state

FIRST, SECOND, THIRD = (edition.name for edition in EDITIONS)
SEARCH = "search/index.html"
SITE_URL = "https://example.net/kursk/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, of a site whose address is known; the third edition is a draft."""
    draft = Edition("dev", "2025-01-12T08:00:00Z", "Not yet", "Not <i>yet</i> read by anybody.")
    return publish(tmp_path_factory.mktemp("known"), SITE_URL, (*EDITIONS[:2], draft))


def tree(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_bytes())


def text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join((node.text(deep=True) or "").split())


def section(page: LexborHTMLParser, title: str) -> str:
    """The text between a heading and the next of its kind."""
    found, words = False, []
    for node in page.css("article > *"):
        if node.tag == "h2":
            found = text(node).startswith(title)
        elif found:
            words.append(text(node))
    return " ".join(words)


# The page of changes


def test_changes_are_told_by_edition_newest_first_each_with_an_anchor(site: Path) -> None:
    page = tree(site, f"{THIRD}/changes")
    heads = [text(node).rstrip("¶") for node in page.css("article h2")]
    assert heads == [
        "5 January 2025 (2): <b>Put right</b> & told",
        "5 January 2025: As first reported",
        "31 December 2024: Before the attack",
    ]
    for edition in EDITIONS:
        assert len(page.css(f'[id="edition-{edition.name}"]')) == 1
    told = section(page, "5 January 2025: As first")
    assert "Better confirmed than before" in told
    assert "New claim" in told
    assert "This is the first edition: there is none before it. It has 3 claims." in section(
        page, "31 December"
    )
    assert "Reconstructed afterwards." in section(page, "31 December")


def test_changes_come_by_weight_with_words_before_and_after_and_a_link(site: Path) -> None:
    page = tree(site, f"{THIRD}/changes")
    weights = [text(node) for node in page.css("article h3")]
    assert weights[0] == "What matters most"
    (figure,) = [
        node
        for part in page.css("h4")
        if text(part) == "Another figure" and part.next and part.next.next
        for node in part.next.next.css(".sy-change")
    ]
    assert "40" in text(figure.css_first("del"))
    assert "45" in text(figure.css_first("ins"))
    link = figure.css_first("a")
    assert link is not None
    assert link.attributes["href"] == "../claims/toll/"
    assert text(link).startswith("Northland's army says:")


def test_every_change_names_its_speaker_before_the_statement(site: Path) -> None:
    for place in ("changes", "."):
        for node in tree(site, f"{THIRD}/{place}").css(".sy-change__head"):
            link = node.css_first("a")
            if link is not None and "/claims/" in (link.attributes["href"] or ""):
                assert re.match(r"(North|South)land's army says: ", text(link)), text(node)


def test_outside_of_an_edition_the_page_says_so_and_nothing_else_is_different(tmp_path: Path) -> None:
    root = state(tmp_path, 0)
    result = build(root)
    assert result.site is not None
    page = tree(result.site, "changes")
    assert "outside of any edition" in text(page.css_first("article"))
    home = (result.site / "index.html").read_text()
    for each in ("sy-banner", "edition.js", '"provider"', "atom+xml", "../editions/", "canonical"):
        assert each not in home, each
    assert "This page was made on" in home
    assert (result.site / "sitemap.xml.gz").is_file()
    assert not (result.site / "feeds/changes.xml").exists()


def test_a_long_list_is_cut_into_pages_and_no_change_is_lost(tmp_path: Path) -> None:
    files = {"mkdocs.yml": MKDOCS_YML, "content/index.md": HOME.replace("held", "claim-00000")}
    before = scratch(tmp_path / "a", {**files, "claims.yml": claims(1)})
    after = scratch(tmp_path / "b", {**files, "claims.yml": claims(60)})
    (after / "site_config/sayso.yml").write_text("page_size: 25\n")
    past = (snapshot_of(before, EDITIONS[0]),)
    made, problems = pages(check_site(after, series=Series(EDITIONS[1], past)))
    assert not problems
    lists = {page.path: page.text for page in made if page.path.startswith("changes/")}
    assert list(lists) == [f"changes/{name}.md" for name in ("index", "page-2", "page-3")]
    assert sum(each.count('class="sy-change sy-change--') for each in lists.values()) == 59
    assert [each.count(f'id="edition-{SECOND}"') for each in lists.values()] == [1, 0, 0]
    assert "continued" in lists["changes/page-2.md"]
    assert lists["changes/page-3.md"].count(f'id="edition-{FIRST}"') == 1


def snapshot_of(root: Path, edition: Edition) -> Snapshot:
    made, _ = pages(check_site(root, series=Series(edition)))
    (ledger,) = [page.text for page in made if page.path == "ledger.json"]
    return read(ledger)


# The home page, the notes


def test_the_home_page_says_what_changed_since_the_last_edition(site: Path) -> None:
    assert "changed in meaning since the edition of 5 January 2025" in section(
        tree(site, THIRD), "What changed since"
    )
    assert "This is the first edition" in section(tree(site, FIRST), "What changed since")


@pytest.mark.parametrize("address", [FIRST, f"{FIRST}/changes"])
def test_the_editors_note_stands_where_a_reader_meets_it_first(site: Path, address: str) -> None:
    article = tree(site, address).css_first("article")
    assert article is not None
    assert text(article.css_first(".sy-note")) == "Reconstructed afterwards."
    words = text(article)
    assert words.index("Reconstructed afterwards.") < words.index(text(article.css_first("h1")).rstrip("¶"))


# History on a claim's page


def test_a_claims_history_tells_each_edition_and_leads_there(site: Path) -> None:
    history = tree(site, f"{THIRD}/claims/held").css_first(".sy-history")
    assert history is not None
    told = [text(node) for node in history.css(".sy-history__step")]
    assert told[0].startswith("This edition, 5 January 2025 (2)")
    assert "Nothing changed in this edition." in told[0]
    assert told[1].startswith("As known on 5 January 2025")
    assert "Better confirmed than before" in told[1]
    assert told[2].startswith("As known on 31 December 2024")
    assert "It has been here since the first edition." in told[2]
    links = [node.attributes["href"] for node in history.css(".sy-history__when a")]
    assert links == [f"../../../{SECOND}/claims/held/", f"../../../{FIRST}/claims/held/"]


def test_a_claim_that_was_called_otherwise_is_known_by_that_name(site: Path) -> None:
    page = tree(site, f"{THIRD}/claims/boats")
    history = page.css_first(".sy-history")
    assert history is not None
    assert [node.attributes["href"] for node in history.css(".sy-history__when a")] == [
        f"../../../{SECOND}/claims/boats/",
        f"../../../{FIRST}/claims/rafts/",
    ]
    assert "Its address was claims/rafts/ then." in text(history)
    assert (site / FIRST / "claims/rafts/index.html").is_file()
    assert "url=../boats/" in (site / THIRD / "claims/rafts/index.html").read_text()


def test_a_claim_says_in_which_editions_it_was_not_there_yet(site: Path) -> None:
    history = section(tree(site, f"{THIRD}/claims/lost"), "History")
    assert "Not here yet in the edition of 31 December 2024." in history
    assert "No longer used" in history


def test_editions_in_which_nothing_changed_are_told_in_one_line(tmp_path: Path) -> None:
    root = state(tmp_path, 0)
    days = [Edition(f"2025-01-0{day}", f"2025-01-0{day}T00:00:00Z") for day in range(1, 8)]
    past = tuple(snapshot_of(root, each) for each in days[:-1])
    made, _ = pages(check_site(root, series=Series(days[-1], past)))
    (claim,) = [page.text for page in made if page.path == "claims/held.md"]
    assert claim.count('class="sy-history__step"') == 2
    same = LexborHTMLParser(claim).css_first(".sy-history__same")
    assert same is not None
    assert [node.attributes["href"] for node in same.css("a")] == [
        f"../../../2025-01-0{day}/claims/held/" for day in (6, 5, 4, 3, 2)
    ]


# Corrections


def test_a_correction_tells_all_of_itself_and_both_ends_lead_to_each_other(site: Path) -> None:
    entry = tree(site, f"{THIRD}/corrections").css_first("#wrong-toll")
    assert entry is not None
    words = text(entry)
    for part in ("Correction", "11 January 2025", "40", "45", "Reported by A. Reader", "New in this edition"):
        assert part in words, part
    about = entry.css_first('a[href="../claims/toll/"]')
    assert text(about).startswith("Northland's army says:")
    claim = tree(site, f"{THIRD}/claims/toll")
    assert claim.css_first('a[href="../../corrections/#wrong-toll"]') is not None


# Every page of an edition


def every_page(site: Path) -> list[Path]:
    return [path for edition in EDITIONS for path in (site / edition.name).rglob("index.html")]


def test_every_page_names_its_edition_leads_to_all_and_can_be_cited(site: Path) -> None:
    looked_at = 0
    for path in every_page(site):
        page = LexborHTMLParser(path.read_bytes())
        if page.css_first('meta[http-equiv="refresh"]'):
            continue
        looked_at += 1
        edition = path.relative_to(site).parts[0]
        if page.css_first("#sy-banner") is None:
            # A claim as other sites show it.
            assert path.relative_to(site).parts[1] == "embed"
            assert next(each for each in EDITIONS if each.name == edition).display() in text(page.body)
            continue
        own = path.parent.relative_to(site).as_posix() + "/"
        foot = page.css_first(".sy-edition")
        assert foot is not None, path
        assert text(page.css_first(".sy-cite-page code")) == own
        top = page.css_first("#sy-banner")
        assert top is not None
        assert top.attributes["role"] == "status"
        for part in (foot, top):
            (link,) = part.css('a[href$="editions/"]')
            assert landing(path, site, link.attributes["href"] or "") == "editions/index.html"
        script = page.css_first('script[src$="assets/edition.js"]')
        assert script is not None
        assert script.attributes["data-edition"] == edition
    assert looked_at > 60


def landing(page: Path, site: Path, address: str) -> str:
    """The file of the whole site that an address on a page leads to."""
    start = "/" + page.relative_to(site).as_posix()
    path = unquote(urlsplit(urljoin(start, address)).path)
    return (path + "index.html" if path.endswith("/") else path).lstrip("/")


def test_no_link_of_the_assembled_site_leads_nowhere(site: Path) -> None:
    """The link checker holds each edition against those before it; here all are together."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    files |= {f"{edition.name}/manifest.json": b"{}" for edition in EDITIONS}
    report = check(files)
    broken = [each for each in report.findings if each.reason not in (Reason.UNREACHABLE,)]
    assert not broken, broken[:5]
    assert not [each for each in report.findings if "/claims/" in each.page and THIRD in each.page]


def test_the_theme_escapes_what_an_edition_says_of_itself(site: Path, known: Path) -> None:
    page = tree(site, THIRD)
    assert "<b>Put right</b> & told" in text(page.css_first("#sy-banner"))
    assert not page.css("#sy-banner b, .sy-edition b, article h2 b")
    # And what is written from right to left turns nothing beside it.
    assert text(page.css_first("#sy-banner bdi")) == "<b>Put right</b> & told"
    assert text(page.css_first(".sy-edition bdi")) == "<b>Put right</b> & told"
    draft = tree(known, "dev")
    assert text(draft.css_first(".sy-note")) == "Not <i>yet</i> read by anybody."
    assert not draft.css(".sy-note i")


def test_the_day_is_that_of_the_records(site: Path) -> None:
    days = text(tree(site, THIRD).css_first(".sy-days"))
    assert "Made from our records as they stood on 12 January 2025." in days


# Addresses


def test_canonical_links_lead_to_the_newest_edition(site: Path, known: Path) -> None:
    own = tree(site, f"{FIRST}/claims/rafts").css_first('link[rel="canonical"]')
    assert own is not None
    assert own.attributes["href"] == "../../../latest/claims/rafts/"
    known_link = tree(known, f"{FIRST}/claims/rafts").css('link[rel="canonical"]')
    assert [node.attributes["href"] for node in known_link] == [f"{SITE_URL}latest/claims/rafts/"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.net/kursk/", "https://example.net/kursk/"),
        ("https://example.net/kursk", "https://example.net/kursk/"),
        ("https://example.net", "https://example.net/"),
        ("http://localhost:8000/a/b//", "http://localhost:8000/a/b/"),
        ("https://example.net/kursk/?x=1#top", "https://example.net/kursk/"),
        ("ftp://example.net/", ""),
        ("https:///kursk/", ""),
        ("kursk/", ""),
        (None, ""),
    ],
)
def test_the_address_of_the_whole_site_ends_with_one_slash(written: str | None, address: str) -> None:
    config = MkDocsConfig()
    config.site_url = written
    assert published_at(config) == address
    if address:
        mark(config, EDITIONS[0], default_words())
        assert config.site_url == f"{address}latest/"
        assert config.extra["sayso"]["cite"] == f"{address}{FIRST}/"


def test_where_the_sites_address_is_known_the_citation_is_whole(known: Path) -> None:
    foot = tree(known, f"{SECOND}/claims/held").css_first(".sy-cite-page")
    assert foot is not None
    assert text(foot.css_first("code")) == f"{SITE_URL}{SECOND}/claims/held/"
    cited = text(foot.css_first("p"))
    assert cited.startswith("“Northland's army says: Our army holds the bridge. [")
    assert "]”, The bridge, edition of 5 January 2025, https://" in cited


def test_a_draft_says_so_and_cannot_be_cited(known: Path) -> None:
    page = tree(known, "dev/claims/held")
    assert "This is a draft. It may change at any time: do not cite it." in text(page.css_first("#sy-banner"))
    assert page.css_first(".sy-cite-page") is None
    assert "This draft" in text(page.css_first(".sy-history"))


def test_a_draft_alone_is_kept_out_of_search_engines(known: Path) -> None:
    """What its canonical link names may not be published yet, and then means nothing to them."""
    for edition, wanted in (("dev", ["noindex"]), (SECOND, [])):
        for address in (edition, f"{edition}/claims/held"):
            found = [node.attributes["content"] for node in tree(known, address).css('meta[name="robots"]')]
            assert found == wanted, address


def test_an_edition_has_nothing_packed_and_asks_for_the_selector(site: Path) -> None:
    assert not list(site.rglob("*.gz"))
    assert '"version": {"provider": "mike"}' in (site / FIRST / "index.html").read_text()


# The link check


BESIDE = {"editions": {"index.html"}, "2025-01-05": {"index.html", "claims/x/index.html", "ledger.json"}}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("../editions/", None),
        ("../editions", None),
        ("../2025-01-05/", None),
        ("../2025-01-05/claims/x/", None),
        ("../2025-01-05/claims/x/#anything", None),
        ("../2025-01-05/ledger.json", None),
        ("../2025-01-05/ledger.json/", Reason.MISSING_PAGE),
        ("../2025-01-05/claims/y/", Reason.MISSING_PAGE),
        ("../2025-01-06/", Reason.OUTSIDE),
        ("../2025-01-05/../../etc/", Reason.OUTSIDE),
        ("../../2025-01-05/", Reason.OUTSIDE),
        ("../", Reason.OUTSIDE),
        ("..", Reason.OUTSIDE),
    ],
)
def test_a_link_out_of_an_edition_leads_to_what_stands_beside_it(address: str, reason: Reason | None) -> None:
    page = f'<a href="{address}">x</a>'.encode()
    found = [each.reason for each in check({"index.html": page}, beside=BESIDE).findings]
    assert found == ([reason] if reason else [])
    alone = [each.reason for each in check({"index.html": page}).findings]
    assert alone == [Reason.OUTSIDE]


def test_an_edition_that_would_link_to_a_page_that_is_not_there_is_not_built(tmp_path: Path) -> None:
    root = state(tmp_path / "root", 1)
    past = (snapshot_of(state(tmp_path / "past", 0), EDITIONS[0]),)
    result = build(
        root, tmp_path / "out", series=Series(EDITIONS[1], past, {FIRST: frozenset({"index.html"})})
    )
    assert result.site is None
    assert has_errors(result.diagnostics)
    assert any(f"{FIRST}/claims/held/" in each.message for each in result.diagnostics)


# The doorway


def test_the_doorway_leads_to_the_newest_and_lists_all(site: Path) -> None:
    root = LexborHTMLParser((site / "index.html").read_bytes())
    refresh = root.css_first('meta[http-equiv="refresh"]')
    assert refresh is not None
    assert refresh.attributes["content"] == "0; url=latest/"
    assert root.css_first('a[href="latest/"]') is not None
    page = tree(site, "editions")
    assert [node.attributes["id"] for node in page.css("article")] == [
        f"edition-{name}" for name in (THIRD, SECOND, FIRST)
    ]
    newest = page.css_first("article")
    assert newest is not None
    assert "4 claims" in text(newest)
    for name in ("", "changes/", "ledger.json", "manifest.json", "feeds/changes.xml"):
        assert newest.css_first(f'a[href="../{THIRD}/{name}"]') is not None, name
    assert "<b>Put right</b> & told" in text(newest)


def test_the_doorway_runs_and_loads_nothing(site: Path) -> None:
    for name in ("index.html", "editions/index.html"):
        page = LexborHTMLParser((site / name).read_bytes())
        assert not page.css("script, img, iframe, object, form, link[rel=stylesheet], [style], [onclick]")
        (policy,) = page.css('meta[http-equiv="Content-Security-Policy"]')
        assert (policy.attributes["content"] or "").startswith("default-src 'none'; style-src 'sha256-")


def test_the_doorway_speaks_of_a_draft_only_where_there_is_one(site: Path, known: Path) -> None:
    assert "draft" not in text(tree(site, "editions").body)
    assert tree(known, "editions").css_first('a[href="../dev/"]') is not None
    assert tree(known, "editions").css_first(f'article a[href="../{SECOND}/"]') is not None


def test_changes_since_each_edition_name_claims_as_they_were_called_there(site: Path) -> None:
    told = json.loads((site / "changes.json").read_text())
    assert told["schema"] == 1
    assert told["latest"] == THIRD
    assert list(told["editions"]) == [FIRST, SECOND, THIRD]
    first = told["editions"][FIRST]
    assert set(first["changed"]) == {"held", "toll", "rafts"}
    assert first["changed"]["held"] == "Better confirmed than before"
    assert first["others"] == {}
    assert first["added"] == 1
    assert first["gone"] == []
    assert set(told["editions"][SECOND]["changed"]) == {"toll", "lost"}
    assert told["editions"][THIRD]["changed"] == {}


def test_what_else_changed_since_is_told_by_record(tmp_path: Path) -> None:
    """Words, and what the old edition has no page of, are no news to a reader of that."""
    old, new = (state(tmp_path / name, 0) for name in ("old", "new"))
    cast = new / "content/cast.yml"
    fallen = "    status: retracted\n    status_date: 2025-01-09\n"
    cast.write_text(cast.read_text().replace("questions:", f"{fallen}questions:", 1))
    told = json.loads(doorway(old, editions_of(old, new))["changes.json"])["editions"][FIRST]
    assert told["others"] == {"source:gazette-1": "Source retracted"}


def test_pages_that_the_newest_edition_has_no_longer_are_told(tmp_path: Path) -> None:
    """A renamed record keeps its address; one that is not there any more does not."""
    old = snapshot_of(state(tmp_path / "old", 0), EDITIONS[0])
    new = snapshot_of(state(tmp_path / "new", 1), EDITIONS[1])
    (tmp_path / "old/content/more.md").write_text("[[editorial]]More.[[/editorial]]\n")
    more = snapshot_of(tmp_path / "old", EDITIONS[0])
    told = json.loads(doorway(tmp_path / "old", [old, new])["changes.json"])
    assert told["editions"][FIRST]["gone"] == []
    told = json.loads(doorway(tmp_path / "old", [more, new])["changes.json"])
    assert told["editions"][FIRST]["gone"] == ["more/"]
    told = json.loads(doorway(tmp_path / "old", [new, old_later(old)])["changes.json"])
    assert "claims/lost/" in told["editions"][SECOND]["gone"]
    assert told["editions"][SECOND]["removed"] == 1


def test_a_claim_that_was_renamed_more_than_once_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    a, b, c = (
        renamed(tmp_path / name, name, before) for name, before in (("a", ""), ("b", "a"), ("c", "a, b"))
    )
    told = json.loads(doorway(tmp_path / "a", editions_of(a, b, c))["changes.json"])
    for name, own in ((FIRST, "a"), (SECOND, "b")):
        since = told["editions"][name]
        assert (since["changed"], since["added"], since["gone"]) == ({own: "New address"}, 0, []), name


def test_a_name_that_a_maintainer_let_go_is_told_as_gone_not_as_new(tmp_path: Path) -> None:
    """Excused, the newest edition need not know that it was ever called `a`."""
    a, b, c = (renamed(tmp_path / name, name, before) for name, before in (("a", ""), ("b", "a"), ("c", "b")))
    since = json.loads(doorway(tmp_path / "a", editions_of(a, b, c))["changes.json"])["editions"][FIRST]
    assert since["changed"] == {"a": "Claim taken out"}
    assert (since["added"], since["removed"], since["gone"]) == (1, 1, ["claims/a/"])


def renamed(folder: Path, name: str, before: str) -> Path:
    """A site with the one claim, which had these other names."""
    root = state(folder, 0)
    formerly = f"    formerly: [{before}]\n" if before else ""
    (root / "claims.yml").write_text("claims:\n" + HELD.replace("held", name, 1) + formerly)
    (root / "content/index.md").write_text(HOME.replace("held", name))
    return root


def editions_of(*roots: Path) -> list[Snapshot]:
    return [snapshot_of(root, edition) for root, edition in zip(roots, EDITIONS, strict=False)]


def old_later(snapshot: Snapshot) -> Snapshot:
    """The same state under a later name, as if all had been undone."""
    return replace(snapshot, edition=EDITIONS[2])


def test_the_doorway_is_the_same_for_the_same_editions(tmp_path: Path) -> None:
    make: Callable[[], dict[str, bytes]] = lambda: doorway(  # noqa: E731 - twice the same
        tmp_path, [snapshot_of(state(tmp_path / "a", 0), EDITIONS[0])]
    )
    assert make() == make()


def test_a_wrong_address_leads_on_where_the_sites_own_is_known(site: Path, known: Path) -> None:
    assert not (site / "404.html").exists()
    assert not (site / THIRD / "404.html").exists()
    links = LexborHTMLParser((known / "404.html").read_bytes()).css("main a")
    assert {node.attributes["href"] for node in links} == {
        f"{SITE_URL}{name}" for name in ("latest/", "latest/claims/", "editions/")
    }


# Hostile words

NASTY = "<script>alert(1)</script> *a* [x](javascript:alert(1)) </title> {{ 7*7 }} &amp; `c` | # x"


def test_whatever_an_edition_and_its_claims_say_nothing_acts(site: Path, tmp_path: Path) -> None:
    """The words stand in the edition's own title and note, and in claims that changed since."""
    edition = Edition("2025-01-05", "2025-01-05T00:00:00Z", NASTY, NASTY)
    words = json.dumps(f"Our army holds {NASTY}.")
    texts = [
        HELD,
        HELD.replace("Our army holds the bridge.", words),
        HELD.replace("holds the bridge.", "waits."),
    ]
    roots = [state(tmp_path / str(number), 0) for number in range(3)]
    for root, claim in zip(roots, texts, strict=True):
        (root / "claims.yml").write_text(f"claims:\n{claim}")
    past = [snapshot_of(roots[0], replace(edition, name=FIRST)), snapshot_of(roots[1], edition)]
    made = build(roots[0], tmp_path / FIRST, series=Series(replace(edition, name=FIRST)))
    assert made.site is not None, [each.message for each in made.diagnostics]
    there = frozenset(f"{name}/index.html" for name in ("claims/held", "changes")) | {"index.html"}
    series = Series(EDITIONS[2], tuple(past), {FIRST: there, SECOND: there})
    result = build(roots[2], tmp_path / "out", series=series)
    assert result.site is not None, [each.message for each in result.diagnostics]
    for folder in (made.site, result.site):
        for name in files_of(folder):
            # The search page has the form and the script of the theme.
            form = output_of(name).acts((site / FIRST / name).read_bytes()) if name == SEARCH else []
            assert output_of(name).acts((folder / name).read_bytes()) == form, name
    changes = (result.site / "changes/index.html").read_text()
    assert "&lt;script&gt;" in changes or "&#60;script&#62;" in changes
    for name, data in doorway(roots[0], past).items():
        if name.endswith(".html"):
            page = LexborHTMLParser(data)
            assert not page.css('script, [onerror], a[href^="javascript"]'), name
            assert "alert(1)" in text(page.body) or name == "index.html"
            assert "49" not in text(page.body)
