"""How long it takes to hold words against their sources: `python bench/verify.py [claims]`.

A site with that many claims (2,000 unless told), half as many quotations again and a source for
every ten claims is made in a temporary folder, with a copy of each source: half of them pages of
HTML with their own style sheets, half plain text, each with a few thousand words round what is
quoted. One wording in fifty differs from its source, so that nearest passages are looked for too.

What must hold, in seconds of the clock: `sayso verify` of 2,000 claims and 3,000 quotations takes
less than 10, from the start of the command to its end, writing the lock included. It is run three
times; the quickest is told.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
RUNS = 3
MOST = 10.0
PER_SOURCE = 10
STYLE = "<style>.ad, .teaser p { display: none } p { margin: 1em } .sr { clip: rect(0,0,0,0) }</style>"


def words_of(kind: str, n: int) -> str:
    return (
        f"the {kind} of number {n} took village {n * 7919 % 100_003} at dawn, ‘as planned’, on day {n % 31}"
    )


def site(root: Path, claims: int) -> int:
    """Write the site and its captures; how many wordings there are."""
    quotes = claims * 3 // 2
    sources = max(1, claims // PER_SOURCE)
    (root / "content").mkdir(parents=True)
    (root / ".captures").mkdir()
    shutil.copytree(REPOSITORY / "site_config", root / "site_config")
    (root / "site_config/captures.lock").unlink(missing_ok=True)
    (root / "content/parties.yml").write_text(
        "parties:\n  - {id: army, type: government_organization, name: The army}\n"
        "  - {id: paper, type: news_media_organization, name: The paper}\n",
        encoding="utf-8",
    )
    (root / "content/sources.yml").write_text(
        "sources:\n"
        + "".join(
            f"  - {{id: s-{n}, title: Report {n}, publisher: paper, kind: article, no_url: made up}}\n"
            for n in range(sources)
        ),
        encoding="utf-8",
    )
    (root / "claims.yml").write_text("claims:\n" + "".join(_claims(claims, sources)), encoding="utf-8")
    (root / "content/quotes.yml").write_text(
        "quotes:\n" + "".join(_quotes(quotes, sources)), encoding="utf-8"
    )
    for source in range(sources):
        _capture(root / ".captures", source, sources, claims, quotes)
    return claims + quotes


def _claims(count: int, sources: int) -> Iterator[str]:
    for n in range(count):
        words = words_of("claim", n).replace("took", "lost") if n % 50 == 0 else words_of("claim", n)
        yield f"  - id: c-{n}\n    text: The army took village {n}.\n    claimant: army\n"
        yield f'    source: s-{n % sources}\n    exact: "{words}"\n'


def _quotes(count: int, sources: int) -> Iterator[str]:
    for n in range(count):
        words = words_of("quote", n).replace("dawn", "dusk") if n % 50 == 0 else words_of("quote", n)
        yield f'  - id: q-{n}\n    speaker: army\n    source: s-{n % sources}\n    text: "{words}"\n'


def _capture(folder: Path, source: int, sources: int, claims: int, quotes: int) -> None:
    passages = [words_of("claim", n) for n in range(source, claims, sources)]
    passages += [words_of("quote", n) for n in range(source, quotes, sources)]
    filler = " ".join(
        f"Nothing new came from sector {n} of the front that day, they said." for n in range(20)
    )
    if source % 2:
        text = "\n\n".join(f"{filler}\nThey say that {words}. {filler}" for words in passages)
        (folder / f"s-{source}.txt").write_text(text, encoding="utf-8")
        return
    body = "\n".join(
        f"<p>{filler}</p><p class=ad>Buy</p><p>They say that <b>{words[:12]}</b>{words[12:]}. {filler}</p>"
        for words in passages
    )
    page = f"<!doctype html><html><head><meta charset=utf-8>{STYLE}</head><body>{body}</body></html>\n"
    (folder / f"s-{source}.html").write_text(page, encoding="utf-8")


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        wordings = site(root, claims)
        size = sum(path.stat().st_size for path in (root / ".captures").iterdir())
        took = []
        for _ in range(RUNS):
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "sayso", "verify", "--root", name],
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "NO_COLOR": "1"},
            )
            took.append(time.perf_counter() - began)
        told = done.stderr.strip().splitlines()[-1]
    print(f"{wordings:,} wordings, {size / 2**20:.1f} MiB of captures: {min(took):.2f} s ({told})")
    wrong = -(-claims // 50) + -(-(claims * 3 // 2) // 50)
    assert f"{wordings - wrong:,} verified, {wrong:,} missing" in told, told
    if claims <= 2_000 and min(took) > MOST:
        raise SystemExit(f"too slow: {min(took):.1f} s, {MOST:.0f} are allowed")


if __name__ == "__main__":
    main()
