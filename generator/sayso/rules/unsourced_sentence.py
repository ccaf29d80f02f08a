"""A sentence of a page leads to no source.

Whoever reads it could not tell who says so. Every sentence of a paragraph, list item, table row,
quotation or footnote leads to a claim, a quotation or a source: by a directive in it or behind
it, or by `[[by:...]]` round it. Headings, a table's first row, code, and what stands between
`[[editorial]]` and `[[/editorial]]` need none. How much of a page must be sourced is set in
site_config/sayso.yml (`coverage:`); as long as a page has less, this names each of its sentences
that leads nowhere. See `sayso coverage`.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began at dawn., claimant: ministry, source: article, exact: "at dawn"}

Wrong, in content/index.md:

    It began at dawn, the Ministry says. [[badge:began]] Nobody was surprised.

Right, in content/index.md:

    It began at dawn, the Ministry says. [[badge:began]] [[editorial]]We do not know whom it
    surprised.[[/editorial]]
"""

from collections.abc import Iterator
from typing import Final

from sayso.coverage.measure import PageCoverage, Sentence
from sayso.diagnostics import Severity

from ._kit import Context, Finding

CODE = "SAY507"
NAME = "unsourced-sentence"
SEVERITY = Severity.ERROR

_QUOTED: Final = 60  # characters of a sentence that a message quotes


def check(context: Context) -> Iterator[Finding]:
    """The unsourced sentences of pages that have not reached their aim."""
    for measured in context.coverage.values():
        if measured.reached:
            continue
        for sentence in measured.unsourced:
            if not sentence.garbled:  # its directive cannot be read, which was told
                yield Finding(sentence.mark, _message(measured, sentence), _hint(sentence))


def _message(measured: PageCoverage, sentence: Sentence) -> str:
    told = f"no source for “{beginning(sentence.text)}”"
    if measured.aim < 100:
        told += f" ({measured.percent} % of the page is sourced, {measured.aim} % is its aim)"
    return told


def beginning(text: str) -> str:
    """The first words of a sentence."""
    if len(text) <= _QUOTED:
        return text
    cut = text[:_QUOTED]
    return (cut.rpartition(" ")[0] or cut) + " …"


def _hint(sentence: Sentence) -> str:
    if sentence.stray:
        return f"{sentence.stray[:90]} stands in a paragraph of its own: put it at the end of this sentence"
    after = "into the same row" if sentence.kind == "row" else "after it"
    return (
        f"write [[badge:ID]] {after}; if these are your own words, [[editorial]] … [[/editorial]] round them"
    )
