"""What stands behind an Answer on indicators: official figures, their files, and what was done to them. Words only."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pimh_data.answer import Evidence
from pimh_data.questions.evidence import NOTHING_HIDDEN, ROUNDED_APART, evidence
from pimh_data.questions.indicators.series import Point, Series
from pimh_data.questions.words import listed
from pimh_data.registry.value_states import ADDED_UP, RANGE, SUPPRESSED
from pimh_data.release import Release

OFFICIAL_TOO = (
    "Official statistics as published, and synthetic figures of the demonstration, whose names say so; nothing in this "
    "answer is counted from the extracts"
)
OFFICIAL = "Official statistics as published; nothing in this answer is counted from the extracts"
NOT_PROTECTED = "Not applied: published figures are shown as their source prints them"
COMPARING = "compared with England by whether the 95% interval leaves out England's value (touching it is similar)"
COMPARING_SOURCE = "OHID, Fingertips guidance, comparing areas to a benchmark"
PUBLISHED, INVENTED, BOTH = "as published", "made up for the demonstration", "as published or made up"
NAMED_AT_MOST = 6


def indicator_evidence(
    release: Release,
    series: Sequence[Series],
    points: Iterable[Point | None],
    *,
    definition: str,
    method: str,
    period: str,
    citation: str = "",
    caveats: Iterable[str] = (),
    with_people: bool = False,
) -> Evidence:
    """Evidence from published figures. `points`: those shown, for what is withheld and how Places came by theirs.

    `with_people`: the answer uses counts of people too, so that the release's protection applies.
    """
    shown = [point for point in points if point is not None]
    entries = [one.entry for one in series if one.entry]
    made_up = [one for one in series if one.synthetic]
    given = BOTH if made_up else PUBLISHED
    given = INVENTED if made_up and len(made_up) == len(series) else given
    files = list(dict.fromkeys(source for one in series for source in one.sources))
    found = evidence(
        release,
        definition=definition,
        numerator=f"Count of the indicator, {given}" if len(series) == 1 else f"Counts of each, {given}",
        denominator=f"Denominator of the indicator, {given}" if len(series) == 1 else f"Denominators of each, {given}",
        method=method,
        period=period,
        source=listed(files[:NAMED_AT_MOST])
        + (f" and {len(files) - NAMED_AT_MOST} more" * (len(files) > NAMED_AT_MOST))
        if files
        else "No file of indicators was brought",
        citation="; ".join(dict.fromkeys((*(entry.citation for entry in entries[:NAMED_AT_MOST]), citation)))
        if entries
        else citation or "Fingertips public health profiles",
        hidden=_withheld(shown),
        caveats=(*caveats, *_made(shown), *_unknown(series)),
        matters=(),
    )
    if with_people:
        return found
    return replace(
        found,
        profile=NOT_PROTECTED,
        data=found.data if given == INVENTED else OFFICIAL_TOO if made_up else OFFICIAL,
        caveats=tuple(words for words in found.caveats if words != ROUNDED_APART),
    )


def remarks(series: Sequence[Series]) -> tuple[str, ...]:
    """What must be known beside the chart: that figures named synthetic were made up, where any are."""
    return ("Figures named synthetic are made up for the demonstration.",) if any(s.synthetic for s in series) else ()


def definition_of(series: Series) -> str:
    """What an indicator is, and why it matters here."""
    why = series.entry.why if series.entry else "It is not in this project's registry of indicators."
    return f"{series.key}{f', {series.unit}' if series.unit else ''}. {why}"


def _withheld(points: Sequence[Point]) -> str:
    suppressed = sum(point.value_state == SUPPRESSED for point in points)
    if not suppressed:
        return NOTHING_HIDDEN
    figures = "1 figure was" if suppressed == 1 else f"{suppressed} figures were"
    return f"{figures} published as suppressed, to protect small counts."


def _made(points: Sequence[Point]) -> tuple[str, ...]:
    said = []
    if any(point.basis == ADDED_UP for point in points):
        said.append(
            "Where a Place is made of several areas, their counts and denominators are added up and the interval is "
            "recomputed by the indicator's own method."
        )
    if any(point.basis == RANGE for point in points):
        said.append(
            "Where areas cannot be added up, the Place has no figure: the range is of its areas, not an interval."
        )
    return tuple(said)


def _unknown(series: Sequence[Series]) -> tuple[str, ...]:
    said = []
    unknown = [one.name for one in series if not one.direction_known]
    if unknown:
        said.append(
            f"Whether higher is better is not known for {listed(unknown[:NAMED_AT_MOST])}: no judgement is made."
        )
    fields = {field for one in series if one.entry for field in one.entry.unverified}
    if fields:
        said.append(f"Not checked at the source for every indicator here: {listed(sorted(fields))}.")
    return tuple(said)
