"""What the commands print of hostile records: a terminal, a log and a forge act on none of it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso import project, report, text
from sayso.cli import cli
from tests import hostile
from tests.support.hostile_site import HostileSite, chunks

#: What a forge takes for an order: at a line's start, or (the older form) anywhere in it.
ORDERS = re.compile(r"^\s*::[a-z-]+[ :]|##\[", re.MULTILINE | re.IGNORECASE)
ANNOTATION = re.compile(r"::(?:error|warning|notice) file=[^:,]*(?:,\w+=[^:,]*)*::[^\r\n]*")


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a machine that is slow would stand among what is looked at."""
    monkeypatch.setattr("sayso.commands._common._PATIENCE", 600.0)


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    site = HostileSite(chunks(hostile.readable(), 2), spread=20)
    site.write(tmp_path_factory.mktemp("readable"))
    return site


@pytest.fixture(scope="module")
def root(readable: HostileSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return readable.write(tmp_path_factory.mktemp("readable"))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose records hold what cannot be read, so that all of it is told."""
    site = HostileSite([[string] for string in hostile.unreadable() if string], spread=4)
    return site.write(tmp_path_factory.mktemp("refused"))


def is_plain(output: str) -> bool:
    """Whether a terminal shows all of it and does nothing: no control, nothing invisible."""
    return text.refused(output) == [] and "\t" not in output


@pytest.mark.parametrize("which", ["root", "refused"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_check_prints_nothing_that_acts(which: str, form: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(which)
    found = project.check(root).diagnostics
    assert len(found) > 50
    output = run(root, "check", "--format", form).output
    match form:
        case "json":
            told = json.loads(output)["diagnostics"]
            assert [item["message"] for item in told] == [item.message for item in found]
        case "github":
            assert all(ANNOTATION.fullmatch(line) for line in output.splitlines())
            assert len(output.split("\n")) == len(found) + 1
        case _:
            assert is_plain(output)
            assert not ORDERS.search(output)


def test_annotations_hold_one_line_whatever_a_message_says() -> None:
    item = project.check(Path(__file__).parent / "cases" / "across-files").diagnostics[0]
    for string in hostile.strings():
        changed = type(item)(item.code, item.name, item.severity, string, item.mark, string)
        line = report.github([changed], {})
        assert line.count("\n") == 1
        assert line.startswith("::")
        assert "\r" not in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_show_prints_every_record_and_nothing_that_acts(readable: HostileSite, root: Path, form: str) -> None:
    for name in sorted({slot.record for slot in readable.slots})[::3]:
        output = run(root, "show", name, "--format", form).output
        slots = [slot for slot in readable.slots if slot.record == name]
        if form == "json":
            told = "\n".join(_texts(json.loads(output)["record"]))
            assert readable.torn(told, read=True) == []
            assert {slot.number for slot in readable.found(told)} >= {slot.number for slot in slots}
        else:
            assert is_plain(output)
            assert not ORDERS.search(output)
            # A text of several lines must not look like several fields.
            assert output.count("\n  badge: ") <= 1
            record, _, _ = output.partition(": SAY")
            assert all(line.startswith("  ") for line in record.splitlines()[1:-1])


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("form", ["text", "json"])
def test_explain_prints_nothing_that_acts(readable: HostileSite, root: Path, form: str) -> None:
    for number in range(readable.count):
        output = run(root, "explain", f"claim:claim-{number}", "--format", form).output
        if form == "json":
            assert json.loads(output)["claim"] == f"claim:claim-{number}"
        else:
            assert is_plain(output)
            assert not ORDERS.search(output)
            assert output.count("\nBadge: ") == 1
