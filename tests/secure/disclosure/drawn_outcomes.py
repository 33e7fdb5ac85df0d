"""Courses with scores of one measure, drawn for the drawn people and counted in plain Python: the cubes of outcomes."""

import random
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd
from drawn_people import KIND, VIEWED, WHERES, WHOLE, YEARS, services_of, site

from pimh_data.registry.definitions import in_force
from pimh_data.registry.pairing import ADULT, CHILDRENS, EVERY_COURSE, FINISHED
from pimh_data.secure.cubes.outcomes_counting import COUNTS, SUMS
from pimh_data.secure.cubes.outcomes_cubes import Counted, OutcomeCubes, outcome_cubes

MEASURE, CASE = "CORE-10", 11  # fewer points are better
BANDS = (("Below the cut-off", 0), ("Mild", 11), ("Moderate", 16), ("Moderate to severe", 21), ("Severe", 26))
CHANGES = (("6 points (Barkham 2013)", 6), ("5 points (NHS England code)", 5))
UNSCORED = "No first score"
DEFINED = ((CHILDRENS, FINISHED), (CHILDRENS, EVERY_COURSE), (ADULT, FINISHED))
DEFINITIONS = tuple((rule.key, courses.key) for rule, courses in DEFINED)
USUAL = DEFINITIONS[0]
Scores = tuple[int | None, int | None]


def band(score: int | None) -> str:
    """The band of a score."""
    return UNSCORED if score is None else [name for name, least in BANDS if score >= least][-1]


def scored(person: dict) -> list[dict]:
    """The person's courses: those of referrals that were seen, with first and last score by either rule."""
    found = []
    for number, referral in enumerate(person["referrals"]):
        dice = random.Random(f"{person['number']} {number}")
        first = dice.choices((None, dice.randint(11, 40), dice.randint(0, 10)), (15, 70, 15))[0]
        better = dice.choices((0, 3, 8, 15), (2, 2, 4, 3))[0]
        last = None if first is None or dice.random() < 0.3 else min(max(first - better, 0), 40)
        own: dict[str, Scores] = {ADULT.key: (first, last), CHILDRENS.key: (first, last)}
        if dice.random() < 0.1:
            own[CHILDRENS.key] = (first, None)
        if referral["seen"]:
            found.append(referral | {"scores": own})
    return found


def said(first: int | None, last: int | None) -> Iterator[str]:
    """The counts in which somebody with these scores is."""
    yield "eligible"
    if first is None:
        return
    yield "first_score"
    if first >= CASE:
        yield "at_caseness"
    if last is None:
        return
    yield "paired"
    recovered = first >= CASE > last
    if recovered:
        yield "recovered"
    for number, (_, points) in enumerate(CHANGES):
        gain = first - last
        yield (
            f"improved_{number}" if gain >= points else
            f"deteriorated_{number}" if -gain >= points else f"no_reliable_change_{number}"
        )  # fmt: skip
        if recovered and gain >= points:
            yield f"reliably_recovered_{number}"


def members(course: dict, definition: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """(dimension, member) under which a course is counted; everyone alone by any definition but the usual."""
    yield "all", "Everyone"
    if definition != USUAL:
        return
    yield "deprivation", "Not known" if not course["decile"] else "Core20" if course["decile"] <= 2 else "The rest"
    first, last = course["scores"][definition[0]]
    yield "first_band", band(first)
    if last is not None:
        yield "first_band x last_band", f"{band(first)} | {band(last)}"


def written(definition: tuple[str, str]) -> list[tuple[str, str]]:
    """Every (dimension, member) that is written by a definition, whoever is in it."""
    found = [("all", "Everyone")]
    if definition == USUAL:
        names = [name for name, _ in BANDS]
        found += [("deprivation", name) for name in ("Core20", "The rest", "Not known")]
        found += [("first_band", name) for name in (*names, UNSCORED)]
        found += [("first_band x last_band", f"{one} | {other}") for one in names for other in names]
    return found


def outcomes(persons: list[dict]) -> OutcomeCubes:
    """The counted cubes of outcomes of these people: one course a person and view, their latest that counts."""
    cells: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person in persons:
        courses = scored(person)
        for view in _views():
            for definition in DEFINITIONS:
                here = [one for one in courses if _in(one, view) and (one["often"] or definition[1] != FINISHED.key)]
                for member in members(here[-1], definition) if here else ():
                    _add(cells[*view, *member, *definition], person["key"], *here[-1]["scores"][definition[0]])
    views = {(row.where, row.service): row.view for row in site().names.itertuples()}
    rows = []
    for view in _views():
        for definition in DEFINITIONS:
            for dimension, member in written(definition):
                where, period, service = view
                row = {
                    "view": views[where, service],
                    "period_kind": KIND[period],
                    "period": period,
                    "dimension": dimension,
                }
                row |= {"member": member, "measure": MEASURE, "pairing": definition[0], "courses": definition[1]}
                own = cells.get((*view, dimension, member, *definition), {})
                numbers = (*COUNTS, *SUMS, *(f"{name}_key" for name in COUNTS))
                rows.append(row | {name: own.get(name, 0) for name in numbers})
    return outcome_cubes(Counted(pd.DataFrame(rows), {MEASURE: in_force({})[MEASURE]}, {}, DEFINED), site())


def _views() -> list[tuple[str, str, str]]:
    return [(where, period, service) for where in WHERES for period in (*YEARS, WHOLE) for service in VIEWED]


def _in(course: dict, view: tuple[str, str, str]) -> bool:
    where, period, service = view
    here = where in (course["place"], WHERES[-1]) and course["service"] in services_of(service)
    return here and period in (WHOLE, YEARS[course["year"]])


def _add(cell: dict[str, int], key: int, first: int | None, last: int | None) -> None:
    for name in said(first, last):
        cell[name] += 1
        cell[f"{name}_key"] += key
    if last is not None:
        values = {"first": first, "last": last, "change": last - first}
    else:
        values = {} if first is None else {"unpaired": first}
    for name, value in values.items():
        cell[f"sum_{name}"] += value
        cell[f"squares_{name}"] += value**2
