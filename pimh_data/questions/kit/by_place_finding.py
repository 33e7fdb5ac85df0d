"""What a measure by Place says: where the chosen Place lies among the others, or how many lie outside the limits."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Grade, Keeps, Selection
from pimh_data.formats import interval, number, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.kit.by_place_table import ComparedPlace
from pimh_data.questions.kit.place_measure import PlaceMeasure
from pimh_data.questions.kit.telling import Said, Telling
from pimh_data.questions.kit.unnamed_places import Unnamed
from pimh_data.questions.kit.verdicts.unknown import could_reverse
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

ORDINAL = {1: "st", 2: "nd", 3: "rd"}
JUDGED: dict[tuple[str, str], Grade] = {
    ("above", "higher_is_better"): "better",
    ("above", "lower_is_better"): "worse",
    ("below", "higher_is_better"): "worse",
    ("below", "lower_is_better"): "better",
    ("above", "no_judgement"): "higher",
    ("below", "no_judgement"): "lower",
}

RATIO_ENDINGS: dict[Grade, str] = {
    "lower": "below 1, beyond chance",
    "worse": "below 1, beyond chance",
    "higher": "above 1, beyond chance",
    "no clear difference": "no clear difference",
    "too few": "too few to tell from chance",
}


def finding(
    release: Release,
    selection: Selection,
    chosen: PlaceMeasure,
    places: Sequence[ComparedPlace],
    average: float,
    unnamed: Unnamed,
) -> Said:
    """The chosen Place's value, rank where it is told from chance, and place in the funnel; what others without a name
    come to, where some are shown.

    For a system or all: how many Places lie outside the limits.
    """
    said = _of_named(release, selection, chosen, places, average, unnamed)
    if not unnamed.said:
        return said
    return replace(said, finding=replace(said.finding, text=f"{said.finding.text} {unnamed.said}"))


def _of_named(
    release: Release,
    selection: Selection,
    chosen: PlaceMeasure,
    places: Sequence[ComparedPlace],
    average: float,
    unnamed: Unnamed,
) -> Said:
    about = chosen.about(selection)
    tell = Telling.of(release, about, View.of(about), group=_followed(chosen, selection))
    shown = [place for place in places if place.state in ("shown", "zero") and place.value == place.value]
    own = next((place for place in places if place.focus == "yes"), None)
    if not shown:
        if any(place.state == "hidden" for place in places):
            return tell.hidden("every Place is hidden", rest="Choose all services or everyone.")
        return tell.no_data("there are no data by Place")
    if own is None:
        return _all_of(tell, chosen, shown, average)
    if own.state == "no data":
        return tell.says(f"there are no data for {own.member}. {_range(chosen, shown)}", "no data")
    if own not in shown:
        return tell.hidden(f"{own.member} is hidden", rest=_range(chosen, shown))
    value = _with_interval(chosen, own)
    alone = len(shown) == 1
    no_other = f"no other Place is {'named' if unnamed.values else 'shown'}"
    if alone and chosen.kind != "ratio":
        return tell.says(f"{value}." if unnamed.values else f"{value}; {no_other}.", "description")
    rank, one_of = (no_other,) * 2 if alone else _ranked(chosen, own, len(shown) + len(unnamed.values))
    if own.unjudged:
        return tell.says(f"{value}, {one_of}; {own.unjudged}.", "description")
    if chosen.kind == "ratio":
        grade: Grade = chosen.fewer if own.upper < 1 else "higher" if own.lower > 1 else "no clear difference"
        grade = grade if own.spoken else "too few"
        reversed_ = could_reverse(chosen.unknown) if own.reversible else ""
        among = one_of if grade in ("no clear difference", "too few") else rank
        return tell.says(f"{value}, {among}; {RATIO_ENDINGS[grade]}{reversed_}.", grade)
    if not own.spoken:
        return tell.says(f"{value}, {one_of}; too few to be set beside the limits.", "too few")
    side, _, level = own.lies.partition(" ")
    around = f"limits around the average ({_value(chosen, average)})"
    if level == "99.8% limit":
        return tell.says(f"{value}, {rank}. That is {side} the 99.8% {around}.", JUDGED[side, chosen.direction])
    chance = round(len(shown) * 0.05)
    many = f"about {chance}" if chance else "fewer than one"
    between = f"{side} the 95% and inside the 99.8% {around}. Chance alone puts {many} of {len(shown)} there"
    ending = f"inside the 95% {around}" if side not in ("above", "below") else between
    return tell.says(f"{value}, {one_of}. That is {ending}.", "no clear difference")


def _followed(chosen: PlaceMeasure, selection: Selection) -> str:
    """The chosen deprivation group, where the measure is of it: 'the most deprived fifth (Core20)'."""
    kept = selection.deprivation == EVERYONE or isinstance(chosen.keeps(selection), Keeps)
    return "" if kept else words.group(selection.deprivation)


def _are(count: int) -> str:
    return "none is" if not count else f"{count} {words.agree(count, 'is', 'are')}"


def _ranked(chosen: PlaceMeasure, own: ComparedPlace, of: int) -> tuple[str, str]:
    """'the highest of 21 Places shown', and without a rank, which beside no clear difference would tell of one.

    Of a ratio, which no Place is, 'the highest ratio of 21 Places shown'.
    """
    what = " ratio" if chosen.kind == "ratio" else ""
    return f"{_ordinal(int(own.rank), of)}{what} of {of} Places shown", f"one of {of} Places shown"


def _ordinal(rank: int, of: int) -> str:
    """'the highest', '2nd highest', '11th highest', 'the lowest'."""
    if rank in (1, of):
        return "the highest" if rank == 1 else "the lowest"
    ending = "th" if rank % 100 in (11, 12, 13) else ORDINAL.get(rank % 10, "th")
    return f"{rank}{ending} highest"


def _all_of(tell: Telling, chosen: PlaceMeasure, shown: Sequence[ComparedPlace], average: float) -> Said:
    spread = _range(chosen, shown)
    if len(shown) == 1:
        return tell.says(words.lower_first(spread), "description")
    unjudged = next((place.unjudged for place in shown if place.unjudged), "")
    if unjudged:
        return tell.says(f"{unjudged}. {spread}", "description")
    if chosen.kind == "ratio":
        below = sum(place.spoken and place.upper < 1 for place in shown)
        above = sum(place.spoken and place.lower > 1 for place in shown)
        reversible = sum(place.reversible for place in shown)
        lie = words.agree(below, "lies", "lie")
        counted = f"by their 95% intervals, {below} of {len(shown)} Places shown {lie} below 1 and {above} above"
        if reversible:
            counted += f"; {chosen.unknown} could reverse that of {reversible}"
    else:
        above = sum(place.spoken and place.lies == "above 99.8% limit" for place in shown)
        below = sum(place.spoken and place.lies == "below 99.8% limit" for place in shown)
        counted = (
            f"of {len(shown)} Places shown, {_are(above)} above and {below or 'none'} below the 99.8% "
            f"limits around the average ({_value(chosen, average)})"
        )
    return tell.says(f"{counted}. {spread}", "description")


def _range(chosen: PlaceMeasure, shown: Sequence[ComparedPlace]) -> str:
    if len(shown) == 1:
        return f"Only {shown[0].member} is shown: {_with_interval(chosen, shown[0])}."
    least, most = (pick(shown, key=lambda place: place.value) for pick in (min, max))
    ends = " to ".join(f"{_figure(chosen, place)} ({place.member})" for place in (least, most))
    return f"{chosen.label}{chosen.years}: {ends}."


def _with_interval(chosen: PlaceMeasure, place: ComparedPlace) -> str:
    """'70% of those accepted seen within six weeks (95% interval 67 to 73)'; a share of few with their number."""
    few = f"of {people(place.share.whole.value)} people" if place.share.small else ""
    if place.share.guarded != place.share.percent:  # its interval in place of none or all of few
        return f"{chosen.said.format(place.share.guarded)} ({few})"
    bounds = f"95% interval {_interval(chosen, place)}"
    return f"{chosen.said.format(_in_words(chosen, place.value))} ({', '.join(filter(None, (bounds, few)))})"


def _figure(chosen: PlaceMeasure, place: ComparedPlace) -> str:
    """'70%', of few '53% of 15 people'."""
    if place.share.guarded != place.share.percent:
        return f"{place.share.guarded} of {people(place.share.whole.value)} people"
    return place.share.counted if place.share.small else _value(chosen, place.value)


def _value(chosen: PlaceMeasure, value: float) -> str:
    return percent(value) if chosen.kind == "share" else number(value, chosen.decimals)


def _in_words(chosen: PlaceMeasure, value: float) -> str:
    return chosen.in_words(value) if chosen.in_words else _value(chosen, value)


def _interval(chosen: PlaceMeasure, place: ComparedPlace) -> str:
    if chosen.in_words:
        return words.as_often_interval(place.lower, place.upper, place.value)
    if chosen.kind == "ratio":
        return words.ratio_interval(place.lower, place.upper)
    return interval(place.lower, place.upper, chosen.decimals, 100 if chosen.kind == "share" else 1)
