"""What a page received over its web socket and as files, and the tables and charts in it. Nothing is judged here."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
from google.protobuf.message import DecodeError
from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Received:
    """Everything that a page received: decoded messages of its web socket, and the files it fetched."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.files: dict[str, bytes] = {}
        self.asked: set[str] = set()  # hosts, with their ports
        self.refused: list[str] = []  # what the page's own policy did not let it ask for

    def listen(self, page: Page) -> None:
        """Keep whatever the page receives from here on, and whom it asks."""
        page.on("websocket", self._hear)
        page.on("request", self._ask)
        page.on("console", self._refuse)

    def leave(self, page: Page) -> None:
        """Keep nothing more of what the page receives."""
        page.remove_listener("websocket", self._hear)
        page.remove_listener("request", self._ask)
        page.remove_listener("console", self._refuse)

    def _ask(self, request: Request) -> None:
        self.asked.add(urlsplit(request.url).netloc)

    def _refuse(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)

    def _hear(self, socket: WebSocket) -> None:
        self.asked.add(urlsplit(socket.url).netloc)
        socket.on("framereceived", lambda frame: self.frames.append(_bytes(frame)))

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


def specifications(message: ForwardMsg) -> list[str]:
    """The specification of the chart in a message, where there is one."""
    element = message.delta.new_element
    return [element.vega_lite_chart.spec] if element.HasField("vega_lite_chart") else []


def inline_rows(node: object) -> Iterator[dict]:
    """Rows of data written into a specification: a map's shapes travel so. Lists of ticks are no rows."""
    if isinstance(node, dict):
        rows = node.get("values", ())
        yield from (row.get("properties", row) for row in rows if isinstance(row, dict))
        for below in node.values():
            yield from inline_rows(below)
    elif isinstance(node, list):
        for below in node:
            yield from inline_rows(below)
