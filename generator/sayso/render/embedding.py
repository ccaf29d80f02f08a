"""The code by which another site shows a claim: what its author copies into a page."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sayso import inline
from sayso.model.places import Places, record_place
from sayso.model.standing import Standing

from .draft import cut

#: A frame's title is read out, and so is what stands for an image: as long as needed, and no page.
_LONGEST: Final = 200
#: What stands in the code for an address that is not known.
BLANK: Final = "[ADDRESS]"


@dataclass(frozen=True)
class Embedding:
    """The code for each claim. `lead` gives what stands before a statement."""

    places: Places
    lead: Callable[[Standing], str]

    @property
    def blank(self) -> str:
        """What the reader has to fill in; "" where the site's address is known."""
        return "" if self.places.address else BLANK

    def frame(self, standing: Standing) -> str:
        """A claim's page for frames. It is fetched when the reader comes to it."""
        title = cut(f"{self.lead(standing)} {inline.plain(standing.claim.text)}", _LONGEST)
        return (
            f'<iframe src="{self._at(f"embed/{standing.claim.id}/")}" title="{html.escape(title)}" '
            'width="100%" height="340" loading="lazy" referrerpolicy="no-referrer" style="border:0"></iframe>'
        )

    def badge(self, standing: Standing) -> str:
        """A claim's badge as a picture that leads to the claim."""
        words = html.escape(cut(standing.badge, _LONGEST))
        return (
            f'<a href="{self._at(record_place("claim", standing.claim.id))}">'
            f'<img src="{self._at(f"badges/{standing.claim.id}.svg")}" alt="{words}"></a>'
        )

    def _at(self, place: str) -> str:
        """An address that follows the newest edition."""
        if self.places.address:
            return self.places.lasting(place)
        return f"{BLANK}/{'latest/' if self.places.edition else ''}{place}"
