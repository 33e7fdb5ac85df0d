"""The two ways to release a count: which true counts are hidden, what is shown for others, what that gives away."""

from dataclasses import dataclass

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.registry.disclosure import FEWEST, WITHIN
from pimh_data.secure.disclosure.rounding import BASE, nearest, rounded


@dataclass(frozen=True)
class Profile:
    """A disclosure profile. `hides`: whether small counts are hidden and others rounded."""

    name: str
    hides: bool
    words: str

    def small(self, counts: np.ndarray, fewest: np.ndarray | int = FEWEST) -> np.ndarray:
        """Where a true count is hidden for its own sake. Any shape."""
        return (counts < fewest) & self.hides

    def shown(self, counts: np.ndarray, key_sums: np.ndarray | None) -> np.ndarray:
        """The counts as they are shown: drawn by the keys of those counted; to the nearest 5 where there are none."""
        if not self.hides:
            return counts
        return nearest(counts) if key_sums is None else rounded(counts, key_sums)

    def permits(
        self, shown: np.ndarray, fewest: np.ndarray | int = FEWEST, drawn: bool = True
    ) -> tuple[np.ndarray, np.ndarray]:
        """Least and greatest true count behind a shown one: 10 permits 6 to 14, 5 permits 5 to 9 (0-4 are hidden).

        `drawn`: at random; to the nearest 5, 10 permits 8 to 12.
        """
        if not self.hides:
            return shown, shown
        within = WITHIN if drawn else BASE // 2
        return np.maximum(shown - within, fewest), shown + within


ROUNDED = Profile("rounded", True, "counts rounded at random to a multiple of 5 within 4; fewer than 5 hidden")
EXACT = Profile("exact", False, "exact counts, nothing hidden: for a secure machine only")
PROFILES = {profile.name: profile for profile in (ROUNDED, EXACT)}


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises PublishError that lists the names there are."""
    try:
        return PROFILES[name]
    except KeyError:
        raise PublishError(f"there is no disclosure profile {name!r}; choose one of {', '.join(PROFILES)}") from None
