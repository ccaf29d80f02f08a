"""XML (sitemap, feeds): well-formed, without anything that a reader of it would fetch or run."""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from sayso.audit.found import Finding
from sayso.audit.page import host, scheme
from sayso.vocabulary import URL_SCHEMES

#: The namespaces of what we write. Another one could be XHTML, whose scripts a browser runs.
_NAMESPACES: Final = (
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://www.w3.org/2005/Atom",
)
_ADDRESSES: Final = ("loc", "uri", "id", "logo", "icon")


class _Refused(Exception):
    """Why a file is refused."""


def judge(name: str, data: bytes, hosts: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with an XML file. `hosts`: those that it may name."""
    reading = _Reading(hosts)
    try:
        reading.read(data)
    except _Refused as why:
        yield Finding(name, "xml", str(why), f"this XML {why}", theme=False)
    except expat.ExpatError as error:
        message = f"this is not well-formed XML ({expat.errors.messages[error.code]}, line {error.lineno})"
        yield Finding(name, "xml", "malformed", message, theme=False)


class _Reading:
    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._inside: list[str] = []
        self._text = ""
        # No external entity is ever loaded: expat asks a handler for them, and there is none.
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def _doctype(self, *_: object) -> None:
        raise _Refused("has a DOCTYPE, which could define entities")

    def _instruction(self, target: str, _: str) -> None:
        raise _Refused(f"has a processing instruction (<?{target[:40]}?>), which could load a style sheet")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, element = tag.rpartition(" ")
        if namespace not in _NAMESPACES:
            where = namespace[:80] or "none"
            raise _Refused(f"has an element <{element[:40]}> of another vocabulary ({where})")
        for attribute, value in attributes.items():
            if attribute.rpartition(" ")[2] in ("href", "src", "base", "scheme"):
                self._address(value)
        self._inside.append(element)
        self._text = ""

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, _: str) -> None:
        if self._inside.pop() in _ADDRESSES:
            self._address(self._text)
        self._text = ""

    def _address(self, value: str) -> None:
        if (kind := scheme(value)) and kind not in (*URL_SCHEMES, "tag", "urn"):
            raise _Refused(f"has an address of a kind that is not allowed ({value[:80]})")
        if (there := host(value)) and there not in self._hosts:
            raise _Refused(f"names a host that nobody declared ({there[:80]})")
