"""Take out each wall in turn, and see that a test falls: `python -m tests.mutation.run [PART]`.

PART is a part of a file's name, for a few of the mutants. Each runs in a copy of the
project, with only the tests that should see it, and stops at the first that fails. A mutant
that lives is a wall that no test holds.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
PARTS = ("generator", "templates", "site_config", "content", "tests", "docs")
FILES = ("claims.yml", "mkdocs.yml", "pyproject.toml", "CHANGELOG.md", "README.md", "SECURITY.md")


def copied(folder: Path) -> Path:
    """The project, without what was made."""
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "build/docs").mkdir(parents=True)
    return folder


def dies(mutant: Mutant, project: Path) -> bool:
    """Whether a test falls."""
    file = project / mutant.file
    before = file.read_bytes()
    file.write_text(mutant.text, encoding="utf-8")
    try:
        return any(_fails(name, project) for name in mutant.tests)
    finally:
        file.write_bytes(before)


def _fails(name: str, project: Path) -> bool:
    file, colons, test = name.partition("::")
    tests = f"tests/{file}.py{colons}{test}"
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": f"{project / 'generator'}:{project}"}
    ended = subprocess.run(
        [*command, tests], cwd=project, env=environment, capture_output=True, timeout=900, check=False
    )
    # 1: a test failed; 2: the tests could not even be read. Anything else is ours to mend.
    if ended.returncode not in (0, 1, 2):
        raise RuntimeError(ended.stdout.decode()[-2000:] + ended.stderr.decode()[-2000:])
    return ended.returncode != 0


def sound(wanted: list[Mutant], project: Path) -> bool:
    """Whether the tests pass where nothing was taken out: else a fall would prove nothing."""
    files = dict.fromkeys(name for mutant in wanted for name in mutant.tests)
    for name in files:
        if _fails(name, project):
            print(f"{name} fails as it is; mend that first", file=sys.stderr)
            return False
    return True


def main(part: str = "") -> int:
    wanted = [each for each in mutants(ROOT) if part in each.file]
    workers = os.cpu_count() or 1
    alive: list[Mutant] = []
    with tempfile.TemporaryDirectory(prefix="sayso-mutants-") as scratch:
        projects = [copied(Path(scratch) / str(number)) for number in range(workers)]
        if not sound(wanted, projects[0]):
            return 2
        free = list(projects)

        def one(mutant: Mutant) -> tuple[Mutant, bool, float]:
            project = free.pop()
            start = time.monotonic()
            try:
                return mutant, dies(mutant, project), time.monotonic() - start
            finally:
                free.append(project)

        with ThreadPoolExecutor(workers) as pool:
            for number, (mutant, died, seconds) in enumerate(pool.map(one, wanted), start=1):
                verdict = "seen " if died else "LIVES"
                place = f"{number:4}/{len(wanted)}"
                print(f"{place} {verdict} {seconds:5.1f} s  {mutant.file}  {mutant.what}", flush=True)
                if not died:
                    alive.append(mutant)
    print(f"{len(wanted) - len(alive)} of {len(wanted)} mutants seen by a test.")
    return 1 if alive or not wanted else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
