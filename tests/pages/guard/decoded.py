"""What a file says once it is decoded: archives unpacked, archives in them too, pictures' own text, escapes undone."""

import io
import json
import re
import zipfile
from html import unescape

from PIL import Image

ARCHIVE, PICTURE = b"PK\x03\x04", b"\x89PNG"
TAG = re.compile(r"<[^>]*>")


def decoded(content: bytes) -> str:
    """All text in it, as it stands and without its tags: a word may be set in two letters' styles."""
    if content.startswith(ARCHIVE):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(f"{name}\n{decoded(parts.read(name))}" for name in parts.namelist())
    text = content.decode("utf-8", "ignore")
    if content.startswith(PICTURE):
        with Image.open(io.BytesIO(content)) as picture:
            return text + "\n".join(str(held) for held in picture.info.values())
    if text.startswith(("{", "[")):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    plain = unescape(text)
    return f"{plain}\n{TAG.sub('', plain)}" if "<" in plain else plain
