"""The source leaves it open, and our words do not.

"May", "could", "appears", "likely", "some officials": with such a word a source says that it is
not sure, or that not all say so. Without it our sentence claims more than the source. Any word
that leaves it open will do, it need not be the same one; it may also stand in the name of who
says it ("Some officials"). To be an assessment or a forecast excuses nothing: readers see the
sentence first.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: aim, text: The attack is meant to mislead., claimant: ministry, source: article,
         exact: "the attack may be meant to mislead"}

Right:

    claims:
      - {id: aim, text: The attack may be meant to mislead., claimant: ministry, source: article,
         exact: "the attack may be meant to mislead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.laundering.hedges import hedge_on, softened
from sayso.laundering.words import Words

from ._kit import Context, Finding

CODE = "SAY225"
NAME = "lost-hedge"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Our own words that keep nothing of a hedge that every citation has."""
    for told in context.held.told:
        hedges = []
        for words in told.held:
            hedges.append(hedge_on(words, told.text))
            if not hedges[-1]:
                break
        if not all(hedges) or softened(told.text):
            continue
        if softened(Words(context.held.names(told.claim), told.text.declared)):
            continue
        message = f'{told.where} is sure of it, the exact words are not: "{hedges[0]}"'
        hint = "keep a word that leaves it open, the source's or another"
        yield Finding(told.mark, message, hint, told.entry.name)
