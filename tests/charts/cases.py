"""The charts that are kept as files: each a list of figures, as small as shows one thing.

    .venv/bin/python -m tests.charts.cases

writes them anew; look at each that changes before you keep it.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sayso.defaults import folder
from sayso.model.claims import Figure
from sayso.render.chart import Entry, Frame, chart
from sayso.render.chart_reach import reach
from sayso.templating import load_templates

HERE = Path(__file__).parent
FRAME = Frame(
    name="sy-chart-bridge-1",
    title="Who gives which figure: killed",
    head=("killed", "3 January 2025", "counted in: soldiers"),
    foot=("Each figure is what its speaker says.", "The bridge", "As our records stood on 5 January 2025."),
    more="All 9 figures are in the table.",
    uneven="Some figures are too small to be seen on this scale.",
)
LONG = "The Joint Coordination Centre of the Northern and North-Eastern Operational Command says:"


def figure(**values: Any) -> Figure:
    """A figure of people killed. Numbers as an editor writes them."""
    numbers = {key: Decimal(text) for key, text in values.items() if key in ("value", "min", "max")}
    rest = {"as_said": "so many"} | {key: text for key, text in values.items() if key not in numbers}
    return Figure.model_validate({"measure": "killed", **rest, **numbers})


def entry(words: str, *, who: str = "Northland's army says:", floor: float = 0, **values: Any) -> Entry:
    about = {key: values.pop(key) for key in ("hollow", "side", "lang") if key in values}
    found = reach(figure(**values), floor)
    return Entry(who, words, "said 3 January 2025", "unconfirmed", found, **about)


CASES: Mapping[str, list[Entry]] = {
    "one-exact": [entry("340 killed", value="340", side="north")],
    "about": [entry("“about 340 killed”", value="340", bound="about")],
    "open-to-the-right": [
        entry("“over 1,000”", value="1000", bound="over"),
        entry("“at least a dozen”", value="12", bound="at_least", who="Southland's army says:"),
    ],
    "open-to-the-left": [
        entry("“up to 80”", value="80", bound="up_to"),
        entry("“fewer than 50”", value="50", bound="less_than"),
    ],
    "from-to": [entry("“600-800”", min="600", max="800"), entry("“tens of dead”", bound="tens_of")],
    "floor": [entry("“340, of whom 120 are named”", value="340", floor=120, hollow=False, side="south")],
    "gave-none": [
        entry("“340”", value="340"),
        entry("gave no figure, Gazette report says", who="Southland's army:", value_status="not_given"),
    ],
    "nought-and-one": [entry("none", value="0"), entry("one", value="1")],
    "all-nought": [entry("none", value="0")],
    "a-thousand-million-beside-three": [entry("three", value="3"), entry("10⁹", value="1000000000")],
    "decimals": [entry("0.25 of it", value="0.25"), entry("0.75 of it", value="0.75")],
    "long-names": [
        entry("“" + "very many and more than anybody has counted, " * 8 + "”", value="7", who=LONG * 3),
        entry("«понад 340 загиблих»", value="340", bound="over", who="Міністерство оборони says:", lang="uk"),
        entry("«أكثر من 340»", value="340", bound="over", who="وزارة الدفاع says:", lang="ar"),
    ],
}


def drawn(name: str) -> str:
    """A case as SVG, by the site's own template."""
    source = '{% from "chart.svg.j2" import chart_svg %}{{ chart_svg(chart) }}\n'
    templates = load_templates([folder() / "templates"]).environment
    return templates.from_string(source).render(chart=chart(CASES[name], FRAME))


if __name__ == "__main__":
    for each in CASES:
        (HERE / f"{each}.svg").write_text(drawn(each), encoding="utf-8")
