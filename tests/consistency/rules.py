"""What must agree wherever it is read: sentence and table, table and file, chart and finding, page and page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.consistency.elsewhere import held_elsewhere
from tests.consistency.numbers import Said, read
from tests.consistency.screens import Screen, Sentence
from tests.consistency.tables import Table, Triple, as_number

OFFERED = re.compile(r"It is shown for")
SHOWN = "shown"
NEAR_THE_FLOOR = 0.1  # of a range's width
BEFORE = re.compile(r"\(from |year before|a year before|since|before \(")
COMPARED = re.compile(
    r"\b(?:more|fewer|less|above|below|short|gap|higher|lower|larger|smaller|improvement|fell|rose|falls|rises|left)\b"
)


@dataclass(frozen=True)
class Complaint:
    """Two things that do not agree, or a sentence that its table does not carry. `rule`: which of the rules below."""

    rule: str
    where: str
    panel: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule} | {self.where} | {self.panel} | {self.what}"


def complaints(screens: Sequence[Screen]) -> list[Complaint]:
    """Every complaint about the screens of one selection, each once."""
    found: dict[Complaint, None] = {}
    for screen in screens:
        for error in screen.errors:
            found[Complaint("page fails", screen.where, "", error)] = None
        for rule in (table_and_file, chart_and_finding, carried, floors):
            found |= dict.fromkeys(rule(screen))
    found |= dict.fromkeys(one_number(screens))
    return list(found)


# The rules


def table_and_file(screen: Screen) -> Iterator[Complaint]:
    """Every figure of a table twin is that of the file, to the decimals printed; as many rows, no heading twice."""
    for panel, records in screen.files.items():
        table = Table(records)
        twice = {label for label in records[0] if list(records[0]).count(label) > 1}
        if twice:
            yield Complaint("a heading stands twice", screen.where, panel, ", ".join(sorted(twice)))
        shown = screen.tables.get(panel)
        if not shown or len(shown) - 1 != len(table.rows) or "printed" in shown[0]:
            continue
        for row, cells in enumerate(shown[1:]):
            held = [number for number in table.numbers[row] if number is not None]
            texts = " ".join(table.rows[row])
            for label, cell in zip(shown[0], cells, strict=False):
                for said in read(cell, table.words):
                    ends = [one for one in (said.value, said.low, said.high) if one is not None]
                    if cell in texts or all(any(prints(one, said, number) for number in held) for one in ends):
                        continue
                    yield Complaint("table and file differ", screen.where, panel, f"{label}: {cell}")


def _counts_its_least(one: Triple) -> bool:
    return one.low is not None and one.high is not None and one.value == one.low < one.high and one.high > 1


def chart_and_finding(screen: Screen) -> Iterator[Complaint]:
    """What a chart says to who cannot see it holds the finding's numbers, and no other."""
    alts = {one.panel: one.text for one in screen.sentences if one.kind == "alt"}
    for sentence in screen.sentences:
        if sentence.kind != "finding" or sentence.panel not in alts:
            continue
        finding, alt = ([one.text for one in read(text)] for text in (sentence.text, alts[sentence.panel]))
        if finding != alt and not _ends_alike(sentence.text, alts[sentence.panel]):
            yield Complaint(
                "chart and finding differ", screen.where, sentence.panel, f"{sentence.text} / {alts[sentence.panel]}"
            )


def carried(screen: Screen) -> Iterator[Complaint]:
    """Every quantity of a sentence stands in its panel's table: with its interval, in one row; or follows from it."""
    tables = {panel: Table(records) for panel, records in screen.files.items() if len(records) > 1}
    for sentence in screen.sentences:
        mine = _tables_of(sentence, screen, tables)
        names = set().union(*(table.words for table in mine)) if mine else set()
        panel = sentence.panel or _said_by(sentence, screen)
        # Of a larger view: where a number is hidden, the sentence says which view shows it, and what.
        for said in read(OFFERED.split(sentence.text)[0], names) if mine else ():
            if any(is_carried(said, table, sentence.text) for table in mine) or beside(said, tables.values()):
                continue
            others = held_elsewhere(
                [panel] if panel else [*tables, "reach-people-seen"], said, sentence.text, screen.asked
            )
            if not any(is_carried(said, table, sentence.text) for table in others):
                what = f"“{said.text}” in “{sentence.text}”"
                yield Complaint("not in the table", screen.where, panel, what)


def floors(screen: Screen) -> Iterator[Complaint]:
    """A row that has a range has no other share that is its floor: a reader would take it for the number itself."""
    for panel, records in screen.files.items():
        table = Table(records)
        # A released 5 is the least that it can be, since fewer are hidden: a share of it lies by its least for that.
        at_least = {one.row for one in table.triples if one.value is not None and _counts_its_least(one)}
        for triple in table.triples:
            if (
                triple.row in at_least
                or triple.value is not None
                or triple.low is None
                or triple.high is None
                or triple.low == triple.high
            ):
                continue
            if not 0 < triple.low < triple.high <= 1 or "interval" in table.headings[triple.column]:
                continue
            # Of large counts a range is narrow: what lies in its middle is no floor.
            near = min(0.0005, NEAR_THE_FLOOR * (triple.high - triple.low))
            for column, number in enumerate(table.numbers[triple.row]):
                label = table.headings[column]
                if (
                    number is None
                    or "(people)" in label
                    or column in (triple.column, triple.column + 1)
                    or number in (0, 1)
                ):
                    continue
                if abs(number - triple.low) < near and not re.search(r"least|lower|Lower|unchanged", label):
                    what = f"{label}: {number} is the floor of {triple.low} to {triple.high}"
                    yield Complaint("a floor stands as the number", screen.where, panel, what)


def one_number(screens: Sequence[Screen]) -> Iterator[Complaint]:
    """What is said of one thing, of one group in one period, is one number with one interval on every page."""
    held: dict[tuple[str, ...], list[tuple[Said, str]]] = defaultdict(list)
    for screen in screens:
        for sentence in screen.sentences:
            for said in read(sentence.text):
                for key in thing(said, sentence):
                    held[key].append((said, f"{screen.where}: “{sentence.text}”"))
    for key, said in held.items():
        first, where = said[0]
        for other, elsewhere in said[1:]:
            if not _agree(first, other):
                yield Complaint(
                    "two numbers for one thing",
                    ", ".join(key),
                    "",
                    f"{first.text} / {other.text}: {where} / {elsewhere}",
                )
                break


# Which thing a quantity is of

OPENINGS, VERDICTS = ("answer", "metric", "graded"), ("equity-decile", "equity-core20")
MEASURE = re.compile(r"\b(EPDS|PHQ-9|GAD-7|CORE-10|GBO(?: goal \d)?|KPCS|SWEMWBS|HADS-[AD]|MORS-SF \w+)\b")
OF_A_GROUP = re.compile(
    r"deciles? [\d_]|[Cc]ore20|most deprived fifth|ethnic|White|Asian|Black|of people from|the rest"
)


def thing(said: Said, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    """The thing and period that a quantity is of, by the words round it; nothing where the words are of none.

    Groups are left out but for the one that openings are of: what is said of everyone, and of the most deprived fifth.
    """
    text, clause = sentence.text, said.clause
    after, at = text[said.start + len(said.text) :], _period(said, text)
    opening, everyone = sentence.kind in OPENINGS or sentence.panel in VERDICTS, not OF_A_GROUP.search(clause)
    measure = MEASURE.search(text)
    # '58% of the 325 with two scores improved reliably', '190 (34%) are known to have improved reliably'
    # 'of the 325 with two scores', not 'of fathers and co-parents'
    everyone = everyone and not re.match(r"[\d.]+% of (?!the [\d,]+ with|all |those with)", text[said.start :])
    of_everyone = measure and everyone and said.unit == "%" and said.value is not None
    named = re.match(r"[^;,.]{0,60}\bimproved reliably", said.text.partition("%")[2] + after)
    if of_everyone and named and "recovered" not in clause and "NHS Talking" not in clause:
        yield ("improved reliably", measure.group(1), at)
    if opening and "as often" in clause + said.text and said.unit == "times" and "eciles 1-2" in text:
        yield ("how often the most deprived fifth are seen", at)
    before = text[max(text.rfind(". ", 0, said.start), 0) : said.start]
    if opening and re.match(r"[\d.]+% (?:less|more) often", text[said.start :]) and "ost deprived fifth" in before:
        yield ("how much less often the most deprived fifth are seen", at)
    if opening and not said.unit and re.match(r" people were seen\b(?! within)", after) and everyone:
        yield ("people seen", at)
    if everyone and said.unit == "%" and "seen within six weeks" in clause:
        yield ("seen within six weeks", at)


def _period(said: Said, text: str) -> str:
    begin = max(text.rfind(";", 0, said.start), text.rfind(". ", 0, said.start)) + 1
    return "before" if BEFORE.search(text[begin : said.start]) else "now"


def _agree(one: Said, other: Said) -> bool:
    if one.value is None or other.value is None:
        return True
    decimals = min(one.decimals, other.decimals)
    if abs(one.value - other.value) > 0.5 * 10**-decimals * (one.decimals != other.decimals) + 1e-9:
        return False
    ends = [end for end in (one.low, other.low) if end is not None]
    if len(ends) < 2:
        return True
    return abs(one.low - other.low) <= _slack(one.low_decimals, other.low_decimals) and (
        abs(one.high - other.high) <= _slack(one.high_decimals, other.high_decimals)
    )


def _slack(one: int, other: int) -> float:
    """How far two prints of one number may lie apart: half of the last decimal of the shorter."""
    return (0.5 * 10 ** -min(one, other) if one != other else 0) + 1e-9


# What a table carries


def is_carried(said: Said, table: Table, text: str) -> bool:
    """Whether a row holds the quantity, with its interval if it has one; or it follows from cells of the table."""
    if said.value is not None and said.low is not None:
        return any(
            _prints_triple(said, triple) and _right_period(said, triple, table, text) for triple in table.triples
        )
    if said.value is None:
        ends = any(_prints_ends(said, triple) for triple in table.triples)
        return ends or _part_of_whole(said, table, text) or _least_and_most(said, table)
    counts = {at for at, label in enumerate(table.headings) if "(people)" in label}
    found = [
        triple
        for triple in table.triples
        if triple.low is None and _prints(said.value, said, triple.value)
        if said.unit != "%" or triple.column not in counts
    ]
    if any(_right_period(said, triple, table, text) for triple in found):
        return True
    return follows(said, table, text)


def beside(said: Said, tables: Iterable[Table]) -> bool:
    """Whether a count, or a value with its interval, stands in another table of the same screen. No share alone."""
    if said.unit not in ("", "£") and said.low is None:
        return False
    return any(
        (said.low is None and triple.low is None and said.value is not None and triple.value == said.value)
        or (said.low is not None and said.value is not None and _prints_triple(said, triple))
        for table in tables
        for triple in table.triples
    )


def follows(said: Said, table: Table, text: str) -> bool:
    """Whether a value alone is a difference, sum, count of rows, or share that the table's cells give."""
    if said.unit == "%":
        return (
            _part_of_whole(said, table, text)
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


def prints(printed: float, said: Said, number: float, decimals: int | None = None) -> bool:
    """Whether a number, rounded as it is printed, is what is printed: as it stands, or a share as per cent."""
    places = said.decimals if decimals is None else decimals
    scales = (1.0, 100.0) if said.unit in ("%", "points") else (1.0,)
    return any(abs(number * scale - printed) <= 0.5 * 10**-places + 1e-6 for scale in scales)


def _prints(printed: float | None, said: Said, number: float | None) -> bool:
    if printed is None or number is None:
        return printed is number
    return prints(printed, said, number) or prints(printed, said, -number)


def _prints_triple(said: Said, triple: Triple) -> bool:
    if triple.low is None or triple.high is None or triple.value is None:
        return False
    if _prints_all(said, (triple.value, triple.low, triple.high)):
        return True
    # '5.1 points of improvement (+4.5 to +5.7)' is -5.1 (-5.7 to -4.5) of a score that is better lower: turned whole.
    turned = (-triple.value, -triple.high, -triple.low)
    if COMPARED.search(said.clause) and _prints_all(said, turned):
        return True
    if said.unit != "%" or not re.search(r"(?:less|more) often", said.clause):
        return False
    # '16% less often (5% to 26% less)' and '(26% less to 5% less)' are 0.84 (0.74 to 0.95).
    less, low, high = 1 - triple.value, 1 - triple.low, 1 - triple.high
    return any(
        _prints_all(said, one) for one in ((less, high, low), (less, low, high), (less, triple.low, triple.high))
    )


def _prints_all(said: Said, numbers: tuple[float, float, float]) -> bool:
    """Value and both ends. Words such as '5% less to 10% more' print ends without their signs."""
    signs = (1.0, -1.0) if said.unit == "%" and "often" in said.clause else (1.0,)
    ends = ((said.value, said.decimals), (said.low, said.low_decimals), (said.high, said.high_decimals))
    return all(
        printed is None or any(prints(printed, said, sign * number, places) for sign in signs)
        for (printed, places), number in zip(ends, numbers, strict=True)
    )


def _prints_ends(said: Said, triple: Triple) -> bool:
    if triple.low is None or triple.high is None:
        return False
    return prints(said.low, said, triple.low, said.low_decimals) and prints(
        said.high, said, triple.high, said.high_decimals
    )


def _right_period(said: Said, triple: Triple, table: Table, text: str) -> bool:
    """A table of years: the row is of the year chosen, or of one before where the words say so."""
    period, chosen = table.period_of(triple.row), table.year
    if not period or not chosen or period == chosen:
        return True
    return bool(BEFORE.search(text)) or period in text or bool(re.search(r"\d{4}/\d{2}", text))


def _least_and_most(said: Said, table: Table) -> bool:
    """'205 to 290 people a month': the least and the most of one column."""
    for column in range(len(table.headings)):
        held = [row[column] for row in table.numbers if row[column] is not None]
        if held and prints(said.low, said, min(held)) and prints(said.high, said, max(held)):
            return True
    return False


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
        if any(_prints(said.value, said, one - other) for one in held for other in held):
            return True
    return any(
        _prints(said.value, said, one - other)
        for row in numbers
        for one in row
        for other in row
        if one is not None and other is not None
    )


def _sums(said: Said, table: Table) -> bool:
    for column in range(len(table.headings)):
        held = [row[column] for row in table.numbers if row[column] is not None]
        if len(held) > 1 and _prints(said.value, said, sum(held)):
            return True
        for other in range(len(table.headings)):
            groups: dict[str, float] = defaultdict(float)
            for row, record in enumerate(table.rows):
                if table.numbers[row][column] is not None and as_number(record[other]) is None:
                    groups[record[other]] += table.numbers[row][column]
            if any(_prints(said.value, said, total) for total in groups.values()):
                return True
    return False


def _part_of_whole(said: Said, table: Table, text: str) -> bool:
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
    if not re.search(r"(?:less|more) often", said.clause):
        return False
    return any(_prints(said.value, said, 1 - triple.value) for triple in table.triples if triple.value is not None)


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


# Where a sentence belongs


def _tables_of(sentence: Sentence, screen: Screen, tables: dict[str, Table]) -> list[Table]:
    if sentence.panel:
        return [tables[sentence.panel]] if sentence.panel in tables else []
    own = _said_by(sentence, screen)
    return [tables[own]] if own in tables else list(tables.values())


def _said_by(sentence: Sentence, screen: Screen) -> str:
    """The panel whose chart says the same: an opening is the finding of the panel below."""
    ending = sentence.text[-50:].lower()
    return next((one.panel for one in screen.sentences if one.kind == "alt" and one.text.lower().endswith(ending)), "")


def _ends_alike(one: str, other: str) -> bool:
    return one[-80:].lower() == other[-80:].lower()
