"""Where referrals come from, year by year, and which source has grown or shrunk."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, NOBODY, Cell, View, cell, members
from pimh_data.questions.follow_deprivation import DeprivationView, follow_deprivation
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, Telling, answer, hidden_rows, shares_of
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.kit.known import known_and_unknown
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.rounded_intervals import difference
from pimh_data.registry.cubes import EVERYONE, NOT_RECORDED, SOURCE
from pimh_data.release import Release

SOURCES = tuple(name for name in SOURCE.members if name != NOT_RECORDED)
CONFIDENCE = 1 - 0.05 / len(SOURCES)  # so that of all sources together one stands out by chance in 20 releases
SAID = {"self": "families themselves", "GP": "GPs", "midwife": "midwives", "health visitor": "health visitors"}
SHARE = Estimated("share", "Share of those recorded", "share")
COLUMNS = (
    Column("period", "Referred in", "text"),
    Column("member", "Source", "text"),
    Column("people", "People referred", "count", "people"),
    *SHARE.columns,
    Column("known", "Source recorded", "text"),
    STATE,
)
Year = tuple[Mapping[str, Cell], Cell]  # source -> people referred, and those of recorded source together


def referral_sources(release: Release, selection: Selection) -> Answer:
    """People referred by source: one row a financial year and source, those not recorded last.

    Columns: period, member, people, share (of those recorded) with Wilson's interval, known, state. Follows the
    deprivation choice through the pairs of the release. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    follows = follow_deprivation(release, selection, "pathway", "referred", SOURCE.name)
    own_year = follows.view.period == selection.year
    shown = release.manifest.years if own_year else (follows.view.period,)
    held = {period: _year(release, follows, period) for period in shown}
    rows = [row for period, year in held.items() for row in _rows(period, year)]
    now = held[selection.year if own_year else follows.view.period]
    before = held.get(periods.year_before(selection.year)) if own_year else None
    return answer(
        "reach.sources",
        "Where referrals come from",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, follows, now, before),
        definition="People referred in the period by the source of their latest referral in it, and each source's "
        "part of those for whom it is recorded.",
        numerator=f"People referred, {words.subject(selection, period=follows.view.period)}"
        + ("" if follows.group == EVERYONE else f", {words.group(follows.group)}"),
        denominator="People referred whose source is recorded",
        method="Wilson's 95% interval, with the error of rounding added to that of chance. A change is "
        f"named where the {percent(CONFIDENCE, 1000)} interval of the difference (Newcombe) leaves out 0: of nine "
        "intervals of 95%, one often would by chance.",
        period=f"Referred in {shown[0]}" + (f" to {shown[-1]}" if len(shown) > 1 else ""),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=("A source's share falls when others refer more, although it refers as many as before.",),
        matters=("by deprivation",),
        hidden=hidden_rows(rows, "period", "member"),
        notes=(*follows.notes, _adding_up(now, follows.view.period if not own_year else selection.year)),
    )


def _adding_up(year: Year, period: str) -> str:
    cells, known = year
    shares = shares_of(Portion(cells.get(name, NO_DATA), known) for name in SOURCES).value
    return adding_up(shares, period, known.value)


def _year(release: Release, follows: DeprivationView, period: str) -> Year:
    cells = follows.members(release, "pathway", "referred", period)
    everyone = cell(release, "pathway", follows.whole(period), "referred")
    names = [name for name in cells if name != NOT_RECORDED]
    known, _ = known_and_unknown({NOT_RECORDED: NOBODY, **cells}, everyone, names, (NOT_RECORDED,))
    return cells, known


def _rows(period: str, year: Year) -> list[Row]:
    cells, known = year
    own = [cells.get(name, NO_DATA) for name in SOURCES]
    estimates = shares_of(Portion(found, known) for found in own)
    found = [(name, own[row], SHARE.row(estimates[row]), "yes") for row, name in enumerate(SOURCES)]
    found.append((NOT_RECORDED, cells.get(NOT_RECORDED, NO_DATA), SHARE.row(), "no"))
    return [
        {"period": period, "member": name, "people": cell.value, **share, "known": recorded, "state": cell.state}
        for name, cell, share, recorded in found
    ]


def _said(release: Release, selection: Selection, follows: DeprivationView, now: Year, before: Year | None) -> Said:
    group = "" if follows.group == EVERYONE else words.group(follows.group)
    tell = Telling.of(release, selection, follows.view.at(member=follows.prefix + SOURCES[0]), group=group)
    cells, known = now
    parts = {name: Portion(cells.get(name, NO_DATA), known) for name in SOURCES}
    shown = sorted((name for name, one in parts.items() if one.part.known), key=lambda name: -cells[name].value)
    if not cells:
        return tell.no_data("there are no data on where referrals come from")
    if not known.known or not shown:
        what = "too many sources are hidden to give shares"
        return tell.hidden(what, lambda view: _most(release, view)[1], lambda view: _say_most(release, view))
    if known.value < FEWEST:
        return tell.says("too few people were referred to give shares by source.", "too few")
    named = [f"{_source(name)} ({parts[name].percent})" for name in shown[:3]]
    changed, grade = _changes(now, before)
    return tell.says(f"most referrals come from {words.listed(named)}{changed}.", grade)


def _changes(now: Year, before: Year | None) -> tuple[str, Grade]:
    if before is None or not before[1].known or before[1].value == 0:
        return "", "description"
    up: list[str] = []
    down: list[str] = []
    for name in SOURCES:
        (cells, known), (were, all_were) = now, before
        value, lower, upper = difference(cells.get(name, NO_DATA), known, were.get(name, NO_DATA), all_were, CONFIDENCE)
        if lower > 0 or upper < 0:
            (up if value > 0 else down).append(f"{_source(name)} ({100 * value:+.0f} points)")
    if not up and not down:
        return "; no source's share clearly differs from the year before", "no clear difference"
    parts = (("a larger share", up), ("a smaller share", down))
    said = words.listed([f"{which} from {words.listed(names)}" for which, names in parts if names])
    return f"; against the year before, {said}, beyond chance", "higher" if up else "lower"


def _source(name: str) -> str:
    return SAID.get(name, name)


def _most(release: Release, view: View) -> tuple[str, Cell]:
    held = members(release, "pathway", view, "referred") if view.dimension == SOURCE.name else {}
    shown = {name: found for name, found in held.items() if name in SOURCES and found.known}
    name = max(shown, key=lambda source: shown[source].value, default="")
    return name, shown.get(name, NO_DATA)


def _say_most(release: Release, view: View) -> str:
    name, found = _most(release, view)
    return f"most, {people(found.value)} people, from {_source(name)}"
