"""What slides and their notes say of each question: charts, tables and sentences, as they stand in the file."""

from collections.abc import Iterator
from typing import Any

from pimh_data.briefing.pack import Pack
from pimh_data.briefing.slides.deck import IN_NOTES
from pimh_data.briefing.slides.plan import SLIDES, NativeChart, ShownTable, SlidePlan
from tests.briefing.decks import bars, charts, label_codes, read, texts, written
from tests.consistency.tables import as_number
from tests.one_number.filed import Filed, Shown, one_line, text_of

BEFORE = 2  # title and Summary
CUT = "…"


def question_slides(content: bytes) -> list[tuple[SlidePlan, Any]]:
    """Each slide of a question with its plan, in their order."""
    slides = list(read(content).slides)[BEFORE:]
    return list(zip(SLIDES, slides, strict=False))


def shown_on(content: bytes, pack: Pack) -> Iterator[Shown]:
    """The charts and tables of all slides. Labels of a chart's names are those of the columns that its plan names."""
    for plan, slide in question_slides(content):
        if plan.key not in pack:
            continue
        column = pack.answer(plan.key).column
        where = f"slide “{plan.heading}”"
        for chart in charts(slide):
            assert isinstance(plan.shown, NativeChart)
            series = [
                (one.name, one, label_codes(one)) for one in list(chart.plots[0].series)[: len(plan.shown.values)]
            ]
            names = list(chart.plots[0].categories)
            rows = tuple(
                (name, *(_value(one, codes, at, name) for _, one, codes in series)) for at, name in enumerate(names)
            )
            labels = (*(column(name).label for name in plan.shown.category), *(name for name, _, _ in series))
            yield Shown(f"{where}, chart", plan.key, labels, rows, joined=len(plan.shown.category))
        tabled = plan.shown if isinstance(plan.shown, ShownTable) else plan.of_many
        under = column(tabled.under).label if tabled and tabled.under else ""
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            yield _table(f"{where}, table", plan.key, table, under)


def _value(series: Any, codes: dict[int, str], at: int, name: str) -> str:
    value = series.values[at]
    return name.rpartition(": ")[2] if value is None else written(value, codes[at])


def _table(where: str, question: str, table: Any, under: str) -> Shown:
    """Titles of sections, whose cells are merged, become a first column; `under`: the label of the column they are."""
    title, rows, sections = "", [], False
    labels, *held = ([cell.text_frame.text for cell in row.cells] for row in table.rows)
    for number, cells in enumerate(held, start=1):
        if table.cell(number, 0).is_merge_origin:
            title, sections = cells[0], True
        else:
            rows.append((title, *cells))
    if sections:
        return Shown(where, question, (under, *labels), tuple(rows))
    return Shown(where, question, tuple(labels), tuple(row[1:] for row in rows))


def intervals_apart(content: bytes, pack: Pack, filed: dict[str, Filed]) -> Iterator[str]:
    """Every interval of a chart whose ends are not those of its row in the CSV."""
    for plan, slide in question_slides(content):
        if not isinstance(plan.shown, NativeChart) or plan.shown.ends is None or plan.key not in pack:
            continue
        held, column = filed[plan.key], pack.answer(plan.key).column
        ends = [held.columns(column(name).label)[0] for name in plan.shown.ends]
        named = [held.columns(column(name).label)[0] for name in plan.shown.category]
        for chart in charts(slide):
            series = chart.plots[0].series[0]
            drawn = bars(series)
            for at, name in enumerate(chart.plots[0].categories):
                if at not in drawn.get("plus", {}):
                    continue
                value = series.values[at]
                rows = [
                    row
                    for row in held.rows
                    if one_line(", ".join(dict.fromkeys(text_of(row[one]) for one in named))) == name
                ]
                reach = (value - drawn["minus"][at], value + drawn["plus"][at])
                if not any(_reaches(reach, [as_number(row[one]) for one in ends], value) for row in rows):
                    yield f"slide “{plan.heading}”, {name}: an interval of {reach} is in no row of {plan.key}"


def _reaches(reach: tuple[float, float], ends: list[float | None], value: float) -> bool:
    least, most = ends
    if least is None or most is None:
        return False
    # A value as it is written may lie a hair outside an interval that ends at it.
    return abs(reach[0] - min(least, value)) < 1e-5 and abs(reach[1] - max(most, value)) < 1e-5


def sentences_apart(content: bytes, pack: Pack) -> Iterator[str]:
    """Every slide of a question whose finding, on it or in its notes, is not the Answer's."""
    for plan, slide in question_slides(content):
        said = one_line(pack.answer(plan.key).finding.text if plan.key in pack else pack.lacks[plan.key])
        on_it = next(text for name, text in texts(slide) if name == "Finding")
        begun = on_it.removesuffix(CUT).removesuffix(IN_NOTES).strip()
        if on_it != said and (begun == on_it or not said.startswith(begun)):
            yield f"slide “{plan.heading}” says {on_it!r}, {plan.key} says {said!r}"
        if plan.key in pack and said not in slide.notes_slide.notes_text_frame.text:
            yield f"the notes of slide “{plan.heading}” do not say {said!r}"
