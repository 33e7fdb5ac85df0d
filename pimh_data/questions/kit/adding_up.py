"""Says where the percentages of the parts of one whole do not add up to 100, as a reader who adds them would find."""

from collections.abc import Iterable

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
