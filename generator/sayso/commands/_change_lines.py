"""Changes as lines for people, by risk, those of one record together: in text and in Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from sayso.diff.together import together
from sayso.diff.words import clause, for_editors
from sayso.model.changes import Change, Risk

from ._output import counted, markdown

#: So much of a change is told on one line.
LONGEST: Final = 1_500


class Line(NamedTuple):
    """A line on one change. `under` where something graver of its record stands above it."""

    text: str
    under: bool = False

    @property
    def item(self) -> str:
        """As an item of a list in Markdown."""
        return f"{'  ' if self.under else ''}- {markdown(self.text)}"


def by_risk(
    changes: Iterable[Change], pages: Mapping[Change, int] | None = None, longest: int = LONGEST
) -> Iterator[tuple[Risk, list[Line]]]:
    """The changes, the gravest first. `pages` says how many pages each touches, which is told once
    of a record."""
    for risk, records in together(changes):
        lines = []
        for first, *others in records:
            touched = (pages or {}).get(first, 0)
            lines.append(Line(cut(for_editors(first), longest) + affected(touched)))
            lines += [Line(also(change, risk, longest), under=True) for change in others]
        yield risk, lines


def affected(pages: int) -> str:
    return f"; {counted(pages, 'page')} affected" if pages else ""


def also(change: Change, risk: Risk, longest: int = LONGEST) -> str:
    """A change of a record of which something graver was told, under the heading of that risk."""
    weight = "" if change.risk is risk else f" ({change.risk.word} risk)"
    return f"also{weight}: {cut(clause(change), longest)}"


def cut(text: str, longest: int = LONGEST) -> str:
    """A text on one line; of a longer one how much is left out is told."""
    line = " ".join(text.split())
    more = len(line) - longest
    return line if more <= 0 else f"{line[:longest]}… ({more:,} more characters)"
