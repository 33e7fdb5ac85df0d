"""The equity page below its first screen: the pathway, deprivation in full, other groups. No numbers are worked out."""

import streamlit as st

from pages.parts import choices, page_view, panel, printed
from pimh_data.charts import missed_table
from pimh_data.registry.case_studies import SHEFFIELD

ALSO_BY = {
    "Parent role": "equity.parent_role",
    "Stage": "equity.stage",
    "Age": "equity.age_band",
    "Need group": "equity.need_group",
    "Plus group": "equity.plus_group",
    "Family Hub": "equity.hub",
}


def missed(shown: page_view.PageView) -> None:
    """Every group from referral to completion, over the time that the reader chooses."""
    head = st.container()
    over = choices.of(shown, "equity.missed", "over", "Over")
    answer = shown.answer("equity.missed", over=over)
    with head:
        panel.head(answer, "Who is missed, and where?")
    printed.show(answer, missed_table.printed(answer), missed_table.READING)


def pathway(shown: page_view.PageView) -> None:
    """Two groups that the reader chooses, step by step."""
    head = st.container()
    with st.container(horizontal=True, key="filters-pathway"):
        one = choices.of(shown, "equity.pathway", "group", "Group", "stretch")
        other = choices.of(shown, "equity.pathway", "beside", "Beside", "stretch", group=one)
    answer = shown.answer("equity.pathway", group=one, beside=other)
    with head:
        panel.head(answer, "Where along the pathway are people lost?")
    panel.show(answer, answer.title, headed=True)
    panel.show(shown.answer("equity.new_referrals"), "Who is newly referred, service by service?")


def deprivation(shown: page_view.PageView) -> None:
    """Share beside need, the gap in people, and how steep it is."""
    need, gap, slope = shown.answers("equity.share_of_need", "equity.gap", "equity.slope")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(need, "Is their share of people seen their share of births, and of need?")
        panel.show(gap, "How many people is the gap?")
    with right:
        panel.show(slope, "How steep is the difference over all deciles?")


def pairs_and_others(shown: page_view.PageView) -> None:
    """Deprivation and ethnic group together; another dimension that the reader chooses."""
    left, right = st.columns(2, gap="large")
    with left:
        both = shown.answer("equity.core20_by_ethnic_group")
        panel.show(both, "Who is seen, by deprivation and ethnic group together?")
    with right:
        head = st.container()
        chosen = choices.choose("by", "People seen by", list(ALSO_BY), "Parent role")
        answer = shown.answer(ALSO_BY[chosen])
        with head:
            panel.head(answer, "Who is seen, by parent role, age or stage?")
        panel.show(answer, answer.title, headed=True)


def ethnic_categories(shown: page_view.PageView) -> None:
    """The sixteen categories; where the release names it, a published comparison set right."""
    codes = shown.answer("equity.ethnic_code")
    left, right = st.columns([11, 9], gap="large")
    with left:
        panel.show(codes, "Who is seen, by ethnic category, over three years?")
    if SHEFFIELD in shown.release.manifest.case_studies:
        with right:
            panel.show(shown.answer("equity.published_comparison"), "A published comparison as a case")
