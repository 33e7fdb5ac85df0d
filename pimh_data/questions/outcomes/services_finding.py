"""What is said of services beside what is expected: those outside the funnel, and how many chance puts there."""

from collections.abc import Sequence

from pimh_data.answer import Finding, Grade, Row, Selection
from pimh_data.formats import interval, number
from pimh_data.questions import words
from pimh_data.questions.kit.verdicts.could_be_seen import outside_seen
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.outcomes.service_comparison import NOT_COMPARED, WITHIN

EACH = 3  # up to so many services are given one by one
WIDE = "99.8%"
NO_REASON = "A difference outside the limits is not its reason."


def service_named(row: Row, place: str = "") -> str:
    """'PAIRS in Sheffield'; the service alone where its Place is the one chosen."""
    return str(row["service"]) if row["place"] == place else f"{row['service']} in {row['place']}"


def services_said(about: str, rows: list[Row], selection: Selection) -> Finding:
    """What lies outside the 99.8% limits, and how many lie outside 95% beside how many chance puts there.

    Up to three services are given with their differences and intervals, a sentence each. Those with fewer than 20
    people are drawn, not named.
    """
    compared, mine = _compared(rows)
    if len(compared) < 2:
        return Finding(f"{about}: too few services have ten people in a severity band to compare them.", "too few")
    spoken = _spoken(mine)
    if not spoken:
        return Finding(f"{about}: too few people in a severity band to compare this selection with others.", "too few")
    if len(spoken) <= EACH:
        each = [f"{_row_in_words(row, selection)}, {_where(row)}" for row in spoken]
        return Finding(f"{about}: {words.sentences(each)}", _grade(spoken))
    outside = sum(row["verdict"] != WITHIN for row in mine)
    text = f"of {len(mine)} services that can be compared, {_named(spoken, selection)}. Outside the 95% limits "
    text += f"{_lie(outside)}; chance alone puts {_by_chance(len(mine))} there."
    return Finding(f"{about}: {text}", _grade(spoken))


def beside_services(rows: list[Row]) -> tuple[str, ...]:
    """What stands beside it: how many chance puts outside 95%, the size that would have been seen, and no reason."""
    compared, mine = _compared(rows)
    spoken = _spoken(mine)
    if len(compared) < 2 or not spoken:
        return ()
    inside = [outside_seen(float(row["limit_998"]), 0.998) for row in spoken if WIDE not in str(row["verdict"])]
    said = []
    if len(spoken) <= EACH:
        chance = _by_chance(len(compared))
        said.append(f"Of {len(compared)} services that can be compared, chance alone puts {chance} outside 95%.")
    if inside:
        least, most = min(inside), max(inside)
        size = (
            f"{number(least)} points or more"
            if least == most
            else f"{interval(least, most)} points or more, by service,"
        )
        said.append(f"A difference of {size} would probably have been seen outside the 99.8% limits (80% power).")
    return (*said, NO_REASON) if len(inside) < len(spoken) else tuple(said)


def _compared(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Those that can be compared, and those of the selection among them."""
    compared = [row for row in rows if row["verdict"] != NOT_COMPARED]
    return compared, [row for row in compared if row["focus"] == "yes"]


def _spoken(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if float(row["rests_on"]) >= FEWEST]


def _grade(rows: Sequence[Row]) -> Grade:
    beyond = [float(row["difference"]) for row in rows if WIDE in str(row["verdict"])]
    return "no clear difference" if not beyond else "lower" if min(beyond) < 0 else "higher"


def _named(rows: Sequence[Row], selection: Selection) -> str:
    """The services outside the 99.8% limits, furthest from what is expected first; all but three as a number."""
    beyond = sorted(
        (row for row in rows if WIDE in str(row["verdict"])), key=lambda row: -abs(float(row["difference"]))
    )
    if not beyond:
        return "none that can be spoken of lies outside the 99.8% limits"
    said = [_row_in_words(row, selection) for row in beyond[:EACH]]
    more = [f"{len(beyond) - EACH} more in the table"] if len(beyond) > EACH else []
    return f"{'; '.join([*said, *more])}: outside the 99.8% limits"


def _where(row: Row) -> str:
    # The 95% limits rest on the spread of all services, the interval on the service's own: only one of them is said.
    return f"{'outside' if WIDE in str(row['verdict']) else 'inside'} the 99.8% limits"


def _by_chance(services: int) -> str:
    expected = round(services * 0.05)
    return f"about {expected}" if expected else "fewer than one"


def _lie(outside: int) -> str:
    return "none lies" if not outside else "one lies" if outside == 1 else f"{outside} lie"


def _row_in_words(row: Row, selection: Selection) -> str:
    """One service beside what is expected; the one that is chosen, which the sentence is about, is called 'it'."""
    difference, name = float(row["difference"]), service_named(row, selection.place)
    if row["service"] == selection.service:
        name = "it" if row["place"] == selection.place else f"in {row['place']} it"
    more = "more" if difference > 0 else "less"
    bounds = words.signed_interval(float(row["lower"]), float(row["upper"]))
    if not round(difference, 1):
        return f"{name} stands 0.0 points from what is expected (95% interval {bounds})"
    size = f"{number(abs(difference))} points {more} than expected ({difference:+.1f}, 95% interval {bounds})"
    return f"{name} improved {size}"
