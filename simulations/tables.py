"""The tables of docs/statistics.md, in Markdown, from what was simulated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pimh_data.questions.outcomes.outcome_definition import measures_of
from simulations import demonstration, families, one_group, two_groups, two_years
from simulations.chances import chances
from simulations.drawn import estimates
from simulations.drawn_outcomes import parameters_of_outcomes
from simulations.drawn_people import parameters
from simulations.redrawn import seen_by_deprivation

SIZES = (5, 20, 50, 100, 300, 100_000)
NAMES = (*(f"{low} to {high - 1}" for low, high in pairwise(SIZES[:-1])), f"{SIZES[-2]} and more")


@dataclass(frozen=True)
class Size:
    """How much to simulate: sizes of groups, and draws of each."""

    groups: Sequence[int] = (20, 30, 50, 100, 200, 300, 500, 1000, 2000)
    draws: int = 40_000
    draws_a_point: int = 20_000
    families: Sequence[tuple[int, int]] = ((50, 50), (100, 100), (100, 300), (300, 1000))
    draws_of_families: int = 1_500


def tables(size: Size) -> Iterator[str]:
    """Each table with its heading, in the order of the page."""
    yield _of_one("A share: part and whole rounded", one_group.of_shares, size, 100, "points")
    yield _of_one("A rate: the count rounded, the population known", one_group.of_rates, size, 1, "people")
    yield _of_two("The difference of two shares, of so many people each", "share", size, 0)
    yield _of_two("The ratio of two rates, so many people expected of each", "ratio", size, 1)
    yield _of_unequal(size)
    yield _of_power(size)
    yield _of_families(size)
    yield _of_two_years(size)
    release, drawn = demonstration.released(), demonstration.drawn()
    people, improving = parameters(drawn, chances(drawn)), parameters_of_outcomes(drawn, measures_of(release))
    yield from _of_drawn(estimates(release, people, improving, seen_by_deprivation(drawn)))


def _table(heading: str, columns: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [f"**{heading}**", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _of_one(heading: str, covered: one_group.Covering, size: Size, scale: float, unit: str) -> str:
    columns = ("size", "covered", "at the worst point", "which", f"mean width, {unit}", "at the worst case")

    def rows() -> Iterator[Sequence[str]]:
        for group in size.groups:
            found = covered(group)
            widths = (f"{scale * width:.1f}" for width in (found.width, found.width_worst_case))
            yield f"{group:,}", f"{found.average:.1%}", f"{found.worst:.1%}", found.where, *widths

    return _table(heading, columns, rows())


def _of_two(heading: str, kind: str, size: Size, none: float) -> str:
    scale, width = (100, "mean width, points") if kind == "share" else (1, "mean width")
    flags = "nulls told from chance", "at the worst case"
    columns = ("size", "covered", "at the worst point", "which", *flags, width, "at the worst case")

    def rows() -> Iterator[Sequence[str]]:
        for group in size.groups:
            drawn, same = (draw(group, size.draws, kind) for draw in (two_groups.anywhere, two_groups.nulls))
            worst, where = two_groups.worst_point(group, size.draws_a_point, kind)
            told = f"{same.flagged(none):.1%}", f"{same.flagged_worst_case(none):.1%}"
            widths = (f"{scale * width:.{1 if scale > 1 else 2}f}" for width in drawn.widths())
            yield f"{group:,}", f"{drawn.covered():.1%}", f"{worst:.1%}", where, *told, *widths

    return _table(heading, columns, rows())


def _of_unequal(size: Size) -> str:
    columns = (
        "one group",
        "the other",
        "shares: nulls told",
        "at the worst case",
        "ratios: nulls told",
        "at the worst case",
    )

    def rows() -> Iterator[Sequence[str]]:
        for one, other in ((20, 100), (20, 1000), (50, 300), (50, 1000), (100, 1000)):
            told = []
            for kind, none in (("share", 0), ("ratio", 1)):
                drawn = two_groups.nulls(one, size.draws, kind, other)
                told += [f"{drawn.flagged(none):.1%}", f"{drawn.flagged_worst_case(none):.1%}"]
            yield f"{one:,}", f"{other:,}", *told

    return _table("Two groups of different sizes that differ by nothing", columns, rows())


def _of_power(size: Size) -> str:
    columns = ("size of each", "what there is", "told from chance", "at the worst case")

    def rows() -> Iterator[Sequence[str]]:
        rng = np.random.default_rng(two_groups.SEED)
        for group in (100, 300, 1000):
            for one, other in ((0.4, 0.5), (0.35, 0.5), (0.3, 0.5)):
                drawn = two_groups.shares_drawn(group, np.full(size.draws, one), np.full(size.draws, other), rng)
                told = f"{drawn.flagged(0):.0%}", f"{drawn.flagged_worst_case(0):.0%}"
                yield f"{group:,}", f"shares of {one:.0%} and {other:.0%}", *told
            for ratio in (0.9, 0.8, 0.7):
                drawn = two_groups.ratios_drawn(group, np.full(size.draws, ratio), rng)
                told = f"{drawn.flagged(1):.0%}", f"{drawn.flagged_worst_case(1):.0%}"
                yield f"{group:,}", f"a ratio of {ratio}", *told

    return _table("How often a real difference is told from chance", columns, rows())


def _of_families(size: Size) -> str:
    columns = ("referred, Core20", "referred, the rest", "nulls of which anything is told from chance")
    rows = (
        (f"{one:,}", f"{other:,}", f"{families.flagged(one, other, size.draws_of_families):.1%}")
        for one, other in size.families
    )
    return _table("Core20 against the rest: the four steps and the whole path, one family of five tests", columns, rows)


def _of_two_years(size: Size) -> str:
    columns = ("people a year", "of those in both, alike", "as different people", "as the same people")
    rows = (
        (f"{group:,}", f"{alike:.0%}", *(f"{told:.1%}" for told in two_years.flagged(group, alike, size.draws)))
        for group in (100, 300, 1000)
        for alike in (0, 0.5, 1)
    )
    return _table("Two years with a fifth of the people in both: true nulls that are told from chance", columns, rows)


def _of_drawn(shown: pd.DataFrame) -> Iterator[str]:
    """Of every interval that the product shows of the demonstration: by what it is of, and by how many people."""
    yield _covered(
        "The demonstration: intervals that are shown, against what it was drawn with", "of what", shown, "kind"
    )
    sizes = pd.cut(shown["size"], SIZES, right=False, labels=NAMES)
    yield _covered("The same by how many people they are of", "people", shown.assign(size=sizes), "size")


def _covered(heading: str, label: str, shown: pd.DataFrame, by: str) -> str:
    columns = (label, "intervals", "covered", "at the worst case", "mean width, points", "at the worst case")

    def row(name: str, held: pd.DataFrame) -> Sequence[str]:
        truth, cells = held["truth"], []
        for before in ("", "former_"):
            lower, upper = held[f"{before}lower"], held[f"{before}upper"]
            inside = (lower <= truth + 1e-12) & (truth - 1e-12 <= upper)
            cells.append((f"{inside.mean():.1%}", f"{100 * (upper - lower).mean():.1f}"))
        (covered, width), (covered_before, width_before) = cells
        return name, f"{len(held):,}", covered, covered_before, width, width_before

    groups = ((str(name), held) for name, held in shown.groupby(by, observed=True, sort=by != "kind"))
    return _table(heading, columns, (row(name, held) for name, held in (*groups, ("all", shown))))
