"""The reach page below its first screen: waits, referrals, caseload, people lost. No numbers are worked out here."""

import streamlit as st

from pages.parts import choices, page_view, panel, variation

WITHIN = {"2 weeks": "reach.two_weeks", "6 weeks": "reach.six_weeks", "18 weeks": "reach.eighteen_weeks"}
LOST_BY = {
    "Deprivation decile": ("reach.drop_out_by_decile", "reach.missed_by_decile"),
    "Ethnic group": ("reach.drop_out_by_ethnic_group", "reach.missed_by_ethnic_group"),
}


def waits(shown: page_view.PageView) -> None:
    """The share seen in time, for the time that the reader chooses; seen, left or waiting; by deprivation; now."""
    curve, groups, waiting = shown.answers("reach.waits_curve", "reach.waits_by_deprivation", "reach.still_waiting")
    left, right = st.columns(2, gap="large")
    with left:
        head = st.container()
        chosen = choices.choose("within", "Seen within", list(WITHIN), "6 weeks")
        answer = shown.answer(WITHIN[chosen])
        with head:
            panel.head(answer, "How fast are people seen?")
        panel.show(answer, answer.title, headed=True)
    with right:
        panel.show(curve, "Who is seen, who left, who still waits?")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(groups, "Does the most deprived fifth (Core20) wait longer?")
    with right:
        panel.show(waiting, "Who waits now, and how long so far?")


def begun(shown: page_view.PageView) -> None:
    """How many people are seen for the first time, which says sooner than people seen whether reach is changing."""
    first, title = shown.answer("reach.first_seen_by_month"), "How many are seen for the first time?"
    panel.head(first, title)
    variation.icon(first)
    panel.show(first, title, headed=True)


def access(shown: page_view.PageView) -> None:
    """The national access measure of specialist services, and people seen against the services' own targets."""
    measure, target = shown.answers("reach.access", "reach.target")
    left, right = st.columns([11, 9], gap="large")
    with left:
        panel.show(measure, "How many does specialist care reach? The national access measure")
    with right:
        panel.show(target, "Do services reach their own targets?")


def referrals(shown: page_view.PageView) -> None:
    """Where referrals come from, and what becomes of them."""
    sources, decisions = shown.answers("reach.sources", "reach.decisions")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(sources, "Who refers?")
    with right:
        panel.show(decisions, "What becomes of referrals?")


def caseload(shown: page_view.PageView) -> None:
    """Opened, closed and open at the end; why people are closed."""
    held, closed = shown.answers("reach.caseload", "reach.closures")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(held, "How many are open?")
    with right:
        panel.show(closed, "Why does contact end?")


def lost(shown: page_view.PageView) -> None:
    """People who left early and contacts missed, by the dimension that the reader chooses."""
    st.header("Who is lost?", anchor="lost")
    by = choices.choose("lost_by", "By", list(LOST_BY), next(iter(LOST_BY)))
    early, missed = shown.answers(*LOST_BY[by])
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(early, "Who left early?")
    with right:
        panel.show(missed, "Whose contacts are missed?")
