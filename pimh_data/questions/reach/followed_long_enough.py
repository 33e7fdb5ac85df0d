"""Who was seen within so many weeks, of those referred and followed long enough to tell: cells and what they permit."""

from dataclasses import dataclass
from datetime import date

from pimh_data.questions import periods
from pimh_data.questions.cells import NO_DATA, NOBODY, Cell, View, cell, less, several, total, waits
from pimh_data.questions.kit import Portion
from pimh_data.questions.kit.verdicts.enough import Verdict
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.registry.cubes import SPEED_WEEKS, WAIT_BANDS
from pimh_data.release import Release
from pimh_data.statistics.intervals import wilson

WIDEST = 0.4  # a range of shares wider than this says nothing


@dataclass(frozen=True)
class SeenWithin:
    """People referred in a period: seen within `weeks`, still waiting for so long or less, and followed long enough.

    `counted`: those followed, where the release counts them; otherwise they are the referred less the waiting.
    """

    part: Cell
    referred: Cell
    waiting: Cell
    counted: Cell = NO_DATA
    weeks: int = 6

    @property
    def whole(self) -> Cell:
        """Those followed long enough: referred less those too early to tell."""
        if self.counted != NO_DATA:
            return self.counted
        return self.referred if self.waiting == NOBODY else less(self.referred, self.waiting)

    @property
    def portion(self) -> Portion:
        """Those seen within the weeks, of those followed long enough."""
        return Portion(self.part, self.whole)

    @property
    def state(self) -> str:
        """Shown, hidden, zero (nobody seen within the weeks) or no data, which nobody referred is too."""
        return self.portion.state


def followed_long_enough(release: Release, view: View, weeks: int = 6) -> SeenWithin:
    """The cells of one view: counted for 2, 6 and 18 weeks (SPEED_WEEKS), or added up from the week bands."""
    referred = cell(release, "pathway", view, "referred")
    all_followed = _all_followed(release, view.period, weeks)
    if weeks in SPEED_WEEKS:
        names = (f"seen_within_{weeks}_weeks", f"followed_{weeks}_weeks")
        part, counted = several(release, "speed", view, names).values()
        if part != NO_DATA:
            return SeenWithin(part, referred, NOBODY if all_followed else less(referred, counted), counted, weeks)
    within, _ = bands(weeks)
    waiting = NOBODY if all_followed else waits(release, view, "waiting", within)
    return SeenWithin(waits(release, view, "seen", within), referred, waiting, weeks=weeks)


def bands(weeks: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The week bands up to so many weeks, and those after."""
    within = tuple(name for name, _, upper in WAIT_BANDS if upper <= 7 * weeks)
    return within, tuple(name for name, _, _ in WAIT_BANDS if name not in within)


def _all_followed(release: Release, period: str, weeks: int) -> bool:
    """Whether nobody referred in a financial year can have waited for so few weeks so far."""
    if period not in release.manifest.years:
        return False
    extract = date.fromisoformat(release.manifest.extract_date[:10])
    return (extract - periods.last_day(period)).days > 7 * weeks


def compared(now: SeenWithin, before: SeenWithin) -> Verdict | None:
    """Whether the share is beyond chance higher or lower; None where that hangs on those who are still waiting."""
    ways = [(now.part, now.whole)]
    if now.waiting.value > 0:
        ways += [(now.part, now.referred), (total([now.part, now.waiting]), now.referred)]
    verdicts = {shares_compared(part, whole, before.part, before.whole) for part, whole in ways}
    return verdicts.pop() if len(verdicts) == 1 else None


def permitted_range(release: Release, view: View, found: SeenWithin) -> tuple[float, float] | None:
    """The lowest and highest share, intervals included, that the shown cells permit where some of them are hidden.

    Both ends keep the true counts that push them furthest: rounding has a known variance only about a count that is
    shown. Those seen are bounded by who was seen within fewer weeks and more, or ever; those followed by all referred.
    None where even these are hidden, or the range is too wide to say anything.
    """
    everyone_seen = cell(release, "pathway", view, "seen")
    if not (everyone_seen.known and found.referred.known) or found.referred.value == 0:
        return None
    least, most, fewest = (_by_speed if found.counted != NO_DATA else _by_band)(release, view, found, everyone_seen)
    largest = found.referred.highest
    if found.counted.known:
        fewest, largest = found.counted.lowest, found.counted.highest
    fewest = max(fewest, least)
    lower, upper = float(wilson(least, largest)[0]), float(wilson(min(most, fewest), fewest)[1])
    return (lower, upper) if upper - lower <= WIDEST else None


def _by_speed(release: Release, view: View, found: SeenWithin, everyone_seen: Cell) -> tuple[float, float, float]:
    """The fewest and most seen within the weeks, and the fewest followed: whoever was seen was followed."""
    fewer = [_seen_within(release, view, weeks) for weeks in SPEED_WEEKS if weeks < found.weeks]
    more = [_seen_within(release, view, weeks) for weeks in SPEED_WEEKS if weeks > found.weeks]
    least = max([0, *(part.lowest for part in fewer if part.known)])
    most = min([everyone_seen.highest, *(part.highest for part in more if part.known)])
    return least, most, everyone_seen.lowest if found.waiting != NOBODY else found.referred.lowest


def _seen_within(release: Release, view: View, weeks: int) -> Cell:
    return cell(release, "speed", view, f"seen_within_{weeks}_weeks")


def _by_band(release: Release, view: View, found: SeenWithin, everyone_seen: Cell) -> tuple[float, float, float]:
    bands_within, bands_later = bands(found.weeks)
    within = [waits(release, view, "seen", (band,)) for band in bands_within]
    later = [waits(release, view, "seen", (band,)) for band in bands_later]
    left = [waits(release, view, "left", (band,)) for band in (*bands_within, *bands_later)]
    least = sum(band.lowest for band in within if band.known)
    most = everyone_seen.highest - sum(band.lowest for band in later if band.known)
    if all(band.known for band in within):
        most = min(most, sum(band.highest for band in within))
    resolved = everyone_seen.lowest + sum(band.lowest for band in left if band.known)
    return least, most, found.referred.lowest if found.waiting == NOBODY else min(resolved, found.referred.lowest)
