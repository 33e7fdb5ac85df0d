"""The most deprived fifth's share of need under a named model, which is not their share of births."""

import math
from dataclasses import dataclass

from pimh_data.formats import percent
from pimh_data.questions.kit.residents import residents
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.registry.need import NeedModel
from pimh_data.registry.need_models import model as named
from pimh_data.release import Release

DEFAULT_MODEL = "attachment"


@dataclass(frozen=True)
class ShareOfNeed:
    """Core20's share, 0 to 1, of need under a model: `share` at its published value, `lower` to `upper`.

    NaN with `refused` in words where the release holds no residents by decile.
    """

    model: NeedModel
    share: float
    lower: float
    upper: float
    refused: str = ""

    @property
    def point(self) -> float:
        """The share to stand beside its range; NaN where it is an end of it, to the whole per cent."""
        ends = percent(self.lower), percent(self.upper)
        return math.nan if ends[0] != ends[1] and percent(self.share) in ends else self.share

    @property
    def figure(self) -> str:
        """'44% to 64%'; '60% (44% to 64%)' where a figure lies within its range; '64%' where one is published."""
        ends = percent(self.lower), percent(self.upper)
        if ends[0] == ends[1]:
            return percent(self.share)
        between = " to ".join(ends)
        return between if math.isnan(self.point) else f"{percent(self.share)} ({between})"


def share_of_need(release: Release, where: str, model: str = DEFAULT_MODEL, year: str = "") -> ShareOfNeed:
    """The most deprived fifth's share of the need of a Place, system or all, under a model of registry.need_models.

    `year`: the financial year whose nearest residents are used; the release's last when none is given. The range is of
    the shares at either end of the published parameters. Raises SelectionError for an unknown model.
    """
    found, held = named(model), residents(release, where, year or release.manifest.years[-1])
    count = found.count()
    core20, rest = (count.estimate(held.of(group)) for group in (CORE20, THE_REST))
    shares = [
        _share(part, other)
        for part, other in ((core20.value, rest.value), (core20.lower, rest.lower), (core20.upper, rest.upper))
    ]
    known = [share for share in shares if not math.isnan(share)]
    missing = "Children are not published by decile in this release, so there is no share of need."
    refused = "" if known else held.refused or missing
    ends = (min(known), max(known)) if known else (math.nan, math.nan)
    return ShareOfNeed(found, shares[0], *ends, refused)


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else math.nan
