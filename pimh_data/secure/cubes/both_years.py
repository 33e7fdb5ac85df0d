"""Of the people taken of each year, who was taken of the year before too: at the same service, bundle and Place."""

from ibis.backends.duckdb import Backend

from pimh_data.secure.statements import flag, made

# The periods of a kind are numbered in their order, one year after the other.
BEFORE = """
    select r.*, {in_both} as in_both, {new} as new
    from {taken} as r
    left join {taken} as b on {same} and b.period = r.period - 1"""
TAKEN = {"in_period": "b.n = r.n", "several": "b.view = r.view and b.person = r.person"}


def took_both_years(connection: Backend) -> None:
    """Add to the people taken last (see `taking`), year by year: in_both and new, one of them 1.

    Nobody is known of the year before the first: what is counted of that one says nothing.
    """
    for taken, same in TAKEN.items():
        both, new = flag("b.period is not null"), flag("b.period is null")
        made(connection, taken, BEFORE.format(taken=taken, same=same, in_both=both, new=new))
