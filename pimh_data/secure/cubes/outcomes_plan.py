"""Which breakdowns of outcomes each kind of period holds: the closed list, as data."""

from pimh_data.registry.cubes import (
    FIRST_AND_LAST_BAND,
    FIRST_BAND,
    QUARTER,
    SINCE_START,
    THREE_YEARS,
    TOTAL,
    YEAR,
)

KINDS = (QUARTER, YEAR, THREE_YEARS, SINCE_START)
# The dimensions of the default definition, and the columns that give the member.
DIMENSIONS = {
    TOTAL.name: (),
    "deprivation": ("core20",),
    "ethnic_split": ("ethnic_split",),
    "parent_role": ("parent_role",),
    FIRST_BAND.name: ("first_band",),
    FIRST_AND_LAST_BAND: ("first_band", "last_band"),
}
NOT_OF_PEOPLE = (FIRST_BAND.name, FIRST_AND_LAST_BAND)
EACH_YEAR = ("deprivation",)  # what each service is broken down by in one year
LONG = (THREE_YEARS, SINCE_START)
# Which dimensions each kind of period holds: for each service, and for all of them together.
PLAN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    QUARTER: ((), ()),
    YEAR: (EACH_YEAR, tuple(DIMENSIONS)[1:]),
    **dict.fromkeys(LONG, (tuple(DIMENSIONS)[1:],) * 2),
}
