"""Built pages, held against the allow-list."""

from collections.abc import Iterator
from typing import Final

from .allowed import KINDS, Allowed, of_element
from .declared import Declared
from .found import Finding
from .kinds import host, meta
from .page import Element, Place, Seen, elements, scheme
from .page import host as host_of
from .policy import hash_of, policy

#: What has been judged already: most elements stand alike on many pages.
_MOST_KNOWN: Final = 100_000
_WHAT: Final = {kind.NAME: kind.WHAT for kind in KINDS}


class Pages:
    """Judges the pages of one site."""

    def __init__(self, allowed: Allowed, declared: Declared) -> None:
        self._allowed, self._declared = allowed, declared
        self._known: dict[object, list[tuple[str, Seen]]] = {}

    def judge(self, name: str, html: bytes) -> Iterator[Finding]:
        """Everything in a page that neither an empty site has nor its editors declared."""
        place = Place(name, self._declared.root)
        before_policy, policies, hashes = False, [], []
        for element in elements(html):
            if _is_policy(element):
                policies.append(element.attributes.get("content", ""))
            elif not policies and element.name in ("script", "link", "style", "body"):
                before_policy = True
            hashes.append(hash_of(element, place, self._allowed))
            for kind, seen in self._new(element, place):
                if not self._may(kind, seen, element, place):
                    yield Finding(name, kind, seen.value, f"{_WHAT[kind]} that is not ours: {seen.shown}")
        yield from self._policy(name, self._wanted(hashes), policies, before_policy)

    def _wanted(self, hashes: list[str]) -> str:
        return policy(hashes, from_folder=self._declared.from_folder)

    def _new(self, element: Element, place: Place) -> list[tuple[str, Seen]]:
        """What an element has beyond the allow-list."""
        if element.name in ("script", "style"):  # what these are stands in their text
            return self._beyond(element, place)
        key = (place.base, element.name, *element.attributes.items())
        known = self._known.get(key)
        if known is None:
            known = self._beyond(element, place)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = known
        return known

    def _beyond(self, element: Element, place: Place) -> list[tuple[str, Seen]]:
        return [
            (kind, seen)
            for kind, seen in of_element(element, place)
            if not self._allowed.has(kind, seen.value)
        ]

    def _may(self, kind: str, seen: Seen, element: Element, place: Place) -> bool:
        """What is right on this page, or by what the editors declared."""
        if kind == host.NAME:
            return self._is_declared(seen, element)
        if kind == meta.NAME and seen.value == meta.REFRESH:
            return place.name in self._declared.redirects and _stays(element)
        return kind == meta.NAME and seen.value == meta.POLICY  # judged as a whole, below

    def _is_declared(self, seen: Seen, element: Element) -> bool:
        there = seen.value.rpartition(" ")[2]
        if seen.value.startswith(host.FOLLOWED):
            return there in self._declared.hosts or there == self._declared.own_host
        return element.name == "link" and there == self._declared.own_host

    def _policy(self, name: str, wanted: str, policies: list[str], late: bool) -> Iterator[Finding]:
        """Each page has one policy, its own, before anything that it is to govern."""
        if policies != [wanted]:
            what = "another than ours" if policies else "none"
            yield Finding(name, "policy", what, f"the page's Content-Security-Policy is {what}")
        elif late:
            message = "something stands before the page's Content-Security-Policy, which does not govern it"
            yield Finding(name, "policy", "late", message)


def _is_policy(element: Element) -> bool:
    order = element.attributes.get("http-equiv", "").strip().lower()
    return element.name == "meta" and order == "content-security-policy"


def _stays(element: Element) -> bool:
    """Whether a refresh leads on within the site, at once."""
    delay, mark, target = element.attributes.get("content", "").partition("; url=")
    return delay == "0" and mark != "" and not host_of(target) and not scheme(target)
