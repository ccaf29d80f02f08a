"""What a site is put into: its root, the packaged look, and what may be active in its pages."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sayso import defaults
from sayso.audit.allowed import FILE, Allowed, BadList

from .specimen import NoSpecimen, allowed_for


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
    """The packaged look stands behind the site's own: a file of the same name replaces it."""
    theme = config.theme
    folder = defaults.folder() / "site_config" / "theme"
    if theme.name != "material" or not folder.is_dir():
        return
    if not any(Path(each).resolve() == folder.resolve() for each in theme.dirs):
        theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))
    ours = [name for name in ("assets/sayso.css",) if (folder / name).is_file()] + ["assets/status.css"]
    config.extra_css[:0] = [name for name in ours if name not in config.extra_css]
