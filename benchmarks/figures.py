"""What a benchmark measured: figures beside the most that they may be; printed, and written down where asked."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Figure:
    """One number. `limit`: the most that it may be now; `aim`: the design's budget where it is still to be reached."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    aim: float | None = None

    @property
    def over(self) -> bool:
        """Whether it is more than it may be."""
        return self.limit is not None and not self.value <= self.limit

    def line(self, small: bool = False) -> str:
        """'opening a release            1,234 MB   at most 1,500: kept   aim 150: over'."""
        bounds = () if small else (("at most", self.limit), ("aim", self.aim))
        said = [
            f"{word} {bound:,g}: {'kept' if self.value <= bound else 'OVER'}"
            for word, bound in bounds
            if bound is not None
        ]
        value = f"{self.value:,.0f}" if abs(self.value) >= 1_000 else f"{self.value:.4g}"
        return f"{self.name:<58}{value:>10} {self.unit:<6}{'   '.join(said)}".rstrip()


@dataclass(frozen=True)
class Asked:
    """How to measure. `small`: in seconds, to see that it runs at all. `releases`: of the demonstration, if there."""

    small: bool = False
    releases: Path | None = None
    referrals: int = 60_000


def options(name: str, about: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description=about)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs: figures say nothing")
    parser.add_argument("--releases", type=Path, help="folder with a release of the demonstration; made if not given")
    parser.add_argument("--referrals", type=int, default=Asked.referrals, help="of the demonstration, where it is made")
    parser.add_argument("--write", type=Path, help="folder to write the figures into")
    return parser


def run(name: str, about: str | None, measure: Callable[[Asked], Iterable[Figure]]) -> None:
    """Measure, print, write; ends the process with 1 where a figure is more than it may be, unless it was small."""
    given = options(f"benchmarks.{name}", about).parse_args()
    found = list(measure(Asked(given.small, given.releases, given.referrals)))
    for figure in found:
        print(figure.line(given.small))
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        written = [asdict(figure) | {"over": figure.over} for figure in found]
        (given.write / f"{name}.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    sys.exit(any(figure.over for figure in found) and not given.small)
