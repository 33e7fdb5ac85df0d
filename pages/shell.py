"""The frame of every page: navigation, filters, the strip about the data. Run through app.py."""

from pathlib import Path

import streamlit as st

from pages.parts import banner, filters, opened, page_view
from pimh_data.errors import ReleaseError

st.set_page_config(page_title="PIMH impact", layout="wide")
st.html(Path(__file__).parent / "parts" / "style.css")
page = st.navigation(
    [
        st.Page("summary.py", title="Summary", default=True),
        st.Page("equity.py", title="Equity", url_path="equity"),
        st.Page("reach.py", title="Reach", url_path="reach"),
        st.Page("outcomes.py", title="Outcomes", url_path="outcomes"),
        st.Page("need.py", title="Need and funding", url_path="need"),
        st.Page("indicators.py", title="Indicators", url_path="indicators"),
        st.Page("data.py", title="Data", url_path="data"),
    ],
    position="top",
)


def frame() -> None:
    """The page in its frame. In a function: Streamlit keeps a script's own names, and so a release, after its run."""
    try:
        release, problem = opened.current()
    except ReleaseError as error:
        banner.no_release(error)
        return
    banner.strip(release.manifest)
    if problem:
        banner.problem(release.manifest)
    page_view.show(page_view.PageView(release, filters.choose(release)))
    page.run()


frame()
