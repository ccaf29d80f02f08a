"""What a record's page is about, in schema.org's terms: Claim, ClaimReview, Quotation, a party, a source.

A claim's `text` never stands alone: `author` says who makes it, and `name` has both. Nothing here says
whether a claim is true: `description` is the badge. CiTO's relations have no place in schema.org: what
carries a claim is an `appearance` of it; what speaks against it is a work about it (`subjectOf`).
"""

from typing import Final

from sayso import inline
from sayso.model.claims import CARRIES, Claim
from sayso.model.parties import Party, Source
from sayso.model.places import record_place
from sayso.model.speakers import party_label
from sayso.model.standing import Standing
from sayso.model.story import Correction, Quote
from sayso.outputs.told import Told

from .things import (
    Node,
    day,
    edition_day,
    identity,
    party,
    party_type,
    publisher,
    refer,
    source,
    source_type,
    without_empty,
)

#: Statuses that are one verdict on one claim: independent evidence, all of it on one side. Any other
#: says that there is none, or more than one; a rubric with other codes has no such verdict.
VERDICTS: Final = ("confirmed", "contradicted")


def claim(told: Told, record: Claim, start: str) -> Node:
    """A claim: who says what, when, in which works."""
    standing = told.standings[record.id]
    own = f"claim:{record.id}"
    carried, against = _works(told, record, start)
    question = told.ledger.questions.get(record.about or "")
    return without_empty(
        {
            "@type": "Claim",
            "@id": identity(told, "claim", record.id, start),
            "url": told.places.lasting(record_place("claim", record.id), start),
            "name": told.statement(record),
            "text": inline.plain(record.text),
            "author": _authors(told, record, start),
            "description": standing.badge,
            "inLanguage": told.language,
            "dateCreated": day(record.said),
            "about": {
                "@type": "Thing",
                "name": question.title,
                "url": told.places.lasting(record_place("question", question.id), start),
            }
            if question
            else None,
            "appearance": carried,
            "subjectOf": against,
            "keywords": list(record.tags),
            "correction": corrections_of(told, [own], start),
        }
    )


def _authors(told: Told, record: Claim, start: str) -> list[Node]:
    """Who makes a claim. Where a source tells it in its own voice and names no publisher, the source."""
    parties = told.standings[record.id].speaker.parties
    if parties:
        return [party(told, each, start) for each in parties]
    return [{"@type": "Organization", "name": told.lead(record).rstrip(" :")}]


def _works(told: Told, record: Claim, start: str) -> tuple[list[Node], list[Node]]:
    """The works that carry a claim, and those that speak against it."""
    carried: dict[str, Node] = {}
    against: dict[str, Node] = {}
    for _, citation in record.evidence:
        if work := told.ledger.source_of(citation):
            found = carried if citation.relation in CARRIES else against
            found.setdefault(work.id, source(told, work, start))
    return list(carried.values()), list(against.values())


def review(told: Told, standing: Standing, start: str) -> Node | None:
    """The verdict on a claim, where there is one that we may speak of as ours: derived by the rubric,
    on a fact that is still in use, in words alone (a rating from 1 to 5 would be our invention)."""
    record = standing.claim
    if not record.open or standing.overridden or standing.status.code not in VERDICTS:
        return None
    return without_empty(
        {
            "@type": "ClaimReview",
            "@id": f"{told.places.lasting(record_place('claim', record.id), start)}#review",
            "url": told.places.lasting(record_place("claim", record.id), start),
            "claimReviewed": told.statement(record),
            "itemReviewed": {"@id": identity(told, "claim", record.id, start)},
            "reviewRating": {"@type": "Rating", "alternateName": standing.badge},
            "author": publisher(told),
            "datePublished": edition_day(told),
        }
    )


def quotation(told: Told, record: Quote, start: str) -> Node:
    """Somebody's words as a source gives them, beside the original and translations where we have them.
    Each wording has its speaker beside it: taken out of here, too, it says whose it is."""
    speaker = party(told, record.speaker, start)
    words = " … ".join(record.wording)
    original = record.original
    translated = record.translator not in (None, "not_given")
    return without_empty(
        {
            "@type": "Quotation",
            "@id": identity(told, "quote", record.id, start),
            "url": told.places.lasting(record_place("quote", record.id), start),
            "name": f"{party_label(told.ledger.parties.get(record.speaker), record.speaker)}: “{words}”",
            "text": words,
            "creator": speaker,
            "inLanguage": record.language,
            "dateCreated": day(record.said),
            "isBasedOn": _source_of(told, record.source, start),
            "translator": party(told, record.translator or "", start) if translated else None,
            "translationOfWork": without_empty(
                {
                    "@type": "Quotation",
                    "text": original.text,
                    "creator": speaker,
                    "inLanguage": original.language,
                    "isBasedOn": refer([identity(told, "source", original.source, start)])
                    if original.source
                    else None,
                }
            )
            if original
            else None,
            "workTranslation": [
                {
                    "@type": "Quotation",
                    "text": each.text,
                    "creator": speaker,
                    "inLanguage": each.language,
                }
                for each in record.translations
            ],
            "correction": corrections_of(told, [f"quote:{record.id}"], start),
        }
    )


def _source_of(told: Told, source_id: str, start: str) -> Node | None:
    work = told.ledger.sources.get(source_id)
    return source(told, work, start) if work else None


def whole_party(told: Told, record: Party, start: str) -> Node:
    """A party with all that its page says of who it is."""
    belongs = told.ledger.parties.get(record.affiliation or "")
    person = record.type == "person"
    above = party(told, belongs.id, start) if belongs else None
    return without_empty(
        {
            **party(told, record.id, start),
            "@type": party_type(record),
            "url": told.places.lasting(record_place("party", record.id), start),
            "alternateName": [] if record.unnamed else list(dict.fromkeys(record.names.values())),
            "description": record.role,
            "affiliation" if person else "parentOrganization": above,
            "sameAs": record.same_as,
        }
    )


def whole_source(told: Told, record: Source, start: str) -> Node:
    """A source with what it rests on."""
    return without_empty(
        {
            **source(told, record, start),
            "@type": source_type(told, record),
            "author": {"@type": "Person", "name": record.author} if record.author else None,
            "dateModified": day(record.modified),
            "inLanguage": record.language,
            "isBasedOn": refer(identity(told, "source", each, start) for each in record.based_on),
            "correction": corrections_of(told, [f"source:{record.id}"], start),
        }
    )


def correction(told: Told, record: Correction, start: str) -> Node:
    """One entry of the log of corrections."""
    kind, _, own = record.corrects.partition(":")
    about = identity(told, kind, own, start) if kind in ("claim", "quote", "source") else ""
    return without_empty(
        {
            "@type": "CorrectionComment",
            "@id": correction_id(told, record, start),
            "text": inline.plain(record.text),
            "dateCreated": day(record.date),
            "parentItem": {"@id": about} if about else None,
        }
    )


def corrections_of(told: Told, names: list[str], start: str) -> list[Node]:
    """References to the corrections of some records."""
    known = told.corrections
    return refer(correction_id(told, each, start) for name in names for each in known.get(name, ()))


def correction_id(told: Told, record: Correction, start: str) -> str:
    """What a correction is named by: the place of the log, whichever of its pages has it today."""
    return f"{told.places.lasting('corrections/', start)}#{record.id}"
