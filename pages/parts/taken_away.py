"""How the numbers get into R, Python and Excel: an answer's address, and an example of each that works as it is."""

from urllib.parse import quote

import streamlit as st

from pages.parts import text
from pages.parts.page_view import PageView
from pages.served.endings import ENDINGS
from pimh_data.questions import words
from pimh_data.questions.address import Address, write

EXAMPLE = "equity.decile"
NAMED = [ending for ending in ENDINGS if ending.isalpha()]  # what explains the columns is linked beneath each panel
SAID = (
    f"Every panel has an address that gives its numbers as a file: as {', '.join(NAMED)}. It takes the same names as "
    "the address of a page: place, service, year and deprivation, and what the panel lets choose. What is not named "
    "takes its usual value; what is not known is said in a sentence. In a file that was asked for again, the release "
    "stands in every row: look whether it is still the one that you expect."
)


def examples(shown: PageView) -> dict[str, str]:
    """Tool -> lines that read people seen by deprivation decile, for what is chosen now."""
    address = quoted(write(Address(EXAMPLE, shown.selection)))
    return {
        "R": f'seen <- read.csv("{address}", check.names = FALSE, fileEncoding = "UTF-8-BOM")',
        "Python": f'import pandas\nseen = pandas.read_csv("{address}", encoding="utf-8-sig")',
        "Excel": (
            "Data, Get data, From web, and this address; or in the Advanced editor:\n"
            f'let seen = Csv.Document(Web.Contents("{address}"), [Encoding = 65001]), '
            "headed = Table.PromoteHeaders(seen) in headed"
        ),
    }


def quoted(written: str) -> str:
    """The address as every tool can take it: of this server, the question with its ending, no spaces."""
    key, _, asked = written.partition("?")
    host = (st.context.url or "").split("?")[0].rsplit("/", 1)[0]
    return f"{host}/answers/{key}.csv?{quote(asked, safe='/&=+%')}"


def show(shown: PageView) -> None:
    """The section of the Data page."""
    held = examples(shown)
    heading = text.heading("How do you take the numbers with you?", "addresses")
    st.html(heading + text.paragraph(f"{SAID} Below, one after the other: {words.listed(list(held))}.", "unit"))
    for lines in held.values():
        st.code(lines, language=None, wrap_lines=True)
