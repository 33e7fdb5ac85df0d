"""Every public name has a user in the product: what tests alone call is deleted, not kept."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pimh_data.commands import VERBS

ROOT = Path(__file__).resolve().parents[1]
# Called by nothing here, and kept: each with what it waits for.
KEPT = {
    "pimh_data.secure.ingest.fingertips.read_fingertips": "reads one genuine file for whoever asks from outside",
    "pimh_data.secure.report.check_lines": "the part of the report on the extracts, without what lies beside them",
    "pimh_data.statistics.compare.compare_by_quintile": "areas of a country in quintiles",
    "pimh_data.statistics.inequality.bounds_for_unknowns": "where people of unknown group could fall",
    "pimh_data.statistics.small_numbers.pooled_proportions": "services shrunken towards all of them",
    "pimh_data.statistics.standardise.directly_standardised_rate": "areas of different ages side by side",
    "pimh_data.statistics.standardise.indirectly_standardised_ratio": "areas of different ages side by side",
}


def test_every_public_name_is_used_by_something_that_is_no_test():
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _files()}
    asked = {name for path, tree in trees.items() for name in _asked_of_others(path, tree)}
    unused = set()
    for path, tree in trees.items():
        module, loaded = _module(path), _loaded(tree)
        for names, node in _definitions(tree):
            own = _loaded(node)
            elsewhere = any(f"{place}.{name}" in asked for name in names for place in _reached_as(module))
            if not elsewhere and all(loaded[name] == own[name] for name in names):
                unused.add(f"{module}.{names[0]}")
    unused.discard("app.app")  # what the server runs
    unused -= {f"pimh_data.commands.{verb}.{verb}" for verb in VERBS}  # what is opened by what is typed
    assert sorted(unused - set(KEPT)) == [], "nothing but tests uses these: delete them"
    assert sorted(set(KEPT) - unused) == [], "these are used now: take them out of KEPT"


def _files() -> Iterator[Path]:
    yield ROOT / "app.py"
    for top in ("pimh_data", "pages"):
        yield from sorted((ROOT / top).rglob("*.py"))


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _reached_as(module: str) -> list[str]:
    """The module and the packages above it, any of which may hand its names on."""
    parts = module.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1)]


def _definitions(tree: ast.Module) -> Iterator[tuple[list[str], ast.stmt]]:
    """The public names that a module defines; those that one assignment gives together stand together."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and not _is_read(part)]
        else:
            continue
        if names and not names[0].startswith("_"):
            yield names, node


def _asked_of_others(path: Path, tree: ast.Module) -> Iterator[str]:
    """Names that a file imports, and attributes of the modules it imports. A package that hands on a name uses none."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    loaded = _loaded(tree)
    for name, full in modules.items():
        if path.name != "__init__.py" or loaded[name]:
            yield full
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def _loaded(node: ast.AST) -> Counter:
    return Counter(part.id for part in ast.walk(node) if isinstance(part, ast.Name) and _is_read(part))


def _is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)
