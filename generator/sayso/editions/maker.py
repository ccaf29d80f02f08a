"""The true maker of an edition: the site built of a clean checkout of its commit, and its manifest."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from sayso.config import load_config
from sayso.diagnostics import Diagnostic
from sayso.model.changes import Series
from sayso.model.editions import Edition
from sayso.model.snapshot import BadLedger, Snapshot
from sayso.model.snapshot import read as read_ledger
from sayso.site import engine
from sayso.site.build import CannotBuild, build
from sayso.site.doorway import doorway
from sayso.site.edition import published_at
from sayso.templating import BadTemplate

from . import manifest, moment
from .branch import Published
from .checkout import Checkout, checkout
from .manifest import BadManifest, Manifest
from .repository import Repository
from .writing import Made, Maker

_CONSTRAINTS: Final = "constraints.txt"
#: What the engine writes and no edition has: a packed file holds the time of packing.
_PACKED: Final = "sitemap.xml.gz"


class NotBuilt(Exception):
    """The site as of that commit has errors: `diagnostics`, with the files' `texts`."""

    def __init__(self, diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__()
        self.diagnostics, self.texts = diagnostics, texts


@contextmanager
def maker(
    root: Path,
    commit: str,
    name: str,
    tell: Callable[[str], None] = lambda _: None,
    *,
    folder: str | None = None,
    made: int | None = None,
) -> Iterator[Maker]:
    """What makes an edition of a commit, for as long as the block lasts. `folder` is where the site
    stands in that commit, if not where it stands now; `made` the moment that it is as of, if
    neither what the caller's SOURCE_DATE_EPOCH says nor that of the commit.

    It raises `NotBuilt`, `CannotBuild`, `GitTrouble` and `OSError`.
    """
    with ExitStack() as stack:
        opened: list[Checkout] = []

        def make(before: Sequence[Published], out: Path) -> Made:
            if not opened:
                opened.append(stack.enter_context(checkout(root, commit, prefix=folder)))
            repository = Repository.of(root)
            where = repository.prefix if folder is None else folder
            asked = moment.asked_for() if made is None else made
            as_of = opened[0].moment if asked is None else asked
            with moment.as_of(as_of):
                return _make(
                    opened[0], before, out, name, as_of, _held(repository, commit, where), where, tell
                )

        yield make


def _make(
    there: Checkout,
    before: Sequence[Published],
    out: Path,
    name: str,
    as_of: int,
    constraints: str | None,
    folder: str,
    tell: Callable[[str], None],
) -> Made:
    # What a commit may hold in it is no source.
    shutil.rmtree(there.root / "build", ignore_errors=True)
    config = load_config(there.root).config
    words = config.settings.edition if config else None
    title, note = (words.title or "", str(words.note or "")) if words else ("", "")
    edition = Edition(name, moment.written(as_of), title, note)
    past = tuple(each.snapshot for each in before)
    files = {each.name: frozenset(each.files) for each in before}
    series = Series(edition, past, files, there.commit)
    result = build(there.root, out, tell, series=series)
    if result.site is None:
        raise NotBuilt(result.diagnostics, result.texts)
    (out / _PACKED).unlink(missing_ok=True)
    found = Manifest(
        edition=name,
        made=edition.made,
        commit=there.commit,
        date=moment.written(there.moment),
        folder=folder,
        constraints=constraints,
        rubric=_rubric(out, name),
        tools=manifest.tools(),
        predecessors={each.name: manifest.sha256(each.ledger) for each in before},
        files=_checksums(out),
    )
    (out / manifest.PATH).write_text(manifest.text(found), encoding="utf-8", newline="\n")
    return Made(out, found, edition, partial(_doorway, there.root, address(there.root)))


def _rubric(out: Path, name: str) -> dict[str, str]:
    """By which rubric it was judged, out of its own ledger: which must be one."""
    try:
        ledger = read_ledger((out / manifest.LEDGER).read_bytes())
    except (BadLedger, FileNotFoundError) as bad:
        raise CannotBuild(f"the ledger.json that was built cannot be read again: {bad}") from None
    if ledger.edition is None or ledger.edition.name != name:
        raise CannotBuild(f"the ledger.json that was built does not say that it is of edition {name}")
    return {"version": ledger.rubric.version, "rules": ledger.rubric.rules}


def _checksums(out: Path) -> dict[str, str]:
    try:
        found = manifest.checksums(out)
    except BadManifest as bad:
        raise CannotBuild(f"the built site cannot be published: {bad}") from None
    packed = next((path for path in found if path.endswith(".gz")), None)
    if packed:
        raise CannotBuild(f"the built site cannot be published: {packed} is packed, and never the same twice")
    return found


def _held(repository: Repository, commit: str, folder: str) -> str | None:
    """The checksum of the list of exact versions beside the site, or at the repository's top."""
    for where in dict.fromkeys((folder.rstrip("/"), "")):
        for entry in repository.tree(f"{commit}:{where}"):
            if entry.path == _CONSTRAINTS and entry.kind == "blob":
                return manifest.sha256(repository.blob(entry.sha))
    return None


def address(root: Path) -> str:
    """The address of the whole published site, where its mkdocs.yml gives one, else ""."""
    with suppress(OSError), engine.silent():
        config = engine.load(root / "mkdocs.yml")[0]
        return published_at(config) if config else ""
    return ""


def _doorway(root: Path, site_url: str, editions: Sequence[Snapshot], draft: bool) -> Mapping[str, bytes]:
    if not editions:  # a draft alone: nobody is led there
        return {}
    try:
        return doorway(root, editions, site_url=site_url, draft=draft)
    except BadTemplate as bad:
        raise CannotBuild(f"what leads to the editions cannot be made: {bad}") from None
