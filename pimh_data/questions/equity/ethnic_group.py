"""Whether each ethnic group is seen in proportion to residents, with the unknown in view."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import Cell
from pimh_data.questions.equity.ethnic_finding import finding
from pimh_data.questions.equity.representation import Seen, representation_answer, representation_columns
from pimh_data.questions.follow_deprivation import DeprivationView, follow_deprivation
from pimh_data.questions.kit import Estimated
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.population import residents_by
from pimh_data.questions.rounded_intervals import rates
from pimh_data.registry.cubes import ALL_SERVICES, ETHNIC_GROUP
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

RATE = Estimated(
    "rate", "Seen per 1,000 residents", "rate", "per 1,000", 1, lower="rate_lower", upper="rate_upper", of="of the rate"
)
TOGETHER = "95% interval, groups together"
CONFIDENCE = 1 - 0.05 / len(GROUPS)  # so that all five intervals hold together in 19 of 20 views
NO_GAP = "not of residents of all ages"


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Ethnic group", "text"),
        Column("people", "People seen", "count", "people"),
        Column("share", "Share of those known", "share"),
        Column("residents", basis.capitalize(), "published", "residents"),
        *RATE.columns,
        *representation_columns("group")[:3],
        Column("together_lower", f"{TOGETHER}, lower", "ratio", decimals=2),
        Column("together_upper", f"{TOGETHER}, upper", "ratio", decimals=2),
        Column("gap", "More people a year to be in proportion", "number", "people", missing=NO_GAP),
        Column("gap_lower", f"{TOGETHER}, of the people, lower", "number", "people", missing=NO_GAP),
        Column("gap_upper", f"{TOGETHER}, of the people, upper", "number", "people", missing=NO_GAP),
        *representation_columns("group")[3:],
    )


def seen_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """Each ethnic group's share of people seen over its share of residents: five groups, then the three unknown.

    Columns: people, share (of those known), residents (aged 16 to 49, else of all ages), rate per 1,000 residents with
    Byar's interval, ratio with Wilson's interval, of each group and of all five together, gap (people a year; of
    residents aged 16 to 49 alone) with that interval, the bounds if none or all of the unknown were of the group,
    known, state. Core20 and The rest are followed through the pairs of the release; without residents of the same pair
    there is then no ratio.
    """
    periods.position(release.manifest, selection.year)
    follows = follow_deprivation(release, selection, "activity", "people_seen", ETHNIC_GROUP.name, one_year=True)
    view, prefix = follows.view, follows.prefix
    residents = residents_by(release, selection.place, selection.service, view.dimension, selection.year)
    seen = Seen.of(release, view, follows.whole(), GROUPS, residents, prefix)
    by_rate = rates([seen.counts[name] for name in GROUPS], seen.residents)
    columns, together = _columns(residents.basis), seen.represented(CONFIDENCE).ratios
    gaps = seen.gaps(together)

    def more(row: int, _: str) -> Row:
        both = {"together_lower": together[row][1], "together_upper": together[row][2]}
        gap = dict(zip(("gap", "gap_lower", "gap_upper"), gaps[row], strict=True))
        return {**RATE.row(by_rate[row]), **both, **gap}

    rows = seen.rows(columns, more)
    return representation_answer(
        "equity.ethnic_group",
        "People seen by ethnic group, against residents",
        release,
        selection,
        columns,
        rows,
        finding(release, selection, view, seen, rows),
        seen=seen,
        definition="Representation ratio: a group's share of people seen whose ethnic group is known, over its "
        "share of residents; 1 is in proportion. Chinese is under Asian, as in Census 2021.",
        numerator=f"Distinct people seen, {words.subject(selection)}, by ethnic group as recorded",
        method="Wilson's 95% interval of the share of people seen, over every true count that rounding permits, "
        "over the share of residents; rates have Byar's interval. The finding, and what is drawn, use the intervals "
        f"that hold for all {len(GROUPS)} groups together, and judge a group of whom {FEWEST} or more would be seen in "
        "proportion. The bounds put none, then all, of the unknown in "
        "a group.",
        period=periods.period_in_words(selection.year),
        what="groups",
        notes=(*_lacks(follows, selection), *residents.note(), _unknown_in_words(seen.counts)),
    )


def _lacks(follows: DeprivationView, selection: Selection) -> tuple[str, ...]:
    """What to say of the group that is counted: the chosen one, or everyone for want of it."""
    if follows.group == selection.deprivation:
        return follows.notes
    of = "" if selection.service == ALL_SERVICES else f" for {selection.service}"
    lacks = f"the release holds no ethnic groups within {words.group(selection.deprivation)}{of} in one year"
    return (Keeps(f"Everyone is counted: {lacks}."),)


def _unknown_in_words(counts: Mapping[str, Cell]) -> str:
    said = [
        f"{name.lower()} {people(counts[name].value) if counts[name].known else counts[name].state}" for name in UNKNOWN
    ]
    return f"Ethnic group unknown, people seen: {', '.join(said)}."
