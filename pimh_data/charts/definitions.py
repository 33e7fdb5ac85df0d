"""What stands behind an Answer, as terms and what they mean here: one list for the screen and for every file."""

from pimh_data.answer import Answer


def definitions(answer: Answer, reading: str = "") -> tuple[tuple[str, str], ...]:
    """Term and meaning, in the order in which they are read; a term without a meaning here is left out.

    `reading`: how to read the chart that stands beside it.
    """
    held = answer.evidence
    terms = (
        ("What it is", held.definition),
        ("Counted as", held.counted_as),
        ("Reading the chart", reading),
        ("Counted", held.numerator),
        ("Out of", held.denominator),
        ("Method", held.method),
        ("Period", held.period),
        ("Hidden", held.hidden),
        *(("Mind", caveat) for caveat in held.caveats),
        ("Source", held.source),
        ("Citation", held.citation),
        ("Site", held.site),
        ("Release", f"{held.release}. {held.profile}. {held.data}."),
    )
    return tuple((term, meaning) for term, meaning in terms if meaning)
