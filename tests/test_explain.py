"""Explanations in whole sentences, and the conditions that they are read from."""

import time
from typing import Any

import pytest

from sayso.model.settings import Status
from sayso.model.standing import Explanation, Standing
from sayso.rubric.explain import evidence_line, explain, missing
from sayso.templating import BadTemplate, compile_expression

from .support.ledgers import Data, config, grade, ledger_of, merged
from .test_rubric import CASES, CAST


def _case(name: str) -> tuple[Data, Standing]:
    """The ledger of the rubric case of that name, and the standing of its first claim."""
    case = next(case for case in CASES if case["name"] == name)
    data = merged(CAST, case["ledger"])
    return data, grade(data)[case["ledger"]["claims"][0]["id"]]


def _explained(name: str) -> Explanation:
    data, standing = _case(name)
    return explain(ledger_of(data), config(), standing)


WAR = "(interest: takes part in the war)"
NOBODY = "Nobody independent confirms it or contradicts it in our sources."
ONE_SOURCE = "Reported by one source. It has it from one place: "
CHECKED = "says the same from its own knowledge, or with evidence that can be checked."
GAZETTE = "The Gazette says the same; it is independent: it belongs to its readers"
HERALD = "The Herald says the same; it is independent: it is published abroad"

#: case -> who says it, who else, what would change it
TOLD = {
    "a simple claim rests on the word of whoever makes it": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "whoever passed it on is named with commas": (
        f"Northland's army, according to Radio North, says so {WAR}. "
        f"{ONE_SOURCE}Northland's army, through Radio North.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "a group say so": (
        "Villagers, according to The Tabloid, say so (interest: not known to us). "
        f"{ONE_SOURCE}Villagers, through The Tabloid.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "a source in its own voice has no verb": (
        "The source tells this in its own voice. It stands in one source, which speaks for itself here.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "ten outlets that reprint one report are ten outlets and one origin": (
        f"Northland's army says so {WAR}. Reported by 10 outlets. All have it from one place: The Gazette.",
        f"{GAZETTE}.",
        f"What would change it: a second independent source that {CHECKED}",
    ),
    "many outlets that only report it confirm nothing": (
        f"Northland's army says so {WAR}. Reported by 4 outlets. "
        "All have it from one place: Northland's army.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "everything typed": (
        f"General Norden, according to Radio North, says so {WAR}. Reported by 4 outlets. They have it "
        "from 4 places: General Norden, The Gazette, The Herald and The Observer.",
        f"{GAZETTE}; {HERALD}; The Observer says the same; it is independent: "
        "it has watched both armies for ten years.",
        "Evidence against it, or a correction of a source it rests on, would change it.",
    ),
    "two independent sources, neither first-hand nor with a basis": (
        f"Northland's army says so {WAR}. Reported by 2 outlets. They have it from 2 places: "
        "The Herald and The Observer.",
        "The Observer says the same; it is independent: it has watched both armies for ten years; "
        f"{HERALD[0].lower()}{HERALD[1:]}.".replace("the Herald", "The Herald"),
        "What would change it: evidence that can be checked, or a source among them that was there itself.",
    ),
    "an outlet that reports it cannot confirm it as well": (
        f"Northland's army says so {WAR}. Reported by one outlet. It has it from 2 places: "
        "Northland's army and The Gazette.",
        "The Gazette says the same; this does not count as independent (among those who pass the claim on); "
        "nobody independent confirms it or contradicts it in our sources.",
        f"What would change it: one independent source that {CHECKED}",
    ),
    "a corrected source confirms nothing": (
        f"Northland's army says so {WAR}. No source that still stands carries it: its source was corrected.",
        "The Gazette says the same; this does not count as independent (from a source that was corrected); "
        "nobody independent confirms it or contradicts it in our sources.",
        f"What would change it: one independent source that {CHECKED}",
    ),
    "sources that rest on one another in a circle are no evidence": (
        f"Northland's army says so {WAR}. Reported by 2 outlets. "
        "All have it from one place: The Gazette and The Herald.",
        "The Gazette says the same; this does not count as independent "
        "(the source rests on itself, in a circle); "
        "The Herald says the same; this does not count as independent "
        "(the source rests on itself, in a circle); "
        "nobody independent confirms it or contradicts it in our sources.",
        f"What would change it: one independent source that {CHECKED}",
    ),
    "independent evidence against it": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        "The Gazette has evidence against it; it is independent: it belongs to its readers.",
        "What would change it: independent evidence for it, or a correction of the evidence against it.",
    ),
    "refutation beside support": (
        f"Northland's army says so {WAR}. Reported by 2 outlets. They have it from 2 places: "
        "The Gazette and The Herald.",
        f"{GAZETTE}; {HERALD}; The Observer has evidence against it; it is independent: "
        "it has watched both armies for ten years.",
        "What would change it: evidence that settles it, or a correction on one of the two sides.",
    ),
    "a refutation by somebody whose interest nobody has typed is not yet assessed": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        "The Tabloid has evidence against it; whether this is independent is not settled "
        "(the interest is not on record); nobody independent confirms it or contradicts it in our sources.",
        "What would change it: to settle whether those who contradict it are independent, "
        "and what their evidence is.",
    ),
    "both sides say so": (
        "Northland's army and Southland's army say so (interest: Northland's army: takes part in the war; "
        "Southland's army: takes part in the war). Reported by one source. It has it from those who say so: "
        "Northland's army and Southland's army.",
        NOBODY,
        f"What would change it: one independent source that {CHECKED}",
    ),
    "withdrawn in the claimant's own words": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        "Northland's army takes it back; nobody independent confirms it or contradicts it in our sources.",
        "Only a new statement of whoever said it would change it.",
    ),
    "revised by a later claim of the same claimant": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        NOBODY,
        "It was replaced by a later statement; what would change that one is told there.",
    ),
    "a refusal, typed": (
        f"Officers of Northland's army (not named): would not say {WAR}. "
        f"{ONE_SOURCE}Officers of Northland's army (not named).",
        "Nobody else speaks of it in our sources.",
        "Nothing would change it: it is no statement of fact that evidence could settle.",
    ),
    "a doubt bars confirmed": (
        f"Northland's army says so {WAR}. Reported by 2 outlets. They have it from 2 places: "
        "The Gazette and The Herald.",
        f"{GAZETTE}; {HERALD}.",
        "We are not sure that we read the source rightly; until that is settled, evidence for it "
        "or against it does not change its status.",
    ),
    "a component of its figure is confirmed": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        NOBODY,
        f"What would change it: independent sources for the rest of it too: a source that {CHECKED}",
    ),
    "several dispute it": (
        f"Northland's army says so {WAR}. {ONE_SOURCE}Northland's army.",
        "Eastland's government and Southland's army dispute it; "
        "nobody independent confirms it or contradicts it in our sources.",
        f"What would change it: one independent source that {CHECKED}",
    ),
    "an override is shown as one": (
        f"Northland's army, according to Radio North, says so {WAR}. "
        f"{ONE_SOURCE}Northland's army, through Radio North.",
        NOBODY,
        "The editors set this status themselves, because: We were there. "
        "By the rules it would be: unconfirmed.",
    ),
}


@pytest.mark.parametrize("name", TOLD, ids=[name.replace(" ", "-") for name in TOLD])
def test_three_sentences(name: str) -> None:
    told = _explained(name)
    assert (told.who, told.others, told.change) == TOLD[name]


def test_what_would_confirm_it_is_the_editors_word() -> None:
    data = merged(
        CAST, {"claims": [{"id": "c", "text": "x", "claimant": "north-army", "source": "agency-1"}]}
    )
    data["claims"][0]["would_confirm"] = ["Pictures from the bridge.", "A list of names"]
    told = explain(ledger_of(data), config(), grade(data)["c"])
    assert told.change == "What would confirm it: Pictures from the bridge; A list of names."


def test_a_claim_without_a_source() -> None:
    _, standing = _case("a claim without any citation")
    assert evidence_line(standing) == "No source is on record for it."


# What each better status lacks


def test_better_statuses_from_the_nearest_on_with_what_they_lack() -> None:
    told = _explained("one independent source says the same")
    assert told.better == (
        ("confirmed in part", "components_confirmed > 0 (components_confirmed is 0)"),
        ("confirmed", "independent_support >= 2 (independent_support is 1)"),
    )


def test_a_better_status_that_lacks_nothing_stands_later_in_the_list() -> None:
    told = dict(_explained("independent evidence against it").better)
    assert told["unconfirmed"] == (
        "nothing; but 'evidence against it' stands before it in the list, and its condition holds"
    )
    assert told["confirmed"] == (
        "independent_support >= 2 (independent_support is 0); "
        "(first_hand or has_basis) (first_hand is no, has_basis is no); "
        "independent_refutation + independent_dispute == 0 "
        "(independent_dispute is 0, independent_refutation is 1)"
    )


def test_nothing_is_better_than_the_best_or_than_what_has_no_rank() -> None:
    assert _explained("everything typed").better == ()
    assert _explained("an opinion, typed").better == ()


def _status(when: str) -> Status:
    plain: dict[str, Any] = {"code": "x", "badge": "a · b", "short": "x", "meaning": "x", "icon": "check"}
    return Status.model_validate({**plain, "colour": "grey", "pattern": "solid", "when": when})


NOT_STALE = "(doubt is no, own_words is yes, stale is no)"


@pytest.mark.parametrize(
    ("when", "lacks"),
    [
        ("doubt and own_words", ["doubt (doubt is no)"]),
        ("own_words and named", []),
        # An `or` outside brackets binds less than `and`: only the whole can be said to fail.
        ("doubt and own_words or stale", [f"doubt and own_words or stale {NOT_STALE}"]),
        ("stale or doubt and own_words", [f"stale or doubt and own_words {NOT_STALE}"]),
        ("doubt and own_words or named", []),
        ("(stale or doubt) and own_words", ["(stale or doubt) (doubt is no, stale is no)"]),
        ("named and (stale or (doubt and own_words))", [f"(stale or (doubt and own_words)) {NOT_STALE}"]),
        ("not named and own_words", ["not named (named is yes)"]),
        ("not (named and own_words)", ["not (named and own_words) (named is yes, own_words is yes)"]),
        # Words inside a text are words of the text.
        ('nature == "this and that" and named', ['nature == "this and that" (nature is fact)']),
        ("nature == 'a (or b'  and\n named", ["nature == 'a (or b' (nature is fact)"]),
        ('named and "south" in claimant_sides', ['"south" in claimant_sides (claimant_sides is north)']),
        ("disputed_by and not doubt", ["disputed_by (disputed_by is none)"]),
        ("outlets > 1 and true", ["outlets > 1 (outlets is 1)"]),
        ("false", ["false"]),
    ],
)
def test_missing(when: str, lacks: list[str]) -> None:
    _, standing = _case("a simple claim rests on the word of whoever makes it")
    assert missing(_status(when), standing) == lacks


# The expressions


@pytest.mark.parametrize(
    ("text", "names", "value"),
    [
        ("true", set(), True),
        ("outlets >= 2 and not doubt", {"outlets", "doubt"}, True),
        ('nature != "fact"', {"nature"}, False),
        ("- outlets < 0", {"outlets"}, True),
        ("outlets + origins - 1 == 3", {"outlets", "origins"}, True),
        ("0 < origins < outlets", {"origins", "outlets"}, True),
        ('"}}" == nature or nature in "a {{ fact }}"', {"nature"}, True),
        ("sides", {"sides"}, False),
        ("((((outlets))))", {"outlets"}, True),
    ],
)
def test_a_condition(text: str, names: set[str], value: bool) -> None:
    facts = {"outlets": 3, "origins": 1, "doubt": False, "nature": "fact", "sides": ()}
    condition = compile_expression(text)
    assert condition.names == names
    assert condition.holds(facts) is value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "outlets.real",
        "outlets['real']",
        "sides[0]",
        "sides[:1]",
        "f(outlets)",
        "''.join(sides)",
        "range(3)",
        "sides|length > 1",
        "outlets is defined",
        "outlets is not none",
        "2 ** 9",
        '"a" * 10 ** 9',
        '"a" * 1000000000',
        "[0] * 1000000000",
        "[outlets]",
        "(outlets, origins)",
        "outlets, origins",
        "{'a': 1}",
        "outlets / 2",
        "outlets // 2",
        "outlets % 2",
        '"%999999999d" % outlets',
        "sides ~ nature",
        "1 if doubt else 2",
        "outlets = 3",
        "outlets; origins",
        "outlets origins",
        "and outlets",
        "outlets and",
        "(outlets",
        "outlets)",
        "outlets }}",
        "outlets }}{{ origins",
        "outlets }} and {{ origins",
        "outlets }}{# a note",
        "outlets }}{# a note #}",
        "outlets {# a note #}",
        "outlets }}{% for a in sides %}{{ a }}{% endfor %}{{ outlets",
        "{{ outlets }}",
        "{% set a = 1 %}",
        "outlets -",
        "outlets -}}{{- origins",
        "outlets #",
        "'open",
        "self",
        "range",
        "not " * 240 + "outlets",
        "(" * 400 + "outlets" + ")" * 400,
        "1+" * 400 + "x.y",
        "outlets or " * 91,
        "x" * 1001,
        "\x00",
        "\ud800",
        "外 == 1 ?",
    ],
)
def test_no_condition(text: str) -> None:
    """Each is refused, or is about something that is no fact: nothing else can come of it."""
    started = time.process_time()
    try:
        condition = compile_expression(text)
    except BadTemplate as bad:
        assert bad.message
    else:
        with pytest.raises(BadTemplate):
            condition.holds({"outlets": 3})
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text", ["nature > 3", "outlets + nature", "3 in doubt", "missing > 0", "1" * 990 + " + 0.5"]
)
def test_a_condition_that_cannot_be_evaluated(text: str) -> None:
    with pytest.raises(BadTemplate):
        compile_expression(text).holds({"outlets": 3, "nature": "fact", "doubt": False})
