"""Who is seen within 2, 6 and 18 weeks in deciles 1-2 and in the rest, and whether one group waits longer."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, Cell, View, total
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.reach.followed_long_enough import SeenWithin, followed_long_enough
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, difference, shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, SPEED_WEEKS, TOTAL
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.release import Release

JUDGED_AT = 6
COLUMNS = (
    Column("group", "Group", "text"),
    Column("weeks", "Within", "text"),
    Column("seen_within", "Seen in that time", "count", "people"),
    Column("followed", "Referred and followed long enough", "count", "people"),
    Column("share", "Share seen in that time", "share"),
    Column("lower", "95% interval, lower", "share"),
    Column("upper", "95% interval, upper", "share"),
    Column("focus", "Chosen group", "text"),
    STATE,
)
ENDINGS: dict[Grade, str] = {
    "worse": "a smaller share, beyond chance",
    "higher": "a larger share, beyond chance",
    "no clear difference": "no clear difference",
    "too few": "too few to tell from chance",
}


def waits_by_deprivation(release: Release, selection: Selection) -> Answer:
    """Share seen within 2, 6 and 18 weeks: one row a group (everyone, deciles 1-2, the rest, a chosen decile) and time.

    Columns: group, weeks ('6 weeks'), seen_within, followed, share with its 95% interval, focus, state. It compares
    deciles 1-2 with the rest whatever is chosen. Raises SelectionError for a year or Place that is not held.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    held = {
        (group, weeks): followed_long_enough(release, at(view, group), weeks)
        for group in groups(selection.deprivation)
        for weeks in SPEED_WEEKS
    }
    estimates = shares([found.part for found in held.values()], [found.whole for found in held.values()])
    rows = []
    for row, ((group, weeks), found) in enumerate(held.items()):
        share, lower, upper = estimates[row]
        rows.append(
            {
                "group": words.upper_first(words.group(group)),
                "weeks": f"{weeks} weeks",
                "seen_within": found.part.value,
                "followed": found.whole.value,
                "share": share,
                "lower": lower,
                "upper": upper,
                "focus": "yes" if group == selection.deprivation else "no",
                "state": found.state,
            }
        )
    hidden = [f"{row['group']}, {row['weeks']}" for row in rows if row["state"] == "hidden"]
    said, headline = _finding(release, selection, view, held)
    return Answer(
        "reach.waits_by_deprivation",
        "Waits by deprivation",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        said,
        evidence(
            release,
            definition="Of the people referred in the year and followed long enough, the share first seen within 2, 6 "
            "and 18 weeks of the referral. A person with several referrals is in it when any of them was.",
            numerator="People referred in the year and first seen in that time",
            denominator="People referred in the year, less those still waiting for that long or less at the extract "
            "date; those who left unseen, or were declined or signposted, are in it",
            method="Wilson's 95% interval of each share and Newcombe's of the difference, over every set of true "
            "counts that the released ones permit. The two groups are compared at six weeks.",
            period=f"Referred in {selection.year}, followed to {periods.day_in_words(release.manifest.extract_date)}",
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(release, hidden),
            caveats=(
                "People referred shortly before the extract date count once they are seen or have left, which flatters "
                "the newest year a little, in every group.",
            ),
            matters=("waits", "by deprivation"),
        ),
        direction="higher_is_better",
        headline=headline,
    )


def groups(chosen: str) -> tuple[str, ...]:
    """Everyone, deciles 1-2 and the rest, and a decile where one is chosen."""
    return tuple(dict.fromkeys((EVERYONE, CORE20, THE_REST, chosen)))


def at(view: View, group: str) -> View:
    """The view of a deprivation group, or of everyone."""
    return view.at(dimension=TOTAL.name if group == EVERYONE else DEPRIVATION.name, member=group)


def _finding(
    release: Release, selection: Selection, view: View, held: Mapping[tuple[str, int], SeenWithin]
) -> tuple[Finding, Headline]:
    subject, label = words.subject(selection), "seen within six weeks, deciles 1-2"
    ours, theirs = held[CORE20, JUDGED_AT], held[THE_REST, JUDGED_AT]
    states = (ours.state, theirs.state)
    if "no data" in states:
        why = started_later(release, selection) or "there are no data on waits by deprivation"
        return Finding(f"{subject}: {why}.", "no data"), Headline(label, "no data", "")
    if "hidden" in states:
        view = at(view, CORE20)
        found = nearest_view(release, view, lambda view: _both(release, view), lambda view: _say_number(release, view))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"the waits of deciles 1-2 and the rest cannot be compared, because a number is hidden ({why}). {found}"
        return Finding(f"{subject}: {text}", "hidden"), Headline(label, "hidden", found)
    change, lower, upper = difference(ours.part, ours.whole, theirs.part, theirs.whole)
    grade: Grade = "worse" if upper < 0 else "higher" if lower > 0 else "no clear difference"
    if ours.whole.value + theirs.whole.value < TOO_FEW_TOGETHER:
        grade = "too few"
    bounds = words.points(lower, upper, change)
    figures = f"{_share(ours)} of people referred from deciles 1-2 were seen within six weeks"
    text = f"{subject}: {figures}, {_share(theirs)} of those from deciles 3-10; {ENDINGS[grade]} ({bounds})."
    return Finding(text, grade), Headline(label, _share(ours), f"{_share(theirs)} in deciles 3-10; {bounds}")


def _share(found: SeenWithin) -> str:
    return percent(min(found.part.value / found.whole.value, 1), found.whole.value)


def _both(release: Release, view: View) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    sides = [followed_long_enough(release, view.at(member=group), JUDGED_AT) for group in (CORE20, THE_REST)]
    known = total(cell for side in sides for cell in (side.part, side.whole))
    return known if all(side.whole.value > 0 for side in sides) else HIDDEN


def _say_number(release: Release, view: View) -> str:
    ours, theirs = (followed_long_enough(release, view.at(member=group), JUDGED_AT) for group in (CORE20, THE_REST))
    return f"{_share(ours)} within six weeks in deciles 1-2, {_share(theirs)} in deciles 3-10"
