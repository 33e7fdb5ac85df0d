"""The site's own template: its look is taken, its slides are not; what cannot be used is said."""

import io
from pathlib import Path

import pytest
from decks import overflowing, read
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.slides.deck import to_pptx
from pimh_data.briefing.slides.plan import KEYS, SLIDES
from pimh_data.errors import BriefError
from pimh_data.packing.exhibits import packed
from pimh_data.release import Store


@pytest.fixture(scope="module")
def pack(demo_release: Path) -> Pack:
    release, _ = Store(demo_release).current()
    return packed(release, Selection("Wirral", "All services", "2023/24"), KEYS)


def template() -> bytes:
    """Four by three, with two slides of its own and a section that names them."""
    held = Presentation()
    for _ in range(2):
        held.slides.add_slide(held.slide_layouts[1]).shapes.title.text = "Delete me"
    ids = "".join(f'<p14:sldId id="{one.id}"/>' for one in held.slides._sldIdLst)
    p14 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
    held.part._element.append(
        parse_xml(
            f"<p:extLst {nsdecls('p')}><p:ext uri='{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}'><p14:sectionLst {p14}>"
            f'<p14:section name="One" id="{{00000000-0000-0000-0000-000000000001}}"><p14:sldIdLst>{ids}</p14:sldIdLst>'
            "</p14:section></p14:sectionLst></p:ext></p:extLst>"
        )
    )
    return _saved(held)


def test_the_template_gives_size_and_layouts_and_none_of_its_slides(pack: Pack):
    made = read(to_pptx(pack, template()))
    assert (made.slide_width, made.slide_height) == (Presentation().slide_width, Presentation().slide_height)
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert len(titles) == len(SLIDES) + 4
    assert "Delete me" not in titles
    assert b"sectionLst" not in made.part.blob
    assert overflowing(made) == []


def test_no_placeholder_is_left_that_asks_to_be_clicked_on(pack: Pack):
    for slide in read(to_pptx(pack, template())).slides:
        assert [one.placeholder_format.idx for one in slide.placeholders] == [0]


@pytest.mark.parametrize("content", [b"", b"no presentation", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "text", "zip"])
def test_what_is_no_presentation_is_said(pack: Pack, content: bytes):
    with pytest.raises(BriefError, match="save it in PowerPoint"):
        to_pptx(pack, content)


def test_a_template_without_a_layout_for_charts_is_said(pack: Pack):
    held = Presentation()
    for layout in held.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    with pytest.raises(BriefError, match="Title Only"):
        to_pptx(pack, _saved(held))


def _saved(held) -> bytes:
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()
