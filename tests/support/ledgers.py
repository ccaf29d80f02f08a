"""Ledgers for tests without any file: from plain data, or made up by Hypothesis.

Data is the YAML contract as it is read: kinds to lists of records, every scalar a text.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from sayso import vocabulary
from sayso.config import load_config
from sayso.model.ledger import Entry, Ledger
from sayso.model.records import MODELS
from sayso.model.settings import Config
from sayso.model.standing import Standing
from sayso.rubric.status import standings
from sayso.source import read_yaml

from .scratch import REPOSITORY

Record = dict[str, Any]
Data = dict[str, list[Record]]
TODAY = datetime(2025, 1, 7, tzinfo=UTC)
_NOWHERE = read_yaml("made: up\n", "made-up.yml")[0]


@cache
def config() -> Config:
    """The repository's own rubric and vocabulary."""
    found = load_config(REPOSITORY).config
    assert found is not None
    return found


def ledger_of(data: Mapping[str, list[Record]]) -> Ledger:
    """A ledger of these records. Raises `ValidationError` for a record that is broken."""
    entries = []
    for key, records in data.items():
        kind = vocabulary.KIND_OF_KEY[key]
        for record in records:
            made = MODELS[kind].model_validate(record)
            entries.append(Entry(kind, record["id"], made, _NOWHERE, ("made",)))
    return Ledger(tuple(entries))


def grade(data: Mapping[str, list[Record]]) -> dict[str, Standing]:
    """How each claim of the data stands by the repository's rubric. Raises `ValidationError`."""
    return standings(ledger_of(data), config(), TODAY)


def is_valid(data: Mapping[str, list[Record]]) -> bool:
    try:
        ledger_of(data)
    except ValidationError:
        return False
    return True


def merged(cast: Mapping[str, Any], ledger: Mapping[str, Any]) -> Data:
    """The records of a cast and a ledger; one with the id of one of the cast takes its place."""
    data: Data = {}
    for key in dict.fromkeys([*cast, *ledger]):
        records = {record["id"]: record for record in (*cast.get(key, ()), *ledger.get(key, ()))}
        data[key] = list(records.values())
    return data


# Made up by Hypothesis

SIDES = ("one", "two", "three")
PARTIES = tuple(f"party-{letter}" for letter in "abcdefgh")
#: Those of the parties that mostly belong to a side and mostly speak.
SPEAKERS = PARTIES[:3]
SOURCES = tuple(f"source-{number}" for number in range(8))
QUOTES = ("quote-a", "quote-b", "quote-c")
CLAIMS = ("claim-a", "claim-b", "claim-c", "claim-d")
DAYS = ("2025-01-04", "2025-01-05", "2025-01", "2025-01-06~")


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Record]:
    """A mapping with any of these keys."""
    return st.fixed_dictionaries({}, optional=fields)


def _pick(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


def _picks(words: tuple[str, ...], least: int = 0, most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)


_FIGURE = {
    "bound": _pick(("about", "exact")),
    "unit": st.just("soldiers"),
    "of": st.just([PARTIES[0]]),
    "period": _pick(DAYS[:2]),
}
_part = st.builds(
    lambda measure, value, rest: {"measure": measure, "value": value, **rest},
    _pick(("killed", "wounded")),
    _pick(("10", "200")),
    _some(**_FIGURE),
)
_figure = st.builds(
    lambda part, components: {**part, **({"components": components} if components else {})},
    _part,
    st.lists(_part, max_size=2),
)


def _side(side: str) -> st.SearchStrategy[Record]:
    opposes = {"one": "two", "two": "one", "three": "one"}[side]
    return _some(opposes=st.just([opposes])).map(lambda rest: {"id": side, "name": side.upper(), **rest})


_INDEPENDENT = {"interest": "independent", "interest_reason": "so it is"}
_known_of_party = _some(
    interest=_pick(("party_to_the_conflict", "supporter", "state_media", "independent", "unknown")),
    interest_reason=st.just("so it is"),
    side=_pick(SIDES[:2]),
    aligned_with=_picks(SIDES, 1),
    affiliation=_pick(PARTIES),
    unnamed=st.just({"described_as": "Somebody"}),
)


def _party(party: str) -> st.SearchStrategy[Record]:
    """A party: the first ones mostly on a side, the others mostly independent."""
    usual: st.SearchStrategy[Record] = st.just(_INDEPENDENT)
    if party in SPEAKERS:
        usual = _pick(SIDES[:2]).map(lambda side: {"side": side})
    rest = st.one_of(
        usual, usual, _known_of_party, _known_of_party.map(lambda typed: {**typed, **_INDEPENDENT})
    )
    kinds = _pick(("person", "person", "news_media_organization", "group"))
    return st.builds(
        lambda kind, typed: {"id": party, "type": kind, "name": party.title(), **typed}, kinds, rest
    )


_known_of_source = _some(
    access=_pick(("first_hand", "relayed")),
    based_on=_picks(SOURCES, 1),
    status=_pick(("live", "dead", "drifted", "corrected", "retracted")),
    archives=st.just([{"url": "https://example.org/", "date": "2025-01-05"}]),
    seen=_pick(("true", "false")),
)


def _source(source: str) -> st.SearchStrategy[Record]:
    """A source: mostly the party's of the same number, with nothing against it."""
    own = st.just(PARTIES[SOURCES.index(source)])
    usual = _some(access=st.just("first_hand"))
    made = {"id": source, "title": source, "kind": "article", "no_url": "on paper"}
    return st.builds(
        lambda publisher, typed: {**made, "publisher": publisher, **typed},
        st.one_of(own, own, own, _pick((*PARTIES, "unnamed"))),
        st.one_of(usual, usual, usual, _known_of_source),
    )


def _quote(quote: str) -> st.SearchStrategy[Record]:
    return st.builds(
        lambda who, where: {"id": quote, "speaker": who, "text": "words", "source": where},
        _pick(PARTIES),
        _pick(SOURCES),
    )


_place = st.one_of(
    _pick(SOURCES).map(lambda source: {"source": source}),
    _pick(SOURCES).map(lambda source: {"source": source, "exact": "words"}),
    _pick(QUOTES).map(lambda quote: {"quote": quote}),
)
_known_of_citation = _some(
    relation=_pick(("reports", "supports", "disputes", "refutes", "qualifies", "withdraws")),
    via=_picks(PARTIES, 1, 1),
    access=_pick(("first_hand", "relayed")),
    basis=_pick(("geolocation", "document", "expert_estimate")),
)
_support = st.fixed_dictionaries(
    {"relation": st.just("supports")}, optional={"access": st.just("first_hand")}
)
_citation = st.builds(
    lambda place, typed: {**place, **typed}, _place, st.one_of(_support, _known_of_citation)
)

_relation = st.builds(
    lambda claim, relation, why: {"claim": claim, "relation": relation, **why},
    _pick(CLAIMS),
    _pick(("disputes", "updates", "supports")),
    _some(why=st.just("so it is")),
)
#: Most claims say little beside their evidence, or hardly one would be confirmed.
_little_of_claim = st.one_of(
    st.just(dict[str, Any]()),
    st.builds(lambda side: {"favours": side, "favours_reason": "so it is"}, _pick(SIDES[:2])),
    _some(figure=_figure, about=st.just("question-a")),
)
_known_of_claim = _some(
    about=_pick(("question-a", "question-b")),
    said=_pick(DAYS),
    nature=_pick(("fact", "opinion", "forecast")),
    speech_act=_pick(("said", "promised", "admitted")),
    favours=_pick(SIDES),
    favours_reason=st.just("so it is"),
    figure=_figure,
    relations=st.lists(_relation, min_size=1, max_size=2),
    doubt=_pick(("number", "wording")).map(lambda about: {"about": about, "text": "unsure"}),
    review_by=_pick(DAYS),
)


def _claim(claim: str) -> st.SearchStrategy[Record]:
    who = st.one_of(_pick(SPEAKERS), _pick((*PARTIES, "source")), _picks(SPEAKERS, 2, 3))
    return st.builds(
        lambda claimant, citations, typed: {
            "id": claim,
            "text": "It is so.",
            "claimant": claimant,
            "citations": citations,
            **typed,
        },
        who,
        st.lists(_citation, min_size=2, max_size=6),
        st.one_of(_little_of_claim, _little_of_claim, _known_of_claim),
    )


def ledgers() -> st.SearchStrategy[Data]:
    """Data of whole ledgers: sides, parties, sources, quotes and claims with all that the
    rubric looks at, sound and unsound (circles of `based_on` and of affiliations too).
    Every record is valid by itself and refers to records that there are."""
    return st.fixed_dictionaries(
        {
            "sides": st.tuples(*map(_side, SIDES)).map(list),
            "parties": st.tuples(*map(_party, PARTIES)).map(list),
            "sources": st.tuples(*map(_source, SOURCES)).map(list),
            "quotes": st.tuples(*map(_quote, QUOTES)).map(list),
            "questions": st.just([{"id": name, "title": name} for name in ("question-a", "question-b")]),
            "claims": st.tuples(*map(_claim, CLAIMS)).map(list),
        }
    )
