"""A forge on this machine, as far as our posters ask one: artifacts, pull requests, comments."""

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BOT = {"login": "github-actions[bot]", "type": "Bot"}
TOKEN = "canary-token-of-the-run"  # noqa: S105 - it opens nothing


def packed(files: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A zip file. A list may hold a name twice."""
    pairs = list(files.items()) if isinstance(files, Mapping) else files
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in pairs:
            file.writestr(name, content)
    return raw.getvalue()


@dataclass
class Forge:
    """What the forge has, by the path that is asked for, and what it was asked: (method, path,
    authorization, data). A value may be bytes, data, or a whole answer: (status, headers, bytes)."""

    has: dict[str, Any] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, str, Any]] = field(default_factory=list)
    address: str = ""

    @property
    def written(self) -> list[tuple[str, str, Any]]:
        """What would have changed something."""
        return [(method, path, data) for method, path, _, data in self.asked if method != "GET"]


@contextmanager
def forge() -> Iterator[Forge]:
    """A running forge."""
    made = Forge()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(size)
            data = json.loads(raw) if raw else None
            path, _, query = self.path.partition("?")
            given = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            made.asked.append((self.command, path, given, data))
            found = made.has.get(path)
            if path.endswith(("/comments", "/notes")) and self.command == "GET":
                found = made.comments
            if isinstance(found, list):
                page = int((re.search(r"\bpage=(\d+)", query) or ["", "1"])[1])
                found = found[100 * (page - 1) : 100 * page]
            if self.command != "GET":
                found = {}
            status, headers, body = 200 if found is not None else 404, {}, b""
            if isinstance(found, tuple):
                status, headers, body = found
            else:
                body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PATCH = do_DELETE = do_PUT = do_GET  # noqa: N815 - the standard library's names

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
