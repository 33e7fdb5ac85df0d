"""Draws HTML that begins with a heading, in one message: an address that ends in '#' and its anchor leads there."""

import streamlit as st


def draw(html: str) -> None:
    """As Markdown, which is HTML here: of `st.html` Streamlit makes no heading that an address could lead to.

    `html`: without an empty line, after which it would be read as Markdown.
    """
    st.markdown(html, unsafe_allow_html=True)
