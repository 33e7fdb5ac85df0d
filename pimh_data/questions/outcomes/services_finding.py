"""What is said of services beside what is expected: those outside the funnel, and how many chance puts there."""

from pimh_data.answer import Finding, Grade, Row, Selection
from pimh_data.formats import number
from pimh_data.questions import words
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.outcomes.service_comparison import NOT_COMPARED, WITHIN

EACH = 3  # up to so many services of a selection are given one by one
NO_REASON = " This is a difference, not its reason."


def service_named(row: Row, place: str = "") -> str:
    """'PAIRS in Sheffield'; the service alone where its Place is the one chosen."""
    return str(row["service"]) if row["place"] == place else f"{row['service']} in {row['place']}"


def services_said(about: str, rows: list[Row], selection: Selection) -> Finding:
    """What lies outside the 99.8% limits, and how many lie outside 95% beside how many chance puts there.

    Up to three services are given with their differences and intervals. Those with fewer than 20 people are drawn, not
    named.
    """
    compared = [row for row in rows if row["verdict"] != NOT_COMPARED]
    mine = [row for row in compared if row["focus"] == "yes"]
    if len(compared) < 2:
        return Finding(f"{about}: too few services have ten people in a severity band to compare them.", "too few")
    spoken = [row for row in mine if float(row["rests_on"]) >= FEWEST]
    if not spoken:
        return Finding(f"{about}: too few people in a severity band to compare this selection with others.", "too few")
    if len(spoken) <= EACH:
        return _each(about, spoken, len(compared), selection.place)
    named = [row for row in spoken if "99.8%" in str(row["verdict"])]
    said = [f"{_row_in_words(row, selection.place)}, outside the 99.8% limits" for row in named]
    opening = "; ".join(said) or "none that can be spoken of lies outside the 99.8% limits"
    outside = sum(row["verdict"] != WITHIN for row in mine)
    text = f"of {len(mine)} services that can be compared, {opening}. Outside the 95% limits {_lie(outside)}; "
    text += f"chance alone puts {_by_chance(len(mine))} there."
    if not named:
        return Finding(f"{about}: {text}", "no clear difference")
    grade: Grade = "lower" if any(float(row["difference"]) < 0 for row in named) else "higher"
    return Finding(f"{about}: {text}{NO_REASON}", grade)


def _each(about: str, rows: list[Row], compared: int, place: str) -> Finding:
    said = [f"{_row_in_words(row, place)}, {_where(str(row['verdict']))}" for row in rows]
    chance = f"Of {compared} services that can be compared, chance alone puts {_by_chance(compared)} outside 95%."
    beyond = [float(row["difference"]) for row in rows if "99.8%" in str(row["verdict"])]
    grade: Grade = "no clear difference" if not beyond else "lower" if min(beyond) < 0 else "higher"
    return Finding(f"{about}: {'; '.join(said)}. {chance}{NO_REASON if beyond else ''}", grade)


def _where(verdict: str) -> str:
    # The 95% limits rest on the spread of all services, the interval on the service's own: only one of them is said.
    return f"{'outside' if '99.8%' in verdict else 'inside'} the 99.8% limits"


def _by_chance(services: int) -> str:
    expected = round(services * 0.05)
    return f"about {expected}" if expected else "fewer than one"


def _lie(outside: int) -> str:
    return "none lies" if not outside else "one lies" if outside == 1 else f"{outside} lie"


def _row_in_words(row: Row, place: str) -> str:
    difference = float(row["difference"])
    more = "more" if difference > 0 else "less"
    bounds = words.signed_interval(float(row["lower"]), float(row["upper"]))
    if not round(difference, 1):
        return f"{service_named(row, place)} stands 0.0 points from what is expected (95% interval {bounds})"
    size = f"{number(abs(difference))} points {more} than expected ({difference:+.1f}, 95% interval {bounds})"
    return f"{service_named(row, place)} improved {size}"
