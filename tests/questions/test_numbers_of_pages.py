"""Equity and Reach for 50 random selections: every page's numbers, recomputed in plain Python from released cells."""

import random

import pandas as pd
import pytest
from drawn_release import PLACES, RESIDENTS_BY_CODE, SERVICES, THREE_YEARS, drawn_release
from plain_python import (
    Shown,
    control_limits,
    difference,
    error,
    gap,
    least,
    most,
    rate,
    ratio,
    same,
    share,
    share_limits,
    slope,
    slope_limits,
    there,
    value,
)
from released_cells import CHILDREN, YEARS

from pimh_data.answer import Answer, Selection
from pimh_data.questions import equity, reach
from pimh_data.release import Release

CHOICES = ("Everyone", "Core20", "The rest", "Decile 1", "Decile 6")
BELOW = {
    "Core20": CHILDREN[1] + CHILDREN[2],
    "The rest": sum(CHILDREN[decile] for decile in range(3, 11)),
    "deciles 9-10": CHILDREN[9] + CHILDREN[10],
}
GROUPS = ("White", "Mixed", "Asian", "Black", "Other")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return drawn_release(tmp_path_factory.mktemp("drawn"))


def views() -> list[Selection]:
    draw = random.Random(7)
    drawn = [
        (draw.choice(PLACES), draw.choice([*SERVICES]), draw.choice(YEARS), draw.choice(CHOICES)) for _ in range(50)
    ]
    return [Selection(*parts) for parts in drawn]


class Cells:
    """The released cells of one selection, by cube, count and member."""

    def __init__(self, release: Release, selection: Selection) -> None:
        self.release, self.selection = release, selection

    def of(self, cube: str, count: str, member: str, dimension: str = "", period: str = "", **keys: str) -> Shown:
        if not dimension:
            dimension = "all" if member == "Everyone" else "deprivation"
        place, service = (keys.pop(name, getattr(self.selection, name)) for name in ("place", "service"))
        period = period or self.selection.year
        return value(self.release, cube, count, place, service, period, dimension, member=member, **keys)

    def followed(self, cube: str, count: str, dimension: str, member: str) -> tuple[Shown, str]:
        """A member of a breakdown as the page follows the deprivation choice, and the period it is of."""
        chosen = self.selection.deprivation
        if chosen not in ("Core20", "The rest"):
            return self.of(cube, count, member, dimension), self.selection.year
        return self.of(cube, count, f"{chosen} | {member}", f"deprivation x {dimension}"), self.selection.year


def rows(answer: Answer, key: str = "member") -> pd.DataFrame:
    return answer.table.set_index(key)


pages = pytest.mark.parametrize("selection", views(), ids=Selection.words)


@pages
def test_the_gap_and_the_slope_are_those_of_the_released_counts(release: Release, selection: Selection):
    cells = Cells(release, selection)
    core20, rest = (cells.of("activity", "people_seen", group) for group in ("Core20", "The rest"))
    nine, ten = (cells.of("activity", "people_seen", f"Decile {decile}") for decile in (9, 10))
    table = rows(equity.gap_in_people(release, selection), "compared")
    row = table.loc["the rest (deciles 3-10)"]
    per_a, per_b = BELOW["Core20"], BELOW["The rest"]
    assert there(core20, rest)
    assert (row.gap, row.lower, row.upper) == pytest.approx(gap(core20, per_a, rest, per_b))
    row = table.loc["deciles 9-10"]
    if there(nine, ten):
        assert same(row.gap, per_a * ((nine + ten) / BELOW["deciles 9-10"] - core20 / per_a))
    else:
        assert (row.state, pd.isna(row.gap)) == ("hidden", True)
    row = rows(equity.slope_by_deprivation(release, selection), "period").loc[selection.year]
    counts = [cells.of("activity", "people_seen", f"Decile {decile}") for decile in range(1, 11)]
    if not there(*counts):
        assert (row.state, pd.isna(row.slope)) == ("hidden", True)
        return
    populations = [CHILDREN[decile] for decile in range(1, 11)]
    rise, _ = slope(counts, populations)
    lower, upper = slope_limits(counts, populations)
    average = 1000 * sum(counts) / sum(populations)
    assert (same(row.slope, rise), same(row.lower, lower), same(row.upper, upper)) == (True, True, True)
    assert same(row.relative, (average + rise / 2) / (average - rise / 2))
    assert row.relative_lower < row.relative < row.relative_upper
    assert same(row.least_deprived - row.most_deprived, rise)


@pages
def test_shares_of_people_births_and_both_groups_are_those_of_the_released_counts(release, selection: Selection):
    cells = Cells(release, selection)
    core20, rest = (cells.of("activity", "people_seen", group) for group in ("Core20", "The rest"))
    table = equity.share_beside_need(release, selection).table
    assert same(table["share"][0], core20 / (core20 + rest))
    assert same(table["share"][1], BELOW["Core20"] / (BELOW["Core20"] + BELOW["The rest"]))
    lower = ratio(core20, BELOW["Core20"], [rest], BELOW["The rest"])[0]
    births = BELOW["Core20"] / (BELOW["Core20"] + BELOW["The rest"])
    assert table["lower"][0] == pytest.approx(lower * births / (lower * births + 1 - births))
    both = equity.core20_by_ethnic_group(release, selection).table
    for group in ("Core20", "The rest"):
        own = both[both["deprivation"] == group].set_index("member")
        counts = {
            name: cells.of("activity", "people_seen", f"{group} | {name}", "deprivation x ethnic_group")
            for name in GROUPS
        }
        for name, count in counts.items():
            assert own.at[name, "state"] == ("shown" if there(count) else "hidden" if count is None else "no data")
            if there(*counts.values()):
                assert same(own.at[name, "share"], count / sum(counts.values()))


@pages
def test_the_16_categories_are_those_of_three_years(release: Release, selection: Selection):
    cells = Cells(release, selection)
    table = rows(equity.seen_by_ethnic_code(release, selection))
    counts = {
        name: cells.of("activity", "people_seen", name, "ethnic_code", THREE_YEARS, service="All services")
        for name in RESIDENTS_BY_CODE
    }
    everyone = sum(RESIDENTS_BY_CODE.values())
    for name, count in counts.items():
        assert pd.isna(table.at[name, "people"]) if count is None else table.at[name, "people"] == count
        if there(*counts.values()):
            expected = RESIDENTS_BY_CODE[name] / everyone
            others = [other for key, other in counts.items() if key != name]
            residents = expected / (1 - expected)  # of the category, for each of all others
            assert same(table.at[name, "ratio"], count / sum(others) / residents)
            assert table.at[name, "lower"] == pytest.approx(ratio(count, residents, others, 1)[0])


@pages
def test_each_step_of_the_pathway_is_that_of_the_released_counts(release: Release, selection: Selection):
    cells = Cells(release, selection)
    table = equity.pathway_side_by_side(release, selection).table
    steps = {
        "Accepted": ("accepted", "referred"),
        "Seen": ("seen", "accepted"),
        "Three or more contacts": ("three_or_more_contacts", "seen"),
        "Completed": ("completed", "seen"),
        "From referred to completed": ("completed", "referred"),
    }
    for label, (step, of) in steps.items():
        own = table[table["step"] == label].set_index("group")
        counts = [cells.of("pathway", count, group) for group in ("Core20", "The rest") for count in (step, of)]
        for name, (part, whole) in {
            "The most deprived fifth (Core20)": counts[:2],
            "The rest (deciles 3-10)": counts[2:],
        }.items():
            if there(part, whole):
                assert [own.at[name, column] for column in ("share", "lower", "upper")] == pytest.approx(
                    share(part, whole)
                )
        columns = ("difference", "difference_lower", "difference_upper")
        if there(*counts):
            found = [own.at["The most deprived fifth (Core20)", column] for column in columns]
            assert found == pytest.approx(difference(*counts))
            names = ("difference", "together_lower", "together_upper")
            assert [own.at["The most deprived fifth (Core20)", name] for name in names] == pytest.approx(
                difference(*counts, 5)
            )


@pages
def test_shares_by_parent_role_and_source_follow_the_choice_through_the_pairs(release: Release, selection: Selection):
    cells = Cells(release, selection)
    for answer, cube, count, dimension, unknown in (
        (equity.seen_by(release, selection, "parent_role"), "activity", "people_seen", "parent_role", "Not recorded"),
        (reach.referral_sources(release, selection), "pathway", "referred", "source", "Not recorded"),
    ):
        table = answer.table
        if "period" in table.columns:
            table = table[table["period"] == selection.year]
        table = table.set_index("member")
        counts = {name: cells.followed(cube, count, dimension, name)[0] for name in table.index}
        known = [found for name, found in counts.items() if name != unknown]
        for name, found in counts.items():
            assert pd.isna(table.at[name, "people"]) if not there(found) else table.at[name, "people"] == found, (
                f"{answer.key}: {name}"
            )
            if there(*known) and name != unknown:
                assert same(table.at[name, "share"], found / sum(known))


def of_size(cells: Cells, cube: str, count: str) -> str:
    """The shortest period in which Core20 and the rest have 20 people each; the chosen year if none has."""
    three = ("2022/23 to 2024/25",) if cells.selection.year >= "2022/23" else ()
    for period in (cells.selection.year, *three, "Since the service started"):
        both = [cells.of(cube, count, group, period=period) for group in ("Core20", "The rest")]
        if there(*both) and min(both) >= 20:
            return period
    return cells.selection.year


@pages
def test_missed_contacts_and_drop_out_are_those_of_the_released_counts(release: Release, selection: Selection):
    cells = Cells(release, selection)
    missed, early = rows(reach.missed_by_decile(release, selection)), rows(reach.drop_out_by_decile(release, selection))
    for decile in range(1, 11):
        name = f"Decile {decile}"
        period = of_size(cells, "contacts", "people")
        lost, came, people = (
            cells.of("contacts", count, name, period=period) for count in ("missed", "attended", "people")
        )
        if there(lost, came, people):
            assert same(missed.at[name, "share"], lost / (lost + came))
            largest, fewest = most(came) + least(lost), least(came) + most(lost)
            low, high = least(lost) / largest * least(people), most(lost) / fewest * most(people)
            value = lost / (lost + came)
            anywhere = (high - low) ** 2 / 12 + (value * people - (low + high) / 2) ** 2
            lower, upper = share_limits(value * people, people, anywhere, error(people))
            assert same(missed.at[name, "lower"], lower)
            assert same(missed.at[name, "upper"], upper)
        period = of_size(cells, "pathway", "seen")
        left, seen = (cells.of("pathway", count, name, period=period) for count in ("closed_early", "seen"))
        if there(left, seen):
            found = [early.at[name, column] for column in ("share", "lower", "upper")]
            assert found == pytest.approx(share(left, seen))
        else:
            assert early.at[name, "state"] == "hidden"


@pages
def test_waits_by_deprivation_are_those_of_the_released_counts(release: Release, selection: Selection):
    cells, table = Cells(release, selection), reach.waits_by_deprivation(release, selection).table
    names = {
        "Everyone": "Everyone",
        "Core20": "The most deprived fifth (Core20)",
        "The rest": "The rest (deciles 3-10)",
    }
    for group, name in names.items():
        for weeks in (2, 6, 18):
            part, whole = (cells.of("waits", count, group) for count in (f"seen_within_{weeks}_weeks", "followed"))
            row = table[(table["group"] == name) & (table["weeks"] == f"{weeks} weeks")].iloc[0]
            if there(part, whole):
                assert (row.share, row.lower, row.upper) == pytest.approx(share(part, whole))
            else:
                assert row.state == "hidden"
    shares = table.pivot(index="weeks", columns="group", values="share")
    own = table[table["group"] == names["Core20"]].set_index("weeks").loc[shares.index]
    less = shares[names["Core20"]] - shares[names["The rest"]]
    assert own["difference"].to_numpy() == pytest.approx(less.to_numpy(), nan_ok=True)
    assert not (own["difference"] < own["difference_lower"]).any()
    assert table.loc[table["group"] != names["Core20"], "difference"].isna().all()


@pages
def test_the_decisions_the_caseload_and_the_closures_are_the_released_counts(release: Release, selection: Selection):
    cells, chosen = Cells(release, selection), selection.deprivation
    table = reach.decisions(release, selection).table
    table = table[table["period"] == selection.year].set_index("member")
    counts = {name: cells.of("pathway", name, chosen) for name in ("accepted", "referred", "waiting")}
    decided = counts["referred"] - counts["waiting"] if there(counts["waiting"]) else counts["referred"]
    if there(counts["accepted"], decided):
        assert (table.at["Accepted", "people"], table.at["Accepted", "decided"]) == (counts["accepted"], decided)
        assert same(table.at["Accepted", "share"], min(counts["accepted"] / decided, 1))
    table = rows(reach.caseload(release, selection), "period")
    quarterly = chosen == "Everyone" and selection.service == "All services"
    for period in table.index:
        assert ("Q" in period) == quarterly
        for name in ("opened", "closed", "open_at_end"):
            expected = cells.of("caseload", name, chosen, period=period)
            assert pd.isna(table.at[period, name]) if expected is None else table.at[period, name] == expected
    table, closed = rows(reach.closure_reasons(release, selection)), cells.of("caseload", "closed", chosen)
    for reason in table.index:
        recorded = {"stopped coming": "disengaged"}.get(reason, reason)
        part = cells.of("caseload", f"closed_{recorded.replace(' ', '_')}", chosen)
        if there(part, closed):
            assert [table.at[reason, column] for column in ("share", "lower", "upper")] == pytest.approx(
                share(part, closed)
            )


@pages
def test_access_targets_and_rates_by_place_are_those_of_the_released_counts(release: Release, selection: Selection):
    cells, chosen = Cells(release, selection), selection.deprivation
    group = chosen if chosen == "Core20" else "Everyone"
    table = rows(reach.national_access(release, selection), "period")
    below = BELOW["Core20"] if group == "Core20" else sum(CHILDREN.values())
    for period in table.index if chosen != "The rest" else ():
        count = cells.of(
            "access", "people_seen", group, period=period, service="Specialist services (national access measure)"
        )
        if there(count):
            expected = (count / below, *rate(count, below))
            assert tuple(table.loc[period, ["share", "lower", "upper"]]) == pytest.approx(expected)
    target = reach.against_target(release, selection).table
    seen = cells.of("activity", "people_seen", "Everyone", service="Light peer support")
    assert same(target["share"][0], seen / 90 if there(seen) else None)
    table = rows(reach.by_place(release, selection))
    rates = {}
    for place in PLACES:
        count = cells.of("activity", "people_seen", chosen, place=place)
        children = _children(chosen)
        rates[place] = 1000 * count / children if there(count) else None
        assert same(table.at[place, "value"], rates[place])
    known = [one for one in rates.values() if one is not None]
    for place, one in rates.items():
        assert table.at[place, "rank"] == ("" if one is None else str(1 + sum(other > one for other in known)))
    row = rows(reach.by_place(release, selection, "core20")).loc[selection.place]
    a, b = (cells.of("activity", "people_seen", name) for name in ("Core20", "The rest"))
    assert row.lower == pytest.approx(ratio(a, BELOW["Core20"], [b], BELOW["The rest"])[0])


def _children(chosen: str) -> int:
    if chosen == "Everyone":
        return sum(CHILDREN.values())
    return BELOW[chosen] if chosen in BELOW else CHILDREN[int(chosen.removeprefix("Decile "))]


@pages
def test_the_control_chart_is_drawn_from_the_released_counts(release: Release, selection: Selection):
    cells = Cells(release, selection)
    for row in reach.people_by_month(release, selection).table.itertuples(index=False):
        expected = cells.of("activity", "people_seen", selection.deprivation, period=row.period)
        assert row.state == ("hidden" if expected is None else "no data" if expected == "no data" else "shown")
        assert row.kind == "run chart"
        assert pd.isna([row.lower, row.upper]).all()
    table = reach.referred_by_month(release, selection).table
    for row in table.itertuples(index=False):
        expected = cells.of("pathway", "referred", "Everyone", period=row.period)
        assert row.state == ("hidden" if expected is None else "no data" if expected == "no data" else "shown")
        assert pd.isna(row.people) if row.state != "shown" else row.people == expected
    if selection.service == "All services":
        assert len(table) == (12 if selection.year == YEARS[0] else 24)
        mean, lower, upper = control_limits([int(count) for count in table["people"]])
        assert (table["centre"][0], table["lower"][0], table["upper"][0]) == pytest.approx((mean, lower, upper))
