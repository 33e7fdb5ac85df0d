"""The cells of a workbook that hold an error (#REF!, #N/A), or a formula that was never worked out.

The reader gives both as blank, which they are not.
"""

import re
import zipfile
from html import unescape
from pathlib import Path

from pimh_data.secure.ids import NOT_WORKED_OUT

# A workbook's own parts, from a file that its owner chose; only names and numbers are taken from them.
CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*?\bt="e"[^>]*)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)(?<!/)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
REFERENCE, VALUE = re.compile(rb'\br="([A-Z]+)(\d+)"'), re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


def error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """(line, column) -> the error, both from 0, of a sheet of an XLSX file; nothing of other kinds of workbook."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as parts:
        part = _part_of(parts, sheet)
        content = parts.read(part) if part in parts.namelist() else b""
    found = {}
    for attributes, inside in CELL.findall(content) if b't="e"' in content else ():
        place, value = REFERENCE.search(attributes), VALUE.search(inside)
        if place and value:
            found[int(place[2]) - 1, _number(place[1])] = unescape(value[1].decode())
    for attributes in FORMULA.findall(content) if b"<f" in content or b":f" in content else ():
        if place := REFERENCE.search(attributes):
            found.setdefault((int(place[2]) - 1, _number(place[1])), NOT_WORKED_OUT)
    return found


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str:
    names = parts.namelist()
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(names):
        return ""
    sheets = [_attributes(tag) for tag in SHEET.findall(parts.read("xl/workbook.xml"))]
    relations = [_attributes(tag) for tag in RELATION.findall(parts.read("xl/_rels/workbook.xml.rels"))]
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    own = next((one for one in sheets if one.get("name") == sheet), {})
    key = next((text for name, text in own.items() if name.endswith(":id")), None)
    target = targets.get(key, "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(text.decode()) for name, text in ATTRIBUTE.findall(tag)}


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
