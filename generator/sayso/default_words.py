"""The words that a site has which has none of its own: the packaged `site_config/words.yml`."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from sayso import defaults
from sayso.phrases import Phrases
from sayso.source import read_yaml

WORDS: Final = "site_config/words.yml"


def default_words() -> Phrases:
    """The default words. They are ours: that they can be read is tested."""
    return _read(defaults.folder())


@lru_cache(maxsize=4)
def _read(folder: Path) -> Phrases:
    document, found = read_yaml((folder / WORDS).read_bytes(), WORDS)
    if found or not isinstance(document.data, dict):
        raise ValueError(f"the default words cannot be read: {[each.message for each in found]}")
    return Phrases(document.data["language"], document.data["words"])
