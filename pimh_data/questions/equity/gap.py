"""How many more people of Core20 would have to be seen for them to be seen as often as others."""

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.kit import STATE, Estimated, Telling
from pimh_data.questions.kit.deprivation import (
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
    whatever_is_chosen,
)
from pimh_data.questions.kit.verdicts.core20 import ENDINGS, Core20Verdict
from pimh_data.questions.kit.verdicts.core20_finding import core20_said
from pimh_data.questions.kit.verdicts.rates import CITATION, METHOD, RatesCompared, RateSide
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, THE_REST
from pimh_data.release import Release

LABEL = f"more people a year from {words.CORE20}"
GAP = Estimated("gap", "More people a year from the most deprived fifth (Core20)", "number", "people")
# The verdict's own comparison first; the least deprived fifth is a further view.
COMPARED = {words.THE_REST: (THE_REST,), "deciles 9-10": DECILE_MEMBERS[8:]}


def gap_in_people(release: Release, selection: Selection) -> Answer:
    """People of the most deprived fifth missing for their rate to be that of the rest, and of deciles 9-10: a row each.

    Columns: compared (whom with), people and children of Core20 and of those compared with, gap in people a year with
    the interval of the rates' ratio (negative: Core20 are seen more often), state. The groups are these whatever is
    chosen; the gap that could be seen, where none is clear. Raises SelectionError for a year or Place that the release
    does not hold.
    """
    periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = seen_by_deprivation(release, view, selection.year)
    core20 = RateSide(words.CORE20, held.seen(CORE20), held.children(CORE20))
    rows: list[Row] = []
    for name, together in COMPARED.items():
        other = RateSide(name, held.seen(*together), held.children(*together))
        found = RatesCompared(core20, other)
        state = "no data" if not found.defined else "shown" if found.both.known else found.both.state
        ours = {"people": core20.seen.value, "children": core20.population}
        theirs = {"people_compared": other.seen.value, "children_compared": other.population}
        seen = {"could_be_seen": found.could_be_seen}
        rows.append({"compared": name, **ours, **theirs, **GAP.row(found.gap), **seen, "state": state})
    return deprivation_answer(
        "equity.gap",
        "The gap in people",
        release,
        selection,
        _columns(held.below.basis),
        rows,
        core20_said(Telling.of(release, selection, view, LABEL), held, _gap_in_words, figure=_figure),
        held=held,
        definition="How many more people of the most deprived fifth (Core20) would have to be seen in the year for as "
        f"many of them to be seen per 1,000 {held.below.basis} as of those compared with.",
        method="The difference of the two rates, times the children of the most deprived fifth, with its score "
        f"interval, which leaves out 0 where that of their ratio leaves out 1, so that both say the same. {METHOD}",
        citation=f"Miettinen and Nurminen 1985, Stat Med 4:213; {CITATION}",
        what="comparisons",
        notes=(*whatever_is_chosen(selection), Core20Verdict.of(held).rates.gap_seen),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("compared", "Compared with", "text"),
        Column("people", "People seen, the most deprived fifth (Core20)", "count", "people"),
        Column("children", f"{basis.capitalize()}, the most deprived fifth (Core20)", "published", basis),
        Column("people_compared", "People seen, those compared with", "count", "people"),
        Column("children_compared", f"{basis.capitalize()}, those compared with", "published", basis),
        *GAP.columns,
        Column("could_be_seen", "Gap that would probably be seen (80% power)", "number", "people", missing="clear"),
        STATE,
    )


def _gap_in_words(found: Core20Verdict) -> str:
    """'for the most deprived fifth (Core20) to be seen as often as the rest, about 110 more people a year ...'."""
    value, lower, upper = found.rates.gap
    bounds = f"95% interval {words.more_people(lower, upper)}"
    if found.grade == "higher":
        many = f"about {people(-value)} people a year more than at the rate of the rest"
        return f"{found.in_words()}: {many} (95% interval {words.more_people(-upper, -lower)})"
    more = f"about {people(value)} more people a year would have to be seen"
    needed = more if value >= 0.5 else "nobody more is needed"
    unclear = "" if found.grade == "worse" else ENDINGS[found.rates.verdict]
    return f"for {words.CORE20} to be seen as often as the rest, {needed} ({bounds}){unclear}"


def _figure(found: Core20Verdict) -> tuple[str, str]:
    value, lower, upper = found.rates.gap
    return people(value) if value >= 0.5 else "none", f"95% interval {words.more_people(lower, upper)}"
