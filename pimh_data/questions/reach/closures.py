"""Why contact ends: the reasons for closing in a year, and whether a larger share completes."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View, several
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, Telling, answer, by_group, shares_of
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.kit.changes import TWO_YEARS
from pimh_data.questions.longer import shortest_held
from pimh_data.registry.cubes import CLOSED_AS
from pimh_data.release import Release

COMPLETED, DISENGAGED, NO_REASON = "completed", "disengaged", "no reason"
# A reason as readers meet it: 'left early' is said of a share that holds more reasons than this one.
IN_WORDS = {DISENGAGED: "stopped coming"}
MANY = 0.1  # of those closed: from here on a missing reason changes what a share says
SHARE = Estimated("share", "Share of those closed", "share")
NOBODY_BEFORE = {reason: Portion(NO_DATA, NO_DATA) for reason in CLOSED_AS}
COLUMNS = (
    Column("member", "Reason for closing", "text"),
    Column("people", "People closed", "count", "people"),
    *SHARE.columns,
    Column("share_before", "Share the year before", "share"),
    STATE,
)


def closure_reasons(release: Release, selection: Selection) -> Answer:
    """People closed in the year by reason: one row a reason. Follows the deprivation choice: of one service in a longer
    time, which the notes name.

    Columns: member, people, share (of those closed) with Wilson's interval, share_before (the year before), state. A
    person with several referrals closed is under each reason. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    view, longer = shortest_held(release, "caseload", View.of(selection))
    own_year = view.period == selection.year
    now = _portions(release, view)
    before = _portions(release, view.at(period=periods.year_before(selection.year))) if own_year else NOBODY_BEFORE
    estimates, was = shares_of(now.values()), shares_of(before.values()).value
    rows: list[Row] = [
        {
            "member": IN_WORDS.get(reason, reason),
            "people": one.part.value,
            **SHARE.row(estimates[row]),
            "share_before": float(was[row]),
            "state": one.part.state,
        }
        for row, (reason, one) in enumerate(now.items())
    ]
    return answer(
        "reach.closures",
        "Reasons for closing",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, now, before),
        definition="People closed in the year by the reason recorded, among those accepted, seen or not. Completed "
        "alone counts as completed. Stopped coming: the extract's 'disengaged', who stopped coming or could not be "
        "reached.",
        numerator=f"Distinct {words.people_of(selection.deprivation)} closed, "
        f"{words.subject(selection, period=view.period)}",
        denominator="People closed in the same time",
        method=f"Wilson's 95% interval, with the error of rounding added to that of chance; {TWO_YEARS}.",
        period=periods.period_in_words(selection.year) if own_year else view.period,
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(
            "Of the activity of the time: who was closed in it, whenever they were referred. The share who left "
            "early follows those referred in a year.",
        ),
        matters=by_group(selection),
        what="reasons",
        notes=(
            *longer,
            adding_up(estimates.value, n=now[COMPLETED].whole.value),
            now[COMPLETED].size_seen(before[COMPLETED]),
        ),
    )


def _portions(release: Release, view: View) -> Mapping[str, Portion]:
    """Reason for closing -> people closed for it, of all who were closed."""
    names = {f"closed_{reason.replace(' ', '_')}": reason for reason in CLOSED_AS}
    held = several(release, "caseload", view, (*names, "closed"))
    return {reason: Portion(held[count], held["closed"]) for count, reason in names.items()}


def _said(
    release: Release, selection: Selection, view: View, now: Mapping[str, Portion], before: Mapping[str, Portion]
) -> Said:
    who, completed, left = words.people_of(selection.deprivation), now[COMPLETED], now[DISENGAGED]
    tell = Telling.of(release, selection, view, "of those closed had completed")
    if completed.whole.state in ("no data", "zero"):
        nobody = f"no {who} were closed" if completed.whole.state == "zero" else ""
        return tell.no_data(f"there are no data on why {who} were closed", nobody)
    if not completed.known:
        what = f"the share of {who} closed who had completed is hidden"
        return tell.hidden_share(what, lambda view: _portions(release, view)[COMPLETED])
    also = f", {left.percent} had stopped coming" if left.known else ""
    unknown = now[NO_REASON]
    if unknown.known and unknown.part.value > MANY * unknown.whole.value:
        also += f"; for {unknown.percent} no reason is recorded"
    opening = (
        f"{completed.percent} of {completed.of(f'{who} closed')} had completed (95% interval {completed.bounds}){also}"
    )
    ending, grade = completed.since(before[COMPLETED], larger_is_better=True)
    about = ending if grade == "description" else f"completed: {ending}"
    return tell.says(f"{opening}; {about}.", grade, completed.percent, words.upper_first(ending))
