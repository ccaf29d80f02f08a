"""The layers point one way: a module imports only from lower ones.

Modules of one layer never import each other; a package's own files may, as long as
they make no circle. `yaml`, `jinja2`, `mkdocs` and git each have one place.
"""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator" / "sayso"

#: Module or package -> layer.
LAYERS = {
    # 0: what everybody may use
    "diagnostics": 0,
    "vocabulary": 0,
    "interrupts": 0,
    "characters": 0,
    "defaults": 0,
    "bounds": 0,
    "tones": 0,
    "looks": 0.5,
    "png": 0,
    "shapes": 0,
    "raster": 0.5,
    "images": 0,
    "files": 0.5,
    "ids": 0.5,
    "text": 0.5,
    "escape": 0.5,
    "cbor": 0.5,
    "pagefind_files": 0.7,
    "locks": 0.7,
    # 1: reading
    "document": 1,
    "syntax": 1,
    "strictness": 1,
    "parsers": 1.2,
    "source": 1.4,
    "edtf": 1,
    "dates": 1.2,
    "figures": 1,
    "inline": 1,
    "markdown_blocks": 1,
    "markdown_inline": 1,
    "prose_pieces": 1,
    "safe_markdown": 1.2,
    "prose_reader": 1.4,
    "prose": 1.6,
    "templating": 1.2,
    "phrases": 1.2,
    "default_words": 1.6,
    "sanitize": 1,
    "wording": 1,
    "sentences": 1,
    # 2 to 5: from records to what is told
    "model": 2,
    "diff": 2.5,
    "dated": 2.2,
    "phrasebook": 2.6,
    "shelf": 2.5,
    "chains": 2.5,
    "lockfile": 3,
    "coverage": 3,
    "laundering": 3,
    "balance": 3,
    "load": 3,
    "config": 3,
    "rubric": 4,
    "rules": 4,
    "render": 4,
    "links": 4,
    "audit": 4,
    "captures": 4,
    "outputs": 4,
    "impact": 4.5,
    "searching": 4.5,
    "docs_folder": 4.5,
    "report": 5,
    "project": 5,
    "review": 5.5,
    # 6 to 8: the engine and the commands
    "site": 6,
    "editions": 7,
    "commands": 8,
    "cli": 9,
    "__main__": 10,
}
#: What one module alone may import, by the name of the import.
ONLY = {
    "yaml": {"parsers", "source"},
    "jinja2": {"templating"},
    "mkdocs": {"site"},
    "sentencex": {"sentences"},
    "text_to_num": {"laundering"},
    "tinycss2": {"captures"},
    "subprocess": {"editions", "searching"},
    "pagefind_bin": {"searching"},
    "click": {"commands", "cli"},
    "babel": {"phrases"},
    "PIL": {"raster"},
}


def modules() -> list[tuple[str, Path]]:
    return [
        (".".join(path.relative_to(PACKAGE).with_suffix("").parts), path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "_defaults" not in path.parts
    ]


def imports(name: str, path: Path) -> list[str]:
    """Every import of a module, absolute, wherever in the file it stands."""
    found = []
    parts = ["sayso", *name.split(".")]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parts[: -node.level]) + "." if node.level else ""
            module = base + (node.module or "")
            found.append(module.rstrip("."))
            found += [f"{module.rstrip('.')}.{alias.name}" for alias in node.names]
    return found


def top(dotted: str) -> str:
    return dotted.split(".")[1] if dotted.startswith("sayso.") else ""


@pytest.mark.parametrize(("name", "path"), modules())
def test_a_module_imports_only_from_lower_layers(name: str, path: Path) -> None:
    own = name.split(".")[0]
    if own == "__init__":
        return
    for target in map(top, imports(name, path)):
        if target in LAYERS and target != own:
            assert LAYERS[target] < LAYERS[own], f"{name} imports {target}"


def test_every_module_has_a_layer() -> None:
    assert {name.split(".")[0] for name, _ in modules()} - {"__init__"} == set(LAYERS)


@pytest.mark.parametrize(("library", "owners"), ONLY.items())
def test_some_libraries_have_one_place(library: str, owners: set[str]) -> None:
    users = {
        name.split(".")[0]
        for name, path in modules()
        if any(target.split(".")[0] == library for target in imports(name, path))
    }
    assert users <= owners


def test_the_files_of_a_package_make_no_circle() -> None:
    names = {name for name, _ in modules()}
    graph = {
        name: {
            target.removeprefix("sayso.")
            for target in imports(name, path)
            if target.removeprefix("sayso.") in names
        }
        - {name}
        for name, path in modules()
    }
    list(TopologicalSorter(graph).static_order())


def test_nothing_is_imported_late_or_only_for_types() -> None:
    """No lazy import hides a knot; `cli` and `rules` look modules up by name, in the open."""
    for name, path in modules():
        tree = ast.parse(path.read_text())
        late = [
            node
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert not late, f"{name} imports inside a function"
        assert "TYPE_CHECKING" not in path.read_text(), name


#: Modules above 300 lines, each with its reason.
LONG: dict[str, str] = {}


def test_no_module_is_long_without_a_reason() -> None:
    long = {name for name, path in modules() if len(path.read_text().splitlines()) > 300}
    assert long == set(LONG)
