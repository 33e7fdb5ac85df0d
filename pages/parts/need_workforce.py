"""Workforce: staff against the published team, by role and service, posts, and the work with the system."""

import streamlit as st

from pages.parts import choices, need_pivot, page_view, panel, text
from pimh_data.answer import Answer


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence."""
    team, roles, services, kinds, audiences = shown.answers(
        "workforce.team", "workforce.roles", "workforce.services", "workforce.system_work", "workforce.audience"
    )
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(team, "Staff against the published team", said_above=True)
    with right:
        panel.show(roles, "The published team, by role")
    panel.show(services, "Staff by service")
    _posts(shown)
    _work(kinds, "Work with the system", "kind", "period")
    if not audiences.table.empty:
        panel.show(audiences, "For whom")
    return text.said(team)


def _posts(shown: page_view.PageView) -> None:
    with st.container(gap="small"):
        st.header("Posts", anchor="posts")
        with st.columns(3)[0]:
            by = choices.of(shown, "workforce.posts", "posts-by", "Posts by")
        answer = shown.answer("workforce.posts", **{"posts-by": by})
        if answer.finding.grade == "no data":
            st.html(text.paragraph(text.said(answer), "finding"))
        else:
            panel.show(answer, "Posts", headed=True)


def _work(answer: Answer, heading: str, down: str, across: str) -> None:
    with st.container(key=panel.key(answer, "panel"), gap="small"):
        panel.head(answer, heading)
        st.html(text.paragraph(text.said(answer), "finding"))
        if not answer.table.empty:
            label = answer.column("attendees").label
            st.html(text.paragraph(label, "unit") + need_pivot.table(answer, down, across, "attendees"))
        st.html(text.paragraph(" ".join(answer.notes), "unit"))
        panel.tools(answer, None)
