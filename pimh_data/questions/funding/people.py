"""Who is no longer seen if something ends: by deprivation and ethnic group, before and after. People, each once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, Headline, Row
from pimh_data.formats import interval, people
from pimh_data.questions import periods, words
from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.loss import AFTER, LOST, Loss, loss
from pimh_data.questions.funding.scenario import PERCENT, Scenario, ends_in_words, telling
from pimh_data.questions.funding.unknown import not_known
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, Telling, answer, hidden_rows
from pimh_data.registry.cubes import DEPRIVATION, DIMENSIONS, ETHNIC_GROUP, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

ROWS: Mapping[str, tuple[str, ...]] = {
    TOTAL.name: (EVERYONE,),
    DEPRIVATION.name: (*GROUP_MEMBERS, NOT_KNOWN),
    ETHNIC_GROUP.name: (*GROUPS, *UNKNOWN),
}
SHARE = Estimated("share", "Share of the group known only to it", "share", lower="share_lower", upper="share_upper")
COLUMNS = (
    Column("by", "By", "text"),
    Column("member", "Group", "text"),
    Column("before", "People seen now", "count", "people"),
    Column("at_ending", "Seen by what ends", "count", "people"),
    Column("only", "Known only to what ends", "count", "people"),
    *LOST.columns,
    *AFTER.columns,
    *SHARE.columns,
    STATE,
)
ENDINGS: Mapping[Grade, str] = {
    "worse": "deciles 1-2 would be hit harder, beyond chance",
    "lower": "deciles 1-2 would be hit less, beyond chance",
    "no clear difference": "no clear difference",
    "too few": "too few to compare",
}
NOT_A_FORECAST = "The people of the year are taken for those of a year without the service: a count, not a forecast."
IN_PROPORTION = "Of part of a capacity, people are lost in proportion: who would be turned away is not known."


def people_lost(release: Release, scenario: Scenario) -> Answer:
    """People no longer seen by any service: one row for everyone, each deprivation group and each ethnic group.

    Columns: by, member, before (people seen now), at_ending, only (counts), lost with its range, after with its range,
    share of the group known only to what ends with its interval, state. People known to a service that stays are not
    lost. Raises SelectionError for a year, Place, service or bundle that the release does not hold.
    """
    periods.position(release.manifest, scenario.year)
    ending = resolve(release, scenario)
    found = {
        (dimension, member): loss(release, ending, dimension, member)
        for dimension, members in ROWS.items()
        for member in members
    }
    rows = [_row(DIMENSIONS[dimension].label, member, one) for (dimension, member), one in found.items()]
    every = found[TOTAL.name, EVERYONE]
    return answer(
        "funding.people",
        f"If {scenario.words()}: people no longer seen",
        release,
        scenario.selection,
        COLUMNS,
        rows,
        replace(
            _said(telling(release, scenario), scenario, found),
            headline=Headline("people no longer seen by anybody", _range(every), _of_all(every)),
        ),
        definition="People seen in the year by what ends and by no other service of the "
        f"{'Place' if scenario.place in release.manifest.places else 'area'}: they would be seen by nobody.",
        numerator=f"Distinct people known only to what ends, {scenario.place}, {scenario.year}",
        denominator="Distinct people seen by all services together",
        method="What ends has a count of its own in the release, so nobody is lost twice; the part of the capacity "
        "that ends takes the same part of them. Ranges hold every true count that the released ones permit; shares "
        "have Wilson's 95% interval and are compared by Newcombe's interval of the difference.",
        period=periods.period_in_words(scenario.year),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(NOT_A_FORECAST, *not_known(release, scenario)),
        matters=("people seen by month", "by deprivation", "ethnic"),
        hidden=hidden_rows(rows, "member"),
        what="groups",
        notes=tuple(_notes(ending)),
    )


def _row(by: str, member: str, found: Loss) -> Row:
    share = Portion(found.only, found.before).limits
    return {"by": by, "member": member, **found.row(), **SHARE.row(share)}


def _said(tell: Telling, scenario: Scenario, found: Mapping[tuple[str, str], Loss]) -> Said:
    every, opening = found[TOTAL.name, EVERYONE], f"if {scenario.words()}, "
    if every.before.state == "no data":
        return tell.says("there are no data on people seen.", "no data")
    if not scenario.share:
        seen = f"{people(every.before.value)} people" if every.before.known else "a hidden number of people"
        return tell.says(f"nothing ends, so {seen} are seen as before.", "description")
    if every.state == "no data" and every.lost_upper != every.lost_upper:
        names = words.listed([ends_in_words(name) for name in scenario.ends])
        return tell.says(f"the release has nobody seen by {names} in that year.", "no data")
    if every.state == "hidden":
        at_most = f"; at most {people(every.lost_upper)}" if every.at_ending.known else ""
        return tell.hidden(f"{opening}the number of people no longer seen is hidden", also=at_most)
    if every.state == "no data":
        between = f"{people(every.lost_lower)} to {people(every.lost_upper)}"
        text = f"{opening}{between} people would no longer be seen by any service; the release holds no count of them "
        return tell.says(f"{text}together.", "description")
    of = f"of the {people(every.before.value)} people seen" if every.before.known else "people"
    about = "about " if scenario.percent < PERCENT else ""
    text = f"{opening}{about}{_range(every)} {of} would no longer be seen by any service"
    if every.keeps_another.value > 0 and scenario.percent == PERCENT:
        text += f", and about {people(every.keeps_another.value)} would lose it and keep another"
    compared, grade = _groups_compared(found)
    return tell.says(f"{text}. {compared}".strip(), grade)


def _groups_compared(found: Mapping[tuple[str, str], Loss]) -> tuple[str, Grade]:
    """Whether deciles 1-2 are hit harder than the rest: the share of each group that is known only to what ends."""
    core20, rest = (found[DEPRIVATION.name, group] for group in (CORE20, THE_REST))
    ours, theirs = Portion(core20.only, core20.before), Portion(rest.only, rest.before)
    grade, _ = ours.against(theirs, more="worse")
    if grade == "no data" or core20.all_of_it:
        return "", "description"
    said = f"That is {ours.percent} of those from deciles 1-2 and {theirs.percent} of the rest"
    return f"{said}: {ENDINGS[grade]}.", grade


def _range(found: Loss) -> str:
    """'950', or the range where a part of a capacity ends or counts are not held together."""
    if found.lost == found.lost:
        return people(found.lost)
    if found.lost_upper != found.lost_upper:
        return "hidden"
    return interval(found.lost_lower, found.lost_upper, 0)


def _of_all(found: Loss) -> str:
    seen = people(found.before.value) if found.before.known else found.before.state
    return f"of {seen} seen now"


def _notes(ending: Ending) -> Iterator[str]:
    yield NOT_A_FORECAST
    if 0 < ending.scenario.percent < PERCENT:
        yield IN_PROPORTION
    if ending.going and ending.name is None:
        yield (
            "The release holds no count of these services together, so only a range can be given. Name them as a "
            "bundle in the services extract, and the next release will hold it."
        )
