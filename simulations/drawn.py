"""The intervals that the product shows of the demonstration, against what the demonstration was drawn with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.answer import Selection
from pimh_data.questions import words
from pimh_data.questions.equity.decile import seen_by_decile
from pimh_data.questions.equity.new_referrals import SIDES, new_referrals
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.equity.pathway_table import LABELS, WHOLE_PATH
from pimh_data.questions.kit.member_differences import IN_TWO
from pimh_data.questions.outcomes.headline import headline
from pimh_data.questions.outcomes.outcome_definition import in_use
from pimh_data.questions.reach.six_weeks import seen_within_six_weeks
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release
from simulations import worst_case
from simulations.drawn_outcomes import WITH_CHANGE, Improving
from simulations.drawn_people import NOT_KNOWN, Parameters
from simulations.redrawn import Seen

STEPS, DIFFERENCES = "a step of the pathway, of Core20 or the rest", "its difference, Core20 less the rest"
WAITS, REFERRED = "seen within six weeks", "who is referred: Core20, and ethnic group"
IMPROVED, RATIOS = "improved reliably", "rate ratio, Core20 to the rest"
# Each step as the pathway's table has it: its label, and that of those whom it is a share of.
IN_TABLE = {
    "accepted": (LABELS["accepted"], LABELS["referred"]),
    "seen": (LABELS["seen"], LABELS["accepted"]),
    "three": (LABELS["three_or_more_contacts"], LABELS["seen"]),
    "completed": (LABELS["completed"], LABELS["seen"]),
    "path": (WHOLE_PATH, LABELS["referred"]),
}
NONE = float("nan")


@dataclass(frozen=True)
class Estimate:
    """An interval as it is shown, and what it is of. `part`, `whole` (printed people), and those of a second group.

    The whole of a rate is its population.
    """

    kind: str
    truth: float
    lower: float
    upper: float
    part: float
    whole: float
    other_part: float = NONE
    other_whole: float = NONE


def estimates(release: Release, people: Parameters, improving: Improving, seen: Seen) -> pd.DataFrame:
    """Every shown interval of which the parameter is known, one a row, with the former limits beside it."""
    services: dict[str, set[str]] = {}
    for place, service, *_ in people:
        services.setdefault(place, set()).add(service)
    found: list[Estimate] = []
    for place in sorted({*services} & {*release.wheres}):
        for service in sorted(services[place]):
            found += _pathway(release, place, service, people)
            found += _waits(release, place, service, people)
            found += _improved(release, place, service, improving)
            found += _ratios(release, place, service, seen)
        found += _referred(release, place, people)
    table = pd.DataFrame(found).dropna(subset=["lower", "upper"]).reset_index(drop=True)
    return _beside_former(table)


def _pathway(release: Release, place: str, service: str, people: Parameters) -> Iterator[Estimate]:
    names = [words.upper_first(words.group(group)) for group in GROUP_MEMBERS]
    for year in release.manifest.years:
        table = pathway_side_by_side(release, Selection(place, service, year)).table.set_index(["group", "step"])
        for step, (label, of) in IN_TABLE.items():
            truth = [people.get((place, service, year, group, step), NOT_KNOWN).chance for group in GROUP_MEMBERS]
            if truth[0] != truth[0] or truth[1] != truth[1]:
                continue
            rows = [table.loc[(name, label)] for name in names]
            counts = [(row.people, table.loc[(name, of)].people) for name, row in zip(names, rows, strict=True)]
            for row, true, (part, whole) in zip(rows, truth, counts, strict=True):
                yield Estimate(STEPS, true, row.lower, row.upper, part, whole)
            limits = rows[0].difference_lower, rows[0].difference_upper
            yield Estimate(DIFFERENCES, truth[0] - truth[1], *limits, *counts[0], *counts[1])


def _waits(release: Release, place: str, service: str, people: Parameters) -> Iterator[Estimate]:
    for group in (EVERYONE, *GROUP_MEMBERS):
        last = release.manifest.years[-1]
        for row in seen_within_six_weeks(release, Selection(place, service, last, group)).table.itertuples():
            truth = people.get((place, service, row.period, group, "within_6"), NOT_KNOWN).chance
            if truth == truth:
                yield Estimate(WAITS, truth, row.lower, row.upper, row.seen_within, row.followed)


def _referred(release: Release, place: str, people: Parameters) -> Iterator[Estimate]:
    steps = dict(zip((side.label for side in SIDES), ("core20", "every_other"), strict=True))
    for year in release.manifest.years:
        for row in new_referrals(release, Selection(place, ALL_SERVICES, year)).table.itertuples():
            truth = people.get((place, row.service, year, EVERYONE, steps[row.group]), NOT_KNOWN).chance
            if truth == truth:
                yield Estimate(REFERRED, truth, row.lower, row.upper, row.people, row.of)


def _improved(release: Release, place: str, service: str, improving: Improving) -> Iterator[Estimate]:
    asked = Selection(place, service, release.manifest.years[-1])
    used: Mapping[str, float] = in_use(release, place, service)
    for measure in sorted({*WITH_CHANGE} & {*used}):
        for row in headline(release, asked, measure).table.itertuples():
            truth = improving.get((place, service, row.period, measure), NONE)
            if truth == truth:
                yield Estimate(IMPROVED, truth, row.lower, row.upper, row.improved, row.paired)


def _ratios(release: Release, place: str, service: str, seen: Seen) -> Iterator[Estimate]:
    for year in release.manifest.years:
        if (place, service, year) not in seen:
            continue
        table = seen_by_decile(release, Selection(place, service, year)).table.set_index("member")
        core20, rest = (table.loc[IN_TWO[group]] for group in GROUP_MEMBERS)
        one, other = seen[place, service, year]
        truth = (one / core20.children) / (other / rest.children) if other else NONE
        counts = core20.people, core20.children, rest.people, rest.children
        yield Estimate(RATIOS, truth, core20.ratio_lower, core20.ratio_upper, *counts)


def _beside_former(table: pd.DataFrame) -> pd.DataFrame:
    """The table with former_lower, former_upper, and the size: of the smaller group where there are two."""
    part, whole, other_part, other_whole = (
        table[name].to_numpy(float) for name in ("part", "whole", "other_part", "other_whole")
    )
    columns, kinds = (part, whole, other_part, other_whole), table["kind"].to_numpy()
    lower, upper = worst_case.of_shares(part, whole)
    for kind, limits in ((DIFFERENCES, worst_case.of_differences), (RATIOS, worst_case.of_ratios)):
        mine = kinds == kind
        lower[mine], upper[mine] = limits(*(column[mine] for column in columns))
    size = np.where(kinds == RATIOS, np.fmin(part, other_part), np.fmin(whole, other_whole))
    return table.assign(former_lower=lower, former_upper=upper, size=size)
