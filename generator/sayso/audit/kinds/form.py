"""Forms and the controls in them: where a reader could be asked for something."""

import re
from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "form"
WHAT: Final = "a form or a control of one"

_CONTROLS: Final = ("button", "input", "keygen", "select", "textarea")
_NUMBER: Final = re.compile(r"\d+")


def seen(element: Element, place: Place) -> Iterator[Seen]:
    """A form by where it sends; a control by its type and names, whose numbers count
    the theme's folded menus; and an address that a control sends to."""
    attributes = element.attributes
    if element.name == "form":
        target = attributes.get("action", "")
        resolved = place.resolve(target) if target else ""
        value = f"form {resolved} {attributes.get('method', '')} {attributes.get('name', '')}"
        yield Seen(value.rstrip(), f"<form> {shorten(target)}".rstrip())
    elif element.name in _CONTROLS:
        names = (element.name, *(attributes.get(each, "") for each in ("type", "name", "id")))
        yield Seen(_NUMBER.sub("0", " ".join(names)), f"<{element.name}> {shorten(' '.join(names[1:]))}")
    if (sent := attributes.get("formaction")) is not None:
        yield Seen(f"formaction {place.resolve(sent)}", f'formaction="{shorten(sent)}"')
