"""A site of extremes: whatever stretches a page, each with a record whose name says what it is for.

Three hundred events in one timeline, five hundred claims of one party, a claim of two thousand
characters, names that run from right to left, words without a place to break, sections without
anything in them, every status, every kind of date. It is looked at in a browser, at every width.
The records are written from tables; what a claim says stands word for word in its source, so that
nothing here is an editor's fault.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sayso.site.build import build

from .scratch import REPOSITORY, frame_of_repository

Record = dict[str, Any]
#: 1 February 2026: what is overdue, and what a page says of today, must not depend on the day.
TODAY: Final = "1769904000"
EVENTS: Final = 300
CLAIMS_OF_ONE: Final = 500
CLAIMS_OF_A_QUESTION: Final = 40
LENGTH: Final = 2000

LONG_WORD: Final = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_URL: Final = (
    "https://example.org/" + "a-path-without-any-place-to-break/" * 6 + "?q=" + "0123456789" * 12
)
ARABIC: Final = "وزارة الدفاع في الوادي الشمالي والمناطق الجبلية"
ARABIC_WORDS: Final = "قال المتحدث إن 12 جنديًا قُتلوا قرب الجسر (ليلة الأحد) ولم يُعرف شيء آخر."
UKRAINIAN: Final = "Головне управління оборони узбережжя та прибережних територій"
UKRAINIAN_WORDS: Final = "Наші війська утримують міст; за добу загинули щонайменше 15 осіб, – сказав речник."

#: Every kind of date that can be written; the last is one that the editors worked out.
DATES: Final[tuple[Any, ...]] = (
    "2025-01-05", "2024", "2024-08", "2024-XX", "2025-01-XX", "2025-01-05T09:00+03:00",
    "2025-01-05T09:00:30Z", "2025-01-05T21:40", "2024-08-06/2025-01-05", "../2024-08", "2024-08/..",
    "2024-12~", "2024?", "2025-01-05%", "2024-08~/2024-10?",
    {"date": "2025-01-04", "words": "Saturday night",
     "from": "from the article, which we take as published on Sunday, 5 January 2025"},
)  # fmt: skip
SIDES: Final[list[Record]] = [
    {"id": "valley", "name": "Valley", "adjective": "Valley", "colour": "teal", "opposes": ["coast"]},
    {"id": "coast", "name": "Coast", "colour": "violet"},
    {"id": "side-of-nobody", "name": "The hills, where nobody belongs to"},
]
#: Who they are, by id: type, name, and what else is known of them.
PARTIES: Final[Mapping[str, Record]] = {
    "valley-army": {"name": "The Valley's army", "side": "valley", "interest": "party_to_the_conflict"},
    "coast-army": {"name": "The Coast's army", "side": "coast", "interest": "party_to_the_conflict"},
    "arabic-name": {"name": ARABIC, "names": {"en": "Ministry of Defence of the northern Valley"},
                    "side": "valley", "interest": "party_to_the_conflict"},
    "ukrainian-name": {"name": UKRAINIAN, "names": {"en": "Coast Defence Directorate"}, "side": "coast",
                       "interest": "party_to_the_conflict"},
    "long-word": {"name": LONG_WORD, "side": "valley", "interest": "party_to_the_conflict"},
    "long-name": {"name": "The Joint Standing Committee of the Provisional Council for the Coordination of "
                          "Humanitarian, Medical and Logistical Affairs in the Districts of the Lower River",
                  "short_name": "The Joint Committee", "role": "coordinates help on both banks"},
    "many-claims": {"name": "The Valley's press office", "side": "valley", "affiliation": "valley-army"},
    "no-claims": {"name": "Somebody who said nothing", "interest": "unknown"},
    "not-named": {"type": "person", "name": "A nurse", "unnamed": {"described_as": "a nurse at the hospital",
                                                                  "reason": "she was afraid"}},
    "analyst": {"type": "person", "name": "Dr Ruth Analyst", "interest": "unknown"},
    "gazette": {"type": "news_media_organization", "name": "The Gazette", "interest": "independent",
                "interest_reason": "owned by its readers, and printed abroad"},
    "herald": {"type": "news_media_organization", "name": "The Herald", "interest": "independent",
               "interest_reason": "it lives on gifts of many"},
    "radio": {"type": "news_media_organization", "name": "Radio Valley", "interest": "state_media",
              "affiliation": "valley-army"},
}  # fmt: skip
SOURCES: Final[Mapping[str, Record]] = {
    "gazette-1": {"title": "What both armies say of the bridge", "publisher": "gazette",
                  "url": "https://example.org/1", "access": "first_hand", "language": "en",
                  "archives": [{"url": "https://example.org/kept/1", "date": "2026-01-02"}]},
    "herald-1": {"title": "From the other bank", "publisher": "herald", "url": "https://example.org/2",
                 "access": "first_hand"},
    "radio-1": {"title": "Evening news", "publisher": "radio", "kind": "broadcast",
                "url": "https://example.org/3"},
    "retracted": {"title": "A report that was taken back", "publisher": "herald",
                  "url": "https://example.org/4",
                  "status": "retracted", "status_date": "2026-01-01", "status_note": "a wrong picture"},
    "corrected": {"title": "A report that was put right", "publisher": "gazette",
                  "url": "https://example.org/5",
                  "status": "corrected", "status_date": "2026-01-02", "status_note": "one number was changed",
                  "content_warning": "pictures of the dead"},
    "dead": {"title": "A page that is gone", "publisher": "gazette", "url": "https://example.org/6",
             "status": "dead", "status_date": "2026-01-03"},
    "long-address": {"title": f"{LONG_WORD} {LONG_WORD}", "publisher": "herald", "url": LONG_URL,
                     "author": LONG_WORD},
    "not-on-the-web": {"title": "A leaflet", "publisher": "unnamed", "publisher_note": "it lay in the street",
                       "kind": "document", "no_url": "we have the sheet", "seen": "false"},
    "army-note": {"title": "A note of the army", "publisher": "valley-army", "kind": "statement",
                  "url": "https://example.org/7", "access": "official_record"},
    "arabic": {"title": "بيان صحفي عن الجسر", "publisher": "arabic-name", "kind": "statement",
               "url": "https://example.org/ar", "language": "ar"},
    "ukrainian": {"title": "Заява про міст", "publisher": "ukrainian-name", "kind": "statement",
                  "url": "https://example.org/uk", "language": "uk"},
}  # fmt: skip
QUESTIONS: Final[list[Record]] = [
    {"id": "eight-claimants", "title": "How many were killed at the bridge?", "measure": "killed"},
    {"id": "forty-claims", "title": "Who holds which house of the village, and since when?"},
    {"id": "no-claims", "title": "What became of the ferry?"},
    {"id": "missing-figure", "title": "How many were wounded?", "measure": "wounded",
     "gaps": [{"party": "coast-army", "about": "the number of its wounded",
               "citation": {"source": "herald-1", "exact": "The Coast gave no figure of its wounded."}}]},
    {"id": "every-status", "title": "Who holds the bridge, in every state that a statement can be in?"},
]  # fmt: skip
#: Who gave which number of dead: value, bound. The eight that the question is named for.
TOLLS: Final[Mapping[str, tuple[int, str]]] = {
    "valley-army": (340, "about"), "coast-army": (12, "exact"), "arabic-name": (12000, "over"),
    "ukrainian-name": (15, "at_least"), "long-word": (200, "up_to"), "long-name": (87, "exact"),
    "not-named": (9, "nearly"), "analyst": (410, "less_than"),
}  # fmt: skip
SAID_AS: Final[Mapping[str, str]] = {
    "about": "about ", "exact": "", "over": "more than ", "at_least": "at least ", "up_to": "up to ",
    "nearly": "nearly ", "less_than": "less than ",
}  # fmt: skip


def _cited(source: str, words: str, **more: Any) -> Record:
    return {"source": source, "exact": words, **more}


def _claim(
    id_: str, text: str, claimant: Any, *more: Record, source: str = "gazette-1", **fields: Any
) -> Record:
    """A claim whose words are those of its source; `more` are citations beside that one."""
    return {
        "id": id_,
        "text": text,
        "claimant": claimant,
        "citations": [_cited(source, text), *more],
        **fields,
    }


def _statuses() -> Iterator[Record]:
    """One claim for each status of the rubric, and what makes it so."""
    about = {"about": "every-status"}
    seen = {"relation": "supports", "access": "first_hand"}

    def one(code: str, text: str, claimant: Any, *more: Record, **fields: Any) -> Record:
        return _claim(f"status-{code}", text, claimant, *more, **{"source": "radio-1", **about, **fields})

    again = "We take that back."
    yield one("withdrawn", "We hold the north gate.", "valley-army",
              _cited("army-note", again, relation="withdraws", access="official_record"))  # fmt: skip
    yield one("superseded", "We hold one pier.", "coast-army")
    later = [{"claim": "status-superseded", "relation": "updates"}]
    yield one("updating", "We hold two piers.", "coast-army", relations=later)
    yield one("not-checkable", "It will be a long winter.", "analyst", nature="forecast")
    photo = _cited("herald-1", "Our picture shows other flags.", relation="refutes", basis="geolocation")
    yield one("contradicted", "Our flag is on the tower.", "valley-army", photo)
    yes = _cited("gazette-1", "We saw them on the ramp.", **seen)
    no = _cited("herald-1", "We saw nobody on the ramp.", relation="disputes", access="first_hand")
    yield one("mixed", "Our men are on the ramp.", "coast-army", yes, no)
    yield one("unassessed", "Our men are at the lock.", "coast-army",
              _cited("herald-1", "There is nobody at the lock.", relation="refutes"))  # fmt: skip
    day = {"unit": "soldiers", "of": ["coast-army"], "period": "2025-01-05"}
    parts = [{"measure": "killed", "value": 40}, {"measure": "wounded", "value": 60}]
    yield one("part-confirmed", "100 soldiers were killed or wounded: 40 killed, 60 wounded.", "valley-army",
              figure={"measure": "killed_and_wounded", "value": 100, **day, "components": parts})  # fmt: skip
    yield one("part-of-it", "40 soldiers were killed in the boats.", "coast-army",
              _cited("gazette-1", "We counted 40 soldiers who were killed.", **seen),
              _cited("herald-1", "There were 40 soldiers killed.", **seen),
              figure={"measure": "killed", "value": 40, **day})  # fmt: skip
    two = [_cited("gazette-1", "We saw it burn.", **seen), _cited("herald-1", "The mill burnt.", **seen)]
    yield one("confirmed", "The mill burnt down.", "valley-army", *two)
    yield one("one-source", "The road is closed.", "coast-army",
              _cited("herald-1", "We found it closed.", **seen))  # fmt: skip
    yield one("acknowledged", "We lost the east bank.", "valley-army", favours="coast",
              favours_reason="To lose a bank is a loss for the army that held it.")  # fmt: skip
    yield one("agreed", "There was fighting at the bridge.", ["valley-army", "coast-army"])
    yield one("claimed", "We hold the south gate.", "coast-army")
    yield one("doubted", "The crossing was theirs by night.", "valley-army",
              doubt={"about": "who", "text": "As printed, theirs may be either army.", "by": "the editors",
                     "date": "2025-07-05"})  # fmt: skip
    yield one("own-account", "The bridge is forty metres long.", "source")


def _extremes() -> Iterator[Record]:
    sentence = "The crossing by the old mill was shelled, repaired, closed and opened again. "
    yield _claim("two-thousand-characters", (sentence * 40)[: LENGTH - 1].strip() + ".", "long-name",
                 about="forty-claims")  # fmt: skip
    yield _claim("long-word", f"They use the {LONG_WORD * 2} as a store.", "long-word", source="long-address",
                 tags=[LONG_WORD.lower()[:70]])  # fmt: skip
    yield _claim("arabic-words", f"The spokesman said: {ARABIC_WORDS}", "arabic-name", source="arabic")
    yield _claim("ukrainian-words", UKRAINIAN_WORDS, "ukrainian-name", source="ukrainian")
    yield _claim("wounded-valley", "We have 30 wounded soldiers.", "valley-army", about="missing-figure",
                 figure={"measure": "wounded", "value": 30, "unit": "soldiers",
                         "of": ["valley-army"]})  # fmt: skip
    yield _claim("on-a-retracted-source", "The pump house fell.", "coast-army", source="retracted")
    yield _claim("on-a-corrected-source", "The pump house stood.", "valley-army", source="corrected")
    yield _claim("on-a-dead-source", "The pump house was sold.", "not-named", source="dead")
    yield _claim("on-no-web-page", "Leave your houses.", "many-claims", source="not-on-the-web")
    yield _claim("deprecated", "They hold the pump house.", "coast-army", rank="deprecated",
                 deprecated_reason="We had read the wrong line.", replaced_by="renamed",
                 formerly=["deprecated-before"])  # fmt: skip
    yield _claim("renamed", "They held the pump house.", "coast-army", formerly=["first-name", "second-name"],
                 would_confirm=["A dated picture of it", LONG_WORD],
                 would_refute=["A picture of others in it"],
                 review_by="2025-11-01", confidence="low", tags=["pump-house"])  # fmt: skip
    yield _claim("overridden", "The dam holds.", "valley-army",
                 assessment={"status": "confirmed", "reason": "We measured the water ourselves.",
                             "by": "A. Editor", "date": "2025-07-04"})  # fmt: skip


def _claims() -> Iterator[Record]:
    for party, (value, bound) in TOLLS.items():
        text = f"{SAID_AS[bound]}{value} soldiers were killed at the bridge."
        figure = {
            "measure": "killed",
            "value": value,
            "bound": bound,
            "unit": "soldiers",
            "of": ["coast-army"],
        }
        yield _claim(f"toll-{party}", text[0].upper() + text[1:], party, about="eight-claimants",
                     figure=figure, said="2025-01-05")  # fmt: skip
    speakers = ("valley-army", "coast-army", "arabic-name", "ukrainian-name", "long-name")
    for number in range(CLAIMS_OF_A_QUESTION):
        yield _claim(f"house-{number:02d}", f"House {number} of the village is ours.",
                     speakers[number % len(speakers)], about="forty-claims")  # fmt: skip
    for number in range(CLAIMS_OF_ONE):
        yield _claim(f"report-{number:03d}", f"Post {number} of the line was attacked and held.",
                     "many-claims",
                     source="radio-1", said=f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
                     tags=["line"])  # fmt: skip
    yield from _statuses()
    yield from _extremes()


def _quotes() -> Iterator[Record]:
    yield {"id": "arabic", "speaker": "arabic-name", "text": ARABIC_WORDS, "source": "arabic",
           "language": "ar", "claims": ["arabic-words"], "said": "2025-01-05"}  # fmt: skip
    yield {"id": "arabic-in-english", "speaker": "arabic-name", "language": "en",
           "text": "Twelve soldiers were killed near the bridge on Sunday night.", "source": "gazette-1",
           "original": {"language": "ar", "text": ARABIC_WORDS, "source": "arabic"},
           "translator": "gazette", "said": "2025-01-05"}  # fmt: skip
    yield {"id": "ukrainian", "speaker": "ukrainian-name", "text": UKRAINIAN_WORDS, "source": "ukrainian",
           "language": "uk", "occasion": "Брифінг у порту", "said": "2025-01-05",
           "translations": [{"language": "en", "text": "Our troops hold the bridge.",
                             "translator": "not_given", "source": "herald-1"}]}  # fmt: skip
    yield {"id": "very-long", "speaker": "long-name", "text": "We will say it again, and again. " * 60,
           "source": "gazette-1", "language": "en"}  # fmt: skip
    yield {"id": "fragment", "speaker": "long-word", "text": LONG_WORD, "source": "gazette-1",
           "fragment": "true",
           "context": f"They called it “{LONG_WORD}”, and went.", "language": "en",
           "doubt": {"about": "wording", "text": "Badly printed.", "by": "A. Reader",
                     "date": "2025-07-05"}}  # fmt: skip
    yield {"id": "in-parts", "speaker": "not-named", "parts": ["I saw it.", "Then I ran."],
           "source": "herald-1", "said": "2025-01-05"}  # fmt: skip


def _events() -> Iterator[Record]:
    armies = ("valley-army", "coast-army")
    for number in range(EVENTS):
        report = f"claim:report-{number:03d}"
        date = (
            DATES[number % len(DATES)] if number % 3 else f"2025-{number // 25 + 1:02d}-{number % 25 + 1:02d}"
        )
        event: Record = {
            "id": f"event-{number:03d}",
            "date": date,
            "date_reported": "2025-12-31",
            "title": f"Post {number} is attacked",
            "stated_by": report,
            "claims": [report[6:]],
        }
        if number % 4 == 0:
            event["accounts"] = [
                {"party": army, "claims": [f"house-{(number + at) % 5 * 5 + at:02d}"], "word": word}
                for at, (army, word) in enumerate(zip(armies, ("a raid", "a rout"), strict=True))
            ]
        if number % 10 == 0:
            event["place"] = {"name": f"{LONG_WORD}, {ARABIC}", "precision": "vicinity"}
            event["text"] = "What the press office says of it, the other army does not speak of."
        yield event
    yield {"id": "in-arabic", "date": "2025-06-01", "title": ARABIC_WORDS, "stated_by": "quote:arabic",
           "quotes": ["arabic"], "content_warning": "a drowning"}  # fmt: skip
    yield {"id": "a-very-long-title", "date": "2025-06-02", "title": "The boats cross the river. " * 20,
           "stated_by": "claim:two-thousand-characters", "claims": ["two-thousand-characters"]}  # fmt: skip


def _corrections() -> Iterator[Record]:
    kinds = ("correction", "clarification", "update", "retraction", "editors_note")
    targets = ("claim:toll-valley-army", "source:corrected", "quote:fragment", "claim:on-a-retracted-source",
               "party:arabic-name")  # fmt: skip
    for number, (kind, target) in enumerate(zip(kinds, targets, strict=True)):
        yield {"id": f"kind-{kind.replace('_', '-')}", "corrects": target, "kind": kind,
               "date": f"2025-07-{number + 1:02d}", "text": f"We had misread a line; {LONG_WORD}.",
               "from": "430", "to": "340", "reason": "a slip of the pen", "reported_by": ARABIC}  # fmt: skip


def records() -> dict[str, dict[str, list[Record]]]:
    """Every record, by the file it stands in and by the key of its kind."""
    party = {"type": "government_organization"}
    source = {"kind": "article", "published": "2025-12-31"}
    lines = [
        {
            "id": "three-hundred-events",
            "title": "A year at the bridge, day by day",
            "events": list(_events()),
        },
        {"id": "no-events", "title": "What happened to the ferry", "events": []},
    ]
    return {
        "claims.yml": {"claims": list(_claims())},
        "content/parties.yml": {
            "sides": SIDES,
            "parties": [{"id": id_, **party, **told} for id_, told in PARTIES.items()],
        },
        "content/sources.yml": {"sources": [{"id": id_, **source, **told} for id_, told in SOURCES.items()]},
        "content/questions.yml": {"questions": QUESTIONS},
        "content/quotes.yml": {"quotes": list(_quotes())},
        "content/timelines/lines.yml": {"timelines": lines},
        "content/corrections.yml": {"corrections": list(_corrections())},
    }


HOME: Final = f"""\
---
title: A site of extremes
description: Everything that stretches a page.
---
The Valley's army gives a number. [[badge:toll-valley-army]]

[[claim:two-thousand-characters]]

[[claim:long-word|They store it in {LONG_WORD}]]

[[quote:arabic]]

[[quote:ukrainian]]

[[compare:eight-claimants]]

[[chart:eight-claimants]]

[[compare:missing-figure]]

[[editorial]]The names are made up, and so is the ferry.[[/editorial]]
"""
ELEMENTS: Final = f"""\
# Every element of prose

[[editorial]]

## A heading that goes on for long enough to need a second and a third line on any telephone

1. One
2. Two
    - nested
    - {LONG_WORD}

| Word | Meaning | Another | And one more | And a fifth |
|---|---|---|---|---|
| {LONG_WORD} | what it says | {ARABIC} | {UKRAINIAN} | x |

> A block of words set apart.

    a line of code that is much longer than any telephone is wide, and that must scroll on its own

A footnote.[^1]

[^1]: It stands below.

[[/editorial]]

[[timeline:no-events]]

[[compare:no-claims]]
"""


def write(folder: Path) -> Path:
    """The site in a folder, with the repository's own frame, words and rubric."""
    frame_of_repository(folder)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    texts = {
        name: json.dumps(kinds, ensure_ascii=False, indent=1) for name, kinds in records().items()
    }  # JSON is YAML
    for name, text in {**texts, "content/index.md": HOME, "content/elements.md": ELEMENTS}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def built(folder: Path) -> Path:
    """The site, built whole; fails with what is wrong with it."""
    with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": TODAY}):
        result = build(write(folder / "wild"), folder / "site")
    told = [f"{each.mark}: {each.message}" for each in result.diagnostics if each.severity == "error"]
    assert result.site is not None, told
    return result.site
