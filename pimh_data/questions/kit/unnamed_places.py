"""Places that stand beside others without their names: their values, so coarse that little else can be read off them.

Nothing but these values leaves here: no count, no interval, no limit, in no order but their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pimh_data.answer import NOT_NAMED, Row, Selection, Value
from pimh_data.formats import number, percent
from pimh_data.questions.cells import NAN
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.release import Release
from pimh_data.release.roll_ups import ENOUGH

# Of rates: below so many per 1,000, to the nearest so many. A rate times published births is a count, and counts are
# multiples of 5: finer, it would be one for few of the Places. A share of few people is one of few fractions.
STEPS, LARGEST_STEP, RATIO_STEP = ((50.0, 5.0), (100.0, 10.0), (200.0, 20.0)), 50.0, 0.1
CALLED = "Another Place ({})"
NOT_DRAWN = (
    "On the ranking other Places stand without a name: to the nearest {step}, without counts or intervals, and in no "
    "average. Their numbers follow the order of their values, and are of other Places in another view. A map and a "
    "funnel would tell which they are: they show named Places alone."
)
BY_DECILE = "By single decile no Place stands here without its name: how few are born in it would tell which it is."
TOO_FEW = f"Fewer than {ENOUGH} of the other Places have people enough: none of them is shown."


@dataclass(frozen=True)
class Unnamed:
    """The values of Places without a name, highest first. `asked`: whether there are such Places at all.

    `by_decile`: whether a single decile is chosen, for which none of them is shown.
    """

    measure: PlaceMeasure
    values: tuple[float, ...] = ()
    asked: bool = False
    by_decile: bool = False

    @staticmethod
    def of(release: Release, selection: Selection, measure: PlaceMeasure) -> "Unnamed":
        """Those that a release holds: of each Place that has people enough; none where fewer than ENOUGH have.

        They are the same Places whatever Place or system is chosen: two choices tell nobody which of them lie where.
        """
        held = release.unnamed
        if held is None or selection.deprivation in DECILE_MEMBERS:
            return Unnamed(measure, asked=held is not None, by_decile=True)
        # A Place of which the release holds nothing, such as one that has just joined, has no value either.
        read = [measure.read(held, replace(selection, place=place)) for place in held.wheres]
        values = sorted((_coarse(one.value, measure) for one in read if _has_enough(one, measure)), reverse=True)
        return Unnamed(measure, tuple(values) if len(values) >= ENOUGH else (), asked=True)

    @property
    def note(self) -> str:
        """What must be known of them; '' where there are none to ask for."""
        if not self.asked:
            return ""
        if self.by_decile:
            return BY_DECILE
        return NOT_DRAWN.format(step=_in_words(self.measure)) if self.values else TOO_FEW

    @property
    def said(self) -> str:
        """'12 other Places, which are not named: 45% to 80%.'; '' where none is shown."""
        if not self.values:
            return ""
        least, most = (self._written(end) for end in (self.values[-1], self.values[0]))
        return f"{len(self.values)} other Places, which are not named: {least} to {most}."

    def rows(self, columns: Sequence[str], above: Sequence[float]) -> list[Row]:
        """A row each of a table with these columns. `above`: values of named Places, for the ranks."""
        found: list[Row] = []
        for place, value in enumerate(self.values, start=1):
            own: dict[str, Value] = {
                "member": CALLED.format(place),
                "system": NOT_NAMED,
                "value": value,
                "rank": self.rank(value, above),
            }
            found.append({**dict.fromkeys(columns, NAN), "lies": "", "focus": "no", "state": "shown", **own})
        return found

    def rank(self, value: float, named: Sequence[float]) -> str:
        """Where a value stands among these and the named ones: '1' is the highest."""
        return str(1 + sum(other > value for other in (*named, *self.values)))

    def _written(self, value: float) -> str:
        return (
            percent(value) if self.measure.kind == "share" else number(value, 1 if self.measure.kind == "ratio" else 0)
        )


def step_of(value: float, measure: PlaceMeasure) -> float:
    """To the nearest what a value stands: of a rate the more, the higher it is."""
    if measure.kind == "rate":
        return next((step for below, step in STEPS if value < below), LARGEST_STEP)
    return measure.nearest if measure.kind == "share" else RATIO_STEP


def _coarse(value: float, measure: PlaceMeasure) -> float:
    """The nearest step; never none and never all, which would be said of people."""
    step = step_of(value, measure)
    most = 1 - step if measure.kind == "share" else float("inf")
    return round(min(max(round(value / step) * step, step), most), 2)


def _in_words(measure: PlaceMeasure) -> str:
    """'2 percentage points (2% is 2% or less, 98% is 98% or more)'."""
    if measure.kind == "share":
        points, most = f"{measure.nearest * 100:g}", f"{100 - measure.nearest * 100:g}%"
        return f"{points} percentage points ({points}% is {points}% or less, {most} is {most} or more)"
    least = STEPS[0][1]
    rates = f"{least:g} to {LARGEST_STEP:g} per 1,000, the coarser the higher ({least:g} is {least:g} or less)"
    return rates if measure.kind == "rate" else f"{RATIO_STEP:g}"


def _has_enough(one: PlaceValue, measure: PlaceMeasure) -> bool:
    """Whether the value is shown and rests on people enough to stand without an interval: 20, as everywhere."""
    known = one.state == "shown" and one.value == one.value and one.spoken
    return known and (measure.kind != "rate" or enough(one.people))
