"""`embed/<id>/index.html`: a claim as a small page of its own, for a frame on another site.

Nothing of the theme is in it, and nothing runs: who says it, what, the badge, on what evidence, as of
when, and the way to the whole page. Its policy stands in it and in the audit (`audit/files/embedded.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from markupsafe import Markup

from sayso.model.places import record_place
from sayso.model.standing import Standing
from sayso.templating import Templates

from .told import Told

TEMPLATE = "embed_page.html.j2"


@dataclass(frozen=True)
class Embeds:
    """Makes the pages. `templates` are the site's own, then the defaults."""

    told: Told
    templates: Templates

    def page(self, standing: Standing, own: str) -> str:
        """The page of a claim under one of its ids, of now or of before. Raises `BadTemplate`."""
        start = path(own)
        values = {
            "standing": standing,
            "claim": standing.claim,
            "lead": self.told.lead(standing.claim),
            "evidence": self.told.evidence(standing),
            "language": self.told.language,
            "title": self.told.title,
            "edition": self.told.as_of,
            "address": _up(start) + record_place("claim", standing.claim.id),
            "sheet": _up(start) + "assets/embed.css",
            "w": self.told.config.words,
            "icon": self._icon(standing.status.icon),
        }
        return self.templates.render(TEMPLATE, values)

    @cached_property
    def _icon(self) -> Callable[[str], Markup]:
        """The icons' SVG by their names; there are few."""
        return cache(lambda name: Markup(self.templates.render(f"icons/{name}.svg", {}).strip()))  # noqa: S704


def _up(place: str) -> str:
    """The way from a file to the root of the site: relative, so that the folder can be moved."""
    return "../" * place.count("/")


def path(claim_id: str) -> str:
    """The file of a claim's page for frames."""
    return f"embed/{claim_id}/index.html"
