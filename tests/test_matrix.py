"""The question's table: who says it, about whom; and two kinds of nothing that never read alike."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import project
from sayso.render.matrix import MOST_IN_CELL
from tests.support.scratch import CAST, scratch

SAID = """\
claims:
  - {id: own, text: We lost nine., claimant: north-army, about: bridge, source: gazette-1, exact: "lost nine",
     figure: {measure: losses_unspecified, value: 9, unit: soldiers, of: north-army}}
  - {id: theirs, text: They lost fifty., claimant: north-army, about: bridge, source: gazette-1,
     exact: "lost fifty", figure: {measure: losses_unspecified, value: 50, unit: soldiers, of: south-army}}
  - {id: held, text: We hold the bridge., claimant: north-army, about: bridge, source: gazette-1,
     exact: "hold the bridge"}
  - {id: seen, text: Both lost many., claimant: source, about: bridge, source: gazette-1,
     exact: "thousands were lost", figure: {measure: losses_unspecified, bound: thousands_of,
     as_said: "thousands", unit: soldiers, of: [north-army, south-army]}}
"""
GAP = """\
  - {id: bridge, title: Who holds the bridge?, gaps: [{party: south-army, about: its own losses,
     citation: {source: gazette-1, exact: "gave no figure"}}]}
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> LexborNode:
    cast = CAST.replace("  - {id: bridge, title: Who holds the bridge?}\n", GAP)
    root = scratch(
        tmp_path_factory.mktemp("matrix"), {"claims.yml": SAID, "content/cast.yml": cast}, cast=False
    )
    return table_of(root)


def table_of(root: Path, path: str = "questions/bridge.md") -> LexborNode:
    made, problems = project.pages(project.check(root))
    assert not problems
    found = LexborHTMLParser(next(page.text for page in made if page.path == path)).css_first(
        "table.sy-matrix"
    )
    assert found is not None
    return found


def rows(table: LexborNode) -> dict[str, list[str]]:
    """Who speaks -> what stands in each cell, without the cell's own label."""
    found = {}
    for row in table.css("tbody tr:not(.sy-matrix__group)"):
        head = row.css_first("th")
        cells = []
        for cell in row.css("td"):
            for label in cell.css(".sy-cell-label, .sy-vh, .sy-sr"):
                label.decompose()
            cells.append(" ".join(cell.text(separator=" ").split()))
        found[head.text().strip() if head else ""] = cells
    return found


def test_sides_stand_first_in_rows_and_columns(table: LexborNode) -> None:
    heads = [node.text().strip() for node in table.css("thead th")]
    assert heads == ["Who says it", "About Northland", "About Southland",
                     "About Northland's army and Southland's army", "Other statements"]  # fmt: skip
    assert [node.text().strip() for node in table.css("th[scope=rowgroup]")] == [
        "Northland",
        "Southland",
        "Others",
    ]


def test_each_cell_holds_what_its_row_says_of_its_column(table: LexborNode) -> None:
    found = rows(LexborHTMLParser(table.html or "").css_first("table"))  # type: ignore[arg-type]
    assert [cell.partition(" · ")[0] for cell in found["Northland's army"]] == [
        "Northland's army says: We lost nine. Northland's army",
        "Northland's army says: They lost fifty. Northland's army",
        "None in our sources.",
        "Northland's army says: We hold the bridge. Northland's army",
    ]
    assert found["This source's own account"][2].startswith("This source's own account: Both lost many.")


def test_a_silence_is_told_with_its_source_and_is_no_empty_cell(table: LexborNode) -> None:
    gap = table.css_first("tr.sy-matrix__gap")
    assert gap is not None and gap.css_first(".sy-gap") is not None
    assert "Southland's army: nothing on its own losses, Gazette report says." in gap.text()
    assert "None in our sources" not in gap.text() and gap.css_first(".sy-none") is None
    empty = table.css(".sy-matrix__empty")
    assert empty and all(cell.css_first(".sy-none") and not cell.css_first(".sy-gap") for cell in empty)


def test_it_is_a_table_that_can_be_heard(table: LexborNode) -> None:
    assert table.css_first("caption") is not None
    assert all(node.attributes.get("scope") in ("col", "row", "rowgroup") for node in table.css("th"))
    assert all(cell.css_first(".sy-badge") for cell in table.css("td") if cell.css_first(".sy-words"))


def many(parties: int, columns: int, claims: int) -> dict[str, str]:
    names = [f"party-{number}" for number in range(max(parties, columns))]
    cast = "".join(f"  - {{id: {name}, type: organization, name: {name.title()}}}\n" for name in names)
    told = "".join(
        f"  - {{id: c{number}, text: Some {number} fell., claimant: party-{number % parties}, about: bridge,"
        f' source: gazette-1, exact: "{number} fell", figure: {{measure: count, value: {number}, unit: men,'
        f" of: party-{number % columns}}}}}\n"
        for number in range(claims)
    )
    return {"content/more.yml": f"parties:\n{cast}", "claims.yml": f"claims:\n{told}"}


@pytest.mark.parametrize(
    ("parties", "columns", "claims", "wide"), [(8, 2, 8, False), (8, 7, 40, True), (1, 1, 40, False)]
)
def test_it_holds_many(tmp_path: Path, parties: int, columns: int, claims: int, wide: bool) -> None:
    table = table_of(scratch(tmp_path, many(parties, columns, claims)))
    assert len(table.css("thead th")) == columns + 1
    assert ("sy-matrix--wide" in (table.attributes["class"] or "")) is wide
    shown = len(table.css(".sy-matrix__claim"))
    assert shown == min(claims, MOST_IN_CELL * parties * columns)
    assert shown == claims or f"{claims - shown} more stand below or on further pages." in table.text()


def test_a_question_on_which_only_words_stand_has_one_column(tmp_path: Path) -> None:
    words = """\
claims:
  - {id: a, text: It stands., claimant: north-army, about: bridge, source: gazette-1, exact: "stands"}
"""
    table = table_of(scratch(tmp_path, {"claims.yml": words}))
    assert [node.text().strip() for node in table.css("thead th")] == ["Who says it", "What is said"]
    assert rows(table)[""] == ["None in our sources."], "the other side is not left out"
