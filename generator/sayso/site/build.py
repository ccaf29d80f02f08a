"""The whole way to a site: check, pages, engine, links, audit; only a whole site replaces the old."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from sayso import docs_folder
from sayso.audit.allowed import FILE, Allowed, BadList
from sayso.audit.site import audit, names
from sayso.diagnostics import Diagnostic, Mark, has_errors, tidy
from sayso.files import Folder
from sayso.interrupts import heed
from sayso.links import internal
from sayso.lockfile import ReadLock
from sayso.locks import Busy, only_one
from sayso.model.changes import Series
from sayso.model.editions import Publication
from sayso.model.validate import diagnostic
from sayso.phrasebook import read_words

from . import edition, engine, offline, search
from .declared import declared, embedded, former
from .exchange import SIGNS, NotASite, placed, put, workshop
from .findings import CONFIG, of_audit, of_engine, of_links
from .generate import Generated, generate
from .origins import Origins
from .plugin import SaysoPlugin
from .specimen import NoSpecimen, allowed_for

Progress = Callable[[str], None]
#: Seconds between two words of progress within one step.
_PACE: Final = 2.0


class CannotBuild(Exception):
    """No finding about the site, but one sentence about where it is built: the disk
    refuses, another build runs. `usage` where the caller asked for what cannot be."""

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True)
class BuildResult:
    """What came of a build. `site` is the folder of the site, None where the old one, if
    any, was left as it was; `configured` is False where the configuration is unusable."""

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    site: Path | None = None
    configured: bool = True
    pages: int = 0
    links: int = 0
    #: Links to other hosts, which were not asked.
    foreign: Mapping[str, int] = field(default_factory=dict)
    #: Files in `build/docs` that are not ours; they are on the site.
    strangers: tuple[str, ...] = ()


def build(
    root: Path,
    out: Path | None = None,
    progress: Progress = lambda _: None,
    base_lock: ReadLock | None = None,
    series: Series | None = None,
    *,
    from_folder: bool = False,
) -> BuildResult:
    """Build the site of `root` into `out`, or where `mkdocs.yml` says. `base_lock` is the lock as
    the base branch has it, where a change is judged by that; `series` the edition that is made.
    A site `from_folder` needs no server: see `offline`; it goes beside the other, if not into `out`.

    Until the new site is whole and tested the old one is untouched. Raises `CannotBuild`.
    """
    root = root.resolve()
    try:
        with only_one(root, tell=progress):
            return _build(root, out, progress, base_lock, series, from_folder)
    except Busy as busy:
        raise CannotBuild(str(busy)) from None
    except NotASite as wrong:
        raise CannotBuild(str(wrong), usage=True) from None
    except search.NoIndex as problem:
        raise CannotBuild(f"the search index cannot be made. {problem}") from None
    except OSError as error:
        raise CannotBuild(docs_folder.disk_problem(error, "the site")) from None


def _build(
    root: Path,
    out: Path | None,
    progress: Progress,
    base_lock: ReadLock | None,
    series: Series | None,
    from_folder: bool,
) -> BuildResult:
    progress("Checking what the editors wrote ...")
    publication = _publication(root)
    generated = generate(root, base_lock, series=series, publication=publication)
    Folder(root).folder(docs_folder.DOCS)
    with engine.silent():
        config, found = _config(root)
        texts = dict(generated.checked.texts)
        if (root / CONFIG).is_file():
            texts[CONFIG] = (root / CONFIG).read_text("utf-8", "replace")
        if config is None or generated.failed:
            configured = config is not None and generated.checked.configured
            return BuildResult(_all(generated, found), texts, configured=configured)
        site = Path(config.site_dir)
        if from_folder:
            offline.prepare(config)
            target = placed(out or offline.beside(site), root, (*SIGNS, offline.SIGN))
        else:
            target = placed(out or site, root)
        with workshop(target) as new:
            if series:
                edition.mark(config, series.edition, generated.checked.ledger.words)
            return _into(new, target, root, config, generated, texts, progress)


def _into(
    new: Path,
    target: Path,
    root: Path,
    config: MkDocsConfig,
    generated: Generated,
    texts: Mapping[str, str],
    progress: Progress,
) -> BuildResult:
    origins = Origins(generated)
    made = generated.written.pages if generated.written else 0
    progress(f"Building the site from {made} pages ...")
    plugin = config.plugins["sayso"]
    assert isinstance(plugin, SaysoPlugin)  # noqa: S101 - `_config` has seen to it
    allowed, unusable = _allow_list(root)
    if unusable:
        return BuildResult(_all(generated, unusable), texts, configured=False)
    plugin.prepared, plugin.progress = generated, _Ticker(progress)
    config.site_dir = str(new)
    plugin.allowed = allowed
    finds = search.is_there() and offline.KEY not in config.extra
    if finds:  # now: reading another configuration has set its plugins anew
        search.prepare(config, generated.checked.config)
    try:
        ended, troubles = engine.run(config)
    finally:
        plugin.prepared = plugin.progress = plugin.allowed = None
    found = list(of_engine(troubles, root, origins))
    report = internal.Report((), 0, 0)
    if ended:
        series = generated.checked.series
        if finds:
            search.add(new, generated.checked, progress)
        if series:
            _leave_out(new, config)
        ours = offline.finish(new, read_words(root).phrases) if offline.KEY in config.extra else {}
        progress("Testing every link ...")
        report = internal.check_folder(
            new,
            site_url=config.site_url or "",
            exempt=former(generated.checked.ledger, config) | embedded(generated.checked.ledger),
            beside=edition.beside(series, frozenset(names(new))) if series else {},
        )
        found.extend(of_links(report.findings, origins))
        progress("Looking for anything active that nobody declared ...")
        right = declared(root, generated.checked, config)
        right = replace(right, files={**right.files, **ours})
        found.extend(of_audit(audit(new, allowed, right), origins))
    good = ended and not has_errors(found)
    if good:
        put(new, target)
    return BuildResult(
        _all(generated, found),
        texts,
        target if good else None,
        pages=report.pages,
        links=report.links,
        foreign=report.foreign,
        strangers=generated.written.foreign if generated.written else (),
    )


def _publication(root: Path) -> Publication:
    """Where an edition will be published, by `mkdocs.yml`. Its faults are told where it is used."""
    Folder(root).folder(docs_folder.DOCS)
    with engine.silent():
        config, _ = _config(root)
    return edition.publication(config) if config else Publication()


def _leave_out(folder: Path, config: MkDocsConfig) -> None:
    """Take away what no edition has: packed copies, which differ between machines, and, where the
    site's address is not known, a page for wrong addresses whose links would be wrong themselves."""
    for path in folder.rglob("*.gz"):
        path.unlink()
    if not config.site_url:
        (folder / "404.html").unlink(missing_ok=True)


def _config(root: Path) -> tuple[MkDocsConfig | None, list[Diagnostic]]:
    """`mkdocs.yml`, or what is wrong with it."""
    file = root / CONFIG
    if not file.is_file():
        hint = "copy the mkdocs.yml of Sayso's own repository beside claims.yml, and change site_name in it"
        message = "there is no mkdocs.yml here, which says how the site is put together"
        return None, [diagnostic("missing-configuration", message, Mark(CONFIG), hint)]
    if file.is_symlink():
        message = "this is a symbolic link: the site's folder is where the file itself is"
        return None, [diagnostic("missing-configuration", message, Mark(CONFIG), "put the file itself here")]
    config, troubles = engine.load(file)
    if config is None:
        return None, list(of_engine(troubles, root, Origins()))
    if "sayso" not in config.plugins:
        hint = "add '- sayso' as the first of its plugins"
        message = "mkdocs.yml does not use the sayso plugin, without which no page is safe to publish"
        return None, [diagnostic("site-build", message, Mark(CONFIG), hint)]
    if not config.use_directory_urls:
        hint = "take 'use_directory_urls: false' out of it"
        message = (
            "every page is a folder with its index.html here: links, feeds and citations are made for that"
        )
        return None, [diagnostic("site-build", message, Mark(CONFIG), hint)]
    return config, []


def _allow_list(root: Path) -> tuple[Allowed, list[Diagnostic]]:
    """What may be active in this site, or why that cannot be told."""
    try:
        return allowed_for(root / CONFIG), []
    except BadList as bad:
        hint = "`sayso audit --renew` writes it anew; read what changes before you commit it"
        return Allowed({}), [diagnostic("bad-setting", f"the list cannot be used: {bad}", Mark(FILE), hint)]
    except NoSpecimen as problem:
        return Allowed({}), list(of_engine(problem.troubles, root, Origins()))


def _all(generated: Generated, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(tidy([*generated.diagnostics, *found]))


class _Ticker:
    """Tells how far the engine is, now and then. Each page counts twice: read and written."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self._told = progress, 0, time.monotonic()

    def __call__(self, pages: int) -> None:
        heed()
        self._done += 1
        if time.monotonic() - self._told > _PACE:
            self._told = time.monotonic()
            self._progress(f"  {100 * self._done // max(2 * pages, 1)} % of {pages} pages")
