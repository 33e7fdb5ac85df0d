"""What must agree wherever it is read: sentence and table, table and file, chart and finding, page and page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.consistency.carried import beside, is_carried
from tests.consistency.elsewhere import held_elsewhere
from tests.consistency.numbers import Said, read
from tests.consistency.printing import prints
from tests.consistency.screens import Screen, Sentence
from tests.consistency.tables import Table, Triple
from tests.consistency.things import agree, thing

OFFERED = re.compile(r"It is shown for")
NEAR_THE_FLOOR = 0.1  # of a range's width


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
        for rule in (table_and_file, chart_and_finding, in_the_table, floors):
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


def in_the_table(screen: Screen) -> Iterator[Complaint]:
    """Every quantity of a sentence stands in its panel's table: with its interval, in one row; or follows from it."""
    tables = {panel: Table(records) for panel, records in screen.files.items() if len(records) > 1}
    for sentence in screen.sentences:
        mine = _tables_of(sentence, screen, tables)
        names = set().union(*(table.words for table in mine)) if mine else set()
        # An opening says what several panels hold, whichever of them it ends with.
        panels = [sentence.panel] if sentence.panel else [*tables, "reach-people-seen"]
        # Of a larger view: where a number is hidden, the sentence says which view shows it, and what.
        for said in read(OFFERED.split(sentence.text)[0], names) if mine else ():
            if any(is_carried(said, table, sentence.text) for table in mine) or beside(said, tables.values()):
                continue
            others = held_elsewhere(panels, said, sentence.text, screen.asked)
            if not any(is_carried(said, table, sentence.text) for table in others):
                what = f"“{said.text}” in “{sentence.text}”"
                yield Complaint("not in the table", screen.where, sentence.panel or _said_by(sentence, screen), what)


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
                if abs(number - triple.low) < near and not re.search(
                    r"least|lower|Lower|unchanged|second score", label
                ):
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
            if not agree(first, other):
                yield Complaint(
                    "two numbers for one thing",
                    ", ".join(key),
                    "",
                    f"{first.text} / {other.text}: {where} / {elsewhere}",
                )
                break


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
