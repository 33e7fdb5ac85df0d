"""Improved and recovered of all who finished, as a range, beside what NHS Talking Therapies publishes: PHQ-9, GAD-7."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.formats import percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, Cell, View
from pimh_data.questions.kit import STATE, Ranged, Said, state_of
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.published_rows import (
    ENGLAND,
    THEIRS,
    PublishedOutcomes,
    has_outcomes,
    not_brought,
    published_outcomes,
    source,
)
from pimh_data.questions.outcomes.reading import RECOVERY, OutcomeCells, longest, outcome
from pimh_data.questions.outcomes.recovered import finished_less_no_case, recovery_of_finished
from pimh_data.questions.outcomes.saying import EXTRACT, period_in_short, subject
from pimh_data.registry.cubes import EVERYONE
from pimh_data.registry.pairing import FINISHED
from pimh_data.release import Release

MEASURES = ("PHQ-9", "GAD-7")
SHARE = Ranged("share", "Share of those who finished", "share", "")
NOT_OURS = "not of this release"
COLUMNS = (
    Column("outcome", "Outcome", "text"),
    Column("who", "Who", "text"),
    Column("kind", "Released here or published", "text"),
    Column("year", "Year", "text"),
    Column("people", "People known to have, this release", "count", "people", missing=NOT_OURS),
    Column("of", "Of whom, this release", "count", "people", missing=NOT_OURS),
    Column("finished", "Finished courses, published", "published", "courses", missing="not published"),
    Column("two_scores", "With two scores, of those who finished", "share", missing="not published"),
    *(Column(end.name, end.label, end.kind, missing="published as one figure") for end in SHARE.ends),
    Column("published", "Share as published", "share", missing="a range here"),
    STATE,
)
HEADING = Heading("outcomes.national", "Beside NHS Talking Therapies", COLUMNS)
OURS = "released here"
POPULATIONS_DIFFER = (
    "The populations differ: NHS Talking Therapies treats adults of all ages for anxiety and depression, mostly not in "
    "the perinatal period; therapies, severity at the start and who stays differ too. Read it as context, not as a "
    "target."
)
NOT_THE_SAME = (
    "NHS Talking Therapies counts a person as improved over two scales together (one better, none worse); here it is "
    "one measure alone."
)
A_RANGE = (
    "Ours is a range over those without two scores: from nobody of them to all. A published share counts them as not "
    "improved and not recovered: beside it stands how many have two scores."
)
IMPROVED, RECOVERED, RELIABLY = "Improved reliably", "Recovered", "Recovered reliably"


@dataclass(frozen=True)
class OurShare:
    """One outcome of ours: those known to have it, of whom, and the least and the most that the share can be."""

    part: Cell
    whole: Cell
    least: float
    most: float


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
    shares = _our_shares(ours)
    rows = [row for name, own in shares.items() for row in _rows(name, own, ours, selection, period, theirs)]
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


def cannot_stand_beside(definition: OutcomeDefinition) -> str:
    """Why nothing is published to set beside outcomes of this definition; '' where something is."""
    if definition.measure.key not in MEASURES:
        return f"NHS Talking Therapies publishes {words.listed(list(MEASURES))} only."
    if definition.courses != FINISHED:
        return (
            "only finished courses are set beside the published ones, which count no others. Choose finished courses."
        )
    return ""


def national_view(selection: Selection, period: str) -> View:
    """Everyone of the selection's Place and service, in a period."""
    return View(selection.place, period, selection.service)


def longest_with(
    release: Release,
    selection: Selection,
    definition: OutcomeDefinition,
    enough: Callable[[OutcomeCells], bool],
    cubes: Sequence[str],
) -> tuple[OutcomeCells, str]:
    """The outcome of the chosen year, or of the next longer period that shows enough, and which period it is of."""
    for period in longest(release, selection):
        found = outcome(release, national_view(selection, period), definition, cubes)
        if enough(found):
            return found, period
    return outcome(release, national_view(selection, selection.year), definition, cubes), selection.year


def nearest_years(selection: Selection, years: Sequence[str]) -> tuple[str, ...]:
    """A note where published figures are of other years than the chosen one."""
    named = sorted(set(years))
    if not named or named == [selection.year]:
        return ()
    return (f"Published for {words.listed(named)}: the year nearest {selection.year} in each file.",)


def _our_shares(found: OutcomeCells) -> dict[str, OurShare]:
    below = finished_less_no_case(found)
    improved = OurShare(found.improved, found.eligible, found.verdict.least, found.verdict.most)
    recovery = {
        name: OurShare(part, below, *recovery_of_finished(found, part))
        for name, part in ((RECOVERED, found.recovered), (RELIABLY, found.reliably_recovered))
    }
    return {IMPROVED: improved, **recovery}


COUNTS = {IMPROVED: "improved", RECOVERED: "recovered", RELIABLY: "reliably_recovered"}


def _rows(
    name: str,
    own: OurShare,
    found: OutcomeCells,
    selection: Selection,
    period: str,
    theirs: Sequence[PublishedOutcomes],
) -> list[Row]:
    known = own.least == own.least
    ours: Row = {
        "outcome": name,
        "who": words.subject(selection, with_year=False),
        "kind": OURS,
        "year": period_in_short(period),
        "people": own.part.value,
        "of": own.whole.value,
        "finished": NAN,
        "two_scores": found.paired_of_eligible.limits[0] if found.eligible.known and found.paired.known else NAN,
        "share_lower": own.least,
        "share_upper": own.most,
        "published": NAN,
        "state": "shown" if known else "no data" if state_of(own.part, own.whole) == "no data" else "hidden",
    }
    return [ours, *(_their_row(name, one) for one in theirs)]


def _their_row(name: str, one: PublishedOutcomes) -> Row:
    finished = one.finished - (0 if name == IMPROVED else one.not_at_caseness)
    share = one.counts[COUNTS[name]] / finished if finished > 0 else NAN
    return {
        "outcome": name,
        "who": one.who,
        "kind": THEIRS,
        "year": one.year,
        "people": NAN,
        "of": NAN,
        "finished": finished,
        "two_scores": _scored(one),
        "share_lower": NAN,
        "share_upper": NAN,
        "published": share,
        "state": "shown" if share == share else "hidden",
    }


def _scored(one: PublishedOutcomes) -> float:
    return one.scored / one.finished if one.finished > 0 else NAN


def _finding(about: str, own: OurShare, found: OutcomeCells, theirs: Sequence[PublishedOutcomes], year: str) -> Finding:
    """Both shares improved of all who finished, each with how many have two scores."""
    if own.least != own.least:
        return Finding(f"{about}: too few people for a share to set beside the published one.", "too few")
    here = f"of all who finished, {percent(own.least)} to {percent(own.most)} improved reliably here"
    here += f", where {found.paired_of_eligible.percent} have two scores"
    near = _nearest(theirs, year)
    if near is None:
        return Finding(f"{about}: {here}; no published share of the same area is in the release.", "description")
    scored = f", where {percent(_scored(near))} have" if _scored(near) == _scored(near) else ""
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
