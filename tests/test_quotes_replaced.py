"""A wording that lost its first or last word still stands in its source: the difference from what
was verified before is told all the same, word by word, for every wording of the real content."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.captures.before import replaced, words_at
from sayso.captures.copy import SourceCopy
from sayso.captures.holding import verify
from sayso.cli import cli
from sayso.load import load
from sayso.model.captures import Result
from sayso.model.held import Holdings
from sayso.model.wordings import Wording, wordings
from sayso.wording import fold

from .support.console import example
from .support.scratch import REPOSITORY

LEDGER = load(REPOSITORY).ledger
LONG = [each for each in wordings(LEDGER) if len(each.words.split()) > 2]


def only(wording: Wording) -> Holdings:
    """The ledger as if it had this wording alone."""
    holdings = Holdings(LEDGER)
    holdings.__dict__["wordings"] = [wording]
    return holdings


@pytest.mark.parametrize("end", ["first", "last"])
@pytest.mark.parametrize("wording", LONG, ids=lambda each: f"{each.record}.{each.field}")
def test_a_word_dropped_at_an_end_is_shown(wording: Wording, end: str) -> None:
    text = f"Before it. {wording.before} {wording.words} {wording.after} After it."
    copies = {wording.source: [SourceCopy(wording.source, "", "x.txt", "0" * 64, text)]}
    plain = replace(wording, before="", after="")
    lock = verify(only(plain), copies, "2025-01-10").lock
    assert [held.result for held in lock.held] == [Result.VERIFIED]

    words = wording.words.split()
    kept = words[1:] if end == "first" else words[:-1]
    gone = words[0] if end == "first" else words[-1]
    shorter = replace(plain, words=" ".join(kept))
    now = Holdings(LEDGER, lock)
    now.__dict__["wordings"] = [shorter]
    came = verify(now, copies, "2025-01-11")
    (told,) = replaced(now, came.outcomes, copies)
    assert (told.code, told.mark) == ("SAY601", wording.entry.mark(*wording.path))
    assert "[-" not in told.hint.removeprefix("[-now-]")
    bare = fold(gone).strip("\"'.,:;()")
    assert f"{{+{bare}" in told.hint.replace('{+"', "{+").replace("{+'", "{+")


def test_what_was_verified_is_found_again_where_it_began() -> None:
    words, text = "holds the bridge", "The army holds the bridge at Arden, and holds the bridgehead."
    wording = replace(LONG[0], words=words, before="", after="", edited=False, parts=())
    copy = SourceCopy(wording.source, "", "x.txt", "0" * 64, text)
    (held,) = verify(only(wording), {wording.source: [copy]}, "2025-01-10").lock.held
    assert words_at(copy, held) == words
    assert words_at(replace(copy, text="Another text altogether, of the same length or so."), held) == ""


def test_the_command_tells_it_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1736467200")
    root = example(tmp_path)
    arguments = ["verify", "--root", str(root), "--captures", str(root / "captures")]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    quotes = root / "content" / "quotes.yml"
    quotes.write_text(quotes.read_text().replace("Nobody crosses until", "crosses until"))
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert "content/quotes.yml:4:11: SAY601 (warning) quote 'q-road'" in result.stdout
    assert "{+Nobody+} crosses until the guns are silent" in result.stdout
    assert CliRunner().invoke(cli, arguments).stdout == "Nothing to mend.\n", "told once"
