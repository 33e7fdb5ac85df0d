"""Whether each ethnic group is seen in proportion to residents, with the unknown in view."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, ReferenceLine, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, cell, members
from pimh_data.questions.equity.ethnic_finding import Seen, finding
from pimh_data.questions.kit import EXTRACT, STATE, Estimated, Said, answer
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.population import residents_by
from pimh_data.questions.rounded_intervals import rates, represented
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, ETHNIC_GROUP, EVERYONE, PAIR
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

RATE = Estimated(
    "rate", "Seen per 1,000 residents", "rate", "per 1,000", 1, lower="rate_lower", upper="rate_upper", of="of the rate"
)
RATIO = Estimated("ratio", "Representation ratio (1 = in proportion)", "ratio", decimals=2)
COLUMNS = (
    Column("member", "Ethnic group", "text"),
    Column("people", "People seen", "count", "people"),
    Column("share", "Share of those known", "share"),
    Column("residents", "Residents of all ages", "published", "residents"),
    *RATE.columns,
    *RATIO.columns,
    Column("bound_lower", "If none of the unknown were of this group", "ratio", decimals=2),
    Column("bound_upper", "If all of the unknown were of this group", "ratio", decimals=2),
    Column("known", "Ethnic group known", "text"),
    STATE,
)


ALL_AGES = (
    "Residents of all ages understate how diverse babies and their parents are, so the ratios of minority ethnic "
    "groups come out too high."
)


def seen_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """Each ethnic group's share of people seen over its share of residents: five groups, then the three unknown.

    Columns: people, share (of those known), residents (all ages), rate per 1,000 residents with Byar's interval, ratio
    with Wilson's interval, the bounds if none or all of the unknown were of the group, known, state. Core20 and The
    rest are followed through the pairs of the release; without residents of the same pair there is then no ratio.
    """
    periods.position(release.manifest, selection.year)
    view, prefix, notes = _followed(release, selection)
    held = members(release, "activity", view, "people_seen")
    counts = {name: held.get(prefix + name, NO_DATA) for name in (*GROUPS, *UNKNOWN)}
    denominator = residents_by(release, selection.place, selection.service, view.dimension, selection.year)
    residents = [denominator.of(prefix + name) for name in GROUPS]
    whole = View.of(selection) if prefix else view.at(dimension="all", member=EVERYONE)
    known, unknown = known_and_unknown(counts, cell(release, "activity", whole, "people_seen"))
    groups = [counts[name] for name in GROUPS]
    by_rate = rates(groups, residents)
    by_ratio = represented(groups, [known_of_others(name, counts, known) for name in GROUPS], unknown, residents)
    rows = []
    for row, name in enumerate(GROUPS):
        ratio, lower, upper = by_ratio.ratios[row]
        rows.append(
            {
                "member": name,
                "people": counts[name].value,
                "share": counts[name].value / known.value if known.value > 0 else NAN,
                "residents": residents[row],
                **RATE.row(by_rate[row]),
                **RATIO.row((ratio, lower, upper)),
                "bound_lower": float(by_ratio.bound_lower[row]),
                "bound_upper": float(by_ratio.bound_upper[row]),
                "known": "yes",
                "state": counts[name].state,
            }
        )
    empty = {column.name: NAN for column in COLUMNS}
    for name in UNKNOWN:
        found = counts[name]
        rows.append({**empty, "member": name, "people": found.value, "known": "no", "state": found.state})
    hidden = [name for name, found in counts.items() if found.state == "hidden"]
    return answer(
        "equity.ethnic_group",
        "People seen by ethnic group, against residents",
        release,
        selection,
        COLUMNS,
        rows,
        Said(finding(release, selection, view, Seen(prefix, rows, counts, known, unknown, denominator))),
        definition="Representation ratio: a group's share of people seen whose ethnic group is known, over its "
        "share of residents; 1 is in proportion. Chinese is under Asian, as in Census 2021.",
        numerator=f"Distinct people seen, {words.subject(selection)}, by ethnic group as recorded",
        denominator=denominator.refused or f"{denominator.words()}, all ages",
        method="Wilson's 95% interval of the share of people seen, over every true count that rounding permits, "
        "over the share of residents; rates have Byar's interval. The bounds put none, then all, of the unknown in "
        "a group.",
        period=periods.period_in_words(selection.year),
        source="; ".join(filter(None, (EXTRACT, denominator.source))),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Census 2021, TS021; NHS Data Dictionary, ethnic category",
        caveats=(
            ALL_AGES,
            "Not stated, not known and not recorded are three different things and are never counted as Other.",
        ),
        matters=("ethnic group",),
        hidden=hidden,
        what="groups",
        references=(ReferenceLine("In proportion to residents", 1.0),),
        notes=(*notes, *denominator.note(), _unknown_in_words(counts), ALL_AGES),
    )


def _followed(release: Release, selection: Selection) -> tuple[View, str, list[str]]:
    """The view that follows the deprivation choice, the beginning of its members, and what to say where it cannot."""
    view = View.of(selection)
    everyone = view.at(dimension=ETHNIC_GROUP.name, member=EVERYONE)
    chosen = selection.deprivation
    if chosen == EVERYONE:
        return everyone, "", []
    both = view.at(dimension=f"{DEPRIVATION.name} x {ETHNIC_GROUP.name}")
    if chosen in GROUP_MEMBERS and members(release, "activity", both, "people_seen"):
        return both, chosen + PAIR, [f"Only people from {words.group(chosen)} are counted here."]
    of = "" if selection.service == ALL_SERVICES else f" for {selection.service}"
    lacks = f"the release holds no ethnic groups within {words.group(chosen)}{of} in one year"
    return everyone, "", [f"This panel keeps everyone: {lacks}."]


def _unknown_in_words(counts: Mapping[str, Cell]) -> str:
    said = [
        f"{name.lower()} {people(counts[name].value) if counts[name].known else counts[name].state}" for name in UNKNOWN
    ]
    return f"Ethnic group unknown, people seen: {', '.join(said)}."
