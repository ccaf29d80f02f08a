"""What a site's editors declared, for the audit."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sayso import docs_folder, project
from sayso.audit.declared import Declared, hosts_in
from sayso.files import Folder
from sayso.model.ledger import Ledger
from sayso.outputs import embed_html, social_png
from sayso.prose import TextPiece
from sayso.render.address import page_path
from sayso.vocabulary import KINDS

from . import offline


def declared(root: Path, checked: project.Checked, config: MkDocsConfig) -> Declared:
    """What may stand on this site because its editors wrote it. Raises `OSError`."""
    ledger = checked.ledger
    docs = Folder(root / docs_folder.DOCS)
    copies = [name.removeprefix("content/") for name in ledger.assets]
    made = (*copies, *_sheets(docs), *_pictures(docs, checked))
    return Declared(
        hosts=hosts_in(_texts(checked)),
        redirects=former(ledger, config),
        files={name: hashlib.sha256(docs.read(name)).hexdigest() for name in made},
        site_url=config.site_url or "",
        embedded=embedded(ledger),
        from_folder=offline.KEY in config.extra,
    )


def former(ledger: Ledger, config: MkDocsConfig) -> frozenset[str]:
    """The built pages under former ids, which lead on to the new ones."""
    stems = []
    for name in ledger.former:
        kind, _, record = name.partition(":")
        if kind in KINDS:
            stems.append(page_path(kind, record).removesuffix(".md"))
    end = "/index.html" if config.use_directory_urls else ".html"
    return frozenset(stem + end for stem in stems)


def embedded(ledger: Ledger) -> frozenset[str]:
    """The pages of claims for frames on other sites, also under former ids."""
    former_ids = (name.partition(":")[2] for name in ledger.former if name.startswith("claim:"))
    return frozenset(embed_html.path(own) for own in (*ledger.claims, *former_ids))


def _sheets(docs: Folder) -> Iterator[str]:
    """The style sheet that is made of the rubric's colours."""
    if (docs.root / "assets/status.css").is_file():
        yield "assets/status.css"


def _pictures(docs: Folder, checked: project.Checked) -> Iterator[str]:
    """The pictures that stand beside links to its pages."""
    statuses = checked.config.rubric.statuses if checked.config else ()
    names = (social_png.path(name) for name in (social_png.SITE, *(each.css for each in statuses)))
    yield from (name for name in names if (docs.root / name).is_file())


def _texts(checked: project.Checked) -> Iterator[str]:
    """Every text of the editors in which an address can stand, and where readers report to."""
    for entry in checked.ledger.entries:
        yield from (leaf.text for leaf in entry.leaves)
    if checked.config is not None:
        yield checked.config.settings.report_evidence or ""
        if repository := checked.config.settings.repository:
            yield f"{repository.url} {repository.issues}"
    for page in checked.ledger.pages:
        for piece in page.prose.pieces:
            yield piece.safe if isinstance(piece, TextPiece) else piece.text
