"""docs/glossary.md is kept: what it names is there, public names use its words, and a class name means one thing."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(
    r"^\| (?P<word>[^|]+) \| (?P<meaning>[^|]+) \| `(?P<file>[^`]+)`: `(?P<name>\w+)` \| (?P<other>[^|]*)\|$"
)
SECURE = ROOT / "pimh_data" / "secure"  # it has its own words for what has not been released


def lines() -> list[re.Match]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ") and not row.startswith("| word |")]
    found = [LINE.match(row) for row in rows]
    assert [row for row, match in zip(rows, found, strict=True) if match is None] == [], (
        "word, meaning, `file`: `name`, no more"
    )
    return [match for match in found if match]


def defined(path: Path) -> dict[str, type[ast.stmt]]:
    """The public names that a module defines."""
    names: dict[str, type[ast.stmt]] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names[node.name] = type(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {part.id: type(node) for one in targets for part in ast.walk(one) if isinstance(part, ast.Name)}
    return {name: kind for name, kind in names.items() if not name.startswith("_")}


def open_side() -> list[Path]:
    every = [path for top in ("pimh_data", "pages") for path in sorted((ROOT / top).rglob("*.py"))]
    return [path for path in every if SECURE not in path.parents]


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["word"])
def test_every_word_stands_where_the_glossary_says(line):
    path = ROOT / line["file"]
    assert path.is_file(), f"{line['word']}: there is no {line['file']}"
    assert line["name"] in defined(path), f"{line['word']}: {line['file']} defines no {line['name']}"


def test_no_word_is_explained_twice():
    words = Counter(part.strip() for line in lines() for part in line["word"].split(","))
    assert [word for word, times in words.items() if times > 1] == []


def test_public_names_of_the_open_side_use_the_words_of_the_glossary():
    owner = {(line["file"], line["name"]) for line in lines()}
    other = {name.strip(): line["word"] for line in lines() for name in line["other"].split(",") if name.strip()}
    wrong = []
    for path in open_side():
        file = path.relative_to(ROOT).as_posix()
        names = {path.stem} | {name for name, kind in defined(path).items() if kind in (ast.ClassDef, ast.FunctionDef)}
        wrong += [
            f"{file}: {name}, say: {other[name]}" for name in sorted(names & other.keys()) if (file, name) not in owner
        ]
    assert wrong == []


def test_a_public_class_of_the_open_side_shares_its_name_with_no_other():
    held = [
        (name, path.relative_to(ROOT).as_posix())
        for path in open_side()
        for name, kind in defined(path).items()
        if kind is ast.ClassDef
    ]
    times = Counter(name for name, _ in held)
    assert [f"{file}: {name}" for name, file in held if times[name] > 1] == []
