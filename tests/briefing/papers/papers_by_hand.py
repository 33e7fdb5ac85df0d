"""A small paper with a block of every kind, written by hand so that a test can read it."""

import struct
import zlib

from pimh_data.briefing.papers.paper import Block, Paper, PaperHeading, Picture, Points, Prompt, Sentence, Table

HOSTILE = '=HYPERLINK("x") <script>alert(1)</script> & \x00\x07\ud800\uffff \u202eevil\n\tend ]]>'


def dot() -> bytes:
    """A PNG of one black dot."""
    held = {b"IHDR": struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0), b"IDAT": zlib.compress(b"\x00\x00"), b"IEND": b""}
    chunks = b""
    for kind, data in held.items():
        chunks += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunks


def every_block(text: str = "Sheffield") -> tuple[Block, ...]:
    """One of each kind, the text wherever one stands."""
    return (
        PaperHeading(f"First {text}"),
        Sentence(f"{text} saw people.", f"Source: {text}."),
        PaperHeading(f"Second {text}", 2),
        Prompt(f"Who leads {text}?"),
        Points((text, "Another")),
        Table(f"Seen in {text}", ("Year", text), (("2022/23", "5"), (text, "10")), (False, True), f"Source: {text}."),
        Picture(dot(), f"A dot of {text}.", f"The dot of {text}"),
    )


def by_hand(text: str = "Sheffield", blocks: tuple[Block, ...] = (), compact: bool = False) -> Paper:
    """A paper about the text."""
    foot = f"Funding review: {text}. Release test."
    return Paper("Funding review", text, blocks or every_block(text), foot, f"Not a bid of {text}.", compact)
