"""A reference names a record that does not exist.

A claim whose source, claimant or question is misspelt would stand without what it
rests on, so every reference must lead to a record, in YAML and in prose.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: repulsed, text: The attack was repulsed., claimant: minstry, source: article, exact: "repulsed"}

Right:

    claims:
      - {id: repulsed, text: The attack was repulsed., claimant: ministry, source: article, exact: "repulsed"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity
from sayso.model.claims import SOURCE_VOICE, Claim
from sayso.model.fields import Ref
from sayso.model.held import Holdings
from sayso.model.ledger import Entry
from sayso.model.parties import UNNAMED, Source
from sayso.model.story import Correction, Event, Quote
from sayso.model.walk import Path
from sayso.prose import Directive, SpanOpen
from sayso.vocabulary import DIRECTIVE_KIND

from ._kit import Context, Finding, Guesses, a, named

CODE = "SAY101"
NAME = "unknown-reference"
SEVERITY = Severity.ERROR
FIXED = True

_CORRECTED = ("claim", "quote", "source", "party", "question", "timeline", "event", "side")


def check(context: Context) -> Iterator[Finding]:
    """Every reference of every record, of defaults and of prose that leads nowhere."""
    guesses = Guesses(context.ledger)
    ledger = context.ledger
    for document, leaf in ledger.defaults:
        if not ledger.knows("source", leaf.text):
            mark = document.mark(leaf.path)
            yield _finding(guesses, "the file's 'defaults'", "source", leaf.text, mark)
    # Nearly every reference leads somewhere: which ids lead nowhere is found out first.
    strange = {kind: ids.difference(ledger.ids(kind)) for kind, ids in context.referred.items()}
    parties = {SOURCE_VOICE, *ledger.ids("party")}
    sound = {id(entry) for entry, claimant in context.claimants if parties.issuperset(claimant)}
    for entry in ledger.entries:
        for path, text, marker in entry.leaves if any(strange.values()) else ():
            if type(marker) is Ref and text in strange[marker.kind] and path not in entry.inherited:
                yield _finding(guesses, named(entry), marker.kind, text, entry.mark(*path), entry.name)
        if id(entry) not in sound:
            yield from _free(guesses, entry, context.holdings)
    for page in ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive | SpanOpen) and piece.id:
                kind = DIRECTIVE_KIND.get(piece.word, "")
                if kind and not ledger.knows(kind, piece.id):
                    yield _finding(guesses, f"[[{piece.word}]]", kind, piece.id, piece.id_mark)


def _free(guesses: Guesses, entry: Entry, holdings: Holdings) -> Iterator[Finding]:
    """References that may be a word of their own instead, or that name their kind."""
    record = entry.record
    parties: list[tuple[Path, str | None, str]] = []
    if type(record) is Claim:  # type(), as pydantic makes isinstance() slow
        parties = [(("claimant", n), party, SOURCE_VOICE) for n, party in enumerate(record.claimant)]
    elif type(record) is Source:
        parties = [(("publisher",), record.publisher, UNNAMED)]
    elif type(record) is Quote:
        translators = [
            (("translations", n, "translator"), t.translator) for n, t in enumerate(record.translations)
        ]
        everyone: list[tuple[Path, str | None]] = [(("translator",), record.translator), *translators]
        parties = [(path, party, "not_given") for path, party in everyone]
    elif type(record) is Event and record.stated_by != "editorial":
        yield from _with_kind(guesses, entry, record.stated_by, "stated_by", ("claim", "quote"))
    elif type(record) is Correction and not holdings.knew(record):  # or it was taken away
        yield from _with_kind(guesses, entry, record.corrects, "corrects", _CORRECTED)
    for path, party, word in parties:
        if party not in (None, word) and not guesses.ledger.knows("party", str(party)):
            yield _finding(guesses, named(entry), "party", str(party), entry.mark(*path), entry.name)


def _with_kind(
    guesses: Guesses, entry: Entry, name: str, field: str, kinds: tuple[str, ...]
) -> Iterator[Finding]:
    kind, _, record_id = name.partition(":")
    if kind in kinds and record_id:
        if not guesses.ledger.knows(kind, record_id):
            yield _finding(guesses, named(entry), kind, record_id, entry.mark(field), entry.name)
        return
    message = f"'{field}' of {named(entry)} is {name[:80]!r}, which names no record"
    known = next((f"{kind}:{name}" for kind in kinds if guesses.ledger.knows(kind, name)), "")
    hint = f"write '{known}'" if known else "write " + " or ".join(f"{kind}:ID" for kind in kinds[:2])
    if field == "stated_by" and not known:
        hint += ", or editorial"
    yield Finding(entry.mark(field), message, hint, entry.name)


def _finding(guesses: Guesses, what: str, kind: str, wanted: str, mark: Mark, record: str = "") -> Finding:
    message = f"{what} names '{wanted[:80]}', which is not {a(kind)}"
    hint = guesses.hint(kind, wanted) or f"add the {kind}, or mend the id"
    return Finding(mark, message, hint, record)
