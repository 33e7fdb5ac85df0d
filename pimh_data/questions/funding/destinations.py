"""Where people would have to go: by need group, the services that stay at that level, and who has none."""

from collections.abc import Iterator, Mapping

from pimh_data.answer import Answer, Column, Row
from pimh_data.contracts import NEED_GROUPS
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View, cell
from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.loss import LOST, Loss, loss
from pimh_data.questions.funding.people import NOT_A_FORECAST
from pimh_data.questions.funding.scenario import PERCENT, Scenario, telling
from pimh_data.questions.funding.unknown import not_known
from pimh_data.questions.kit import EXTRACT, STATE, Said, Telling, answer
from pimh_data.questions.kit.listed_services import names
from pimh_data.registry.cubes import NEED_GROUP, NOT_RECORDED
from pimh_data.release import Release

COLUMNS = (
    Column("need_group", "Need group (THRIVE)", "text"),
    Column("only", "Known only to what ends", "count", "people"),
    *LOST.columns,
    Column("ends", "Services that end and saw people of this level", "text"),
    Column("stays", "Services that stay and are listed at this level", "text"),
    STATE,
)
NOT_TAKEN = "That a service stays at a level does not say that it could or would take these people on."
ELSEWHERE = "Several Places are together here: a service that stays may be in another Place than the people."


def destinations(release: Release, scenario: Scenario) -> Answer:
    """One row a need group: people seen by nothing else, the services that end there and those that stay.

    Columns: need_group, only (count), lost with its range, ends and stays (names, 'none'), state. People are counted
    under the need group of their latest referral to what ends, which need not be the level at which that service is
    listed: `ends` names every service that saw people of the level, `stays` those that are listed at it.
    """
    periods.position(release.manifest, scenario.year)
    ending = resolve(release, scenario)
    found = {level: loss(release, ending, NEED_GROUP.name, level) for level in (*NEED_GROUPS, NOT_RECORDED)}
    rows: list[Row] = [
        {
            "need_group": level,
            **one.row(),
            "ends": _that_saw(release, ending, level, one),
            "stays": names(service for service in ending.staying if service.need_group == level),
        }
        for level, one in found.items()
    ]
    return answer(
        "funding.destinations",
        f"If {scenario.words()}: where people would have to go",
        release,
        scenario.selection,
        COLUMNS,
        rows,
        _said(telling(release, scenario), scenario, found, rows),
        definition="People known only to what ends, by need group (THRIVE), and the services that stay at each.",
        numerator=f"Distinct people known only to what ends, {scenario.place}, {scenario.year}",
        denominator="None: a count of people",
        method="People have the need group recorded at their latest referral; a service may see people of other levels "
        "than that at which the services extract lists it.",
        period=periods.period_in_words(scenario.year),
        source=f"{EXTRACT}; services extract",
        citation="THRIVE framework, as the services extract uses it",
        caveats=(NOT_A_FORECAST, NOT_TAKEN, *not_known(release, scenario)),
        matters=("need group",),
        what="need groups",
        notes=(NOT_TAKEN, *(() if scenario.place in release.manifest.places else (ELSEWHERE,))),
    )


def _that_saw(release: Release, ending: Ending, level: str, found: Loss) -> str:
    """The services that end and are listed at a level or saw people of it; 'none' only where nobody loses one."""
    saw = []
    for service in ending.going:
        view = View(service.place, ending.scenario.year, service.name, NEED_GROUP.name, level)
        if service.need_group == level:
            saw.append(service.name)
        elif cell(release, "activity", view, "people_seen").value > 0:
            at = f"listed at {service.need_group}" if service.need_group in NEED_GROUPS else "listed at no level"
            saw.append(f"{service.name} ({at})")
    return ", ".join(dict.fromkeys(saw)) or ("none" if not found.most > 0 else "not shown which")


def _said(tell: Telling, scenario: Scenario, found: dict[str, Loss], rows: list[Row]) -> Said:
    if not scenario.share:
        return tell.says("nothing ends, so nobody has to go elsewhere.", "description")
    without = [row for row in rows if row["stays"] == "none" and row["need_group"] in NEED_GROUPS]
    with_some = [row for row in rows if row["stays"] != "none"]
    said = []
    for label, rows_of in (("had no other service", without), ("had another service", with_some)):
        known = [
            f"{found[str(row['need_group'])].in_words} at {row['need_group']}"
            for row in rows_of
            if found[str(row["need_group"])].only.value > 0
        ]
        said += [f"{words.listed(known)} {label} listed at their level"] if known else []
    if not said:
        what = f"the need group of {scenario.alone} is"
        if any(one.state == "hidden" for one in found.values()):
            return tell.says(f"{what} hidden.", "hidden")
        return tell.says(f"{what} not in the release.", "no data")
    part = "" if scenario.percent == PERCENT else f"{scenario.percent}% of "
    return tell.says(f"of {part}{scenario.alone}, {'; '.join([*said, *_the_rest(found)])}.", "description")


def _the_rest(found: Mapping[str, Loss]) -> Iterator[str]:
    """Those of no known level, and the levels at which a number is hidden: with these the others make the whole."""
    unrecorded = found[NOT_RECORDED]
    if unrecorded.only.value > 0:
        yield f"{unrecorded.in_words} had no recorded need group"
    hidden = [
        level if level in NEED_GROUPS else "no recorded level" for level, one in found.items() if one.state == "hidden"
    ]
    if hidden:
        yield f"how many at {words.listed(hidden)} is hidden"
