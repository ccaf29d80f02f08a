"""What a site's editors declared, for the audit."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sayso import docs_folder, project
from sayso.audit.declared import Declared, hosts_in
from sayso.files import Folder
from sayso.model.ledger import Ledger
from sayso.prose import TextPiece
from sayso.render.address import page_path
from sayso.vocabulary import KINDS


def declared(root: Path, checked: project.Checked, config: MkDocsConfig) -> Declared:
    """What may stand on this site because its editors wrote it. Raises `OSError`."""
    ledger = checked.ledger
    docs = Folder(root / docs_folder.DOCS)
    copies = [name.removeprefix("content/") for name in ledger.assets]
    return Declared(
        hosts=hosts_in(_texts(checked)),
        redirects=former(ledger, config),
        files={name: hashlib.sha256(docs.read(name)).hexdigest() for name in (*copies, *_sheets(docs))},
        site_url=config.site_url or "",
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


def _sheets(docs: Folder) -> Iterator[str]:
    """The style sheet that is made of the rubric's colours."""
    if (docs.root / "assets/status.css").is_file():
        yield "assets/status.css"


def _texts(checked: project.Checked) -> Iterator[str]:
    """Every text of the editors in which an address can stand, and the address for evidence."""
    for entry in checked.ledger.entries:
        yield from (leaf.text for leaf in entry.leaves)
    if checked.config is not None:
        yield checked.config.settings.report_evidence or ""
    for page in checked.ledger.pages:
        for piece in page.prose.pieces:
            yield piece.safe if isinstance(piece, TextPiece) else piece.text
