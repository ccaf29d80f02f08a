"""What the theme is told of the edition that is made: its name, its words, where it will stand."""

from typing import Any, Final
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from sayso import inline
from sayso.dated import display_edition
from sayso.model.changes import Series
from sayso.model.editions import LATEST, Edition, Publication
from sayso.phrases import Phrases

#: What the theme reads: `config.extra.sayso` in its templates.
KEY: Final = "sayso"
#: For the site without content: all that the theme ever prints of an edition stands in it.
SPECIMEN: Final = Edition("2025-01-05", "2025-01-05T00:00:00Z", "Specimen", "A note.")


def mark(config: MkDocsConfig, edition: Edition, words: Phrases) -> None:
    """Make the configuration that of an edition, told in the words of the site. `site_url` is the
    address of the whole published site; canonical links lead to the newest edition, so it becomes
    the address of that."""
    address = published_at(config)
    config.extra["version"] = {"provider": "mike"}
    config.extra[KEY] = told(edition, address, words)
    if address:
        config.site_url = f"{address}{LATEST}/"


def published_at(config: MkDocsConfig) -> str:
    """The address of the whole published site, with a slash at its end; "" where it is not known."""
    address = config.site_url or ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return address.partition("#")[0].partition("?")[0].rstrip("/") + "/"


def publication(config: MkDocsConfig) -> Publication:
    """Where a site is published, by its configuration."""
    return Publication(config.site_name, published_at(config))


def told(edition: Edition, address: str, words: Phrases) -> dict[str, Any]:
    """What the theme prints of an edition. `cite` is its permanent address: below the site where
    that of the site is not known."""
    return {
        "edition": edition.name,
        "display": display_edition(words, edition),
        "draft": edition.draft,
        "title": edition.title,
        "note": inline.plain(edition.note),
        "cite": f"{address}{edition.name}/",
        "absolute": bool(address),
    }


def beside(series: Series, own: frozenset[str]) -> dict[str, frozenset[str]]:
    """The files in the folders that will stand beside an edition's own. `own` are its files: `latest`
    is that edition, or one after it, so that a canonical link leads to what stands here."""
    return {**series.files, series.edition.name: own, LATEST: own, "editions": frozenset({"index.html"})}
