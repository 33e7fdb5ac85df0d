"""The data dictionary of an Answer: every column of its file and every term, as a second file beside the CSV."""

import csv
import io

from pimh_data.answer import Answer, Column
from pimh_data.charts.definitions import definitions
from pimh_data.charts.export import CHOSEN, columns_written, heading, safe, whose

KINDS = {
    "text": "Words.",
    "state": "Whether the row is shown, hidden, zero or without data.",
    "count": "A protected count, whole; empty where hidden.",
    "published": "A published figure.",
    "rate": "A rate, from protected counts.",
    "ratio": "A ratio, from protected counts.",
    "share": "A share, from protected counts: 0.25 is 25%.",
    "number": "A number.",
}
WHOSE = {
    "Place": "The Place, system or all Places that was chosen.",
    "Service": "The service, bundle or all services that was chosen.",
    "Year": "The financial year that was chosen; the numbers are of Period.",
    "Period": "The period that the numbers are of.",
    "Deprivation group": "Whose numbers these are; where the chosen group is not counted, what is, and why.",
    "Site": "Who published the release.",
    "Release": "The release that the numbers are from.",
    "Profile": "How counts are protected.",
    "Data": "Whether the data are synthetic; else the day of the extracts.",
    "What it is": "The definition of what is counted.",
    "Counted as": "Measure, pairing rule, courses and reliable change.",
}


def to_dictionary(answer: Answer) -> bytes:
    """UTF-8 with a byte order mark, one rectangle: 'About' ('column' or 'term'), 'Name', 'Meaning'.

    Columns stand first, in the order of the file and under the same headings; then the finding, notes and every term.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("About", "Name", "Meaning"))
    for about, lines in (("column", columns_defined(answer)), ("term", said_of(answer))):
        writer.writerows((about, safe(name), safe(meaning)) for name, meaning in lines)
    return out.getvalue().encode("utf-8-sig")


def columns_defined(answer: Answer) -> list[tuple[str, str]]:
    """Heading and meaning of every column of the file, in its order."""
    own = [(heading(column), _held(column)) for column in columns_written(answer)]
    return [*own, *((label, WHOSE[_plain(label)]) for label in whose(answer))]


def _plain(label: str) -> str:
    """'Place' for 'Chosen place'."""
    return label if label in WHOSE else label.removeprefix(CHOSEN).capitalize()


def said_of(answer: Answer) -> list[tuple[str, str]]:
    """The finding, the notes, and every term with its meaning here."""
    notes = [("Note", note) for note in (*answer.keeps, *answer.notes)]
    return [("Finding", answer.finding.text), *notes, *definitions(answer)]


def _held(column: Column) -> str:
    parts = (KINDS[column.kind], f"In {column.unit}." if column.unit else "")
    missing = f"Empty where {column.missing}." if column.missing else ""
    return " ".join(filter(None, (*parts, missing)))
