"""Slides of a selection: each number is the Answer's, in its words; nothing runs over, nothing needs mending."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from decks import BARS, LINE, NUMBER, bars, charts, label_codes, members, overflowing, read, texts, written
from lxml import etree
from pptx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack, WrittenTable
from pimh_data.briefing.slides import native
from pimh_data.briefing.slides.deck import to_pptx
from pimh_data.briefing.slides.plan import CHANGED, DECIDED, KEYS, SLIDES, NativeChart
from pimh_data.charts import theme
from pimh_data.charts.table import twin
from pimh_data.packing.exhibits import packed
from pimh_data.release import Store

NATIVE = [(number, plan) for number, plan in enumerate(SLIDES, start=2) if isinstance(plan.shown, NativeChart)]
SELECTIONS = (
    Selection("Wirral", "All services", "2023/24"),
    Selection("Liverpool", "Dads and co-parents", "2024/25"),
)


@pytest.fixture(scope="module", params=SELECTIONS, ids=lambda one: one.place)
def pack(request: pytest.FixtureRequest, demo_release: Path) -> Pack:
    release, _ = Store(demo_release).current()
    return packed(release, request.param, KEYS)


@pytest.fixture(scope="module")
def content(pack: Pack) -> bytes:
    return to_pptx(pack)


@pytest.fixture(scope="module")
def slides(content: bytes):
    return list(read(content).slides)


def _rows(pack: Pack, plan) -> list[int]:
    """The rows of the Answer's table that a chart draws: not those that the others are compared with."""
    table = pack.answer(plan.key).table
    column, wanted = plan.shown.only or ("state", tuple(table["state"]))
    rows = [row for row, value in enumerate(table[column]) if value in wanted]
    return [row for row in rows if not _defined_nowhere(pack, plan, row)]


def _defined_nowhere(pack: Pack, plan, row: int) -> bool:
    answer = pack.answer(plan.key)
    held = twin(answer)
    return all(
        held.rows[row][held.labels.index(answer.column(name).label)] == "not defined" for name in plan.shown.values
    )


def test_there_is_a_slide_for_each_part_of_a_meeting(slides):
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[1] == "Summary"
    assert titles[2:-2] == [plan.heading for plan in SLIDES]
    assert titles[-2] == CHANGED
    assert titles[-1].startswith("Method")


def test_every_value_of_a_chart_is_the_answers_in_the_words_of_its_table(pack: Pack, slides):
    drawn = 0
    for number, plan in NATIVE:
        answer, rows = pack.answer(plan.key), _rows(pack, plan)
        held = twin(answer)
        for chart in charts(slides[number]):
            drawn += 1
            for name, series in zip(plan.shown.values, chart.plots[0].series, strict=False):
                at = held.labels.index(answer.column(name).label)
                codes = label_codes(series)
                assert len(series.values) == len(rows)
                for place, (row, value) in enumerate(zip(rows, series.values, strict=True)):
                    words = held.rows[row][at]
                    if value is None:
                        assert not words[:1].isdigit(), (plan.key, row)
                        assert words in list(chart.plots[0].categories)[place]
                    else:
                        assert written(value, codes[place]) == words, (plan.key, row, name)
    assert drawn >= 3


def test_every_row_of_a_chart_bears_its_name(pack: Pack, slides):
    for number, plan in NATIVE:
        table = pack.answer(plan.key).table
        for chart in charts(slides[number]):
            for row, name in zip(_rows(pack, plan), chart.plots[0].categories, strict=True):
                assert all(str(table[column].iloc[row]) in name for column in plan.shown.category)


def test_intervals_reach_where_the_answers_do_and_the_axis_holds_them(pack: Pack, slides):
    seen = 0
    for number, plan in NATIVE:
        table, rows = pack.answer(plan.key).table, _rows(pack, plan)
        for chart in charts(slides[number]):
            axis = chart.value_axis
            for value in (one for series in chart.plots[0].series for one in series.values if one is not None):
                assert axis.minimum_scale <= value <= axis.maximum_scale
            if plan.shown.ends is None:
                continue
            series = chart.plots[0].series[0]
            lengths = bars(series)
            for place, row in enumerate(rows):
                least, most = (table[end].iloc[row] for end in plan.shown.ends)
                if pd.isna(least) or pd.isna(most) or series.values[place] is None:
                    assert place not in lengths.get("plus", {})
                    continue
                seen += 1
                value = series.values[place]
                assert value + lengths["plus"][place] == pytest.approx(max(most, value), abs=1e-6)
                assert value - lengths["minus"][place] == pytest.approx(min(least, value), abs=1e-6)
                assert axis.minimum_scale <= least + 1e-6
                assert most - 1e-6 <= axis.maximum_scale
    assert seen >= 5


def test_every_number_in_text_and_notes_stands_in_the_answers_words(pack: Pack, slides):
    for number, slide in enumerate(slides):
        mine = [pack.exhibits[SLIDES[number - 2].key]] if 2 <= number < len(slides) - 2 else list(pack)
        mine = [one for one in mine if one is not None]
        said = [pack.selection.words(), *pack.facts.sentences, *pack.lacks.values()]
        for exhibit in mine:
            answer = exhibit.answer
            said += [answer.finding.text, answer.caption, exhibit.reading, *answer.keeps, *answer.notes]
            said += [meaning for _, meaning in exhibit.definitions]
            said += [cell for row in exhibit.table.rows for cell in row]
            said += [*exhibit.table.labels, *(title for title, _ in exhibit.table.sections)]
            said += [f"{line.value:,.1f}" for line in answer.references]
        known = set(NUMBER.findall(" ".join(said)))
        plan = SLIDES[number - 2] if 2 <= number < len(slides) - 2 else None
        ours = " ".join([plan.heading, getattr(plan.shown, "reading", "")]) if plan else "a slide"
        known |= set(NUMBER.findall(ours))
        for name, text in (*texts(slide), ("notes", slide.notes_slide.notes_text_frame.text)):
            shown = re.sub(r"\d+ of \d+ rows are shown here", "", text)
            assert set(NUMBER.findall(shown.removesuffix("…"))) - known <= _cut(shown), (number, name)


def _cut(text: str) -> set[str]:
    """The number that an ellipsis cut short, if it did."""
    found = NUMBER.findall(text)
    return {found[-1]} if text.endswith("…") and found else set()


def test_notes_hold_the_finding_definition_source_and_what_to_mind(pack: Pack, slides):
    for slide, plan in zip(slides[2:-2], SLIDES, strict=True):
        if plan.key not in pack:
            continue
        answer, notes = pack.answer(plan.key), slide.notes_slide.notes_text_frame.text
        held = answer.evidence
        for words in (answer.finding.text, held.definition, held.source, held.method, *held.caveats):
            assert " ".join(words.split()) in notes


def test_every_slide_names_place_period_release_profile_and_that_it_is_synthetic(pack: Pack, slides):
    for slide in slides:
        said = " ".join(text for _, text in texts(slide))
        facts = pack.facts
        for words in (pack.selection.place, pack.selection.year, facts.release, facts.profile, "Synthetic", facts.site):
            assert words in said
        assert facts.approximate.removesuffix(".") in said


def test_outcomes_say_how_they_are_counted_on_the_slide(pack: Pack, slides):
    for slide, plan in zip(slides[2:-2], SLIDES, strict=True):
        if plan.key in pack and (counted := pack.answer(plan.key).evidence.counted_as):
            assert counted[:60] in " ".join(text for _, text in texts(slide))


def test_no_text_runs_out_of_its_shape(content: bytes):
    assert overflowing(read(content)) == []


def test_nothing_is_set_smaller_than_is_read_in_a_room(content: bytes):
    """Findings of 14 points at least, tables of 12, captions of 11; whose numbers they are stands small at the foot."""
    least = {"Finding": 14, "Findings": 14, "About this chart": 11, "About these slides": 14, "Whose numbers": 10}
    for number, slide in enumerate(read(content).slides, start=1):
        for shape in slide.shapes:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            frames += [shape.text_frame] if shape.has_text_frame else []
            sizes = [run.font.size.pt for held in frames for part in held.paragraphs for run in part.runs]
            assert min(sizes, default=99) >= least.get(shape.name, 12), (number, shape.name)


def test_the_names_of_rows_stand_upright_and_are_no_more_than_can_be_read(slides):
    looked_at = 0
    for slide in slides:
        for chart in charts(slide):
            looked_at += 1
            body = chart.category_axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
            assert (body.get("rot"), body.get("vert")) == ("0", "horz")
            assert len(chart.plots[0].categories) <= 24
    assert looked_at >= 5


def test_services_of_a_system_are_named_where_they_lie_outside_the_limits(demo_release: Path):
    """27 names under one chart stood aslant; services of other systems have no business in the table."""
    release, _ = Store(demo_release).current()
    pack = packed(release, Selection("All Places", "All services", "2024/25"), KEYS)
    exhibit, key = pack["outcomes.services"], "outcomes.services"
    held = exhibit.answer.table
    table = pd.concat([held.assign(place=held["place"] + f" {part}") for part in range(4)], ignore_index=True)
    table.loc[2, "verdict"] = "below 95% limit"
    table.loc[len(table) - 1, ["focus", "verdict"]] = ["no", "above 95% limit"]
    answer = replace(exhibit.answer, table=table)
    many = replace(exhibit, answer=answer, table=_as_written(answer))
    number = next(at for at, plan in enumerate(SLIDES, start=2) if plan.key == key)
    slide = list(read(to_pptx(replace(pack, exhibits={**pack.exhibits, key: many}))).slides)[number]
    assert charts(slide) == []
    (shown,) = (shape.table for shape in slide.shapes if shape.has_table)
    rows = [tuple(cell.text_frame.text for cell in row.cells) for row in shown.rows][1:]
    assert ("below 95% limit", *[""] * 4) in rows
    assert tuple(table.loc[2, ["place", "service"]]) in {row[:2] for row in rows}
    assert "above 95% limit" not in {row[0] for row in rows}


def test_rows_under_one_word_are_told_apart_by_it_once(pack: Pack, slides):
    number, plan = next((at, plan) for at, plan in enumerate(SLIDES, start=2) if plan.key == "need.models")
    (table,) = (shape.table for shape in slides[number].shapes if shape.has_table)
    kinds = list(dict.fromkeys(pack.answer(plan.key).table["kind"]))
    across = [row.cells[0].text_frame.text for row in table.rows if row.cells[0].is_merge_origin]
    assert across == kinds
    assert len(table.rows) == 1 + len(kinds) + len(pack.answer(plan.key).table)


def test_where_nothing_can_be_drawn_the_names_and_the_reason_stand_in_a_table(pack: Pack):
    exhibit = pack["equity.ethnic_group"]
    table = exhibit.answer.table.assign(ratio=float("nan"), state="hidden")
    answer = replace(exhibit.answer, table=table)
    hidden = replace(exhibit, answer=answer, table=_as_written(answer))
    content = to_pptx(replace(pack, exhibits={**pack.exhibits, "equity.ethnic_group": hidden}))
    slide = list(read(content).slides)[4]
    (shown,) = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [[cell.text_frame.text for cell in row.cells] for row in shown.rows][1:]
    assert cells
    assert {row[1] for row in cells} == {"hidden"}


def _as_written(answer) -> WrittenTable:
    held = twin(answer)
    return WrittenTable(held.labels, held.numeric, (("", held.rows),))


def test_what_leads_a_paragraph_is_bold_and_the_rest_is_not(slides):
    (box,) = (shape for shape in slides[1].shapes if shape.name == "Findings")
    first = box.text_frame.paragraphs[0].runs
    assert [(run.text.strip()[:1] != "", bool(run.font.bold)) for run in first] == [(True, True), (True, False)]
    assert first[0].text == "Are we reaching families?"


def test_every_chart_picture_and_table_is_described_and_the_title_is_read_first(slides):
    for slide in slides:
        first = slide.shapes[0]
        assert first.is_placeholder
        assert first.text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_powerpoint_has_nothing_to_mend(content: bytes):
    presentation = read(content)
    axes: list[str] = []
    for slide in presentation.slides:
        ids = [one.get("id") for one in slide._element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        for chart in charts(slide):
            own = [one.get("val") for one in chart._chartSpace.iter(qn("c:axId")) if one.getparent().tag.endswith("Ax")]
            crossed = {one.get("val") for one in chart._chartSpace.iter(qn("c:crossAx"))}
            assert crossed == set(own)
            assert all(0 < int(one) < 2**32 for one in own)
            axes += own
            for series in chart.plots[0].series:
                order = BARS if series._element.getparent().tag == qn("c:barChart") else LINE
                found = [order.index(child.tag.partition("}")[2]) for child in series._element]
                assert found == sorted(found)
    assert len(axes) == len(set(axes))
    for name, held in members(content, ".rels").items():
        for relation in etree.fromstring(held):
            if relation.get("TargetMode") != "External":
                target = (Path("/") / name).parent.parent / relation.get("Target")
                parts = [part for part in target.parts if part != "/"]
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                assert "/".join(parts) in members(content, ""), (name, relation.get("Target"))


def test_the_sheet_behind_a_chart_holds_what_the_chart_shows(slides):
    for slide in slides:
        for chart in charts(slide):
            book = CalamineWorkbook.from_object(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
            rows = book.get_sheet_by_name("Sheet1").to_python()
            assert [str(row[0]) for row in rows[1:]] == list(chart.plots[0].categories)
            for column, series in enumerate(chart.plots[0].series, start=1):
                assert rows[0][column] == series.name
                assert [row[column] if row[column] != "" else None for row in rows[1:]] == list(series.values)


def test_hostile_names_are_words_and_nothing_else(pack: Pack):
    hostile = '=HYPERLINK("http://x","y") & <b>Ü\x07\u202e\'</b> @SUM(A1) ' + "very long name " * 40
    chosen = replace(pack.selection, place=hostile)
    exhibits = {}
    for key, exhibit in pack.exhibits.items():
        table = exhibit.answer.table.copy()
        first = next(column.name for column in exhibit.answer.columns if column.kind == "text")
        table[first] = [hostile] * len(table)
        answer = replace(exhibit.answer, selection=chosen, table=table)
        exhibits[key] = replace(exhibit, answer=answer)
    content = to_pptx(replace(pack, selection=chosen, exhibits=exhibits))
    presentation = read(content)
    assert overflowing(presentation) == []
    for slide in presentation.slides:
        for chart in charts(slide):
            sheets = members(chart.part.chart_workbook.xlsx_part.blob, "sheet1.xml")
            assert sheets
            assert all(b"<f>" not in sheet and b"<hyperlink" not in sheet for sheet in sheets.values())
    assert not any(b"hlinkClick" in held for held in members(content, ".xml").values())
    assert '=HYPERLINK("http://x","y") & <b>Ü' in presentation.slides[0].shapes.title.text_frame.text


def test_a_pack_made_of_other_questions_is_refused(pack: Pack):
    with pytest.raises(KeyError, match="KEYS"):
        to_pptx(replace(pack, exhibits={}, lacks={}))


def test_where_a_question_cannot_be_asked_the_slide_says_why(pack: Pack):
    lacking = {key: exhibit for key, exhibit in pack.exhibits.items() if key != "equity.decile"}
    content = to_pptx(replace(pack, exhibits=lacking, lacks={"equity.decile": "There is no decile to choose here."}))
    slide = read(content).slides[2]
    assert "There is no decile to choose here." in [text for _, text in texts(slide)]
    assert charts(slide) == []


def test_an_axis_ends_on_round_numbers_and_holds_nought():
    assert native.limits(0, 0.65) == pytest.approx((0, 0.8, 0.2))
    assert native.limits(-0.9, 1.2) == pytest.approx((-1, 1.5, 0.5))
    assert native.limits(0, 0) == pytest.approx((0, 0.2, 0.2))
    assert native.limits(-3, -1) == pytest.approx((-3, 0, 1))


def test_the_head_of_a_table_has_contrast_enough(content: bytes):
    (held,) = members(content, "theme/theme1.xml").values()
    colour = re.search(rb"<a:accent1><a:srgbClr val=.([0-9A-F]{6})", held)[1].decode()
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    light = sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (light + 0.05) >= 4.5


def test_charts_have_the_colours_of_the_screen():
    assert (f"#{native.FOCUS}", f"#{native.OTHERS}", f"#{native.BESIDE}") == (
        theme.FOCUS,
        theme.OTHERS,
        theme.BENCHMARK,
    )


def test_what_was_decided_has_a_slide_of_its_own_with_the_reminder_and_without_it_there_is_none(pack: Pack, slides):
    assert DECIDED not in [slide.shapes.title.text_frame.text for slide in slides]
    told = ("A description.", "12 June 2024, a lead, on “Waits”: a Tuesday clinic. Then: 50%. Now: 62%.")
    made = list(read(to_pptx(replace(pack, decided=told))).slides)
    (slide,) = (slide for slide in made if slide.shapes.title.text_frame.text == DECIDED)
    said = " ".join(text for _, text in texts(slide))
    assert all(line in said for line in told)
    assert overflowing(read(to_pptx(replace(pack, decided=told * 40)))) == []
