"""What changed between a first and a last score: reliable change, caseness, bands, as 0 and 1. Ibis expressions."""

from collections.abc import Mapping

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import NumericValue, StringValue, Table, Value

from pimh_data.registry.cubes import NO_FIRST_SCORE
from pimh_data.registry.measure import Measure
from pimh_data.statistics.reliable import ROUNDING, reliable_change_threshold

FEWEST_FOR_SD = 30  # a threshold from fewer first scores would be little more than chance
MOST_VARIANTS = 2  # reliable changes of one measure that a release holds: the site's own or the first, and the next


def computed_thresholds(rows: Table, measures: Mapping[str, Measure]) -> dict[str, dict[str, float]]:
    """Measure -> reliable change's key -> points, for those computed here: from the SD of all first scores.

    `rows`: one a course, with measure and first. Rounded to two decimals; absent where too few have a first score.
    Source: Jacobson and Truax 1991.
    """
    wanted = [key for key, measure in measures.items() if any(c.reliability for c in measure.reliable_changes)]
    mine = rows.filter(rows.measure.isin(wanted) & rows["first"].notnull())
    spread = mine.group_by("measure").agg(n=mine.count(), sd=mine["first"].std(how="sample")).to_pandas()
    known = spread[spread.n >= FEWEST_FOR_SD].set_index("measure").sd.to_dict()
    return {
        key: {
            change.key: round(float(reliable_change_threshold(sd, change.reliability)), 2)
            for change in measures[key].reliable_changes
            if change.reliability
        }
        for key, sd in known.items()
    }


def with_change(rows: Table, measures: Mapping[str, Measure]) -> Table:
    """The rows with what is counted and added up of them; `rows`: measure, first, last among others.

    eligible, first_score, paired; for each reliable change (0, 1) improved_0, deteriorated_0, no_reliable_change_0 and
    reliably_recovered_0; at_caseness (at the first score), recovered; first_band, last_band; sums and sums of squares
    for means; of_measure, its number in `measures`. A change of exactly the threshold is reliable.
    """
    first, last = rows["first"], rows["last"]
    paired = last.notnull()
    better = _by_measure(rows.measure, {key: 1 if m.says.startswith("higher") else -1 for key, m in measures.items()})
    rows = rows.mutate(gain=(last - first) * better)
    caseness = _by_measure(rows.measure, {key: m.caseness for key, m in measures.items()})
    rows = rows.mutate(
        case_first=((first - caseness) * better <= 0).fill_null(False),
        case_last=((last - caseness) * better <= 0).fill_null(True),
    )
    recovered = rows.case_first & ~rows.case_last
    steps: dict[str, Value] = {
        "eligible": ibis.literal(True),
        "first_score": first.notnull(),
        "paired": paired,
        "at_caseness": rows.case_first,
        "recovered": recovered,
    }
    for number in range(MOST_VARIANTS):
        points = _by_measure(rows.measure, {key: _points(measure, number) for key, measure in measures.items()})
        up = (rows.gain >= points - ROUNDING) & (rows.gain > 0)
        down = (rows.gain <= ROUNDING - points) & (rows.gain < 0)
        steps |= {
            f"improved_{number}": up.fill_null(False),
            f"deteriorated_{number}": down.fill_null(False),
            f"no_reliable_change_{number}": paired & points.notnull() & ~(up | down).fill_null(False),
            f"reliably_recovered_{number}": recovered & up.fill_null(False),
        }
    moved = last - first
    only_first = paired.ifelse(ibis.null("float64"), first)
    values = {"first": paired.ifelse(first, None), "last": last, "change": moved, "unpaired": only_first}
    sums = {f"sum_{name}": value.fill_null(0.0) for name, value in values.items()}
    sums |= {f"squares_{name}": (value * value).fill_null(0.0) for name, value in values.items()}
    bands = {
        "first_band": _band(rows.measure, first, measures).fill_null(NO_FIRST_SCORE),
        "last_band": _band(rows.measure, last, measures),
    }
    counts = {name: step.cast("int8") for name, step in steps.items()}
    number = {key: float(place) for place, key in enumerate(measures)}
    of_measure = _by_measure(rows.measure, number).cast("int64")
    rows = rows.mutate(**counts, **sums, **bands, of_measure=of_measure)
    return rows.drop("gain", "case_first", "case_last", "first", "last", "measure")


def materialised(rows: Table, name: str, connection: Backend) -> Table:
    """The rows as a table: what is used many times is worked out once."""
    return connection.create_table(name, rows, temp=True, overwrite=True)


def _points(measure: Measure, number: int) -> float | None:
    known = [change.points for change in measure.reliable_changes[:MOST_VARIANTS]]
    return known[number] if number < len(known) else None


def _by_measure(measure: StringValue, values: Mapping[str, float | None]) -> NumericValue:
    branches = [(measure == key, float(value)) for key, value in values.items() if value is not None]
    return ibis.cases(*branches) if branches else ibis.null("float64")


def _band(measure: StringValue, score: NumericValue, measures: Mapping[str, Measure]) -> StringValue:
    branches = [
        ((measure == key) & (score >= band.low), band.label)
        for key, one in measures.items()
        for band in reversed(one.bands)
    ]
    return ibis.cases(*branches)
