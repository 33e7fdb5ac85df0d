"""The reach page below its first screen: waits, referrals, caseload, people lost. No numbers are worked out here."""

import streamlit as st

from pages.parts import choices, panel, view
from pimh_data.charts import caseload_lines, dots_by_row, heat_table, rolling_share, trend, waits_curve

WITHIN = {"2 weeks": "reach.two_weeks", "6 weeks": "reach.six_weeks", "18 weeks": "reach.eighteen_weeks"}
LOST_BY = {
    "Deprivation decile": ("reach.drop_out_by_decile", "reach.missed_by_decile"),
    "Ethnic group": ("reach.drop_out_by_ethnic_group", "reach.missed_by_ethnic_group"),
}
YEARS = "Each column is a year; the darker, the larger the share."
TARGET = "People seen as a share of the target that the services extract gives for a year."
STILL = "People, by how long they have waited so far. The darker, the more people."


def waits(shown: view.View) -> None:
    """The share seen in time, for the time that the reader chooses; seen, left or waiting; by deprivation; now."""
    curve, groups, waiting = shown.answers("reach.waits_curve", "reach.waits_by_deprivation", "reach.still_waiting")
    left, right = st.columns(2, gap="large")
    with left:
        head = st.container()
        chosen = choices.choose("within", "Seen within", list(WITHIN), "6 weeks")
        answer = shown.answer(WITHIN[chosen])
        head.header("How fast", anchor=panel.key(answer))
        panel.show(answer, trend.drawing(answer, "share", 240), answer.title, headed=True)
    with right:
        panel.show(curve, waits_curve.drawing(curve), "Seen, left or still waiting")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(groups, dots_by_row.drawing(groups, ("weeks", "group"), "share", left=150), "Waits by deprivation")
    with right:
        drawing = heat_table.drawing(waiting, "group", "weeks", reading=STILL, left=110)
        panel.show(waiting, drawing, "Still waiting now, and how long so far")


def access(shown: view.View) -> None:
    """The national access measure of specialist services, and people seen against the services' own targets."""
    measure, target = shown.answers("reach.access", "reach.target")
    left, right = st.columns([11, 9], gap="large")
    with left:
        panel.show(measure, rolling_share.drawing(measure), "National access measure")
    with right:
        drawing = dots_by_row.drawing(target, "member", "share", reading=TARGET) if len(target.table) else None
        panel.show(target, drawing, "Against the services' own targets")


def referrals(shown: view.View) -> None:
    """Where referrals come from, and what becomes of them."""
    sources, decisions = shown.answers("reach.sources", "reach.decisions")
    left, right = st.columns(2, gap="large")
    with left:
        drawing = heat_table.drawing(sources, "period", "member", reading=YEARS, left=190)
        panel.show(sources, drawing, "Who refers")
    with right:
        drawing = heat_table.drawing(decisions, "period", "member", reading=YEARS, left=170)
        panel.show(decisions, drawing, "Accepted, signposted, declined")


def caseload(shown: view.View) -> None:
    """Opened, closed and open at the end; why people are closed."""
    held, closed = shown.answers("reach.caseload", "reach.closures")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(held, caseload_lines.drawing(held), "Caseload")
    with right:
        drawing = dots_by_row.drawing(closed, "member", "share", before="share_before", left=110)
        panel.show(closed, drawing, "Reasons for closing")


def lost(shown: view.View) -> None:
    """People who left early and contacts missed, by the dimension that the reader chooses."""
    st.header("Who is lost", anchor="lost")
    by = choices.choose("lost_by", "By", list(LOST_BY), next(iter(LOST_BY)))
    early, missed = shown.answers(*LOST_BY[by])
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(early, dots_by_row.drawing(early, "member", "share", left=110), "Left early")
    with right:
        panel.show(missed, dots_by_row.drawing(missed, "member", "share", left=110), "Contacts missed")
