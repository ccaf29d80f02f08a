"""A pull request from a stranger: nothing of it runs, and no secret comes out.

`tests/canary/` has the machine (`steps.py`), the secrets (`planted.py`), the hostile branch
(`hostile.py`) and the attacks on content (`attacks.py`). What the workflows may be given is
in tests/test_workflows.py.
"""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest

from sayso import project, report
from sayso.diagnostics import Diagnostic, Mark, Severity
from sayso.site.build import build
from tests.canary.attacks import ATTACKS, ELSEWHERE, PNG, VARIABLE, Attack, Link, Thing, put
from tests.canary.hostile import branch
from tests.canary.planted import Canaries, snapshot, spellings, walk
from tests.canary.steps import (
    GIT,
    HOME_PAGE,
    SEARCH,
    World,
    ask_no_source,
    can_cut_the_network,
    propose,
    restore,
    scripts,
    world,
)
from tests.support.scratch import CAST, REPOSITORY, claims, copy_of_repository, frame_of_repository, scratch

#: Refused when the site is built: the link check knows where a link leads, the reader does not.
AT_THE_BUILD = ("SAY045", "SAY046")


def orders(log: str) -> list[str]:
    """The lines of a log that GitHub's runner takes for orders to itself: `::name ...::` at a
    line's beginning, `##[name]` anywhere in it (ActionCommand.cs of actions/runner)."""
    lines = log.replace("\r", "\n").split("\n")
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


# The job that judges content, run as it stands in the workflow


def every(*attacks: Attack) -> dict[str, Thing]:
    return dict(chain.from_iterable(attack.files.items() for attack in attacks))


def _rooted(attack: Attack) -> bool:
    """Whether an attack stands in the place of `claims.yml`, `claims/` or `content/` itself."""
    return any(name.split("/")[0] in ("claims.yml",) or "/" not in name for name in attack.files)


GOOD: dict[str, Thing] = {"claims.yml": claims(4), "content/cast.yml": CAST, "content/index.md": HOME_PAGE}
INERT = every(*(attack for attack in ATTACKS if not attack.code))
LOUD = every(*(attack for attack in ATTACKS if not _rooted(attack)))
PROPOSALS: dict[str, tuple[Mapping[str, Thing], list[int]]] = {
    # What is proposed beside the hostile code, and how the four steps end.
    "good content": (GOOD, [0, 0, 0, 0]),
    "all that is inert": ({**GOOD, **INERT}, [0, 0, 0, 0]),
    "all attacks at once": ({**GOOD, **LOUD}, [0, 0, 1, 2]),
    "claims.yml leads to a secret": ({"claims.yml": Link("../../" + ELSEWHERE)}, [0, 0, 1, 2]),
    "claims/ leads to git": ({"claims": Link("../base/.git")}, [0, 0, 1, 2]),
    "content/ leads to git": ({"content": Link("../base/.git")}, [0, 0, 1, 2]),
    "content/ leads to everything": ({"content": Link("/")}, [0, 0, 1, 2]),
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("canary"))


@pytest.fixture
def machine(pristine: World) -> Iterator[World]:
    """The machine before the pull request; afterwards it is put back."""
    yield pristine
    restore(pristine)


@pytest.mark.parametrize("name", PROPOSALS)
def test_the_job_for_content_runs_nothing_of_a_pull_request_and_tells_no_secret(
    name: str, machine: World
) -> None:
    content, statuses = PROPOSALS[name]
    shutil.rmtree(machine.proposed / "content")
    (machine.proposed / "claims.yml").unlink()
    propose(machine, {**branch(str(machine.marks)), **content})
    before = snapshot(machine.area, without=[machine.base, machine.log])

    ended = [machine.run(script) for script in scripts()]

    told = "".join(each.stdout + each.stderr for each in ended)
    assert [each.returncode for each in ended] == statuses, told
    assert "Traceback" not in told
    assert machine.canaries.in_text(told) == []
    assert machine.canaries.below(machine.base) == []
    assert machine.canaries.below(machine.proposed) == []
    assert machine.canaries.below(machine.area / "tmp") == []
    assert snapshot(machine.area, without=[machine.base, machine.log]) == before, "written elsewhere"
    assert os.listdir(machine.marks) == [], "hostile code ran"
    # The one program that a build starts is that of the search index.
    watched = {
        line
        for line in machine.log.read_text().splitlines()
        if not (line.startswith(GIT) or SEARCH.match(line))
    }
    assert watched == {"watching"}, "a secret was opened, a program started or the network asked"
    findings = ended[2].stdout
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in findings.splitlines())
    assert orders(ended[2].stderr + ended[3].stdout + ended[3].stderr) == []
    assert (machine.base / "site/index.html").is_file() is (statuses[-1] == 0)


def test_everything_but_the_content_is_the_bases_afterwards(machine: World) -> None:
    propose(machine, {**branch(str(machine.marks)), **GOOD, **INERT})
    before = snapshot(machine.base)
    assert machine.run("./base/.ci/take-content proposed base").returncode == 0
    ours = ("claims.yml", "claims", "content")
    after = snapshot(machine.base)
    # The lock is the proposal's (which has none here), and the base's own is kept beside it.
    lock = {"site_config/captures.lock", ".sayso", ".sayso/base.lock"}
    kept = {
        name: state for name, state in after.items() if name.split("/")[0] not in ours and name not in lock
    }
    before = {name: state for name, state in before.items() if name not in lock}
    assert kept == {name: state for name, state in before.items() if name.split("/")[0] not in ours}
    for name in ours:
        theirs = {path.relative_to(machine.proposed) for path in walk(machine.proposed / name)}
        assert {path.relative_to(machine.base) for path in walk(machine.base / name)} == theirs


def test_what_a_pull_request_takes_away_is_gone(machine: World) -> None:
    (machine.base / "claims").mkdir()
    (machine.base / "claims/old.yml").write_text("claims: []\n")
    (machine.proposed / "claims.yml").unlink()
    assert machine.run("./base/.ci/take-content proposed base").returncode == 0
    assert not (machine.base / "claims").exists()
    assert not (machine.base / "claims.yml").exists()
    assert (machine.base / "content/index.md").is_file()


@pytest.mark.parametrize("arguments", ["", "proposed"])
def test_taking_content_says_what_it_wants(machine: World, arguments: str) -> None:
    before = snapshot(machine.work)
    assert machine.run(f"./base/.ci/take-content {arguments}").returncode != 0
    assert snapshot(machine.work) == before


# The same branch where it is let in: else the tests above would prove nothing


def test_the_branch_is_hostile_where_it_is_let_in(machine: World) -> None:
    """Stock MkDocs runs the hook, prints the environment and publishes what a page names."""
    propose(machine, {**branch(str(machine.marks)), **GOOD})
    mkdocs = f"'{Path(sys.executable).parent / 'mkdocs'}'"
    ended = machine.run(f"{mkdocs} build --quiet -f working.yml -d built", machine.proposed)
    assert ended.returncode == 0, ended.stderr
    assert "hooks.py" in os.listdir(machine.marks)
    assert f"the variable {VARIABLE}" in machine.canaries.in_text(ended.stdout)
    found = " ".join(machine.canaries.below(machine.proposed / "built"))
    for what in (f"the variable {VARIABLE}", "a file elsewhere", "proposed's .git/config"):
        assert what in found


def test_a_secret_is_found_however_it_is_spelt(tmp_path: Path) -> None:
    canaries = Canaries()
    secret = canaries.plant("it")
    assert len(spellings(secret)) > 12
    for spelling in spellings(secret):
        assert canaries.in_bytes(b"x=" + spelling + b";") == ["it"]
        assert canaries.in_bytes(b"x=" + spelling[:-9]) == []
    (tmp_path / "a").write_bytes(gzip.compress(secret.encode()))
    (tmp_path / "b").symlink_to(tmp_path / secret)
    (tmp_path / "c").write_text("nothing")
    assert sorted(canaries.below(tmp_path)) == ["a: it", "b: it"]


# The jobs that judge changed code run it, and so give it nothing


needs_namespaces = pytest.mark.skipif(
    not can_cut_the_network(), reason="cutting off the network needs Linux and root"
)


def test_a_hostile_makefile_finds_no_token_in_its_environment(machine: World) -> None:
    """By the base's `.ci/offline`: a changed one changes what it is told, not what it may do."""
    propose(machine, branch(str(machine.marks)))
    bare = machine.run("make site", machine.proposed)
    assert f"the variable {VARIABLE}" in machine.canaries.in_text(bare.stdout)
    ended = machine.run("../base/.ci/offline make site", machine.proposed)
    assert ended.returncode == 0, ended.stderr
    assert "Makefile" in os.listdir(machine.marks)
    assert "PATH=" in ended.stdout
    found = machine.canaries.in_text(ended.stdout + ended.stderr)
    if not can_cut_the_network():  # then the callers' variables are open to it, by /proc
        found = [what for what in found if "variable" not in what]
    # The file system is open to it: that is why nothing may be left there (persist-credentials).
    assert set(found) == {"a file elsewhere", "proposed's .git/config"}


def test_only_named_variables_are_handed_on(pristine: World) -> None:
    ended = pristine.run("./base/.ci/offline env")
    given = {line.partition("=")[0] for line in ended.stdout.splitlines()}
    of_bash = {"SHELL", "TERM"}  # it gives itself these where it was given none
    assert given - of_bash == {"PATH", "HOME", "LANG", "TMPDIR", "CI", "PYTHONDONTWRITEBYTECODE"}


def test_a_commands_status_and_arguments_pass_unchanged(pristine: World) -> None:
    ended = pristine.run("""./base/.ci/offline sh -c 'printf "<%s>" "$@"; exit 7' sh 'a b' '$c' '' '*'""")
    assert (ended.returncode, ended.stdout) == (7, "<a b><$c><><*>")


@needs_namespaces
def test_no_network_no_other_process_and_no_service_is_within_reach(pristine: World) -> None:
    ended = pristine.run(
        "./base/.ci/offline sh -c 'cut -d: -f1 /proc/net/dev | tail -n +3; ls -A /run; "
        'cat /proc/[0-9]*/environ | tr "\\0" "\\n"\''
    )
    assert ended.stdout.split()[0] == "lo"
    lines = ended.stdout.split("\n")[1:]
    assert all("=" in line for line in lines if line), "only environments follow: /run is empty"
    assert pristine.canaries.in_text(ended.stdout) == []


@needs_namespaces
def test_who_is_not_root_stays_so_and_keeps_no_group(pristine: World, tmp_path: Path) -> None:
    """With stand-ins for `id` and `sudo`: the caller is nobody, in a group that may do more."""
    for name, text in {
        "sudo": 'exec env -i "PATH=$PATH" "$@"',
        "id": 'if [ -n "${CI:-}" ]; then echo 65534; else exec /usr/bin/id "$@"; fi',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    script = 'grep -E "^(Uid|Groups|NoNewPrivs|CapEff)" /proc/self/status'
    ended = pristine.run(f"PATH='{tmp_path}':$PATH ./base/.ci/offline sh -c '{script}'")
    told = dict(line.split(":", 1) for line in ended.stdout.splitlines())
    assert told["Uid"].split() == ["65534"] * 4, ended.stderr
    assert told["Groups"].split() == []
    assert told["NoNewPrivs"].strip() == "1"
    assert int(told["CapEff"], 16) == 0


# Each attack on content alone, so that no fault hides another


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Canaries]:
    """A good small site, with secrets round it."""
    root = tmp_path / "work/base"
    root.mkdir(parents=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    frame_of_repository(root)
    ask_no_source(root)
    scratch(root, {"claims.yml": claims(3), "content/index.md": HOME_PAGE})
    canaries = Canaries()
    canaries.plant("a file elsewhere", tmp_path / ELSEWHERE, "secret: {}")
    canaries.plant("git", root / ".git/config", '[http "x"]\n\textraheader = {}')
    monkeypatch.setenv(VARIABLE, canaries.plant("the variable"))
    return root, canaries


@pytest.mark.parametrize("attack", [pytest.param(attack, id=attack.name) for attack in ATTACKS])
def test_an_attack_is_refused_at_its_place_or_inert(
    attack: Attack, planted: tuple[Path, Canaries], tmp_path: Path
) -> None:
    root, canaries = planted
    put(tmp_path, root, attack.files)
    before = snapshot(tmp_path)
    checked = project.check(root)
    assert snapshot(tmp_path) == before
    found, texts = checked.diagnostics, checked.texts
    if attack.code in AT_THE_BUILD:
        assert not checked.failed
        result = build(root)
        assert result.site is None
        found = list(result.diagnostics)
    grave = {item.code for item in found if item.severity is Severity.ERROR}
    assert (attack.code in grave) if attack.code else grave == set(), report.text(found, texts)
    told = [form(found, texts) for form in report.FORMATS.values()]
    assert canaries.in_text("".join(told)) == []
    assert orders(report.text(found, texts)) == []
    assert orders(report.as_json(found, texts)) == []
    assert len(orders(report.github(found, texts))) == len(found)
    assert canaries.below(tmp_path) == []


def test_no_content_takes_the_place_of_anything_that_the_site_makes(
    planted: tuple[Path, Canaries], tmp_path: Path
) -> None:
    """For each file that is built from good content: a page or an image in its place is refused."""
    root, _ = planted
    assert build(root).site
    tried = []
    for path in walk(root / "site"):
        name = path.relative_to(root / "site").as_posix()
        if path.is_dir() or name == "index.html":
            continue
        stem = name.removesuffix("/index.html")
        tried += [f"content/{name}.md", f"content/{stem}.md"]
        if stem != name:
            tried += [f"content/{stem}/index.md", f"content/{stem}/README.md"]
        if name.endswith((".png", ".jpg", ".gif", ".webp")):
            tried.append(f"content/{name}")
        tried.append(f"content/{name.rpartition('.')[0]}.png")
    assert len(tried) > 200
    put(tmp_path, root, {name: PNG if name.endswith(".png") else "# Mine\n" for name in tried})
    refused = {item.mark.path for item in project.check(root).diagnostics if item.severity == "error"}
    # An image may be called like a page; a page is a folder, so that neither is in the other's way.
    files = ("404", "claims", "ledger", "ledger.schema", "places", "robots", "sitemap", "sitemap.xml")
    free = {f"content/{name}.png" for name in files}
    assert set(tried) - refused <= free


def test_the_look_and_the_records_stay_as_they_are(planted: tuple[Path, Canaries], tmp_path: Path) -> None:
    root, canaries = planted
    assert build(root).site
    before = {path: path.read_bytes() for path in walk(root / "site") if path.is_file()}
    put(tmp_path, root, INERT)
    assert build(root).site
    for path, data in before.items():
        if path.suffix in (".jsonl", ".csv"):
            assert set(data.splitlines()) <= set(path.read_bytes().splitlines()), path
        elif path.suffix not in (".html", ".json", ".xml", ".gz") and "pagefind" not in path.parts:
            assert path.read_bytes() == data, path
    assert "Our army held 1 metres" in (root / "site/claims/claim-00001/index.html").read_text()
    assert canaries.below(root) == []


# What a finding prints


HOSTILE_TEXTS = ("a\n::error::b", "a\r\n::add-mask::b", "##[add-mask]b", "::stop-commands::b", "a%0A::b::c")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_part_of_a_finding_is_an_order_to_github(text: str) -> None:
    mark = Mark(f"content/{text}.md", 1, 1)
    item = Diagnostic("SAY019", text, Severity.ERROR, text, mark, text, (), text)
    texts = {mark.path: text}
    assert orders(report.text([item], texts)) == []
    assert orders(report.as_json([item], texts)) == []
    (line,) = report.github([item], texts).splitlines()
    head, _, _ = line.removeprefix("::error ").partition("::")
    assert [part.partition("=")[0] for part in head.split(",")] == [
        "file", "line", "col", "endLine", "endColumn", "title"
    ]  # fmt: skip


def test_the_real_site_passes_the_job_as_it_is(tmp_path: Path) -> None:
    """What is in the repository today is what an editor proposes tomorrow."""
    assert not project.check(copy_of_repository(tmp_path)).failed
    assert subprocess.run(["bash", "-n", REPOSITORY / ".ci/take-content"], check=False).returncode == 0
