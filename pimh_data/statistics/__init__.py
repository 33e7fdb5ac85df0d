"""Pure functions on numbers, for the field's published methods, one family a module. No table, no column, no state."""

from pimh_data.statistics import (
    change,
    compare,
    control,
    funnel,
    inequality,
    intervals,
    overdispersion,
    rounded_share,
    rounding,
    small_numbers,
    standardise,
    trend,
)

__all__ = [
    "change",
    "compare",
    "control",
    "funnel",
    "inequality",
    "intervals",
    "overdispersion",
    "rounded_share",
    "rounding",
    "small_numbers",
    "standardise",
    "trend",
]
