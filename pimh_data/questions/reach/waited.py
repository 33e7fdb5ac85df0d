"""Who of those accepted was seen, or left unseen, by so many weeks: one cohort for every share and curve of waits.

People by their latest referral in the period, which was accepted and came so long before the day of the extracts that
the longest of the weeks has passed for everybody. Cells, and what they permit where one is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pimh_data.questions.cells import NAN, Cell, View, several
from pimh_data.questions.kit import Portion
from pimh_data.questions.share_of_cells import share_of
from pimh_data.registry.cubes import CUBES, LONGEST_WEEKS, WITHIN_WEEKS
from pimh_data.release import Release
from pimh_data.statistics.intervals import wilson

WIDEST = 0.4  # a range of shares wider than this says nothing
DEFINITION = (
    "people are counted by their latest referral in the year, where it was accepted and came at least "
    f"{LONGEST_WEEKS} weeks before the day of the extracts; whoever left without being seen stays among them"
)


@dataclass(frozen=True)
class Waited:
    """People followed for LONGEST_WEEKS; of them, by WITHIN_WEEKS, those seen by then and those gone by then."""

    followed: Cell
    seen: Mapping[int, Cell]
    left: Mapping[int, Cell]

    def within(self, weeks: int) -> Portion:
        """Those seen by so many weeks, of all followed."""
        return Portion(self.seen[weeks], self.followed)

    def left_by(self, weeks: int) -> float:
        """The share who had left unseen by then; NaN where that is hidden."""
        gone = Portion(self.left[weeks], self.followed)
        return share_of(gone.part, gone.whole) if gone.known else NAN

    def permitted(self, weeks: int) -> tuple[float, float] | None:
        """The lowest and highest share seen by then that the shown cells permit where it is hidden, intervals included.

        Both ends keep the true counts that push them furthest: those seen lie between who was seen in less time and in
        more. None where that is too wide to say anything.
        """
        if not self.followed.known or self.followed.value == 0:
            return None
        earlier = [cell.lowest for at, cell in self.seen.items() if at < weeks and cell.known]
        later = [cell.highest for at, cell in self.seen.items() if at > weeks and cell.known]
        least, most = max(earlier, default=0), min([self.followed.highest, *later])
        fewest = max(self.followed.lowest, least)
        lower, upper = wilson(least, self.followed.highest)[0], wilson(min(most, fewest), fewest)[1]
        return (float(lower), float(upper)) if upper - lower <= WIDEST else None


def waited(release: Release, view: View) -> Waited:
    """The cells of one view. Nobody is unseen again: a later count is never shown lower than an earlier one."""
    found = several(release, "waits", view, CUBES["waits"].counts)
    seen, left = (
        dict(zip(WITHIN_WEEKS, _rising([found[f"{what}_within_{weeks}_weeks"] for weeks in WITHIN_WEEKS]), strict=True))
        for what in ("seen", "left")
    )
    return Waited(found["followed"], seen, left)


def _rising(cells: Sequence[Cell]) -> list[Cell]:
    """Counts that can only grow from one to the next, which rounding at random may turn round by five."""
    known = [cell for cell in cells if cell.known]
    risen = []
    for place, cell in enumerate(known):
        so_far, from_here = known[: place + 1], known[place:]
        risen.append(
            replace(
                cell,
                value=max(one.value for one in so_far),
                lowest=max(one.lowest for one in so_far),
                highest=min(one.highest for one in from_here),
                state="shown" if any(one.value > 0 for one in so_far) else cell.state,
            )
        )
    found = iter(risen)
    return [next(found) if cell.known else cell for cell in cells]
