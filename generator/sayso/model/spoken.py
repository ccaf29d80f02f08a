"""What a reader is told of a claim in words, wherever that stands: its figure, and who leads."""

from collections.abc import Callable

from sayso import figures
from sayso.default_words import default_words
from sayso.phrases import Phrases

from .claims import Figure
from .ledger import Ledger
from .speakers import listed
from .standing import Standing


def figure_words(
    figure: Figure, label: Callable[[str, str | None], str], words: Phrases | None = None
) -> str:
    """A figure in words: the source's own, else bound, number and unit. `label` gives the reader's
    words for a word of the vocabulary (list, word); `words` are those of the site."""
    words = words or default_words()
    if figure.as_said is not None:
        return figure.as_said
    if figure.value_status is not None:
        return words.plain("figure_none_given" if figure.value_status == "not_given" else "figure_not_known")
    bound = "" if figure.bound in (None, "exact") else label("bounds", figure.bound) + " "
    return f"{bound}{number_words(figure, words)}" + (f" {figure.unit}" if figure.unit else "")


def number_words(figure: Figure, words: Phrases) -> str:
    """The number alone; "" where the figure has none."""
    if figure.value is not None:
        return figures.plain(figure.value)
    if figure.min is not None and figure.max is not None:
        least, most = figures.plain(figure.min), figures.plain(figure.max)
        return words.plain("figure_range", least=least, most=most)
    known = figure.min if figure.min is not None else figure.max
    if known is None:
        return ""
    key = "figure_at_least" if figure.min is not None else "figure_at_most"
    return words.plain(key, number=figures.plain(known))


def lead(ledger: Ledger, standing: Standing) -> str:
    """What stands before a statement. Where there are several sources, one that speaks
    for itself is named: in a list "this source" could be any."""
    if not standing.speaker.own_account or len(ledger.sources) == 1:
        return standing.speaker.lead
    sources = {
        source.title: None
        for _, citation in standing.claim.evidence
        if citation.relation == "reports" and (source := ledger.source_of(citation))
    }
    own, words = standing.speaker.name, ledger.words
    return words.plain("speaker_lead_own_of", who=own, sources=listed(sources, words))
