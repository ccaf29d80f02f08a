"""Options that several tests share. Keep it small: helpers live in tests/support/."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes depends on what else the machine does: no test is timed so.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what is found as what is expected; then read the diff"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Every process that a test starts shares its compiled templates with the others."""
    if "SAYSO_TESTS_COMPILED" in os.environ:  # a worker: its session has made the folder
        return
    folder = tempfile.mkdtemp(prefix="sayso-compiled-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["SAYSO_TESTS_COMPILED"] = folder
    config.add_cleanup(lambda: os.environ.pop("SAYSO_TESTS_COMPILED", None))
    paths = [str(Path(__file__).parent / "support/compiled"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))


class _AtOnce:
    """In CI a failure is told when it happens: a run that is ended for its time tells nothing at its end."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self.terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.terminal.write_line(f"\n{report.nodeid} ({report.when})\n{report.longreprtext[-4000:]}")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and os.environ.get("CI"):
        session.config.pluginmanager.register(_AtOnce(terminal), "sayso-at-once")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected results are to be written anew."""
    return bool(request.config.getoption("--update"))
