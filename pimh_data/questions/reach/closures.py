"""Why contact ends: the reasons for closing in a year, and whether a larger share completes."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Headline, Selection
from pimh_data.formats import interval, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, several, total
from pimh_data.questions.changes import since_year_before
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.rounded_intervals import shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import CLOSED_AS, EVERYONE
from pimh_data.release import Release

COMPLETED, DISENGAGED = "completed", "disengaged"
COLUMNS = (
    Column("member", "Reason for closing", "text"),
    Column("people", "People closed", "count", "people"),
    Column("share", "Share of those closed", "share"),
    Column("lower", "95% interval, lower", "share"),
    Column("upper", "95% interval, upper", "share"),
    Column("share_before", "Share the year before", "share"),
    STATE,
)


def closure_reasons(release: Release, selection: Selection) -> Answer:
    """People closed in the year by reason: one row a reason. Follows the deprivation choice.

    Columns: member, people, share (of those closed) with Wilson's interval, share_before (the year before), state. A
    person with several referrals closed is under each reason. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    now = _counts(release, view)
    before = _counts(release, view.at(period=periods.year_before(selection.year)))
    own = [now[reason] for reason in CLOSED_AS]
    estimates = shares(own, [now["closed"]] * len(own))
    was = shares([before[reason] for reason in CLOSED_AS], [before["closed"]] * len(own)).value
    rows = []
    for row, reason in enumerate(CLOSED_AS):
        share, lower, upper = estimates[row]
        limits = {"share": share, "lower": lower, "upper": upper, "share_before": float(was[row])}
        rows.append({"member": reason, "people": own[row].value, "state": own[row].state, **limits})
    said, headline = _finding(release, selection, view, now, before)
    return Answer(
        "reach.closures",
        "Reasons for closing",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        said,
        evidence(
            release,
            definition="People closed in the year by the reason recorded, among those accepted, seen or not. Completed "
            "alone counts as completed.",
            numerator=f"Distinct {words.people_of(selection.deprivation)} closed, {words.subject(selection)}",
            denominator="People closed in the year",
            method="Wilson's 95% interval, over every pair of true counts that the released ones permit; two years are "
            "compared by Newcombe's interval of the difference.",
            period=periods.period_in_words(selection.year),
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(
                release, [str(row["member"]) for row in rows if row["state"] == "hidden"], "reasons"
            ),
            caveats=(
                "Of the activity of the year: who was closed in it, whenever they were referred. Drop-out follows "
                "those referred in a year.",
            ),
            matters=() if selection.deprivation == EVERYONE else ("by deprivation",),
        ),
        headline=headline,
    )


def _counts(release: Release, view: View) -> Mapping[str, Cell]:
    names = {f"closed_{reason.replace(' ', '_')}": reason for reason in CLOSED_AS} | {"closed": "closed"}
    held = several(release, "caseload", view, tuple(names))
    return {names[count]: found for count, found in held.items()}


def _finding(
    release: Release, selection: Selection, view: View, now: Mapping[str, Cell], before: Mapping[str, Cell]
) -> tuple[Finding, Headline]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    part, whole, label = now[COMPLETED], now["closed"], "of those closed had completed"
    if whole.state in ("no data", "zero"):
        nobody = f"no {who} were closed" if whole.state == "zero" else ""
        why = nobody or started_later(release, selection) or f"there are no data on why {who} were closed"
        return Finding(f"{subject}: {why}.", "no data"), Headline(label, "no data", "")
    if not (part.known and whole.known):
        found = nearest_view(release, view, lambda view: _both(release, view), lambda view: _say_number(release, view))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: the share of {who} closed who had completed is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(label, "hidden", found)
    share, lower, upper = shares([part], [whole])[0]
    value = percent(share, whole.value)
    bounds = interval(lower, upper, 1 if whole.value >= 1000 else 0, 100)
    left = now[DISENGAGED]
    also = f", {percent(min(left.value / whole.value, 1), whole.value)} had disengaged" if left.known else ""
    opening = f"{subject}: {value} of {who} closed had completed (95% interval {bounds}){also}"
    ending, grade = since_year_before(part, whole, before[COMPLETED], before["closed"], larger_is_better=True)
    about = ending if grade == "description" else f"completed: {ending}"
    return Finding(f"{opening}; {about}.", grade), Headline(label, value, words.upper_first(ending))


def _both(release: Release, view: View) -> Cell:
    held = _counts(release, view)
    return total([held[COMPLETED], held["closed"]]) if held["closed"].value else NO_DATA


def _say_number(release: Release, view: View) -> str:
    held = _counts(release, view)
    return percent(min(held[COMPLETED].value / held["closed"].value, 1), held["closed"].value)
