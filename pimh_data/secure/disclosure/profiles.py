"""The three ways to release a count: which true counts are hidden, what is shown for others, what that gives away."""

from dataclasses import dataclass

import numpy as np

from pimh_data.errors import PublishError


@dataclass(frozen=True)
class Profile:
    """A disclosure profile. True counts from `hidden_low` to `hidden_high` are hidden (none when high < low).

    Others are shown to the nearest `base`. `own_known`: the audit takes the reader to know which cells are hidden for
    their own sake, the strictest reading. It cannot where zeros are shown: two hidden cells of at least 1 each would
    already say that their total is at least 2.
    """

    name: str
    hidden_low: int
    hidden_high: int
    base: int
    own_known: bool
    words: str

    def hides(self, counts: np.ndarray) -> np.ndarray:
        """Where a true count is hidden for its own sake. Any shape."""
        return (counts >= self.hidden_low) & (counts <= self.hidden_high)

    def shown(self, counts: np.ndarray) -> np.ndarray:
        """The count as it is shown: the nearest multiple of `base`. Any shape, whole numbers."""
        return (counts + self.base // 2) // self.base * self.base

    def permits(self, shown: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Least and greatest true count behind a shown one: 10 permits 8 to 12, 5 permits 5 to 7 (0-4 are hidden)."""
        low, high = shown - self.base // 2, shown + (self.base - 1) // 2
        if self.hidden_high >= self.hidden_low:
            low = np.where(shown > self.hidden_high, np.maximum(low, self.hidden_high + 1), low)
        return np.maximum(low, 0), high


ROUNDED = Profile("rounded", 0, 4, 5, True, "counts rounded to the nearest 5; fewer than 5 hidden")
SUPPRESSED = Profile("suppressed", 1, 4, 1, False, "counts of 1 to 4 hidden, and others where they would give one away")
EXACT = Profile("exact", 0, -1, 1, True, "exact counts, nothing hidden: for a secure machine only")
PROFILES = {profile.name: profile for profile in (ROUNDED, SUPPRESSED, EXACT)}


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises PublishError that lists the names there are."""
    try:
        return PROFILES[name]
    except KeyError:
        raise PublishError(f"there is no disclosure profile {name!r}; choose one of {', '.join(PROFILES)}") from None
