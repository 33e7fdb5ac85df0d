"""Posts, by what the reader chooses, and the work with the system: what was done, and for whom."""

import streamlit as st

from pages.parts import choices, need_pivot, page_view, panel, text

shown = page_view.current()
kinds, audiences = shown.answers("workforce.system_work", "workforce.audience")
by = choices.of(shown, "workforce.posts", "posts-by", "Posts by")
posts = shown.answer("workforce.posts", **{"posts-by": by})
st.html(text.paragraph(text.said(posts), "answer"))
panel.show_if_any(posts, "Which posts are filled?", said_above=True)
with st.container(key=panel.key(kinds, "panel"), gap="small"):
    panel.head(kinds, "What is done with the system?")
    said = panel.keeps(kinds) + text.paragraph(text.said(kinds), "finding")
    if not kinds.table.empty:
        said += text.paragraph(kinds.column("attendees").label, "unit")
        said += need_pivot.table(kinds, "kind", "period", "attendees")
    st.html(said)
    panel.tools(kinds, None, text.paragraph(" ".join(kinds.notes), "unit"))
if not audiences.table.empty:
    panel.show(audiences, "Whom does the work reach?")
