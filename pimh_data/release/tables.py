"""The tables of an opened release: of a small one all at hand, of a large one parsed when they are first asked for.

Of a part of a release they are those of the whole, and what is made of one is made for both.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pimh_data.kept import Latest, Owner
from pimh_data.registry.cubes import CUBES
from pimh_data.release.views import Views

Key = tuple[str, str]  # cube and partition


@dataclass(frozen=True, eq=False)
class Opened(Owner):
    """One table, and where its views lie. It keeps what is made of it, and so both leave memory together."""

    table: pd.DataFrame
    views: Views


class Keeping(Mapping[Key, pd.DataFrame]):
    """Tables of which each has somebody who keeps what is made of it."""

    @abstractmethod
    def keeper(self, key: Key) -> Owner:
        """Who keeps what is made of a table. Raises KeyError for one that there is not."""


class Opening(Keeping):
    """Tables that are opened when they are asked for, each with where its views lie."""

    @abstractmethod
    def opened(self, key: Key) -> Opened:
        """A table with where its views lie. Raises KeyError for one that there is not."""

    def keeper(self, key: Key) -> Owner:
        """The table itself, as it was opened: what is made of it leaves memory with it."""
        return self.opened(key)

    def __getitem__(self, key: Key) -> pd.DataFrame:
        return self.opened(key).table


class Parted(Keeping):
    """The tables of a part. `keepers`: of each, the whole release's where it has the table alike."""

    def __init__(self, tables: Mapping[Key, pd.DataFrame], keepers: Mapping[Key, Owner]) -> None:
        self._tables, self._keepers = tables, keepers

    def keeper(self, key: Key) -> Owner:
        """The same for every part that has the table with the same rows."""
        return self._keepers[key]

    def __getitem__(self, key: Key) -> pd.DataFrame:
        return self._tables[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


class Tables(Opening):
    """Tables by cube and partition. `read` gives one; those asked for last are kept, up to `limit` bytes together.

    What was made of them is not weighed: it comes to about as much again, and to weigh it took longer than to make it.
    """

    def __init__(self, keys: Iterable[Key], read: Callable[[Key], Opened], limit: int) -> None:
        self._keys = dict.fromkeys(keys)
        self._read = read
        self._kept = Latest(limit)

    def opened(self, key: Key) -> Opened:
        """A table with where its views lie. Raises KeyError for one that there is not."""
        if key not in self._keys:
            raise KeyError(key)
        return self._kept.once(key, lambda: self._read(key))

    def in_passing(self, key: Key) -> pd.DataFrame:
        """A table for whoever goes over all of them once: it is neither kept nor weighed. Raises KeyError for none."""
        if key not in self._keys:
            raise KeyError(key)
        return self._read(key).table

    def __contains__(self, key: object) -> bool:
        return key in self._keys  # without reading it

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Index(Mapping[Key, Views]):
    """Where the views of these tables lie, of each that is a cube."""

    def __init__(self, tables: Opening) -> None:
        self._tables = tables

    def __getitem__(self, key: Key) -> Views:
        if key not in self:
            raise KeyError(key)
        return self._tables.opened(key).views

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key in self._tables and key[0] in CUBES

    def __iter__(self) -> Iterator[Key]:
        return (key for key in self._tables if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
