"""A review in words: for the terminal, and for a forge's comment.

A comment is short: it begins with a mark by which it is found again, tells the gravest first, and
folds what is long. Whatever a contributor wrote is made inert by `_output.markdown`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sayso.diagnostics import Diagnostic
from sayso.diff.words import for_editors, what
from sayso.model.changes import Change
from sayso.report import headline, visible
from sayso.review.pages import PageChange
from sayso.review.reading import Passage
from sayso.review.review import Covered, Review, Shift

from ._change_lines import LONGEST, Line, by_risk, cut
from ._output import MOST, counted, markdown, short

#: By this a comment is found again, so that it is renewed and not followed by another.
MARK: Final = "<!-- sayso-review -->"
#: So many characters of a change where all together are too many for a comment.
_SHORTER: Final = (400, 150)
#: So many of each are told to people; programs get all.
_CHANGES, _FINDINGS, _PAGES, _SENTENCES, _NAMED = 100, 50, 25, 8, 5


class Names(NamedTuple):
    """What the two states are called."""

    base: str
    head: str


@dataclass(frozen=True)
class _Part:
    """A part of what is told: a heading, lines, and whether it is folded under that heading."""

    head: str
    lines: tuple[str, ...]
    folded: bool = False
    #: What its lines are, where some must be left out: "changes".
    what: str = "lines"


# What is told, in either form


def _sum(found: Review) -> str:
    """ "3 changes in meaning, 1 of wording only." or "No change in meaning." """
    told = [counted(len(found.changes), "change") + " in meaning"] if found.changes else []
    if found.wording:
        told.append(f"{counted(len(found.wording), 'change')} of wording only")
    if not found.changes:
        told.insert(0, "No change in meaning")
    if found.unread:
        told.append(f"{counted(len(found.unread), 'record')} that cannot be read, so not compared")
    return "; ".join(told) + "."


def _by_risk(found: Review, longest: int = LONGEST) -> Iterator[tuple[str, list[Line]]]:
    """The changes that are told, under the name of their risk."""
    pages = {each.change: each.pages for each in found.changes}
    shown = [each.change for each in found.changes[:_CHANGES]]
    return ((f"{risk.word.capitalize()} risk", lines) for risk, lines in by_risk(shown, pages, longest))


def _beyond(found: Review) -> list[str]:
    """What only the proposal's own rules would bring."""
    return [cut(for_editors(each)) for each in found.proposed.changes[:_CHANGES]]


def _asks(found: Review) -> str:
    """What the policy asks for, in a sentence; "" where it asks for nothing."""
    if not found.approvals.needs:
        return ""
    lines = []
    for asked in found.approvals.asked:
        of = list(dict.fromkeys(f"{_name(each)} ({_why(each)})" for each in asked.changes))
        rest = f" and {len(of) - _NAMED:,} more" if len(of) > _NAMED else ""
        number = f"{asked.needs} " if len(found.approvals.asked) > 1 else ""
        lines.append(f"{number}for {', '.join(of[:_NAMED])}{rest}")
    return f"This wants {counted(found.approvals.needs, 'approval')}: {'; '.join(lines)}."


def _name(change: Change) -> str:
    return change.record.replace(":", " ", 1)


def _why(change: Change) -> str:
    """The kind in words; of a detail which one."""
    return what(change) if change.kind == "detail-changed" else change.label[:1].lower() + change.label[1:]


def _frame(found: Review, names: Names) -> str:
    """By whose rules it was judged."""
    return f"Judged by the rules of {names.base} (rubric {found.rubric}); proposed: {names.head}."


def _of_rules(found: Review) -> Iterator[str]:
    """What is proposed for the rules themselves."""
    proposed = found.proposed
    if proposed.files:
        yield f"It changes files that maintainers own: {', '.join(proposed.files)}."
        yield "They had no say in what stands here: the content was judged by the rules as they are."
    if proposed.policy:
        yield "It changes who must approve what; the approvals are those of the policy as it is."
    if proposed.broken:
        yield "The proposed configuration cannot be used: see what is to mend."
    if proposed.changes:
        yield f"By its own rules, it would also bring {counted(len(proposed.changes), 'change')} in meaning:"


def _of_links(found: Review) -> str:
    links = found.links
    if links.untested:
        return f"Links were not tested: {links.untested}."
    told = "No new broken link." if not links.found.new else "Broken links: see what is to mend."
    return told + (f" Mended: {links.found.mended}." if links.found.mended else "")


def findings(found: Review) -> list[Diagnostic]:
    new = [*found.proposed.broken, *found.found.new, *found.links.found.new]
    return sorted(dict.fromkeys(new), key=lambda item: item.severity.rank)


def _share(covered: Covered | None) -> str:
    if covered is None:
        return "–"
    return (
        f"{covered.sourced} of {covered.factual} ({covered.percent} %)" if covered.factual else "no sentence"
    )


def _state(page: PageChange) -> str:
    return {"new": " (new page)", "gone": " (page taken out)", "changed": ""}[page.state]


def _shown(page: PageChange) -> int:
    """So many of its sentences are told; of a page that comes or goes only how it begins."""
    return _SENTENCES if page.state == "changed" else 2


def _pages(found: Review) -> tuple[list[PageChange], int]:
    """The pages whose sentences are told, and how many more read differently."""
    every = found.pages or ()
    told = [page for page in every if page.told][:_PAGES]
    return told, len(every) - len(told)


# Text


def as_text(found: Review, names: Names) -> str:
    """For the terminal."""
    lines = [_sum(found), *([_asks(found)] if _asks(found) else []), _frame(found, names)]
    lines += _of_rules(found)
    lines += [f"  {each}" for each in _beyond(found)]
    for risk, told in _by_risk(found):
        lines += ["", risk, *(f"    {each.text}" if each.under else f"  {each.text}" for each in told)]
    lines += _more(len(found.changes), _CHANGES, "changes")
    new = findings(found)
    if new:
        lines += ["", "To mend (only what this change brings)"]
        lines += [f"  {headline(item)}" for item in new[:_FINDINGS]]
        lines += _more(len(new), _FINDINGS, "findings")
    if found.found.mended:
        lines += ["", f"Mended by this change: {counted(found.found.mended, 'finding')}."]
    lines += _pages_as_text(found)
    if found.coverage:
        lines += ["", "Sentences that lead to a source"]
        lines += [f"  {each.page}: {_share(each.before)} → {_share(each.after)}" for each in found.coverage]
    lines += ["", _of_links(found)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _pages_as_text(found: Review) -> list[str]:
    if found.pages is None:
        return ["", "Pages were not compared: the errors come first."]
    told, rest = _pages(found)
    lines = ["", f"{counted(len(found.pages), 'page')} that read differently"] if found.pages else []
    for page in told:
        lines.append(f"  {page.address}{_state(page)}")
        for passage in page.passages[: _shown(page)]:
            lines += [f"    - {passage.before}"] * bool(passage.before)
            lines += [f"    + {passage.after}"] * bool(passage.after)
        lines += [f"    {line}" for line in _more(len(page.passages), _shown(page), "sentences")]
    if rest:
        lines.append(f"  and {counted(rest, 'page')} that only list or repeat it")
    return lines


def _more(number: int, shown: int, what: str) -> list[str]:
    return [f"  and {number - shown:,} more {what}"] if number > shown else []


# Markdown


def as_markdown(found: Review, names: Names) -> str:
    """For a comment on a pull request, of at most `MOST` characters."""
    head = [MARK, "### What this change means", "", f"**{markdown(_sum(found))}**"]
    if asks := _asks(found):
        head += ["", f"**{markdown(asks)}**"]
    tail = ["", f"<sub>{markdown(_frame(found, names))}</sub>"]
    room = MOST - sum(len(line) + 1 for line in (*head, *tail))
    return "".join(f"{line}\n" for line in (*head, *_fitted(list(_parts(found)), room), *tail))


def _fitted(parts: Sequence[_Part], room: int) -> Iterator[str]:
    """As much of the parts as there is room for. What is left out is told."""
    for part in parts:
        opening = f"<details><summary>{part.head}</summary>" if part.folded else f"**{part.head}**"
        closing = ["", "</details>"] if part.folded else []
        frame = sum(len(line) + 1 for line in ("", opening, "", *closing)) + 120
        if room < frame:
            yield from ("", f"Left out, for want of room: {part.head.lower()}. See review.json.")
            return
        room -= frame
        yield from ("", opening, "")
        for at, line in enumerate(part.lines):
            room -= len(line) + 1
            if room < 0:
                yield f"- … and {len(part.lines) - at:,} more {part.what}, for which there is no room here"
                break
            yield line
        yield from closing


def _parts(found: Review) -> Iterator[_Part]:
    if rules := list(_of_rules(found)):
        beyond = [f"- {markdown(each)}" for each in _beyond(found)]
        yield _Part("The rules themselves", (*(f"- {markdown(line)}" for line in rules), *beyond))
    for risk, told in _that_fit(found):
        yield _Part(risk, tuple(line.item for line in told), what="changes")
    if len(found.changes) > _CHANGES:
        rest = len(found.changes) - _CHANGES
        yield _Part("More", (f"- {rest:,} more changes, less grave than these: see review.json",))
    new = findings(found)
    if new:
        items = [_finding(item) for item in new[:_FINDINGS]]
        items += [f"- and {len(new) - _FINDINGS:,} more"] * (len(new) > _FINDINGS)
        yield _Part("To mend (only what this change brings)", tuple(items), what="findings")
    yield from _folded(found)


def _that_fit(found: Review) -> list[tuple[str, list[Line]]]:
    """The changes, each of them cut until there is room for all of them and for something beside."""
    for longest in (LONGEST, *_SHORTER):
        told = list(_by_risk(found, longest))
        if sum(len(line.item) for _, lines in told for line in lines) < MOST * 3 // 4:
            break
    return told


def _finding(item: Diagnostic) -> str:
    hint = f"<br>{markdown(short(item.hint))}" if item.hint else ""
    return f"- {item.severity} {item.code} {markdown(str(item.mark))}<br>{markdown(item.message)}{hint}"


def _folded(found: Review) -> Iterator[_Part]:
    notes = [_of_links(found)]
    if found.found.mended:
        notes.append(f"Mended by this change: {counted(found.found.mended, 'finding')}.")
    if found.pages is None:
        notes.append("Pages were not compared: the errors come first.")
    yield _Part("Links and findings", tuple(f"- {markdown(line)}" for line in notes))
    told, rest = _pages(found)
    if told or rest:
        lines = [line for page in told for line in _page(page)]
        lines += [f"- and {counted(rest, 'page')} that only list or repeat it"] * bool(rest)
        of = counted(len(found.pages or ()), "page")
        reads = "reads" if len(found.pages or ()) == 1 else "read"
        yield _Part(f"{of} that {reads} differently", tuple(lines), folded=True, what="lines")
    if found.coverage:
        rows = ["| page | before | after |", "|---|---|---|", *map(_row, found.coverage)]
        yield _Part("Sentences that lead to a source", tuple(rows), folded=True, what="pages")


def _page(page: PageChange) -> Iterator[str]:
    yield f"- {markdown(page.address)}{_state(page)}"
    for passage in page.passages[: _shown(page)]:
        yield f"  - {_both(passage)}"
    if len(page.passages) > _shown(page):
        yield f"  - and {len(page.passages) - _shown(page):,} more sentences"


def _both(passage: Passage) -> str:
    if not passage.before:
        return f"**new:** {markdown(passage.after)}"
    if not passage.after:
        return f"**gone:** {markdown(passage.before)}"
    return f"**was:** {markdown(passage.before)}<br>**now:** {markdown(passage.after)}"


def _row(shift: Shift) -> str:
    return f"| {markdown(shift.page)} | {markdown(_share(shift.before))} | {markdown(_share(shift.after))} |"
