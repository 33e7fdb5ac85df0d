"""How often groups are seen against all others known, in words: who less, who more, and the grade of that."""

import math
from collections.abc import Mapping, Sequence

from pimh_data.answer import Grade, Row
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.equity.seen_beside_others import OTHERS, Seen
from pimh_data.questions.kit.verdicts.every_other import NEITHER
from pimh_data.questions.kit.verdicts.sizes_of_several import ratios_seen

NAMED_AT_MOST = 2  # in a sentence, of each kind; the table has all


def told(rows: Sequence[Row], seen: Seen) -> tuple[list[Row], list[Row]]:
    """Of groups that can be spoken of, those seen less often and more often beyond chance, furthest from 1 first."""
    spoken = [row for row in rows if row["ratio"] == row["ratio"] and str(row["member"]) in seen.spoken]
    under = [row for row in spoken if float(row["together_upper"]) < 1]
    over = [row for row in spoken if float(row["together_lower"]) > 1]
    return sorted(under, key=_off), sorted(over, key=_off)


def graded(under: Sequence[Row], over: Sequence[Row], white: Sequence[str]) -> Grade:
    """The grade of what the sentence names: 'worse' where others than White people are seen less often, 'lower' where
    only these are, 'higher' where some are only seen more often. `white`: the members that are White."""
    if any(row["member"] not in white for row in under):
        return "worse"
    return "lower" if under else "higher" if over else "no clear difference"


def in_words(under: Sequence[Row], over: Sequence[Row], who: Mapping[str, str]) -> str:
    """'compared with all others known, seen less often: Asian people (53% less often, 95% interval 6% to 80% less).'

    With a sentence on those for whom the unknown could reverse it.
    """
    said = [f"{how} often: {_named(rows, who)}" for how, rows in (("less", under), ("more", over)) if rows]
    turning = [who[str(row["member"])] for row in (*under, *over) if reverses(row)]
    many = f"{len(turning)} of these" if len(turning) > NAMED_AT_MOST else words.listed(turning)
    could = f" {words.upper_first(NEITHER)} could reverse this for {many}." if turning else ""
    return f"compared with {OTHERS}, seen {'; '.join(said)}.{could}"


def reverses(row: Row) -> bool:
    """Whether the unknown could bring a ratio that is told from 1 back to it."""
    return not (float(row["bound_upper"]) < 1 if float(row["ratio"]) < 1 else float(row["bound_lower"]) > 1)


def gaps_in_words(under: Sequence[Row], who: Mapping[str, str]) -> list[str]:
    """'For an equal rate, about 17 more Asian people a year would have to be seen (2 to 27).', one of each group."""
    return [
        f"For an equal rate, about {people(float(row['gap']))} more {who[str(row['member'])]} a year would have to be "
        f"seen ({words.more_people(float(row['gap_lower']), float(row['gap_upper']))})."
        for row in under
    ]


def few_or_hidden(seen: Seen, who: Mapping[str, str], without: Sequence[Row] = ()) -> str:
    """Members of whom 20 or more are expected and fewer shown, or hidden: those most missed are few in every table.

    With a space before it, each with the most people that the release permits; '' where there is none. `without`: the
    rows that the sentence names already.
    """
    named = {str(row["member"]) for row in without}
    few = [
        f"{who[name]} (at most {people(most)} seen, about {people(would_be)} expected)"
        for name, (most, would_be) in seen.few.items()
        if name not in named
    ]
    return f" Few or hidden: {_at_most(few)}." if few else ""


def size_seen(rows: Sequence[Row], who: Mapping[str, str]) -> str:
    """Of those that are not told from all others known: how much lower a rate would probably have been seen."""
    return ratios_seen({who[str(row["member"])]: float(row["could_be_seen"]) for row in rows}, OTHERS)


def unknown_share(seen: Seen) -> str:
    """'Ethnic group is unknown for 9% of people seen.'; '' of nobody, or where it is hidden."""
    whole = seen.known.value + seen.unknown.value
    if not seen.unknown.known or seen.unknown.value == 0:
        return ""
    return f"Ethnic group is unknown for {percent(seen.unknown.value / whole, whole)} of people seen."


def _off(row: Row) -> float:
    return -abs(math.log(float(row["ratio"]))) if float(row["ratio"]) > 0 else -math.inf


def _named(rows: Sequence[Row], who: Mapping[str, str]) -> str:
    return _at_most([_one(row, who[str(row["member"])]) for row in rows])


def _at_most(named: list[str]) -> str:
    more = len(named) - NAMED_AT_MOST
    return words.listed([*named[:NAMED_AT_MOST], f"{more} more"] if more > 1 else named)


def _one(row: Row, who: str) -> str:
    ratio, lower, upper = (float(row[name]) for name in ("ratio", "together_lower", "together_upper"))
    bounds = f"95% interval {words.as_often_interval(lower, upper, ratio)}"
    often = words.as_often(ratio).removesuffix(" than").removesuffix(" as") if row["people"] else "nobody"
    return f"{who} ({often}, {bounds})"
