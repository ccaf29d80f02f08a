"""The search of a built site: Pagefind's where it is installed, else the theme's own."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from sayso import escape
from sayso.model.settings import Config
from sayso.pagefind_files import FOLDER
from sayso.project import Checked
from sayso.searching import engine
from sayso.searching.engine import NoIndex as NoIndex
from sayso.searching.records import records
from sayso.searching.spelling import PATH as WORDS
from sayso.searching.spelling import spelling

#: What the theme reads: `config.extra.sayso_search`.
KEY: Final = "sayso_search"
_SHEET: Final = "assets/search.css"
_THEMES: Final = ("material/search", "search")

Progress = Callable[[str], None]


def is_there() -> bool:
    """Whether this machine can make the index."""
    return bool(engine.version())


def mark(config: MkDocsConfig, settings: Config | None) -> None:
    """Tell the theme of our search."""
    config.extra[KEY] = told(settings)
    if _SHEET not in config.extra_css:
        config.extra_css.append(_SHEET)


def prepare(config: MkDocsConfig, settings: Config | None) -> None:
    """Make the configuration one with our search, and without the theme's."""
    mark(config, settings)
    for name in _THEMES:
        plugin: Any = config.plugins.get(name)
        if plugin is not None and "enabled" in plugin.config:
            plugin.config["enabled"] = False


def told(settings: Config | None) -> dict[str, str]:
    """What the theme prints of it, escaped: as JSON, the name in style sheets of each status by its
    words."""
    statuses = {each.short: each.css for each in settings.rubric.statuses} if settings else {}
    return {"statuses": str(escape.html_text(json.dumps(statuses, ensure_ascii=False)))}


def theme_files() -> dict[str, str]:
    """The browser's part with the SHA-256 of each file: it is judged as a file of the theme."""
    files = engine.browsers_part()
    return {FOLDER + name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def add(folder: Path, checked: Checked, progress: Progress = lambda _: None) -> None:
    """Put the index into a built site. Raises `NoIndex`, and `OSError` where the disk refuses."""
    if checked.config is None:
        raise ValueError("without a configuration nothing can be said of the claims")
    found = list(records(checked.ledger, checked.config, checked.standings))
    progress(f"Making the search index of {len(found):,} records ...")
    begun = time.monotonic()
    files = {FOLDER + name: data for name, data in engine.index(found).items()}
    files[WORDS] = spelling(found).encode()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    took = max(time.monotonic() - begun, 0.001)
    progress(f"  {len(found):,} records in {took:.1f} s, {len(found) / took:,.0f} each second")
