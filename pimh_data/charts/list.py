"""CHARTS: every chart that stands on a page, by its key: a function from an Answer to its drawing. Names them only.

Where an Answer has nothing to draw, the function gives None. Those of NEEDS_MORE take something beside the Answer.
"""

from collections.abc import Callable, Mapping
from functools import partial

from pimh_data.answer import Answer
from pimh_data.charts import (
    amounts,
    answers_by_question,
    caseload_lines,
    completeness,
    dots_by_row,
    funnel_plot,
    heat_table,
    improved_by_group,
    indicator_deciles,
    indicator_trend,
    measures_table,
    missed_table,
    mood_and_bond,
    paired_pathway,
    pathway_in_meeting,
    people_beside_need,
    people_by_period,
    place_map,
    places_ranked,
    process_control,
    provision_grid,
    range_bars,
    ranges_by_row,
    ranked_places,
    rate_by_decile,
    representation,
    risk_places,
    rolling_share,
    scenario,
    score_scale,
    scores_counted,
    services_funnel,
    shares_beside_one,
    slope_by_year,
    spine,
    start_and_end,
    tile_map,
    trend,
    two_indicators,
    waits_curve,
    warmth_and_invasion,
)
from pimh_data.charts.drawing import Drawing
from pimh_data.registry.deprivation import CORE20, THE_REST

Chart = Callable[..., Drawing | None]
# Chart -> what it takes beside the Answer: tiles for its Places, ground to draw them on, which deciles to draw.
NEEDS_MORE: Mapping[str, str] = {"map_of_tiles": "tiles", "map_of_indicator": "ground", "indicator_deciles": "basis"}
BY_DEPRIVATION = ((CORE20, "Most deprived fifth"), (THE_REST, "The rest (deciles 3-10)"))
CORE20_IN_WORDS = "the most deprived fifth (Core20)"
YEARS = "Each column is a year; the darker, the larger the share."
STILL = "People, by how long they have waited so far. The darker, the more people."
BANDS = (
    "Rows: the band at the first score; columns: at the last. Where both are the same, nobody changed band. The "
    "darker, the more people."
)
NEED = "Need: the line is the range of the published parameters; people seen: the 95% interval."
GAP = f"How many more people from {CORE20_IN_WORDS}, for them to be seen as often. Thin lines are 95% intervals."
TARGET = "People seen as a share of the target that the services extract gives for a year."
TOGETHER = "Thin lines are 95% intervals that hold for all categories together."
TWO_SCORES = "Of those eligible, the share with two scores. Thin lines are 95% intervals."
AT_LEAST = "The dot: of those with two scores. The line: of all eligible, from nobody else to everyone else improved."
APART = "In percentage points, the first group less the second. Thin lines are 95% intervals: across nought, chance."


def _where_rows(chart: Chart) -> Chart:
    """The same chart; None for an Answer without a row."""
    return lambda answer, **beside: chart(answer, **beside) if len(answer.table) else None


def _two_indicators(answer: Answer) -> Drawing | None:
    return two_indicators.drawing(answer, answer.column("x").label, answer.column("y").label)


def _dots(label: str | tuple[str, ...], value: str, **how: object) -> Chart:
    return partial(dots_by_row.drawing, label=label, value=value, **how)


def _heat(across: str, down: str, **how: object) -> Chart:
    return partial(heat_table.drawing, across=across, down=down, **how)


EQUITY: Mapping[str, Chart] = {
    "rate_by_decile": rate_by_decile.drawing,
    "representation": representation.drawing,
    "ratio_by_year": partial(trend.drawing, value="ratio", height=200),
    "ratio_on_card": partial(trend.drawing, value="ratio"),
    "pathway": paired_pathway.drawing,
    "pathway_in_meeting": pathway_in_meeting.drawing,
    "share_and_need": _dots("measure", "share", between="range", reading=NEED),
    "gap_in_people": _dots("compared", "gap", reading=GAP, left=110),
    "slope_by_year": slope_by_year.drawing,
    "deprivation_by_ethnic_group": _heat("deprivation", "member", named=BY_DEPRIVATION),
    "missed_table": missed_table.drawing,
    "share_by_member": _dots("member", "share", before="share_before"),
    "ratio_by_category": _dots(
        "member",
        "ratio",
        left=190,
        between="95% interval, categories together",
        reading=TOGETHER,
        ends=("together_lower", "together_upper"),
    ),
}
REACH: Mapping[str, Chart] = {
    "people_on_card": people_by_period.drawing,
    "people_by_month": process_control.drawing,
    "share_by_year": partial(trend.drawing, value="share", height=240),
    "waits_curve": waits_curve.drawing,
    "waits_by_group": _dots(("weeks", "group"), "share", left=150),
    "still_waiting": _heat("group", "weeks", reading=STILL, left=110),
    "rolling_share": rolling_share.drawing,
    "share_of_target": _where_rows(_dots("member", "share", reading=TARGET)),
    "sources_by_year": _heat("period", "member", reading=YEARS, left=190),
    "decisions_by_year": _heat("period", "member", reading=YEARS, left=170),
    "caseload": caseload_lines.drawing,
    "closures": _dots("member", "share", before="share_before", left=110),
    "lost_by_decile": _dots("member", "share"),
    "lost_by_ethnic_group": shares_beside_one.drawing,
    "map_of_tiles": tile_map.drawing,
    "places_ranked": places_ranked.drawing,
    "funnel_of_places": funnel_plot.drawing,
}
OUTCOMES: Mapping[str, Chart] = {
    "improved_on_card": partial(trend.drawing, value="share"),
    "scores_counted": scores_counted.drawing,
    "score_scale": score_scale.drawing,
    "recovery": ranges_by_row.of_recovery,
    "severity": _where_rows(_heat("last_band", "first_band", reading=BANDS)),
    "two_scores": _dots("member", "share", reading=TWO_SCORES, left=220),
    "missing": _dots(
        "member",
        "improved_of_paired",
        between="of the eligible",
        reading=AT_LEAST,
        left=220,
        ends=("if_unchanged", "if_all_improved"),
    ),
    "improved_by_group": improved_by_group.drawing,
    "differences": _dots("compared", "difference", reading=APART, left=220, step=60),
    "services_funnel": services_funnel.drawing,
    "measures_table": measures_table.drawing,
    "mood_and_bond": mood_and_bond.drawing,
    "warmth_and_invasion": warmth_and_invasion.drawing,
    "share_ranges_beside": ranges_by_row.of_national,
    "start_and_end": start_and_end.drawing,
}
NEED_AND_FUNDING: Mapping[str, Chart] = {
    "models_of_need": range_bars.of_models,
    "published_need": range_bars.of_published,
    "team": range_bars.of_team,
    "posts": amounts.of_posts,
    "money": amounts.of_money,
    "need_by_group": partial(people_beside_need.drawing, key="member"),
    "need_by_place": partial(people_beside_need.drawing, key="place"),
    "need_by_level": people_beside_need.of_levels,
    "scenario": scenario.drawing,
    "provision_grid": provision_grid.drawing,
    "feedback": answers_by_question.drawing,
    "survey": partial(answers_by_question.drawing, count="respondents"),
}
INDICATORS: Mapping[str, Chart] = {
    "spine": spine.drawing,
    "indicator_trend": indicator_trend.drawing,
    "ranked_places": ranked_places.drawing,
    "map_of_indicator": place_map.drawing,
    "two_indicators": _two_indicators,
    "indicator_deciles": indicator_deciles.drawing,
    "risk_places": risk_places.drawing,
}
CHARTS: Mapping[str, Chart] = {
    **EQUITY, **REACH, **OUTCOMES, **NEED_AND_FUNDING, **INDICATORS, "completeness": completeness.drawing
}  # fmt: skip
