"""Who is seen within 2, 6 and 18 weeks in Core20 and in the rest, and whether one group waits longer."""

from collections.abc import Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, KeepsGroups, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, Cell, View, total
from pimh_data.questions.kit import (
    STATE,
    UNKNOWN,
    Estimated,
    Limits,
    Portion,
    Said,
    Telling,
    answer,
    difference_of_shares,
    hidden_rows,
    shares_of,
)
from pimh_data.questions.kit.adding_up import not_between
from pimh_data.questions.reach.beside_waits import beside_waits
from pimh_data.questions.reach.waited import DEFINITION, waited
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, LONGEST_WEEKS, TOTAL
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.release import Release

SHOWN_AT, JUDGED_AT = (2, 6, LONGEST_WEEKS), 6
SHARE = Estimated("share", "Share seen in that time", "share")
LESS_THE_REST = difference_of_shares("Share less that of the rest")
COLUMNS = (
    Column("group", "Group", "text"),
    Column("weeks", "Within", "text"),
    Column("seen_within", "Seen in that time", "count", "people"),
    Column("followed", f"Accepted, and followed for {LONGEST_WEEKS} weeks", "count", "people"),
    *SHARE.columns,
    *(replace(column, missing="of the most deprived fifth (Core20) alone") for column in LESS_THE_REST.columns),
    Column("focus", "Chosen group", "text"),
    STATE,
)
IN_TWO = KeepsGroups("Two groups are compared here, whichever is chosen; the chosen one has a row of its own.")
ENDINGS: dict[Grade, str] = {
    "worse": "a smaller share, beyond chance",
    "higher": "a larger share, beyond chance",
    "no clear difference": "no clear difference",
    "too few": "too few to tell from chance",
}


def waits_by_deprivation(release: Release, selection: Selection) -> Answer:
    """Share seen within 2, 6 and 18 weeks: one row a group (everyone, Core20, the rest, a chosen decile) and time.

    Columns: group, weeks ('6 weeks'), seen_within, followed, share with its 95% interval, difference of Core20 from the
    rest with its own, focus, state. It compares Core20 with the rest whatever is chosen. Raises SelectionError for a
    year or Place that is not held.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    followed = {group: waited(release, at(view, group)) for group in groups(selection.deprivation)}
    held = {(group, weeks): found.within(weeks) for group, found in followed.items() for weeks in SHOWN_AT}
    estimates = shares_of(held.values())
    rows = [
        {
            "group": words.upper_first(words.group(group)),
            "weeks": f"{weeks} weeks",
            "seen_within": found.part.value,
            "followed": found.whole.value,
            **SHARE.row(estimates[row]),
            **LESS_THE_REST.row(_difference(held, group, weeks)),
            "focus": "yes" if group == selection.deprivation else "no",
            "state": found.state,
        }
        for row, ((group, weeks), found) in enumerate(held.items())
    ]
    return answer(
        "reach.waits_by_deprivation",
        "Waits by deprivation",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, held),
        definition="Of the people accepted, the share first seen within 2, 6 and 18 weeks of the referral: "
        f"{DEFINITION}.",
        numerator="People accepted and first seen in that time",
        denominator=f"People whose latest referral in the year was accepted and is at least {LONGEST_WEEKS} weeks old",
        method="Wilson's 95% interval of each share and Newcombe's of the difference, with the "
        "error of rounding added to that of chance. The two groups are compared at six weeks.",
        period=f"Referred in {selection.year}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        matters=("waits", "by deprivation"),
        hidden=hidden_rows(rows, "group", "weeks"),
        direction="higher_is_better",
        notes=(
            *(() if selection.deprivation == EVERYONE else (IN_TWO,)),
            held[CORE20, JUDGED_AT].size_seen(held[THE_REST, JUDGED_AT], of="between the two groups"),
            _not_between(held),
            *beside_waits(release, view),
        ),
    )


def _difference(held: Mapping[tuple[str, int], Portion], group: str, weeks: int) -> Limits:
    """The share of the most deprived fifth (Core20) less that of the rest; no value in the row of another group."""
    return held[group, weeks].less(held[THE_REST, weeks]) if group == CORE20 else UNKNOWN


def _not_between(held: Mapping[tuple[str, int], Portion]) -> str:
    """Why everyone's share lies outside those of the two groups, where it does and all three are shown."""
    every, *parts = (held[group, JUDGED_AT] for group in (EVERYONE, CORE20, THE_REST))
    if not all(one.known for one in (every, *parts)):
        return ""
    return not_between(every.limits[0], (one.limits[0] for one in parts), every.whole.value).strip()


def groups(chosen: str) -> tuple[str, ...]:
    """Everyone, the most deprived fifth (Core20) and the rest, and a decile where one is chosen."""
    return tuple(dict.fromkeys((EVERYONE, CORE20, THE_REST, chosen)))


def at(view: View, group: str) -> View:
    """The view of a deprivation group, or of everyone."""
    return view.at(dimension=TOTAL.name if group == EVERYONE else DEPRIVATION.name, member=group)


def _said(release: Release, selection: Selection, view: View, held: Mapping[tuple[str, int], Portion]) -> Said:
    tell = Telling.of(release, selection, at(view, CORE20), "seen within six weeks, the most deprived fifth (Core20)")
    sides = held[CORE20, JUDGED_AT], held[THE_REST, JUDGED_AT]
    states = [side.state for side in sides]
    if "no data" in states:
        return tell.no_data("there are no data on waits by deprivation")
    if "hidden" in states:

        def both(view: View) -> Cell:
            if view.dimension != DEPRIVATION.name:
                return HIDDEN
            found = _sides(release, view)
            known = total(cell for side in found for cell in (side.part, side.whole))
            return known if all(side.whole.value > 0 for side in found) else HIDDEN

        def say(view: View) -> str:
            ours, theirs = _sides(release, view)
            return f"{ours.counted} within six weeks in the most deprived fifth (Core20), {theirs.counted} in the rest"

        what = (
            "the waits of the most deprived fifth (Core20) and the rest cannot be compared, because a number is hidden"
        )
        return tell.hidden(what, both, say)
    ours, theirs = sides
    grade, bounds = ours.against(theirs, fewer="worse")
    share, other = ours.beside(theirs)
    who = ours.of("people accepted from the most deprived fifth (Core20)")
    the_rest = f"{other} of {'those' if not theirs.small else theirs.of('people')} from the rest"
    text = f"{share} of {who} were seen within six weeks, {the_rest}; {ENDINGS[grade]} ({bounds})."
    return tell.says(text, grade, share, f"{other} in the rest; {bounds}")


def _sides(release: Release, view: View) -> tuple[Portion, Portion]:
    """The most deprived fifth (Core20) and the rest at the weeks that they are compared at."""
    ours, theirs = (
        waited(release, view.at(dimension=DEPRIVATION.name, member=group)).within(JUDGED_AT)
        for group in (CORE20, THE_REST)
    )
    return ours, theirs
