"""The manual's examples at the terminal: what they show is what the commands print.

In a page of `docs/commands/`, a block marked `console` holds commands (`$ ...`) and, under each,
all that it prints. The commands of a page are run in order in one copy of `docs/example/`.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .scratch import REPOSITORY

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
#: 10 January 2025, a few days after what the example tells of.
_TODAY = "1736467200"


def example(folder: Path) -> Path:
    """A copy of the manual's example, with the repository's rubric and vocabulary."""
    shutil.copytree(REPOSITORY / "docs" / "example", folder, dirs_exist_ok=True)
    (folder / "site_config").mkdir(exist_ok=True)
    for name in ("rubric.yml", "vocabulary.yml"):
        shutil.copy(REPOSITORY / "site_config" / name, folder / "site_config" / name)
    return folder


def commands_of(page: str) -> list[str]:
    """The commands that a page of the manual shows."""
    lines = [line for block in _BLOCK.findall(page) for line in block.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ ")]


def run_anew(page: str, folder: Path, **more: str) -> str:
    """The page with what its commands print now; `more` is what their environment has besides, ""
    for what it has not."""

    def again(block: re.Match[str]) -> str:
        lines = []
        for line in block[0].splitlines():
            if line.startswith("$ "):
                lines += [line, *_printed(line[2:], folder, more)]
        return "\n".join(lines) + "\n"

    return _BLOCK.sub(again, page)


def _printed(command: str, folder: Path, more: dict[str, str]) -> list[str]:
    """What a command prints on both channels, line by line, without the folder's own name."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in ("PYTHONPATH", "SAYSO_TESTS_COMPILED") if name in os.environ},
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "SOURCE_DATE_EPOCH": _TODAY,
        **more,
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1; {command}"],
        cwd=folder, env=environment, stdout=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    text = done.stdout.decode().replace(f"{folder}/", "")
    return [line.rstrip() for line in text.splitlines()]
