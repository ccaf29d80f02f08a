"""Nothing that somebody claims stands anywhere on a page as a fact: who says it stands before it.

Every page of two sites is read: the repository's own, and one in which every field is used.
"""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso import inline, project
from sayso.model.ledger import Ledger
from sayso.model.speakers import party_label, speaker_of
from sayso.project import Checked
from sayso.render.headline import event_lead

from .support.checking import checked
from .support.everything import FILES
from .support.scratch import REPOSITORY, scratch

#: So much of a text is looked for: previews are cut.
START = 40


@pytest.fixture(scope="module", params=["the repository's own site", "a site that uses everything"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    if request.param.startswith("the"):
        return checked(REPOSITORY)
    return checked(scratch(tmp_path_factory.mktemp("everything"), FILES, cast=False))


@pytest.fixture(scope="module")
def pages(site: Checked) -> dict[str, str]:
    made, problems = project.pages(site)
    assert not problems
    return {page.path: page.text for page in made if page.path.endswith(".md")}


#: The line of a page's front matter that holds its JSON-LD: data, of which nobody is shown a word.
DATA = re.compile(r"^jsonld: .*\n", re.MULTILINE)


def words(text: str) -> str:
    """What is read of a page, its front matter included but for its data, on one line."""
    text = DATA.sub("", text)
    return " ".join(html.unescape(html.unescape(re.sub(r"<[^>]*>", " ", text))).split())


def places(text: str, part: str) -> Iterator[str]:
    """What stands before each place of a part of a text."""
    at = text.find(part)
    while at >= 0:
        yield text[:at].rstrip(" “\"'*")
        at = text.find(part, at + 1)


def front(page: str, key: str) -> str:
    found = re.search(rf'^{key}: "(.*)"$', page, re.MULTILINE)
    return words(found[1]) if found else ""


def test_no_claim_stands_anywhere_without_its_speaker_before_it(site: Checked, pages: dict[str, str]) -> None:
    found = 0
    titles = [inline.plain(event.title) for event in site.ledger.events.values()]
    texts = {path: words(text) for path, text in pages.items()}
    own = {
        page.address: words("".join(piece.text for piece in page.prose.pieces)) for page in site.ledger.pages
    }
    for claim in site.ledger.claims.values():
        start = " ".join(inline.plain(claim.text).split())[:START]
        speaker = speaker_of(site.ledger, claim)
        if any(title.startswith(start) for title in titles):
            continue  # a title that begins alike and names its speaker after it; see below
        for path, text in texts.items():
            if start in own.get(path, ""):
                continue  # the editors' own sentence, whose badge follows it
            for before in places(text, start):
                found += 1
                assert before.endswith(":"), f"{path}: …{before[-90:]} | {start}"
                assert speaker.name in before[-300:], f"{path}: …{before[-90:]} | {start}"
    assert found >= 3 * len(site.ledger.claims), "heading, title and lists at least"


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in JSON, the whole first."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def names_of(value: Any) -> str:
    """The names of those that an object gives as its `author` or its `creator`: one, or several."""
    found = value if isinstance(value, list) else [value]
    return " and ".join(each.get("name", "") for each in found if isinstance(each, dict))


def unspoken(told: Any, start: str, speaker: str, author: str = "") -> list[str]:
    """The texts in JSON-LD that hold a statement with neither its speaker before it nor, in the
    property that is for the bare words (schema.org/text), beside it in the same object. The
    `author` of a source's own account is who publishes it."""
    wrong = []
    for each in objects(told):
        for key, value in each.items():
            for text in value if isinstance(value, list) else [value]:
                for before in places(text, start) if isinstance(text, str) else ():
                    beside = names_of(each.get("author") or each.get("creator"))
                    if not (key == "text" and (author or speaker) in beside) and speaker not in before[-300:]:
                        wrong.append(f"{key}: {text}")
    return wrong


def test_in_a_pages_data_the_speaker_stands_before_a_statement_or_beside_it(
    site: Checked, pages: dict[str, str]
) -> None:
    told = {path: json.loads(data) for path, text in pages.items() if (data := data_of(text))}
    everything = json.dumps(list(told.values()), ensure_ascii=False)
    found = 0
    for text, speaker, author in [*claimed(site.ledger), *quoted(site.ledger)]:
        start = " ".join(inline.plain(text).split())[:START]
        if any(start in page.title for page in site.ledger.pages):
            continue  # the editors' own words
        assert json.dumps(start, ensure_ascii=False)[1:-1] in everything
        for path, data in told.items():
            assert unspoken(data, start, speaker, author) == [], path
        found += 1
    assert found >= len(site.ledger.claims)


def claimed(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Each statement, who makes it, and whose name data gives as its author."""
    for claim in ledger.claims.values():
        speaker = speaker_of(ledger, claim)
        publisher = speaker.parties[0] if speaker.own_account and speaker.parties else ""
        yield claim.text, speaker.name, party_label(ledger.parties.get(publisher), publisher)


def quoted(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """The words of each quotation, in all the languages in which it stands, and whose they are."""
    for quote in ledger.quotes.values():
        name = party_label(ledger.parties.get(quote.speaker), quote.speaker)
        original = [quote.original.text] if quote.original else []
        for words in (" … ".join(quote.wording), *original, *(each.text for each in quote.translations)):
            yield words, name, name


def data_of(page: str) -> str:
    """A page's JSON-LD, as the theme gets it."""
    line = DATA.search(page)
    return yaml.safe_load(line[0])["jsonld"] if line else ""


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"text": "It fell.", "author": {"name": "The North"}}, 0),
        ({"text": "It fell.", "creator": [{"name": "The South"}, {"name": "The North"}]}, 0),
        ({"name": "The North says: It fell."}, 0),
        ({"text": "It fell."}, 1),
        ({"text": "It fell.", "author": {"name": "The South"}}, 1),
        ({"author": {"name": "The North"}, "parts": [{"text": "It fell."}]}, 1),
        ({"name": "It fell.", "author": {"name": "The North"}}, 1),
        ({"parts": [{"keywords": ["a", "It fell."], "author": {"name": "The North"}}]}, 1),
    ],
)
def test_what_stands_without_its_speaker_is_seen_in_data(told: Any, wrong: int) -> None:
    assert len(unspoken(told, "It fell.", "The North")) == wrong


def test_titles_headings_and_previews_of_claims_begin_with_who_says_it(
    site: Checked, pages: dict[str, str]
) -> None:
    for claim in site.ledger.claims.values():
        page = pages[f"claims/{claim.id}.md"]
        name = speaker_of(site.ledger, claim).name
        heading = next(words(line[2:]) for line in page.splitlines() if line.startswith("# "))
        for told in (heading, front(page, "title"), front(page, "description")):
            assert told.startswith(name), f"{claim.id}: {told}"


def stated(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Each event's title that does not name its speaker, with what must stand before it."""
    for event in ledger.events.values():
        if lead := event_lead(ledger, event):
            yield inline.plain(event.title), lead


def test_an_event_that_somebody_states_is_told_with_who_says_so(site: Checked, pages: dict[str, str]) -> None:
    found = 0
    for title, lead in stated(site.ledger):
        for path, text in pages.items():
            for before in places(words(text), title):
                found += 1
                assert before.endswith(lead), f"{path}: …{before[-90:]} | {title}"
    assert found, "the test has something to look at"


SAYS = """\
claims:
  - {id: fallen, text: The bridge has fallen., claimant: north-army, source: gazette-1, exact: "has fallen"}
  - {id: seen, text: The bridge stands., claimant: source, source: gazette-1, exact: "it stands"}
quotes:
  - {id: q, speaker: south-army, text: "We crossed it.", source: gazette-1, said: 2025-01-04}
timelines:
  - id: war
    title: The war
    events:
"""


@pytest.mark.parametrize(
    ("title", "stated_by", "lead"),
    [
        ("The bridge falls", "claim:fallen", "Northland's army says:"),
        ("Northland's army takes the bridge", "claim:fallen", "Northland's army says:"),
        ("Northland's army says that the bridge falls", "claim:fallen", ""),
        ("The bridge falls, according to Northland", "claim:fallen", ""),
        ("The other army says that the bridge falls", "claim:fallen", ""),
        ("Witnesses say that the bridge falls", "claim:fallen", "Northland's army says:"),
        ("The bridge stands", "claim:seen", "This source's own account:"),
        ("The bridge stands, the report says", "claim:seen", ""),
        ("They cross the bridge", "quote:q", "Southland's army says:"),
        ("We count the days", "editorial", ""),
    ],
)
def test_the_speaker_leads_where_the_title_does_not_name_them(
    tmp_path: Path, title: str, stated_by: str, lead: str
) -> None:
    event = f'      - {{id: it, date: 2025-01-04, title: "{title}", stated_by: "{stated_by}"}}\n'
    ledger = checked(scratch(tmp_path, {"claims.yml": SAYS + event})).ledger
    assert event_lead(ledger, ledger.events["it"]) == lead


# Figures


def test_the_words_of_the_source_are_what_is_shown_of_a_figure(site: Checked, pages: dict[str, str]) -> None:
    for claim in site.ledger.claims.values():
        if claim.figure and claim.figure.as_said:
            assert claim.figure.as_said in words(pages[f"claims/{claim.id}.md"])


DIFFERENT = """\
claims:
  - {id: one, text: Some were killed or hurt., claimant: north-army, about: bridge, source: gazette-1,
     exact: "40 killed and wounded", figure: {measure: killed_and_wounded, value: 40, unit: soldiers,
     of: south-army, period: 2025-01-03}}
  - {id: two, text: A battalion was lost., claimant: south-army, about: bridge, source: gazette-1,
     exact: "a battalion was lost", figure: {measure: losses_unspecified, as_said: "a battalion",
     unit: battalion, of: north-army}}
"""
ALIKE = DIFFERENT.replace("losses_unspecified", "killed_and_wounded").replace(
    "unit: battalion", "unit: soldiers"
)


def test_a_page_says_in_what_figures_differ_that_may_not_be_compared(tmp_path: Path) -> None:
    made, _ = project.pages(checked(scratch(tmp_path, {"claims.yml": DIFFERENT})))
    page = words(next(page.text for page in made if page.path == "questions/bridge.md"))
    assert "must not be set against each other" in page
    assert (
        "They do not measure the same thing: killed or wounded / losses (of what kind is not said)." in page
    )
    assert "They are not given in the same unit: soldiers / battalion." in page
    assert "They do not count the same people or things: Southland's army / Northland's army." in page
    assert "They are not for the same days: 3 January 2025 / not said when." in page


def test_a_page_does_not_speak_of_what_is_alike(tmp_path: Path) -> None:
    made, _ = project.pages(checked(scratch(tmp_path, {"claims.yml": ALIKE})))
    page = words(next(page.text for page in made if page.path == "questions/bridge.md"))
    assert "They do not count the same people" in page
    assert "measure the same thing" not in page and "the same unit" not in page
