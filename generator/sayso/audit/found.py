"""What the audit has to say of one built file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a built file that nobody declared. `rule` is what spoke; findings with
    the same rule and `value` are one fault, however many files have it."""

    file: str
    rule: str
    value: str
    message: str
    #: Whether a change of the theme could be behind it, so that renewing the list may mend it.
    theme: bool = True
