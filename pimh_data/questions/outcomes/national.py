"""PHQ-9 and GAD-7 beside what NHS Talking Therapies publishes for the same ICB and England, on the same denominator."""

from collections.abc import Callable
from typing import Any

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.formats import number, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
)
from pimh_data.questions.outcomes.published_rows import (
    ENGLAND,
    PERINATAL,
    has_outcomes,
    has_scores,
    not_brought,
    published_rows,
    source,
)
from pimh_data.questions.outcomes.reading import OutcomeCells, longest, outcome
from pimh_data.questions.outcomes.saying import EXTRACT, period_in_short, subject
from pimh_data.questions.outcomes.scores import change_of
from pimh_data.questions.outcomes.who import Bounds, bounds
from pimh_data.questions.rounded_intervals import shares
from pimh_data.registry.cubes import EVERYONE
from pimh_data.registry.pairing import FINISHED
from pimh_data.release import Release

MEASURES = ("PHQ-9", "GAD-7")
COLUMNS = (
    Column("who", "Who", "text"),
    Column("kind", "Released here or published", "text"),
    Column("therapy", "Therapy", "text"),
    Column("year", "Year", "text"),
    Column("people", "People with two scores, this release", "count", "people", missing="not of this release"),
    Column("courses", "Courses of therapy, published", "published", "courses"),
    Column("mean_first", "Mean at the start", "number", "points", 1),
    Column("mean_last", "Mean at the end", "number", "points", 1),
    Column("effect_size", "Effect size, over the SD at the start", "number", "", 1),
    Column("finished", "Finished courses, published", "published", "courses"),
    Column("improved_of_finished", "Improved reliably, of those who finished", "share"),
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
    "one measure alone. Effect sizes of areas are published over England's SD."
)
SCORES_AND_SHARE: dict[str, Any] = {
    "definition": "Mean score at the start and at the end, and the effect size (mean at the start less mean at "
    "the end, over the SD at the start); share who improved reliably of all who finished a course.",
    "numerator": "Scores of people with two; people who improved reliably",
    "denominator": "Finished courses on both sides (at least two attended contacts); means rest on two scores",
}
SHARE: dict[str, Any] = {
    "definition": "Share who improved reliably of all who finished a course, those without two scores among them.",
    "numerator": "People who improved reliably",
    "denominator": "Finished courses on both sides (at least two attended contacts)",
}


@by_definition(HEADING)
def beside_national(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Start, end and effect size of this selection beside the published ones: one row each, no test of difference.

    Published rows: England, the Place and its ICB, in the year nearest the chosen one; of the therapies, the perinatal
    one where it exists and the three that England uses most; and the share improved of all who finished, which stands
    beside ours of all eligible: never beside a share of the paired. Only finished courses are compared. Where publish
    found no annual files, England's share alone.
    """
    why = _cannot(definition)
    if why:
        return nothing(release, selection, HEADING, f"{subject(selection, definition, EVERYONE)}: {why}")
    scores = has_scores(release)
    ours, period = _ours(release, selection, definition, _has_change if scores else _has_share)
    theirs = published_rows(release, definition.measure.key, selection.place, selection.year)
    rows = [_our_row(selection, ours, period, scores), *theirs]
    years = sorted({str(row["year"]) for row in theirs})
    notes = [POPULATIONS_DIFFER, NOT_THE_SAME]
    if years and years != [selection.year] and (scores or has_outcomes(release)):
        notes.append(f"Published for {words.listed(years)}: the year nearest {selection.year} in each file.")
    notes += not_brought(release)
    about = subject(selection, definition, EVERYONE, period)
    improved = _improved(theirs, bounds(ours), selection.year, "there" if scores else "in NHS Talking Therapies")
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        _view(selection, period),
        rows,
        Said(_finding(about, rows, improved) if scores else _finding_of_shares(about, improved)),
        **SCORES_AND_SHARE if scores else SHARE,
        method="Published figures as they stand; ours as released. No test: the populations differ.",
        what="rows",
        citation=("NHS England, NHS Talking Therapies annual reports",),
        caveats=(POPULATIONS_DIFFER, NOT_THE_SAME),
        source=f"{EXTRACT}; {source(release)}",
        notes=notes,
    )


def _cannot(definition: OutcomeDefinition) -> str:
    if definition.measure.key not in MEASURES:
        return f"NHS Talking Therapies publishes {words.listed(list(MEASURES))} only."
    if definition.courses != FINISHED:
        return (
            "only finished courses are set beside the published ones, which count no others. Choose finished courses."
        )
    return ""


def _view(selection: Selection, period: str) -> View:
    return View(selection.place, period, selection.service)


def _ours(
    release: Release, selection: Selection, definition: OutcomeDefinition, enough: Callable[[OutcomeCells], bool]
) -> tuple[OutcomeCells, str]:
    found = outcome(release, _view(selection, selection.year), definition)
    for period in longest(release, selection):
        longer = outcome(release, _view(selection, period), definition)
        if enough(longer):
            return longer, period
    return found, selection.year


def _has_change(found: OutcomeCells) -> bool:
    return change_of(found) is not None


def _has_share(found: OutcomeCells) -> bool:
    return bounds(found).known


def _our_row(selection: Selection, found: OutcomeCells, period: str, scores: bool) -> Row:
    change = change_of(found)
    # Start less end, as it is published there: a fall in symptoms is positive.
    size = NAN if change is None else -float(change.glass_delta)
    enough = change is not None if scores else _has_share(found)
    state = "shown" if enough else found.paired.state if found.paired.state != "shown" else "hidden"
    return {
        "who": words.subject(selection, with_year=False),
        "kind": OURS,
        "therapy": "All",
        "year": period_in_short(period),
        "people": found.paired.value,
        "courses": NAN,
        "mean_first": found.means["mean_first"],
        "mean_last": found.means["mean_last"],
        "effect_size": size,
        "finished": NAN,
        "improved_of_finished": shares([found.improved], [found.eligible])[0][0],
        "state": state,
    }


def _means(row: Row) -> str:
    first, last, size = (number(float(row[name])) for name in ("mean_first", "mean_last", "effect_size"))
    return f"from {first} to {last}, effect size {size}"


def _finding(about: str, rows: list[Row], improved: str) -> Finding:
    mine, *theirs = rows
    if mine["state"] != "shown":
        return Finding(f"{about}: too few people for a mean to set beside the published ones.", "too few")
    said = _means(mine)
    beside = [row for row in theirs if row["effect_size"] == row["effect_size"]]
    england = [row for row in beside if row["who"] == ENGLAND]
    named = next((row for row in england if row["therapy"] == PERINATAL), england[0] if england else None)
    text = f"{about}: {said}"
    if named is not None:
        text += f"; NHS Talking Therapies in England, {named['therapy']}, {named['year']}: {_means(named)}"
    if improved:
        text += f". {words.upper_first(improved)}"
    return Finding(f"{text}. The populations differ.", "description")


def _finding_of_shares(about: str, improved: str) -> Finding:
    if not improved:
        return Finding(f"{about}: too few people for a share to set beside the published one.", "too few")
    return Finding(f"{about}: {improved}. The populations differ.", "description")


def _improved(theirs: list[Row], extremes: Bounds, year: str, there: str) -> str:
    """Both shares improved of all who finished, in words; '' where either is not known."""
    whole = [row for row in theirs if row["improved_of_finished"] == row["improved_of_finished"]]
    areas = [row for row in whole if row["who"] != ENGLAND]
    gaps = [abs(int(str(row["year"])[:4]) - int(year[:4])) for row in areas]
    nearest = [row for row, gap in zip(areas, gaps, strict=True) if gap == min(gaps)]
    # Of several ICBs none stands for all of them: England does.
    near = nearest[0] if len(nearest) == 1 else next((row for row in whole if row["who"] == ENGLAND), None)
    if near is None or not extremes.known:
        return ""
    least, most = percent(extremes.if_unchanged), percent(extremes.if_all_improved)
    return (
        f"of all who finished, at least {least} and at most {most} improved reliably here, and "
        f"{percent(float(near['improved_of_finished']))} {there} ({near['who']}, {near['year']})"
    )
