"""How long a check takes, phase by phase: `python bench/check.py [claims]`.

A site with that many claims (20,000 unless told), a fifth as many sources, quotations and
parties and a few hundred questions and events is made in a temporary folder. What must hold,
in seconds of the processor, so that a busy machine changes little: a check of 20,000 claims
takes less than 3, of which reading less than 1. The site is checked five times, each in a
process of its own, as an editor would; of each phase the quickest is told.

Reading is from bytes to plain data with the place of everything; building records is all else
until there is a ledger. `bench/hostile.py` measures files that are meant to take long.
"""

import gc
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sayso import load, project
from sayso.config import load_config
from sayso.rubric.status import standings
from sayso.rules._kit import Context
from sayso.rules._run import all_rules, run

REPOSITORY = Path(__file__).parent.parent
PER_FILE = 1000
RUNS = 5
#: Seconds for 20,000 claims: of the whole, and of reading.
MOST, MOST_READING = 3.0, 1.0


def claims(numbers: range) -> Iterator[str]:
    for n in numbers:
        army, other = ("north", "south")[n % 2], ("south", "north")[n % 2]
        source = n // 5
        toll = f", and killed about {n % 400 + 10} soldiers" if n % 3 == 0 else ""
        yield f"  - id: claim-{n}\n    text: The {army}ern army took village number {n}.\n"
        yield f"    claimant: {army}-{n % 50}\n"
        if n % 4 == 0:
            yield (
                f"    citations:\n      - quote: q-{source}\n"
                f"      - {{source: s-{source}, relation: supports, access: first_hand,"
                f' exact: "took village {n}{toll}"}}\n'
            )
        else:
            yield f'    source: s-{source}\n    via: [outlet-{n % 40}]\n    exact: "took village {n}{toll}"\n'
        yield f"    about: question-{n % 300}\n    said: 2025-01-0{n % 4 + 1}\n    speech_act: claimed\n"
        if n % 3 == 0:
            yield (
                f"    figure: {{measure: killed, value: {n % 400 + 10}, bound: about, unit: soldiers,"
                f" of: {other}-{n % 50}, period: 2025-01-0{n % 4 + 1}}}\n"
            )
        if n % 7 == 0 and n:
            yield (
                f"    relations: [{{claim: claim-{n - 1}, relation: disputes,"
                f" why: Both cannot hold village {n}.}}]\n"
            )
        yield "    tags: [villages]\n"


def site(root: Path, count: int) -> None:
    """Write the site."""
    (root / "claims").mkdir(parents=True)
    (root / "content").mkdir()
    # Without the lock, which is that of other claims.
    without = shutil.ignore_patterns("captures.lock")
    shutil.copytree(REPOSITORY / "site_config", root / "site_config", ignore=without)
    for first in range(0, count, PER_FILE):
        text = "".join(claims(range(first, min(first + PER_FILE, count))))
        (root / "claims" / f"{first:06}.yml").write_text("claims:\n" + text, encoding="utf-8")
    (root / "content" / "parties.yml").write_text("".join(_parties(count)), encoding="utf-8")
    (root / "content" / "sources.yml").write_text("".join(_sources(count)), encoding="utf-8")
    (root / "content" / "quotes.yml").write_text("".join(_quotes(count)), encoding="utf-8")
    (root / "content" / "story.yml").write_text("".join(_story(count)), encoding="utf-8")
    prose = "\n\n".join(f"They say so. [[badge:claim-{n}]]" for n in range(0, count, 50))
    (root / "content" / "index.md").write_text(prose, encoding="utf-8")


def _parties(count: int) -> Iterator[str]:
    yield "sides:\n  - {id: north, name: The North, opposes: [south]}\n  - {id: south, name: The South}\n"
    yield "parties:\n"
    for side in ("north", "south"):
        yield (
            f"  - {{id: {side}-0, type: government_organization, name: The {side}ern army, side: {side},"
            f" interest: party_to_the_conflict}}\n"
        )
        for n in range(1, 50):
            name = f"Brigade {n} of the {side}"
            yield f"  - {{id: {side}-{n}, type: group, name: {name}, affiliation: {side}-0}}\n"
    for n in range(40):
        yield (
            f"  - {{id: outlet-{n}, type: news_media_organization, name: Outlet number {n},"
            f" interest: independent, interest_reason: Its readers own it.}}\n"
        )
    for n in range(count // 5):
        yield f"  - {{id: witness-{n}, type: person, name: Witness number {n}, interest: unknown}}\n"


def _sources(count: int) -> Iterator[str]:
    yield "sources:\n"
    for n in range(max(1, count // 5)):
        based = f", based_on: [s-{n - 1}]" if n % 10 == 9 else ""
        yield (
            f"  - {{id: s-{n}, title: Report number {n}, publisher: outlet-{n % 40}, kind: article,"
            f' url: "https://example.org/{n}", published: 2025-01-05, access: first_hand{based}}}\n'
        )


def _quotes(count: int) -> Iterator[str]:
    yield "quotes:\n"
    for n in range(max(1, count // 5)):
        army = ("north", "south")[n * 5 % 2]
        words = f'text: "We took it, {n}."'
        yield f"  - {{id: q-{n}, speaker: {army}-0, {words}, source: s-{n}, said: 2025-01-04}}\n"


def _story(count: int) -> Iterator[str]:
    yield "questions:\n"
    yield from (
        f"  - {{id: question-{n}, title: Who took village {n}?, measure: killed}}\n" for n in range(300)
    )
    yield "timelines:\n  - id: war\n    title: The war\n    events:\n"
    for n in range(min(500, count)):
        yield (
            f"      - {{id: event-{n}, date: 2025-01-0{n % 4 + 1}, date_reported: 2025-01-05,"
            f' title: They move, stated_by: "claim:claim-{n}", claims: [claim-{n}]}}\n'
        )


class Clock:
    """Seconds of the processor, by phase."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def time(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its time added to a phase."""

        def timed(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return work(*args, **options)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - start

        return timed


def whole(root: Path) -> dict[str, float]:
    """One whole check, as `sayso check` makes it, with the time of its reading."""
    clock = Clock()
    load.read_yaml = clock.time("reading", load.read_yaml)  # type: ignore[attr-defined]
    found = clock.time("the whole check", project.check)(root)
    return {**clock.spent, "findings": len(found.diagnostics)}


def phases(root: Path) -> dict[str, float]:
    """The pieces of a check, one after the other, and the slowest rules."""
    clock = Clock()
    gc.disable()  # as project.check does
    load.read_yaml = clock.time("reading", load.read_yaml)  # type: ignore[attr-defined]
    configured = clock.time("configuration", load_config)(root)
    loaded = clock.time("records", load.load)(root)
    clock.spent["records"] -= clock.spent["reading"]
    ledger, config = loaded.ledger, configured.config
    stand = clock.time("statuses", standings)(ledger, config, project.today())
    context = Context(ledger, config, stand, configured.documents)
    clock.time("rules", run)(context)
    for rule in all_rules():
        clock.time(f"  {rule.NAME}", lambda rule=rule: list(rule.check(context)))()
    return clock.spent


def best(work: Callable[[Path], dict[str, float]], root: Path) -> dict[str, float]:
    """The quickest of several runs, each in a fresh process."""
    found: dict[str, float] = {}
    for _ in range(RUNS):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            for name, seconds in pool.apply(work, (root,)).items():
                found[name] = min(seconds, found.get(name, seconds))
    return found


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        site(root, count)
        total, pieces = best(whole, root), best(phases, root)
    rules = sorted((name for name in pieces if name.startswith(" ")), key=lambda name: -pieces[name])
    for name in (*(name for name in pieces if not name.startswith(" ")), *rules[:8]):
        print(f"  {name:<26}{pieces[name]:7.3f} s")
    cpu, reading = total["the whole check"], total["reading"]
    scale = count / 20_000
    good = cpu < MOST * scale and reading < MOST_READING * scale
    print(f"the whole check {cpu:.3f} s of the processor, in it reading {reading:.3f} s")
    print(
        f"{count:,} claims, {total['findings']:,.0f} findings: {'as wanted' if good else 'TOO SLOW'}"
        f" (limits {MOST * scale:.2f} s, {MOST_READING * scale:.2f} s)"
    )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
