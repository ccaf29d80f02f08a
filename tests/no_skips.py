"""A pytest plugin under which a skip is a failure: `python -m pytest -p tests.no_skips`.

A browser test skips itself where there is no browser, which is right on a laptop
and wrong in CI, where it would pass for ever without having looked at anything.
"""

from collections.abc import Generator

import pytest


def _fail(report: pytest.CollectReport | pytest.TestReport) -> None:
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a test's skip into its failure; an expected failure stays one."""
    report = yield
    _fail(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole module into a failure to collect it."""
    report = yield
    _fail(report)
    return report
