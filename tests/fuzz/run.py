"""Fuzz one target, or try one input.

    python tests/fuzz/run.py TARGET [SECONDS] [libFuzzer's options]
    python tests/fuzz/run.py TARGET FILE

The first needs `pip install 'sayso[fuzz]'`. What is learnt goes to `.cache/fuzz/TARGET/corpus`,
what breaks a promise to `.cache/fuzz/TARGET/crash-...`; FUZZ_DIR names another folder.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
#: What is watched for new paths. Without the parts of the engine's Markdown that look for marks,
#: the fuzzer would not see what our escaping must withstand.
WATCHED = [
    "sayso",
    "yaml",
    "markdown.blockprocessors",
    "markdown.extensions",
    "markdown.htmlparser",
    "markdown.inlinepatterns",
    "markdown.postprocessors",
    "markdown.preprocessors",
]
#: Bytes. What only long texts show, the targets try by repeating short ones.
LONGEST = 4096


def main() -> None:
    if len(sys.argv) < 2 or not (HERE / "seeds" / sys.argv[1]).is_dir():
        sys.exit(__doc__)
    name, what, *more = [*sys.argv[1:3], "600"] if len(sys.argv) == 2 else sys.argv[1:]
    sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator")]
    if what.isdigit():
        fuzz(name, what, more)
    else:
        from tests.fuzz.targets import TARGETS

        TARGETS[name](Path(what).read_bytes())
        print("every promise holds")


def fuzz(name: str, seconds: str, more: list[str]) -> None:
    """Run libFuzzer on a target. It ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=WATCHED):
        from tests.fuzz.targets import TARGETS
    folder = Path(os.environ.get("FUZZ_DIR", REPOSITORY / ".cache" / "fuzz")) / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-dict={HERE / 'dictionaries' / name}.txt",
        f"-artifact_prefix={folder}/",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        *more,
    ]
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus"), str(HERE / "seeds" / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
