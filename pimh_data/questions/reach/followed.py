"""Who was seen within six weeks, of those referred and followed long enough to tell: cells and what they permit."""

from dataclasses import dataclass
from datetime import date

from pimh_data.questions import periods
from pimh_data.questions.cells import NOBODY, Cell, View, cell, less, total, waits
from pimh_data.questions.envelopes import Verdict, shares, shares_compared
from pimh_data.registry.cubes import WAIT_BANDS
from pimh_data.release import Release

SIX_WEEKS_IN_DAYS = 42
SIX_WEEKS = tuple(name for name, _, upper in WAIT_BANDS if upper <= SIX_WEEKS_IN_DAYS)
LATER = tuple(name for name, _, upper in WAIT_BANDS if upper > SIX_WEEKS_IN_DAYS)
WIDEST = 0.4  # a range of shares wider than this says nothing


@dataclass(frozen=True)
class Followed:
    """People referred in a period: seen within six weeks, and still waiting for six weeks or less."""

    part: Cell
    referred: Cell
    waiting: Cell

    @property
    def whole(self) -> Cell:
        """Those followed long enough: referred less those too early to tell."""
        return self.referred if self.waiting == NOBODY else less(self.referred, self.waiting)

    @property
    def state(self) -> str:
        """Shown, hidden, zero (nobody seen within six weeks) or no data, which nobody referred is too."""
        for state in ("no data", "hidden"):
            if state in (self.part.state, self.whole.state):
                return state
        return "no data" if self.whole.state == "zero" else self.part.state


def followed(release: Release, view: View) -> Followed:
    """The cells of one view."""
    waiting = waits(release, view, "waiting", SIX_WEEKS)
    if view.period in release.manifest.years:
        extract = date.fromisoformat(release.manifest.extract_date[:10])
        if (extract - periods.last_day(view.period)).days > SIX_WEEKS_IN_DAYS:
            waiting = NOBODY  # nobody referred in this year can have waited for six weeks or less so far
    return Followed(waits(release, view, "seen", SIX_WEEKS), cell(release, "pathway", view, "referred"), waiting)


def compared(now: Followed, before: Followed) -> Verdict | None:
    """Whether the share is beyond chance higher or lower; None where that hangs on those who are still waiting."""
    ways = [(now.part, now.whole)]
    if now.waiting.value > 0:
        ways += [(now.part, now.referred), (total([now.part, now.waiting]), now.referred)]
    verdicts = {shares_compared(part, whole, before.part, before.whole) for part, whole in ways}
    return verdicts.pop() if len(verdicts) == 1 else None


def permitted_range(release: Release, view: View, found: Followed) -> tuple[float, float] | None:
    """The lowest and highest share, intervals included, that the shown cells permit where some of them are hidden.

    The hidden bands of those seen are bounded by all who were seen, those too early to tell by all who were referred.
    None where even these are hidden, or the range is too wide to say anything.
    """
    everyone_seen = cell(release, "pathway", view, "seen")
    if not (everyone_seen.known and found.referred.known) or found.referred.value == 0:
        return None
    within = [waits(release, view, "seen", (band,)) for band in SIX_WEEKS]
    later = [waits(release, view, "seen", (band,)) for band in LATER]
    left = [waits(release, view, "left", (band,)) for band in (*SIX_WEEKS, *LATER)]
    lowest = sum(band.lowest for band in within if band.known)
    highest = everyone_seen.highest - sum(band.lowest for band in later if band.known)
    if all(band.known for band in within):
        highest = min(highest, sum(band.highest for band in within))
    resolved = everyone_seen.lowest + sum(band.lowest for band in left if band.known)
    fewest = found.referred.lowest if found.waiting == NOBODY else min(resolved, found.referred.lowest)
    part = Cell(highest, lowest, max(highest, lowest), "shown")
    whole = Cell(found.referred.value, max(fewest, lowest), found.referred.highest, "shown")
    _, lower, upper = shares([part], [whole])[0]
    return (lower, upper) if upper - lower <= WIDEST else None
