"""A small site in which every field of every kind of record is used, and every reference.

It is the stage of `tests/test_relations.py`, which fails where a text field of the model is
not used here: write it into one of these records then.
"""

from typing import Final

SIDES: Final = """\
sides:
  - {id: north, name: Northland, adjective: northern, colour: teal, opposes: [south], formerly: [old-north]}
  - {id: south, name: Southland, colour: violet}
  - {id: east, name: Eastland}
parties:
  - {id: north-ministry, type: government_organization, name: Ministry of the North, side: north,
     interest: party_to_the_conflict, role: governs}
  - id: north-army
    type: government_organization
    name: The army of the North
    short_name: North army
    role: fights in the hills
    affiliation: north-ministry
    names: {de: Nordarmee}
    same_as: https://example.org/army
    formerly: [old-army]
  - {id: south-army, type: group, name: The fighters of the South, side: south,
     interest: party_to_the_conflict}
  - {id: bystander, type: person, name: An onlooker, interest: unknown,
     unnamed: {described_as: a woman in the village, reason: she was afraid}}
  - {id: friend, type: organization, name: The friends, interest: supporter, aligned_with: [east]}
  - {id: gazette, type: news_media_organization, name: The Gazette, interest: independent,
     interest_reason: owned by its readers}
  - {id: herald, type: news_media_organization, name: The Herald, interest: independent,
     interest_reason: it lives on gifts}
  - {id: south-radio, type: news_media_organization, name: Radio South, interest: state_media,
     affiliation: south-army}
  # One for each place in which a party can be named, so that no place hides behind another.
  - {id: silent, type: person, name: Nobody in particular, interest: unknown}
  - {id: interpreter, type: person, name: The interpreter, interest: unknown}
  - {id: villagers, type: group, name: The villagers, interest: unknown}
  - {id: watchman, type: person, name: The watchman at the clock, short_name: The watchman, interest: unknown}
  - {id: teller, type: person, name: The teller, interest: unknown}
  - {id: seer, type: person, name: The seer, interest: unknown, unnamed: {described_as: a man on a roof}}
sources:
  - id: gazette-1
    title: Report of the Gazette
    publisher: gazette
    kind: article
    url: https://example.org/1
    author: A. Writer
    published: {date: 2025-01-05, words: the other Sunday, from: counted from the next issue}
    modified: {date: 2025-01-06, words: a day later, from: from the note below it}
    accessed: {date: 2025-01-07, words: this week, from: our own diary}
    language: en
    access: first_hand
    archives:
      - {url: https://example.org/kept, date: {date: 2025-01-08, words: soon after, from: from its address}}
    status: corrected
    status_date: {date: 2025-01-09, words: much later, from: from the correction}
    status_note: one number was changed
    content_warning: pictures of the dead
    formerly: [old-gazette]
  - {id: herald-1, title: Report of the Herald, publisher: herald, kind: article, no_url: on paper only,
     published: 2025-01-05, based_on: [gazette-1]}
  - {id: herald-2, title: Second report of the Herald, publisher: herald, kind: article,
     url: https://example.org/2, published: 2025-01-06, access: first_hand}
  - {id: radio-1, title: News of the South, publisher: south-radio, kind: broadcast, url: https://example.org/3,
     published: {date: 2025-01-06, words: the Monday, from: counted}}
  - {id: dictionary, title: A dictionary of war, publisher: unnamed, kind: document, no_url: an old book,
     published: 1990}
  - {id: leaflet, title: A leaflet, publisher: unnamed, publisher_note: it lay in the street, kind: document,
     no_url: we have the sheet, published: 2025-01-04, seen: false}
questions:
  - id: bridge
    title: Who holds the bridge?
    summary: The bridge is *small*.
    parent: hills
    formerly: [old-bridge]
    gaps:
      - party: silent
        about: the number of its dead
        citation: {source: radio-1, exact: "it gave no figure", prefix: "asked,", suffix: "again",
                   locator: page 4, note: asked twice}
  - {id: hills, title: Who holds the hills?}
"""

CLAIMS: Final = """\
claims:
  - id: held
    text: Our army holds the bridge.
    claimant: north-army
    citations:
      - {source: gazette-1, exact: "holds the bridge; some forty men were killed, ten at least in the water",
         prefix: "the army", suffix: "today", locator: page 1,
         via: [gazette], note: told by telephone}
      - {source: herald-2, relation: supports, exact: "we saw them", access: first_hand, basis: document}
      - {quote: q-held}
    about: bridge
    said: {date: 2025-01-04, words: the day before, from: from the report's date}
    favours: north
    favours_reason: it sounds strong
    figure: {measure: killed, as_said: "some forty", value: 40, bound: about, unit: men, of: villagers,
             period: {date: 2025-01-04, words: that night, from: from the same}, place: at the bridge,
             components: [{measure: killed, as_said: "ten at least", value: 10, bound: at_least, unit: men,
                           of: south-army,
                           period: {date: 2025-01-04, words: before dawn, from: from the same},
                           place: in the water, gloss: {text: drowned ones too, source: herald-2}}],
             gloss: {text: men means soldiers here, source: dictionary}}
    relations:
      - {claim: lost, relation: disputes, why: only one can hold it}
      - {claim: alone, relation: supports, why: boats float}
    doubt: {about: number, text: forty may mean all, by: The editors,
            date: {date: 2025-01-09, words: on reading, from: diary}}
    would_confirm: [a picture of the bridge]
    would_refute: [a picture of others on it]
    review_by: {date: 2025-02-01, words: by the thaw, from: our plan}
    tags: [bridges]
    formerly: [old-held]
  - id: lost
    text: They lost the bridge.
    claimant: [south-army, bystander]
    source: radio-1
    exact: "they lost it, and 7 goats were killed"
    via: [south-radio]
    about: bridge
    figure: {measure: killed, value: 7, unit: goats}
    assessment: {status: confirmed, reason: we were there, by: A. Editor,
                 date: {date: 2025-01-09, words: last week, from: diary}}
  - id: told
    text: Nobody holds the bridge.
    claimant: source
    citations:
      - {source: herald-1, exact: "nobody holds it"}
      - {quote: q-cited}
    about: bridge
  - id: earlier
    text: Our army will take the bridge.
    claimant: north-ministry
    source: leaflet
    exact: "will take it"
    about: hills
    rank: deprecated
    deprecated_reason: we read the wrong line
    replaced_by: held
  - {id: dawn, text: It was dawn., claimant: watchman, source: herald-2, exact: "dawn"}
  - {id: aired, text: It was long., claimant: source, source: radio-1, exact: "long"}
  - {id: seen, text: It was dark., claimant: seer, source: herald-2, exact: "dark"}
  - {id: alone, text: It rained., claimant: friend, source: herald-2, exact: "it rained"}
quotes:
  - id: q-held
    speaker: north-army
    text: "We hold it still."
    source: gazette-1
    prefix: "he said"
    suffix: "twice"
    locator: page 2
    language: en
    spoken_in: at a meeting
    translator: interpreter
    original: {language: de, text: "Wir halten sie.", source: herald-1}
    translations: [{language: fr, text: "Nous la tenons.", translator: herald, source: herald-2}]
    fragment: true
    context: "We hold it, he said, and went."
    said: {date: 2025-01-04, words: on the eve, from: from the page}
    occasion: at the *river*
    claims: [held]
    doubt: {about: wording, text: badly printed, by: A. Reader,
            date: {date: 2025-01-09, words: at the desk, from: diary}}
    formerly: [old-words]
  - {id: q-cited, speaker: friend, text: "Nobody is there.", source: leaflet, said: 2025-01-03}
  - {id: q-parts, speaker: bystander, parts: ["I saw it.", "Then I ran."], source: herald-2, said: 2025-01-05}
"""

STORY: Final = """\
timelines:
  - id: war
    title: The war in the hills
    summary: How it *went*.
    formerly: [old-war]
    events:
      - id: crossing
        date: {date: 2025-01-04, words: the first night, from: from the report}
        date_reported: {date: 2025-01-05, words: next morning, from: from the issue}
        title: They *cross* the river
        stated_by: claim:held
        text: Boats were used.
        time_as_stated: {text: at dawn, claim: dawn}
        place: {name: The long river, names: {de: Langfluss}, precision: vicinity}
        accounts:
          - {party: north-army, claims: [alone], word: a raid}
          - {party: teller, word: a rout}
        claims: [told]
        quotes: [q-parts]
        citations:
          - {source: herald-2, exact: "boats", prefix: "with", suffix: "only", locator: page 9,
             note: seen there, via: [villagers]}
        doubt: {about: date, text: perhaps later, by: A. Checker,
                date: {date: 2025-01-09, words: at noon, from: diary}}
        content_warning: a drowning
        formerly: [old-crossing]
      - {id: rain, date: 2025-01-06, title: It rains, stated_by: "quote:q-parts"}
      - {id: end, date: 2025-01-07, title: It ends, stated_by: editorial}
corrections:
  - id: wrong-number
    corrects: claim:held
    kind: correction
    date: {date: 2025-01-10, words: a day after, from: diary}
    text: The number was *wrong*.
    from: "400"
    to: "40"
    reason: a slip of the pen
    reported_by: A. Neighbour
  - {id: wrong-name, corrects: "source:gazette-1", kind: clarification, date: 2025-01-11, text: It was cut.}
  - {id: wrong-words, corrects: "quote:q-held", kind: update, date: 2025-01-12, text: It was longer.}
  - {id: wrong-one, corrects: "claim:lost", kind: update, date: 2025-01-12, text: It was shorter.}
  - {id: wrong-party, corrects: "party:silent", kind: update, date: 2025-01-12, text: It was wider.}
  - {id: wrong-question, corrects: "question:hills", kind: update, date: 2025-01-12, text: It was higher.}
  - {id: wrong-line, corrects: "timeline:war", kind: update, date: 2025-01-12, text: It was lower.}
  - {id: wrong-event, corrects: "event:crossing", kind: update, date: 2025-01-12, text: It was later.}
"""

HOME: Final = """\
---
title: The hills
nav_title: Start
description: What is told of the hills.
lang: en
---
Somebody holds it. [[badge:held]] The [[party:north-ministry]] is told of in [[cite:leaflet]].

[[compare:bridge]]
"""

STORY_PAGE: Final = """\
---
title: The night
description: What is told of the night.
nav_title: Night
---
[[quote:q-held]] and [[claim:lost|They say it is lost]].

[[editorial]]We do not know.[[/editorial]]
"""

PLAIN_PAGE: Final = "# About us\n\n[[editorial]]We are three people.[[/editorial]]\n"

FILES: Final = {
    "content/cast.yml": SIDES,
    "claims.yml": CLAIMS,
    "content/story.yml": STORY,
    "content/index.md": HOME,
    "content/night.md": STORY_PAGE,
    "content/about-us.md": PLAIN_PAGE,
    # One for each directive, so that none hides behind another.
    "content/one-badge.md": "It was dark. [[badge:seen]]\n",
    "content/one-block.md": "[[by:alone]]\nIt rained much.\n[[/by]]\n",
    "content/one-card.md": "[[claim:lost]]\n",
    "content/other-card.md": "[[claim:held]]\n",
    "content/one-chart.md": "[[chart:bridge]]\n",
    "content/one-number.md": "There were [[figure:held]].\n",
    "content/one-quotation.md": "[[quote:q-parts]]\n",
    "content/one-comparison.md": "[[compare:bridge]]\n",
    "content/one-timeline.md": "[[timeline:war]]\n",
    # A changed text may hold any number: what it says is not asked here.
    "site_config/sayso.yml": "page_size: 50\nrules: {other-number-in-text: warning}\n",
}
