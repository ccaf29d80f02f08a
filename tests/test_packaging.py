"""The installed command in a repository that is not ours: the wheel carries all that it needs."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.support.scratch import MKDOCS_YML, REPOSITORY, claims, scratch


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without fetching anything: its back end is installed already."""
    pytest.importorskip("hatchling", reason="the wheel's back end is not installed (make install does)")
    out = tmp_path_factory.mktemp("wheel")
    command = ("-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index", "-w", out)
    run(sys.executable, *command, REPOSITORY, cwd=out)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, and behind it this one's libraries, so that
    nothing is downloaded. Ours is installed here as a pointer only, which does not follow."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=wheel.parent)
    python = environment / "bin" / "python"
    command = ("-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    run(sys.executable, *command, cwd=wheel.parent)
    where = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=wheel.parent
    ).stdout
    Path(where.strip(), "behind.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin"


def test_the_wheel_carries_the_defaults_and_nothing_of_this_site(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        f"sayso/_defaults/{path.relative_to(REPOSITORY).as_posix()}"
        for folder in ("templates", "site_config")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file()
    }
    assert ours <= names
    strangers = [name for name in names if not name.startswith(("sayso/", "sayso-"))]
    assert strangers == []
    assert not any(name.endswith(("claims.yml", ".pyc")) or "content/" in name for name in names)


def test_the_installed_command_builds_another_repositorys_site(installed: Path, tmp_path: Path) -> None:
    site = scratch(
        tmp_path,
        {
            "mkdocs.yml": MKDOCS_YML,
            "claims.yml": claims(2),
            "content/index.md": "# The bridge\n\n[[claim:claim-00001]]\n",
        },
    )
    where = run(installed / "python", "-c", "import sayso; print(sayso.__file__)", cwd=site).stdout
    assert Path(where).is_relative_to(installed.parent)
    run(installed / "sayso", "build", cwd=site)
    page = (site / "site/claims/claim-00001/index.html").read_text()
    assert "Our army held 1 metres of the bridge." in page
    assert "Why this badge?" in page
    # The look comes along, though the site has no theme of its own.
    assert 'property="og:title"' in page
    assert 'href="../../assets/sayso.css"' in page
    assert (site / "site/assets/sayso.css").is_file()


def test_a_sites_own_template_replaces_the_packaged_one(installed: Path, tmp_path: Path) -> None:
    site = scratch(
        tmp_path,
        {
            "claims.yml": claims(1),
            "content/index.md": "# The bridge\n",
            "templates/method.md.j2": "# Our own method\n",
        },
    )
    run(installed / "sayso", "pages", cwd=site)
    page, _, foot = (site / "build/docs/method/index.md").read_text().partition("<aside")
    assert page == "# Our own method\n\n"
    assert foot.startswith(' class="sy-page-foot"')
    assert "Our army held 0 metres" in (site / "build/docs/claims/claim-00000.md").read_text()
