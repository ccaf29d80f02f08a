"""Files to a ledger: which files there are, and what stands in them.

Nothing here raises for what an editor wrote. A broken record leaves its id behind,
so that references to it do not cascade.
"""

from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from sayso import bounds, vocabulary
from sayso.bounds import Budget
from sayso.chains import bounded
from sayso.default_words import default_words
from sayso.diagnostics import Diagnostic, Severity, without_echoes
from sayso.files import Folder
from sayso.model import records, story
from sayso.model.fields import Ref, Verbatim
from sayso.model.ledger import Entry, Ledger, ProsePage
from sayso.model.validate import diagnostic, path_name, point, shape, smooth, validate
from sayso.model.walk import Leaf, Path
from sayso.phrases import Phrases
from sayso.prose import FRONT_MATTER_KEYS, Prose, parse, split_front_matter
from sayso.shelf import Shelf
from sayso.source import Document, read_yaml
from sayso.text import decode, did_you_mean

#: Kinds whose records take the file's default source where they name none.
_WITH_SOURCE = ("claim", "quote")
#: After so many faults in one file the rest of it is left: to tell each takes time.
_MOST_FINDINGS = 2000


@dataclass(frozen=True)
class Loaded:
    """A ledger, everything found wrong while reading it, and the text of each file."""

    ledger: Ledger
    diagnostics: list[Diagnostic]
    texts: dict[str, str]


def load(root: FilePath, words: Phrases | None = None) -> Loaded:
    """Read all that editors own below `root`: `claims.yml`, `claims/`, `content/`. A reader will be
    told of it in these words, else in the default ones."""
    reader = _Reader(Folder(root))
    reader.read()
    entries, too_long = bounded(reader.entries)
    reader.found.extend(too_long)
    ledger = Ledger(
        tuple(entries),
        tuple(reader.pages),
        tuple(reader.shelf.assets),
        tuple(reader.defaults),
        tuple(item.mark for item in reader.found if item.severity is Severity.ERROR),
        words or default_words(),
    )
    return Loaded(ledger, reader.found, reader.texts)


class _Reader:
    def __init__(self, folder: Folder) -> None:
        self.entries: list[Entry] = []
        self.pages: list[ProsePage] = []
        self.defaults: list[tuple[Document, Leaf]] = []
        self.found: list[Diagnostic] = []
        self.texts: dict[str, str] = {}
        self.budget = Budget()
        self.shelf = Shelf(folder, self.budget, self.found)

    def read(self) -> None:
        for kind, name, raw in self.shelf.sheets():
            (self._yaml if kind == "yaml" else self._prose)(name, raw)

    # YAML

    def _yaml(self, name: str, raw: bytes) -> None:
        self.texts[name] = raw.decode("utf-8", "replace")
        document, found = read_yaml(raw, name)
        self.found.extend(found)
        if document.data is None:
            return
        unread = [item.mark for item in found]
        before = len(self.found)
        self._lists(document, document.data)
        self.found[before:] = without_echoes(self.found[before:], unread)

    def _lists(self, document: Document, data: dict[str, Any]) -> None:
        source = self._defaults(document)
        last = next(reversed(data), None)
        most, crowded = len(self.found) + _MOST_FINDINGS, False
        for key, items in data.items():
            if key == "defaults":
                continue
            kind = vocabulary.KIND_OF_KEY.get(key)
            if kind is None or not isinstance(items, list):
                crowded = crowded or self._enough(most, document, (key,), items)
                if not crowded:
                    self._no_records(document, key, items)
                continue
            for index, item in enumerate(items):
                crowded = crowded or self._enough(most, document, (key, index), item)
                cut = not document.complete and key == last and index == len(items) - 1
                self._record(document, (key, index), item, kind, source, cut=cut or crowded)

    def _enough(self, most: int, document: Document, path: Path, data: Any) -> bool:
        """Whether more faults than that were found, which is then told: it ends the telling."""
        if len(self.found) <= most:
            return False
        message = f"more than {_MOST_FINDINGS:,} faults stand above; from here on none is told"
        hint = "mend those first: perhaps one slip is behind them all"
        self.found.append(diagnostic("too-large", message, point(document, path, data), hint))
        return True

    def _no_records(self, document: Document, key: str, items: object) -> None:
        if key in vocabulary.KIND_OF_KEY:
            self._not_a_list(document, key, items)
        else:
            self._unknown_list(document, key)

    def _unknown_list(self, document: Document, key: str) -> None:
        allowed = ["defaults", *vocabulary.KIND_OF_KEY]
        hint = did_you_mean(key, allowed) or "a file's keys are: " + ", ".join(allowed)
        self.found.append(
            diagnostic("unknown-key", f"'{key[:60]}' is no kind of record", document.key_mark((key,)), hint)
        )

    def _not_a_list(self, document: Document, key: str, items: object) -> None:
        if items == "" and (key,) in document.plain:
            hint = f'write "{key}: []" where there are none'
            self.found.append(
                diagnostic("empty-value", f"'{key}' has no value", document.key_mark((key,)), hint)
            )
        else:
            mark = document.key_mark((key,))
            hint = "begin each record with '- '"
            self.found.append(diagnostic("wrong-type", f"'{key}' is not a list of records", mark, hint))

    def _defaults(self, document: Document) -> str | None:
        data = (document.data or {}).get("defaults")
        if data is None:
            return None
        defaults, found = validate(document, ("defaults",), data, records.Defaults, "defaults")
        self.found.extend(found)
        if defaults is None or defaults.source is None:
            return None
        path: Path = ("defaults", "source")
        leaf = Leaf(path, defaults.source, Ref("source"))
        self.defaults.append((document, leaf))
        return defaults.source

    def _record(
        self, document: Document, path: Path, data: Any, kind: str, source: str | None, *, cut: bool
    ) -> None:
        """Read one record. Of one that was `cut` short by a syntax error only the id is kept."""
        if not isinstance(data, dict):
            if not cut:
                message = f"this {kind} is {shape(data)}, not keys with values"
                hint = "begin it with '- id: ...'"
                self.found.append(diagnostic("wrong-type", message, document.mark(path), hint))
            return
        if not self._affordable(document, path, data, kind):
            return
        is_smooth = smooth(data, bounds.MOST_ITEMS)
        cut = cut or (not is_smooth and self._crowded(document, path, data, kind))
        record_id = data.get("id")
        known = isinstance(record_id, str) and record_id != ""
        what = f"{kind} '{str(record_id)[:80]}'" if known else f"this {kind}"
        name = f"{kind}:{record_id}" if known else ""
        filled, inherited = _with_default(data, kind, source)
        at = len(self.entries)  # its place, before its events
        events = record = None
        if kind == "timeline" and isinstance(data.get("events"), list):
            events = self._events(document, (*path, "events"), data["events"], cut=cut)
            filled = {**filled, "events": []}
        if not cut:
            model = records.MODELS[kind]
            record, found = validate(document, path, filled, model, what, record=name, is_smooth=is_smooth)
            self.found.extend(found)
        if record is not None and events is not None:
            record = record.model_copy(update={"events": events})
        if known:
            entry = Entry(kind, str(record_id), record, document, path, inherited)
            self.entries.insert(at, entry)
            self._quoted_words(entry)

    def _affordable(self, document: Document, path: Path, data: dict[str, Any], kind: str) -> bool:
        """Whether the site has room for one more record; else that is told, once."""
        verdict = self.budget.record(kind, data)
        return verdict is True or self.shelf.within(verdict, point(document, path, data))

    def _crowded(self, document: Document, path: Path, data: Any, kind: str) -> bool:
        """Whether a list in a record is too long to be read, which is then told."""
        where = bounds.crowded(data) if isinstance(data, dict) else None
        if where is None:
            return False
        message = f"'{path_name(where)}' of this {kind} has more than {bounds.MOST_ITEMS} items"
        hint = "divide it: what belongs together can stand in several records"
        self.found.append(diagnostic("too-large", message, document.mark((*path, *where)), hint))
        return True

    def _events(
        self, document: Document, path: Path, items: list[Any], *, cut: bool
    ) -> tuple[story.Event, ...]:
        """The events of a timeline: records of their own, each judged by itself."""
        good = []
        for index, item in enumerate(items):
            if isinstance(item, dict) and not self._affordable(document, (*path, index), item, "event"):
                break
            event_id = item.get("id") if isinstance(item, dict) else None
            known = isinstance(event_id, str) and event_id != ""
            what = f"event '{str(event_id)[:80]}'" if known else "this event"
            name = f"event:{event_id}" if known else ""
            event = None
            unread = cut and index == len(items) - 1
            if not unread and not self._crowded(document, (*path, index), item, "event"):
                event, found = validate(document, (*path, index), item, story.Event, what, record=name)
                self.found.extend(found)
            if event is not None:
                good.append(event)
            if known:
                entry = Entry("event", str(event_id), event, document, (*path, index))
                self.entries.append(entry)
                self._quoted_words(entry)
        return tuple(good)

    def _quoted_words(self, entry: Entry) -> None:
        for leaf in entry.leaves:
            if isinstance(leaf.marker, Verbatim) and entry.document.is_plain((*entry.path, *leaf.path)):
                field = str(leaf.path[-1] if isinstance(leaf.path[-1], str) else leaf.path[-2])
                message = f"'{field}' of {entry.kind} '{entry.id}' quotes words without quotation marks"
                hint = "put the words in quotation marks, or in a block after '|-' or '>-'"
                mark = entry.mark(*leaf.path)
                self.found.append(diagnostic("unquoted-words", message, mark, hint, entry.name))

    # Prose

    def _prose(self, name: str, raw: bytes) -> None:
        text, found = decode(raw, name)
        self.texts[name] = text
        self.found.extend(found)
        if found:
            return
        front, body, first_line = split_front_matter(text)
        meta = self._front_matter(name, front)
        prose, found = parse(body, name, first_line)
        self.found.extend(found)
        address = name.removeprefix("content/")
        self.pages.append(_page(name, address, meta, prose))

    def _front_matter(self, name: str, front: str | None) -> records.FrontMatter:
        if front is None or not front.strip():
            return records.FrontMatter()
        document, found = read_yaml(front, name, line_offset=1)
        self.found.extend(found)
        if document.data is None:
            return records.FrontMatter()
        meta, wrong = validate(document, (), document.data, records.FrontMatter, "the front matter")
        for finding in wrong:
            hint = "its keys are: " + ", ".join(FRONT_MATTER_KEYS)
            code = {"code": "SAY054", "name": "bad-front-matter"}
            self.found.append(replace(finding, **code, hint=finding.hint or hint))  # type: ignore[arg-type]
        return meta or records.FrontMatter()


def _page(name: str, address: str, meta: records.FrontMatter, prose: Prose) -> ProsePage:
    stem = address.removesuffix(".md").rpartition("/")[2]
    title = meta.title or stem.replace("-", " ").capitalize()
    return ProsePage(
        path=name,
        address=address,
        title=title,
        prose=prose,
        description=meta.description or "",
        nav_title=meta.nav_title or "",
        order=meta.order,
        lang=meta.lang or "",
    )


def _with_default(
    data: dict[str, Any], kind: str, source: str | None
) -> tuple[dict[str, Any], frozenset[Path]]:
    """The data with the file's default source where the record, or a citation, names none."""
    if source is None or kind not in _WITH_SOURCE:
        return data, frozenset()
    citations = data.get("citations")
    if kind == "claim" and isinstance(citations, list):
        filled, inherited = [], set()
        for index, item in enumerate(citations):
            lacks = isinstance(item, dict) and "source" not in item and "quote" not in item
            filled.append({**item, "source": source} if lacks else item)
            if lacks:
                inherited.add(("citations", index, "source"))
        return {**data, "citations": filled}, frozenset(inherited)
    if "source" in data:
        return data, frozenset()
    return {**data, "source": source}, frozenset({("source",)})
