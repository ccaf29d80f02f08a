"""`manifest.json`: what an edition is made of, and the checksum of every file in it."""

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from sayso import defaults, project
from sayso.model.editions import DEV, BadName, EditionName

#: The name of the file, at the top of an edition.
PATH: Final = "manifest.json"
LEDGER: Final = "ledger.json"
SCHEMA: Final = 1
#: The theme's own search index stands outside: it is not promised to be the same each time. Ours is.
SEARCH: Final = "search/search_index.json"
#: A manifest has a line for each file of an edition.
_MOST_BYTES: Final = 64 * 1024 * 1024
#: Whose versions decide what a page looks like.
_TOOLS: Final = (
    "mkdocs", "mkdocs-material", "mkdocs-literate-nav", "jinja2", "markdown", "markupsafe", "nh3",
    "pydantic", "pygments", "pymdown-extensions", "pyyaml", "selectolax", "sentencex", "text2num",
    "tinycss2", "properdocs", "pagefind", "pagefind_bin",
)  # fmt: skip


class BadManifest(Exception):
    """A text that is no manifest. The message says why, in a clause."""


@dataclass(frozen=True)
class Manifest:
    """What an edition is made of.

    `made` is the moment that its pages are as of, `date` that of the `commit`; `folder` is where
    the site stands in the repository. `constraints` is the checksum of constraints.txt, None where
    the commit has none. `rubric` has the version and the checksum of its rules. `predecessors` maps
    each edition before it to the checksum of its ledger.json, `files` each file to its own.
    """

    edition: str
    made: str
    commit: str
    date: str
    folder: str
    constraints: str | None
    rubric: Mapping[str, str]
    tools: Mapping[str, str]
    predecessors: Mapping[str, str]
    files: Mapping[str, str]


def sha256(content: bytes) -> str:
    """A checksum as it stands in a manifest."""
    return hashlib.sha256(content).hexdigest()


def covered(path: str) -> bool:
    """Whether a file of an edition has its place in the manifest."""
    return path != PATH and not path.startswith(SEARCH)


def text(manifest: Manifest) -> str:
    """The file: the same for the same edition, and to be read by people."""
    document = {
        "schema": SCHEMA,
        "edition": manifest.edition,
        "made": manifest.made,
        "commit": manifest.commit,
        "commit_date": manifest.date,
        "folder": manifest.folder,
        "constraints": manifest.constraints,
        "rubric": dict(sorted(manifest.rubric.items())),
        "tools": dict(sorted(manifest.tools.items())),
        "predecessors": [
            {"edition": name, "ledger": sha}
            for name, sha in sorted(manifest.predecessors.items(), key=_order)
        ],
        "files": dict(sorted(manifest.files.items())),
    }
    return json.dumps(document, ensure_ascii=True, indent=1) + "\n"


def _order(item: tuple[str, str]) -> EditionName:
    return EditionName.parse(item[0])


def parse(raw: bytes) -> Manifest:
    """A `manifest.json`. Raises `BadManifest`."""
    if len(raw) > _MOST_BYTES:
        raise BadManifest("it is too large")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadManifest("it is no JSON") from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise BadManifest(f"it is no manifest of schema {SCHEMA}")
    try:
        constraints = document["constraints"]
        manifest = Manifest(
            edition=_text(document["edition"]),
            made=_text(document["made"]),
            commit=_text(document["commit"]),
            date=_text(document["commit_date"]),
            folder=_text(document["folder"]),
            constraints=None if constraints is None else _text(constraints),
            rubric=_texts(document["rubric"]),
            tools=_texts(document["tools"]),
            predecessors={_text(item["edition"]): _text(item["ledger"]) for item in document["predecessors"]},
            files=_texts(document["files"]),
        )
        for name in (*manifest.predecessors, *(() if manifest.edition == DEV else (manifest.edition,))):
            EditionName.parse(name)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadManifest(f"its shape is not that of a manifest ({type(error).__name__}: {error})") from None
    except BadName as error:
        raise BadManifest(str(error)) from None
    return manifest


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]!r} is no text")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(key): _text(item) for key, item in value.items()}


def files_in(folder: Path) -> Iterator[str]:
    """Every file below a folder by name, sorted. Raises `BadManifest` for a link, or what else is no
    plain file."""
    names = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BadManifest(f"{name} is no plain file")
        if path.is_file():
            names.append(name)
    yield from sorted(names)


def checksums(folder: Path) -> dict[str, str]:
    """The checksum of each file of a folder that has a place in the manifest."""
    return {name: sha256((folder / name).read_bytes()) for name in files_in(folder) if covered(name)}


@cache
def tools() -> Mapping[str, str]:
    """The version of each program that has a say in what a page looks like. Sayso's own has a
    checksum of its code and default templates: between two releases the version stays."""
    found = {"python": platform.python_version(), "sayso": f"{_version('sayso')} ({_own_code()})"}
    for name in _TOOLS:
        if version := _version(name):
            found[name] = version
    return found


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _own_code() -> str:
    package, own = Path(project.__file__).parent, defaults.folder()
    total = hashlib.sha256()
    for start, where in (
        ("code", package),
        ("templates", own / "templates"),
        ("theme", own / "site_config" / "theme"),
    ):
        for path in sorted(where.rglob("*")):
            name = path.relative_to(where)
            if path.is_file() and not {"__pycache__", "_defaults"} & set(name.parts):
                total.update(f"{start}/{name.as_posix()}\0".encode() + sha256(path.read_bytes()).encode())
    return f"code {total.hexdigest()[:16]}"
