"""Which rows of a table a reader is not shown: what gives one or two other Places away, or one employee."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.kept import Owner
from pimh_data.registry.cubes import CUBES
from pimh_data.release.beside_employees import beside_employees
from pimh_data.release.employees import OF_EMPLOYEES, listed
from pimh_data.release.given_away import Known, given_away
from pimh_data.release.keys import Keys, keys_of
from pimh_data.release.peers import apart, is_compared, periods_shown
from pimh_data.release.reading import Periods, Release


@dataclass(frozen=True, eq=False)
class LeftOut(Owner):
    """What is left out for one reader: of granted `places`, and of the roll-ups that are `shown`. `named`: peers."""

    release: Release
    places: frozenset[str]
    shown: frozenset[str]
    named: frozenset[str]
    organisation: str

    def rows(self, cube: str, where: str) -> np.ndarray:
        """Which rows of the table of a cube are left out, shape (rows,)."""
        table = self.release.tables[cube, where]
        out = self.once(cube, lambda: self._keys(cube)).get(where)
        if out is None or not out.any():
            return np.zeros(len(table), dtype=bool)
        return out[keys_of(self.release, cube).rows[where]]

    def views(self, cube: str, where: str) -> Periods:
        """Service -> the periods of which something is left out of the table of a cube.

        Names of measures and questions are not looked at: a row with one tells that something was written down.
        """
        keys = keys_of(self.release, cube)
        left_out = self.once(cube, lambda: self._keys(cube))[where]
        pairs, services = self.release.once((LeftOut, cube), lambda: _pairs(keys))
        held = keys.rows[where]
        found = np.zeros(len(services) * len(keys.named_periods), dtype=bool)
        found[pairs[held[left_out[held]]]] = True
        by_service = found.reshape(len(services), -1)
        lacking = np.flatnonzero(by_service.any(axis=1)).tolist()
        return {services[at]: self._periods(keys, by_service[at]) for at in lacking}

    def _periods(self, keys: Keys, which: np.ndarray) -> frozenset[str]:
        """The names of these periods. The same for every grant: sixty with sets of their own took as much as tables."""
        names = frozenset(keys.named_periods[at][0] for at in np.flatnonzero(which).tolist())
        return self.release.once((LeftOut, names), lambda: names)

    def _keys(self, cube: str) -> Mapping[str, np.ndarray]:
        manifest, employees = self.release.manifest, cube in OF_EMPLOYEES
        partly = self.shown and not self.places.issuperset(manifest.places)
        if cube not in CUBES or not (partly or employees):
            return {}
        keys = keys_of(self.release, cube)
        knowing = self._knowing(cube, keys)
        away = given_away(keys, manifest, self.shown, knowing)
        if not employees:
            return away
        return beside_employees(keys, manifest, listed(self.release), self.organisation, knowing, away)

    def _knowing(self, cube: str, keys: Keys) -> tuple[Known, ...]:
        """What is granted; and, in a cube that peers are seen in, that with what is shown of named ones."""
        granted = Known(self.places, self.places)
        if not self.named or not is_compared(cube):
            return (granted,)
        together = apart(self.release).together
        but = {}
        for place in self.named & together:
            if place in keys.rows:
                lacking = ~self.release.table(cube, place)["period"].isin(periods_shown(self.release, cube, place))
                but[place] = np.unique(keys.rows[place][lacking])
        return granted, Known(self.places | self.named, self.places, but)


def _pairs(keys: Keys) -> tuple[np.ndarray, tuple[str, ...]]:
    """Of each key the number of its service and period, shape (keys,); and the services by number."""
    numbers, services = pd.factorize(keys.services)
    return numbers * len(keys.named_periods) + keys.periods, tuple(map(str, services))
