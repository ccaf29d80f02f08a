"""A question stands under itself, through its parents.

`parent` arranges questions from the general to the particular. In a circle none of them
is the general one.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: a, text: It began., claimant: ministry, source: article, exact: "it began", about: attack}
      - {id: b, text: It ended., claimant: ministry, source: article, exact: "it ended", about: outcome}

Wrong:

    questions:
      - {id: attack, title: What happened?, parent: outcome}
      - {id: outcome, title: How did it end?, parent: attack}

Right:

    questions:
      - {id: attack, title: What happened?}
      - {id: outcome, title: How did it end?, parent: attack}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Question

from ._circles import circles, round_trip
from ._kit import Context, Finding, named

CODE = "SAY107"
NAME = "cyclic-question"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every circle of parents, once."""
    questions = {entry.id: (entry, question) for entry, question in context.ledger.each(Question)}
    links = {name: (question.parent,) for name, (_, question) in questions.items() if question.parent}
    for way in circles(links):
        entry, _ = questions[way[0]]
        message = f"{named(entry)} stands under itself: {round_trip(way)}"
        hint = "take 'parent' away from the most general one"
        yield Finding(entry.mark("parent"), message, hint, entry.name)
