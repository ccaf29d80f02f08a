"""What an id is, in records and in prose alike."""

import re
from typing import Final

from sayso.vocabulary import DEVICE_NAMES

LONGEST: Final = 80
_SHAPE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*+")


def shaped(text: str) -> bool:
    """Whether a text is made as an id is: small letters, digits, single hyphens."""
    return _SHAPE.fullmatch(text) is not None


def bad_id(text: str) -> str:
    """What is wrong with an id, or an empty text."""
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if not shaped(text):
        return "is not made of small letters, digits and single hyphens"
    if text in DEVICE_NAMES:
        return "is a device name on some computers"
    return ""


def nearest_id(text: str) -> str:
    """An id as near to a text as can be, or an empty text."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:LONGEST].strip("-")
