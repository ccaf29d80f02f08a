"""Where the defaults lie that a site may replace: templates, words, settings."""

from pathlib import Path


def folder() -> Path:
    """The folder of default templates: in the wheel, or the repository's own."""
    here = Path(__file__).parent
    packaged = here / "_defaults"
    return packaged if packaged.is_dir() else here.parent.parent
