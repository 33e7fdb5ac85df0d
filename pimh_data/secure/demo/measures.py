"""The outcome measures of the demonstration: real ranges and directions, invented usual scores and change."""

from dataclasses import dataclass

MOOD, RELATIONSHIP, WELLBEING = range(3)


@dataclass(frozen=True)
class Measure:
    """A measure's range, which way is better (1 or -1), what it is about, and invented sizes in its own points.

    `start`, `spread`: of first scores, the bad day apart; `change`: mean true improvement; `reliability`: 0 to 1.
    """

    name: str
    low: int
    high: int
    better: int
    about: int
    start: float
    spread: float
    change: float
    reliability: float


MEASURES = (
    Measure("PHQ-9", 0, 27, -1, MOOD, 12.2, 5.6, 4.0, 0.86),
    Measure("GAD-7", 0, 21, -1, MOOD, 11.4, 4.8, 3.4, 0.85),
    Measure("EPDS", 0, 30, -1, MOOD, 13.4, 5.4, 3.6, 0.85),
    Measure("CORE-10", 0, 40, -1, MOOD, 18.4, 6.8, 5.2, 0.86),
    Measure("HADS-A", 0, 21, -1, MOOD, 10.2, 4.1, 2.2, 0.83),
    Measure("HADS-D", 0, 21, -1, MOOD, 7.6, 3.9, 1.8, 0.82),
    Measure("MORS-SF warmth", 0, 35, 1, RELATIONSHIP, 24.0, 6.2, 3.6, 0.8),
    Measure("MORS-SF invasion", 0, 35, -1, RELATIONSHIP, 13.4, 5.8, 2.8, 0.8),
    Measure("KPCS", 0, 45, 1, RELATIONSHIP, 36.4, 5.2, 2.8, 0.82),
    Measure("GBO", 0, 10, 1, RELATIONSHIP, 3.4, 1.9, 2.6, 0.75),
    Measure("SWEMWBS", 7, 35, 1, WELLBEING, 21.0, 5.2, 3.0, 0.82),  # raw totals
    Measure("confidence rating", 0, 10, 1, WELLBEING, 4.6, 2.0, 2.0, 0.75),
)
NAMES = tuple(measure.name for measure in MEASURES)
