"""Says where parts do not make their whole: percentages that add up to another than 100%, a whole beside its parts."""

from collections.abc import Iterable

from pimh_data.formats import percent

ROUNDED = "each is rounded on its own"
COUNTS_ROUNDED = "the counts behind them are rounded, each on its own"
SEVERAL = "a person can be under several"


def adding_up(shares: Iterable[float], of: str = "", n: float = 0, why: str = ROUNDED) -> str:
    """'The percentages add up to 97%, not 100%: each is rounded on its own, and hidden ones are left out.'

    `shares`: of every part of the whole (0 to 1), NaN where hidden. `of`: of which whole, where there are several; `n`:
    the people of the whole, of whom 1,000 or more have percentages with a decimal. '' where they add up to 100, as
    printed, and where fewer than two are shown. More than percentages alone can be off by is said to be of the counts.
    """
    held = list(shares)
    decimals = 1 if n >= 1000 else 0
    printed = [round(100 * share, decimals) for share in held if share == share]
    total = round(sum(printed), decimals)
    if len(printed) < 2 or total == 100:
        return ""
    lacking, over = len(printed) < len(held), total > 100
    left_out = f", {'though' if over else 'and'} hidden ones are left out" if lacking else ""
    if why == ROUNDED and abs(total - 100) > 0.5 * 10**-decimals * len(printed) and (over or not lacking):
        why = COUNTS_ROUNDED
    named = f" of {of}" if of else ""
    return f"The percentages{named} add up to {total:.{decimals}f}%, not 100%: {why}{left_out}."


def not_between(share: float, groups: Iterable[float], n: float = 0) -> str:
    """' All together are at 73%: ...' where the share of all lies outside those of the groups beside it, and why.

    `groups`: by deprivation, of those whose decile is known; `n`: all people, of whom 1,000 or more have percentages
    with a decimal. '' where it lies between them to the whole per cent: all of everyone is all of each.
    """
    every, beside = share if share != share else round(100 * share), [round(100 * group) for group in groups]
    of_each = share in (0, 1) and set(beside) != {every}
    if every != every or (min(beside) <= every <= max(beside) and not of_each):
        return ""
    return (
        f" All together are at {percent(share, n)}: whoever's decile is not known is in neither group, and each count "
        "is rounded on its own."
    )
