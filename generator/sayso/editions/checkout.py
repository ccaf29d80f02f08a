"""A commit's files in a folder of their own, byte by byte as they were committed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .git import GitTrouble
from .repository import Repository, misnamed

_LINK, _FOREIGN, _PROGRAM = "120000", "160000", "100755"
#: What a site is made of, below its root.
MADE_OF: Final = ("claims.yml", "claims", "content", "templates", "site_config", "mkdocs.yml")


@dataclass(frozen=True)
class Checkout:
    """`root` is the site's folder as of a commit; `moment` the commit's date in seconds."""

    root: Path
    commit: str
    moment: int


@contextmanager
def checkout(root: Path, revision: str, *, prefix: str | None = None) -> Iterator[Checkout]:
    """The site of `root` as a commit has it, in a folder that is gone afterwards. `prefix` is where
    in the repository the site stands, if not where it stands now.

    No filter of git's has a say, and nothing that is in no commit is there. A symbolic link is one
    there too, which the check refuses. Raises `GitTrouble`, and `OSError` where the disk refuses.
    """
    repository = Repository.of(root)
    commit = repository.commit(revision)
    with tempfile.TemporaryDirectory(prefix="sayso-") as name:
        site = Path(name).resolve() / "site"
        site.mkdir()
        where = repository.prefix if prefix is None else prefix
        _write_out(repository, f"{commit}:{where.rstrip('/')}", site, commit, where)
        yield Checkout(site, commit, repository.moment(commit))


def _write_out(repository: Repository, treeish: str, site: Path, commit: str, where: str) -> None:
    try:
        entries = list(repository.tree(treeish, deep=True))
    except GitTrouble as trouble:
        if where:
            message = f"commit {commit[:12]} has no folder {where.rstrip('/')}, where the site stands now"
            raise GitTrouble(message, trouble.said) from None
        raise
    for name in misnamed(entries):
        raise GitTrouble(f"commit {commit[:12]} holds a name that no folder can hold: {name[:100]!r}")
    foreign = [e.path for e in entries if e.mode == _FOREIGN and e.path.split("/")[0] in MADE_OF]
    if foreign:
        raise GitTrouble(
            f"commit {commit[:12]} has another repository at {foreign[0]} (a submodule), whose files are in "
            "no commit of this one; take its files in here, or out of what the site is made of"
        )
    plain = [entry for entry in entries if entry.mode not in (_LINK, _FOREIGN)]
    links = [entry for entry in entries if entry.mode == _LINK]
    for entry, content in zip(plain, repository.blobs(e.sha for e in plain), strict=True):
        path = site / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o755 if entry.mode == _PROGRAM else 0o644)
    # Last, so that nothing is ever written through one.
    for entry, content in zip(links, repository.blobs(e.sha for e in links), strict=True):
        path = site / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(os.fsdecode(content), path)
