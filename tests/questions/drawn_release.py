"""A release drawn at random from made-up people, with every cube that the pages on equity and reach ask for."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from released_cells import CHILDREN, YEARS, Building

from pimh_data.registry.cubes import (
    AGE_BAND,
    CLOSED_AS,
    DEPRIVATION,
    ETHNIC_GROUP,
    PARENT_ROLE,
    SOURCE,
    SPECIALIST,
    WITHIN_WEEKS,
)
from pimh_data.registry.ethnicity import CODES, NOT_RECORDED
from pimh_data.release import Release

PLACES = ("Sheffield", "Liverpool")
SERVICES = {"All services": 420, "Light peer support": 60}
THREE_YEARS = "2022/23 to 2024/25"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
PATHWAY = ("accepted", "signposted", "declined", "withdrawn", "waiting")
CODE_GROUP = {code.name: code.group for code in CODES} | {NOT_RECORDED: NOT_RECORDED}
RESIDENTS_BY_CODE = {
    code.name: 400_000 if code.code == "A" else 9_000 for code in CODES if code.code not in ("Z", "99")
}


@dataclass(frozen=True)
class Person:
    """One made-up person: their groups, and what happened to them."""

    decile: int | None
    code: str
    role: str
    age: str
    source: str
    hub: str
    decision: str
    days: int
    outcome: str
    contacts: int
    missed: int
    ended: str

    def members(self) -> Iterator[tuple[str, str]]:
        """Every dimension and member that the person is counted under."""
        group = "Not known" if self.decile is None else "Core20" if self.decile <= 2 else "The rest"
        yield "all", "Everyone"
        yield "deprivation", group
        if self.decile is not None:
            yield "deprivation", f"Decile {self.decile}"
        own = {
            "ethnic_group": CODE_GROUP[self.code],
            "parent_role": self.role,
            "age_band": self.age,
            "source": self.source,
            "hub": self.hub,
        }
        for dimension, member in own.items():
            yield dimension, member
            if self.decile is not None and dimension != "hub":
                yield f"deprivation x {dimension}", f"{group} | {member}"


def drawn_release(folder: Path, seed: int = 20_26) -> Release:
    """Two Places, two services, five years and three of them together, rounded; opened from the folder."""
    draw, building = random.Random(seed), Building()
    for place in PLACES:
        building.deciles(where=place)
        building.residents(where=place)
        building.version("2019", 5000, where=place)
        for name, count in RESIDENTS_BY_CODE.items():
            building.published(place, "2021", "residents", "ethnic_code", name, count)
        building.rows[("services", place)] = [
            {"service": "Light peer support", "place": place, "started": "2019-04-01", "target_people": target}
            for target in (90.0,)
        ]
        for service, size in SERVICES.items():
            for year in (*YEARS, THREE_YEARS):
                people = [_person(draw, place) for _ in range(size * (3 if year == THREE_YEARS else 1))]
                _put_year(building, draw, people, year, where=place, service=service)
        building.now([shown(draw.randint(0, 90)) for _ in range(7)], shown(draw.randint(0, 90)), where=place)
        for period in (
            *YEARS,
            *(f"12 months to {year}-{month}" for year in range(2021, 2026) for month in ("03", "09")),
        ):
            for dimension, member, mean in (("all", "Everyone", 400), ("deprivation", "Core20", 200)):
                count = {"people_seen": shown(draw.randint(mean // 2, 2 * mean))}
                keys = {"where": place, "service": SPECIALIST, "dimension": dimension, "member": member}
                building.put("access", period, count, **keys)
    return building.open(folder)


def shown(count: int) -> int | None:
    """A count under the rounded profile."""
    return None if count < 5 else 5 * round(count / 5)


def _person(draw: random.Random, place: str) -> Person:
    decile = None if draw.random() < 0.03 else draw.choices(range(1, 11), list(CHILDREN.values()))[0]
    accepted = draw.random() < 0.85
    decision = "accepted" if accepted else draw.choice(PATHWAY[1:])
    seen = accepted and draw.random() < 0.83
    left = not seen and decision != "waiting" and draw.random() < 0.9
    ended = draw.choices(("completed", "disengaged", "stepped up", "moved away", ""), (50, 30, 5, 5, 10))[0]
    return Person(
        decile,
        draw.choices([*CODE_GROUP], [80 if name == "White British" else 2 for name in CODE_GROUP])[0],
        draw.choices([*PARENT_ROLE.members], (85, 10, 2, 3))[0],
        draw.choice(AGE_BAND.members),
        draw.choice(SOURCE.members),
        f"{place} {draw.choice(('North', 'South'))}",
        decision,
        int(draw.lognormvariate(3.3, 0.8)),
        "seen" if seen else "left" if left else "waiting",
        draw.randint(1, 12) if seen else 0,
        draw.randint(0, 3) if seen else 0,
        ended if seen else "",
    )


def _put_year(building: Building, draw: random.Random, people: list[Person], year: str, **keys: str) -> None:
    # The grid of a release is dense: a member of whom nobody was counted is hidden, not absent.
    groups: dict[tuple[str, str], list[Person]] = {member: [] for member in _dense()}
    for person in people:
        for member in person.members():
            groups.setdefault(member, []).append(person)
    for (dimension, member), own in sorted(groups.items()):
        at = {"dimension": dimension, "member": member, **keys}
        seen = [person for person in own if person.outcome == "seen"]
        building.put("activity", year, {"people_seen": shown(len(seen))}, **at)
        building.put("pathway", year, _counts(_steps(own)), **at)
        if dimension in ("all", "deprivation", "ethnic_group"):
            building.put("waits", year, _counts(_waits(own)), **at)
            building.put("contacts", year, _contacts(own), **at)
            building.put("caseload", year, _counts(_caseload(own)), **at)
    if year != THREE_YEARS and keys["service"] == "All services":
        _put_quarters(building, draw, year, keys)
    if year == THREE_YEARS and keys["service"] == "All services":
        for name in CODE_GROUP:
            own = [person for person in people if person.code == name and person.outcome == "seen"]
            at = {"dimension": "ethnic_code", "member": name, "period_kind": "three years", **keys}
            building.put("activity", year, {"people_seen": shown(len(own))}, **at)


def _dense() -> Iterator[tuple[str, str]]:
    yield from (("deprivation", member) for member in DEPRIVATION.members)
    for dimension in (ETHNIC_GROUP, PARENT_ROLE, AGE_BAND, SOURCE):
        yield from ((dimension.name, member) for member in dimension.members)
        for group in ("Core20", "The rest"):
            yield from ((f"deprivation x {dimension.name}", f"{group} | {member}") for member in dimension.members)


def _counts(true: dict[str, int]) -> dict[str, int | None]:
    return {name: shown(count) for name, count in true.items()}


def _number(people: Iterable[Person], holds: Callable[[Person], bool]) -> int:
    return sum(1 for person in people if holds(person))


def _steps(own: list[Person]) -> dict[str, int]:
    seen = [person for person in own if person.outcome == "seen"]
    return {
        "referred": len(own),
        **{name: _number(own, lambda person, name=name: person.decision == name) for name in PATHWAY},
        "seen": len(seen),
        "three_or_more_contacts": _number(seen, lambda person: person.contacts >= 3),
        "completed": _number(seen, lambda person: person.ended == "completed"),
        "closed_early": _number(seen, lambda person: person.ended in ("disengaged", "moved away")),
    }


def _waits(own: list[Person]) -> dict[str, int]:
    accepted = [person for person in own if person.decision == "accepted"]
    counts = {"followed": len(accepted)}
    for weeks in WITHIN_WEEKS:
        for what in ("seen", "left"):
            counts[f"{what}_within_{weeks}_weeks"] = _number(
                accepted, lambda p, what=what, weeks=weeks: p.outcome == what and p.days <= 7 * weeks
            )
    return counts


def _contacts(own: list[Person]) -> dict[str, int | None]:
    having = [person for person in own if person.contacts + person.missed]
    attended, missed = sum(p.contacts for p in having), sum(p.missed for p in having)
    if len(having) < 5:
        return {"people": None, "attended": None, "missed": None}
    return {"people": shown(len(having)), "attended": shown(attended), "missed": shown(missed)}


def _caseload(own: list[Person]) -> dict[str, int]:
    accepted = [person for person in own if person.decision == "accepted"]
    counts = {"opened": len(accepted), "open_at_end": _number(accepted, lambda p: not p.ended)}
    counts["closed"] = _number(accepted, lambda p: bool(p.ended))
    for reason in CLOSED_AS:
        name = f"closed_{reason.replace(' ', '_')}"
        counts[name] = _number(accepted, lambda person, reason=reason: person.ended == reason)
    return counts


def _put_quarters(building: Building, draw: random.Random, year: str, keys: dict[str, str]) -> None:
    start = int(year[:4])
    months = [f"{start}-{month:02d}" for month in range(4, 13)] + [f"{start + 1}-{month:02d}" for month in (1, 2, 3)]
    for month in months:
        building.seen(month, shown(draw.randint(60, 90)), period_kind="month", **keys)
        building.put("pathway", month, _counts({"referred": draw.randint(60, 90)}), period_kind="month", **keys)
    for quarter in QUARTERS:
        building.seen(f"{year} {quarter}", shown(draw.randint(150, 220)), period_kind="quarter", **keys)
        counts = {"opened": draw.randint(0, 90), "closed": draw.randint(0, 90), "open_at_end": draw.randint(0, 90)}
        building.put("caseload", f"{year} {quarter}", _counts(counts), period_kind="quarter", **keys)
