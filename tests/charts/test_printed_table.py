"""A table that is itself the picture: its lines in words, the same in HTML and as a picture for a slide."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

from pages.parts.printed import as_html
from pimh_data.answer import Answer, Selection
from pimh_data.charts import missed_table, picture
from pimh_data.charts.printed_table import PrintedLine
from pimh_data.questions.equity.missed import who_is_missed
from pimh_data.release import Release, Store


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def missed(release: Release) -> Answer:
    return who_is_missed(release, Selection("Wirral", "All services", "2024/25"))


def lines(answer: Answer) -> dict[str, PrintedLine]:
    sections = missed_table.printed(answer).sections
    return {line.cells[0].text: line for title, held in sections for line in held if "not" not in title.lower()}


def test_every_group_of_the_table_has_one_line_under_a_title_that_says_with_whom_it_is_compared(missed: Answer):
    table = missed_table.printed(missed)
    assert [title for title, _ in table.sections] == [
        "Deprivation: the most deprived fifth (Core20) against the rest (deciles 3-10)",
        "Deprivation decile: each against all other deciles",
        "Ethnic group: other than White British or Irish against White British or Irish",
        "Ethnic group: each against all others known",
    ]
    assert (
        sum(len(held) for _, held in table.sections) == missed.table[["dimension", "group"]].drop_duplicates().shape[0]
    )
    assert all(len(line.cells) == len(table.columns) for _, held in table.sections for line in held)


def test_a_line_is_marked_where_fewer_take_one_step_and_says_which(missed: Answer):
    table = missed.table.copy()
    core20 = table["group"] == "The most deprived fifth (Core20)"
    table.loc[core20, ["verdict", "at_step_verdict"]] = "no clear difference"
    table.loc[core20 & (table["step"] == "Seen"), "at_step_verdict"] = "fewer, beyond chance"
    line = lines(replace(missed, table=table))["The most deprived fifth (Core20)"]
    assert line.marked
    assert line.cells[-1].text == "fewer, beyond chance, at this step: seen"
    assert line.cells[-1].below.startswith("over the whole path no clear difference; ")


def test_a_line_is_marked_where_fewer_complete_beyond_chance_and_says_so_in_words(missed: Answer):
    verdicts = missed.table[missed.table["step"] == "Completed"].set_index("group")["verdict"]
    for _, held in missed_table.printed(missed).sections:
        for line in held:
            if line.cells[0].text in verdicts.drop_duplicates(keep=False).index:
                assert line.marked == (verdicts[line.cells[0].text] == "fewer, beyond chance")
            assert not line.marked or "more would complete" in line.cells[-1].text


def test_a_hidden_count_stands_as_the_most_that_it_can_be_and_never_as_a_share(missed: Answer):
    hidden = missed.table[(missed.table["group"] == "Black") & (missed.table["step"] == "Completed")].iloc[0]
    assert hidden["state"] == "hidden"
    cells = lines(missed)["Black"].cells
    assert cells[5].text == f"at most {hidden['people_upper']:.0f}"


def test_the_page_has_every_cell_under_a_heading_of_its_section(missed: Answer):
    table = missed_table.printed(missed)
    html = as_html(missed, table)
    assert html.count('scope="rowgroup"') == html.count("<tbody>") == len(table.sections)
    assert html.count('scope="row"') == sum(len(held) for _, held in table.sections)
    assert html.count('class="differs"') == sum(line.marked for _, held in table.sections for line in held)


def test_the_picture_says_what_the_table_says(missed: Answer):
    drawn = missed_table.drawing(missed)
    assert drawn is not None
    assert drawn.alt == missed.finding.text
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawn.datasets.items()}
    assert "<svg" in vl_convert.vegalite_to_svg({**drawn.specification, "datasets": rows, "width": 880})
    svg = picture.svg(missed, drawn).decode()
    for _, held in missed_table.printed(missed).sections:
        for line in held:
            assert line.cells[0].text in svg
    assert drawn.datasets["rows"]["tooltip"].str.len().gt(5).all()
    assert not any(pd.api.types.is_integer_dtype(kind) for kind in drawn.datasets["cells"].dtypes)
