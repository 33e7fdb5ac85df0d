"""What can be done before the first visitor: opening the release, writing every chart specification."""

import logging

from pages.parts import opened
from pimh_data.charts import people_by_period, rate_by_decile, representation, trend
from pimh_data.errors import ReleaseError

log = logging.getLogger("pimh")


def up() -> None:
    """Open the release (a missing one is said in the log: the pages say it too) and write the specifications."""
    try:
        opened.current()
    except ReleaseError as error:
        log.warning("no release: %s", error)
    rate_by_decile.specification()
    representation.specification()
    people_by_period.specification()
    for kind in ("share", "ratio"):
        trend.specification(kind)
