"""What whoever publishes may have overlooked: told before anything is sent, and no reason to refuse."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.model.editions import DEV, Edition, EditionName

from .branch import Branch, Published
from .git import NoCommit
from .writing import Made, Request

#: So much of a title or a note is quoted.
_SHOWN: Final = 60


def overlooked(there: Branch, before: Sequence[Published], request: Request, made: Made) -> Iterator[str]:
    """Sentences on an edition that is made and not yet published; `before` are those before it. On the
    draft there is nothing to tell. Raises `BadBranch` and `GitTrouble`."""
    if request.name == DEV:
        return
    later = [e.name for e in there.editions if EditionName.parse(e.name) > EditionName.parse(request.name)]
    if later:
        told = ", ".join(later)
        yield f"Published already are later editions ({told}): they never change, so they do not tell of it."
    if before:
        yield from _same_words(before[-1].snapshot.edition, made.edition)
        yield from _strange_commit(before[-1])


def _same_words(old: Edition | None, new: Edition) -> Iterator[str]:
    """Whether somebody forgot to write a new title or note."""
    if old is None:  # never: a branch gives each its name
        return
    pairs = {"title": (old.title.split(), new.title.split()), "note": (old.note.split(), new.note.split())}
    same = {what: " ".join(now) for what, (then, now) in pairs.items() if now and then == now}
    if same:
        words = next(iter(same.values()))
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        what = f"{' and '.join(same)} of edition {new.name} {'are' if len(same) > 1 else 'is'}"
        yield (
            f'The {what} the very same as of {old.name}, the edition before it: "{shown}". If that was '
            "forgotten, change `edition:` in site_config/sayso.yml, and publish the commit that does."
        )


def _strange_commit(last: Published) -> Iterator[str]:
    """Whether the editions there may be those of another site."""
    commit = last.manifest.commit
    try:
        last.repository.commit(commit)
    except NoCommit:
        yield (
            f"Edition {last.name} is made of commit {commit[:12]}, which is not in this clone: is this the "
            "right remote, and is all of it fetched?"
        )
