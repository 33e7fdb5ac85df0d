"""People seen by parent role, stage, age, need group, plus group and Family Hub: shares, and what changed in a year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, NO_DATA, NOBODY, Cell, View, cell, holds, members, several
from pimh_data.questions.equity.seen_by_dimension_finding import Shares, finding
from pimh_data.questions.follow_deprivation import DeprivationView, follow_deprivation
from pimh_data.questions.kit import STATE, Estimated, Portion, answer, shares_of
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.kit.changes import TWO_YEARS, TWO_YEARS_OF_WHAT_LASTS
from pimh_data.questions.kit.known import known_and_unknown
from pimh_data.questions.longer import shortest
from pimh_data.questions.share_of_cells import share_of
from pimh_data.registry.cubes import (
    AGE_BAND,
    DIMENSIONS,
    EVERYONE,
    HUB,
    NOT_RECORDED,
    PARENT_ROLE,
    STAGE,
)
from pimh_data.release import Release

SHARE = Estimated("share", "Share of those known", "share")
COLUMNS = (
    Column("member", "Group", "text"),
    Column("people", "People seen", "count", "people"),
    *SHARE.columns,
    Column("share_before", "Share the year before", "share"),
    Column("focus", "Named in the finding", "text"),
    Column("known", "Group known", "text"),
    STATE,
)
# The member that the finding is about; without one, the largest. Dads and the youngest parents are the ones missed.
LASTING = (PARENT_ROLE.name,)  # what a person is in both years, seen in both
FOCUS = {PARENT_ROLE.name: "father or co-parent", STAGE.name: "antenatal", AGE_BAND.name: "under 20"}


@dataclass(frozen=True)
class Counted:
    """People seen by member in a period: the cells, and what they are shares of."""

    cells: Mapping[str, Cell]
    whole: Cell

    def of(self, member: str) -> Portion:
        """The people of a member, of all that they are a share of."""
        return Portion(self.cells.get(member, NO_DATA), self.whole)


NOBODY_COUNTED = Counted({}, NO_DATA)


def seen_by(release: Release, selection: Selection, dimension: str) -> Answer:
    """People seen by the members of a dimension: one row a member, those not recorded last.

    Columns: member, people, share (of those recorded; of everyone for plus groups, which overlap) with its 95%
    interval, share_before (the year before), focus ('yes' for the member that the finding names), known, state. Follows
    the deprivation choice through the pairs of the release. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    follows = follow_deprivation(release, selection, "activity", "people_seen", dimension)
    if not DIMENSIONS[dimension].partition or dimension == HUB.name:
        follows = _where_shown(release, follows)
    now = _counted(release, follows, dimension)
    before = NOBODY_COUNTED
    if follows.view.period == selection.year:
        before = _counted(release, follows, dimension, periods.year_before(selection.year))
    names = [name for name in (DIMENSIONS[dimension].members or now.cells) if name != NOT_RECORDED]
    focus = FOCUS.get(dimension) or _largest(now, names)
    estimates = shares_of(now.of(name) for name in names)
    was = shares_of(before.of(name) for name in names).value
    rows = []
    for row, name in enumerate(names):
        limits = {**SHARE.row(estimates[row]), "share_before": float(was[row])}
        rows.append(_row(name, now.of(name).part, limits, "yes" if name == focus else "no", "yes"))
    if NOT_RECORDED in now.cells or NOT_RECORDED in DIMENSIONS[dimension].members:
        nothing = {**SHARE.row(), "share_before": NAN}
        rows.append(_row(NOT_RECORDED, now.of(NOT_RECORDED).part, nothing, "no", "no"))
    in_both = _in_both(release, follows, now, before) if dimension in LASTING else 0.0
    found = Shares(dimension, focus, rows, now.of(focus), before.of(focus), in_both)
    overlap = not DIMENSIONS[dimension].partition
    return answer(
        f"equity.{dimension}",
        f"People seen by {words.by(dimension)}",
        release,
        selection,
        COLUMNS,
        rows,
        finding(release, selection, follows, found),
        definition=f"People seen by {words.by(dimension)}, and each one's part of "
        + ("everyone seen: a person may be in several groups, or in none." if overlap else "those recorded."),
        numerator=f"Distinct people seen, {words.subject(selection, period=follows.view.period)}"
        + ("" if follows.group == EVERYONE else f", {words.group(follows.group)}"),
        denominator="Everyone seen" if overlap else "People seen for whom it is recorded",
        method="Wilson's 95% interval, with the error of rounding added to that of chance; "
        + (TWO_YEARS_OF_WHAT_LASTS if dimension in LASTING else TWO_YEARS)
        + ".",
        period=periods.period_in_words(selection.year)
        if follows.view.period == selection.year
        else follows.view.period,
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=("No published count of residents by this group is in the release, so these are not rates.",),
        matters=(words.by(dimension).lower(),),
        what="groups",
        notes=(*follows.notes, found.size_seen, "" if overlap else adding_up(estimates.value, n=now.whole.value)),
    )


def _where_shown(release: Release, follows: DeprivationView) -> DeprivationView:
    """The same in the shortest longer time in which some group is shown, where none is in one year."""

    def shown(view: View) -> bool:
        held = members(release, "activity", view, "people_seen")
        return any(cell.known for name, cell in held.items() if not name.endswith(NOT_RECORDED))

    if shown(follows.view) or not holds(release, "activity", follows.view):
        return follows
    view, why = shortest(release, follows.view, shown, "In one year every group is hidden")
    return replace(follows, view=view, notes=(*follows.notes, *why))


def _counted(release: Release, follows: DeprivationView, dimension: str, period: str = "") -> Counted:
    """The cells of a period, and those of known member together; everyone seen where a person may be in several."""
    cells = follows.members(release, "activity", "people_seen", period)
    everyone = cell(release, "activity", follows.whole(period), "people_seen")
    if not DIMENSIONS[dimension].partition:
        return Counted(cells, everyone)
    names = [name for name in cells if name != NOT_RECORDED]
    return Counted(cells, known_and_unknown({NOT_RECORDED: NOBODY, **cells}, everyone, names, (NOT_RECORDED,))[0])


def _in_both(release: Release, follows: DeprivationView, now: Counted, before: Counted) -> float:
    """The fewest of those recorded in both years; 0 where that is hidden or not held, which leaves the interval wide.

    Of those seen in both, as many are taken as recorded in both as the two years' parts that are recorded allow.
    """
    both = several(release, "both_years", follows.whole(), ("in_both",))["in_both"]
    if not before.whole.known:
        return 0.0
    periods_of = (follows.view.period, periods.year_before(follows.view.period))
    seen = [cell(release, "activity", follows.whole(period), "people_seen") for period in periods_of]
    wholes = now.whole, before.whole
    if not (both.known and all(one.known and one.value > 0 for one in (*seen, *wholes))):
        return 0.0
    recorded = (share_of(whole, one) for whole, one in zip(wholes, seen, strict=True))
    return both.lowest * math.prod(recorded)


def _largest(now: Counted, names: list[str]) -> str:
    shown = [name for name in names if now.cells.get(name, NO_DATA).known]
    return max(shown, key=lambda name: now.cells[name].value, default="")


def _row(name: str, found: Cell, limits: Mapping[str, float], focus: str, known: str) -> Row:
    return {"member": name, "people": found.value, "state": found.state, "focus": focus, "known": known, **limits}
