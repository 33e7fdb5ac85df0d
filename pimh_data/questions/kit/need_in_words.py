"""Estimates of a need model in words, and what its evidence says. No numbers are made here."""

import math
from collections.abc import Iterable, Sequence

from pimh_data.answer import Answer, ReferenceLine
from pimh_data.formats import people, people_range, whole
from pimh_data.questions.kit.answering import Draft, answer
from pimh_data.questions.kit.residents import PlaceResidents, movement
from pimh_data.registry.need import Estimate, NeedCount, NeedModel

STOCK = {"stock": "children there are at one time", "yearly flow": "of the births of one year"}
NO_FIGURE = "no figure but a range"
NOT_A_SUBSET = (
    "People seen are parents and other people whom services saw; the need counts {unit}. One is not a part of the "
    "other, so they are set side by side and not divided."
)


def in_whole_people(found: Estimate) -> Estimate:
    """In whole people, the nearest, as the documents print it: the ends are published figures, not true counts."""
    return Estimate(whole(found.value), whole(found.lower), whole(found.upper))


def point(found: Estimate) -> float:
    """The figure to stand beside its range; NaN where it is an end of it, which a reader would take for the number."""
    inside = found.lower < found.value < found.upper or found.lower == found.upper
    return found.value if inside else math.nan


def need_in_words(count: NeedCount, found: Estimate) -> str:
    """'up to 883 women', '442 to 465 families', '1,184 women (one figure is published)', or 'not known'."""
    held = in_whole_people(found)
    alone = not count.up_to and not math.isnan(held.upper) and held.lower == held.upper
    return brief(count, found) + (" (one figure is published)" if alone else "")


def brief(count: NeedCount, found: Estimate) -> str:
    """The same without a word on how many figures are published."""
    if math.isnan(found.upper):
        return f"{count.unit}: not known"
    held = in_whole_people(found)
    if count.up_to:
        return f"up to {people(held.upper)} {count.unit}"
    return f"{people(held.value) if held.lower == held.upper else people_range(held.lower, held.upper)} {count.unit}"


def need_answer(
    *draft: *Draft,
    held: PlaceResidents,
    used: Iterable[NeedModel],
    definition: str,
    numerator: str,
    method: str,
    period: str,
    source: str = "",
    hidden: Sequence[str] = (),
    what: str = "counts",
    caveats: Iterable[str] = (),
    references: Iterable[ReferenceLine] = (),
    notes: Iterable[str] = (),
) -> Answer:
    """An Answer on need: its evidence has the models' citations and limits, and the residents they were applied to.

    `draft`: as `kit.answer` takes it.
    """
    release, selection = draft[2:4]
    used = tuple(used)
    moved = movement(release, selection.place, held)
    return answer(
        *draft,
        definition=definition,
        numerator=numerator,
        denominator=held.words() or "no residents are published for this Place",
        method=method,
        period=period,
        source="; ".join(filter(None, (source, held.sources()))),
        citation=used[0].citation if len(used) == 1 else "; ".join(f"{one.label}: {one.citation}" for one in used),
        hidden=hidden,
        what=what,
        caveats=(
            *caveats,
            *((f"Denominators move: {moved}.",) if moved else ()),
            *(f"{model.label}: {limit}" for model in used for limit in model.limits),
        ),
        references=references,
        notes=notes,
    )
