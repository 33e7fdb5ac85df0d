"""Text as a file can hold it: without characters that XML forbids, or that turn the reading order round."""

import re

# XML 1.0 holds none of these, not even escaped: a document with one cannot be opened.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
INSTEAD = "\ufffd"


def plain(text: str) -> str:
    """The same on one line: every forbidden character is shown as one that could not be read, none runs or turns."""
    return " ".join(TURNING.sub("", FORBIDDEN.sub(INSTEAD, text)).split())
