"""How long files take that are meant to take long: `python bench/hostile.py`.

Each is the one file of a site, which is checked. What must hold, in seconds of the processor:
reading one takes less than 1, and the whole check, which judges up to 20,000 records, less than 3.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso import load, project
from sayso.rules._run import all_rules

REPOSITORY = Path(__file__).parent.parent
MOST_READING, MOST = 1.0, 3.0
MIB = 1 << 20


def aliases() -> str:
    """342 bytes that a reader which follows aliases expands to billions."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 5)}]" for n in range(1, 10)]
    return "\n".join(lines)[:342]


def filled(piece: Callable[[int], str]) -> str:
    """A claims file of 1 MiB, piece after piece."""
    text, size, number = ["claims:\n"], 8, 0
    while size < MIB - 400:
        text.append(piece(number))
        size += len(text[-1].encode())
        number += 1
    return "".join(text)


def _claim(number: int, more: str = "") -> str:
    return f"  - id: c-{number}\n    text: Words.\n    claimant: nobody\n{more}"


#: name -> (file, its text). The first four and the brackets in prose are what a design review
#: asked for; the others are a file with nothing but one fault.
CASES: dict[str, tuple[str, Callable[[], str]]] = {
    "342 bytes of aliases": ("claims.yml", aliases),
    "300,000 brackets": ("claims.yml", lambda: "claims: " + "[" * 300_000),
    "300,000 braces": ("claims.yml", lambda: "claims: " + "{" * 300_000),
    "a key of 1 MB": ("claims.yml", lambda: "k" * (MIB - 100) + ": x"),
    "a text of 1 MB": ("claims.yml", lambda: "claims: " + "x " * (MIB // 2 - 100)),
    "20,000 brackets in prose": ("content/a.md", lambda: "[" * 20_000),
    "only lost comments": ("claims.yml", lambda: filled(lambda n: f"  - two words #{n}\n")),
    "only unknown keys": ("claims.yml", lambda: filled(lambda n: f"  - {{id: c-{n}, k{n}: x, l{n}: y}}\n")),
    "only unknown lists": ("claims.yml", lambda: filled(lambda n: f"key-{n}: []\n")),
    "only texts for records": ("claims.yml", lambda: filled(lambda _: "  - x\n")),
    "only empty values": ("claims.yml", lambda: filled(lambda n: f"  - {{id: c-{n}, text: , source: }}\n")),
    "only empty claims": ("claims.yml", lambda: filled(lambda _: "  - {}\n")),
    "only bad dates": ("claims.yml", lambda: filled(lambda n: _claim(n, f"    said: around {n} May\n"))),
    "only bad ids": ("claims.yml", lambda: filled(lambda n: f"  - id: Bad Id {n}\n    text: x\n")),
    "only unknown references": ("claims.yml", lambda: filled(lambda n: _claim(n, f"    source: s-{n}\n"))),
    "only refused characters": ("claims.yml", lambda: filled(lambda _: "  - a\u200bb\x07c\n")),
    "only repeated keys": ("claims.yml", lambda: filled(lambda _: "  - {id: a, id: b}\n")),
    "only escapes": ("claims.yml", lambda: filled(lambda _: '  - "\\x07\\u200b"\n')),
    "only anchors and tags": ("claims.yml", lambda: filled(lambda n: f"  - &a{n} !t x\n")),
    "one claim of 1 MiB": (
        "claims.yml",
        lambda: filled(lambda n: f"{'  - id: a' if not n else ''}\n    k{n}: x"),
    ),
}


def measured(name: str, text: str) -> tuple[float, float, int]:
    """Seconds of the processor for reading the file and for the whole check; the findings."""
    spent = 0.0
    read = load.read_yaml

    def timed(*args: object, **options: object) -> object:
        nonlocal spent
        start = time.process_time()
        try:
            return read(*args, **options)
        finally:
            spent += time.process_time() - start

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        without = shutil.ignore_patterns("captures.lock")
        shutil.copytree(REPOSITORY / "site_config", Path(folder, "site_config"), ignore=without)
        path.write_text(text, encoding="utf-8")
        start = time.process_time()
        load.read_yaml = timed
        try:
            found = project.check(Path(folder))
        finally:
            load.read_yaml = read
        return spent, time.process_time() - start, len(found.diagnostics)


def results() -> Iterator[bool]:
    print(f"{'':<28}{'reading':>9}{'in all':>9}  findings")
    for name, (file, make) in CASES.items():
        reading, whole, findings = measured(file, make())
        slow = reading > MOST_READING or whole > MOST
        print(f"{name:<28}{reading:8.3f}s{whole:8.3f}s  {findings:,}{'   TOO SLOW' if slow else ''}")
        yield not slow


if __name__ == "__main__":
    all_rules()  # which are loaded once, not for each file
    raise SystemExit(0 if all(list(results())) else 1)
