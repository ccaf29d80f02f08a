"""A site without content, built to see what is active in one: what the allow-list is made of."""

import tempfile
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from sayso.audit import site as audited
from sayso.audit.allowed import FILE, Allowed, BadList, from_json, inventory
from sayso.audit.declared import Declared
from sayso.audit.files import json_file
from sayso.audit.page import Place
from sayso.default_words import default_words
from sayso.files import Folder, Unreadable

from . import edition, engine, search

#: Pages at several depths, with headings, neighbours and a place in the navigation, so that
#: every part of the theme is there. No word of it comes from a contributor.
_PAGES: Final = {
    "index.md": "---\ntitle: Specimen\ndescription: Specimen\nbuilt: today\nchecked: Checked.\n"
    "record: claim:specimen\nfeed: feeds/specimen.xml\nimage: picture.png\nimage_alt: Specimen\n"
    "contents: true\npart: 1\n"
    'jsonld: \'{"@context":"https://schema.org"}\'\n---\n\n'
    "# Specimen\n\n## One\n\n## Two\n\n## Three\n\n## Four\n",
    "a/index.md": "# A\n\n## One\n\n### Deeper\n",
    # The theme's own search, for where ours is not; and the page of ours.
    "a/b.md": "---\ndialog: true\n---\n\n# B\n\nText.\n",
    "search/index.md": "---\ntitle: Search\nfind: true\n---\n\n## One\n",
    "a/c/d.md": "# D\n\n## One\n",
    "SUMMARY.md": "- Part\n    - [Home](index.md)\n    - [A](a/index.md)\n    - [B](a/b.md)\n"
    "- Other\n    - [D](a/c/d.md)\n",
}


class NoSpecimen(Exception):
    """The configuration cannot build even an empty site. `troubles` is what the engine said."""

    def __init__(self, troubles: list[engine.Trouble]) -> None:
        told = "; ".join(each.message for each in troubles) or "the engine gives no reason"
        super().__init__(f"not even an empty site can be built: {told}")
        self.troubles = troubles


def allowed_for(config_file: Path) -> Allowed:
    """The allow-list of a site: its file in `site_config/`, or what is derived now where
    there is none. Raises `BadList`, `NoSpecimen` and `OSError`."""
    folder = Folder(config_file.parent)
    if (config_file.parent / FILE).exists():
        try:
            return from_json(folder.read(FILE).decode("utf-8", "replace"))
        except Unreadable as problem:
            raise BadList(problem.message) from None
    return derive(config_file)


def derive(config_file: Path) -> Allowed:
    """Build an empty site with a site's own configuration and theme, and list what is in it.

    Raises `NoSpecimen` and `OSError`.
    """
    with tempfile.TemporaryDirectory(prefix="sayso-empty-") as scratch:
        built = Path(scratch) / "site"
        config = _build(config_file, Path(scratch) / "docs", built)
        root = Declared(site_url=config.site_url or "").root
        names = [name for name in audited.names(built) if name.endswith(".html")]
        seen = inventory((Place(name, root), (built / name).read_bytes()) for name in names)
        index = built / json_file.SEARCH
        settings = json_file.settings(index.read_bytes()) if index.is_file() else ""
        files = {**audited.theme_files(built), **search.theme_files()}
    return Allowed(seen, files, settings)


def _build(config_file: Path, docs: Path, built: Path) -> MkDocsConfig:
    for name, text in _PAGES.items():
        page = docs / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    with engine.silent():
        config, troubles = engine.load(config_file)
        if config is None:
            raise NoSpecimen(troubles)
        plugin = config.plugins.get("sayso")
        if plugin is None:
            raise NoSpecimen([engine.Trouble("mkdocs.yml does not use the sayso plugin")])
        config.docs_dir, config.site_dir = str(docs), str(built)
        # The engine gives the same plugin to every configuration of one process.
        # An edition has more in its pages than a build outside of any: what may be there is one list.
        edition.mark(config, edition.SPECIMEN, default_words())
        # Beside the theme's own: which of the two is on a site depends on the machine that builds it.
        search.mark(config, None)
        plugin.empty = True
        try:
            ended, troubles = engine.run(config)
        finally:
            plugin.empty = False
    if not ended:
        raise NoSpecimen(troubles)
    return config
