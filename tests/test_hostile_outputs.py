"""A really built site whose records hold the hostile corpus: every output says what was written.

The files are found by walking the site; `tests/support/outputs.py` knows what each kind says.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from sayso.site.build import build
from tests import hostile
from tests.support.fields import fields
from tests.support.hostile_site import LENIENT, HostileSite, chunks
from tests.support.outputs import OUTPUTS, files_of, framed, output_of
from tests.support.scratch import REPOSITORY, frame_of_repository
from tests.test_hostile import NOT_SHOWN

HOME = """\
# Home

[[compare:question-1]]

[[timeline:timeline-1]]

See [[claim:claim-2]] and [[quote:quote-3]], [[cite:source-2]], [[party:party-1]], [[figure:claim-5]].

[[quote:quote-2]]

[[chart:question-2]]

[[claim:claim-4]]
"""
#: Attributes are not searched.
NOT_SEARCHED = ("source.language", "quote.original.language", "quote.translations.language")


@pytest.fixture(scope="module")
def hostile_site() -> HostileSite:
    return HostileSite(chunks(hostile.readable(), 2), spread=20)


@pytest.fixture(scope="module")
def built(hostile_site: HostileSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All readable strings of the corpus, on a site built with the repository's own configuration."""
    root = hostile_site.write(tmp_path_factory.mktemp("hostile"))
    frame_of_repository(root)
    with (root / "site_config/sayso.yml").open("a", encoding="utf-8") as settings:
        settings.write(LENIENT)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "content/index.md").write_text(HOME, encoding="utf-8")
    result = build(root)
    assert result.site is not None, [
        str(d.mark) + d.message for d in result.diagnostics if d.severity == "error"
    ]
    return result.site


def test_every_string_is_on_the_site(hostile_site: HostileSite) -> None:
    written = "\n".join(slot.value for slot in hostile_site.slots)
    assert [string for string in hostile.readable() if string not in written] == []


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.names)
def test_every_output_says_what_was_written(built: Path, hostile_site: HostileSite, output: object) -> None:
    """Each text stands there whole and as it was written, or not at all; and nothing acts."""
    names = [name for name in files_of(built) if output_of(name) is output]
    torn: list[str] = []
    acts: list[str] = []
    said: Counter[str] = Counter()
    for name in names:
        kind = output_of(name)
        data = (built / name).read_bytes()
        acts += [f"{name}: {wrong}" for wrong in kind.acts(data)]
        for text in kind.texts(data):
            torn += [f"{name}: {wrong}" for wrong in hostile_site.torn(text, read=kind.raw)]
            said.update(slot.field.name for slot in hostile_site.found(text))
            assert kind.carries or not list(hostile_site.found(text)), f"{name} holds a record's text"
    assert acts == []
    assert torn[:5] == []
    if names and output in _COMPLETE:
        wanted = {field.name for field in fields() if field.free} - NOT_SHOWN.keys()
        assert wanted - said.keys() == set(_COMPLETE[output])


#: Outputs in which every field that readers see must be found, and those that are left out there.
_COMPLETE = {output_of("index.html"): (), output_of("search/search_index.json"): NOT_SEARCHED}


def test_every_file_is_of_a_kind_that_was_thought_of(built: Path) -> None:
    kinds = Counter(output_of(name).names for name in files_of(built))
    assert kinds["*.html"] > 100
    assert kinds["search/pagefind/fragment/*.pf_fragment"] > 100


def test_no_text_changes_what_stands_round_it(built: Path) -> None:
    """All pages have the scripts, styles and forms of the theme, and no more."""
    frames = {name: framed((built / name).read_bytes()) for name in files_of(built) if name.endswith(".html")}
    plain = frames.pop("legend/index.html")
    frames.pop("404.html")
    frames.pop("search/index.html")  # alone has the form and the script of the search
    for name, frame in frames.items():
        more = Counter(frame) - Counter(plain)
        # Links to the pages before and after, and the table of contents' own switch.
        assert {tag for tag, _ in more} <= {"link", "input"}, (name, more)


def test_nothing_is_written_outside(built: Path) -> None:
    """Names of files come from ids and from tags; neither leads out, or is not plain."""
    root = built.parent
    assert {path.name for path in root.iterdir()} <= {
        "build", "claims", "claims.yml", "content", "mkdocs.yml", "site", "site_config", ".sayso",
    }  # fmt: skip
    for name in files_of(built):
        assert name.isascii()
        assert len(name) < 200
        assert not set(name) & set("<>:\"\\|?*%&#' ;`$(){}[]")
