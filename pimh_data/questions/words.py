"""The phrases that findings share: who, where, when, and the beginning of a sentence. No arithmetic."""

from pimh_data.answer import Selection
from pimh_data.formats import in_points, interval, people
from pimh_data.registry import deprivation
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, DIMENSIONS, EVERYONE, HUB, NEED_GROUP

HIDDEN_WHY = "fewer than 5, or hidden to protect a smaller number"
HIDDEN_BY_PROFILE = {
    "rounded": HIDDEN_WHY,
    "exact": "nothing is hidden in this release",
}

WHITE = "White"
ETHNIC_GROUPS = {
    WHITE: "White people",
    "Mixed": "people of mixed ethnicity",
    "Asian": "Asian people",
    "Black": "Black people",
    "Other": "people of other ethnic groups",
}
SAID = {NEED_GROUP.name: "need group", HUB.name: "Family Hub"}
TIMES = 2  # from twice as often on, a ratio is said as times
CORE20, THE_REST = "the most deprived fifth (Core20)", "the rest (deciles 3-10)"


def group(member: str) -> str:
    """A deprivation member in running text: 'the most deprived fifth (Core20)', 'decile 4', 'everyone'."""
    return {
        EVERYONE: "everyone",
        deprivation.CORE20: CORE20,
        deprivation.THE_REST: THE_REST,
        deprivation.NOT_KNOWN: "a decile that is not known",
    }.get(member, member.lower())


def people_of(member: str) -> str:
    """'people', or 'people from the most deprived fifth (Core20)'."""
    return "people" if member == EVERYONE else f"people from {group(member)}"


def subject(selection: Selection, with_year: bool = True, period: str = "") -> str:
    """What a finding is about: 'Sheffield, Light peer support, 2023/24'; or another period, where one is named."""
    parts = [selection.place]
    if selection.service != ALL_SERVICES:
        parts.append(selection.service)
    if with_year:
        parts.append(lower_first(period or selection.year))
    return ", ".join(parts)


def place_average(where: str) -> str:
    """The name of a reference line: 'Sheffield average'."""
    return "Average of all Places" if where == ALL_PLACES else f"{where} average"


def listed(names: list[str], last: str = "and") -> str:
    """'A', 'A and B', 'A, B and C'; `last`: what stands before the last."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def sentences(said: list[str]) -> str:
    """Findings as they stand after a colon, each a sentence of its own: 'the first. The second.'."""
    return " ".join(f"{one if not place else upper_first(one)}." for place, one in enumerate(said))


def agree(many: float, one: str, several: str) -> str:
    """The word that goes with a number: `one` with 1, `several` with any other: 1 is, 0 are, 2 are."""
    return one if many == 1 else several


def number_of(many: float, what: str, several: str = "") -> str:
    """'1 service', '3 services'; `several`: where it is not `what` with an s."""
    return f"{people(many)} {agree(many, what, several or f'{what}s')}"


def upper_first(sentence: str) -> str:
    """The same words with a capital at the beginning."""
    return sentence[:1].upper() + sentence[1:]


def ratio_interval(lower: float, upper: float) -> str:
    """An interval of a ratio with two decimals, or three where two would print 1.00 for an end that is not 1."""
    return interval(lower, upper, 3 if _touches(lower, upper) else 2)


def as_often(ratio: float) -> str:
    """A ratio of rates before whom it is compared with: '16% less often than', '2.45 times as often as'.

    Worked out of the ratio's two decimals, so that the sentence and the table beside it say the same; of three, where
    two would print 1.00.
    """
    if ratio != ratio:
        return "not known how often beside"
    if round(ratio, 2) >= TIMES or round(ratio, 3) == 1:
        return f"{ratio:.2f} times as often as"
    off = "over 99%" if not round(ratio, 2) else _off(ratio, 3 if round(ratio, 2) == 1 else 2)
    return f"{off} {'less' if ratio < 1 else 'more'} often than"


def as_often_interval(lower: float, upper: float, ratio: float) -> str:
    """Its interval, on the scale of the ratio: '4% to 27% less', '27% less to 5% more', '1.35 to 2.40 times'."""
    if lower != lower or upper != upper:
        return "no interval"
    if as_often(ratio).endswith("times as often as"):
        return f"{ratio_interval(lower, upper)} times"
    decimals = 3 if _touches(lower, upper) else 2
    ends = [_off(end, decimals) for end in (lower, upper)]
    if upper <= 1:
        return f"{ends[1]} to {ends[0]} less"
    return f"{ends[0]} to {ends[1]} more" if lower >= 1 else f"{ends[0]} less to {ends[1]} more"


def more_people(lower: float, upper: float) -> str:
    """An interval of how many more people are needed: '68 to 157', '12 fewer to 80 more', '10 to 30 fewer'."""
    if lower != lower or upper != upper:
        return "no interval"
    ends = [people(abs(end)) if abs(end) >= 0.5 or not end else "under 1" for end in (lower, upper)]
    if upper <= 0:
        return f"{ends[1]} to {ends[0]} fewer"
    return f"{ends[0]} to {ends[1]}" if lower >= 0 else f"{ends[0]} fewer to {ends[1]} more"


def _off(ratio: float, decimals: int) -> str:
    """How far a ratio lies from 1, as a percentage of its rounded figure: '16%', '0.4%'."""
    off = abs(100 * (round(ratio, decimals) - 1))
    return f"{off:.{decimals - 2}f}%"


def _touches(lower: float, upper: float) -> bool:
    return any(abs(end - 1) < 0.005 and end != 1 for end in (lower, upper))


def without_reason(ending: str) -> str:
    """Why two years are not compared, for a card: without what follows from it, which the finding says."""
    return ending.split(", so ")[0].split(", which leave")[0]


def lower_first(sentence: str) -> str:
    """A sentence to stand after a colon: its first letter small, unless it begins with an acronym."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def points(lower: float, upper: float, value: float | None = None) -> str:
    """A difference of two shares in percentage points: '-9.2 points, 95% interval -14.0 to -4.1'.

    Worked out before the shares are rounded, so it has a decimal: 31% and 25% may lie 6.6 points apart.
    """
    size = "" if value is None else f"{in_points(value)} points, "
    return f"{size}95% interval {in_points(lower)} to {in_points(upper)}"


def signed_interval(lower: float, upper: float) -> str:
    """An interval of a difference with its signs, in points of a measure: '-3.9 to +0.1, which crosses nought'.

    A difference that is said as 'more' or 'less' keeps the signs of its interval, whose ends may lie on either side.
    """
    ends = " to ".join(f"{end:+.1f}" if round(end, 1) else "0.0" for end in (lower, upper))
    return f"{ends}, which crosses nought" if lower < 0 < upper else ends


def by(dimension: str) -> str:
    """A dimension in running text: 'parent role', 'need group', 'Family Hub'."""
    return SAID.get(dimension) or DIMENSIONS[dimension].label.lower()
