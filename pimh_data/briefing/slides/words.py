"""The words on slides and in their notes that belong to an exhibit: caption, notes, and what no XML can hold."""

from collections.abc import Iterable

from pimh_data.briefing.pack import Exhibit, Pack
from pimh_data.briefing.sentences import in_sentences
from pimh_data.briefing.slides.plan import NativeChart
from pimh_data.formats import number


def plain(text: str) -> str:
    """The text in one line, without characters that XML cannot hold or that turn the reading order round."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def footer(pack: Pack) -> str:
    """Whose numbers a slide holds: Place, service, period, group; site, release, profile, data, approximation."""
    return plain(". ".join((pack.selection.words(), *pack.facts.sentences)) + ".")


def caption(exhibit: Exhibit, reading: str = "") -> list[str]:
    """What the numbers are of, how they are counted, how to read what is drawn, and what must be known beside it."""
    answer, held = exhibit.answer, exhibit.answer.evidence
    parts = [f"{answer.caption.removesuffix('.')}."]
    parts += [f"Counted as: {held.counted_as.removesuffix('.')}."] if held.counted_as else []
    said = (*parts, *([reading] if reading else []), *answer.keeps, *answer.notes)
    return [sentence for one in said for sentence in in_sentences(plain(one))]


def reading(exhibit: Exhibit, chart: NativeChart) -> str:
    """How to read a chart that PowerPoint draws, with the values that the screen's chart has as dashed lines."""
    said = [chart.reading] if chart.reading else []
    if chart.kind == "columns":
        said += [f"{line.label}: {number(line.value)}." for line in exhibit.answer.references]
    return " ".join(said)


def notes(pack: Pack, exhibits: Iterable[Exhibit]) -> str:
    """What a presenter is asked: the finding whole, every term with its meaning, source and release, caveats."""
    parts = []
    for exhibit in exhibits:
        answer = exhibit.answer
        said = [answer.finding.text, *answer.keeps, *answer.notes]
        said += [f"{term}: {meaning}" for term, meaning in exhibit.definitions]
        parts.append("\n".join((plain(answer.caption), *map(plain, said))))
    return "\n\n".join((*parts, footer(pack)))
