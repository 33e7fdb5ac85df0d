"""Reads a file of settings that a person writes, and says a slip with its line and what to write instead."""

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any

from pimh_data.errors import ExtractError

CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
VALUE = re.compile(r"\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+)\s*=\s*([^\s\"'\[{#][^\"#]*?)\s*(?:#.*)?$")
BARE = re.compile(r"true|false|[+-]?[\d_.]+|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
LONGEST_SHOWN = 80


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """(text, content) of a file. Raises FileNotFoundError, and ExtractError in words that name the line."""
    held = path.read_bytes()
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if (held and not text) or "\0" in text:
        kind = "UTF-16 ('Unicode')" if held.startswith(UTF_16) or b"\0" in held else "another encoding"
        raise ExtractError(
            f"{path.name} is not readable TOML: it was saved as {kind}. Save it as UTF-8: in Notepad, Save as, and "
            "choose UTF-8 under Encoding"
        )
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExtractError(f"{path.name} is not readable TOML: {error}{_slip(text, str(error))}") from None


def _slip(text: str, error: str) -> str:
    """The line that an error is about, as it stands, and what is wrong with it where that can be told."""
    lines = text.split("\n")
    found = AT_LINE.search(error)
    number = int(found[1]) if found else next((n for n, line in enumerate(lines, 1) if _wrong(line)), 0)
    if not 0 < number <= len(lines):
        return ""
    # An open quote is noticed only at its line's end, and an open bracket lines below it.
    line = lines[number - 1].strip()
    shown = f": {line[:LONGEST_SHOWN]}{' ...' if len(line) > LONGEST_SHOWN else ''}" if line else ""
    wrong = _wrong(line)
    return f". Line {number}{shown}{f'. {wrong}' if wrong else ''}"


def _wrong(line: str) -> str:
    said = line.split("#")[0]
    if any(letter in said for letter in CURLY):
        return 'It has curly quotation marks: put the words between straight ones ("...")'
    value = VALUE.match(line)
    if value and not BARE.fullmatch(value[1]):
        return f'Put the words between straight quotation marks: = "{value[1]}"'
    if said.replace('\\"', "").count('"') % 2:
        return "A quotation mark is open: put one at both ends of the words"
    return ""
