"""The lines of a source of scores: measures that have columns of their own, and items."""

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.guessing.score_sets import MOST, Set, sets, used
from pimh_data.secure.draft.looking.profile import NUMBER
from pimh_data.secure.draft.toml_lines import CHECK, line, quoted, waiting
from pimh_data.secure.draft.vocabulary.measures import item_of


def wide_lines(source: Drafted) -> list[str]:
    """A table for each measure that has columns of its own."""
    lines = []
    long_form = any(known.column == "assessed" for known in source.recognised.columns)
    for one in sets(source):
        lines.append("[[sources.scores.wide]]")
        if one.score:
            lines.append(line(f"score = {quoted(one.score.heading)}", _fits(one)))
        if one.items:
            lines.append(f"items = [{', '.join(quoted(item.heading) for item in one.items)}]")
        lines.append(f"measure = {quoted(one.measure)}")
        lines += [f"scale = {quoted(one.scale)}"] if one.scale else []
        if one.date:
            lines.append(line(f"assessed = {quoted(one.date.heading)}", "its date"))
        elif one.occasion:
            lines.append(line(f"occasion = {quoted(one.occasion)}", "no column holds its date"))
        elif not long_form:
            lines.append(waiting('occasion = "first"', "no date is known: first or last, or name the date's heading"))
    return lines


def item_lines(source: Drafted) -> list[str]:
    """The headings of items of a long table, as columns."""
    if source.extract != "scores":
        return []
    taken = used(source) | {known.profile.number for known in source.recognised.columns}
    return [
        line(f"{quoted(profile.heading)} = {quoted(f'item_{item}')}", "an item, by its number")
        for profile in source.profiles
        if profile.number not in taken and (item := item_of(profile.heading))
    ]


def _fits(one: Set) -> str:
    measure = MEASURES[one.measure]
    inside = one.score.share(lambda text: _within(text, measure.low, measure.high)) if one.score else 1.0
    return (
        f"{CHECK}: many lie outside {measure.low:g} to {measure.high:g}" if one.score.filled and inside < MOST else ""
    )


def _within(text: str, low: float, high: float) -> bool:
    return bool(NUMBER.fullmatch(text)) and low <= float(text) <= high
