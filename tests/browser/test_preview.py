"""`sayso serve` beside a real browser: what an editor saves shows, and what is broken is said there."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Seen
from tests.support.scratch import copy_of_repository

pytestmark = pytest.mark.browser

CLAIM = "/claims/losses-340/"
#: Milliseconds that a save may take until it shows; on a slow machine, with others at work.
PATIENCE = 30_000


@dataclass
class Preview:
    """A running `sayso serve` and the site that it shows."""

    root: Path
    address: str
    said: list[str]
    process: subprocess.Popen[str]

    def edit(self, name: str, old: str, new: str) -> None:
        """As editors save: a new file is renamed over the old one."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        beside = path.with_suffix(".new")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        os.replace(beside, path)


def start(root: Path) -> Preview:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "sayso"), "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    preview = Preview(root, f"http://127.0.0.1:{port}", [], process)
    ready = threading.Event()

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            preview.said.append(line)
            if "Serving on" in line:
                ready.set()
        ready.set()

    threading.Thread(target=listen, daemon=True).start()
    assert ready.wait(60)
    assert process.poll() is None, "".join(preview.said)
    return preview


def stop(preview: Preview) -> int:
    preview.process.send_signal(signal.SIGINT)
    status = preview.process.wait(timeout=30)
    assert preview.process.stderr is not None
    preview.process.stderr.close()
    return status


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = start(copy_of_repository(tmp_path))
    yield running
    assert stop(running) == 0
    assert "Traceback" not in "".join(running.said)


def test_one_word_of_claims_yml_shows_without_a_restart_or_a_reload(
    preview: Preview, page: Any, seen: Seen
) -> None:
    page.goto(preview.address + CLAIM)
    heading = page.locator("h1")
    assert "region" in heading.inner_text()
    text = (preview.root / "claims.yml").read_text(encoding="utf-8")
    record = text[text.index("- id: losses-340") :]
    line = next(line for line in record.splitlines() if line.strip().startswith("text:"))
    preview.edit("claims.yml", line, line.replace("region", "flabbergasted"))
    page.locator("h1", has_text="flabbergasted").wait_for(timeout=PATIENCE)
    assert seen.complaints == []


def test_a_broken_file_shows_its_error_and_mending_it_brings_the_page_back(
    preview: Preview, page: Any, seen: Seen
) -> None:
    page.goto(preview.address + CLAIM)
    heading = page.locator("h1").inner_text()
    problems = page.locator("#sayso-problems")
    assert problems.count() == 0
    preview.edit("claims.yml", "- id: losses-340\n", "- idd: losses-340<b>\n")
    problems.wait_for(timeout=PATIENCE)
    said = problems.inner_text()
    assert re.search(r"claims\.yml:\d+:\d+: SAY020 this claim has no key 'idd'", said)
    assert "- idd: losses-340<b>" in said
    assert "did you mean 'id'?" in said
    # The last good page stays below, and all errors stand on a page of their own.
    assert page.locator("h1").inner_text() == heading
    problems.get_by_role("link").click()
    page.locator("h1", has_text="What is wrong").wait_for()
    assert page.locator("#sayso-problems").inner_text().count("SAY") > 3
    page.go_back()
    # The terminal says it too.
    assert any("SAY020" in line for line in preview.said)
    preview.edit("claims.yml", "- idd: losses-340<b>\n", "- id: losses-340\n")
    page.locator("#sayso-problems").wait_for(state="detached", timeout=PATIENCE)
    page.locator("h1", has_text="340").wait_for()
    assert seen.complaints == []


def test_prose_and_folders_made_later_are_seen(preview: Preview, page: Any) -> None:
    page.goto(preview.address)
    words = "A sentence of our own, just written."
    preview.edit("content/index.md", "\n## ", f"\n\n[[editorial]]{words}[[/editorial]]\n\n## ")
    page.get_by_text(words).first.wait_for(timeout=PATIENCE)
    later = preview.root / "claims"
    later.mkdir()
    (later / "more.yml").write_text("claims: [\n", encoding="utf-8")
    page.locator("#sayso-problems", has_text="claims/more.yml").wait_for(timeout=PATIENCE)
    (later / "more.yml").unlink()
    page.locator("#sayso-problems").wait_for(state="detached", timeout=PATIENCE)


def test_a_sentence_that_has_no_source_yet_is_shown_and_told(preview: Preview, page: Any) -> None:
    """Its writer sees it while writing; only published it cannot be."""
    page.goto(preview.address)
    preview.edit("content/index.md", "\n## ", "\n\nThe bridge is said to be gone.\n\n## ")
    page.get_by_text("The bridge is said to be gone.").first.wait_for(timeout=PATIENCE)
    problems = page.locator("#sayso-problems", has_text="SAY507 no source for")
    problems.wait_for(timeout=PATIENCE)
    assert "The site cannot be published like this." in problems.inner_text()
    preview.edit("content/index.md", "to be gone.", "to be gone. [[badge:losses-340]]")
    page.locator("#sayso-problems").wait_for(state="detached", timeout=PATIENCE)


def test_another_sites_name_for_this_machine_is_refused(preview: Preview) -> None:
    for host, status in (("evil.example", 403), (preview.address.removeprefix("http://"), 200)):
        connection = http.client.HTTPConnection(preview.address.removeprefix("http://"), timeout=30)
        connection.request("GET", CLAIM, headers={"Host": host})
        answer = connection.getresponse()
        assert answer.status == status
        assert (b"340" in answer.read()) is (status == 200)
        connection.close()


def test_a_broken_mkdocs_yml_is_survived(preview: Preview, page: Any) -> None:
    page.goto(preview.address + CLAIM)
    preview.edit("mkdocs.yml", "site_name:", "site_name: [")
    page.locator("h1", has_text="The site cannot be built").wait_for(timeout=PATIENCE)
    assert "mkdocs.yml" in page.locator("pre").inner_text()
    preview.edit("mkdocs.yml", "site_name: [", "site_name:")
    page.locator("h1", has_text="340").wait_for(timeout=PATIENCE)


def test_a_site_that_was_never_good_starts_all_the_same(tmp_path: Path, page: Any) -> None:
    root = copy_of_repository(tmp_path)
    good = (root / "claims.yml").read_text(encoding="utf-8")
    (root / "claims.yml").write_text("claims: [\n", encoding="utf-8")
    running = start(root)
    try:
        page.goto(running.address)
        page.locator("#sayso-problems", has_text="claims.yml:").wait_for(timeout=PATIENCE)
        assert page.locator("h1").inner_text().startswith("Nothing to show yet")
        (root / "claims.yml").write_text(good, encoding="utf-8")
        page.locator("article a.sy-badge").first.wait_for(timeout=PATIENCE)
        assert page.locator("#sayso-problems").count() == 0
    finally:
        assert stop(running) == 0
