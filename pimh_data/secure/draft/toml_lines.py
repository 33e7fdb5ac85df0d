"""Lines of TOML, each with its reason in a comment behind it. Text only."""

import json
import re
import textwrap

CHECK, FILL_IN = "CHECK", "FILL IN"
COMMENT_AT = 44  # and two spaces
WIDEST = 140


def line(code: str, reason: str = "", mark: str = "") -> str:
    """A line and, behind it, what it rests on; marked where a person has to look at it."""
    said = ": ".join(part for part in (mark, plain_line(reason)) if part)
    behind = f"{code.ljust(COMMENT_AT)}  # {said}" if said else code
    if len(behind) <= WIDEST or not said:
        return behind
    return "\n".join([*textwrap.wrap(said, WIDEST, initial_indent="# ", subsequent_indent="#   "), code])


def waiting(code: str, reason: str) -> str:
    """A line that a person has to complete before it holds; a long reason stands above it."""
    behind = line(f"# {code}", reason, FILL_IN)
    return behind if "\n" not in behind else "\n".join([*remark(reason).split("\n"), line(f"# {code}", "", FILL_IN)])


def remark(text: str) -> str:
    """Lines that only say something."""
    return "\n".join(textwrap.wrap(plain_line(text), WIDEST, initial_indent="# ", subsequent_indent="#   "))


def quoted(text: str) -> str:
    """Text as TOML writes it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: list[str] | tuple[str, ...]) -> str:
    """One text, or a list of them."""
    return quoted(texts[0]) if len(texts) == 1 else f"[{', '.join(map(quoted, texts))}]"


def plain_line(text: str) -> str:
    """Text in one line, without what a comment may not hold."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
