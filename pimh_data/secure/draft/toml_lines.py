"""Lines of TOML, each with its reason in a comment behind it. Text only."""

import json
import re

CHECK, FILL_IN = "CHECK", "FILL IN"
COMMENT_AT = 44  # and two spaces
LONGEST_HEADING = 80


def line(code: str, reason: str = "", mark: str = "") -> str:
    """A line and, behind it, what it rests on; marked where a person has to look at it."""
    said = ": ".join(part for part in (mark, plain_line(reason)) if part)
    return f"{code.ljust(COMMENT_AT)}  # {said}" if said else code


def waiting(code: str, reason: str) -> str:
    """A line that a person has to complete before it holds."""
    return line(f"# {code}", reason, FILL_IN)


def remark(text: str) -> str:
    """A line that only says something."""
    return f"# {plain_line(text)}"


def quoted(text: str) -> str:
    """Text as TOML writes it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: list[str] | tuple[str, ...]) -> str:
    """One text, or a list of them."""
    return quoted(texts[0]) if len(texts) == 1 else f"[{', '.join(map(quoted, texts))}]"


def plain_line(text: str) -> str:
    """Text in one line, without what a comment may not hold."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
