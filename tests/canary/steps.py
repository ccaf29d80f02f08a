"""The job `content-by-base`, run as `check.yml` has it, on checkouts of a machine like GitHub's."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.scratch import CAST, REPOSITORY, claims

from .attacks import ELSEWHERE, VARIABLE, Thing, put
from .hostile import PROGRAMS
from .planted import Canaries
from .workflows import read

#: What of the repository the job needs of its base.
BASE = (".ci", "Makefile", "mkdocs.yml", "pyproject.toml", "constraints.txt", "README.md", "LICENSE")
FOLDERS = ("generator", "site_config", "templates")
HOME_PAGE = "# The bridge\n\nSee [[claim:claim-00001]]\n"
#: How a checkout keeps its credentials where nobody tells it not to.
_HEADER = '[http "https://example.org/"]\n\textraheader = AUTHORIZATION: basic {}'
#: Installed in the base's environment: notes what the tool opens, starts and asks the network.
_WATCH = """\
import os, sys
_log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_secret = {secret!r}
_busy = False
def _hook(event, args):
    global _busy
    if _busy:
        return
    _busy = True
    try:
        told = ""
        if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], (str, bytes, os.PathLike)):
            real = os.path.realpath(os.fsdecode(args[0]))
            if real.startswith(_secret) or "/.git/" in real + "/" or real.endswith(("/.netrc", "/environ")):
                told = real
        elif event.split(".")[0] in ("socket", "subprocess", "urllib", "http", "ftplib", "smtplib"):
            told = repr(args)
        elif event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"):
            told = repr(args)
        if told:
            os.write(_log, (event + " " + told + "\\n").encode("utf-8", "replace"))
    finally:
        _busy = False
sys.addaudithook(_hook)
os.write(_log, b"watching\\n")
"""

#: The one program that the tool starts: git, by a list of arguments, with no hook and no setting that
#: would start another. What it is asked is in sayso.editions.
GIT = "subprocess.Popen ('git', ['git', '--no-pager', '-c', 'core.hooksPath=/dev/null', "
#: And the search index's, of the package that is installed.
SEARCH = re.compile(
    r"subprocess\.Popen \('[^']+/pagefind_bin/pagefind', \['[^']+', '--service'\], None, None\)\Z"
)


@dataclass(frozen=True)
class World:
    """A machine's folders: two checkouts in `work`, a home, a folder for temporary files, and
    the places where secrets are. `marks` is where hostile code says that it ran."""

    area: Path
    canaries: Canaries
    environment: Mapping[str, str]

    @property
    def work(self) -> Path:
        return self.area / "work"

    @property
    def base(self) -> Path:
        return self.work / "base"

    @property
    def proposed(self) -> Path:
        return self.work / "proposed"

    @property
    def marks(self) -> Path:
        return self.area / "marks"

    @property
    def log(self) -> Path:
        return self.area / "watched.log"

    def run(self, command: str, where: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A step's script as GitHub runs it where the workflow says `shell: bash`."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=where or self.work,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=120,
            check=False,
        )


@cache
def can_cut_the_network() -> bool:
    """Whether `.ci/offline` works here: it needs Linux and root."""
    command = ["unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "true"]
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def scripts() -> list[str]:
    """What the job `content-by-base` runs, step by step, out of the workflow itself."""
    job = read(REPOSITORY / ".github/workflows/check.yml")["jobs"]["content-by-base"]
    return [step["run"] for step in job["steps"] if "run" in step]


def ask_no_source(root: Path) -> None:
    """Let a page stand without a source, and a number without exact words: an attack must not be
    refused for want of them."""
    with (root / "site_config/sayso.yml").open("a", encoding="utf-8") as settings:
        settings.write("coverage: {threshold: 0}\nrules: {other-number-in-text: warning}\n")


def world(area: Path) -> World:
    """A machine on which the actions of the job have run: both checkouts are there, still alike."""
    canaries = Canaries()
    for name in ("work", "home", "tmp", "marks", "runner"):
        (area / name).mkdir(parents=True)
    canaries.plant("a file elsewhere", area / ELSEWHERE, "secret: {}")
    canaries.plant("the home's .netrc", area / "home/.netrc", "machine example.org login x password {}")
    canaries.plant("git's helper", area / "home/.git-credentials", "https://x:{}@example.org")
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(area / "home"),
        "TMPDIR": str(area / "tmp"),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for name in ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        environment[name] = str(area / "runner" / name)
        (area / "runner" / name).touch()
    for name in (
        VARIABLE,
        "GITHUB_TOKEN",
        "ACTIONS_RUNTIME_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "PYTHONPATH_X",
    ):
        environment[name] = canaries.plant(f"the variable {name}")
    made = World(area, canaries, environment)
    _base(made)
    canaries.plant("base's .git/config", made.base / ".git/config", _HEADER)
    _install(made)
    _proposed(made)
    return made


def restore(made: World) -> None:
    """The machine as it was before a pull request."""
    _git(made.base, "clean", "-f", "-f", "-d", "-x", "--quiet", "--exclude=/.venv")
    _git(made.base, "checkout", "--quiet", "--force", "HEAD", "--", ".")
    for folder in (made.proposed, made.marks, made.area / "tmp"):
        shutil.rmtree(folder)
    made.marks.mkdir()
    (made.area / "tmp").mkdir()
    made.log.unlink(missing_ok=True)
    _proposed(made)


def _proposed(made: World) -> None:
    """The second checkout, of which only what a contributor owns need be laid out."""
    _git(made.work, "clone", "--quiet", "--no-checkout", "base", "proposed")
    _git(made.proposed, "symbolic-ref", "HEAD", "refs/heads/hostile")
    _git(made.proposed, "checkout", "--quiet", "origin/main", "--", "claims.yml", "content")
    made.canaries.plant("proposed's .git/config", made.proposed / ".git/config", _HEADER)


def propose(made: World, files: Mapping[str, Thing]) -> None:
    """Lay a pull request's files into the checkout of the proposal, and commit what git takes."""
    put(made.area, made.proposed, dict(files))
    for name in PROGRAMS & files.keys():
        (made.proposed / name).chmod(0o755)
    _git(made.proposed, "add", "--force", "--ignore-errors", "--all", check=False)
    _git(made.proposed, "commit", "--quiet", "--message", "More sources", check=False)


def _base(made: World) -> None:
    made.base.mkdir()
    for name in BASE:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, made.base / name)
        else:
            shutil.copy2(REPOSITORY / name, made.base / name)
    for name in FOLDERS:
        # Without the lock, which says what was verified of the real content.
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "captures.lock")
        shutil.copytree(REPOSITORY / name, made.base / name, ignore=ignore)
    ask_no_source(made.base)
    (made.base / "content").mkdir()
    (made.base / "build/docs").mkdir(parents=True)
    (made.base / "build/docs/.gitignore").write_text("*\n!.gitignore\n")
    (made.base / "claims.yml").write_text(claims(3))
    (made.base / "content/cast.yml").write_text(CAST)
    (made.base / "content/index.md").write_text(HOME_PAGE)
    _git(made.base, "init", "--quiet", "--initial-branch", "main")
    _git(made.base, "add", "--all")
    _git(made.base, "commit", "--quiet", "--message", "Base")
    if not can_cut_the_network():
        # The command as it is, with the same variables; the namespaces are what is missing.
        offline = made.base / ".ci/offline"
        text = offline.read_text()
        offline.write_text(text[: text.index("as_root=()")] + 'exec env -i "${kept[@]}" "$@"\n')


def _install(made: World) -> None:
    """What `make install` leaves, without fetching anything: an environment whose tool is the
    base's own, with this one's libraries behind it; then make finds nothing left to do."""
    venv = made.base / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text(f"{made.base / 'generator'}\n{sysconfig.get_path('purelib')}\n")
    watch = _WATCH.format(log=str(made.log), secret=str(made.area / "elsewhere"))
    (packages / "sitecustomize.py").write_text(watch)
    command = venv / "bin/sayso"
    command.write_text(f"#!{venv / 'bin/python'}\nfrom sayso.cli import main\nmain()\n")
    command.chmod(0o755)
    for name in (".made", ".installed"):
        (venv / name).touch()


def _git(where: Path, *command: str, check: bool = True) -> None:
    settings = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.hooksPath=/dev/null")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(where),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
    }
    subprocess.run(["git", *settings, *command], cwd=where, env=environment, capture_output=True, check=check)
