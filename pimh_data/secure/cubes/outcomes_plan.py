"""Which breakdowns of outcomes are counted: those of the views that are counted of any of their cubes. Data."""

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, FIRST_BAND, PERIOD_KINDS, TOTAL
from pimh_data.registry.views import ANY
from pimh_data.secure.cubes.plan import COUNTED

CUBES_OF_OUTCOMES = ("outcomes", "reliable_change", "recovery", "severity")
# Each dimension, and the columns that give its members.
DIMENSIONS = {
    TOTAL.name: (),
    "deprivation": ("core20",),
    "ethnic_split": ("ethnic_split",),
    "parent_role": ("parent_role",),
    FIRST_BAND.name: ("first_band",),
    FIRST_AND_LAST_BAND: ("first_band", "last_band"),
}
# Kind of period -> dimension -> the kinds of service for which a cube of outcomes is broken down by it.
PLAN = {
    kind: {
        dimension: tuple(
            service for service in ANY if any((cube, kind, service, dimension) in COUNTED for cube in CUBES_OF_OUTCOMES)
        )
        for dimension in DIMENSIONS
    }
    for kind in PERIOD_KINDS
}
KINDS = tuple(kind for kind, plan in PLAN.items() if any(plan.values()))
