"""`sayso verify` and what `sayso check` makes of its lock, as real runs of the command."""

import json
import os
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from sayso import project
from sayso.captures.told import CODES
from sayso.rules._run import all_rules

from .support.quoting import captures_of, site
from .support.scratch import REPOSITORY, scratch

WILL = {"id": "q-will", "speaker": "speaker", "source": "report", "text": "We will win"}
SHALL = {"id": "q-shall", "speaker": "speaker", "source": "report", "text": "We shall see"}
REPORT = "He said: “We will win”, then “We shall see”.\n"
LOCK = "site_config/captures.lock"


def run(root: Path, *arguments: str, day: int = 10) -> subprocess.CompletedProcess[str]:
    """The command in a site's folder, on that day of January 2025."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(1735689600 + (day - 1) * 86400), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def write(root: Path, *quotes: dict[str, object], **more: object) -> None:
    (root / "claims.yml").write_text(json.dumps({"quotes": list(quotes), **more}) + "\n", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two quotations of one report, and a copy of that."""
    scratch(tmp_path, {}, cast=False)
    return site(tmp_path, {"quotes": [WILL, SHALL]}, {"report.txt": REPORT})


@pytest.fixture
def verified(root: Path) -> Path:
    assert run(root, "verify").returncode == 0
    return root


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The codes of a check's findings that are about words."""
    return [part for part in done.stdout.split() if part.startswith(("SAY6", "SAY048", "SAY058"))]


# The lock


def test_what_is_verified_stands_in_the_lock(verified: Path) -> None:
    lines = (verified / LOCK).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written by `sayso verify`")
    assert lines[2] == "schema: 1"
    assert [line.strip() for line in lines if "result:" in line] == ["result: verified"] * 2
    assert "    checked: 2025-01-10" in lines
    assert [line.strip() for line in lines if "offset:" in line] == ["offset: 30", "offset: 10"]


def test_a_second_run_writes_the_same(verified: Path) -> None:
    before = (verified / LOCK).read_bytes()
    again = run(verified, "verify")
    assert (verified / LOCK).read_bytes() == before
    assert "Written" not in again.stderr


def test_another_day_changes_the_day_and_nothing_else(verified: Path) -> None:
    before = (verified / LOCK).read_text(encoding="utf-8")
    run(verified, "verify", day=12)
    after = (verified / LOCK).read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed == [("    checked: 2025-01-10", "    checked: 2025-01-12")]


def test_frozen_writes_nothing_and_days_do_not_matter(verified: Path) -> None:
    before = (verified / LOCK).read_bytes()
    assert run(verified, "verify", "--frozen", day=20).returncode == 0
    assert (verified / LOCK).read_bytes() == before


def test_frozen_fails_where_the_lock_says_what_the_copy_does_not(verified: Path) -> None:
    before = (verified / LOCK).read_text(encoding="utf-8").replace("offset: 10", "offset: 11")
    (verified / LOCK).write_text(before, encoding="utf-8")
    done = run(verified, "verify", "--frozen")
    assert done.returncode == 1
    assert "quote:q-will" in done.stdout and told(done) == ["SAY048"]
    assert (verified / LOCK).read_text(encoding="utf-8") == before


def test_what_a_team_does_not_share_stays_in_the_lock(verified: Path) -> None:
    """Without the copy of a source nothing that the lock says of it changes."""
    before = (verified / LOCK).read_text(encoding="utf-8")
    (verified / ".captures/report.txt").unlink()
    (verified / ".captures/other.txt").write_text("Something else.\n", encoding="utf-8")
    done = run(verified, "verify", day=12)
    assert done.returncode == 0
    assert (verified / LOCK).read_text(encoding="utf-8") == before
    assert run(verified, "verify", "--strict").returncode == 1


def test_without_any_copy_nothing_is_written(root: Path) -> None:
    (root / ".captures/report.txt").unlink()
    done = run(root, "verify")
    assert done.returncode == 0 and "nothing was held" in done.stderr
    assert not (root / LOCK).exists()


def test_captures_may_lie_elsewhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "copies"
    (root / ".captures").rename(elsewhere)
    assert "2 verified" in run(root, "verify", "--captures", str(elsewhere)).stderr
    assert run(root, "verify", "--captures", "nowhere").returncode == 2


def test_where_something_cannot_be_read_the_lock_is_left_alone(verified: Path) -> None:
    before = (verified / LOCK).read_bytes()
    (verified / "claims.yml").write_text("quotes:\n  - {id: q-will\n", encoding="utf-8")
    done = run(verified, "verify")
    assert done.returncode == 1 and "claims.yml cannot be read" in done.stderr
    assert (verified / LOCK).read_bytes() == before


# Limits


def test_one_record_is_held(root: Path) -> None:
    write(root, WILL, {**SHALL, "text": "We shall not see"})
    assert run(root, "verify", "quote:q-will").returncode == 0
    assert run(root, "verify", "quote:q-shall").returncode == 1
    assert run(root, "verify", "source:report").returncode == 1
    assert run(root, "verify", "party:speaker").returncode == 2
    assert "did you mean" in run(root, "verify", "quote:q-wil").stderr


# Findings


def test_what_is_missing_is_told_with_its_place_and_a_word_diff(root: Path) -> None:
    write(root, {**WILL, "text": "We will never win"})
    done = run(root, "verify")
    assert done.returncode == 1
    assert done.stdout.startswith("claims.yml:1:")
    assert "[-ours-] {+the source's+}: We will [-never-] win" in done.stdout
    assert ".captures/report.txt:1:11: the nearest passage" in done.stdout
    shown = run(root, "verify", "--format", "github").stdout
    assert shown.startswith("::error file=claims.yml,line=1,") and "[-never-]" in shown
    document = json.loads(run(root, "verify", "--format", "json").stdout)
    assert document["schema"] == 1
    assert [each["result"] for each in document["results"]] == ["missing"]
    assert document["results"][0]["nearest"] == "We will [-never-] win"


def test_the_findings_have_the_codes_of_the_rules() -> None:
    rules = {rule.CODE: (rule.CODE, rule.NAME, rule.SEVERITY) for rule in all_rules()}
    assert all(rules[code[0]] == code for code in CODES.values())


#: A file in .captures/, what is said of it.
STRAY = [
    ("reprot.txt", "did you mean 'report'?"),
    ("report.pdf", "no capture that can be read"),
    ("report", "no capture that can be read"),
    ("report.yesterday.txt", "is no day"),
    ("report.2025-01.txt", "no single day"),
    ("report..html", "is no day"),
    ("report/index.html", "is no day"),
    ("report/2025/01.html", "belongs to no source"),
    ("report.html", "a second copy of 'report' of the same day"),
    ("other.\x1b[2J.txt", "is no day"),
]


@pytest.mark.parametrize(("name", "message"), STRAY, ids=[name[:20] for name, _ in STRAY])
def test_a_file_that_is_no_capture_is_told_and_passed_over(root: Path, name: str, message: str) -> None:
    (root / ".captures" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / ".captures" / name).write_text("We will lose\n", encoding="utf-8")
    if name == "report.html":  # of two of one day, the first by name is read
        (root / ".captures" / name).write_text(REPORT, encoding="utf-8")
    done = run(root, "verify")
    assert message in done.stdout and "SAY058 (warning)" in done.stdout
    assert "\x1b" not in done.stdout
    assert "2 verified" in done.stderr and done.returncode == 0


def test_what_a_browser_saves_beside_a_page_is_passed_over(root: Path) -> None:
    for name in ("report_files/a/style.css", "report.2025-01-04_files/ad.html", "report_files/logo.svg"):
        (root / ".captures" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / ".captures" / name).write_text("We will lose\n", encoding="utf-8")
    done = run(root, "verify")
    assert told(done) == [] and done.returncode == 0


def test_a_capture_that_cannot_be_read_is_an_error(root: Path) -> None:
    captures = root / ".captures"
    (captures / "report.txt").write_bytes("Über".encode("latin-1") + b"\n")
    done = run(root, "verify")
    assert done.returncode == 1 and "it is not UTF-8" in done.stdout and "nothing was held" in done.stderr
    (captures / "report.txt").unlink()
    (captures / "report.txt").symlink_to("/etc/passwd")
    assert "symbolic link" in run(root, "verify").stdout
    (captures / "report.txt").unlink()
    os.mkfifo(captures / "report.txt")
    assert "not a plain file" in run(root, "verify").stdout


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x",
    "brackets": "<style>" + "a{b:(" * 50_000 + "</style>x",
    "media": "<style>" + "@media all{" * 5_000 + "p{display:none}</style><p>x",
    "rules": "<style>" + "p{display:none}" * 5_000 + "</style><p>x",
    "rules within rules": "<style>" + "p{" + "b,i{display:none}" * 20_000 + "}</style><p>x",
    "names of rules": "<style>"
    + ".a{"
    + "& & & &{" * 40
    + "display:none"
    + "}" * 41
    + "</style><p class=a>x",
    "rules for all": "<style>" + "*{color:red}" * 900 + "</style>" + "<i>x</i>" * 1_000,
    "digits of a style": f'<p style="width:{"1" * 9_000}">x',
    "digits of a sheet": "<style>p{width:" + "1" * 9_000 + "}</style><p>x",
    "comments": "<!--" * 100_000,
    "tags": "<a " * 200_000,
    "noscript": "<noscript>" * 50_000,
    "formatting": "<b><i><p>" * 10_000 + "x",
    "brackets of Markdown": "[" * 200_000,
    "images of Markdown": "![](" * 50_000,
    "marks": "a" + "\u0301\u0323" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_hostile_page_takes_no_long_time(name: str, ending: str, tmp_path: Path) -> None:
    root = site(tmp_path, {"quotes": [WILL]}, {f"report.{ending}": HOSTILE[name][:400_000]})
    found = captures_of(root)
    for copies in found.copies.values():
        assert isinstance(copies[0].folded, str)
        copies[0].mark(0, 1)


# What a check says without any copy


def test_check_without_a_copy_sees_that_words_differ(verified: Path) -> None:
    write(verified, {**WILL, "text": "We will surely win"}, SHALL)
    (verified / ".captures/report.txt").unlink()
    done = run(verified, "check")
    assert told(done) == ["SAY601"] and done.returncode == 1
    assert "differ from what was verified on 2025-01-10 in 'report'" in done.stdout


def test_signs_that_are_folded_may_change(verified: Path) -> None:
    write(verified, {**WILL, "text": "We  will\u00a0win"}, SHALL)
    assert told(run(verified, "check")) == []


def test_a_quotation_that_goes_needs_a_correction(verified: Path) -> None:
    write(verified, WILL)
    done = run(verified, "check")
    assert told(done) == ["SAY602"] and "site_config/captures.lock" in done.stdout
    # Holding the rest anew does not make it good.
    assert run(verified, "verify").returncode == 0
    assert told(run(verified, "check")) == ["SAY602"]
    mended = {
        "id": "c-1",
        "corrects": "quote:q-shall",
        "kind": "retraction",
        "date": "2025-01-12",
        "text": "Gone.",
    }
    write(verified, WILL, corrections=[mended])
    assert told(run(verified, "check")) == []
    assert run(verified, "verify").returncode == 0
    done = run(verified, "check")
    assert done.returncode == 0 and "q-shall" not in (verified / LOCK).read_text(encoding="utf-8"), (
        done.stdout
    )


def test_an_old_correction_does_not_excuse_what_goes_later(verified: Path) -> None:
    mended = {
        "id": "c-1",
        "corrects": "quote:q-shall",
        "kind": "correction",
        "date": "2025-01-12",
        "text": "A comma.",
    }
    write(verified, WILL, SHALL, corrections=[mended])
    assert run(verified, "verify").returncode == 0
    write(verified, WILL, corrections=[mended])
    assert told(run(verified, "check")) == ["SAY602"]


def test_words_that_were_mended_are_verified_again(verified: Path) -> None:
    write(verified, {**WILL, "text": "said: “We will win”"}, SHALL)
    assert told(run(verified, "check")) == ["SAY601"]
    assert run(verified, "verify").returncode == 0
    assert told(run(verified, "check")) == []


def test_words_that_were_falsified_stay_an_error_after_verifying(verified: Path) -> None:
    write(verified, {**WILL, "text": "We will lose"}, SHALL)
    assert run(verified, "verify").returncode == 1
    assert told(run(verified, "check")) == ["SAY601"]
    write(verified, WILL, SHALL)
    assert run(verified, "verify").returncode == 0
    assert told(run(verified, "check")) == []


def test_the_order_of_citations_does_not_matter(root: Path) -> None:
    cited = [{"source": "report", "exact": words} for words in ("We will win", "We shall see")]
    claim = {"id": "c", "text": "They win.", "claimant": "speaker", "citations": cited}
    write(root, claims=[claim])
    run(root, "verify")
    before = (root / LOCK).read_bytes()
    write(root, claims=[{**claim, "citations": cited[::-1]}])
    assert told(run(root, "check")) == []
    run(root, "verify")
    assert (root / LOCK).read_bytes() == before


def test_one_of_two_equal_wordings_cannot_change_unseen(root: Path) -> None:
    cited = [
        {"source": "report", "exact": "We will win"},
        {"source": "report", "exact": "We will win", "note": "2"},
    ]
    claim = {"id": "c", "text": "They win.", "claimant": "speaker", "citations": cited}
    write(root, claims=[claim])
    run(root, "verify")
    write(root, claims=[{**claim, "citations": [cited[0], {**cited[1], "exact": "We will lose"}]}])
    assert told(run(root, "check")) == ["SAY601"]


def test_of_equal_words_the_doubtful_one_may_go(root: Path) -> None:
    (root / ".captures/report.txt").write_text("He said: We will win. Then: We will win again.\n")
    doubtful = {"source": "report", "exact": "We will win"}
    clear = {**doubtful, "suffix": "again"}
    claim = {"id": "c", "text": "They win.", "claimant": "speaker"}
    write(root, claims=[{**claim, "citations": [doubtful, clear]}])
    assert "1 verified, 1 ambiguous" in run(root, "verify").stderr
    write(root, claims=[{**claim, "citations": [clear]}])
    assert run(root, "verify").returncode == 0
    assert told(run(root, "check")) == []


def test_a_source_that_is_called_otherwise_keeps_what_was_verified(verified: Path) -> None:
    cast = (verified / "content/cast.yml").read_text(encoding="utf-8")
    cast = cast.replace("{id: report,", "{id: report-of-friday, formerly: [report],")
    (verified / "content/cast.yml").write_text(cast, encoding="utf-8")
    write(verified, {**WILL, "source": "report-of-friday"}, {**SHALL, "source": "report-of-friday"})
    assert told(run(verified, "check", "--base-lock", LOCK)) == []
    (verified / ".captures/report.txt").rename(verified / ".captures/report-of-friday.txt")
    assert run(verified, "verify").returncode == 0
    assert "source: report\n" not in (verified / LOCK).read_text(encoding="utf-8")
    assert told(run(verified, "check")) == []
    write(verified, {**WILL, "source": "other"}, {**SHALL, "source": "report-of-friday"})
    assert told(run(verified, "check")) == ["SAY601"]


def test_another_prefix_is_not_checked(verified: Path) -> None:
    write(verified, {**WILL, "prefix": "He said: “"}, SHALL)
    done = run(verified, "check")
    assert told(done) == ["SAY606"] and done.returncode == 0
    assert "2 wordings: 1 verified, 1 never held against their source (sayso verify)." in done.stderr


def test_check_tells_how_many_words_were_held_where_there_is_no_lock(root: Path) -> None:
    done = run(root, "check")
    assert told(done) == []
    assert "2 wordings: 0 verified, 2 never held against their source (sayso verify)." in done.stderr


# A change of both the words and the lock


@pytest.fixture
def proposal(verified: Path) -> Path:
    """A pull request with a third quotation, and a lock that calls it verified."""
    (verified / "base.lock").write_bytes((verified / LOCK).read_bytes())
    (verified / ".captures/report.txt").write_text(REPORT + "“We did”\n", encoding="utf-8")
    write(verified, WILL, SHALL, {**WILL, "id": "q-did", "text": "We did"})
    assert run(verified, "verify").returncode == 0
    return verified


def test_what_only_the_change_calls_verified_is_told(proposal: Path) -> None:
    assert told(run(proposal, "check")) == []
    done = run(proposal, "check", "--base-lock", "base.lock")
    assert told(done) == ["SAY607"] and done.returncode == 0
    assert "3 wordings: 2 verified, 1 in doubt." in done.stderr


def test_what_is_dropped_from_both_is_told(proposal: Path) -> None:
    write(proposal, WILL)
    lock = (proposal / "base.lock").read_text(encoding="utf-8")
    head, *entries = lock.split("  - record: ")
    (proposal / LOCK).write_text("  - record: ".join([head, entries[1]]), encoding="utf-8")
    assert told(run(proposal, "check")) == []
    assert told(run(proposal, "check", "--base-lock", "base.lock")) == ["SAY602"]


@pytest.mark.parametrize("kept", ["", "schema: 1\n", "reworded"])
def test_what_is_dropped_from_the_lock_alone_is_told(verified: Path, kept: str) -> None:
    """Else a next change, judged by that lock, could alter the words unseen."""
    lock = (verified / LOCK).read_text(encoding="utf-8")
    (verified / "base.lock").write_text(lock, encoding="utf-8")
    if kept == "reworded":
        kept = lock.replace("verified", "not captured")
    (verified / LOCK).write_text(kept, encoding="utf-8")
    if not kept:
        (verified / LOCK).unlink()
    done = run(verified, "check", "--base-lock", "base.lock")
    assert told(done) == ["SAY602", "SAY602"] and done.returncode == 1
    assert "captures.lock no longer has these words, which were verified on 2025-01-10" in done.stdout


def test_a_base_lock_that_is_not_there_is_wrong_usage(verified: Path) -> None:
    assert run(verified, "check", "--base-lock", "nowhere.lock").returncode == 2


def test_pages_say_so(proposal: Path) -> None:
    base = project.base_lock(proposal / "base.lock")
    pages, problems = project.pages(project.check(proposal, base))
    assert problems == []
    texts = {page.path: unescape(page.text) for page in pages}
    stands = (
        "These words stand in <bdi>A report</bdi> (checked 10 January 2025). That does not show that they"
    )
    assert stands in texts["quotes/q-will.md"]
    assert "Not checked against the source." in texts["quotes/q-did.md"]
    assert stands not in texts["quotes/q-did.md"]
    pages, _ = project.pages(project.check(proposal))
    assert stands in unescape({page.path: page.text for page in pages}["quotes/q-did.md"])


def test_pages_say_that_words_have_drifted(verified: Path) -> None:
    (verified / ".captures/report.txt").write_text("He said: “We shall see”.\n", encoding="utf-8")
    assert run(verified, "verify", day=12).returncode == 1
    assert told(run(verified, "check")) == ["SAY604"]
    pages, _ = project.pages(project.check(verified))
    text = unescape({page.path: page.text for page in pages}["quotes/q-will.md"])
    assert (
        "These words stood in <bdi>A report</bdi> when it was checked on 10 January 2025; they no longer do."
        in text
    )


# Continuous integration takes the lock like content


def take(proposed: Path, base: Path) -> None:
    subprocess.run([REPOSITORY / ".ci/take-content", proposed, base], check=True, timeout=30)


def test_the_proposals_lock_is_taken_and_the_bases_is_kept(tmp_path: Path) -> None:
    base, proposed = tmp_path / "base", tmp_path / "proposed"
    for folder in (base, proposed):
        (folder / "site_config").mkdir(parents=True)
        (folder / LOCK).write_text(f"schema: 1  # {folder.name}\n", encoding="utf-8")
        (folder / "site_config/rubric.yml").write_text(folder.name, encoding="utf-8")
    for _ in range(2):  # a second run keeps what the first has kept
        take(proposed, base)
        assert "proposed" in (base / LOCK).read_text(encoding="utf-8")
        assert "base" in (base / ".sayso/base.lock").read_text(encoding="utf-8")
    assert (base / "site_config/rubric.yml").read_text(encoding="utf-8") == "base"


def test_a_base_without_a_lock_has_verified_nothing(tmp_path: Path) -> None:
    base, proposed = tmp_path / "base", tmp_path / "proposed"
    (base / "site_config").mkdir(parents=True)
    (proposed / "site_config").mkdir(parents=True)
    (proposed / LOCK).write_text("schema: 1\n", encoding="utf-8")
    take(proposed, base)
    assert (base / ".sayso/base.lock").read_text(encoding="utf-8") == "schema: 1\n"


def test_a_lock_behind_a_link_is_not_followed(tmp_path: Path) -> None:
    base, proposed, secret = (tmp_path / name for name in ("base", "proposed", "secret"))
    for folder in (base / "site_config", proposed, secret):
        folder.mkdir(parents=True)
    (secret / "captures.lock").write_text("a secret", encoding="utf-8")
    (proposed / "site_config").symlink_to(secret)
    take(proposed, base)
    assert not (base / LOCK).exists()
    (proposed / "site_config").unlink()
    (proposed / "site_config").mkdir()
    (proposed / LOCK).symlink_to(secret / "captures.lock")
    take(proposed, base)
    assert (base / LOCK).is_symlink(), "a link stays a link, and the tool refuses it"
