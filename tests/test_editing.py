"""Where a reader reports a mistake and an editor mends it: addresses at the forge, the settings that
name it, and the foot of every page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sayso.config import load_config
from sayso.escape import MAX_URL, safe_url
from sayso.model.changes import Series
from sayso.model.editions import Edition, Publication
from sayso.model.settings import Repository
from sayso.project import check, pages
from sayso.render.editing import Forge
from tests.support.scratch import scratch
from tests.support.series import HELD, HOME

FILE = "claims.yml"
LINES = (FILE, "12", "20")
COMMIT = "1f" * 20


def forge(commit: str = "", **settings: str) -> Forge:
    return Forge(Repository.model_validate({"url": "https://github.com/us/site", **settings}), commit)


EDIT = {
    "github": "https://github.com/us/site/edit/main/claims.yml#L12",
    "gitlab": "https://gitlab.com/us/site/-/edit/main/claims.yml#L12",
    "forgejo": "https://codeberg.org/us/site/_edit/main/claims.yml#L12",
}
SHOW = {
    "github": (
        "https://github.com/us/site/blob/main/claims.yml?plain=1#L12-L20",
        f"https://github.com/us/site/blob/{COMMIT}/claims.yml?plain=1#L12-L20",
    ),
    "gitlab": (
        "https://gitlab.com/us/site/-/blob/main/claims.yml?plain=1#L12-20",
        f"https://gitlab.com/us/site/-/blob/{COMMIT}/claims.yml?plain=1#L12-20",
    ),
    "forgejo": (
        "https://codeberg.org/us/site/src/branch/main/claims.yml?display=source#L12-L20",
        f"https://codeberg.org/us/site/src/commit/{COMMIT}/claims.yml?display=source#L12-L20",
    ),
}
HOSTS = {"github": "github.com", "gitlab": "gitlab.com", "forgejo": "codeberg.org"}


@pytest.mark.parametrize("kind", EDIT)
def test_a_record_is_mended_on_the_branch_and_shown_as_it_was_in_the_commit(kind: str) -> None:
    url = f"https://{HOSTS[kind]}/us/site"
    assert forge(url=url).edit(FILE, "12") == EDIT[kind]
    assert forge(COMMIT, url=url).edit(FILE, "12") == EDIT[kind]
    assert (forge(url=url).show(*LINES), forge(COMMIT, url=url).show(*LINES)) == SHOW[kind]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/us/site", "github"),
        ("https://GitHub.com/us/site/", "github"),
        ("https://gitlab.com/us/site", "gitlab"),
        ("https://gitlab.example:8443/us/site", "gitlab"),
        ("https://codeberg.org/us/site", "forgejo"),
        ("https://gitea.example/us/site", "forgejo"),
        ("https://notgithub.com/us/site", None),
        ("https://git.example/us/site", None),
    ],
)
def test_the_kind_of_forge_is_told_by_its_host_where_that_tells(url: str, kind: str | None) -> None:
    assert Repository(url=url).forge == kind
    assert Repository(url=url, kind="gitlab").forge == "gitlab"


def test_names_with_odd_letters_stay_in_their_place() -> None:
    odd = forge(branch="feature/хто", folder="sites/a b", url="https://github.com/us/site/")
    assert odd.edit("content/what? #1.md") == (
        "https://github.com/us/site/edit/feature/%D1%85%D1%82%D0%BE/sites/a%20b/content/what%3F%20%231.md#L1"
    )


ISSUES = {
    "github": ("https://github.com/us/site", "/us/site/issues/new", ("title", "body")),
    "gitlab": ("https://gitlab.com/us/site", "/us/site/-/issues/new", ("issue[title]", "issue[description]")),
    "forgejo": ("https://codeberg.org/us/site", "/us/site/issues/new", ("title", "body")),
}


def around(statement: str) -> str:
    return f"The page says:\n\n    {statement}\n\nWhat is wrong?"


@pytest.mark.parametrize(("url", "path", "names"), ISSUES.values(), ids=ISSUES)
def test_the_form_for_an_issue_is_filled_in(url: str, path: str, names: tuple[str, str]) -> None:
    made = urlsplit(forge(url=url).issue("Correction to claim:held", around, "They say: 1 & 2 = 3?"))
    assert made.path == path
    told = parse_qs(made.query)
    assert told == {
        names[0]: ["Correction to claim:held"],
        names[1]: ["The page says:\n\n    They say: 1 & 2 = 3?\n\nWhat is wrong?"],
    }


def test_a_site_may_take_no_issues_or_take_them_elsewhere() -> None:
    assert forge(issues="false").issue("a", around, "b") == ""
    mail = forge(issues="mailto:us@example.org?subject={title}&body={body}").issue("A title", str, "{title}")
    assert mail == "mailto:us@example.org?subject=A%20title&body=%7Btitle%7D"


@given(st.text(max_size=3000), st.text(max_size=300))
def test_however_long_or_odd_the_address_is_one_that_a_link_may_have(statement: str, title: str) -> None:
    for kind in HOSTS.values():
        made = forge(url=f"https://{kind}/us/site").issue(title, around, statement)
        assert safe_url(made)
        assert len(made) <= MAX_URL


def test_what_does_not_fit_is_cut_visibly() -> None:
    made = forge().issue("Correction", around, "Наші війська утримують міст. " * 60)
    body = parse_qs(urlsplit(made).query)["body"][0]
    assert "…\n\nWhat is wrong?" in body
    assert body.startswith("The page says:\n\n    Наші війська")
    assert len(made) > MAX_URL // 2


# The settings

MISTAKES = {
    "no address": ("url: sites/kursk", "readers cannot be sent there", "front page"),
    "an address that acts": ("url: 'javascript:alert(1)'", "readers cannot be sent there", "front page"),
    "one page of it": ("url: 'https://github.com/us/site?tab=1'", "one page of the repository", "from '?'"),
    "unknown forge": ("url: https://git.example/us/site", "cannot be told from its host", "add 'kind:'"),
    "odd branch": ("{url: https://github.com/us/site, branch: 'a b'}", "no branch of such a name", "main"),
    "above": ("{url: https://github.com/us/site, folder: ../x}", "no folder of the repository", "sites/"),
    "no form": ("{url: https://github.com/us/site, issues: maybe}", "no place to which", "true, false"),
    "no forge": ("{url: https://github.com/us/site, kind: svn}", "'svn' is not a word", "write one of"),
    "a key too many": ("{url: https://github.com/us/site, brunch: main}", "no key 'brunch'", "'branch'"),
}


@pytest.mark.parametrize(("text", "message", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_settings_is_told_with_its_place(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    written = text if text.startswith("{") else "{" + text + "}"
    root = scratch(tmp_path, {"site_config/sayso.yml": f"title: A\nrepository: {written}\n"})
    (found,) = load_config(root).diagnostics
    assert found.mark.path == "site_config/sayso.yml"
    assert (found.mark.line, found.mark.column > 12) == (2, True)
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(
    "issues", ["true", "false", "https://forge.example/new?t={title}", "mailto:us@e.org"]
)
def test_what_is_right_is_taken(tmp_path: Path, issues: str) -> None:
    text = f"repository: {{url: https://git.example/us, kind: forgejo, folder: a/b, issues: '{issues}'}}\n"
    assert load_config(scratch(tmp_path, {"site_config/sayso.yml": text})).diagnostics == []


# On the pages

EDITION = Edition("2025-01-05", "2025-01-05T08:00:00Z")
FORGE = "repository: {url: https://github.com/us/site}\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, LexborHTMLParser]]:
    """The pages of a small site with these settings, by their files."""

    def make(settings: str, series: Series | None = None) -> dict[str, LexborHTMLParser]:
        files = {
            "content/index.md": HOME,
            "content/who.md": "# Who?\n\n[[editorial]]Nobody.[[/editorial]]\n",
            "claims.yml": f"# A word before.\nclaims:\n{HELD}",
            "site_config/sayso.yml": f"title: The bridge\n{settings}",
        }
        checked = check(scratch(tmp_path_factory.mktemp("site"), files), series=series)
        found, problems = pages(checked, Publication("The bridge", "https://example.net/kursk/"))
        assert not problems
        return {page.path: LexborHTMLParser(page.text) for page in found if page.path.endswith(".md")}

    return make


def link(page: LexborHTMLParser, words: str) -> str:
    (address,) = [a.attributes["href"] or "" for a in page.css("a") if a.text().strip() == words]
    return address


def test_every_page_has_one_foot(made: Callable[..., dict[str, LexborHTMLParser]]) -> None:
    for name, page in made("").items():
        if name != "SUMMARY.md":
            assert len(page.css("aside.sy-page-foot")) == 1, name
            assert len(page.css("details.sy-cite-page")) == 1, name


def test_without_a_repository_the_page_says_which_file_and_line(
    made: Callable[..., dict[str, LexborHTMLParser]],
) -> None:
    site = made("report_evidence: 'https://forge.example/new?title={record}'\n")
    foot = site["claims/held.md"].css_first(".sy-page-foot")
    assert foot is not None
    assert "Recorded as claim:held in claims.yml." in " ".join(foot.text().split())
    assert (
        link(site["claims/held.md"], "Suggest a correction") == "https://forge.example/new?title=claim%3Aheld"
    )
    assert "Edit" not in foot.text()
    assert link(made("")["claims/held.md"], "Suggest a correction") == "../../wanted/#how-to-report-evidence"


def test_with_one_edit_and_correct_lead_to_the_record(
    made: Callable[..., dict[str, LexborHTMLParser]],
) -> None:
    claim = made(FORGE)["claims/held.md"]
    assert link(claim, "Edit this record") == "../../edit/?record=claim:held&go=edit"
    assert link(claim, "claims.yml") == "../../edit/?record=claim:held"
    told = parse_qs(urlsplit(link(claim, "Suggest a correction")).query)
    assert told["title"] == ["Correction to claim:held"]
    (body,) = told["body"]
    assert "    Northland's army says: Our army holds the bridge. [" in body
    assert "Recorded as claim:held in claims.yml" in body
    assert body.rstrip().endswith("What is wrong, and which source shows it?")


def test_an_editors_page_leads_to_its_file(made: Callable[..., dict[str, LexborHTMLParser]]) -> None:
    page = made(FORGE)["who.md"]
    assert link(page, "Edit this page") == "https://github.com/us/site/edit/main/content/who.md#L1"
    assert "content%2Fwho.md" in link(page, "Suggest a correction")


def test_an_edition_shows_the_lines_of_its_commit_and_mends_on_the_branch(
    made: Callable[..., dict[str, LexborHTMLParser]],
) -> None:
    claim = made(FORGE, Series(EDITION, commit=COMMIT))["claims/held.md"]
    body = unquote(link(claim, "Suggest a correction"))
    assert "Page: https://example.net/kursk/2025-01-05/claims/held/" in body
    assert "Edition: 2025-01-05" in body


def test_an_edition_is_cited_by_its_permanent_address_and_a_draft_is_not(
    made: Callable[..., dict[str, LexborHTMLParser]],
) -> None:
    cited = made("", Series(EDITION))["claims/held.md"].css_first(".sy-cite-page")
    assert cited is not None
    words = " ".join(cited.text().split())
    assert "edition of 5 January 2025, https://example.net/kursk/2025-01-05/claims/held/" in words
    assert "@misc{sayso:claim:held:2025-01-05," in words
    draft = made("", Series(Edition("dev", "2025-01-05T08:00:00Z")))["claims/held.md"]
    assert draft.css_first(".sy-cite-page") is None
    assert draft.css_first(".sy-page-foot") is not None


def test_lines_stand_in_one_file_and_on_no_page(tmp_path: Path) -> None:
    def told(before: str) -> tuple[dict[str, str], dict[str, Any]]:
        root = scratch(
            tmp_path / str(len(before)),
            {
                "content/index.md": HOME,
                "claims.yml": f"{before}claims:\n{HELD}",
                "site_config/sayso.yml": f"title: The bridge\n{FORGE}",
            },
        )
        found, problems = pages(check(root))
        assert not problems
        texts = {page.path: page.text for page in found}
        return texts, json.loads(texts.pop("places.json"))

    texts, places = told("")
    assert places["records"]["claim:held"] == ["claims.yml", 2, 7]
    assert places["files"]["claims.yml"] == {
        "edit": "https://github.com/us/site/edit/main/claims.yml#L*",
        "show": "https://github.com/us/site/blob/main/claims.yml?plain=1#L*-L**",
    }
    moved, later = told("# A line more.\n" * 3)
    assert later["records"]["claim:held"] == ["claims.yml", 5, 10]
    assert moved == texts
