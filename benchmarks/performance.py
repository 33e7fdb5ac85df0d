"""Writes docs/performance.md from what the benchmarks measured: every figure, its budget, the machine and the day.

python -m benchmarks.performance build/measured
"""

import argparse
import importlib
import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.figures import ROOT

PAGE = ROOT / "docs" / "performance.md"
OPENING = (
    "# Performance\n\nMeasured by `make bench`, which writes this page; nothing on it is written by hand. A limit "
    "fails the command where it is passed; an aim is the design's budget, and **over** says that it is not kept. "
    "Absolute times hold for the machine named; ratios within one run travel better.\n"
)


@dataclass(frozen=True)
class Measured:
    """What one benchmark wrote: its name, the day, and its figures as they stand in the file."""

    name: str
    day: date
    figures: Sequence[dict[str, object]]


def machine() -> str:
    """'Linux on x86_64, 2 processors, 23 GiB, Python 3.11.2': what it is, not whose."""
    held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else None
    memory = f", {held:.0f} GiB" if held else ""
    kind = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors{memory}"
    return f"{kind}, Python {platform.python_version()}"


def read(folder: Path, names: Sequence[str]) -> list[Measured]:
    """What the folder holds of these benchmarks, in their order. Raises FileNotFoundError where it holds none."""
    paths = [folder / f"{name}.json" for name in names if (folder / f"{name}.json").exists()]
    if not paths:
        raise FileNotFoundError(f"{folder} holds no figures of a benchmark: run make bench first")
    return [
        Measured(path.stem, date.fromtimestamp(path.stat().st_mtime), json.loads(path.read_text(encoding="utf-8")))
        for path in paths
    ]


def written(measured: Sequence[Measured], on: str) -> str:
    """The whole page as Markdown."""
    parts = [OPENING, f"Machine: {on}.\n", _over(measured)]
    return "\n".join([*parts, *(_section(one) for one in measured)])


def _over(measured: Sequence[Measured]) -> str:
    lines = [
        f"- {figure['name']}: {_value(figure)} ({_bound(figure)})" for figure in _all(measured) if _is_over(figure)
    ]
    return "\n".join(["## Over budget\n", *(lines or ["Nothing."]), ""])


def _section(one: Measured) -> str:
    about = (importlib.import_module(f"benchmarks.{one.name}").__doc__ or "").strip()
    rows = [f"| {figure['name']} | {_value(figure)} | {_bound(figure)} |" for figure in one.figures]
    head = f"## {one.name.replace('_', ' ').capitalize()}\n\n{about}\n\nMeasured on {one.day.isoformat()}.\n"
    return "\n".join([head, "| figure | measured | may be |", "|---|---:|---|", *rows, ""])


def _all(measured: Sequence[Measured]) -> Iterator[dict[str, object]]:
    return (figure for one in measured for figure in one.figures)


def _value(figure: dict[str, object]) -> str:
    value = float(str(figure["value"]))
    number = f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
    return f"{number} {figure['unit']}".strip()


def _bound(figure: dict[str, object]) -> str:
    named = [
        f"{word} {float(str(bound)):,g}{': **over**' if _passed(figure, bound) else ''}"
        for word, bound in (("at most", figure["limit"]), ("aim", figure["aim"]))
        if bound is not None
    ]
    return ", ".join(named)


def _is_over(figure: dict[str, object]) -> bool:
    return any(bound is not None and _passed(figure, bound) for bound in (figure["limit"], figure["aim"]))


def _passed(figure: dict[str, object], bound: object) -> bool:
    return not float(str(figure["value"])) <= float(str(bound))


def main() -> None:
    """Write the page from the folder named."""
    from benchmarks.__main__ import NAMES

    parser = argparse.ArgumentParser(prog="python -m benchmarks.performance", description=__doc__)
    parser.add_argument("measured", type=Path, help="folder that the benchmarks wrote into")
    PAGE.write_text(written(read(parser.parse_args().measured, NAMES), machine()), encoding="utf-8")


if __name__ == "__main__":
    main()
