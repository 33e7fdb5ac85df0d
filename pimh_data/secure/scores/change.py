"""What changed between a first and a last score: reliable change, caseness, bands, as 0 and 1. Statements alone."""

from collections.abc import Mapping
from itertools import zip_longest

import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.cubes import NO_FIRST_SCORE
from pimh_data.registry.measure import Measure
from pimh_data.secure.statements import fetched, flag, handed, listed
from pimh_data.statistics.reliable import ROUNDING, reliable_change_threshold

FEWEST_FOR_SD = 30  # a threshold from fewer first scores would be little more than chance
MOST_VARIANTS = 2  # reliable changes of one measure that a release holds: the site's own or the first, and the next
VARIANTS = range(MOST_VARIANTS)

SPREAD = """
    select measure, count(*) as n, stddev_samp("first") as sd
    from defined
    where definition = 0 and "first" is not null
    group by measure"""


def computed_thresholds(connection: Backend, measures: Mapping[str, Measure]) -> dict[str, dict[str, float]]:
    """Measure -> reliable change's key -> points, for those computed here: from the SD of all first scores.

    Of the courses `defined` by the first definition. Rounded to two decimals; absent where too few have a first score.
    Source: Jacobson and Truax 1991.
    """
    found = fetched(connection, SPREAD).to_pylist()
    spread = {row["measure"]: row["sd"] for row in found if row["n"] >= FEWEST_FOR_SD}
    return {
        key: {
            change.key: round(float(reliable_change_threshold(spread[key], change.reliability)), 2)
            for change in measure.reliable_changes
            if change.reliability
        }
        for key, measure in measures.items()
        if key in spread and any(change.reliability for change in measure.reliable_changes)
    }


def bands_of(measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """The names of all bands, each by its code, and NO_FIRST_SCORE as the last."""
    return (*dict.fromkeys(band.label for measure in measures.values() for band in measure.bands), NO_FIRST_SCORE)


# What each row says of its change: gain, points for the better; case_first, case_last.
MEASURED = f"""
    select d.n, d.definition, d.month, m.of_measure, d."first", d."last",
        {listed(*(f"m.points_{v}" for v in VARIANTS))[2:]},
        (d."last" - d."first") * m.better as gain,
        coalesce((d."first" - m.caseness) * m.better <= 0, false) as case_first,
        coalesce((d."last" - m.caseness) * m.better <= 0, true) as case_last,
        coalesce(of_first.code, m.unscored) as first_band, of_last.code as last_band
    from defined as d
    join measures as m on m.measure = d.measure
    left join bands as of_first
        on of_first.of_measure = m.of_measure and d."first" >= of_first.low and d."first" < of_first.below
    left join bands as of_last
        on of_last.of_measure = m.of_measure and d."last" >= of_last.low and d."last" < of_last.below"""
UP, DOWN = (
    f"gain >= points_{{0}} - {ROUNDING} and gain > 0",
    f"gain <= {ROUNDING} - points_{{0}} and gain < 0",
)
RECOVERED = "case_first and not case_last"
STEPS = {
    "eligible": "true",
    "first_score": '"first" is not null',
    "paired": '"last" is not null',
    "at_caseness": "case_first",
    "recovered": RECOVERED,
}
for variant in VARIANTS:
    up, down = UP.format(variant), DOWN.format(variant)
    STEPS |= {
        f"improved_{variant}": up,
        f"deteriorated_{variant}": down,
        f"no_reliable_change_{variant}": f'"last" is not null and points_{variant} is not null '
        f"and not coalesce(({up}) or ({down}), false)",
        f"reliably_recovered_{variant}": f"{RECOVERED} and {up}",
    }
# The scores whose sums and squares are added up for means.
VALUES = {
    "first": 'case when "last" is not null then "first" end',
    "last": '"last"',
    "change": '"last" - "first"',
    "unpaired": 'case when "last" is null then "first" end',
}
CHANGED = f"""
    select n, definition, month, of_measure, first_band, last_band, "first", "last"
        {listed(*(f"cast({flag(step)} as tinyint) as {name}" for name, step in STEPS.items()))}
    from ({MEASURED}) as measured"""


def hand_measures(connection: Backend, measures: Mapping[str, Measure]) -> None:
    """Hand `measures` (of_measure, its place; better, caseness, points_0, ...; unscored, a code) and `bands` over.

    A score between two bands is in the lower one, one under the lowest in none.
    """
    code = {name: number for number, name in enumerate(bands_of(measures))}
    listed_measures = list(measures.values())
    columns = {
        "measure": pa.array(list(measures)),
        "of_measure": pa.array(range(len(measures)), pa.int16()),
        "better": [1.0 if measure.says.startswith("higher") else -1.0 for measure in listed_measures],
        "caseness": pa.array([measure.caseness for measure in listed_measures], pa.float64()),
        "unscored": pa.array([code[NO_FIRST_SCORE]] * len(measures), pa.int16()),
    }
    for variant in VARIANTS:
        columns[f"points_{variant}"] = pa.array([_points(one, variant) for one in listed_measures], pa.float64())
    handed(connection, "measures", pa.table(columns))
    bands = [
        (number, code[band.label], band.low, above.low if above else float("inf"))
        for number, measure in enumerate(listed_measures)
        for band, above in zip_longest(measure.bands, measure.bands[1:])
    ]
    kinds = {"of_measure": pa.int16(), "code": pa.int16(), "low": pa.float64(), "below": pa.float64()}
    arrays = [pa.array([row[place] for row in bands], kind) for place, kind in enumerate(kinds.values())]
    handed(connection, "bands", pa.table(arrays, names=list(kinds)))


def _points(measure: Measure, number: int) -> float | None:
    known = [change.points for change in measure.reliable_changes[:MOST_VARIANTS]]
    return known[number] if number < len(known) else None
