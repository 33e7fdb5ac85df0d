"""The most deprived fifth's share of need under a named model, beside their share of births. One is not the other."""

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
    """Shares of Core20, 0 to 1. `share`: of need under the model, at its published value, `lower` to `upper`.

    `share_of_residents`: of what the model starts from (`basis`: children aged 0, births, or children aged 0-4).
    NaN with `refused` in words where the release holds no residents by decile.
    """

    model: NeedModel
    share: float
    lower: float
    upper: float
    share_of_residents: float
    basis: str
    year: str
    refused: str = ""

    def words(self) -> str:
        """'64% of need (44% to 64%) under the model Attachment, 44% of children aged 0 in 2020'; or why not."""
        if self.refused:
            return self.refused
        ends = f" ({percent(self.lower)} to {percent(self.upper)})" if round(self.lower - self.upper, 3) else ""
        of_residents = f"{percent(self.share_of_residents)} of {self.basis} in {self.year}"
        return f"{percent(self.share)} of need{ends} under the model {self.model.label}, {of_residents}"


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
    stock = count.kind == "stock"
    used = held.children if stock else held.births
    parts = (group.children_0_4 if stock else group.births for group in (held.of(CORE20), held.of(THE_REST)))
    of_residents = _share(*parts)
    missing = "Children are not published by decile in this release, so there is no share of need."
    refused = "" if known else held.refused or missing
    ends = (min(known), max(known)) if known else (math.nan, math.nan)
    return ShareOfNeed(found, shares[0], *ends, of_residents, used.basis, used.year, refused)


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else math.nan
