"""A chart that PowerPoint draws: bars, columns or a line, with intervals, labels and an axis that holds them all."""

import math
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu, Pt

from pimh_data.briefing.slides import chart_xml
from pimh_data.briefing.slides.chart_sheet import to_sheet
from pimh_data.briefing.slides.plan import NativeChart
from pimh_data.briefing.slides.plotted import Plotted

FOCUS, OTHERS, BESIDE = RGBColor(0x12, 0x43, 0x6D), RGBColor(0xBF, 0xBF, 0xBF), RGBColor(0x80, 0x16, 0x50)
COLOURS = (FOCUS, RGBColor(0x28, 0xA1, 0x97), RGBColor(0xA2, 0x85, 0xD1))  # of series, in their order
TYPES = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.LINE_MARKERS,  # without its line
}
LABEL, MANY = Pt(12), 16  # of more rows than these, labels are smaller
SMALL = Pt(10)
STEPS = (1, 2, 2.5, 5, 10)  # of an axis, times a power of ten


def add(slide: Any, frame: tuple[Emu, Emu, Emu, Emu], drawn: Plotted, chart: NativeChart, alt: str) -> None:
    """Put the chart on the slide. `frame`: left, top, width, height; `alt`: for someone who cannot see it."""
    data = CategoryChartData()
    data.categories = drawn.names
    for one in (*drawn.series, *drawn.beside):
        data.add_series(one.name, one.values)
    shape = slide.shapes.add_chart(TYPES[chart.kind], *frame, data)
    made = shape.chart
    made.part.chart_workbook.update_from_xlsx_blob(to_sheet(drawn))
    _axes(made, drawn, chart)
    _series(made, drawn, chart)
    chart_xml.number_axes(made)
    chart_xml.describe(shape, alt)


def limits(least: float, most: float) -> tuple[float, float, float]:
    """The ends of an axis that holds both and nought, and the step between its lines: all round numbers."""
    span = max(most, 0.0) - min(least, 0.0) or 1.0
    rough = span / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(one * power for one in STEPS if one * power >= rough * (1 - 1e-9))
    low = math.floor(min(least, 0.0) / step + 1e-9) * step
    return low, max(math.ceil(max(most, 0.0) / step - 1e-9) * step, low + step), step


def _axes(made: Any, drawn: Plotted, chart: NativeChart) -> None:
    size = SMALL if len(drawn.names) > MANY else LABEL
    made.font.size = size
    made.has_title = False
    several = len(drawn.series) + len(drawn.beside) > 1
    made.has_legend = several
    if several:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    value, category = made.value_axis, made.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = limits(*drawn.extent)
    value.major_gridlines.format.line.color.rgb = RGBColor(0xE8, 0xED, 0xEE)
    value.format.line.fill.background()
    share = any(code.endswith("%") for one in drawn.series for code in one.codes)
    value.tick_labels.number_format = "0%" if share else "General"
    value.tick_labels.number_format_is_linked = False
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart_xml.upright(category, size)
    category.reverse_order = chart.kind == "bars"  # the first row of the table on top
    if chart.kind == "bars":
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # which is below, the order being reversed


def _series(made: Any, drawn: Plotted, chart: NativeChart) -> None:
    plot = made.plots[0]
    along = chart.kind in ("line", "dots")
    if not along:
        plot.gap_width = 40
    for number, (held, one) in enumerate(zip(drawn.series, plot.series, strict=False)):
        if along:
            one.smooth = False
            one.format.line.color.rgb, one.format.line.width = COLOURS[number], Pt(1.5)
            if chart.kind == "dots":
                one.format.line.fill.background()
            chart_xml.dots(one, COLOURS[number])
        else:
            _filled(one, COLOURS[number])
            for point, chosen in enumerate(drawn.chosen):
                if not chosen:
                    _filled(one.points[point], OTHERS)
        chart_xml.label(one._element, held, "r" if along else "inBase")
    for one in list(plot.series)[len(drawn.series) :]:
        one.format.line.color.rgb, one.format.line.width = BESIDE, Pt(1)
        one.format.line.dash_style, one.smooth = MSO_LINE.DASH, False
        chart_xml.without_markers(one)
    if any(drawn.ends):
        chart_xml.error_bars(plot.series[0]._element, drawn)


def _filled(held: Any, colour: RGBColor) -> None:
    held.format.fill.solid()
    held.format.fill.fore_color.rgb = colour
