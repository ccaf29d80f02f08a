"""Check small sites: what is found in them, as the command would tell it."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from sayso import report
from sayso.diagnostics import Diagnostic
from sayso.model.changes import Series
from sayso.model.editions import Edition
from sayso.project import Checked, base_lock, check, snapshot

from .scratch import scratch

#: The cast is the stage, not the case: what is found in it (sources that no case cites) is left out.
CAST_FILE = "content/cast.yml"
#: 1 March 2025: what is overdue must not depend on the day on which a test runs.
TODAY = "1740787200"


@dataclass(frozen=True)
class Found:
    """What a check found outside the cast, and the texts of the files."""

    diagnostics: list[Diagnostic]
    texts: Mapping[str, str]

    @property
    def codes(self) -> list[str]:
        return [item.code for item in self.diagnostics]

    @property
    def text(self) -> str:
        return report.text(self.diagnostics, self.texts)


#: The edition that is made of a site beside which an edition before stands.
NOW = Edition("2025-03-01", "2025-03-01T00:00:00Z")
BEFORE = Edition("2025-02-01", "2025-02-01T00:00:00Z")


def checked(root: Path) -> Checked:
    """`sayso.project.check` on a day that does not change. A `base.lock` in the site's folder is
    the lock as the base branch has it; a `published.yml` the claims.yml of an edition before."""
    base = root / "base.lock"
    with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": TODAY}):
        return check(root, base_lock(base) if base.is_file() else None, _series(root))


def _series(root: Path) -> Series | None:
    published = root / "published.yml"
    if not published.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        before = Path(shutil.copytree(root, Path(folder) / "before"))
        (before / published.name).rename(before / "claims.yml")
        return Series(NOW, (replace(snapshot(check(before)), edition=BEFORE),))


def found_in(root: Path) -> Found:
    """What a check of this site finds outside its cast."""
    result = checked(root)
    return Found([item for item in result.diagnostics if item.mark.path != CAST_FILE], result.texts)


def found(folder: Path, files: Mapping[str, bytes | str], *, cast: bool = True) -> Found:
    """What a check of a scratch site with these files finds outside its cast."""
    scratch(folder, {}, cast=cast)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return found_in(folder)
