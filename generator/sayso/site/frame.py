"""What a site is put into: its root, the packaged look, and what may be active in its pages."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sayso import defaults, escape
from sayso.audit.allowed import FILE, Allowed, BadList
from sayso.phrasebook import read_words
from sayso.phrases import Phrases

from .specimen import NoSpecimen, allowed_for

#: The packaged style sheets, in the order in which they are read. A site may name them itself.
_STYLES = tuple(f"assets/{name}.css" for name in ("sayso", "frame", "chart", "timeline", "share"))


def root_of(config: MkDocsConfig) -> Path:
    """A site's root is where its mkdocs.yml is."""
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def allow_list(config: MkDocsConfig) -> Allowed:
    """The site's allow-list, as the engine's plugins report: raises `PluginError`."""
    try:
        return allowed_for(Path(config.config_file_path))
    except BadList as bad:
        raise PluginError(f"{FILE} cannot be used: {bad}; `sayso audit --renew` writes it anew") from None
    except NoSpecimen as problem:
        raise PluginError(str(problem)) from None


def with_defaults(config: MkDocsConfig) -> None:
    """The packaged look stands behind the site's own: a file of the same name replaces it. The
    theme is told the words that it prints itself."""
    config.extra.update(told(read_words(root_of(config)).phrases))
    theme = config.theme
    folder = defaults.folder() / "site_config" / "theme"
    if theme.name != "material" or not folder.is_dir():
        return
    if not any(Path(each).resolve() == folder.resolve() for each in theme.dirs):
        theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))
    ours = [name for name in _STYLES if (folder / name).is_file()] + ["assets/status.css"]
    config.extra_css[:0] = [name for name in ours if name not in config.extra_css]


def told(words: Phrases) -> dict[str, object]:
    """What the theme reads: `config.extra.words`, the phrases that begin with `frame_`, and
    `config.extra.script_words`, for each script of the theme its words as JSON. All of it is
    escaped for HTML, where the theme's templates do not escape."""
    frame = {f"frame_{name}": text for name, text in words.under("frame_").items()}
    return {
        "words": {name: str(escape.html_text(text)) for name, text in frame.items() if isinstance(text, str)},
        "script_words": {name: str(escape.html_text(words.script(name))) for name in sorted(words.scripts)},
    }
