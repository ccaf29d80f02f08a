"""The balance ledger: what of each side stands in the record. It reports and never edits.

Numbers only, and none of them is an aim: our sources decide who is quoted and who is not.
A claim that several sides make counts for each of them. Claims that are no longer used do
not count.

**Who, about whom.** A claim's figure says whose people or things it counts (`of`, also in
its parts): that, and nothing that would have to be guessed, is what a claim is *about* here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.model.claims import Claim, Figure
from sayso.model.ledger import Ledger
from sayso.model.settings import Config, Status
from sayso.model.standing import Standing
from sayso.model.story import Gap, Question


@dataclass(frozen=True, slots=True)
class Verb:
    """What a source says that somebody did (`speech_act`): the word, its label, how often."""

    word: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that a source reports."""

    question: Question
    gap: Gap


@dataclass(frozen=True, slots=True)
class SideRow:
    """What of one side stands in the record; of those without a side where `side` is "".

    `words` counts the words of the quotations; `verbs` those that a claim has on record,
    the most frequent first; `questions` on how many questions it has a position; `events`
    of how many events it gives an account.
    """

    side: str
    name: str
    claims: int
    statuses: tuple[tuple[Status, int], ...]
    quotes: int
    words: int
    verbs: tuple[Verb, ...]
    questions: int
    events: int
    silences: tuple[Silence, ...]

    @property
    def empty(self) -> bool:
        return not (self.claims or self.quotes or self.events or self.silences)


@dataclass(frozen=True, slots=True)
class Cell:
    """The claims of one side with a figure that counts people or things of another."""

    about: str
    name: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that stands out, for information: it asks for nothing."""

    kind: str
    side: str
    words: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The whole ledger: a row for each side, then for those without one; of how many
    questions and events; who gives figures about whom; what stands out."""

    rows: tuple[SideRow, ...]
    questions: int
    events: int
    matrix: tuple[tuple[SideRow, tuple[Cell, ...]], ...]
    remarks: tuple[Remark, ...]

    @property
    def verbs(self) -> list[tuple[str, str]]:
        """(word, label) of every verb on record, the most frequent first."""
        total: Counter[tuple[str, str]] = Counter()
        for row in self.rows:
            for verb in row.verbs:
                total[verb.word, verb.label] += verb.count
        return sorted(total, key=lambda verb: (-total[verb], verb))


def balance_of(ledger: Ledger, config: Config, standings: Mapping[str, Standing]) -> Balance:
    """Ledger and standings in, the balance of the sides out."""
    count = _Count(ledger, config, standings)
    rows = [count.row(side.id, side.name) for side in ledger.sides.values()]
    others = config.words.plain("common_others")
    if not (without := count.row("", others)).empty:
        rows.append(without)
    return Balance(
        rows=tuple(rows),
        questions=len(ledger.questions),
        events=len(ledger.events),
        matrix=tuple(_matrix(ledger, rows, count, others)),
        remarks=tuple(_remarks(ledger, rows, config)),
    )


class _Count:
    """Everything counted once, by side; "" stands for none."""

    def __init__(self, ledger: Ledger, config: Config, standings: Mapping[str, Standing]) -> None:
        self.config = config
        self.claims: dict[str, list[Standing]] = defaultdict(list)
        self.questions: dict[str, set[str]] = defaultdict(set)
        self.quotes: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self.silences: dict[str, list[Silence]] = defaultdict(list)
        for standing in standings.values():
            for side in standing.facts.claimant_sides or ("",) if standing.claim.open else ():
                self.claims[side].append(standing)
                if standing.claim.about in ledger.questions:
                    self.questions[side].add(standing.claim.about or "")
        for quote in ledger.quotes.values():
            side = ledger.side_of(quote.speaker) or ""
            self.quotes[side] += 1
            self.words[side] += sum(map(words_in, quote.wording))
        for event in ledger.events.values():
            self.events.update({ledger.side_of(account.party) or "" for account in event.accounts})
        for question in ledger.questions.values():
            for gap in question.gaps:
                self.silences[ledger.side_of(gap.party) or ""].append(Silence(question, gap))

    def row(self, side: str, name: str) -> SideRow:
        claims = self.claims[side]
        statuses = Counter(standing.status.code for standing in claims)
        acts = Counter(standing.claim.speech_act for standing in claims if standing.claim.speech_act)
        label = self.config.vocabulary.label
        return SideRow(
            side=side,
            name=name,
            claims=len(claims),
            statuses=tuple(
                (status, statuses[status.code])
                for status in self.config.rubric.statuses
                if statuses[status.code]
            ),
            quotes=self.quotes[side],
            words=self.words[side],
            verbs=tuple(
                Verb(word, label("speech_acts", word), number)
                for word, number in sorted(acts.items(), key=lambda item: (-item[1], item[0]))
            ),
            questions=len(self.questions[side]),
            events=self.events[side],
            silences=tuple(self.silences[side]),
        )


def words_in(text: str) -> int:
    """How many words a text has: what stands between spaces and has a letter or a digit."""
    return sum(any(char.isalnum() for char in piece) for piece in text.split())


def _matrix(
    ledger: Ledger, rows: Iterable[SideRow], count: _Count, others: str
) -> Iterator[tuple[SideRow, tuple[Cell, ...]]]:
    """Who gives figures, about whom: nothing where no figure says whom it counts."""
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for standing in count.claims[row.side]:
            for about in counted_sides(ledger, standing.claim):
                told[row.side, about].append(standing.claim.id)
    columns = [(side.id, side.name) for side in ledger.sides.values()]
    if any(about == "" for _, about in told):
        columns.append(("", others))
    for row in rows if told else ():
        yield row, tuple(Cell(side, name, tuple(told[row.side, side])) for side, name in columns)


def counted_sides(ledger: Ledger, claim: Claim) -> list[str]:
    """The sides whose people or things a claim's figure counts, each once; "" for none."""
    parties = _counted(claim.figure) if claim.figure is not None else ()
    return list(dict.fromkeys(ledger.side_of(party) or "" for party in parties))


def _counted(figure: Figure) -> Iterator[str]:
    """Nesting is bounded where the file was read."""
    yield from figure.of
    for part in figure.components:
        yield from _counted(part)


def _remarks(ledger: Ledger, rows: list[SideRow], config: Config) -> Iterator[Remark]:
    """What stands out, from the numbers that the settings give."""
    settings, say = config.settings.balance, config.words.plain
    sides = [row for row in rows if row.side]
    for row in sides:
        if row.claims >= max(1, settings.unquoted_from) and not row.quotes:
            yield Remark("unquoted", row.side, say("balance_unquoted", row.claims, side=row.name))
    for row in sides:
        # A side of which no verb is on record has nothing to be compared with.
        others = [other for other in sides if other.verbs and ledger.opposed(row.side, other.side)]
        for verb in row.verbs if others else ():
            never = [other for other in others if all(verb.word != each.word for each in other.verbs)]
            if verb.count >= max(1, settings.one_sided_verb_from) and never:
                names = say("common_list_or").join(other.name for other in never)
                words = say("balance_verb_never", verb.count, verb=verb.label, side=row.name, others=names)
                yield Remark("one-sided-verb", row.side, words)
