"""Several at work at once: two builds, a build and a preview; where a site may go, and who may ask for it."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sayso import locks
from sayso.files import NotPlain
from sayso.locks import Busy, held, only_one
from sayso.site import exchange
from sayso.site.exchange import NotASite, placed, workshop
from tests.support.crashing import ENVIRONMENT, Ended, Site, end, kill, litter, prepared_once

#: Stops the engine in the middle of `sayso build` until a file is there: the engine's own hook.
WAIT = """\
import pathlib, time
def on_env(env, config, files):
    here = pathlib.Path(config.config_file_path).parent
    ours = config.site_dir.endswith("-sayso/site")
    if ours:
        (here / "waits").touch()
    while ours and not (here / "go").exists():
        time.sleep(0.01)
"""


@pytest.fixture
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return prepared_once(tmp_path_factory.getbasetemp())


@pytest.fixture
def site(prepared: Site, tmp_path: Path) -> Site:
    return prepared.copy(tmp_path / "root")


def wait_for(path: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(0.01)


@contextmanager
def stopped(site: Site, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A build that has begun and goes on only when `go` is there."""
    plain = (site.root / "mkdocs.yml").read_text()
    (site.root / "wait.py").write_text(WAIT)
    (site.root / "mkdocs.yml").write_text(plain + "hooks: [wait.py]\n")
    process = site.start("build", *arguments)
    try:
        wait_for(site.root / "waits")
        (site.root / "mkdocs.yml").write_text(plain)
        yield process
    finally:
        kill(process)


# Two builds


def test_of_two_builds_of_one_site_the_second_is_told_who_has_it(site: Site) -> None:
    site.content("B")
    with stopped(site) as first:
        for command in ("build", "pages"):
            second = site.run(command)
            assert second.status == 3
            assert re.fullmatch(
                rf"Error: another build is running here \(process {first.pid}, since \d\d:\d\d:\d\d\); "
                "wait for it, or end it",
                second.sentence,
            )
        assert site.shown() == "A"
        (site.root / "go").touch()
        assert end(first).status == 0
    assert (site.shown(), litter(site.root)) == ("B", [])


def test_of_two_sites_built_into_one_folder_the_second_is_told_too(
    site: Site, prepared: Site, tmp_path: Path
) -> None:
    """The lock of a site does not know of the other site: the folder has one of its own."""
    out = tmp_path / "out" / "site"
    another = prepared.copy(tmp_path / "another")
    site.content("B")
    with stopped(site, "--out", str(out)) as first:
        second = another.run("build", "--out", str(out))
        assert second.status == 3
        assert f"another build is making {out} (process {first.pid}, since " in second.sentence
        (site.root / "go").touch()
        assert end(first).status == 0
    assert site.shown(out) == "B"
    assert another.run("build", "--out", str(out)).status == 0
    assert site.shown(out) == "A"
    assert os.listdir(out.parent) == ["site"]


def test_builds_without_end_from_two_sites_into_one_folder(
    site: Site, prepared: Site, tmp_path: Path
) -> None:
    """Whoever wins, the folder is always one whole site; the loser gets a sentence."""
    out = tmp_path / "out"
    sites = [site, prepared.copy(tmp_path / "another")]
    sites[1].content("B")
    assert site.run("build", "--out", str(out)).status == 0
    for _ in range(4):
        processes = [each.start("build", "--out", str(out)) for each in sites]
        while any(process.poll() is None for process in processes):
            assert site.shown_now(out) in ("A", "B")
        ended = [end(process) for process in processes]
        assert 0 in [each.status for each in ended]
        for each in ended:
            assert each.status == 0 or (each.status == 3 and "another build is making" in each.sentence)
    assert sorted(os.listdir(tmp_path)) == ["another", "out", "root"]


def test_a_killed_build_holds_no_lock(site: Site) -> None:
    with stopped(site) as first:
        kill(first)
    assert litter(site.root) == [".site-sayso"]
    assert (site.run().status, litter(site.root)) == (0, [])


def test_plain_mkdocs_waits_for_nobody_and_says_so(site: Site) -> None:
    with stopped(site) as first:
        command = [Path(locks.sys.executable).parent / "mkdocs", "build", "--quiet", "-d", "other"]
        second = subprocess.run(
            command, cwd=site.root, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
        )
        assert second.returncode == 1
        assert f"another build is running here (process {first.pid}," in second.stderr
        assert "Traceback" not in second.stderr


# The locks themselves


def test_a_lock_is_not_taken_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    (tmp_path / "lock").symlink_to(other)
    with pytest.raises(NotPlain), held(tmp_path / "lock", ""):
        pass
    assert other.read_text() == "precious"
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / ".sayso").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPlain), only_one(tmp_path):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_pipe_in_the_place_of_a_lock_stops_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lock")
    with pytest.raises(NotPlain), held(tmp_path / "lock", ""):
        pass


def test_a_lock_that_was_just_deleted_keeps_nobody_out(tmp_path: Path) -> None:
    """Two that open the same lock, which the first then takes away: the second must not believe it."""
    lock = tmp_path / "lock"
    taken = locks._take

    def slow(stream: object) -> bool:
        lock.unlink(missing_ok=True)
        return taken(stream)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises(FileNotFoundError):
        patch.setattr(locks, "_take", slow)
        with held(lock, ""):
            pass
    with held(lock, ""), pytest.raises(Busy, match=rf"process {os.getpid()}"), held(lock, ""):
        pass


def test_the_preview_waits_and_is_waited_for(tmp_path: Path) -> None:
    for first, second in (("", locks.PREVIEW), (locks.PREVIEW, ""), (locks.PREVIEW, locks.PREVIEW)):
        told: list[str] = []
        with only_one(tmp_path, first):
            waiting = threading.Thread(target=lambda: _take_turn(tmp_path, second, told))  # noqa: B023
            waiting.start()
            until = time.monotonic() + 30
            while not told and time.monotonic() < until:
                time.sleep(0.01)
        waiting.join()
        assert told[0].startswith("Waiting for another process that is at work here (")
        assert told[1:] == ["done"]


def _take_turn(root: Path, who: str, told: list[str]) -> None:
    with only_one(root, who, told.append):
        told.append("done")


def test_many_at_one_workshop(tmp_path: Path) -> None:
    """The lock's folder comes and goes; never are two in it."""
    target = tmp_path / "site"
    inside, most, times = [0], [0], [0]

    def work() -> None:
        for _ in range(40):
            try:
                with workshop(target) as new:
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    (new / "404.html").write_text("x")
                    exchange.put(new, target)
                    times[0] += 1
                    inside[0] -= 1
            except Busy:
                time.sleep(0.001)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1]
    assert times[0] > 10
    assert os.listdir(tmp_path) == ["site"]


def test_a_workshop_that_another_just_gave_up_is_no_strange_thing(tmp_path: Path) -> None:
    """It is gone, and is made again; it was once told as something that is not a folder."""
    with pytest.raises(FileNotFoundError):
        exchange._judge(tmp_path / ".site-sayso", tmp_path / "site")


def test_the_workshop_deletes_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / ".site-sayso").mkdir()
    (tmp_path / ".site-sayso/thesis.txt").write_text("precious")
    with pytest.raises(NotASite, match="holds something else"), workshop(tmp_path / "site"):
        pass
    assert (tmp_path / ".site-sayso/thesis.txt").read_text() == "precious"
    (tmp_path / ".other-sayso").symlink_to(tmp_path / ".site-sayso")
    with pytest.raises(NotPlain), workshop(tmp_path / "other"):
        pass


# Where a site may go


@pytest.mark.parametrize(
    "name",
    [
        *(".", "..", "build", "build/docs/x", "content/site", "claims/x", "templates", "site_config/s"),
        *(".sayso/site", ".git/x", ".captures", "claims.yml"),
    ],
)
def test_no_site_goes_where_its_sources_are(site: Site, name: str) -> None:
    ended = site.run("build", "--out", name)
    assert ended.status == 2
    assert ended.sentence.startswith("Error: ")


@pytest.mark.parametrize("way", ["itself", "above", "dangling", "to a file"])
def test_a_site_does_not_go_through_a_link(site: Site, tmp_path: Path, way: str) -> None:
    """Not the site_dir of mkdocs.yml, which lies in the site's folder: a stranger can put a link there."""
    there = tmp_path / "there"
    there.mkdir()
    (site.root / "site").rename(site.root / "old")
    link = site.root / "site"
    if way == "above":
        link.symlink_to(there)
        text = (site.root / "mkdocs.yml").read_text()
        (site.root / "mkdocs.yml").write_text(text + "site_dir: site/deep\n")
    elif way == "dangling":
        link.symlink_to(there / "nothing")
    elif way == "to a file":
        (there / "404.html").write_text("precious")
        link.symlink_to(there / "404.html")
    else:
        link.symlink_to(there)
    before = sorted(os.listdir(there))
    ended = site.run()
    assert ended.status == 2
    assert "symbolic link" in ended.sentence
    assert sorted(os.listdir(there)) == before
    assert litter(site.root) == []


def test_a_folder_of_the_users_own_choice_may_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "real")
    assert placed(tmp_path / "way" / "site", tmp_path / "root") == tmp_path / "real" / "site"


def test_mkdocs_yml_behind_a_link_is_told(site: Site, tmp_path: Path) -> None:
    (site.root / "mkdocs.yml").rename(tmp_path / "mkdocs.yml")
    (site.root / "mkdocs.yml").symlink_to(tmp_path / "mkdocs.yml")
    ended = site.run()
    assert ended.status == 2
    assert "mkdocs.yml:1:1: SAY043 this is a symbolic link" in ended.said
    assert site.run("serve", "--port", str(free_port())).status == 2


# A preview


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Preview:
    """A running preview, and what it said so far."""

    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    def says(self, words: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not any(words in line for line in self.said):
            assert time.monotonic() < until, "".join(self.said)
            time.sleep(0.01)

    def get(self, path: str, host: str | None = None, address: str = "127.0.0.1") -> tuple[int, str]:
        connection = http.client.HTTPConnection(address, self.port, timeout=60)
        try:
            headers = {} if host is None else {"Host": host}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def shows(self, path: str, words: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while words not in self.get(path)[1]:
            assert time.monotonic() < until, "".join(self.said)
            time.sleep(0.05)


@contextmanager
def preview(site: Site, *command: str, port: int) -> Iterator[Preview]:
    """`sayso serve`, or another command that serves."""
    process = subprocess.Popen(
        command or ["sayso", "serve", "--port", str(port)],
        executable=Path(locks.sys.executable).parent / (command[0] if command else "sayso"),
        cwd=site.root,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Preview(process, port)

    def listen() -> None:
        assert process.stderr is not None
        running.said.extend(iter(process.stderr.readline, ""))
        process.stderr.close()

    listener = threading.Thread(target=lambda: [running.said.append(line) for line in process.stderr or ()])
    listener.start()
    try:
        running.says("Serving on")
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        listener.join()
        assert process.stderr is not None
        process.stderr.close()
    assert "Traceback" not in "".join(running.said)


def test_a_build_while_the_preview_is_open_and_the_editor_saves(site: Site) -> None:
    """Both write build/docs, in turn. Each built site is one whole content; in the end all agree."""
    moments = random.Random(5)  # noqa: S311 - no secret
    with preview(site, port=free_port()) as running:
        for name in "BABAB":
            site.content(name)
            time.sleep(moments.uniform(0, 1.2))
            ended = site.run()
            assert ended.status == 0, ended.complained
            assert site.shown() == name
        running.shows("/claims/claim-00000/", "They say that our army held")
        assert running.process.poll() is None
    assert running.process.returncode == 0
    assert litter(site.root) == []


def test_an_edit_during_a_build_is_in_the_next(site: Site) -> None:
    """The files are read once, at the beginning."""
    with stopped(site) as process:
        site.content("B")
        (site.root / "go").touch()
        assert end(process).status == 0
        assert site.shown() == "A"
    assert (site.run().status, site.shown()) == (0, "B")


def test_a_preview_waits_while_a_build_reads_what_it_would_write(site: Site) -> None:
    with preview(site, port=free_port()) as running:
        with stopped(site) as process:
            site.content("B")
            running.says(f"Waiting for another process that is at work here (process {process.pid}, since")
            (site.root / "go").touch()
            assert end(process).status == 0
        assert site.shown() == "A"
        running.shows("/claims/claim-00000/", "They say that our army held")


# Who may ask a preview


def addresses() -> list[str]:
    """This machine's addresses other than the one that the preview has."""
    own = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return sorted({"127.0.0.2", *map(str, own)} - {"127.0.0.1"})


def test_the_preview_listens_on_the_loopback_only(site: Site) -> None:
    """Whatever mkdocs.yml wants. All of 127.* is this machine's, so 127.0.0.2 stands for every other
    address here, with or without a network."""
    port = free_port()
    text = (site.root / "mkdocs.yml").read_text()
    (site.root / "mkdocs.yml").write_text(text + f"dev_addr: 0.0.0.0:{port}\n")
    with preview(site, port=port) as running:
        assert f"http://127.0.0.1:{port}/" in "".join(running.said)
        assert running.get("/")[0] == 200
        for address in addresses():
            with pytest.raises(ConnectionRefusedError):
                running.get("/", address=address)
        for host, status in (("evil.example", 403), (f"evil.example:{port}", 403), ("192.168.1.5", 403)):
            for path in ("/", "/livereload/1/1", "/search/search_index.json"):
                answer = running.get(path, host)
                assert (answer[0], "bridge" in answer[1]) == (status, False)


def test_the_engine_alone_bound_elsewhere_still_refuses_other_names(site: Site) -> None:
    """`mkdocs serve` follows dev_addr: that is the user's choice. A foreign name is refused all the same."""
    port = free_port()
    text = (site.root / "mkdocs.yml").read_text()
    (site.root / "mkdocs.yml").write_text(text + f"dev_addr: 0.0.0.0:{port}\n")
    with preview(site, "mkdocs", "serve", port=port) as running:
        assert running.get("/", address="127.0.0.2")[0] == 200
        assert running.get("/", "evil.example", address="127.0.0.2")[0] == 403
        assert running.get("/", "192.168.1.5")[0] == 200


def test_a_site_is_told_before_it_is_served(site: Site) -> None:
    """What `Ended` is for a preview that cannot begin: a sentence and a status."""
    (site.root / "build").rename(site.root / "elsewhere")
    (site.root / "build").symlink_to(site.root / "elsewhere")
    ended: Ended = site.run("serve", "--port", str(free_port()))
    assert ended.status == 3
    assert "this is a symbolic link; take it away" in ended.sentence
