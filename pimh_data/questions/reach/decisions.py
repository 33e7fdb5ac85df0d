"""What becomes of referrals at the door: accepted, signposted, declined, withdrawn, waiting for a decision."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import Cell, View, less, several, total
from pimh_data.questions.kit import (
    NOTHING,
    STATE,
    Estimated,
    Portion,
    Said,
    Telling,
    answer,
    by_group,
    hidden_rows,
    shares_of,
)
from pimh_data.questions.kit.adding_up import SEVERAL, adding_up
from pimh_data.questions.kit.changes import TWO_YEARS
from pimh_data.release import Release

DECISIONS = {
    "accepted": "Accepted",
    "signposted": "Signposted elsewhere",
    "declined": "Declined by the service",
    "withdrawn": "Withdrawn by the family",
    "waiting": "No decision yet",
}
REFERRED, ACCEPTED, WAITING = "referred", "accepted", "waiting"
SHARE = Estimated("share", "Share of those with a decision", "share")
COLUMNS = (
    Column("period", "Referred in", "text"),
    Column("member", "Decision", "text"),
    Column("people", "People", "count", "people"),
    Column("decided", "People with a decision", "count", "people"),
    *SHARE.columns,
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
    rows: list[Row] = []
    for year, counts in held.items():
        parts = [Portion(counts[name], _decided(counts)) for name in DECISIONS]
        for name, one, found in zip(DECISIONS, parts, shares_of(parts), strict=False):
            people_: Row = {"people": one.part.value, "decided": one.whole.value, "state": one.part.state}
            share = SHARE.row() if name == WAITING else SHARE.row(found)
            rows.append({"period": year, "member": DECISIONS[name], **people_, **share})
    return answer(
        "reach.decisions",
        "What becomes of referrals",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, held),
        definition="Of the people referred in the year, how many were accepted, signposted to another service, "
        "declined by the service, withdrew, or wait for a decision.",
        numerator=f"Distinct {words.people_of(selection.deprivation)} referred, {words.subject(selection)}",
        denominator="People referred in the year, less those who still wait for a decision if that number is shown",
        method="Wilson's 95% interval, with the error of rounding added to that of chance; "
        f"{TWO_YEARS}. They are compared whatever is decided for those who wait.",
        period=f"Referred in {years[0]} to {years[-1]}, followed to "
        f"{periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=("A person with several referrals can be under several decisions, so shares may pass 100%.",),
        matters=by_group(selection),
        hidden=hidden_rows(rows, "period", "member"),
        notes=(
            _adding_up(held[selection.year], selection.year),
            _size_seen(held[selection.year], held.get(periods.year_before(selection.year))),
        ),
    )


def _adding_up(counts: Mapping[str, Cell], year: str) -> str:
    decided = _decided(counts)
    shares = shares_of(Portion(counts[name], decided) for name in DECISIONS if name != WAITING).value
    return adding_up(shares, year, decided.value, SEVERAL)


def _year(release: Release, view: View) -> Mapping[str, Cell]:
    return several(release, "pathway", view, (*DECISIONS, REFERRED))


def _said(release: Release, selection: Selection, view: View, held: Mapping[str, Mapping[str, Cell]]) -> Said:
    who, now = words.people_of(selection.deprivation), held[selection.year]
    accepted, before = _accepted(now), held.get(periods.year_before(selection.year))
    tell = Telling.of(release, selection, view, "of referrals accepted")
    if now[REFERRED].state in ("no data", "zero"):
        nobody = f"no {who} were referred" if now[REFERRED].state == "zero" else ""
        return tell.no_data(f"there are no data on referrals of {who}", nobody)
    if not accepted.known:
        what = f"the share of {who} accepted is hidden"
        return tell.hidden_share(what, lambda view: _accepted(_year(release, view)))
    parts = {name: Portion(now[name], accepted.whole) for name in ("signposted", "declined")}
    others = words.listed([f"{one.percent} {name}" for name, one in parts.items() if one.known])
    opening = (
        f"{accepted.percent} of {accepted.of(f'{who} with a decision')} were accepted (95% interval {accepted.bounds})"
    )
    ending, grade = _change(now, before)
    about = ending if grade == "description" else f"accepted: {ending}"
    text = f"{opening}{others and f', {others}'}; {about}."
    return tell.says(text, grade, accepted.percent, words.upper_first(ending))


def _accepted(counts: Mapping[str, Cell]) -> Portion:
    return Portion(counts[ACCEPTED], _decided(counts))


def _decided(counts: Mapping[str, Cell]) -> Cell:
    """Those referred less those who wait for a decision; where these are hidden, they are few, and left in."""
    return less(counts[REFERRED], counts[WAITING]) if counts[WAITING].known else counts[REFERRED]


def _size_seen(now: Mapping[str, Cell], before: Mapping[str, Cell] | None) -> str:
    """The change that would probably have been seen, where none is clear."""
    if before is None or not _accepted(now).known or _change(now, before)[1] != "no clear difference":
        return ""
    return _accepted(now).size_seen(_accepted(before))


def _change(now: Mapping[str, Cell], before: Mapping[str, Cell] | None) -> tuple[str, Grade]:
    """Against the year before, whatever is decided for those who wait."""
    was = _accepted(before) if before else NOTHING
    ways = [_accepted(now)]
    if now[WAITING].value > 0:
        ways += [Portion(now[ACCEPTED], now[REFERRED]), Portion(total([now[ACCEPTED], now[WAITING]]), now[REFERRED])]
    found = [one.since(was) for one in ways]
    if len({grade for _, grade in found}) == 1:
        return found[0]
    return f"too early to compare: {people(now[WAITING].value)} people wait for a decision", "description"
