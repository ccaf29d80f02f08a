"""What was only claimed is told as confirmed, or what was only said as admitted.

The verb is evidence too. "Claimed" says that somebody stands alone with it, "confirmed" and
"proved" that it is settled, "admitted" that it went against the speaker's interest. So a
`speech_act` may not be stronger than the verb in the exact words, and our own words may not
call confirmed what the source does not. To tell it weaker is allowed. Where the exact words
hold no verb of speech, nothing is said.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "the ministry claimed that forty were killed"
        speech_act: admitted

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "the ministry claimed that forty were killed"
        speech_act: claimed
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.laundering.speech import acts, confirmations, stronger_act

from ._kit import Context, Finding, named

CODE = "SAY224"
NAME = "stronger-speech-act"
SEVERITY = Severity.ERROR

_MEND = "say it as the source does, or cite the words that confirm it"


def check(context: Context) -> Iterator[Finding]:
    """Typed speech acts, and words of confirmation in our own words, that no verb bears out."""
    for entry, claim, held in context.held.claims:
        if claim.speech_act is not None and (theirs := stronger_act(claim.speech_act, held)):
            act, verb = theirs
            message = f"{named(entry)} is '{claim.speech_act}' here, the exact words say \"{verb}\""
            hint = f"write 'speech_act: {act}', or cite the words that say more"
            yield Finding(entry.mark("speech_act"), message, hint, entry.name)
    for told in context.held.told:
        ours = confirmations(told.text)
        if not ours or any(confirmations(words) for words in told.held):
            continue
        verbs = [words.shown(hit.start, hit.end) for words in told.held for hit in acts(words)]
        if verbs:
            said = told.text.shown(ours[0].start, ours[0].end)
            message = f'{told.where} says "{said}", the exact words say "{verbs[0]}"'
            yield Finding(told.mark, message, _MEND, told.entry.name)
