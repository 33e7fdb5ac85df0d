"""Reads the cubes of outcomes for one definition: counts as cells, means as numbers. No statistics, no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pimh_data.answer import Grade, Keeps, Selection
from pimh_data.questions.cells import NAN, NO_DATA, NOT_GRANTED, Cell, View, cell_of, lacking
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.kit import Portion
from pimh_data.questions.kit.nested import nested
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.outcomes.columns import Columns, columns_of
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.periods import three_years
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, MEANS, SINCE_START_PERIOD, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.release import Release

COUNTS = {
    "outcomes": ("eligible", "first_score", "paired"),
    "reliable_change": ("improved", "deteriorated", "no_reliable_change"),
    "recovery": ("at_caseness", "recovered", "reliably_recovered"),
}
# Which cubes are read together: those with two scores and their means; also who changed reliably; also who recovered.
PAIRED, CHANGE = ("outcomes",), ("outcomes", "reliable_change")
RECOVERY = (*CHANGE, "recovery")
NO_MEANS = dict.fromkeys(MEANS, NAN)
# Which counts lie within which, as the audit of a release knows it too: wholes first.
SCORED = ("eligible", "first_score", "paired")
WITHIN: Mapping[str, Sequence[str]] = {
    "first_score": ("eligible",),
    "paired": ("eligible", "first_score"),
    **dict.fromkeys(COUNTS["reliable_change"], SCORED),
    "at_caseness": ("eligible", "first_score"),
    "recovered": (*SCORED, "at_caseness"),
    "reliably_recovered": (*SCORED, "improved", "at_caseness", "recovered"),
}


@dataclass(frozen=True)
class OutcomeCells:
    """What a release says of one cell. NO_DATA where a count does not exist, such as recovery without caseness.

    `means`: those of MEANS, NaN where fewer than ten people stand, or a difference from other means would describe
    fewer.
    """

    eligible: Cell = NO_DATA
    first_score: Cell = NO_DATA
    paired: Cell = NO_DATA
    improved: Cell = NO_DATA
    deteriorated: Cell = NO_DATA
    no_reliable_change: Cell = NO_DATA
    at_caseness: Cell = NO_DATA
    recovered: Cell = NO_DATA
    reliably_recovered: Cell = NO_DATA
    means: Mapping[str, float] = field(default_factory=lambda: NO_MEANS)

    @property
    def verdict(self) -> Improved:
        """How many improved reliably, and what always stands beside it."""
        return Improved(self.eligible, self.paired, self.improved, self.deteriorated)

    @property
    def improved_of_paired(self) -> Portion:
        """Those who improved reliably, of those with two scores."""
        return Portion(self.improved, self.paired)

    @property
    def paired_of_eligible(self) -> Portion:
        """Those with two scores, of those eligible."""
        return Portion(self.paired, self.eligible)

    @property
    def recovered_of_cases(self) -> Portion:
        """Those who recovered, of those at caseness at the start."""
        return Portion(self.recovered, self.at_caseness)

    @property
    def has_means(self) -> bool:
        """Whether the means of first and last scores are shown."""
        return self.means["mean_first"] == self.means["mean_first"]


NOTHING = OutcomeCells()
WITHHELD = OutcomeCells(NOT_GRANTED, NOT_GRANTED, NOT_GRANTED)  # what a grant leaves out: as nothing, and said to be so


def outcomes(
    release: Release, view: View, definition: OutcomeDefinition, cubes: Sequence[str] = CHANGE
) -> dict[str, OutcomeCells]:
    """Every member of the view's dimension -> its outcome by the definition, in the release's order.

    `cubes`: PAIRED, CHANGE or RECOVERY: what is not needed is not read, so that a release need not hold it.
    """
    found: dict[str, dict[str, Cell]] = {}
    means: dict[str, dict[str, float]] = {}
    for cube in cubes:
        table, counts = columns_of(release, cube, view.where), COUNTS[cube]
        if table is None:
            continue
        rows = _rows(table, view, definition)
        values = {count: _cells(release, table.numbers[count][rows]) for count in counts}
        for place, member in enumerate(table.texts("member", rows)):
            mine = found.setdefault(member, {})
            mine |= nested(mine | {count: values[count][place] for count in counts}, WITHIN, counts)
            if cube == "outcomes":
                means[member] = {name: float(table.numbers[name][rows[place]]) for name in MEANS}
    return {member: OutcomeCells(**parts, means=means.get(member, NO_MEANS)) for member, parts in found.items()}


def no_mean(found: OutcomeCells) -> tuple[str, Grade]:
    """Why there is no mean of those with two scores: they are few, or beside other means it would tell of few."""
    if found.paired.known and found.paired.lowest >= FEWEST_FOR_A_MEAN:
        return "the mean is hidden, since beside other means it would tell of few people", "hidden"
    return "too few people for a mean", "too few"


def outcome(release: Release, view: View, definition: OutcomeDefinition, cubes: Sequence[str] = CHANGE) -> OutcomeCells:
    """The outcome of one view; NOTHING where the release has no such row. `cubes` as `outcomes` takes them."""
    found = outcomes(release, view, definition, cubes).get(view.member)
    if found is None:
        return WITHHELD if lacking(release, "outcomes", view).withheld else NOTHING
    return found


def bands_first_and_last(release: Release, view: View, definition: OutcomeDefinition) -> dict[str, Cell]:
    """'First | Last' severity band -> people with two scores; `view` names the dimension."""
    table = columns_of(release, "severity", view.where)
    if table is None:
        return {}
    rows = _rows(table, view, definition)
    return dict(zip(table.texts("member", rows), _cells(release, table.numbers["people"][rows]), strict=True))


def follow_deprivation_of_outcomes(
    release: Release, selection: Selection, definition: OutcomeDefinition
) -> DeprivationView:
    """The chosen year, and the chosen deprivation group where the release holds outcomes of it.

    Deciles are not held, nor groups for other definitions than the usual one: then everyone is kept, and it is said.
    """
    view = View.of(selection).at(dimension=TOTAL.name, member=EVERYONE)
    group = selection.deprivation
    if group == EVERYONE:
        return DeprivationView(view, "", EVERYONE, ())
    if group in GROUP_MEMBERS and definition.default:
        mine = view.at(dimension=DEPRIVATION.name, member=group)
        if group in outcomes(release, mine, definition, PAIRED):
            return DeprivationView(mine, "", group, ())
    why = "of this definition" if group in GROUP_MEMBERS else "by single decile, which would leave too few people"
    return DeprivationView(view, "", EVERYONE, (Keeps(f"Everyone is counted: the release holds no outcomes {why}."),))


def longest(release: Release, selection: Selection) -> tuple[str, ...]:
    """Periods from the chosen year to the longest that holds it: three years together, since the service started."""
    period = three_years(release.manifest)
    mine = (period,) if period and selection.year in release.manifest.years[-3:] else ()
    return (selection.year, *mine, SINCE_START_PERIOD)


def _rows(table: Columns, view: View, definition: OutcomeDefinition) -> np.ndarray:
    wanted = {"measure": definition.measure.key, "pairing": definition.pairing.key, "courses": definition.courses.key}
    if "reliable_change" in table.codes:
        wanted["reliable_change"] = definition.change.key if definition.change else ""
    return table.rows((view.period, view.service, view.dimension), wanted)


def _cells(release: Release, values: np.ndarray) -> list[Cell]:
    profile = release.manifest.profile
    return [cell_of(profile, value) for value in values.tolist()]
