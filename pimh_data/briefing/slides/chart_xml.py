"""What the library has no call for in a chart's XML: error bars, labels a point, axis ids, text for the blind.

Every element is put where the schema (ECMA-376, 21.2) has it: PowerPoint repairs a chart whose elements stand astray.
"""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Length
from xlsxwriter.utility import xl_col_to_name

from pimh_data.briefing.slides.chart_sheet import NAME, bar_lengths, interval_column
from pimh_data.briefing.slides.plotted import Plotted, PlottedSeries

# What stands behind labels, and behind error bars, in a series.
AFTER_LABELS = ("c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth", "c:shape")
AFTER_BARS = AFTER_LABELS[2:]
INTERVAL = "425563"
FIRST_AXIS = 500_000_001


def error_bars(series: Any, drawn: Plotted) -> None:
    """Thin lines from the least to the most, a length of its own a row, tied to the columns of the chart's sheet."""
    lengths, first = bar_lengths(drawn), interval_column(drawn) + 2
    plus, minus = (_numbers(first + side, [pair[side] if pair else None for pair in lengths]) for side in (0, 1))
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>'
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{INTERVAL}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    if series.getparent().tag == qn("c:barChart"):
        bars.remove(bars.find(qn("c:errDir")))  # bars have one direction
    series.insert_element_before(bars, *AFTER_BARS)


def label(series: Any, held: PlottedSeries, position: str) -> None:
    """Each value with its figure, as many decimals as its words have, on white, so that it is read on any bar."""
    points = "".join(
        f'<c:dLbl><c:idx val="{row}"/>{_look(code)}<c:dLblPos val="{position}"/>{_shows(True)}</c:dLbl>'
        for row, (value, code) in enumerate(zip(held.values, held.codes, strict=True))
        if value is not None
    )
    for old in series.findall(qn("c:dLbls")):
        series.remove(old)
    labels = parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{points}{_shows(False)}</c:dLbls>")
    series.insert_element_before(labels, *AFTER_LABELS)


def number_axes(chart: Any) -> None:
    """Give the axes ids that no other chart of the deck has and the schema allows: the library's are negative."""
    space = chart._chartSpace
    digits = "".join(one for one in str(chart.part.partname) if one.isdigit())
    ids: dict[str, str] = {}
    for element in space.iter(qn("c:axId"), qn("c:crossAx")):
        held = element.get("val")
        ids.setdefault(held, str(FIRST_AXIS + 10 * int(digits) + len(ids)))
        element.set("val", ids[held])


def upright(axis: Any, size: Length) -> None:
    """Names of that size, in lines one below the other: programs slant what is wide, which nobody reads from afar."""
    axis.tick_labels.font.size = size
    body = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")


def dots(series: Any, colour: RGBColor) -> None:
    """A line's dots, in a colour."""
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def without_markers(series: Any) -> None:
    """A line alone."""
    series.marker.style = XL_MARKER_STYLE.NONE


def describe(shape: Any, alt: str) -> None:
    """What a shape shows, for someone who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _numbers(column: int, values: Sequence[float | None]) -> str:
    letter = xl_col_to_name(column)
    points = "".join(f'<c:pt idx="{row}"><c:v>{v!r}</c:v></c:pt>' for row, v in enumerate(values) if v is not None)
    where = f"{NAME}!${letter}$2:${letter}${len(values) + 1}"
    return (
        f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _look(code: str) -> str:
    return (
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        '<c:txPr><a:bodyPr wrap="none" lIns="19050" tIns="0" rIns="19050" bIns="0"/><a:p><a:pPr><a:defRPr>'
        '<a:solidFill><a:srgbClr val="212B32"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
        "</c:txPr>"
    )


def _shows(value: bool) -> str:
    others = "".join(f'<c:show{name} val="0"/>' for name in ("CatName", "SerName", "Percent", "BubbleSize"))
    return f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/>{others}'
