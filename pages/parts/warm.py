"""What can be done before the first visitor: opening the release, writing every chart specification."""

import logging

from pages.parts import opened
from pimh_data.charts import (
    caseload_lines,
    paired_pathway,
    people_by_period,
    process_control,
    rate_by_decile,
    representation,
    rolling_share,
    score_scale,
    scores_counted,
    slope_by_year,
    trend,
    waits_curve,
)
from pimh_data.errors import ReleaseError
from pimh_data.registry.measures import MEASURES

log = logging.getLogger("pimh")
STEPS = 5  # of the pathway: referred, accepted, seen, three or more contacts, completed
COUNTED, SCORES = 6, 3  # rows of one bar, counted; first, last, and first of those without a second


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
    for chart in (slope_by_year, caseload_lines, rolling_share, waits_curve):
        chart.specification()
    paired_pathway.specification(STEPS)
    process_control.specification(True)
    scores_counted.specification(COUNTED)
    for low, high in {(float(measure.low), float(measure.high)) for measure in MEASURES.values()}:
        score_scale.specification(low, high, SCORES)
