"""Options that several tests share. Keep it small: helpers live in tests/support/."""

import pytest
from hypothesis import settings

# How long one example takes depends on what else the machine does: no test is timed so.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what is found as what is expected; then read the diff"
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected results are to be written anew."""
    return bool(request.config.getoption("--update"))
