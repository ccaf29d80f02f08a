"""The live preview as a command: the engine's own, bound to this machine alone."""

import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mkdocs.commands.serve import serve as run_mkdocs

from sayso import docs_folder
from sayso.files import Folder

from . import engine
from .build import CannotBuild
from .findings import CONFIG

HOST: Final = "127.0.0.1"


class _Teller(logging.Handler):
    """Passes on what the plugin and the server say, and what the engine warns about."""

    def __init__(self, tell: Callable[[str, int], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno > logging.INFO or record.name.endswith((".livereload", ".sayso")):
            self._tell(record.getMessage(), record.levelno)


def serve(root: Path, port: int, tell: Callable[[str, int], None], *, open_browser: bool = False) -> None:
    """Show the site until it is interrupted. `tell` gets each message with its level
    (that of `logging`). Raises `CannotBuild`."""
    file = root / CONFIG
    if not file.is_file():
        raise CannotBuild(
            f"there is no {CONFIG} in {root}; copy that of Sayso's own repository there", usage=True
        )
    if not _is_free(port):
        raise CannotBuild(f"port {port} is in use; name another with --port", usage=True)
    logger = logging.getLogger(engine.ENGINE)
    teller = _Teller(tell)
    before = logger.level
    logger.addHandler(teller)
    logger.setLevel(logging.INFO)
    try:
        Folder(root).folder(docs_folder.DOCS)
        with engine.silent():
            run_mkdocs(str(file), dev_addr=f"{HOST}:{port}", strict=False, open_in_browser=open_browser)
    except OSError as error:
        raise CannotBuild(docs_folder.disk_problem(error, "the preview")) from None
    except Exception as error:  # noqa: BLE001 - a theme or a plugin may raise anything in the first build
        trouble = engine.trouble_of(error)
        raise CannotBuild(trouble.message if trouble else f"{CONFIG} cannot be used", usage=True) from None
    finally:
        logger.removeHandler(teller)
        logger.setLevel(before)


def _is_free(port: int) -> bool:
    """Whether the preview could have a port; as the server itself asks for it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
