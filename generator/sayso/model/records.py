"""All record kinds by name, and what a file may say beside its records.

Each record is a frozen pydantic model over plain text. Places (file, line, column)
live beside the records, in the ledger: moving a claim is not changing it. Where a
name comes from a standard, the record's docstring says which.
"""

from .claims import Claim
from .fields import Record
from .parties import Party, Side, Source
from .settings import WholeNumber
from .story import Correction, Event, Question, Quote, Timeline

AnyRecord = Claim | Side | Party | Source | Quote | Question | Timeline | Event | Correction

#: The model of each record kind that stands in a list of its own.
MODELS: dict[str, type[Record]] = {
    "claim": Claim,
    "side": Side,
    "party": Party,
    "source": Source,
    "quote": Quote,
    "question": Question,
    "timeline": Timeline,
    "correction": Correction,
}


class FrontMatter(Record):
    """The keys that a prose page's front matter may have."""

    title: str | None = None
    description: str | None = None
    order: WholeNumber | None = None
    nav_title: str | None = None
    lang: str | None = None


class Defaults(Record):
    """What a file may say once for all its records."""

    source: str | None = None
