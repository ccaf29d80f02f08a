"""A small true site in a repository, made once for a whole run: also where several processes share it."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .crashing import COMMAND, ENVIRONMENT, HOME
from .publishing import commit, git
from .scratch import MKDOCS_YML, claims, scratch

_FILES = {
    "mkdocs.yml": MKDOCS_YML,
    "claims.yml": claims(2),
    "content/index.md": HOME,
    ".gitignore": "/build/\n/site/\n/.sayso/\n",
}


def copied(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """The site in a folder of its own: two claims, everything committed."""
    shutil.copytree(_once(factory), folder)
    return folder


def _once(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "true-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "true-site").is_dir():
            _made(shared / "true-site.new").rename(shared / "true-site")
    return shared / "true-site"


def _made(folder: Path) -> Path:
    scratch(folder, _FILES)
    subprocess.run(
        [*COMMAND, "audit", "--renew"], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True
    )
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder
