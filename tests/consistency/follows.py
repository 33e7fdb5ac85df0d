"""Whether a value alone follows from a table: a difference, a sum, a count of rows, a share of them."""

import re
from collections import defaultdict

from tests.consistency.numbers import Said
from tests.consistency.printing import COMPARED, prints_number, prints_ratio
from tests.consistency.tables import Table, as_number

SHOWN = "shown"


def follows(said: Said, table: Table, text: str) -> bool:
    """Whether a value alone is a difference, sum, count of rows, or share that the table's cells give."""
    if said.unit == "%":
        return (
            part_of_whole(said, table, text)
            or _unknown(said, table)
            or _less_often(said, table)
            or _of_rows(said, table)
        )
    if said.unit in ("", "points", "£"):
        return (
            _counts_rows(said, table)
            or _difference(said, table)
            or _sums(said, table)
            or _heads(said, table, text)
            or _by_chance(said, text)
            or _for_every(said, table, text)
        )
    return False


def _heads(said: Said, table: Table, text: str) -> bool:
    """'7.33 for 3,300 births' under the heading 'Published, for 3,300 births'."""
    word = re.match(r" [a-z]+", text[said.start + len(said.text) :])
    return word is not None and any(f"{said.text}{word.group()}" in heading for heading in table.headings)


def _by_chance(said: Said, text: str) -> bool:
    """'Of 56 services that can be compared, chance alone puts about 3 outside 95%': a twentieth of them."""
    of = re.search(r"[Oo]f (\d+) services[^.]*chance alone puts about $", text[: said.start])
    return of is not None and said.value == round(0.05 * int(of.group(1)))


def _for_every(said: Said, table: Table, text: str) -> bool:
    """'370 people were seen, about 1 for every 14 babies': those of both groups of deciles over the people seen."""
    seen = re.search(r"([\d,]+) [a-z]+ were seen, about 1 for every $", text[: said.start])
    own = [row for row in range(len(table.rows)) if table.period_of(row) == table.year]
    babies = [at for at, label in enumerate(table.headings) if re.match(r"(?:Children|Births)\b", label)]
    if seen is None or len(own) != 1 or any(table.numbers[own[0]][at] is None for at in babies):
        return False
    return said.value == round(sum(table.numbers[own[0]][at] for at in babies) / float(seen.group(1).replace(",", "")))


def _counts_rows(said: Said, table: Table) -> bool:
    return said.value in _row_counts(table)


def _row_counts(table: Table) -> set[int]:
    """How many rows there are, with each word of a column, with a number in it, and how many different words."""
    counts: set[int] = {len(table.rows)}
    for column in range(len(table.headings)):
        cells = [row[column] for row in table.rows]
        words = [cell for cell in cells if as_number(cell) is None]
        counts |= {words.count(word) for word in set(words)} | {len(set(words)), len(cells) - len(words), len(words)}
        # Of the services alone, beside a row of all together; and of these, those that are shown.
        for word in set(words):
            others = [row for row in table.rows if row[column] != word]
            counts |= {len(others), sum(SHOWN in row for row in others)}
    return counts


def _difference(said: Said, table: Table) -> bool:
    """Between two rows of one column, or two columns of one row."""
    if not COMPARED.search(said.clause) and "_" not in said.text and "of which" not in said.clause:
        return False
    numbers = table.numbers
    for column in range(len(table.headings)):
        held = [row[column] for row in numbers if row[column] is not None]
        if any(prints_number(said.value, said, one - other) for one in held for other in held):
            return True
    return any(
        prints_number(said.value, said, one - other)
        for row in numbers
        for one in row
        for other in row
        if one is not None and other is not None
    )


def _sums(said: Said, table: Table) -> bool:
    for column in range(len(table.headings)):
        held = [row[column] for row in table.numbers if row[column] is not None]
        if len(held) > 1 and prints_number(said.value, said, sum(held)):
            return True
        for other in range(len(table.headings)):
            groups: dict[str, float] = defaultdict(float)
            for row, record in enumerate(table.rows):
                if table.numbers[row][column] is not None and as_number(record[other]) is None:
                    groups[record[other]] += table.numbers[row][column]
            if any(prints_number(said.value, said, total) for total in groups.values()):
                return True
    return False


def part_of_whole(said: Said, table: Table, text: str) -> bool:
    """A share of a column's sum by the words of another, with what hidden cells leave open."""
    whole = re.search(r"\bof ([\d,]+) ", text)
    if whole is None or said.unit != "%":
        return False
    total = float(whole.group(1).replace(",", ""))
    after = text[text.find(said.text) + len(said.text) :]
    for column, label in enumerate(table.headings):
        if "people" not in label.lower():
            continue
        for other in range(len(table.headings)):
            for word in {record[other] for record in table.rows}:
                if (
                    not word
                    or as_number(word) is not None
                    or not re.match(rf"\s*ended in (?:a |the )?{re.escape(word)}\b", after)
                ):
                    continue
                mine = [table.numbers[row][column] for row, record in enumerate(table.rows) if record[other] == word]
                rest = [table.numbers[row][column] for row, record in enumerate(table.rows) if record[other] != word]
                least = sum(one for one in mine if one is not None) / total
                most = 1 - sum(one for one in rest if one is not None) / total
                most = most if any(one is None for one in mine) else least
                slack = 4 * len(table.rows) / total + 0.006
                low, high = (said.value, said.value) if said.low is None else (said.low, said.high)
                if most - least > 0.02 and said.low is None:
                    return False  # a single number where hidden cells leave a range
                return abs(low / 100 - least) <= slack and high / 100 >= most - slack
    return False


def _less_often(said: Said, table: Table) -> bool:
    """'16% less often' is a ratio of 0.84."""
    return any(prints_ratio(said, triple.value) for triple in table.triples if triple.value is not None)


def _of_rows(said: Said, table: Table) -> bool:
    """'3 of 8 services (38%)': a share of the table's rows."""
    of = re.search(rf"(\d+) of (\d+) [^()]*\({re.escape(said.text)}\)", said.clause)
    if of is None or not any(int(of.group(2)) == count for count in _row_counts(table)):
        return False
    return abs(100 * int(of.group(1)) / int(of.group(2)) - said.value) <= 0.5


def _unknown(said: Said, table: Table) -> bool:
    """'Unknown for 6.7% of people seen': the rows of those not stated, not known and not recorded over all rows."""
    if "nknown" not in said.clause:
        return False
    for column, label in enumerate(table.headings):
        if "people" not in label.lower():
            continue
        held = [(record[0].lower(), table.numbers[row][column]) for row, record in enumerate(table.rows)]
        every = sum(number for _, number in held if number is not None)
        lacking = sum(
            number for name, number in held if number is not None and re.search(r"not (?:stated|known|rec)", name)
        )
        if every and abs(100 * lacking / every - said.value) < 1:
            return True
    return False
