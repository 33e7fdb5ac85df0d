"""What crosses to a browser: every count in messages and files is null or a multiple of five; no pseudonym or path."""

import io
import json
import re
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest
from google.protobuf.message import DecodeError
from playwright.sync_api import Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts.pages import PAGES

pytestmark = pytest.mark.browser

# What is chosen on pages where it brings other messages; every page is opened, the rest as it opens.
CHOSEN = {
    "": ("service=Light peer support&year=2023/24",),
    "equity": ("deprivation=Core20",),
    "outcomes": ("outcome_measure=PHQ-9",),
    "outcomes-missing": ("outcome_measure=EPDS",),
    "outcomes-groups": ("place=Liverpool",),
    "outcomes-relationship": ("courses=All courses",),
    "need-ends": ("other=Steel City Dads",),
    "need-posts": ("posts-by=Role",),
    "reach-lost": ("lost_by=Ethnic group&place=Liverpool",),
    "reach-places": ("measure=Share of contacts missed",),
}
PATHS = tuple(f"/{page.path}?{asked}" for page in PAGES for asked in CHOSEN.get(page.path, ("",)))
PSEUDONYM = re.compile(rb"\b[RPF]\d{7}\b")
# Columns of people that were worked out from counts, which may be whole by chance.
WORKED_OUT = re.compile(
    r"interval|at least|at most|expected|Smallest|Gap|Mean|limit|Target|Children|Births|about|as published"
)
MACHINE_PATH = re.compile(rb"/(home|root|work|tmp|Users)/[a-z]")


class Received:
    """Everything that a page received: decoded messages of its web socket, and the files it fetched."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.files: dict[str, bytes] = {}

    def listen(self, page: Page) -> None:
        """Keep whatever the page receives from here on."""
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.frames.append(_bytes(frame))))

    def fetch(self, page: Page) -> None:
        """Keep the files that the page's links to a CSV lead to."""
        links = page.get_by_role("link", name="CSV", exact=True)
        for address in links.evaluate_all("links => links.map(link => link.href)"):
            found = page.request.get(address)
            assert found.ok, address
            self.files[address] = found.body()

    def messages(self) -> list[ForwardMsg]:
        """The messages, decoded. Frames that are no message fail the test: nothing goes by unread."""
        decoded = []
        for frame in self.frames:
            message = ForwardMsg()
            try:
                message.ParseFromString(frame)
            except DecodeError:
                pytest.fail(f"a frame of {len(frame)} bytes could not be decoded")
            decoded.append(message)
        return decoded


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def tables(message: object) -> Iterator[pa.Table]:
    """Every Arrow table inside a message, wherever it is."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else (value,):
            if field.type == field.TYPE_MESSAGE:
                if hasattr(one, "ListFields"):
                    yield from tables(one)
            elif field.type == field.TYPE_BYTES and len(one) > 8:
                try:
                    yield pa.ipc.open_stream(one).read_all()
                except pa.ArrowInvalid:
                    continue


def wrong_counts(table: pa.Table) -> list[str]:
    """Whole-numbered columns that hold a number that is no multiple of five."""
    frame = table.to_pandas()
    whole = [name for name in table.column_names if pa.types.is_integer(table.schema.field(name).type)]
    whole = [name for name in whole if not name.startswith("__index")]
    return [f"{name}: {value}" for name in whole for value in frame[name].dropna() if value % 5]


def _specifications(message: ForwardMsg) -> list[str]:
    element = message.delta.new_element
    return [element.vega_lite_chart.spec] if element.HasField("vega_lite_chart") else []


@pytest.fixture(scope="module")
def everything() -> Received:
    return Received()


@pytest.fixture
def received(open_page, everything) -> Received:
    if not everything.frames:
        for path in PATHS:
            page = open_page(path, prepare=everything.listen, charts=False)
            everything.fetch(page)
    return everything


def test_charts_send_their_data_as_tables_that_can_be_checked(received):
    found = [table for message in received.messages() for table in tables(message)]
    whole = [f for table in found for f in table.schema if pa.types.is_integer(f.type)]
    assert len(found) >= 8
    assert len(whole) >= 2  # one a view of people quarter by quarter: other charts send no count


def test_every_count_column_is_null_or_a_multiple_of_five(received):
    found = [line for message in received.messages() for table in tables(message) for line in wrong_counts(table)]
    assert found == []


def _inline_rows(node: object) -> Iterator[dict]:
    """Rows of data written into a specification: a map's shapes travel so. Lists of ticks are no rows."""
    if isinstance(node, dict):
        rows = node.get("values", ())
        yield from (row.get("properties", row) for row in rows if isinstance(row, dict))
        for below in node.values():
            yield from _inline_rows(below)
    elif isinstance(node, list):
        for below in node:
            yield from _inline_rows(below)


def test_whole_numbers_written_into_a_specification_are_multiples_of_five(received):
    specifications = [json.loads(spec) for message in received.messages() for spec in _specifications(message)]
    assert len(specifications) >= 8
    rows = [row for specification in specifications for row in _inline_rows(specification)]
    assert not [row for row in rows for value in row.values() if type(value) is int and value % 5]


def test_the_check_itself_finds_a_count_that_is_not_rounded():
    assert wrong_counts(pa.table({"people": pa.array([5, None, 7], pa.int32())})) == ["people: 7.0"]


def test_every_count_in_a_downloaded_table_is_empty_or_a_multiple_of_five(received):
    files = list(received.files.values())
    assert len(files) >= 50
    for body in files:
        table = pd.read_csv(io.BytesIO(body), dtype=str)
        counts = [name for name in table.columns if name.endswith(("(people)", "(referrals)"))]
        for name in (name for name in counts if not WORKED_OUT.search(name)):
            whole = [int(cell) for cell in table[name].dropna() if cell.isdigit()]
            assert [count for count in whole if count % 5] == [], name


def test_every_count_in_a_table_on_screen_is_hidden_or_a_multiple_of_five(open_page):
    checked = 0
    for path in ("/", "/equity?place=Liverpool", "/data"):
        page = open_page(path)
        for button in page.get_by_role("button", name="Table and definitions", exact=True).all():
            button.click()
            table = page.locator('[data-testid="stPopoverBody"] table.twin')
            table.wait_for()
            heads = table.locator("thead th").all_text_contents()
            counts = [i for i, head in enumerate(heads) if head.startswith(("People", "Referrals"))]
            for row in table.locator("tbody tr").all():
                cells = row.locator("th, td").all_text_contents()
                for number in (cells[i].replace(",", "") for i in counts if cells[i][:1].isdigit()):
                    assert int(number) % 5 == 0, (path, cells)
                    checked += 1
            page.keyboard.press("Escape")
            table.wait_for(state="hidden")
    assert checked >= 10


def test_no_message_or_file_holds_a_pseudonym_or_a_path_of_the_machine(received):
    for content in (*received.frames, *received.files.values()):
        assert not PSEUDONYM.search(content)
        assert not MACHINE_PATH.search(content)


def test_no_message_is_larger_than_100_kilobytes(received):
    assert max(len(frame) for frame in received.frames) < 100_000
