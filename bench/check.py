"""How long a check takes, phase by phase: `python bench/check.py [claims]`.

A site with that many claims (10,000 unless told), a fifth as many sources, quotations and
parties and a few hundred questions and events is made in a temporary folder. What must hold:
a check of 10,000 claims takes less than 5 seconds of the processor (so that a
busy machine changes nothing); less than 2.5 is wanted.
"""

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sayso import project
from sayso.config import load_config
from sayso.load import load
from sayso.rubric.status import standings
from sayso.rules._kit import Context
from sayso.rules._run import all_rules, run

REPOSITORY = Path(__file__).parent.parent
PER_FILE = 1000
WANTED, MOST = 2.5, 5.0


def claims(numbers: range) -> Iterator[str]:
    for n in numbers:
        army, other = ("north", "south")[n % 2], ("south", "north")[n % 2]
        source = n // 5
        yield f"  - id: claim-{n}\n    text: The {army}ern army took village number {n}.\n"
        yield f"    claimant: {army}-{n % 50}\n"
        if n % 4 == 0:
            yield (
                f"    citations:\n      - quote: q-{source}\n"
                f"      - {{source: s-{source}, relation: supports, access: first_hand,"
                f' exact: "took village {n}"}}\n'
            )
        else:
            yield f'    source: s-{source}\n    via: [outlet-{n % 40}]\n    exact: "took village {n}"\n'
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
    shutil.copytree(REPOSITORY / "site_config", root / "site_config")
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


def timed(name: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    result = work()
    print(f"{name:<22}{time.perf_counter() - start:7.3f} s")
    return result


def main(count: int) -> int:
    gc.disable()  # as project.check does
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        site(root, count)
        start, start_cpu = time.perf_counter(), time.process_time()
        found = project.check(root)
        whole, cpu = time.perf_counter() - start, time.process_time() - start_cpu
        told = f"{cpu:.3f} s of the processor, {len(found.diagnostics):,} findings"
        print(f"{'the whole check':<22}{whole:7.3f} s   ({told})")
        configured = timed("  configuration", lambda: load_config(root))
        loaded = timed("  reading", lambda: load(root))
        assert configured.config is not None
        config, ledger = configured.config, loaded.ledger
        stand = timed("  statuses", lambda: standings(ledger, config, project.today()))
        context = Context(ledger, config, stand, configured.documents)
        timed("  rules", lambda: run(context))
        spent = {}
        for rule in all_rules():
            start = time.perf_counter()
            list(rule.check(context))
            spent[rule.NAME] = time.perf_counter() - start
        for name, seconds in sorted(spent.items(), key=lambda item: -item[1])[:8]:
            print(f"    {name:<20}{seconds:7.3f} s")
    verdict = "as wanted" if cpu < WANTED else "within the limit" if cpu < MOST else "TOO SLOW"
    print(f"{count:,} claims: {verdict} (wanted {WANTED} s, limit {MOST} s)")
    return 0 if cpu < MOST else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
