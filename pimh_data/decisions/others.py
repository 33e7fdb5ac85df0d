"""Of which other Places an Answer tells: what a decision keeps, so that its sentence is told on to nobody else."""

import re
from collections.abc import Iterable

from pimh_data.answer import NOT_NAMED, Answer


def told_of(answer: Answer, places: Iterable[str]) -> frozenset[str]:
    """Those of these Places whose names stand in its table or sentence, but for its own; NOT_NAMED where a Place
    stands there without its name.
    """
    texts = answer.table.select_dtypes(exclude="number")
    said = "\n".join([answer.finding.text, *(str(value) for name in texts for value in texts[name].unique())])
    found = {place for place in places if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", said)}
    unnamed = {NOT_NAMED} if NOT_NAMED in said else set()
    return frozenset(found - {answer.selection.place} | unnamed)
