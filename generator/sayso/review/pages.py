"""Which pages read differently after a change, and how.

Pages are paired by their address; a renamed record's page with the one under its new name. Of
the editors' prose and of the pages of claims and quotations the sentences are told that differ;
everything else (lists, tallies, pages of sources and parties) follows from them and is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sayso.model.changes import Change
from sayso.model.ledger import Ledger
from sayso.render.pages import Page
from sayso.vocabulary import KIND_OF_KEY, KINDS

from .reading import Passage, compare, links, units

#: Folders of generated pages whose sentences are told, one record a page.
_TOLD: Final = ("claims", "quotes")

State = Literal["new", "gone", "changed"]


@dataclass(frozen=True)
class PageChange:
    """A page that reads differently. `address` is its place on the site ("claims/losses-340.md"),
    `file` the editors' file it comes from. `told` where sentences of it are worth reading, which are its
    `passages`. `leads` are the records (`kind:id`) that it leads to, before or after."""

    address: str
    file: str
    state: State
    told: bool
    passages: tuple[Passage, ...]
    leads: frozenset[str]


def changed_pages(
    before: Sequence[Page],
    after: Sequence[Page],
    was: Ledger,
    now: Ledger,
    language: str,
    records: frozenset[str],
) -> tuple[PageChange, ...]:
    """Every page that reads differently. `records` are those that were changed, by `kind:id`."""
    old = {page.path: page for page in before if page.path.endswith(".md")}
    new = {page.path: page for page in after if page.path.endswith(".md")}
    moved = dict(_moved(old, new, now))
    came_from = {is_at: was_at for was_at, is_at in moved.items()}
    found = []
    for path in [*new, *(path for path in old if path not in new)]:
        # Under a former address stands only where the record is now.
        if path in moved or path == "SUMMARY.md":
            continue
        change = _change(old.get(came_from.get(path, path)), new.get(path), language)
        if change is not None:
            found.append(change)
    prose = {page.address for page in (*was.pages, *now.pages)}
    return _told_once(found, prose, records)


def _told_once(
    found: Sequence[PageChange], prose: set[str], records: frozenset[str]
) -> tuple[PageChange, ...]:
    """The pages in the order in which they are told. A sentence that stands on several is told on
    the first of them; a page that has no other is only counted."""
    seen: set[Passage] = set()
    told = []
    for change in sorted(found, key=lambda each: _place(each, prose, records)):
        folder, _, rest = change.address.partition("/")
        worth = change.address in prose or (folder in _TOLD and "/" not in rest and rest != "index.md")
        passages = tuple(each for each in change.passages if each not in seen) if worth else ()
        seen.update(passages)
        told.append(replace(change, told=bool(passages), passages=passages))
    return tuple(sorted(told, key=lambda each: not each.told))


def affected(change: Change, pages: Sequence[PageChange]) -> int:
    """How many of the pages that read differently show the record of a change, or lead to it."""
    kind, _, name = change.record.partition(":")
    if kind == "page":
        return sum(page.file == name for page in pages)
    return sum(change.record in page.leads for page in pages)


def _change(old: Page | None, new: Page | None, language: str) -> PageChange | None:
    page = new or old
    if page is None or (old and new and old.text == new.text):
        return None
    passages = compare(units(old, language) if old else (), units(new, language) if new else ())
    if old and new and not passages:
        return None  # only what nobody reads differs
    leads = frozenset(_names(old)) | frozenset(_names(new))
    state: State = "changed" if old and new else "new" if new else "gone"
    return PageChange(page.path, page.origin, state, False, passages, leads)


def _names(page: Page | None) -> Iterator[str]:
    """The records that a page shows or leads to."""
    if page is None:
        return
    for folder, record in links(page):
        yield f"{KIND_OF_KEY[folder]}:{record}"
    folder, _, rest = page.path.partition("/")
    if folder in KIND_OF_KEY and rest != "index.md":
        yield f"{KIND_OF_KEY[folder]}:{rest.removesuffix('.md').partition('/')[0]}"


def _moved(old: Mapping[str, Page], new: Mapping[str, Page], now: Ledger) -> Iterator[tuple[str, str]]:
    """Where the pages of renamed records have gone: old address, new address."""
    for name, current in now.former.items():
        kind, _, record = name.partition(":")
        folder = KINDS.get(kind)
        if folder is None:
            continue
        was, is_now = f"{folder}/{record}.md", f"{folder}/{current}.md"
        if was in old and is_now in new and is_now not in old:
            yield was, is_now


def _place(change: PageChange, prose: set[str], records: frozenset[str]) -> tuple[int, str]:
    """Prose first, then the pages of what was changed, then those that repeat it."""
    if change.address in prose:
        return 0, change.address
    folder, _, rest = change.address.partition("/")
    own = f"{KIND_OF_KEY.get(folder)}:{rest.removesuffix('.md')}"
    return (1 if own in records else 2), change.address
