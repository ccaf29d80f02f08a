"""The moment that a state of the site is of: what decides what is overdue, and what pages are dated by.

Ourselves and the site engine read it from SOURCE_DATE_EPOCH, as every reproducible build does.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sayso import project

from .checkout import MADE_OF
from .git import GitTrouble
from .repository import Repository

_VARIABLE: Final = "SOURCE_DATE_EPOCH"
#: Before the year 5000; what lies beyond no date can hold.
_MOST: Final = 95_617_584_000


def asked_for() -> int | None:
    """The moment that the caller asks for; None where there is none, or where it is no moment."""
    moment = project.epoch()
    return moment if moment is not None and moment < _MOST else None


@contextmanager
def as_of(moment: int) -> Iterator[None]:
    """All that is read, checked and built in the block is so as of a moment."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(min(max(moment, 0), _MOST - 1))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def written(moment: int) -> str:
    """ "2026-11-23T08:00:00Z"."""
    return datetime.fromtimestamp(min(moment, _MOST - 1), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: str) -> int:
    """The moment that was `written`. Raises `ValueError`."""
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


def uncommitted(root: Path, repository: Repository) -> tuple[str, ...]:
    """What the site is made of and no commit holds as it stands, by name below the root. What git is
    told to ignore counts too: it is on the site all the same."""
    raw = repository.run(
        "status", "--porcelain", "-z", "--untracked-files=all", "--ignored=traditional", "--no-renames",
        "--", *(name for name in MADE_OF if os.path.lexists(root / name) or _known(repository, name)),
    )  # fmt: skip
    start = repository.prefix
    names = (os.fsdecode(line[3:]).removeprefix(start) for line in raw.split(b"\0") if line)
    return tuple(name for name in names if name.split("/")[0] in MADE_OF)


def _known(repository: Repository, name: str) -> bool:
    """Whether git knows a name that is no longer there."""
    return bool(repository.run("ls-files", "-z", "--", name))


def of_work_folder(root: Path) -> int | None:
    """The date of the commit whose files these are; None where they are of none: outside of git,
    before the first commit, and where anything is not committed."""
    try:
        repository = Repository.of(root)
        if uncommitted(root, repository):
            return None
        return repository.moment(repository.commit("HEAD"))
    except GitTrouble:
        return None


@contextmanager
def as_committed(root: Path) -> Iterator[None]:
    """As of what the caller asks for, else the commit whose files these are, else now."""
    moment = None if asked_for() is not None else of_work_folder(root)
    if moment is None:
        yield
        return
    with as_of(moment):
        yield
