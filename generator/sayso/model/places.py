"""Where the pages of a site will stand, for whoever names them from elsewhere: machines, other sites.

A place is an address below a site's own folder: "claims/held/", "claims.csv", "" for the home page.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import quote as percent

from sayso.vocabulary import KINDS

from .editions import LATEST, Edition, Publication


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of a site: whole where it is known where that will be published (`address`, with
    a slash at its end), else relative to the place that names them (RFC 3986, section 4.2). `edition`
    is the folder of the edition that is made, "" outside of any."""

    address: str = ""
    edition: str = ""

    @classmethod
    def of(cls, publication: Publication | None, edition: Edition | None) -> Self:
        """Those of a site that is published there, in that edition."""
        return cls(publication.address if publication else "", edition.name if edition else "")

    def lasting(self, place: str, start: str = "") -> str:
        """Where a place stands in the newest edition: the address that stays the same."""
        if not self.edition:
            return self.fixed(place, start)
        if self.address:
            return f"{self.address}{LATEST}/{_quoted(place)}"
        return f"{'../' * (start.count('/') + 1)}{LATEST}/{_quoted(place)}"

    def fixed(self, place: str, start: str = "") -> str:
        """Where it stands in this edition, which never changes. `start` is the place that names it."""
        if self.address:
            return f"{self.address}{self.edition and self.edition + '/'}{_quoted(place)}"
        return _quoted(_way(place, start))


def _way(place: str, start: str) -> str:
    """The relative way to a place from another."""
    *here, _ = start.split("/")
    *there, name = place.split("/")
    alike = 0
    while alike < min(len(here), len(there)) and here[alike] == there[alike]:
        alike += 1
    return "/".join([*[".."] * (len(here) - alike), *there[alike:], name]) or "./"


def record_place(kind: str, record_id: str) -> str:
    """The place of a record's page."""
    return f"{KINDS[kind]}/{record_id}/"


@lru_cache(maxsize=50_000)
def _quoted(place: str) -> str:
    return percent(place, safe="/#.-_~")
