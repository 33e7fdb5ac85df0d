"""Which view follows the deprivation choice in a breakdown: a published pair, or everyone, in words."""

from dataclasses import dataclass

from pimh_data.answer import Keeps, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, members
from pimh_data.questions.longer import shortest_held
from pimh_data.questions.periods import three_years
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, EVERYONE, PAIR, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release


@dataclass(frozen=True)
class DeprivationView:
    """A view of a breakdown, the beginning of its members ('Core20 | ' in a pair), and what the reader must know.

    `group`: the deprivation group that is counted: the chosen one, or everyone.
    """

    view: View
    prefix: str
    group: str
    notes: tuple[str, ...]

    def members(self, release: Release, cube: str, count: str, period: str = "") -> dict[str, Cell]:
        """Member without its prefix -> cell; of another period where one is named."""
        view = self.view.at(period=period) if period else self.view
        held = members(release, cube, view, count)
        return {name.removeprefix(self.prefix): cell for name, cell in held.items() if name.startswith(self.prefix)}

    def whole(self, period: str = "") -> View:
        """The view of everyone counted here, whatever their member."""
        total = self.view.at(dimension=TOTAL.name, member=EVERYONE)
        whole = total if self.group == EVERYONE else total.at(dimension=DEPRIVATION.name, member=self.group)
        return whole.at(period=period) if period else whole


def follow_deprivation(
    release: Release, selection: Selection, cube: str, count: str, dimension: str, one_year: bool = False
) -> DeprivationView:
    """The chosen year by a dimension, for the chosen deprivation group where the release holds that pair.

    Where the year is not held, since most of it would be hidden, the shortest longer time that is, unless only
    `one_year` is wanted; the notes say which. For a single decile, and where there is no pair, everyone is kept, and
    the notes say so.
    """
    chosen, view = selection.deprivation, View.of(selection).at(dimension=dimension, member=EVERYONE)
    everyone, why = (view, ()) if one_year else shortest_held(release, cube, view)
    if chosen == EVERYONE:
        return DeprivationView(everyone, "", EVERYONE, why)
    pair = view.at(dimension=f"{DEPRIVATION.name} x {dimension}")
    only = f"Only people from {words.group(chosen)} are counted here."
    if chosen in GROUP_MEMBERS:
        if members(release, cube, pair, count):
            return DeprivationView(pair, chosen + PAIR, chosen, (only,))
        period = None if one_year else three_years(release.manifest)
        if period and selection.year in release.manifest.years[-3:]:
            longer = pair.at(period=period)
            if members(release, cube, longer, count):
                shown = f"{only} By year most of this would be hidden: three years together are shown ({period})."
                return DeprivationView(longer, chosen + PAIR, chosen, (shown,))
    of = "" if selection.service == ALL_SERVICES else f" for {selection.service}"
    kept = Keeps(f"Everyone is counted: the release holds no {words.by(dimension)} within {words.group(chosen)}{of}.")
    return DeprivationView(everyone, "", EVERYONE, (kept, *why))
