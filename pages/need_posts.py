"""Posts, by what the reader chooses, and the work with the system: what was done, and for whom."""

import streamlit as st

from pages.parts import choices, need_pivot, page_view, panel, text

shown = page_view.current()
kinds, audiences = shown.answers("workforce.system_work", "workforce.audience")
opening, head = st.container(), st.container()
by = choices.of(shown, "workforce.posts", "posts-by", "Posts by")
posts = shown.answer("workforce.posts", **{"posts-by": by})
opening.html(text.paragraph(text.said(posts), "answer"))
with head:
    panel.head(posts, "Posts")
if posts.finding.grade != "no data":
    panel.show(posts, "Posts", said_above=True, headed=True)
with st.container(key=panel.key(kinds, "panel"), gap="small"):
    panel.head(kinds, "Work with the system")
    st.html(text.paragraph(text.said(kinds), "finding"))
    if not kinds.table.empty:
        label = kinds.column("attendees").label
        st.html(text.paragraph(label, "unit") + need_pivot.table(kinds, "kind", "period", "attendees"))
    panel.tools(kinds, None, " ".join(kinds.notes))
if not audiences.table.empty:
    panel.show(audiences, "For whom")
