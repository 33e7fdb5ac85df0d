"""The numbers of every outcomes answer, recomputed in plain Python from the released rows, for 50 random selections."""

import math
import random
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from plain_python import difference, least, most, same, share
from scipy import stats

from pimh_data.answer import Selection
from pimh_data.questions import outcomes
from pimh_data.questions.outcomes.outcome_definition import definition_options
from pimh_data.registry.measures import MEASURES
from pimh_data.release import Release, Store

GROUPS = ("Everyone", "Core20", "The rest", "Decile 1")
DEFAULT = ("Children's rule", "Finished courses")
THREE, SINCE = "2022/23 to 2024/25", "Since the service started"
KEYS = ("period", "service", "dimension", "member", "measure", "pairing", "courses")
HIGHER = {"GBO", "SWEMWBS", "KPCS", "MORS-SF warmth", "confidence rating"}


@pytest.fixture(scope="module")
def release(demo_release) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def rows(demo_release):
    """(cube, where) -> its rows by KEYS and reliable change, straight from the parquet files."""
    folder = demo_release / (demo_release / "CURRENT").read_text().split()[0]

    @cache
    def read(cube: str, where: str) -> dict[tuple, dict]:
        found = {}
        for row in pq.read_table(Path(folder) / cube / f"{where}.parquet").to_pylist():
            key = (*(row[name] for name in KEYS), row.get("reliable_change", ""))
            assert key not in found
            found[key] = row
        return found

    return read


def choices(release: Release) -> list[tuple[Selection, dict]]:
    """50 selections and definitions, some of which the release holds no breakdown for."""
    draw = random.Random(7)
    found = []
    while len(found) < 50:
        place = draw.choice(("Sheffield", "Liverpool", "Wirral", "All Places"))
        services = [name for names in release.manifest.services.values() for name in names]
        service = draw.choice(("All services", "All services", *services))
        selection = Selection(place, service, draw.choice(release.manifest.years), draw.choice(GROUPS))
        try:
            known = definition_options(release, selection)
        except KeyError:
            continue
        if known.measures:
            measure = draw.choice(known.measures)
            pairing, courses = draw.choice((*[DEFAULT] * 3, *known.definitions))
            change = draw.choice(known.changes[measure]) if known.changes[measure] else ""
            asked = {"measure": measure, "pairing": pairing, "courses": courses, "reliable_change": change}
            found.append((selection, asked))
    return found


def cell(rows, cube, selection, asked, dimension="all", member="Everyone", period="", service="", place=""):
    """One released row, or None."""
    change = asked["reliable_change"] if cube in ("reliable_change", "recovery") else ""
    key = (period or selection.year, service or selection.service, dimension, member)
    key += (asked["measure"], asked["pairing"], asked["courses"], change)
    return rows(cube, place or selection.place).get(key)


def followed(rows, selection, asked) -> tuple[str, str]:
    """(dimension, member) that an answer shows for the deprivation group chosen."""
    group = selection.deprivation
    default = (asked["pairing"], asked["courses"]) == DEFAULT
    if default and group in ("Core20", "The rest") and cell(rows, "outcomes", selection, asked, "deprivation", group):
        return "deprivation", group
    return "all", "Everyone"


def number(row, name):
    return None if row is None or row[name] is None else row[name]


def shares_of(part, whole):
    return share(part, whole) if part is not None and whole is not None else (None, None, None)


def close(found, expected):
    return all(same(one, other) for one, other in zip(found, expected, strict=True))


def test_who_is_in_it(release, rows):
    compared = 0
    for selection, asked in choices(release):
        table = outcomes.who_is_in_it(release, selection, **asked).table
        own = cell(rows, "outcomes", selection, asked, *followed(rows, selection, asked))
        change = cell(rows, "reliable_change", selection, asked, *followed(rows, selection, asked))
        row = table.iloc[0]
        eligible, paired, improved = number(own, "eligible"), number(own, "paired"), number(change, "improved")
        assert close([row.eligible if eligible else math.nan, row.paired if paired else math.nan], [eligible, paired])
        assert close([row.share, row.lower, row.upper], shares_of(paired, eligible))
        if None not in (eligible, paired, improved):
            low = min(least(improved), least(paired)) / most(eligible)
            high = (most(eligible) - max(least(paired) - most(improved), 0)) / most(eligible)
            assert close([row.if_unchanged, row.if_all_improved], [low, min(high, 1)])
            compared += 1
        services = table[table.group == "Service"]
        for name, people in zip(services.member, services.paired, strict=True):
            mine = cell(rows, "outcomes", selection, asked, *followed(rows, selection, asked), service=name)
            assert same(people, number(mine, "paired"))
    assert compared > 15


def test_what_changed_and_recovery(release, rows):
    compared, recovered_ranges = 0, 0
    for selection, asked in choices(release):
        view = followed(rows, selection, asked)
        own = cell(rows, "outcomes", selection, asked, *view)
        change = cell(rows, "reliable_change", selection, asked, *view)
        table = outcomes.what_changed(release, selection, **asked).table.set_index("change")
        for label, name in (
            ("Improved reliably", "improved"),
            ("No reliable change", "no_reliable_change"),
            ("Reliably worse", "deteriorated"),
        ):
            expected = shares_of(number(change, name), number(own, "paired"))
            assert close(table.loc[label, ["share", "lower", "upper"]], expected)
            compared += expected[0] is not None
        recovery = cell(rows, "recovery", selection, asked, *view)
        table = outcomes.recovered(release, selection, **asked).table.set_index("outcome")
        for label, name in (("Recovered", "recovered"), ("Recovered and improved reliably", "reliably_recovered")):
            part, cases = number(recovery, name), number(recovery, "at_caseness")
            eligible, first, paired = (number(own, count) for count in ("eligible", "first_score", "paired"))
            ends = table.loc[label, ["of_cases_lower", "of_cases_upper", "of_finished_lower", "of_finished_upper"]]
            if None in (part, cases, eligible, first, paired):
                continue
            recovered_ranges += 1
            assert close(ends, recovery_ends(part, cases, eligible, first, paired))
    assert compared > 25
    assert recovered_ranges > 10


def recovery_ends(part, cases, eligible, first, paired) -> list[float]:
    """From nobody to everyone without a second score, of those at caseness, and of the eligible but for no cases."""
    below = (max(least(eligible) - most(first), 0) + least(cases), max(most(eligible) - least(first), 0) + most(cases))
    found = []
    for least_of, most_of, without in (
        (least(cases), most(cases), max(most(first) - least(paired), 0)),
        (*below, max(most(eligible) - least(paired), 0)),
    ):
        found += [min(least(part) / most_of, 1), min((most(part) + without) / max(least_of, 1), 1)]
    return found


def test_first_and_last_scores(release, rows):
    compared = 0
    for selection, asked in choices(release):
        own = cell(rows, "outcomes", selection, asked, *followed(rows, selection, asked))
        answer = outcomes.first_and_last(release, selection, **asked)
        table = answer.table.set_index("score")
        if any(note.startswith("Shown for the courses closed") for note in answer.notes):
            assert own is None or number(own, "mean_change") is None or number(own, "paired") is None
            continue
        for label, name in (("First score", "first"), ("Last score", "last"), ("Change", "change")):
            mean, sd = number(own, f"mean_{name}"), number(own, f"sd_{name}")
            if mean is None or math.isnan(mean) or number(own, "paired") is None:
                assert table.loc[label, "state"] != "shown"
                continue
            n = max(least(own["paired"]), 10)
            half = stats.t.ppf(0.975, n - 1) * sd / math.sqrt(n)
            assert close(table.loc[label, ["mean", "lower", "upper"]], [mean, mean - half, mean + half])
            sizes = [mean / own["sd_first"], mean / sd] if name == "change" and sd and own["sd_first"] else [None, None]
            assert close(table.loc[label, ["delta", "response"]], sizes)
            compared += 1
    assert compared > 30


def test_for_whom(release, rows):
    compared = 0
    for selection, asked in choices(release):
        usual = asked | dict(zip(("pairing", "courses"), DEFAULT, strict=True))
        table = outcomes.for_whom(release, selection, **asked).table
        for dimension, one, other, named in (
            ("deprivation", "Core20", "The rest", "The most deprived fifth (Core20)"),
            ("ethnic_split", "Every other", "White British or Irish", "Every other ethnic group"),
            ("parent_role", "father or co-parent", "mother or birthing parent", "Father or co-parent"),
        ):
            held = {
                period: [cell(rows, "outcomes", selection, usual, dimension, name, period) for name in (one, other)]
                for period in periods(selection)
            }
            known = [period for period, pair in held.items() if all(row and row["paired"] is not None for row in pair)]
            if not known:
                continue
            large = [period for period in known if min(row["paired"] for row in held[period]) >= 20]
            period = large[0] if large else known[-1]
            pair = held[period]
            changed = [
                cell(rows, "reliable_change", selection, usual, dimension, name, period) for name in (one, other)
            ]
            numbers = [number(row, "improved") for row in changed] + [row["paired"] for row in pair]
            mine = table[table.member == named].iloc[0]
            if None not in numbers:
                expected = difference(numbers[0], numbers[2], numbers[1], numbers[3])
                assert close(mine[["difference", "difference_lower", "difference_upper"]], expected)
                compared += 1
    assert compared > 25


def periods(selection: Selection) -> tuple[str, ...]:
    return (selection.year, *((THREE,) if selection.year >= "2022/23" else ()), SINCE)


def test_services_compared(release, rows):
    compared = 0
    for selection, asked in choices(release)[:25]:
        usual = asked | dict(zip(("pairing", "courses"), DEFAULT, strict=True))
        bands = [band.label for band in MEASURES[asked["measure"].partition(" goal")[0]].bands]
        if not bands:
            continue
        period = periods(selection)[1]
        sign = 1 if asked["measure"].partition(" goal")[0] in HIGHER else -1
        found: dict[tuple[str, str], dict[str, tuple]] = {}
        for place, names in release.manifest.services.items():
            for name in names:
                for band in bands:
                    row = cell(rows, "outcomes", selection, usual, "first_band", band, period, name, place)
                    if (
                        row
                        and row["paired"] is not None
                        and row["mean_change"] is not None
                        and not math.isnan(row["mean_change"])
                    ):
                        found.setdefault((place, name), {})[band] = (
                            row["paired"],
                            sign * row["mean_change"],
                            row["sd_change"],
                        )
        expected = {}
        for band in bands:
            parts = [own[band] for own in found.values() if band in own]
            expected[band] = sum(n * m for n, m, _ in parts) / sum(n for n, _, _ in parts) if parts else None
        table = outcomes.services_compared(release, selection, **asked).table
        for row in table.to_dict("records"):
            own = found.get((row["place"], row["service"]), {})
            alone = not any(sum(band in other for other in found.values()) > 1 for band in own)
            if not own or alone:
                assert row["state"] == "hidden"
                continue
            n = sum(people for people, _, _ in own.values())
            observed = sum(people * mean for people, mean, _ in own.values()) / n
            due = sum(people * expected[band] for band, (people, _, _) in own.items()) / n
            assert close([row["observed"], row["expected"], row["difference"]], [observed, due, observed - due])
            compared += 1
    assert compared > 20


def test_severity_and_headline(release, rows):
    shown = 0
    for selection, asked in choices(release):
        usual = asked | dict(zip(("pairing", "courses"), DEFAULT, strict=True))
        answer = outcomes.severity(release, selection, **asked)
        for row in answer.table.to_dict("records"):
            member = f"{row['first_band']} | {row['last_band']}"
            cells = [
                cell(rows, "severity", selection, usual, "first_band x last_band", member, p)
                for p in periods(selection)
            ]
            held = [one["people"] for one in cells if one]
            assert row["people"] in held or row["state"] == "hidden"
            shown += row["state"] == "shown"
        headline = outcomes.headline(release, selection, **asked).table
        view = followed(rows, selection, asked)
        for period, mine in zip(headline.period, headline.to_dict("records"), strict=True):
            own = cell(rows, "outcomes", selection, asked, *view, period=period)
            change = cell(rows, "reliable_change", selection, asked, *view, period=period)
            expected = shares_of(number(change, "improved"), number(own, "paired"))
            assert close([mine["share"], mine["lower"], mine["upper"]], expected)
    assert shown > 50


def test_mood_and_relationship_are_the_released_means(release, rows):
    compared = 0
    for selection, asked in choices(release)[:25]:
        answer = outcomes.mood_and_relationship(release, selection, **asked)
        for row in answer.table.to_dict("records"):
            for what in ("mood", "bond"):
                own = asked | {"measure": row[what], "reliable_change": ""}
                gains = []
                for period in periods(selection):
                    mine = cell(
                        rows, "outcomes", selection, own, period=period, service=row["service"], place=row["place"]
                    )
                    if mine and mine["mean_change"] is not None:
                        gains.append(mine["mean_change"] * (1 if row[what] in HIGHER else -1))
                if not math.isnan(row[f"{what}_gain"]):
                    assert any(same(row[f"{what}_gain"], gain) for gain in gains)
                    compared += 1
            if row["together"] == "mood clearly improved, bond unclear":
                assert row["mood_lower"] > 0 >= row["bond_lower"]
    assert compared > 20


def test_a_number_of_people_is_never_made_up(release):
    """Counts in every table are released ones: multiples of five, whole, or not there."""
    for selection, asked in choices(release)[:20]:
        for question in (outcomes.who_is_in_it, outcomes.what_changed, outcomes.for_whom, outcomes.services_compared):
            answer = question(release, selection, **asked)
            for column in answer.columns:
                if column.kind == "count":
                    values = answer.table[column.name].dropna()
                    assert ((values % 5 == 0) & (values >= 5)).all()
