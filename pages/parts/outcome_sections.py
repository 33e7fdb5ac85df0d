"""The questions of the outcomes page, one function each: draws its panels and gives the answer that is said on top."""

import streamlit as st

from pages.parts import choices, page_view, panel, printed, text
from pages.parts.choices import Choices
from pimh_data.answer import Answer
from pimh_data.charts import measures_table
from pimh_data.questions.outcomes.beside_published import MEASURES
from pimh_data.questions.outcomes.outcome_definition import IN_ADDRESS, definition_options


def changed(shown: page_view.PageView, chosen: Choices) -> Answer:
    """Who is in it, what changed, severity at the start and at the end."""
    counted, scale, recovery, bands = shown.answers(
        "outcomes.change", "outcomes.scores", "outcomes.recovery", "outcomes.severity", **chosen
    )
    # Without a reliable change the means are what there is to say first.
    first = scale if counted.finding.grade == "no data" and scale.finding.grade != "no data" else counted
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(counted, "How many improved, of whom?", said_above=first is counted)
        panel.show_if_any(recovery, "How many recovered?")
    with right:
        panel.show_if_any(scale, "How far did scores move?", said_above=first is scale)
        panel.show_if_any(bands, "How severe, first and last?")
    return first


def missing(shown: page_view.PageView, chosen: Choices) -> Answer:
    """How complete the scores are, by service and deprivation, and what those without a second could do."""
    who, bounds = shown.answers("outcomes.who", "outcomes.missing", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(who, "How many have two scores?", said_above=True)
    with right:
        panel.show_if_any(bounds, "What if the others were known?")
    return who


def for_whom(shown: page_view.PageView, chosen: Choices) -> Answer:
    """By deprivation, ethnic group and parent role."""
    groups, apart = shown.answers("outcomes.for_whom", "outcomes.differences", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(groups, "Who improved?", said_above=True)
    with right:
        panel.show_if_any(apart, "How far do groups differ?")
    return groups


def services(shown: page_view.PageView, chosen: Choices) -> Answer:
    """A fair comparison of services; every service and measure in one table."""
    answer = shown.answer("outcomes.services", **chosen)
    panel.show_if_any(answer, "Does a service stand out, allowing for severity at the start?", said_above=True)
    head = st.container()
    over = choices.of(shown, "outcomes.service_measures", "services_over", "Over")
    table = shown.answer("outcomes.service_measures", services_over=over, **chosen)
    with head:
        panel.head(table, "How does each service do on each measure?")
    printed.show(table, measures_table.printed(table), measures_table.READING)
    return answer


def mood_and_relationship(shown: page_view.PageView, chosen: Choices) -> Answer:
    """Mood beside the relationship, warmth and invasion, and which measures are in use."""
    both, warmth, use = shown.answers("outcomes.together", "outcomes.warmth", "outcomes.measures", **chosen)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show_if_any(both, "Do mood and the relationship move together?", said_above=True)
    with right:
        panel.show_if_any(warmth, "Does warmth grow, and invasion ease?")
    panel.show(use, "Which measures are in use?")
    return both


def national(shown: page_view.PageView, chosen: Choices) -> Answer:
    """Beside what NHS Talking Therapies publishes: of the measure chosen, or of one of those that it publishes."""
    offered = [one for one in MEASURES if one in definition_options(shown.release, shown.selection).measures]
    measure = chosen[IN_ADDRESS["measure"]]
    if measure not in MEASURES and offered:
        said = f"NHS Talking Therapies does not publish {measure}: here is another measure that is in use."
        st.html(text.paragraph(said, "graded"))
        measure = choices.choose("national", "Measure with national figures", offered, offered[0])
        # What change is reliable goes by the measure: the other's own.
        chosen = {name: value for name, value in chosen.items() if name != IN_ADDRESS["reliable_change"]}
        chosen |= {IN_ADDRESS["measure"]: measure}
    answer, scores = shown.answers("outcomes.national", "outcomes.national_scores", **chosen)
    panel.show_if_any(answer, "How does it compare with NHS Talking Therapies?", said_above=True)
    if not scores.table.empty:
        panel.show(scores, "How do scores compare with NHS Talking Therapies?")
    return answer


SECTIONS = {
    "What changed": changed,
    "Who is missing": missing,
    "For whom": for_whom,
    "Services": services,
    "Parent and relationship": mood_and_relationship,
    "Beside national figures": national,
}
