"""Packs an Answer with its chart and its table in words, for slides and papers. Works out no numbers, writes no file.

Questions, charts and briefing do not know each other: for what leaves the room, they are joined here, as panels join
them on a page.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from pimh_data.answer import Answer, Selection
from pimh_data.briefing.pack import APPROXIMATE, Exhibit, Pack, ReleaseFacts, WrittenTable
from pimh_data.charts import measures_table, missed_table, picture
from pimh_data.charts.definitions import definitions
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.list import CHARTS, NEEDS_MORE
from pimh_data.charts.printed_table import PrintedTable
from pimh_data.charts.table import twin
from pimh_data.errors import SelectionError
from pimh_data.kept import Latest
from pimh_data.questions import address
from pimh_data.questions.address import Address
from pimh_data.questions.evidence import PROFILE, data_in_words, release_in_words
from pimh_data.release import Manifest, Release

ROOM, ROOM_BYTES = "room for what files are made of", 10_000_000  # some 150 Answers: those of one selection
# Questions whose table is drawn as it is printed, in sections.
PRINTED = {"equity.missed": missed_table.printed, "outcomes.service_measures": measures_table.printed}
Choices = Mapping[str, Mapping[str, str]]  # question -> what is chosen for it beside the selection


def packed(release: Release, selection: Selection, keys: Iterable[str], choices: Choices | None = None) -> Pack:
    """The Answers to these questions about a selection, in their order; what cannot be asked is named with its reason.

    Raises SelectionError for a key that no question has.
    """
    held, lacks = answers(release, selection, keys, choices)
    return Pack(selection, release_facts(release.manifest), {answer.key: exhibit(answer) for answer in held}, lacks)


def answers(
    release: Release, selection: Selection, keys: Iterable[str], choices: Choices | None = None
) -> tuple[list[Answer], dict[str, str]]:
    """The same Answers alone; and by question, why those cannot be asked that are left out."""
    held: list[Answer] = []
    lacks: dict[str, str] = {}
    for key in keys:
        asked = Address.of(key, selection, (choices or {}).get(key, {}))
        try:
            held.append(asked_once(release, asked))
        except SelectionError as error:
            lacks[key] = str(error)
    return held, lacks


def asked_once(release: Release, asked: Address) -> Answer:
    """The Answer at an address, kept for a while: the files of one selection ask much the same.

    Raises SelectionError for a question, name or value that is not known.
    """
    room = release.once(ROOM, lambda: Latest(ROOM_BYTES))
    # With every choice named: papers name some that slides leave as usual.
    whole = address.complete(asked, release)
    return room.once(whole, lambda: address.answer(release, whole, partial(asked_once, release)))


def release_facts(manifest: Manifest) -> ReleaseFacts:
    """What a release says of itself, in the words in which its Answers say it."""
    return ReleaseFacts(
        manifest.site,
        release_in_words(manifest),
        PROFILE[manifest.profile],
        data_in_words(manifest),
        manifest.synthetic,
        APPROXIMATE.get(manifest.profile, ""),
    )


def exhibit(answer: Answer) -> Exhibit:
    """The Answer with its chart, if it has one that takes nothing else, its table in words, and its definitions."""
    chart = address.question(answer.key).chart
    drawing = CHARTS[chart](answer) if chart and chart not in NEEDS_MORE and len(answer.table) else None
    if drawing is None:
        return Exhibit(answer, _table(answer), definitions(answer))
    draw = partial(_png, drawing)
    return Exhibit(answer, _table(answer), definitions(answer, drawing.reading), drawing.reading, drawing.alt, draw)


def _png(drawing: Drawing, width: int, height: int) -> bytes:
    return picture.plain(drawing, width, height)


def _table(answer: Answer) -> WrittenTable:
    if answer.key in PRINTED:
        return _written(PRINTED[answer.key](answer))
    held = twin(answer)
    return WrittenTable(held.labels, held.numeric, (("", held.rows),))


def _written(table: PrintedTable) -> WrittenTable:
    sections = tuple(
        (title, tuple(tuple(cell.in_one for cell in line.cells) for line in lines)) for title, lines in table.sections
    )
    columns = table.columns
    return WrittenTable(tuple(one.heading for one in columns), tuple(one.figures for one in columns), sections)
