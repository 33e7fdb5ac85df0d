"""The measures that can be set side by side by Place: how each is read for one Place, and its words. No comparison."""

from collections.abc import Mapping
from types import MappingProxyType

from pimh_data.answer import Answer, Keeps, KeepsGroups, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell
from pimh_data.questions.kit.by_place import by_place as each_place
from pimh_data.questions.kit.deprivation import by_deprivation, seen_by_deprivation
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue, of_share
from pimh_data.questions.kit.verdicts.core20 import Core20Verdict
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.questions.kit.verdicts.every_other import COMPARED_WITH, NEITHER, OTHERS, EveryOtherVerdict
from pimh_data.questions.population import NOT_JUDGED, Denominator, births_of, children_by_deprivation
from pimh_data.questions.reach.drop_out import DROP_OUT
from pimh_data.questions.reach.missed import MISSED
from pimh_data.questions.reach.waited import waited
from pimh_data.questions.rounded_intervals import PER, rates
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, EVERYONE, SPECIALIST, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release


def by_place(release: Release, selection: Selection, key: str = "people") -> Answer:
    """One measure (a key of PLACE_MEASURES) by Place: see `kit.by_place`. Raises SelectionError for another key too."""
    if key not in PLACE_MEASURES:
        raise SelectionError(f"there is no measure {key!r} by Place; there are {', '.join(PLACE_MEASURES)}")
    return each_place(release, selection, PLACE_MEASURES[key], f"reach.places_{key}")


def _people(release: Release, selection: Selection) -> PlaceValue:
    seen = cell(release, "activity", View.of(selection), "people_seen")
    (births,) = _births(release, selection, selection.service)
    return _rate(seen, births, selection.deprivation)


def _access(release: Release, selection: Selection) -> PlaceValue:
    followed_group = selection.deprivation if selection.deprivation in GROUP_MEMBERS else EVERYONE
    dimension = TOTAL.name if followed_group == EVERYONE else DEPRIVATION.name
    view = View(selection.place, selection.year, SPECIALIST, dimension, followed_group)
    own = Selection(selection.place, year=selection.year, deprivation=followed_group)
    (births,) = _births(release, own, ALL_SERVICES)
    return _rate(cell(release, "access", view, "people_seen"), births, followed_group)


def _births(release: Release, selection: Selection, service: str) -> tuple[Denominator, ...]:
    find = births_of if selection.deprivation == EVERYONE else children_by_deprivation
    return find(release, selection.place, service, (selection.year,), selection.year)


def _rate(seen: Cell, births: Denominator, member: str) -> PlaceValue:
    below = births.of(member)
    value, lower, upper = rates([seen], [below])[0]
    state = seen.state if below > 0 else "no data"
    return PlaceValue(value, lower, upper, seen, NO_DATA, state, below, births.basis, births.year, seen)


def _core20(release: Release, selection: Selection) -> PlaceValue:
    found = Core20Verdict.of(seen_by_deprivation(release, by_deprivation(selection), selection.year))
    core20, rest = found.rates.one.seen, found.rates.other.seen
    state = "no data" if found.held.both.state == "zero" else found.state
    spoken, size = found.rates.verdict != "too few", found.rates.size_seen
    return PlaceValue(*found.rates.ratio, core20, rest, state, spoken=spoken, size_seen=size)


def _every_other(release: Release, selection: Selection) -> PlaceValue:
    found = EveryOtherVerdict.of(release, View.of(selection), selection.year)
    others, british, residents = found.rates.one.seen, found.rates.other.seen, found.residents
    unjudged = "" if residents.of_parental_age or residents.refused else NOT_JUDGED
    return PlaceValue(
        *found.rates.ratio,
        others,
        british,
        found.state,
        basis=residents.basis,
        year=residents.year,
        spoken=found.rates.verdict != "too few",
        unjudged=unjudged,
        bounds=found.bounds,
        reversible=found.judged and found.reversible,
        size_seen=found.rates.size_seen if found.judged else "",
    )


def _six_weeks(release: Release, selection: Selection) -> PlaceValue:
    found = waited(release, View.of(selection)).within(6)
    counts = found.part, found.whole, found.state
    return PlaceValue(*found.limits, *counts, part=found.part, whole=found.whole, spoken=enough(found.whole))


def _own_groups(selection: Selection) -> str:
    none = selection.deprivation == EVERYONE
    return "" if none else KeepsGroups("This measure compares groups itself, whatever group is chosen.")


def _specialist(selection: Selection) -> str:
    service = "" if selection.service == ALL_SERVICES else "Specialist services alone, whichever service is chosen."
    held = selection.deprivation in (EVERYONE, *GROUP_MEMBERS)
    return service if held else Keeps(f"Everyone is counted: it is not held by single decile. {service}".strip())


PER_BIRTHS = f"per {PER:,} {{basis}}"
PLACE_MEASURES: Mapping[str, PlaceMeasure] = MappingProxyType(
    {
        found.key: found
        for found in (
            PlaceMeasure(
                "people", f"People seen {PER_BIRTHS}", "rate", "People seen", "{basis}",
                f"{{}} people seen {PER_BIRTHS}", "no_judgement", _people,
            ),
            PlaceMeasure(
                "access", f"Seen by specialist services {PER_BIRTHS}", "rate", "People seen by specialist services",
                "{basis}", f"{{}} people seen by specialist services {PER_BIRTHS}", "higher_is_better", _access,
                _specialist, one_service=False,
            ),
            PlaceMeasure(
                "core20", "Rate ratio, most deprived fifth (Core20) against the rest", "ratio",
                "People seen, most deprived fifth (Core20)", "People seen, the rest (deciles 3-10)",
                f"{words.CORE20} are seen {{}} the rest", "no_judgement", _core20, _own_groups, 2,
                words.as_often, "worse",
            ),
            PlaceMeasure(
                "every_other", "Rate ratio, everyone other than White British or Irish against these", "ratio",
                "People seen, every other ethnic group", "People seen, White British or Irish",
                f"{OTHERS} are seen {{}} {COMPARED_WITH}", "no_judgement",
                _every_other, _own_groups, 2, words.as_often, "worse", NEITHER,
            ),
            PlaceMeasure(
                "six_weeks", "Share seen within six weeks", "share", "Seen within six weeks",
                "Accepted, and followed for 18 weeks", "{} of those accepted seen within six weeks", "higher_is_better",
                _six_weeks, decimals=0,
            ),
            PlaceMeasure(
                "missed", "Share of contacts missed", "share", "Contacts missed", "Contacts attended or missed",
                "{} of contacts missed", "lower_is_better",
                of_share(MISSED, "missed", "attended", "missed"), decimals=0,
                nearest=0.02,  # of contacts, which are many
            ),
            PlaceMeasure(
                "drop_out", "Share who left early", "share", "Left early", "Seen", "{} of those seen left early",
                "lower_is_better", of_share(DROP_OUT, "closed_early", "seen"), decimals=0,
            ),
        )
    }
)  # fmt: skip
