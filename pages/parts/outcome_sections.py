"""The questions of the outcomes page, one function each: draws its panels and gives the sentence that stands on top."""

import streamlit as st

from pages.parts import panel, text, view
from pages.parts.outcome_definition import Chosen
from pimh_data.charts import (
    dots_by_row,
    heat_table,
    improved_by_group,
    mood_and_bond,
    score_scale,
    scores_counted,
    services_funnel,
    start_and_end,
    warmth_and_invasion,
)

BANDS = (
    "Rows: the band at the first score; columns: at the last. Where both are the same, nobody changed band. The "
    "darker, the more people."
)
TWO_SCORES = "Of those eligible, the share with two scores. Thin lines are 95% intervals."
AT_LEAST = "The dot: of those with two scores. The line: of all eligible, from nobody else to everyone else improved."
APART = "In percentage points, the first group less the second. Thin lines are 95% intervals: across nought, chance."
CASES = "Of those who were a case at the start. Thin lines are 95% intervals."


def changed(shown: view.View, chosen: Chosen) -> str:
    """Who is in it, what changed, severity at the start and at the end."""
    counted, scale, recovery, bands = shown.answers(
        "outcomes.change", "outcomes.scores", "outcomes.recovery", "outcomes.severity", **chosen
    )
    # Without a reliable change the means are what there is to say first.
    first = scale if counted.finding.grade == "no data" and scale.finding.grade != "no data" else counted
    left, right = st.columns(2, gap="large")
    with left:
        drawing = scores_counted.drawing(counted)
        panel.show(counted, drawing, "Who is in it, and what changed", said_above=first is counted)
        rows = dots_by_row.drawing(recovery, "outcome", "share", reading=CASES, left=210, step=56)
        panel.found(recovery, rows, "Recovery")
    with right:
        panel.found(scale, score_scale.drawing(scale), "First and last scores", said_above=first is scale)
        drawing = heat_table.drawing(bands, "last_band", "first_band", reading=BANDS) if len(bands.table) else None
        panel.found(bands, drawing, "Severity, first and last")
    return text.said(first)


def missing(shown: view.View, chosen: Chosen) -> str:
    """How complete the scores are, by service and deprivation, and what those without a second could do."""
    who, bounds = shown.answers("outcomes.who", "outcomes.missing", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        drawing = dots_by_row.drawing(who, "member", "share", reading=TWO_SCORES, left=220)
        panel.found(who, drawing, "How many have two scores", said_above=True)
    with right:
        ends = ("if_unchanged", "if_all_improved")
        between = "of the eligible"
        drawing = dots_by_row.drawing(
            bounds, "member", "improved_of_paired", between=between, reading=AT_LEAST, left=220, ends=ends
        )
        panel.found(bounds, drawing, "If the others were known")
    return text.said(who)


def for_whom(shown: view.View, chosen: Chosen) -> str:
    """By deprivation, ethnic group and parent role."""
    groups, apart = shown.answers("outcomes.for_whom", "outcomes.differences", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.found(groups, improved_by_group.drawing(groups), "For whom", said_above=True)
    with right:
        drawing = dots_by_row.drawing(apart, "compared", "difference", reading=APART, left=220, step=60)
        panel.found(apart, drawing, "How far they differ")
    return text.said(groups)


def services(shown: view.View, chosen: Chosen) -> str:
    """A fair comparison of services."""
    answer = shown.answer("outcomes.services", **chosen)
    panel.found(
        answer, services_funnel.drawing(answer), "Services, allowing for severity at the start", said_above=True
    )
    return text.said(answer)


def together(shown: view.View, chosen: Chosen) -> str:
    """Mood beside the relationship, warmth and invasion, and which measures are in use."""
    both, warmth, use = shown.answers("outcomes.together", "outcomes.warmth", "outcomes.measures", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.found(both, mood_and_bond.drawing(both), "Mood and relationship", said_above=True)
    with right:
        panel.found(warmth, warmth_and_invasion.drawing(warmth), "Warmth and invasion")
    panel.show(use, None, "Measures in use")
    return text.said(both)


def national(shown: view.View, chosen: Chosen) -> str:
    """Beside what NHS Talking Therapies publishes."""
    answer = shown.answer("outcomes.national", **chosen)
    panel.found(answer, start_and_end.drawing(answer), "Beside NHS Talking Therapies", said_above=True)
    return text.said(answer)


SECTIONS = {
    "What changed": changed,
    "Who is missing": missing,
    "For whom": for_whom,
    "Services": services,
    "Parent and relationship": together,
    "Beside national figures": national,
}
