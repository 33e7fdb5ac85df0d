"""Make the font of icons again after another version of Streamlit came: python -m tests.icons (make icons).

An icon is asked for by its name, which the font turns into a picture by a ligature. Kept are the ligatures whose names
stand anywhere in Streamlit's scripts as a word by itself: rather some hundred too many than one too few.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont

from pages.parts.fonts import ICONS, OURS, STATIC

WORD = re.compile(r"""["'`:/]([a-z0-9_]+)["'`:]""")
ASKED = re.compile(r"material/([a-z0-9_]+)")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def words(pattern: re.Pattern[str] = WORD) -> set[str]:
    """Every word by itself in Streamlit's scripts, icons' names among them; `ASKED`: those named as icons."""
    scripts = (STATIC / "js").glob("*.js")
    return {word for script in scripts for word in pattern.findall(script.read_text(encoding="utf-8", errors="ignore"))}


def ligatures(font: TTFont) -> Iterator[tuple[str, Any, str]]:
    """Name, table of ligatures by first glyph, and first glyph, of every icon of the font."""
    written = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            table = getattr(part, "ExtSubTable", part).ligatures
            for first in list(table):
                for one in list(table[first]):
                    name = "".join(written.get(glyph, "?") for glyph in (first, *one.Component))
                    yield name.lower(), (table, one), first


def names(path: Path) -> set[str]:
    """The names of the icons that a font holds."""
    return {name for name, _, _ in ligatures(TTFont(path))}


def main() -> int:
    """Write the font anew under the name that Streamlit's has now, in place of the former."""
    (whole,) = (STATIC / "media").glob(ICONS)
    kept, font = words(), TTFont(whole)
    for name, (table, one), first in ligatures(font):
        if name not in kept:
            table[first].remove(one)
            if not table[first]:
                del table[first]
    options = Options()
    options.flavor = "woff2"
    options.layout_features, options.hinting, options.glyph_names = ["*"], False, False
    cut = Subsetter(options)
    cut.populate(text=LETTERS)
    cut.subset(font)
    for former in OURS.glob(ICONS):
        former.unlink()
    save_font(font, str(OURS / whole.name), options)
    written = OURS / whole.name
    sys.stdout.write(f"{written.name}: {len(names(written))} icons, {written.stat().st_size:,} bytes.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
