"""The least and the most that a part of a whole can be, where it and the others are ranges of people. No chance."""


def share_bounds(
    part: tuple[float, float], others: tuple[float, float], whole: tuple[float, float]
) -> tuple[float, float]:
    """Least and most share (0 to 1) of a part, over all counts that keep part + others within the whole.

    Each is a range of people, least and most; the most of `part` and `others` is infinite where a cell is hidden. The
    share falls in what the others are and rises in the part, so that its ends lie where one is least and the other is
    as large as the whole lets it be. (nan, nan) where nobody can be in the whole.
    """
    if not whole[1] > 0:
        return float("nan"), float("nan")
    least_of = _within(part[0] + others[1], whole)
    most_of = _within(part[1] + others[0], whole)
    least = max(part[0], least_of - others[1]) / least_of if least_of else 0.0
    most = min(part[1], most_of - others[0]) / most_of if most_of else 1.0
    return min(max(least, 0.0), 1.0), min(max(most, 0.0), 1.0)


def _within(count: float, ends: tuple[float, float]) -> float:
    return min(max(count, ends[0]), ends[1])
