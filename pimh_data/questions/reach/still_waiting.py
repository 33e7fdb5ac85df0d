"""Who is still waiting to be seen on the day of the extracts, and for how long so far."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, NOBODY, Cell, View, total, waiting_by_band
from pimh_data.questions.kit import STATE, Said, Telling, answer, hidden_rows
from pimh_data.questions.reach.beside_waits import OF_ALL_SERVICES
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, SINCE_START_PERIOD, WAIT_BANDS
from pimh_data.release import Release

BANDS = tuple(name for name, _, _ in WAIT_BANDS)
LONG = tuple(name for name, _, upper in WAIT_BANDS if upper > 7 * 18)  # over 18 weeks
COLUMNS = (
    Column("group", "Group", "text"),
    Column("weeks", "Waiting so far", "text"),
    Column("people", "People still waiting", "count", "people"),
    STATE,
)
KEEPS = Keeps("Everyone is counted: of deprivation groups most would be hidden.")


def still_waiting(release: Release, selection: Selection) -> Answer:
    """People referred and not yet seen at the extract date, whenever referred: one row a week band.

    Of everyone and all services, whatever is chosen. Columns: group ('Everyone'), weeks (so far), people, state. The
    chosen year changes nothing: it is how things stood on one day. Raises SelectionError for a Place that is not held.
    """
    every = Selection(selection.place, year=selection.year)
    view = View.of(every).at(period=SINCE_START_PERIOD)
    waiting = waiting_by_band(release, view)
    held = {band: waiting.get(band, NO_DATA) for band in BANDS}
    rows: list[Row] = [
        {"group": EVERYONE, "weeks": band, "people": found.value, "state": found.state} for band, found in held.items()
    ]
    kept = KEEPS if selection.deprivation != EVERYONE else ""
    together = "" if selection.service == ALL_SERVICES else OF_ALL_SERVICES
    day = periods.day_in_words(release.manifest.extract_date)
    return answer(
        "reach.still_waiting",
        "Still waiting",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, every, view, held, day),
        definition="People whose latest referral had neither been seen nor closed or turned away by the day of the "
        "extracts, by how long they have waited so far.",
        numerator=f"People still waiting, {words.subject(every, False)}",
        denominator="None: counts of people",
        method="Counts as released; where a band is hidden, what is shown is the least there can be",
        period=f"As it stood on {day}",
        citation="Contract of the referrals extract",
        caveats=(
            "A wait so far is shorter than the wait will have been: it is not how long people wait to be seen.",
            "A referral that was never closed in the records still counts as waiting.",
        ),
        matters=("waits",),
        hidden=hidden_rows(rows, "weeks"),
        direction="lower_is_better",
        notes=(kept, together, f"As it stood on {day}, whichever year is chosen."),
    )


def _said(release: Release, every: Selection, view: View, bands: Mapping[str, Cell], day: str) -> Said:
    subject = words.subject(every, period=day)
    tell = Telling(release, every, view, subject, "people still waiting")
    known = [found for found in bands.values() if found.known]
    if all(found.state == "no data" for found in bands.values()):
        return tell.says("there are no data on people still waiting.", "no data", "no data")
    if not known:

        def shortest(view: View) -> Cell:
            found = waiting_by_band(release, view)
            return total(found.get(band, NO_DATA) for band in BANDS[:2])

        what = "the number of people still waiting is hidden"
        return tell.hidden(what, shortest, lambda view: f"{people(shortest(view).value)} people for up to 6 weeks")
    hidden = [band for band, found in bands.items() if not found.known]
    together = total([NOBODY, *known])
    number = f"{people(together.value)}{' or more' if hidden else ''}" if together.value else "nobody"
    named = [f"{people(found.value)} for {band}" for band, found in bands.items() if found.value > 0]
    parts = f": {words.listed(named)}" if named else ""
    long = total(bands[band] for band in LONG)
    over = ""
    if long.state == "zero" and together.value:
        over = ". Nobody has waited for over 18 weeks"
    elif hidden:
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        over = f". Hidden: {_bands(hidden)} ({why})"
    waiting = "nobody is" if number == "nobody" else f"{number} people are"
    text = f"{waiting} still waiting to be seen{parts}{over}."
    return tell.says(text, "description", number, over[2:])


def _bands(names: list[str]) -> str:
    """Bands in words; those to the last one together: 'over 12 weeks'."""
    first = BANDS.index(names[0])
    if len(names) > 1 and tuple(names) == BANDS[first:]:
        return f"over {WAIT_BANDS[first][1] / 7:.0f} weeks" if first else "all"
    return words.listed(names)
