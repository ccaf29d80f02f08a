"""Every field of every record kind, found by walking the models, and records that fill them all.

A field that is added to a model is found here by itself. Where a value cannot be made up from
the field's type alone (it names something, or fields exclude one another), `FIXED` and
`VARIANTS` say what stands there and why.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sayso.dates import Edtf
from sayso.model.fields import Address, Inline, Record, Ref, Verbatim, Word
from sayso.model.records import MODELS
from sayso.model.story import Event

#: The kinds with their models; an event stands in a timeline, but is a record like the others.
KINDS: dict[str, type[Record]] = {**MODELS, "event": Event}


@dataclass(frozen=True)
class Field:
    """A text that a record may hold: its kind, its path by keys alone, and what is read in it.

    `sort` is `text`, `inline` (the inline subset is read), `words` (verbatim), `url`, `id`,
    `ref` (names a record), `word` (of a list), `number`, `date` or `yes-no`.
    """

    kind: str
    path: tuple[str, ...]
    sort: str
    target: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}.{'.'.join(self.path)}"

    @property
    def free(self) -> bool:
        """Whether any text may stand there."""
        return self.sort in ("text", "inline", "words") and self.name not in NAMING


#: Texts by their type, but they name something: anything else there is an error, or goes nowhere.
NAMING: dict[str, str] = {
    "claim.claimant": "parties, or `source`",
    "claim.assessment.status": "a status of the rubric",
    "claim.formerly": "ids that the record had",
    "side.formerly": "ids that the record had",
    "party.formerly": "ids that the record had",
    "source.formerly": "ids that the record had",
    "source.publisher": "a party, or `unnamed`",
    "quote.translator": "a party, or `not_given`",
    "quote.translations.translator": "a party, or `not_given`",
    "quote.formerly": "ids that the record had",
    "question.formerly": "ids that the record had",
    "timeline.formerly": "ids that the record had",
    "event.stated_by": "a claim, a quote or `editorial`",
    "event.formerly": "ids that the record had",
    "correction.corrects": "a record",
}

_SCALARS: dict[Any, str] = {str: "text", Decimal: "number", bool: "yes-no", Edtf: "date", int: "number"}


def _sort(annotation: Any, metadata: tuple[Any, ...]) -> tuple[str, str, Any]:
    """(sort, target, what the annotation comes down to)."""
    while True:
        for extra in metadata:
            match extra:
                case Ref(kind):
                    return "ref", kind, annotation
                case Word(words):
                    return "word", words, annotation
                case Inline():
                    return "inline", "", str
                case Verbatim():
                    return "words", "", str
                case Address():
                    return "url", "", str
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation, metadata = args[0], args[1:]
        elif origin is Union or str(origin) == "<class 'types.UnionType'>":
            (annotation,) = [arg for arg in args if arg is not type(None)]
            metadata = ()
        else:
            break
    return _SCALARS.get(annotation, ""), "", annotation


def _walk(kind: str, model: type[BaseModel], above: tuple[str, ...], seen: frozenset[Any]) -> Iterator[Field]:
    for name, field in model.model_fields.items():
        yield from _field(
            kind, field.annotation, tuple(field.metadata), (*above, field.alias or name), {*seen, model}
        )


def _field(
    kind: str, annotation: Any, metadata: tuple[Any, ...], path: tuple[str, ...], seen: Any
) -> Iterator[Field]:
    sort, target, bare = _sort(annotation, metadata)
    if path == ("id",):
        yield Field(kind, path, "id")
    elif get_origin(bare) is tuple:
        if sort == "ref":
            yield Field(kind, path, sort, target)
        else:
            yield from _field(kind, get_args(bare)[0], (), path, seen)
    elif get_origin(bare) is dict:
        yield Field(kind, (*path, "*"), "text")
    elif get_origin(bare) is Literal:
        yield Field(kind, path, "word", "|".join(get_args(bare)))
    elif isinstance(bare, type) and issubclass(bare, BaseModel):
        # A figure's components are figures: once is enough. Events are records of their own.
        if bare not in seen and bare is not Event:
            yield from _walk(kind, bare, path, seen)
    else:
        assert sort, f"{kind}.{'.'.join(path)}: a field of a type unknown here"
        yield Field(kind, path, sort, target)


@cache
def fields() -> tuple[Field, ...]:
    """Every field that an editor may write, of every kind."""
    return tuple(field for kind, model in KINDS.items() for field in _walk(kind, model, (), frozenset()))


#: What stands where a text, made up, would not do. `{n}` is the record's number, `{p}` that
#: of the one before it. A value of None leaves the field out.
FIXED: dict[str, Any] = {
    "claim.claimant": "party-{n}",
    "claim.source": "source-{n}",
    "claim.via": ["carrier"],
    "claim.about": "question-{n}",
    "claim.citations.quote": None,
    "claim.citations.source": "source-{n}",
    "claim.citations.relation": "reports",
    "claim.citations.via": ["carrier"],
    "claim.favours": "north",
    "claim.nature": "fact",
    "claim.figure.min": None,
    "claim.figure.max": None,
    "claim.figure.value_status": None,
    "claim.figure.gloss.source": "source-{n}",
    "claim.relations.claim": "claim-{p}",
    "claim.assessment.status": "one_source",
    "claim.review_by.date": "2099-01-01",
    "claim.replaced_by": None,
    "claim.formerly": None,
    "side.colour": "teal",
    "side.opposes": None,
    "side.formerly": None,
    "party.affiliation": None,
    "party.side": None,
    "party.interest": "independent",
    "party.same_as": "https://example.org/",
    "party.aligned_with": None,
    "party.formerly": None,
    "source.publisher": "party-{n}",
    "source.based_on": None,
    "source.seen": "true",
    "source.status": "drifted",
    "source.formerly": None,
    "quote.speaker": "party-{n}",
    "quote.source": "source-{n}",
    "quote.translator": "not_given",
    "quote.original.source": "source-{n}",
    "quote.translations.translator": "not_given",
    "quote.translations.source": "source-{n}",
    "quote.claims": ["claim-{n}"],
    "quote.formerly": None,
    "question.parent": "bridge",
    "question.gaps.party": "party-{n}",
    "question.gaps.citation.source": "source-{n}",
    "question.gaps.citation.quote": None,
    "question.gaps.citation.via": ["carrier"],
    "question.formerly": None,
    "timeline.formerly": None,
    "event.stated_by": "claim:claim-{n}",
    "event.time_as_stated.claim": "claim-{n}",
    "event.accounts.party": "party-{n}",
    "event.accounts.claims": ["claim-{n}"],
    "event.claims": None,
    "event.quotes": ["quote-{n}"],
    "event.citations.quote": None,
    "event.citations.source": "source-{n}",
    "event.citations.via": ["carrier"],
    "event.formerly": None,
    "correction.corrects": "claim:claim-{n}",
    "correction.kind": "correction",
}
#: Fields that exclude one another, or hide one another on the page: for each kind the ways to
#: write a record, each as what differs from `FIXED`. Together they fill every field.
VARIANTS: dict[str, tuple[dict[str, Any], ...]] = {
    "claim": (
        dict.fromkeys(("claim.source", "claim.exact", "claim.via", "claim.rank", "claim.deprecated_reason"))
        | {"claim.figure.unit": None},
        {"claim.citations": None, "claim.figure.as_said": None},
    ),
    "source": (
        {"source.no_url": None, "source.publisher_note": None},
        {"source.url": None, "source.publisher": "unnamed"},
    ),
    "quote": ({"quote.parts": None}, {"quote.text": None, "quote.original": None}),
    "party": (
        {"party.unnamed": None},
        {"party.name": "Somebody", "party.short_name": None, "party.side": "side-{n}"}
        | {"party.interest": "party_to_the_conflict", "party.interest_reason": None},
    ),
}


def record(
    kind: str,
    number: int,
    text: Callable[[Field], str],
    words: Mapping[str, str],
    instead: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A record with every field that its variant has. `text` gives the free texts, `words`
    a word of each list of the vocabulary; `instead` what stands in a field whatever it is."""
    variants = VARIANTS.get(kind, ({},))
    fixed = FIXED | variants[number % len(variants)]
    data: dict[str, Any] = {}
    for field in fields():
        if field.kind == kind and instead and field.name in instead:
            _put(data, KINDS[kind], field.path, instead[field.name])
        elif field.kind == kind and _wanted(field, fixed):
            _put(data, KINDS[kind], field.path, _value(field, fixed, number, text, words))
    return data


def _wanted(field: Field, fixed: Mapping[str, Any]) -> bool:
    above = [".".join((field.kind, *field.path[:n])) for n in range(1, len(field.path) + 1)]
    return not any(name in fixed and fixed[name] is None for name in above)


def _value(
    field: Field,
    fixed: Mapping[str, Any],
    number: int,
    text: Callable[[Field], str],
    words: Mapping[str, str],
) -> Any:
    if field.name in fixed:
        value = fixed[field.name]
        one = [value] if isinstance(value, str) else value
        told = [each.format(n=number, p=number - 1 if number else "plain") for each in one]
        return told[0] if isinstance(value, str) else told
    match field.sort:
        case "id":
            return f"{field.kind}-{number}"
        case "text" | "inline" | "words":
            return text(field)
        case "word":
            return words.get(field.target) or field.target.split("|")[0]
        case "ref":
            return {"party": "carrier", "side": "north", "source": "gazette-1", "question": "bridge"}[
                field.target
            ]
        case sort:
            return {"url": "https://example.org/1", "number": "1", "date": "2025-01-05", "yes-no": "true"}[
                sort
            ]


def _put(data: Any, model: Any, path: tuple[str, ...], value: Any) -> None:
    """Set the value at a path by keys; lists on the way get one item."""
    for at, key in enumerate(path):
        last = at == len(path) - 1
        if key == "*":
            data["uk"] = value
            return
        names = {field.alias or name: field for name, field in model.model_fields.items()}
        _, _, bare = _sort(names[key].annotation, tuple(names[key].metadata))
        many = get_origin(bare) is tuple
        if many:
            _, _, bare = _sort(get_args(bare)[0], ())
        if last:
            data[key] = [value] if many and isinstance(value, str) else value
            return
        inner = data.setdefault(key, [{}] if many else {})
        data, model = inner[0] if many else inner, bare
