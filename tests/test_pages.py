"""Ledger to Markdown pages: what each kind of page holds, and what never gets into one."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso import docs_folder, project
from sayso.render.address import slug
from tests.support.converting import converted
from tests.support.scratch import CAST, REPOSITORY, claims, scratch


def made(root: Path, *, also: str = "") -> dict[str, str]:
    """The pages of a site, by path; the site must have no error but the one named."""
    checked = project.check(root)
    errors = {item.name for item in checked.diagnostics if item.severity == "error"}
    assert errors <= {also}, checked.diagnostics
    pages, problems = project.pages(checked)
    assert not problems
    return {page.path: page.text for page in pages}


def html(text: str) -> LexborHTMLParser:
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return LexborHTMLParser(converted(body))


@pytest.fixture(scope="module")
def real() -> dict[str, str]:
    return made(REPOSITORY)


def test_there_is_a_page_for_every_record_and_every_list(real: dict[str, str]) -> None:
    ledger = project.check(REPOSITORY).ledger
    for kind in ("claims", "quotes", "questions", "timelines", "parties", "sources"):
        assert f"{kind}/index.md" in real
        for record_id in getattr(ledger, kind):
            assert f"{kind}/{record_id}.md" in real
    assert {
        "index.md",
        "corrections/index.md",
        "method/index.md",
        "legend/index.md",
        "SUMMARY.md",
    } <= real.keys()


def test_every_claim_page_answers_who_how_well_and_on_what(real: dict[str, str]) -> None:
    """Speaker, statement, badge, evidence, exact words, competing claims and why."""
    checked = project.check(REPOSITORY)
    for claim_id, standing in checked.standings.items():
        page = html(real[f"claims/{claim_id}.md"])
        words = page.text()
        heading = page.css_first("h1")
        assert heading is not None
        assert standing.speaker.lead in heading.text()
        assert standing.found in words
        assert page.css_first("details.sy-why summary") is not None
        assert len(page.css("ol.sy-why__reasons li")) == 3
        exact = [node.text() for node in page.css("blockquote.sy-exact")]
        for _, citation in standing.claim.evidence:
            for wording in checked.ledger.wording_of(citation):
                assert any(" ".join(wording.split()) in shown for shown in exact), claim_id
        links = [node.attributes.get("href", "") for node in page.css("a")]
        for other in checked.ledger.claims_about.get(standing.claim.about or "", ()):
            assert other.id == claim_id or f"../{other.id}/" in links


def test_no_heading_or_title_states_a_claim_without_its_speaker(real: dict[str, str]) -> None:
    checked = project.check(REPOSITORY)
    for claim_id, standing in checked.standings.items():
        title = re.search(r'^title: "(.*)"$', real[f"claims/{claim_id}.md"], re.MULTILINE)
        assert title is not None
        assert standing.speaker.lead.split(" ")[0].replace("'", "&#x27;") in title[1]


def test_lists_are_paged(tmp_path: Path) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(250), "site_config/sayso.yml": "page_size: 100\n"})
    pages = made(root)
    assert {"claims/index.md", "claims/page-2.md", "claims/page-3.md"} <= pages.keys()
    assert "claims/page-4.md" not in pages
    assert len(html(pages["claims/page-3.md"]).css(".sy-row")) == 50
    assert "Page 3 of 3" in pages["claims/page-3.md"]
    assert {
        "parties/north-army.md",
        "parties/north-army/page-2.md",
        "sources/gazette-1/page-3.md",
    } <= pages.keys()


def test_a_question_with_many_claims_is_paged_with_the_sides_beside_each_other(tmp_path: Path) -> None:
    pages = made(scratch(tmp_path, {"claims.yml": claims(90)}))
    for path in ("questions/bridge.md", "questions/bridge/page-2.md"):
        lanes = html(pages[path]).css(".sy-lane")
        assert [len(lane.css("article")) for lane in lanes] == [20, 20], path
    last = html(pages["questions/bridge/page-3.md"])
    assert [len(lane.css("article")) for lane in last.css(".sy-lane")] == [5, 5]
    assert "questions/bridge/page-4.md" not in pages


def test_what_is_cut_says_so(tmp_path: Path) -> None:
    settings = {"site_config/sayso.yml": "page_size: 20\n", "content/index.md": "[[compare:bridge]]\n"}
    pages = made(scratch(tmp_path, {"claims.yml": claims(90), **settings}))
    others = html(pages["claims/claim-00003.md"])
    assert "69 more stand on the question’s page" in others.text()
    assert "35 more stand on the question’s page" in html(pages["index.md"]).text()


def test_the_navigation_stays_small(tmp_path: Path) -> None:
    few = made(scratch(tmp_path / "few", {"claims.yml": claims(1)}))["SUMMARY.md"]
    many = made(scratch(tmp_path / "many", {"claims.yml": claims(500)}))["SUMMARY.md"]
    assert few == many


def test_a_former_id_leads_to_the_present_one(tmp_path: Path) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(1) + "    formerly: [bridge-held]\n"})
    page = made(root)["claims/bridge-held.md"]
    assert 'redirect: "../claim-00000/"' in page
    assert 'href="../claim-00000/"' in page


def test_one_changed_word_rewrites_only_the_pages_that_show_it(tmp_path: Path) -> None:
    root = scratch(tmp_path, {"claims.yml": claims(6).replace("about: bridge\n", "tags: [x]\n", 1)})
    checked = project.check(root)
    docs_folder.write(root, project.pages(checked)[0])
    text = (root / "claims.yml").read_text()
    (root / "claims.yml").write_text(text.replace("Our army held 4 metres", "Our army held four metres"))
    written = docs_folder.write(root, project.pages(project.check(root))[0])
    assert "claims/claim-00004.md" in written.changed
    assert "claims/claim-00000.md" not in written.changed
    assert written.removed == ()


#: Texts that would do something if any layer took them for more than text.
HOSTILE = [
    "<script>alert(1)</script>",
    "</p></article><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7*7 }} {% include 'x' %} [[claim:claim-00000]]",
    "[x](javascript:alert(1)) ![y](https://evil.example/x.png)",
    '--8<-- "/etc/passwd" *[HTML]: x [^1] {: onclick=alert(1)}',
    "# no heading | no | table `code` &lt;b&gt; <!-- no comment -->",
    "&#60;script&#62;alert(1)&#60;/script&#62; klzzwxh:0001",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_records_text_is_text(tmp_path: Path, hostile: str) -> None:
    """In a claim, a party, a source and a question alike, what was written is shown."""
    block = "|-\n          " + hostile
    root = scratch(
        tmp_path,
        {
            "claims.yml": f"""
claims:
  - id: it
    text: {block}
    claimant: them
    about: why
    source: there
    exact: {block}
    would_confirm:
      - {block}
parties:
  - id: them
    type: person
    interest: unknown
    name: {block}
    role: {block}
sources:
  - id: there
    kind: article
    publisher: them
    title: {block}
    no_url: {block}
questions:
  - id: why
    title: {block}
    summary: {block}
"""
        },
    )
    shown = " ".join(hostile.split())
    pages = made(root, also="bad-url")  # a rule refuses the address before the page would
    for path, text in pages.items():
        if path.endswith(".md"):
            page = html(text)
            assert not page.css("script, img, iframe, [onerror], [onmouseover], [onclick], input, form")
            assert all(
                not (node.attributes.get("href") or "").startswith("javascript") for node in page.css("a")
            )
            assert "49" not in page.text() or "7*7" in page.text()
    page = html(pages["claims/it.md"])
    exact = page.css_first("blockquote.sy-exact p")
    assert exact is not None
    assert exact.text() == shown
    assert shown in (html(pages["sources/there.md"]).css_first("h1") or page.root).text()  # type: ignore[union-attr]


def test_a_template_that_fails_is_told_with_its_line(tmp_path: Path) -> None:
    root = scratch(
        tmp_path, {"claims.yml": claims(1), "templates/claim.md.j2": "# fine\n\n{{ no_such_thing }}\n"}
    )
    pages, [problem] = project.pages(project.check(root))
    assert (problem.code, str(problem.mark)) == ("SAY042", "templates/claim.md.j2:3:1")
    assert "no_such_thing" in problem.message
    assert "claims/claim-00000.md" not in {page.path for page in pages}


def test_a_page_in_a_folder_stands_in_the_navigation_under_its_own_name(tmp_path: Path) -> None:
    page = {"content/deep/er_page.md": "# A page\n", "content/index.md": "# Home\n", "claims.yml": claims(1)}
    assert "](deep/er_page.md)" in made(scratch(tmp_path, page))["SUMMARY.md"]


@pytest.mark.parametrize("tag", ["x" * 300, "ї" * 100, "a" * 100])
def test_a_tag_of_any_length_has_an_address_that_a_disk_takes(tag: str) -> None:
    assert len(slug(tag)) <= 80
    assert slug(tag) != slug(tag + "y"), "and no two share one"


def test_the_heading_of_a_list_keeps_a_foreign_name_apart(tmp_path: Path) -> None:
    """A side's list and a tag's: what stands after the name is not turned round by it."""
    side, tag = "صنعاء (2)", "חדשות"
    cast = CAST.replace("name: Northland,", f'name: "{side}",')
    files = {"content/cast.yml": cast, "claims.yml": claims(2) + f"    tags: [{tag}]\n"}
    checked = project.check(scratch(tmp_path, files, cast=False))
    made = {page.path: page.text for page in project.pages(checked)[0]}
    for path, name in (("sides/north.md", "صنعاء"), (f"tags/{slug(tag)}.md", tag)):
        body = made[path].partition("---\n")[2].partition("---\n")[2]
        lines = [line for line in body.split("\n") if name in line]
        assert lines
        assert all(f"<bdi>{name}" in line for line in lines), lines


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_refused_address_is_never_a_link_even_on_a_page_made_in_spite_of_it(
    tmp_path: Path, address: str
) -> None:
    """The rule against bad addresses is one wall, the template's filter another."""
    places = f'url: "{address}"\n    archives: [{{url: "{address}", date: 2025-01-06}}]'
    cast = CAST.replace('url: "https://example.org/1"', places)
    cast = cast.replace("name: The Gazette\n", f'name: The Gazette\n    same_as: "{address}"\n')
    checked = project.check(
        scratch(tmp_path, {"content/cast.yml": cast, "claims.yml": claims(2)}, cast=False)
    )
    made = {page.path: page.text for page in project.pages(checked)[0]}
    for path in ("sources/gazette-1.md", "parties/gazette.md"):
        tree = LexborHTMLParser(converted(made[path]))
        assert not [a for a in tree.css("a") if (a.attributes.get("href") or "").startswith(address[:6])]
