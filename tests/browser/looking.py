"""What the browser tests and the screenshots share: a served folder, and a Chromium that stays at home."""

import functools
import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: Nothing of the browser's own may go to the network: a test counts every request.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def chromium() -> str | None:
    """The browser: SAYSO_CHROMIUM, else the one that the system has."""
    named = os.environ.get("SAYSO_CHROMIUM") or "/usr/bin/chromium"
    return shutil.which(named)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


#: What free hosts of static sites compress: texts, by the ends of their names.
_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class _Packing(_Quiet):
    """As a static host sends it: texts compressed with gzip at the usual level (RFC 9110, 8.4)."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packs = path.suffix in _PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        if not packs or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(folder: Path, *, packed: bool = False) -> Iterator[str]:
    """The address of a folder, on the loopback, for as long as it is looked at; `packed` where what
    goes over the line is to be weighed."""
    handler = functools.partial(_Packing if packed else _Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def addresses(site: Path) -> list[str]:
    """Every page of a built site, as it is asked for."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [f"/{name.removesuffix('index.html') if name.endswith('index.html') else name}" for name in names]
