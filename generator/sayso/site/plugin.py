"""The MkDocs plugin: regenerates the pages before a build, and shows what is wrong while serving.

Registered for MkDocs and for ProperDocs. It imports from `mkdocs` only: when ProperDocs
runs, it has put itself in that place before any plugin loads.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from sayso import docs_folder, locks, report
from sayso.audit.allowed import Allowed
from sayso.audit.declared import Declared
from sayso.audit.page import Place
from sayso.audit.policy import with_policy
from sayso.diagnostics import Severity
from sayso.sanitize import sanitize

from . import edition, notice, offline, preview
from .engine import ENGINE
from .frame import allow_list, root_of, with_defaults
from .generate import Generated, generate
from .origins import Origins, TellOrigins
from .tables import reachable
from .timebound import Timer

_log = logging.getLogger(f"{ENGINE}.plugins.sayso")
_LAST = -100
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.INFO, Severity.INFO: logging.DEBUG}


class Options(Config):  # type: ignore[no-untyped-call] # the engine leaves its own hook untyped
    """The plugin has no settings: all of them are in `site_config/`."""


class SaysoPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """One instance lives as long as the command, over all its builds."""

    def __init__(self) -> None:
        self.serving = False
        #: Set by `sayso build`, which has checked and written already.
        self.prepared: Generated | None = None
        #: Called for each page converted and each page written, with the number of all.
        self.progress: Callable[[int], None] | None = None
        #: True for a site without content, from which the allow-list is made.
        self.empty = False
        #: What may be active in a page; None while serving, where there is no policy.
        self.allowed: Allowed | None = None
        self._broken: Generated | None = None
        self._timer = Timer()
        #: The site's lock, from before the pages are written until the engine has read them.
        self._turn = ExitStack()
        self._pages = 0
        self._names = TellOrigins()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages; then the engine looks for them."""
        root = root_of(config)
        with_defaults(config)
        if self.empty:
            return config
        if Path(config.docs_dir).resolve() != (root / docs_folder.DOCS).resolve():
            raise PluginError(
                f"mkdocs.yml must have 'docs_dir: {docs_folder.DOCS}': the pages are written there"
            )
        try:
            if self.prepared is None:
                self._turn.close()
                who = locks.PREVIEW if self.serving else ""
                self._turn.enter_context(locks.only_one(root, who, _log.info))
            generated = self.prepared or generate(
                root, preview=self.serving, publication=None if self.serving else edition.publication(config)
            )
        except locks.Busy as busy:
            raise PluginError(str(busy)) from None
        except OSError as error:
            raise PluginError(docs_folder.disk_problem(error, docs_folder.DOCS)) from None
        if not self.serving and not generated.failed and self.allowed is None:
            self.allowed = allow_list(config)
        faulty = bool(notice.errors(generated))
        if self._broken is not None and not faulty:
            _log.info("Mended: the pages are up to date again.")
        self._broken = generated if faulty else None
        if not generated.failed:
            self._names.origins = Origins(generated)
        for handler in logging.getLogger(ENGINE).handlers:
            handler.addFilter(self._names)
        if self.prepared is None:
            self._tell(generated)
        if generated.failed and not self.serving:
            raise Abort(f"{report.summary(notice.errors(generated))} The site was not built.")
        return config

    def _tell(self, generated: Generated) -> None:
        texts = generated.checked.texts
        for item in generated.diagnostics:
            # What does not fail a check must not fail a strict build, where a warning would.
            _log.log(_LEVELS[item.severity], report.text([item], texts).rpartition("\n\n")[0])

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """While a file is broken: a page that says so, and a home page where there is none."""
        if self._broken is not None:
            files.append(File.generated(config, notice.PAGE, content=notice.PAGE_TEXT))
            if files.get_file_from_path("index.md") is None:
                files.append(File.generated(config, "index.md", content=notice.HOME_TEXT))
        self._pages = len(files.documentation_pages())
        return files

    @event_priority(_LAST)
    def on_page_markdown(self, markdown: str, /, **_: Any) -> str:
        """The page is converted next, in a bounded time."""
        self._timer.start()
        return markdown

    @event_priority(_LAST)
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Nothing but an allow-list of HTML leaves a page's conversion."""
        self._timer.stop()
        self._step()
        return reachable(sanitize(html), config.extra.get("words", {}).get("frame_table", ""))

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """A page that failed is timed no longer, and others may have their turn."""
        self._timer.stop()
        self._turn.close()

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """So they may when all went well."""
        if not self.empty:
            self._turn.close()

    @event_priority(_LAST)
    def on_page_context(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        """The banner stands above every page; after the search has read it."""
        if self._broken is not None:
            if page.file.src_uri == notice.PAGE:
                page.content = (page.content or "") + notice.full(self._broken)
            else:
                target = File(notice.PAGE, "", "", context["config"].use_directory_urls).url
                link = get_relative_url(target, page.url)
                page.content = notice.banner(self._broken, link) + (page.content or "")
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Each page gets its own Content-Security-Policy."""
        self._step()
        return self._with_policy(output, page.file.dest_uri, config)

    @event_priority(_LAST)
    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """So does the page of the error 404, which is a template of the theme."""
        if not template_name.endswith(".html"):
            return output_content
        return self._with_policy(output_content, template_name, config)

    def _with_policy(self, html: str, name: str, config: MkDocsConfig) -> str:
        if self.allowed is None or self.empty:
            return html
        place = Place(name, Declared(site_url=config.site_url or "").root)
        return with_policy(html, place, self.allowed, from_folder=offline.KEY in config.extra)

    def _step(self) -> None:
        if self.progress is not None and not self.empty:
            self.progress(self._pages)

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """One save is one rebuild: what we write is not watched, what editors write is."""
        server.unwatch(config.docs_dir)
        preview.attach(server, root_of(config), str(config.dev_addr.host), _log)
        return server
