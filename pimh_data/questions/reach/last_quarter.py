"""New referrals and first contacts of the last quarter, beside the same quarter a year before: facts, not tested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View
from pimh_data.questions.kit import STATE, Said, Telling, answer
from pimh_data.questions.kit.changes import LEAST, counted_since, difference
from pimh_data.questions.partly_granted import PERIODS_LEFT_OUT, is_partly_granted
from pimh_data.questions.reach.comparable import new_services
from pimh_data.questions.reach.months import FIRST_SEEN, REFERRED
from pimh_data.questions.reach.months_series import Monthly
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release


@dataclass(frozen=True)
class _Counted:
    """What is counted, as a row and as a sentence name it: 'New referrals', 'people were newly referred'."""

    name: str
    said: str
    held: Monthly


COUNTED = (
    _Counted("New referrals", "newly referred", REFERRED),
    _Counted("First contacts", "seen for the first time", FIRST_SEEN),
)


def last_quarter(release: Release, selection: Selection) -> Answer:
    """The last whole quarter of the chosen year: one row for new referrals, one for first contacts.

    Columns: counted, people, people_before (a year earlier), both named for their quarters, change (people less
    people_before; without a value where rounding may be all of it), state. Keeps everyone whatever the deprivation
    choice. Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    own = replace(selection, deprivation=EVERYONE)
    held = [name for name in periods.quarters(release.manifest) if periods.year_of(name) == own.year]
    now = held[-1] if held else ""
    before = f"{periods.year_before(own.year)} {now.rpartition(' ')[2]}" if now else ""
    found = [(one, _read(release, own, one, now), _read(release, own, one, before)) for one in COUNTED]
    left_out = _left_out(release, own, found)
    rows: list[Row] = [
        {
            "counted": one.name,
            "people": point.value,
            "people_before": earlier.value,
            "change": difference(point, earlier),
            "state": point.state,
        }
        for one, point, earlier in found
        if now and not left_out
    ]
    kept = selection.deprivation != EVERYONE
    return answer(
        "reach.last_quarter",
        "The last quarter beside the same a year before",
        release,
        selection,
        _columns(now, before),
        rows,
        _said(release, own, now, found),
        definition="People with a referral received in the quarter, and people with the first attended contact of a "
        "referral in it; each counted once in the quarter.",
        numerator=f"Distinct people, {words.subject(own, False)}",
        denominator="None: counts of people",
        method="The difference of two counts is a fact, so it is not tested. Of rounded counts one under "
        f"{LEAST} is not named: there may be none. Whether a quarter is out of the usual, the charts by month say.",
        period=f"{now}, and {before}" if now else periods.period_in_words(own.year),
        citation="None: counts and their difference",
        caveats=(
            "The same quarter is taken, since referrals rise and fall with the time of year.",
            "Two quarters are two numbers: they show no trend.",
        ),
        what="counts",
        notes=(
            new_services(release, own) if now and not left_out else "",
            Keeps("Everyone is counted: by quarter these are not held by deprivation.") if kept else "",
        ),
    )


def _columns(now: str, before: str) -> tuple[Column, ...]:
    return (
        Column("counted", "Counted", "text"),
        Column("people", now or "The quarter", "count", "people"),
        Column("people_before", before or "The same a year before", "count", "people"),
        Column("change", "More (fewer: less than nought)", "number", "people", missing="none that counts can show"),
        STATE,
    )


def _read(release: Release, selection: Selection, one: _Counted, quarter: str) -> Cell:
    return one.held.read(release, View.of(selection).at(period=quarter)) if quarter else NO_DATA


def _said(release: Release, selection: Selection, now: str, found: Sequence[tuple[_Counted, Cell, Cell]]) -> Said:
    label = f"newly referred in {now}" if now else "newly referred in the last quarter"
    tell = Telling.about(release, selection, words.subject(selection, period=now or selection.year), label)
    if not now:
        return tell.no_data("the release holds no whole quarter of this year")
    if _left_out(release, selection, found):
        return tell.says(PERIODS_LEFT_OUT, "no data", "no data")
    if all(point.state == "no data" for _, point, _ in found):
        return tell.no_data("there are no data on new referrals by quarter")
    if not any(point.known for _, point, _ in found):
        return tell.hidden("the numbers of the last quarter are hidden")
    card = found[0][1]
    said = "; ".join(_one(*each) for each in found)
    figure = people(card.value) if card.known else card.state
    return tell.says(f"{said}.", "description", figure, _compared(card, found[0][2]))


def _left_out(release: Release, selection: Selection, found: Sequence[tuple[_Counted, Cell, Cell]]) -> bool:
    """Whether a count is not there that may be left out for whoever asks: then neither is shown."""
    earlier = periods.year_before(selection.year) in release.manifest.years
    cells = (cell for _, now, before in found for cell in (now, *((before,) if earlier else ())))
    return is_partly_granted(release, selection.place) and any(cell.state == "no data" for cell in cells)


def _one(one: _Counted, now: Cell, earlier: Cell) -> str:
    """'330 people were newly referred, about 20 more than the same quarter a year before (310)'."""
    if not now.known:
        return f"how many people were {one.said} is {'hidden' if now.state == 'hidden' else 'not known'}"
    count = "nobody was" if not now.value else "1 person was" if now.value == 1 else f"{people(now.value)} people were"
    if earlier.state == "hidden":
        return f"{count} {one.said} (the same quarter a year before is hidden)"
    compared = _compared(now, earlier)
    return f"{count} {one.said}, {compared}" if compared else f"{count} {one.said}"


def _compared(now: Cell, earlier: Cell) -> str:
    if not (now.known and earlier.known):
        return ""
    return counted_since(now, earlier, f"the same quarter a year before ({people(earlier.value)})")
