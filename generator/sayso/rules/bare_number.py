"""A number in prose stands in no record that its sentence leads to.

A number that the records do not hold cannot be checked, and is forgotten when the figure changes.
It is held where the claim behind the sentence has it: in its figure, its text, or the source's
exact words. Numbers in the editors' own words, inside quotation marks of a sourced sentence, dates,
times of day, ordinals, and numbers that belong to a name (the 58th Brigade, F-16) are no matter
here. Number words count from ten upwards, and from two upwards where people or things are
counted ("five soldiers").

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - id: losses
        text: About 340 soldiers were killed.
        claimant: ministry
        source: article
        exact: "about 340 killed"
        figure: {measure: killed, value: 340, bound: about, unit: soldiers}

Wrong, in content/index.md:

    The Ministry says that about 350 soldiers were killed. [[badge:losses]]

Right, in content/index.md:

    The Ministry says that [[figure:losses]] were killed.
"""

from collections.abc import Iterator

from sayso.coverage.bare import BareNumber
from sayso.diagnostics import Severity

from ._kit import Context, Finding

CODE = "SAY508"
NAME = "bare-number"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """The numbers of all pages that no record behind their sentence holds."""
    for measured in context.coverage.values():
        for number in measured.numbers:
            yield Finding(number.mark, _message(number), _hint(context, number))


def _message(number: BareNumber) -> str:
    written = f"the number “{number.text[:60]}”"
    if not number.claims:
        return f"{written} leads to no figure"
    if len(number.claims) == 1:
        return f"{written} stands nowhere in the claim '{number.claims[0]}'"
    return f"{written} stands in none of the {len(number.claims)} claims that its sentence leads to"


def _hint(context: Context, number: BareNumber) -> str:
    claims = context.ledger.claims
    with_figure = [each for each in number.claims if each in claims and claims[each].figure]
    if with_figure:
        return f"write [[figure:{with_figure[0]}]] in its place, or cite the claim that has this number"
    if number.claims:
        return f"give '{number.claims[0]}' a figure, and write [[figure:{number.claims[0]}]] in its place"
    return "record it as the figure of a claim, and write [[figure:ID]] in its place"
