"""Tables of other Places joined to those of a part of a release, under their names or others. Copies none of them."""

from collections.abc import Iterator, Mapping
from itertools import chain

import pandas as pd

from pimh_data.kept import Owner
from pimh_data.release.reading import Release
from pimh_data.release.tables import Index, Keeping, Key, Opened, Opening, Tables
from pimh_data.release.views import Views


class Renamed(Opening):
    """The narrow tables of some Places, under other names (name here -> name there)."""

    def __init__(self, narrow: Tables, names: Mapping[str, str]) -> None:
        there = {place: name for name, place in names.items()}
        self._narrow = narrow
        self._keys = {(cube, there[where]): (cube, where) for cube, where in narrow if where in there}

    def opened(self, key: Key) -> Opened:
        """A table with where its views lie."""
        return self._narrow.opened(self._keys[key])

    def __contains__(self, key: object) -> bool:
        return key in self._keys  # without reading it

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Joined(Keeping):
    """The tables of a part, and of peers."""

    def __init__(self, part: Release, peers: Renamed) -> None:
        self._part, self._peers = part, peers

    def keeper(self, key: Key) -> Owner:
        """Whose it is."""
        return self._peers.keeper(key) if key in self._peers else self._part.keeper(*key)

    def __getitem__(self, key: Key) -> pd.DataFrame:
        return (self._peers if key in self._peers else self._part.tables)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._peers or key in self._part.tables

    def __iter__(self) -> Iterator[Key]:
        return chain(self._part.tables, self._peers)

    def __len__(self) -> int:
        return len(self._part.tables) + len(self._peers)


class JoinedIndex(Mapping[Key, Views]):
    """Where the views of these tables lie, of each that is a cube."""

    def __init__(self, part: Release, peers: Renamed) -> None:
        self._part, self._peers = part.index, Index(peers)

    def __getitem__(self, key: Key) -> Views:
        return (self._peers if key in self._peers else self._part)[key]

    def __iter__(self) -> Iterator[Key]:
        return chain(self._part, self._peers)

    def __len__(self) -> int:
        return len(self._part) + len(self._peers)
