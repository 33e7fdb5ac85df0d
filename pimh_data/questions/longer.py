"""The shortest time in which a release holds a view: the chosen year, three years together, all of it. No numbers."""

from collections.abc import Callable

from pimh_data.answer import Selection
from pimh_data.questions.cells import View, holds, members
from pimh_data.questions.periods import three_years
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import CUBES, SINCE_START_PERIOD, YEAR
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.registry.views import READ, kind_of
from pimh_data.release import Release


def shortest_held(release: Release, cube: str, view: View) -> tuple[View, tuple[str, ...]]:
    """The view of a year in that time, with a note where it is a longer one; the view as it is where none is held.

    Three years together stand for a year that is one of them. A year of which most would be hidden is held in no
    release (see registry.views); what is merely not there, since a service started later, stays so.
    """
    if holds(release, cube, view) or not _left_out(release, cube, view):
        return view, ()
    return shortest(release, view, lambda longer: holds(release, cube, longer))


def is_planned(release: Release, cube: str, view: View, period: str) -> bool:
    """Whether a release holds such a view by that kind of period at all: what is not there then has another reason."""
    return (cube, period, kind_of(view.service, release.manifest.bundles), view.dimension) in READ


def with_deciles(release: Release, cube: str, view: View) -> tuple[View, tuple[str, ...]]:
    """The same of a view by deprivation: in the shortest time that has single deciles, where one service's year has
    both groups alone.
    """
    count = CUBES[cube].counts[0]

    def has(longer: View) -> bool:
        return DECILE_MEMBERS[0] in members(release, cube, longer, count)

    return (view, ()) if has(view) or not holds(release, cube, view) else shortest(release, view, has)


def shortest(
    release: Release, view: View, has: Callable[[View], bool], why: str = "By year most of this would be hidden"
) -> tuple[View, tuple[str, ...]]:
    """The view of a year in the shortest longer time of which `has` is so, with a note; the view itself if of none."""
    three = three_years(release.manifest)
    lately = {three: f"three years together are shown ({three})"}
    lately = lately if three and view.period in release.manifest.years[-3:] else {}
    longer = {**lately, SINCE_START_PERIOD: "all the time since the service started is shown"}
    for period, shown in longer.items():
        held = view.at(period=period or "")
        if has(held):
            return held, (f"{why}: {shown}.",)
    return view, ()


def _left_out(release: Release, cube: str, view: View) -> bool:
    """Whether no release holds such a view of one year, which the service had begun by."""
    started = not started_later(release, Selection(view.where, view.service, view.period))
    return not is_planned(release, cube, view, YEAR) and started
