"""The questions of the outcomes page, one function each: draws its panels and gives the sentence that stands on top."""

import streamlit as st

from pages.parts import choices, page_view, panel, printed, text
from pages.parts.choices import Choices
from pimh_data.charts import measures_table


def changed(shown: page_view.PageView, chosen: Choices) -> str:
    """Who is in it, what changed, severity at the start and at the end."""
    counted, scale, recovery, bands = shown.answers(
        "outcomes.change", "outcomes.scores", "outcomes.recovery", "outcomes.severity", **chosen
    )
    # Without a reliable change the means are what there is to say first.
    first = scale if counted.finding.grade == "no data" and scale.finding.grade != "no data" else counted
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(counted, "Who is in it, and what changed", said_above=first is counted)
        panel.show_if_any(recovery, "Recovery")
    with right:
        panel.show_if_any(scale, "First and last scores", said_above=first is scale)
        panel.show_if_any(bands, "Severity, first and last")
    return text.said(first)


def missing(shown: page_view.PageView, chosen: Choices) -> str:
    """How complete the scores are, by service and deprivation, and what those without a second could do."""
    who, bounds = shown.answers("outcomes.who", "outcomes.missing", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(who, "How many have two scores", said_above=True)
    with right:
        panel.show_if_any(bounds, "If the others were known")
    return text.said(who)


def for_whom(shown: page_view.PageView, chosen: Choices) -> str:
    """By deprivation, ethnic group and parent role."""
    groups, apart = shown.answers("outcomes.for_whom", "outcomes.differences", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(groups, "For whom", said_above=True)
    with right:
        panel.show_if_any(apart, "How far they differ")
    return text.said(groups)


def services(shown: page_view.PageView, chosen: Choices) -> str:
    """A fair comparison of services; every service and measure in one table."""
    answer = shown.answer("outcomes.services", **chosen)
    panel.show_if_any(answer, "Services, allowing for severity at the start", said_above=True)
    head = st.container()
    over = choices.of(shown, "outcomes.service_measures", "services_over", "Over")
    table = shown.answer("outcomes.service_measures", services_over=over, **chosen)
    head.header("Services and measures", anchor=panel.key(table))
    printed.show(table, measures_table.printed(table), measures_table.READING)
    return text.said(answer)


def mood_and_relationship(shown: page_view.PageView, chosen: Choices) -> str:
    """Mood beside the relationship, warmth and invasion, and which measures are in use."""
    both, warmth, use = shown.answers("outcomes.together", "outcomes.warmth", "outcomes.measures", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(both, "Mood and relationship", said_above=True)
    with right:
        panel.show_if_any(warmth, "Warmth and invasion")
    panel.show(use, "Measures in use")
    return text.said(both)


def national(shown: page_view.PageView, chosen: Choices) -> str:
    """Beside what NHS Talking Therapies publishes."""
    answer = shown.answer("outcomes.national", **chosen)
    panel.show_if_any(answer, "Beside NHS Talking Therapies", said_above=True)
    return text.said(answer)


SECTIONS = {
    "What changed": changed,
    "Who is missing": missing,
    "For whom": for_whom,
    "Services": services,
    "Parent and relationship": mood_and_relationship,
    "Beside national figures": national,
}
