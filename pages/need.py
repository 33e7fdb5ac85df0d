"""Need and funding: how much need there is, what meets it, what is lost if the money stops. One question a screen."""

import streamlit as st

from pages.parts import (
    need_estimates,
    need_funding,
    need_money,
    need_provision,
    need_published,
    need_voice,
    need_who,
    need_workforce,
    page_view,
    text,
)

SECTIONS = {
    "How much need": need_estimates.show,
    "If the money stops": need_funding.show,
    "Funding": need_money.show,
    "Provision": need_provision.show,
    "Workforce": need_workforce.show,
    "Family voice": need_voice.show,
    "Published and recomputed": need_published.show,
    "Who needs to know": need_who.show,
}

shown = page_view.current()
sections = {name: show for name, show in SECTIONS.items() if show != need_published.show or need_published.cases(shown)}
st.title(text.title(shown.selection, "Need and funding"), anchor=False)
answer = st.container()
section = st.segmented_control(
    "Question",
    list(sections),
    default=next(iter(sections)),
    required=True,
    key="section",
    label_visibility="collapsed",
    bind="query-params",
    wrap=True,
)
opening = sections[section](shown)
answer.html(text.paragraph(opening, "answer"))
