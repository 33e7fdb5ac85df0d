"""What becomes of referrals at the door: accepted, signposted, declined, withdrawn, waiting for a decision."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, less, several, total
from pimh_data.questions.changes import since_year_before
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.rounded_intervals import shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

DECISIONS = {
    "accepted": "Accepted",
    "signposted": "Signposted elsewhere",
    "declined": "Declined by the service",
    "withdrawn": "Withdrawn by the family",
    "waiting": "No decision yet",
}
REFERRED, ACCEPTED, WAITING = "referred", "accepted", "waiting"
COLUMNS = (
    Column("period", "Referred in", "text"),
    Column("member", "Decision", "text"),
    Column("people", "People", "count", "people"),
    Column("decided", "People with a decision", "count", "people"),
    Column("share", "Share of those with a decision", "share"),
    Column("lower", "95% interval, lower", "share"),
    Column("upper", "95% interval, upper", "share"),
    STATE,
)


def decisions(release: Release, selection: Selection) -> Answer:
    """People referred by decision: one row a financial year and decision. Follows the deprivation choice.

    Columns: period, member, people, decided (referred less those who wait for a decision), share of these with Wilson's
    interval, state. A person with several referrals is under each decision that one of them had. Raises SelectionError
    for a year or Place that the release does not hold.
    """
    years = release.manifest.years
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    held = {year: _year(release, view.at(period=year)) for year in years}
    rows = []
    for year, counts in held.items():
        own = [counts[name] for name in DECISIONS]
        estimates = shares(own, [_decided(counts)] * len(own))
        for row, (name, label) in enumerate(DECISIONS.items()):
            share, lower, upper = estimates[row] if name != WAITING else (NAN, NAN, NAN)
            rows.append(
                {
                    "period": year,
                    "member": label,
                    "people": own[row].value,
                    "decided": _decided(counts).value,
                    "share": share,
                    "lower": lower,
                    "upper": upper,
                    "state": own[row].state,
                }
            )
    said, headline = _finding(release, selection, view, held)
    hidden = [f"{row['period']}, {row['member']}" for row in rows if row["state"] == "hidden"]
    return Answer(
        "reach.decisions",
        "What becomes of referrals",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        said,
        evidence(
            release,
            definition="Of the people referred in the year, how many were accepted, signposted to another service, "
            "declined by the service, withdrew, or wait for a decision.",
            numerator=f"Distinct {words.people_of(selection.deprivation)} referred, {words.subject(selection)}",
            denominator="People referred in the year, less those who still wait for a decision if that number is shown",
            method="Wilson's 95% interval, over every pair of true counts that the released ones permit; two years are "
            "compared by Newcombe's interval of the difference, whatever is decided for those who wait.",
            period=f"Referred in {years[0]} to {years[-1]}, followed to "
            f"{periods.day_in_words(release.manifest.extract_date)}",
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(release, hidden),
            caveats=("A person with several referrals can be under several decisions, so shares may pass 100%.",),
            matters=() if selection.deprivation == EVERYONE else ("by deprivation",),
        ),
        headline=headline,
    )


def _year(release: Release, view: View) -> Mapping[str, Cell]:
    return several(release, "pathway", view, (*DECISIONS, REFERRED))


def _finding(
    release: Release, selection: Selection, view: View, held: Mapping[str, Mapping[str, Cell]]
) -> tuple[Finding, Headline]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    now, before = held[selection.year], held.get(periods.year_before(selection.year))
    accepted, decided, label = now[ACCEPTED], _decided(now), "of referrals accepted"
    if now[REFERRED].state in ("no data", "zero"):
        nobody = f"no {who} were referred" if now[REFERRED].state == "zero" else ""
        why = nobody or started_later(release, selection) or f"there are no data on referrals of {who}"
        return Finding(f"{subject}: {why}.", "no data"), Headline(label, "no data", "")
    if not (accepted.known and decided.known) or decided.value == 0:
        found = nearest_view(release, view, lambda view: _both(release, view), lambda view: _say_number(release, view))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: the share of {who} accepted is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(label, "hidden", found)
    share, lower, upper = shares([accepted], [decided])[0]
    value = percent(share, decided.value)
    bounds = interval(lower, upper, 1 if decided.value >= 1000 else 0, 100)
    others = [
        f"{percent(min(now[name].value / decided.value, 1), decided.value)} {name}"
        for name in ("signposted", "declined")
        if now[name].known
    ]
    also = f", {words.listed(others)}" if others else ""
    opening = f"{subject}: {value} of {who} with a decision were accepted (95% interval {bounds}){also}"
    ending, grade = _change(now, before)
    about = ending if grade == "description" or ending.startswith("too early") else f"accepted: {ending}"
    return Finding(f"{opening}; {about}.", grade), Headline(label, value, words.upper_first(ending))


def _decided(counts: Mapping[str, Cell]) -> Cell:
    """Those referred less those who wait for a decision; where these are hidden, they are few, and left in."""
    return less(counts[REFERRED], counts[WAITING]) if counts[WAITING].known else counts[REFERRED]


def _change(now: Mapping[str, Cell], before: Mapping[str, Cell] | None) -> tuple[str, Grade]:
    """Against the year before, whatever is decided for those who wait."""
    was = (before[ACCEPTED], _decided(before)) if before else (NO_DATA, NO_DATA)
    ways = [(now[ACCEPTED], _decided(now))]
    if now[WAITING].value > 0:
        ways += [(now[ACCEPTED], now[REFERRED]), (total([now[ACCEPTED], now[WAITING]]), now[REFERRED])]
    found = [since_year_before(part, whole, *was) for part, whole in ways]
    if len({grade for _, grade in found}) == 1:
        return found[0]
    return f"too early to compare: {people(now[WAITING].value)} people wait for a decision", "no clear difference"


def _both(release: Release, view: View) -> Cell:
    held = _year(release, view)
    return total([held[ACCEPTED], _decided(held)]) if _decided(held).value else NO_DATA


def _say_number(release: Release, view: View) -> str:
    held = _year(release, view)
    return percent(min(held[ACCEPTED].value / _decided(held).value, 1), _decided(held).value)
