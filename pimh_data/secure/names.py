"""What stands in a column of names and is no name: line breaks, signs that cannot be seen, paths, formulas. Text alone.

Screens, sheets, slides and files are called after Places, services, hubs and bundles.
"""

from collections.abc import Iterator

from pimh_data.secure.conditions import fits

# Control characters, the two separators of lines, and what turns the direction of the letters that follow.
UNSEEN = r"[\p{Cc}\p{Zl}\p{Zp}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]"
PATH = r"(^|[/\\])\.\.?([/\\]|$)|^[/\\]|\\|^[A-Za-z]:/"
FORMULA = r"^\s*=|^\s*[+@-].*[(|!]"  # '@Home' and '+Dads' are names


def no_names(given: str) -> Iterator[tuple[str, str]]:
    """Each way for a text to be no name: the reason in words, after the column's name, and the condition in SQL.

    `given`: the text in SQL, a column or a value.
    """
    yield "holds a line break or another sign that cannot be seen: write it in one line", fits(given, UNSEEN)
    yield "is a path, such as ../, and no name", fits(given, PATH)
    yield "begins as a formula (=, +, -, @), which a spreadsheet would run: a name is expected", fits(given, FORMULA)
