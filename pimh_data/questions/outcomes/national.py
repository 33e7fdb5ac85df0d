"""Improved and recovered of all who finished, as a range, beside what NHS Talking Therapies publishes: PHQ-9, GAD-7."""

from collections.abc import Sequence

from pimh_data.answer import Answer, Finding, Selection
from pimh_data.formats import people, percent
from pimh_data.questions.kit import Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.beside_published import (
    POPULATIONS_DIFFER,
    cannot_stand_beside,
    longest_with,
    national_view,
    nearest_years,
)
from pimh_data.questions.outcomes.national_rows import (
    COLUMNS,
    IMPROVED,
    OurShare,
    national_rows,
    our_shares,
    scored_of,
)
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.published_rows import (
    ENGLAND,
    PublishedOutcomes,
    has_outcomes,
    not_brought,
    published_outcomes,
    source,
)
from pimh_data.questions.outcomes.reading import RECOVERY, OutcomeCells
from pimh_data.questions.outcomes.saying import EXTRACT, subject
from pimh_data.questions.share_of_cells import SMALL
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

HEADING = Heading("outcomes.national", "Beside NHS Talking Therapies", COLUMNS)
NOT_THE_SAME = (
    "NHS Talking Therapies counts a person as improved over two scales together (one better, none worse); here it is "
    "one measure alone."
)
A_RANGE = (
    "Ours is a range over those without two scores: from nobody of them to all. A published share counts them as not "
    "improved and not recovered: beside it stands how many have two scores."
)


@by_definition(HEADING)
def beside_national(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Improved reliably, recovered and reliably recovered, of all who finished: a range here, beside published shares.

    One row an outcome and area: this selection, then England, the Place and its ICB, in the year nearest the chosen
    one. `two_scores` stands beside both, `share_lower` to `share_upper` is ours, `published` theirs; no test of a
    difference. Only finished courses are compared. Where publish found no annual files, England's shares alone.
    """
    why = cannot_stand_beside(definition)
    if why:
        return nothing(release, selection, HEADING, f"{subject(selection, definition, EVERYONE)}: {why}")
    ours, period = longest_with(release, selection, definition, lambda found: found.verdict.in_range, RECOVERY)
    theirs = published_outcomes(release, selection.place, selection.year)
    shares = our_shares(ours)
    rows = [row for name, own in shares.items() for row in national_rows(name, own, ours, selection, period, theirs)]
    said = _finding(subject(selection, definition, EVERYONE, period), shares[IMPROVED], ours, theirs, selection.year)
    years = nearest_years(selection, [one.year for one in theirs]) if has_outcomes(release) else ()
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        national_view(selection, period),
        rows,
        Said(said),
        definition="Share who improved reliably, recovered, and both, of all who finished a course, those without two "
        "scores among them; recovery without those known to be no case at the start.",
        numerator="People who improved reliably; people at caseness at the start whose last score is no case",
        denominator="Finished courses on both sides (at least two attended contacts); for recovery less those not at "
        "caseness at the start",
        method=f"{A_RANGE} No test: the populations differ.",
        what="rows",
        citation=("NHS England, NHS Talking Therapies annual reports",),
        caveats=(POPULATIONS_DIFFER, NOT_THE_SAME, A_RANGE),
        source=f"{EXTRACT}; {source(release)}",
        notes=(
            POPULATIONS_DIFFER,
            NOT_THE_SAME,
            *years,
            *not_brought(release),
        ),
    )


def _finding(about: str, own: OurShare, found: OutcomeCells, theirs: Sequence[PublishedOutcomes], year: str) -> Finding:
    """Both shares improved of all who finished, each with how many have two scores."""
    if own.least != own.least:
        return Finding(f"{about}: too few people for a share to set beside the published one.", "too few")
    n = own.whole.value
    finished = f"the {people(n)}" if n < SMALL else "all"
    here = f"of {finished} who finished, {percent(own.least, n)} to {percent(own.most, n)} improved reliably here"
    here += f", where {found.paired_of_eligible.percent} have two scores"
    near = _nearest(theirs, year)
    if near is None:
        return Finding(f"{about}: {here}; no published share of the same area is in the release.", "description")
    scored = f", where {percent(scored_of(near))} have" if scored_of(near) == scored_of(near) else ""
    share = percent(near.counts["improved"] / near.finished)
    there = f"{share} in NHS Talking Therapies ({near.who}, {near.year}){scored}"
    return Finding(f"{about}: {here}, and {there}. The populations differ.", "description")


def _nearest(theirs: Sequence[PublishedOutcomes], year: str) -> PublishedOutcomes | None:
    """The area's own, of the year nearest; of several areas none stands for all of them: then England's."""
    whole = [one for one in theirs if one.counts["improved"] == one.counts["improved"] and one.finished > 0]
    areas = [one for one in whole if one.who != ENGLAND]
    gaps = [abs(int(one.year[:4]) - int(year[:4])) for one in areas]
    nearest = [one for one, gap in zip(areas, gaps, strict=True) if gap == min(gaps)]
    return nearest[0] if len(nearest) == 1 else next((one for one in whole if one.who == ENGLAND), None)
