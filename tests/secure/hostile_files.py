"""What may become of a whole file on its way: cut, flipped, encoded, a link, a bomb. A sentence must follow."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp037", "shift_jis", "gb18030", "iso8859-15", "mac_roman")
LARGE = 3_000_000


def cut_anywhere(rng: random.Random, path: Path) -> None:
    """The file ends at any byte."""
    content = path.read_bytes()
    path.write_bytes(content[: rng.randrange(len(content) + 1)])


def flipped(rng: random.Random, path: Path) -> None:
    """Some bits are others."""
    content = bytearray(path.read_bytes() or b"x")
    for _ in range(rng.choice((1, 1, 3, 40))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def encoded(rng: random.Random, path: Path) -> None:
    """A text in another encoding."""
    text = path.read_bytes().decode("utf-8", "replace") + "\u2013 n\u00e9 \u0141\u00f3d\u017a\r\n"
    path.write_bytes(text.encode(rng.choice(ENCODINGS), "replace"))


def holes(rng: random.Random, path: Path) -> None:
    """A stretch of noughts, as a disk that was full leaves it."""
    content = path.read_bytes()
    at = rng.randrange(len(content) + 1)
    path.write_bytes(content[:at] + bytes(rng.choice((1, 50, 5000))) + content[at:])


def a_folder(rng: random.Random, path: Path) -> None:
    """A folder of that name, with a file in it."""
    path.unlink()
    path.mkdir()
    (path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")


def linked(rng: random.Random, path: Path) -> None:
    """A link: to nothing, to itself, to a folder, to a file that has no end."""
    path.unlink()
    path.symlink_to(rng.choice((Path("nowhere.csv"), Path(path.name), Path(), Path("extract.toml"))))


def emptied(rng: random.Random, path: Path) -> None:
    """Nothing, a byte order mark, or blank lines alone."""
    path.write_bytes(rng.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n" * 9, b" ", b"\x00" * 9, b'"', b",,,,\r\n")))


def a_huge_field(rng: random.Random, path: Path) -> None:
    """A cell of megabytes, closed or not."""
    lines = path.read_bytes().splitlines(keepends=True) or [b"\r\n"]
    at = rng.randrange(len(lines))
    lines[at] = b'"' + rng.choice((b"x", b"x\r\n", b"x,")) * (LARGE // 4) + rng.choice((b'",', b"")) + lines[at]
    path.write_bytes(b"".join(lines))


def quoted(rng: random.Random, path: Path) -> None:
    """Quotation marks where none belong."""
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 2, 9))):
        at = rng.randrange(len(content) + 1)
        content[at:at] = rng.choice((b'"', b'""', b"'", b'"\r\n', b'\r\n"'))
    path.write_bytes(content)


def a_bomb(rng: random.Random, path: Path) -> None:
    """A workbook whose sheet is small when packed and long when not, of spaces or of rows."""
    held = io.BytesIO()
    row = b"<row><c t='inlineStr'><is><t>x</t></is></c></row>"
    sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    sheet += rng.choice((row * 20_000, b" " * LARGE, b"<!--" + b"x" * LARGE + b"-->")) + b"</sheetData></worksheet>"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name in book.namelist():
            out.writestr(name, sheet if name.startswith("xl/worksheets/sheet") else book.read(name))
    path.write_bytes(held.getvalue())


def parts_lost(rng: random.Random, path: Path) -> None:
    """A workbook that lacks one of its parts, or holds rubbish in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        names = book.namelist()
        lost = rng.choice(names)
        for name in names:
            if name != lost:
                out.writestr(name, book.read(name))
            elif rng.random() < 0.5:
                out.writestr(name, rng.choice((b"", b"<", b"<a>" * 2000, b"\x00" * 99)))
    path.write_bytes(held.getvalue())


def an_entity(rng: random.Random, path: Path) -> None:
    """A workbook that asks its reader for a file of the machine, or for a billion laughs."""
    held = io.BytesIO()
    asks = rng.choice(
        (
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY e '&b;&b;&b;&b;'>]>",
        )
    )
    sheet = f"{asks}<worksheet><sheetData><row><c t='inlineStr'><is><t>&e;</t></is></c></row></sheetData></worksheet>"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(held, "w") as out:
        for name in book.namelist():
            out.writestr(name, sheet if name.startswith("xl/worksheets/sheet") else book.read(name))
    path.write_bytes(held.getvalue())


ANY = (".csv", ".xlsx", ".parquet", ".toml")
HOSTILE_FILES: dict[str, tuple[Callable[[random.Random, Path], None], tuple[str, ...]]] = {
    "cut anywhere": (cut_anywhere, ANY),
    "bits flipped": (flipped, ANY),
    "in another encoding": (encoded, (".csv", ".toml")),
    "holes of noughts": (holes, ANY),
    "a folder of its name": (a_folder, ANY),
    "a link": (linked, ANY),
    "nothing in it": (emptied, ANY),
    "a huge field": (a_huge_field, (".csv",)),
    "quotation marks": (quoted, (".csv", ".toml")),
    "a bomb": (a_bomb, (".xlsx",)),
    "parts lost": (parts_lost, (".xlsx",)),
    "an entity": (an_entity, (".xlsx",)),
}


def spoil_a_file(rng: random.Random, folder: Path) -> str:
    """Do one of these to a file of the folder; gives what and to which."""
    kind = rng.choice(list(HOSTILE_FILES))
    spoil, endings = HOSTILE_FILES[kind]
    found = sorted(path for path in folder.iterdir() if path.suffix in endings and path.is_file())
    if endings == (".xlsx",):
        found = [path for path in found if _is_whole(path)]  # another fault may have come first
    if not found:
        return ""
    path = rng.choice(found)
    spoil(rng, path)
    return f"{kind}: {path.name}"


def _is_whole(path: Path) -> bool:
    """Whether every part of a workbook can still be read."""
    try:
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False
