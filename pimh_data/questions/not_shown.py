"""What a grant leaves out of an answer is said to be not shown, in place of having no data. Reads no count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pandas as pd

from pimh_data.answer import WITHHELD, Answer, Selection
from pimh_data.questions import words
from pimh_data.questions.evidence import TEXT
from pimh_data.questions.partly_granted import is_partly_granted, whole_or_not_shown
from pimh_data.questions.periods import three_years
from pimh_data.questions.selection import members_of
from pimh_data.questions.service_starts import started_later
from pimh_data.questions.withheld import beside, withheld
from pimh_data.registry.cubes import ALL_SERVICES, QUARTER, SINCE_START_PERIOD, SPECIALIST, YEAR
from pimh_data.registry.views import VIEWS, Reads, kind_of
from pimh_data.release import Release
from pimh_data.release.employees import OF_EMPLOYEES

WHY = "Not shown to you, nor whether there is any, since it could tell of {whom}. To see it, ask for a grant {which}."
OF_ONE_EMPLOYEE = WHY.format(whom="one employee's work", which="that names the organisation")
OF_OTHER_PLACES = WHY.format(whom="one or two other Places", which="of these")
OF_EITHER = WHY.format(whom="one employee's work or one or two other Places", which="of these")
OF_PEERS = (
    "Of other Places nobody is shown single services, bundles or one employee's data. “Not shown to you” also stands "
    "there for what they do not have."
)
SOME = "Where the table says “not shown to you”: {}"
NOT_LISTED = "Not listed: {}. {}"
# What these say where there is no number hangs on the measure or on the area, unless nothing at all is there.
WITH_REASONS = frozenset(
    {
        "equity.hub",
        *(f"outcomes.{name}" for name in ("national", "national_scores", "recovery", "severity", "services")),
    }
)
NOTHING_AT_ALL = ("recorded here yet.", "could have had two scores in this period.", "no people with two scores here.")
# Questions about services that end, whichever is selected.
OF_WHAT_ENDS = "funding."
# Which measures are in use is read of all the time since a service started.
BY_MEASURE = frozenset({"outcomes", "reliable_change", "recovery", "severity"})


def told(release: Release, key: str, answer: Answer) -> Answer:
    """The answer to the question of that key, in which what this part of the release was left without is said so.

    Rows that have no data for it, the finding where it has none, and services that are not listed. Nothing is said but
    what the plan of a release holds: which services there are, since when, and by which rule they are shown.
    """
    reads = VIEWS.get(key, ())
    answer = whole_or_not_shown(release, key, answer)
    if not reads or not (release.withheld or release.partly):
        return answer
    left_out = _LeftOut(release, reads, answer.selection, key.startswith(OF_WHAT_ENDS))
    rows = left_out.rows(answer)
    has_reason = key in WITH_REASONS and not answer.finding.text.endswith(NOTHING_AT_ALL)
    finding = answer.finding.grade == "no data" and not has_reason and left_out.chosen(answer.finding.text)
    services = left_out.services(answer)
    if not (any(rows) or finding or services):
        return answer
    why, peers = left_out.why, {where for where in rows if where and left_out.is_peer(where)}
    notes = [*answer.notes]
    notes += [SOME.format(words.lower_first(why))] if {*rows} - {*peers, ""} and not finding else []
    notes += [OF_PEERS] if peers else []
    notes += [NOT_LISTED.format(words.listed(services), why)] if services else []
    states = [WITHHELD if where else state for where, state in zip(rows, answer.table["state"], strict=True)]
    found = replace(
        answer,
        table=answer.table.assign(state=pd.array(states, dtype=TEXT)),
        evidence=beside(answer.evidence, why),
        notes=tuple(notes),
    )
    return withheld(found, why) if finding else found


@dataclass(frozen=True)
class _LeftOut:
    """What the part is left without of what a question about a selection reads."""

    release: Release
    reads: tuple[Reads, ...]
    selection: Selection
    of_what_ends: bool

    @property
    def cubes(self) -> frozenset[str]:
        """What it reads of."""
        return frozenset(one.cube for one in self.reads)

    @property
    def why(self) -> str:
        """By which rule, and what to do: of what is granted whole one employee's alone is left out."""
        if not is_partly_granted(self.release, self.selection.place):
            return OF_ONE_EMPLOYEE
        return OF_EITHER if self.cubes & OF_EMPLOYEES else OF_OTHER_PLACES

    def chosen(self, said: str) -> bool:
        """Whether what was chosen is left out. That a service started later is `said` of Places that are granted; in
        which Places of others it had started is theirs to say.
        """
        chosen, partly = self.selection, is_partly_granted(self.release, self.selection.place)
        started = "" if partly else started_later(self.release, chosen)
        return not (started and started in said) and self._has(chosen.place, chosen.service, self._periods)

    def rows(self, answer: Answer) -> list[str]:
        """Of each row of which Place or roll-up it is, where it has no data for being left out; else ''.

        What a row is of, its own texts say; else the selection.
        """
        states = answer.table["state"].tolist()
        if "no data" not in states:
            return [""] * len(states)
        texts = [column.name for column in answer.columns if column.kind == "text"]
        named = answer.table[texts].to_dict("records") if texts else [{}] * len(states)
        return [self._of(row) if state == "no data" else "" for state, row in zip(states, named, strict=True)]

    def is_peer(self, where: str) -> bool:
        """Whether a Place stands beside those that are granted, and is none of them."""
        return where in self.release.manifest.places and ("services", where) not in self.release.tables

    def services(self, answer: Answer) -> list[str]:
        """Services of the choice that are left out, and that an answer which lists services does not list."""
        chosen, named = self.selection, answer.table
        if "service" not in named or chosen.service not in {ALL_SERVICES, *self.release.manifest.bundles}:
            return []
        there = self.release.manifest.services
        places = [place for place in members_of(self.release, chosen.place) if place in self.release.wheres]
        names = dict.fromkeys(name for place in places for name in there.get(place, ()))
        missing = set(names) - set(named["service"].tolist())
        return [
            name for name in names if name in missing and any(self._has(place, name, self._periods) for place in places)
        ]

    @property
    def _periods(self) -> frozenset[str]:
        """The chosen year, and its quarters where these are read alone; of outcomes, and of what is not read by year,
        also the longer periods that hold it.
        """
        year, manifest = self.selection.year, self.release.manifest
        if not self.cubes & BY_MEASURE and any(YEAR in one.periods for one in self.reads):
            alone = any(QUARTER in one.periods and YEAR not in one.periods for one in self.reads)
            return frozenset({year, *(f"{year} Q{number}" for number in range(1, 5) if alone)})
        longer = three_years(manifest) if year in manifest.years[-3:] else None
        return frozenset({year, SINCE_START_PERIOD, longer or year})

    def _of(self, row: Mapping[str, Any]) -> str:
        texts = list(map(str, row.values()))
        where = _first(texts, self.release.wheres) or self.selection.place
        service = _first(texts, self._names(where)) or self.selection.service
        periods = frozenset({str(row["period"])}) if row.get("period") else self._periods
        return where if self._has(where, service, periods) else ""

    def _names(self, where: str) -> frozenset[str]:
        manifest = self.release.manifest
        return frozenset(name for place in members_of(self.release, where) for name in manifest.services.get(place, ()))

    def _has(self, where: str, service: str, periods: frozenset[str]) -> bool:
        named = {service, SPECIALIST} if "access" in self.cubes else {service}
        if is_partly_granted(self.release, where) and self._is_there(where, named, periods):
            return False
        return any(self.release.withholds(self.cubes, where, name, periods) for name in named)

    def _is_there(self, where: str, named: Collection[str], periods: Collection[str]) -> bool:
        """Whether a roll-up has all that is read of it by year, so that no data has another reason. Of what is not read
        by year, or by measure, nobody knows.
        """
        if self.of_what_ends or self.cubes & BY_MEASURE or not all(YEAR in one.periods for one in self.reads):
            return False
        index, kind = self.release.index, kind_of(self.selection.service, self.release.manifest.bundles)
        read = [(one.cube, name) for one in self.reads if kind in one.periods[YEAR] for name in one.dimensions]
        return bool(read) and all(
            any(
                (cube, where) in index and index[cube, where].get((period, name, dimension)) is not None
                for period, name in product(periods, named)
            )
            for cube, dimension in read
        )


def _first(texts: Collection[str], known: Collection[str]) -> str:
    return next((text for text in texts if text in known), "")
