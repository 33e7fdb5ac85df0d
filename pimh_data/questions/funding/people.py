"""Who is seen by nothing but what ends: by deprivation and ethnic group, before and after. People, each once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Headline, Row
from pimh_data.formats import people, percent
from pimh_data.questions import periods
from pimh_data.questions.cells import View, holds
from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.loss import AFTER, LOST, SHARE, Loss, loss
from pimh_data.questions.funding.scenario import PERCENT, Scenario, telling
from pimh_data.questions.funding.unknown import not_known
from pimh_data.questions.kit import STATE, Said, Telling, answer, hidden_rows
from pimh_data.questions.kit.adding_up import not_between
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.share_of_cells import SMALL
from pimh_data.registry.cubes import DEPRIVATION, DIMENSIONS, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import GROUPS, SPLIT, UNKNOWN
from pimh_data.release import Release

ROWS: Mapping[str, tuple[str, ...]] = {TOTAL.name: (EVERYONE,), DEPRIVATION.name: (*GROUP_MEMBERS, NOT_KNOWN)}
FIVE = {ETHNIC_GROUP.name: (*GROUPS, *UNKNOWN)}
# Of one service the five groups are not held by year, since most would be hidden.
IN_TWO = {ETHNIC_SPLIT.name: (*SPLIT, *UNKNOWN)}
LABELS = {name: one.label for name, one in DIMENSIONS.items()} | {ETHNIC_SPLIT.name: ETHNIC_GROUP.label}
COLUMNS = (
    Column("by", "By", "text"),
    Column("member", "Group", "text"),
    Column("before", "People seen in the year", "count", "people"),
    Column("at_ending", "Seen by what ends", "count", "people"),
    Column("only", "Known only to what ends", "count", "people"),
    Column("both", "Seen by what ends and by another", "count", "people"),
    *LOST.columns,
    *AFTER.columns,
    *SHARE.columns,
    STATE,
)
NOBODY_ELSE = "by no other service that year, as far as these extracts show"
NOT_A_FORECAST = "The people of the year are taken for those of a year without the service: a count, not a forecast."
IN_PROPORTION = "Of part of a capacity, people are lost in proportion: who would be turned away is not known."


def people_lost(release: Release, scenario: Scenario) -> Answer:
    """People seen by what ends and by nothing else: one row for everyone, each deprivation and each ethnic group.

    Ethnic groups are five, or, where one service ends, two: White British or Irish, and every other.

    Columns: by, member, before (people seen in the year), at_ending, only (counts), lost (of the part that ends) with
    its range, after with its range, share (lost of before) with its range, state. People known to a service that stays
    are not lost. Raises SelectionError for a year, Place, service or bundle that the release does not hold.
    """
    periods.position(release.manifest, scenario.year)
    ending = resolve(release, scenario)
    found = {
        (dimension, member): loss(release, ending, dimension, member)
        for dimension, members in {**ROWS, **_ethnic_groups(release, ending)}.items()
        for member in members
    }
    rows = [_row(LABELS[dimension], member, one) for (dimension, member), one in found.items()]
    every = found[TOTAL.name, EVERYONE]
    return answer(
        "funding.people",
        f"If {scenario.words()}: people seen by no other service",
        release,
        scenario.selection,
        COLUMNS,
        rows,
        replace(
            _said(telling(release, scenario), scenario, found),
            headline=Headline("people seen by no other service", every.in_words, _of_all(every)),
        ),
        definition="People seen in the year by what ends and by no other service of the "
        f"{'Place' if scenario.place in release.manifest.places else 'area'}, as far as the extracts show.",
        numerator=f"Distinct people known only to what ends, {scenario.place}, {scenario.year}",
        denominator="Distinct people seen by all services together",
        method="What ends has a count of its own in the release, so nobody is lost twice; the part of the capacity "
        "that ends takes the same part of them. Ranges hold every true count that the released ones permit. Everybody "
        "is counted, so nothing is estimated: shares have no interval and are not tested.",
        period=periods.period_in_words(scenario.year),
        citation="None: counts of the release",
        caveats=(NOT_A_FORECAST, *not_known(release, scenario)),
        matters=("people seen by month", "by deprivation", "ethnic"),
        hidden=hidden_rows(rows, "member"),
        what="groups",
        notes=tuple(_notes(ending)),
    )


def _ethnic_groups(release: Release, ending: Ending) -> Mapping[str, tuple[str, ...]]:
    """The dimension in which all that ends is counted, and its members."""
    ends = (ending.name,) if ending.name else ending.parts
    views = [View(ending.scenario.place, ending.scenario.year, name, ETHNIC_GROUP.name) for name in ends]
    return FIVE if all(holds(release, "activity", view) for view in views) else IN_TWO


def _row(by: str, member: str, found: Loss) -> Row:
    return {"by": by, "member": member, **found.row(), **SHARE.row(found.share_of_group)}


def _said(tell: Telling, scenario: Scenario, found: Mapping[tuple[str, str], Loss]) -> Said:
    every = found[TOTAL.name, EVERYONE]
    if every.before.state == "no data":
        return tell.says("there are no data on people seen.", "no data")
    if not scenario.share:
        seen = f"{people(every.before.value)} people" if every.before.known else "a hidden number of people"
        return tell.says(f"nothing ends; {seen} were seen.", "description")
    if every.state == "no data" and every.most != every.most:
        return tell.says(f"the release has nobody seen by {scenario.seen_by_it} in that year.", "no data")
    alone = f"seen by {scenario.seen_by_it} and {NOBODY_ELSE}"
    if every.state == "hidden":
        at_most = f"; at most {people(every.lost_range[1])}" if every.at_ending.known else ""
        return tell.hidden(f"the number of people {alone}, is hidden", also=at_most)
    if every.state == "no data":
        part = "" if scenario.percent == PERCENT else f"{scenario.percent}% of the people {alone}, were "
        said = f"{part}{every.in_words}" if part else f"{every.in_words} people were {alone}"
        return tell.says(f"{said}; the release holds no count of them together.", "description")
    text = _in_words(scenario, every, alone)
    if every.keeps_another.value > 0 and scenario.percent == PERCENT:
        text += f"; about {people(every.keeps_another.value)} were seen by another too"
    return tell.says(f"{text}. {_groups_beside_each_other(found)}".strip(), "description")


def _in_words(scenario: Scenario, every: Loss, alone: str) -> str:
    """'985 of the 1,255 people seen were seen by ... and by no other service that year, as far as ...'."""
    seen = f"the {people(every.before.value)} people seen" if every.before.known else "the people seen"
    if every.all_of_it and scenario.percent == PERCENT:
        return f"all {seen.removeprefix('the ')} were seen by these services alone, as far as these extracts show"
    if every.all_of_it:
        return f"{scenario.percent}% of {seen} were {every.in_words}"
    if scenario.percent < PERCENT:
        few = f"{scenario.percent}% of those seen by {scenario.seen_by_it} alone that year"
        return f"{few}, as far as these extracts show, were {every.in_words} of {seen}"
    return f"{every.in_words} of {seen} were {alone}"


def _groups_beside_each_other(found: Mapping[tuple[str, str], Loss]) -> str:
    """The share of Core20 and of the rest that the row of each carries: facts of a year, which are not tested."""
    core20, rest = (found[DEPRIVATION.name, group] for group in (CORE20, THE_REST))
    ours, theirs = (percent(one.share_of_group[0], one.before.value) for one in (core20, rest))
    fewest = min(core20.before.value, rest.before.value)
    if core20.all_of_it or "not shown" in (ours, theirs) or not fewest >= FEWEST:
        return ""
    every, both = found[TOTAL.name, EVERYONE], [one.share_of_group[0] for one in (core20, rest)]
    those = f"the {people(core20.before.value)}" if core20.before.value < SMALL else "those"
    others = f"the {people(rest.before.value)} of the rest" if rest.before.value < SMALL else "the rest"
    said = f"That was {ours} of {those} from the most deprived fifth (Core20) and {theirs} of {others}."
    return f"{said}{not_between(every.share_of_group[0], both, every.before.value)}"


def _of_all(found: Loss) -> str:
    seen = people(found.before.value) if found.before.known else found.before.state
    return f"of {seen} seen in the year"


def _notes(ending: Ending) -> Iterator[str]:
    yield NOT_A_FORECAST
    if 0 < ending.scenario.percent < PERCENT:
        yield IN_PROPORTION
    if ending.going and ending.name is None:
        yield (
            "The release holds no count of these services together, so only a range can be given. Name them as a "
            "bundle in the services extract, and the next release will hold it."
        )
