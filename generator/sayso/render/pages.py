"""Ledger and standings to pages. Pure: nothing is read or written here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from markupsafe import Markup

from sayso.diagnostics import Diagnostic, Mark
from sayso.model.changes import History
from sayso.model.editions import Publication
from sayso.model.held import Holdings
from sayso.model.ledger import Ledger
from sayso.model.places import Places
from sayso.model.settings import Config
from sayso.model.standing import Explanation, Standing, Wanted
from sayso.model.validate import diagnostic
from sayso.templating import BadTemplate, Templates

from .address import file_of, slug
from .draft import Draft
from .drafts import Drafts
from .embedding import Embedding
from .making import Maker
from .view import View
from .words import Words

_CSS_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True)
class Page:
    """One file below `build/docs`. `origin` is the editor's file that it tells of; `pixels` is what
    a picture holds, which has no text."""

    path: str
    text: str
    origin: str
    pixels: bytes = b""

    @property
    def content(self) -> bytes:
        return self.pixels or self.text.encode()


def render_pages(
    ledger: Ledger,
    config: Config,
    standings: Mapping[str, Standing],
    templates: Templates,
    *,
    explain: Callable[[Standing], Explanation],
    evidence: Callable[[Standing], str],
    interest: Callable[[str], str],
    wanted: Callable[[], list[Wanted]],
    holdings: Holdings | None = None,
    built: str = "",
    history: History | None = None,
    publication: Publication | None = None,
    commit: str = "",
    describe: Callable[[str, Mapping[str, Any]], object] = lambda _, __: None,
) -> tuple[list[Page], list[Diagnostic]]:
    """Every page of a site, and what is wrong with the templates.

    A page whose template fails is left out, and told once for each template. `describe` gives what a
    page tells machines, of its path and what its template is given.
    """
    words = Words(holdings or Holdings(ledger))
    view = View(
        ledger=ledger,
        config=config,
        standings=standings,
        explain=explain,
        evidence=evidence,
        interest=interest,
        wanted=wanted,
        words=words,
        built=built,
        history=history,
        publication=publication or Publication(),
        commit=commit,
    )
    templates.environment.filters["css"] = _css
    templates.environment.filters["file"] = file_of
    templates.environment.filters["icon_uri"] = lambda name: _icon_uri(templates, name)
    templates.environment.globals.update(site=view, slug=slug, w=config.words)
    places = Places.of(publication, history.now.edition if history else None)
    templates.environment.globals["embedding"] = Embedding(places, view.lead)
    pages: list[Page] = []
    problems: dict[tuple[str, int, str], Diagnostic] = {}
    for draft in Drafts(Maker(view, templates)).all():
        try:
            data = describe(draft.path, draft.values) if draft.path.endswith(".md") else None
            text = templates.render(draft.template, {**draft.values, "jsonld": data})
            if _lacks_foot(draft):
                text += "\n\n" + templates.render("foot.md.j2", draft.values)
        except BadTemplate as bad:
            name = f"templates/{bad.name or draft.template}"
            message = f"this template cannot make {draft.path}: {bad.message}"
            key = (name, bad.line, bad.message)
            problems.setdefault(key, diagnostic("bad-template", message, Mark(name, bad.line)))
            continue
        pages.append(Page(draft.path, _tidy(text) if draft.path.endswith(".md") else text, draft.origin))
    pages.append(Page("places.json", view.feet.places(), "claims.yml"))
    return pages, list(problems.values())


def _lacks_foot(draft: Draft) -> bool:
    """Whether a page gets its foot here: one of a record has it in its own template."""
    page = draft.path.endswith(".md") and draft.path != "SUMMARY.md"
    return page and not draft.values["record"] and "redirect" not in draft.values


def _tidy(text: str) -> str:
    """Markdown without runs of empty lines."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _css(name: str) -> Markup:
    if not _CSS_NAME.match(name):
        raise ValueError(f"{name!r} is no name for a style sheet")
    return Markup(name)


def _icon_uri(templates: Templates, name: str) -> Markup:
    """An icon of the templates as a data URI."""
    svg = templates.render(f"icons/{name}.svg", {})
    return Markup(
        "data:image/svg+xml,"
        + percent(" ".join(svg.split()), safe=" ='/:;,()<>").replace("<", "%3C").replace(">", "%3E")
    )
