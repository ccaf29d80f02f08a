"""Golden cases: a small wrong site and beside it, in `.out`, what `sayso check` tells of it.

A case is one file or one folder of tests/cases/:

- `NAME.yml` stands as claims.yml beside the cast of tests/support/scratch.py, with this
  repository's own rubric and vocabulary;
- `NAME.md` stands as content/index.md beside the cast and one claim, `bridge-held`;
- `NAME.rubric.yml`, `NAME.rubric_cases.yml`, `NAME.vocabulary.yml` and `NAME.sayso.yml` stand in
  site_config/;
- a folder is a whole site but for the cast; if it has a site_config/ (beside a lock), it has no
  other. A `base.lock` in it is the lock as the base branch has it.

What is found in the cast itself is left out. `pytest tests/test_cases.py --update` writes the
`.out` files and deletes those without a case; read the diff before you commit it.
"""

import re
from pathlib import Path

import pytest

from sayso.lockfile import LOCK
from sayso.rules._run import all_rules
from sayso.vocabulary import READING_CODES

from .support.checking import Found, found, found_in
from .support.scratch import CAST

CASES = Path(__file__).parent / "cases"
CONFIGURATION = ("rubric", "rubric_cases", "vocabulary", "sayso")

#: Findings that no file of an editor can show here, with where they are tested.
ELSEWHERE = {
    "SAY011": "a file of over 1 MiB: test_source.py",
    "SAY058": "found among the copies of sources: test_quotes_command.py",
    "SAY042": "found when pages are made: test_pages.py",
    "SAY045": "found when the site is built: test_site.py",
    "SAY046": "found in the built site: test_links.py",
    "SAY047": "found in the built site: test_audit.py",
}

HELD = """\
claims:
  - id: bridge-held
    text: Our troops hold the bridge.
    claimant: north-army
    source: gazette-1
    exact: "hold the bridge"
"""


def expected(case: Path) -> Path:
    return case.with_name((case.name if case.is_dir() else case.name.rpartition(".")[0]) + ".out")


def sources() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.suffix in (".yml", ".md") or path.is_dir())


def run(case: Path, tmp_path: Path) -> Found:
    if case.is_dir():
        return site(case, tmp_path)
    kind = case.name.split(".")[-2]
    if kind in CONFIGURATION:
        return found(tmp_path, {f"site_config/{kind}.yml": case.read_bytes(), "claims.yml": HELD})
    if case.suffix == ".md":
        return found(tmp_path, {"content/index.md": case.read_bytes(), "claims.yml": HELD})
    return found(tmp_path, {"claims.yml": case.read_bytes()})


def site(case: Path, tmp_path: Path) -> Found:
    files = {
        path.relative_to(case).as_posix(): path.read_bytes() for path in case.rglob("*") if path.is_file()
    }
    if not any(name.startswith("site_config/") for name in files.keys() - {LOCK}):
        return found(tmp_path, files)
    for name, content in {"content/cast.yml": CAST.encode(), **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return found_in(tmp_path)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in sources()])
def test_case(case: Path, tmp_path: Path, update: bool) -> None:
    result = run(case, tmp_path).text
    if update:
        expected(case).write_text(result, encoding="utf-8")
    assert expected(case).exists(), "no .out yet: run pytest tests/test_cases.py --update, then read it"
    assert result == expected(case).read_text("utf-8")


def test_no_golden_is_left_over(update: bool) -> None:
    wanted = [expected(case) for case in sources()]
    assert len(set(wanted)) == len(wanted), "two cases have one .out"
    unused = sorted(set(CASES.glob("*.out")) - set(wanted))
    if update:
        for path in unused:
            path.unlink()
        unused = []
    assert not unused


def test_every_code_has_a_case() -> None:
    shown = set()
    for path in CASES.glob("*.out"):
        shown.update(
            re.findall(r"^\S.*?:[0-9]+:[0-9]+: (SAY[0-9]{3})", path.read_text("utf-8"), re.MULTILINE)
        )
    codes = set(READING_CODES) | {rule.CODE for rule in all_rules()}
    assert codes - shown - set(ELSEWHERE) == set()
    assert not set(ELSEWHERE) & shown, "no longer an exception"
    assert not set(ELSEWHERE) - codes


def test_ten_faults_in_ten_files_are_told_in_one_run(tmp_path: Path) -> None:
    result = site(CASES / "ten-faults-in-ten-files", tmp_path)
    assert len({item.mark.path for item in result.diagnostics}) == 10
    assert len(result.diagnostics) == 10, result.text
