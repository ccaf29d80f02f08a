"""The live preview: who may ask it, what it watches, and that it never stops over a fault."""

import ipaddress
import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from .engine import Trouble, collecting, trouble_of
from .notice import failure_page

#: A `Host` header: a name or a number, with or without a port, and nothing else.
_NAMED: Final = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
FILES: Final = ("claims.yml",)
FOLDERS: Final = ("claims", "content", "site_config", "templates")


def attach(server: LiveReloadServer, root: Path, host: str, log: logging.Logger) -> None:
    """Make an engine's server ours: guarded, watching sources, surviving faults."""
    guard = _Guard(server, host)
    server.set_app(guard)
    server.builder = _Surviving(server.builder, guard, log)
    for name in FOLDERS:
        if (root / name).is_dir():
            server.watch(str(root / name))
    server.observer.schedule(_Newcomers(server, root), str(root), recursive=False)


class _Guard:
    """Stands before the server. Another site's page must not read a preview by giving
    its own name to this machine's address (DNS rebinding), so only requests that name
    this machine are answered. While the engine fails, it shows why."""

    def __init__(self, server: LiveReloadServer, host: str) -> None:
        self._app: Any = server.get_app()
        self._host = host
        self.failure = ""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not allowed(environ.get("HTTP_HOST", ""), self._host):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This preview answers only to the name of this machine.\n"]
        path = str(environ.get("PATH_INFO", ""))
        if self.failure and not path.startswith("/livereload/") and path.endswith(("/", ".html")):
            start_response(
                "503 Service Unavailable",
                [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")],
            )
            return [failure_page(self.failure)]
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer


def allowed(header: str, bound: str) -> bool:
    """Whether a `Host` header names this machine. Where the server is bound to the loopback
    only, so must be the name; bound elsewhere, on purpose, any bare number is this machine's."""
    match = _NAMED.fullmatch(header.strip().lower())
    if match is None:
        return False
    name = match[1].strip("[]")
    if name == "localhost" or name == bound.lower().strip("[]"):
        return True
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return False
    return number.is_loopback or not _is_loopback(bound)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class _Surviving:
    """A builder that never raises: the engine's server would let its readers hang."""

    def __init__(self, build: Callable[[], None], guard: _Guard, log: logging.Logger) -> None:
        self._build, self._guard, self._log = build, guard, log

    def __call__(self) -> None:
        found: list[Trouble] = []
        try:
            with collecting(found, logging.ERROR):
                self._build()
        except Exception as error:  # noqa: BLE001 - whatever a theme or a plugin raises is shown, not lost
            last = trouble_of(error)
            told = [each.message for each in (*found, *([last] if last else []))]
            self._guard.failure = "\n".join(dict.fromkeys(told)) or repr(error)
            self._log.error("the site cannot be built; the preview goes on once it is mended")
            if last:
                self._log.error(last.message)
        else:
            self._guard.failure = ""


class _Newcomers(FileSystemEventHandler):
    """Sees what appears or goes in the root itself: claims.yml, and folders made later.

    The engine's server knows a watched folder only as long as it exists.
    """

    def __init__(self, server: LiveReloadServer, root: Path) -> None:
        self._server, self._root = server, root

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("created", "deleted", "modified", "moved"):
            return
        for path in {str(event.src_path), str(event.dest_path)}:
            name = Path(path).name
            if Path(path).parent != self._root:
                continue
            if name in FILES:
                self._rebuild()
            elif name in FOLDERS and event.event_type != "modified":
                with suppress(KeyError):
                    self._server.unwatch(path)
                if Path(path).is_dir():
                    self._server.watch(path)
                self._rebuild()

    def _rebuild(self) -> None:
        """As the server's own watches do it; it has no public way to ask for a build."""
        with self._server._rebuild_cond:
            self._server._want_rebuild = True
            self._server._rebuild_cond.notify_all()
