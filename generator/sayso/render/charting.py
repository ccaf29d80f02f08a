"""A question's figures as its pages show them: groups, their charts, and what is in no chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso import inline
from sayso.model.claims import Citation, Claim, Figure
from sayso.model.fields import When
from sayso.model.ledger import Ledger
from sayso.model.speakers import party_label
from sayso.model.standing import Standing
from sayso.model.story import Gap, Question
from sayso.phrases import Phrases

from .chart import Chart, Entry, Frame, chart
from .chart_reach import Part, Reach, reach_of
from .comparing import Wording, differences, grouped

_SILENT = Reach((Part("none", 0, None),))


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures that measure the same thing. `chart` is None where none of them can be drawn."""

    label: str
    claims: tuple[Claim, ...]
    chart: Chart | None


@dataclass(frozen=True, kw_only=True)
class Charting:
    """What charts are made with: records, and how a page words them. `site` and `day` stand at the
    foot of each: the site's title ("" where it is not known), and the day or edition."""

    ledger: Ledger
    standings: Mapping[str, Standing]
    w: Phrases
    label: Callable[[str, str | None], str]
    figure: Callable[[Figure], str]
    counted: Callable[[Figure], str]
    when: Callable[[When | None], str]
    lead: Callable[[Standing], str]
    site: str = ""
    day: str = ""

    def of(self, question: Question, part: Sequence[Claim] | None = None, place: str = "") -> list[Measure]:
        """A question's figures, or those of a `part` of its claims. `place` keeps the ids of two
        charts apart that stand on one page."""
        groups = grouped(self._claims(question, part))
        # Of which of several measures a source reports a silence is not on record.
        gaps = question.gaps if len(groups) == 1 and part is None else ()
        return [
            self._measure(claims, gaps, f"sy-chart-{question.id}-{number}{place}")
            for number, claims in enumerate(groups, start=1)
        ]

    def silent(self, question: Question, part: Sequence[Claim] | None = None) -> list[Claim]:
        """The claims beside these figures that say nothing of how many."""
        return [claim for claim in self._claims(question, part) if claim.figure is None and claim.open]

    def differences(self, measures: Sequence[Measure]) -> list[str]:
        """Why not all of a question's figures may be compared, in sentences."""
        figures = [figure for each in measures if (figure := each.claims[0].figure) is not None]
        wording = Wording(
            measure=lambda figure: self.label("measures", figure.measure),
            counted=self.counted,
            period=lambda figure: self.when(figure.period),
        )
        return differences(figures, wording, self.w)

    def why_not(self, claim: Claim) -> str:
        """Why a figure is in no chart, as the part of a phrase's name; "" where it is in one."""
        return reach_of(claim, self.standings[claim.id]).why

    def silence(self, citation: Citation | None) -> str:
        """ "gave no figure, {source} says": what is shown of a figure that was not given."""
        source = self.ledger.source_of(citation) if citation else None
        return self.w.plain("figure_not_given", source=source.title if source else "")

    def _claims(self, question: Question, part: Sequence[Claim] | None) -> Sequence[Claim]:
        return self.ledger.claims_about.get(question.id, ()) if part is None else part

    def _measure(self, claims: Sequence[Claim], gaps: Sequence[Gap], name: str) -> Measure:
        figure = claims[0].figure
        if figure is None:
            raise ValueError("a group of figures begins with a figure")
        label = self._label(figure)
        entries = [entry for claim in claims if (entry := self._entry(claim))]
        drawn = None
        if entries:
            entries += map(self._gap, gaps)
            drawn = chart(entries, self._frame(name, figure, label, len(entries)))
        return Measure(_begun(label), tuple(claims), drawn)

    def _label(self, figure: Figure) -> str:
        parts = [self.label("measures", figure.measure), self.counted(figure), self.when(figure.period)]
        return " · ".join(part for part in parts if part)

    def _frame(self, name: str, figure: Figure, label: str, number: int) -> Frame:
        w = self.w
        # Each on a line of its own, so that a phone and a wide screen break them alike.
        head = (
            _begun(self.label("measures", figure.measure)),
            w.plain("chart_counted", whom=self.counted(figure)) if figure.of else "",
            self.when(figure.period),
            w.plain("chart_unit", unit=figure.unit) if figure.unit else "",
        )
        foot = (w.plain("chart_foot_claim"), w.plain("chart_foot_marked"), self.site)
        return Frame(
            name=name,
            title=w.plain("chart_title", measure=label),
            head=head,
            foot=(*foot, w.plain("chart_foot_day", day=self.day)),
            more=w.plain("chart_more", number),
            uneven=w.plain("chart_uneven"),
        )

    def _entry(self, claim: Claim) -> Entry | None:
        """A claim's row; None where nothing of its figure can be drawn."""
        standing, figure = self.standings[claim.id], claim.figure
        found = reach_of(claim, standing)
        if found.why or figure is None:
            return None
        sides = standing.facts.claimant_sides
        citations = [citation for _, citation in claim.evidence]
        lead, words, lang = self.lead(standing), self.figure(figure), ""
        if figure.value_status:
            lead = self.w.plain("chart_who", who=standing.speaker.name)
            words = self.silence(citations[0] if citations else None)
        elif figure.as_said:
            words = self.w.plain("chart_as_said", words=figure.as_said)
            source = self.ledger.source_of(citations[0]) if citations else None
            lang = (source.language or "") if source else ""
        return Entry(
            lead=lead,
            words=words,
            day=self._day(claim),
            found=self._found(standing),
            reach=found,
            hollow=standing.facts.origins < 2,
            side=sides[0] if len(sides) == 1 else "",
            lang=lang,
        )

    def _gap(self, gap: Gap) -> Entry:
        """A silence that a source reports, as a row."""
        source = self.ledger.source_of(gap.citation)
        words = self.w.plain(
            "chart_gap", about=inline.plain(gap.about), source=source.title if source else ""
        )
        who = party_label(self.ledger.parties.get(gap.party), gap.party)
        day = source.published if source else None
        return Entry(
            lead=self.w.plain("chart_who", who=who),
            words=words,
            day=self.w.plain("chart_reported", day=self.when(day)) if day else "",
            found="",
            reach=_SILENT,
            side=self.ledger.side_of(gap.party) or "",
        )

    def _day(self, claim: Claim) -> str:
        """As of when: the day on which it was said, else the first on which it was reported."""
        if claim.said:
            return self.w.plain("chart_said", day=self.when(claim.said))
        sources = [self.ledger.source_of(citation) for _, citation in claim.evidence]
        days = [source.published for source in sources if source and source.published]
        if not days:
            return self.w.plain("chart_no_day")
        first = min(days, key=lambda when: when.date.earliest)
        return self.w.plain("chart_reported", day=self.when(first))

    def _found(self, standing: Standing) -> str:
        """How well it is confirmed, in the badge's short words."""
        disputed = self.w.plain("chart_disputed") if standing.disputed else ""
        return f"{standing.short}{disputed}{standing.caution}"


def _begun(words: str) -> str:
    """A label as a heading begins: with a capital, where the script has any."""
    return words[:1].upper() + words[1:]
