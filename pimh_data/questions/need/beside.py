"""People seen beside need: two labelled counts and how many are not reached, as a range. Never a percentage."""

import math
from dataclasses import dataclass

from pimh_data.answer import Row
from pimh_data.formats import people
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.need_in_words import in_whole_people, need_in_words, point
from pimh_data.registry.need import Estimate, NeedCount

UNKNOWN = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Beside:
    """One row: a need under a model, and the people seen (a released cell). No `need`: no model counts it here.

    `refused`: why the need of these people is not shown, in words.
    """

    count: NeedCount
    need: Estimate | None
    seen: Cell
    refused: str = ""

    @property
    def counted(self) -> Estimate:
        """The need in whole people, NaN where no model counts it."""
        return in_whole_people(self.need) if self.need else UNKNOWN

    @property
    def not_reached(self) -> tuple[float, float]:
        """Least and most in need who were not seen, if everyone seen were among those counted; NaN where not known."""
        if not self.seen.known or math.isnan(self.counted.upper):
            return math.nan, math.nan
        return max(self.counted.lower - self.seen.highest, 0), max(self.counted.upper - self.seen.lowest, 0)

    @property
    def state(self) -> str:
        """The state of the row: of the people seen; no data where the model lacks the residents it needs."""
        lacks = self.need is not None and math.isnan(self.need.upper)
        return "no data" if lacks else self.seen.state

    def need_in_words(self) -> str:
        """'888 to 1,388 babies'; 'no model counts it'."""
        return need_in_words(self.count, self.need) if self.need else "no model counts it"

    def row(self) -> Row:
        """The two counts, and those not reached, in a table's row."""
        least, most = self.not_reached
        return {
            "people": self.seen.value,
            "need": point(self.counted),
            "need_lower": self.counted.lower,
            "need_upper": self.counted.upper,
            "need_words": self.need_in_words(),
            "not_reached_lower": least,
            "not_reached_upper": most,
            "state": self.state,
        }

    def gap(self) -> str:
        """What the two counts allow to be said of those not reached, as a sentence; '' where one is not known."""
        least, most = self.not_reached
        if math.isnan(most):
            return ""
        if most == 0:
            return "More people were seen than the model counts, so it cannot say how many are not reached."
        between = f"{people(least)} to {people(most)}" if round(least) != round(most) else f"about {people(most)}"
        over = " at one time" if self.count.kind == "stock" else ""
        return (
            f"If everyone seen were among those counted, {between}{over} would not be reached; more if some were not."
        )
