"""PHQ-9 and GAD-7 beside what NHS Talking Therapies publishes for the same ICB and England, on the same denominator."""

from collections.abc import Mapping

import pandas as pd

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.formats import number, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.envelopes import shares
from pimh_data.questions.evidence import STATE, hidden_in_words, tidy
from pimh_data.questions.outcomes.chosen import Chosen, choose, options
from pimh_data.questions.outcomes.nothing import nothing
from pimh_data.questions.outcomes.reading import Outcome, longest, outcome
from pimh_data.questions.outcomes.saying import EXTRACT, outcome_evidence, period_in_short, stamped, subject
from pimh_data.questions.outcomes.scores import change_of
from pimh_data.questions.outcomes.who import Bounds, bounds
from pimh_data.registry.cubes import ALL_PLACES, EVERYONE, PUBLISHED
from pimh_data.registry.pairing import FINISHED
from pimh_data.release import Release

KEY, TITLE = "outcomes.national", "Beside NHS Talking Therapies"
SCORES, OUTCOMES = "talking_therapies_scores", "talking_therapies_outcomes"
MEASURES = ("PHQ-9", "GAD-7")
PERINATAL = "Ante/post natal counselling"
ENGLAND = "England"
COLUMNS = (
    Column("who", "Who", "text"),
    Column("kind", "Released here or published", "text"),
    Column("therapy", "Therapy", "text"),
    Column("year", "Year", "text"),
    Column("people", "People with two scores, this release", "count", "people"),
    Column("courses", "Courses of therapy, published", "published", "courses"),
    Column("mean_first", "Mean at the start", "number", "points", 1),
    Column("mean_last", "Mean at the end", "number", "points", 1),
    Column("effect_size", "Effect size, over the SD at the start", "number", "", 1),
    Column("finished", "Finished courses, published", "published", "courses"),
    Column("improved_of_finished", "Improved reliably, of those who finished", "share"),
    STATE,
)
OURS, THEIRS = "released here", "published"
POPULATIONS_DIFFER = (
    "The populations differ: NHS Talking Therapies treats adults of all ages for anxiety and depression, mostly not in "
    "the perinatal period; therapies, severity at the start and who stays differ too. Read it as context, not as a "
    "target."
)
NOT_THE_SAME = (
    "NHS Talking Therapies counts a person as improved over two scales together (one better, none worse); here it is "
    "one measure alone. Effect sizes of areas are published over England's SD."
)


def beside_national(
    release: Release,
    selection: Selection,
    measure: str = "",
    pairing: str = "",
    reliable_change: str = "",
    courses: str = "",
) -> Answer:
    """Start, end and effect size of this selection beside the published ones: one row each, no test of difference.

    Published rows: England and the areas named as the Place or its system, in the year nearest the chosen one; of the
    therapies, the perinatal one where it exists and the three that England uses most; and the share improved of all who
    finished, which stands beside ours of all eligible: never beside a share of the paired. Only finished courses are
    compared. No data where publish found no files.
    """
    periods.position(release.manifest, selection.year)
    if not options(release, selection).measures:
        return nothing(release, selection, KEY, TITLE, COLUMNS)
    chosen = choose(release, selection, measure, pairing, reliable_change, courses)
    about = subject(selection, chosen, EVERYONE)
    why = _cannot(release, chosen)
    if why:
        return nothing(release, selection, KEY, TITLE, COLUMNS, f"{about}: {why}")
    ours, period = _ours(release, selection, chosen)
    areas = _areas(release, selection.place)
    rows = [_our_row(selection, chosen, ours, period), *_published(release, chosen, areas, selection.year)]
    years = sorted({str(row["year"]) for row in rows[1:]})
    notes = [POPULATIONS_DIFFER, NOT_THE_SAME]
    if years and years != [selection.year]:
        notes.append(f"Published for {words.listed(years)}: the year nearest {selection.year} in each file.")
    return Answer(
        KEY,
        TITLE,
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        _finding(about, rows, bounds(ours), selection.year),
        outcome_evidence(
            release,
            _view(selection, period),
            chosen,
            definition="Mean score at the start and at the end, and the effect size (mean at the start less mean at "
            "the end, over the SD at the start); share who improved reliably of all who finished a course.",
            numerator="Scores of people with two; people who improved reliably",
            denominator="Finished courses on both sides (at least two attended contacts); means rest on two scores",
            method="Published figures as they stand; ours as released. No test: the populations differ.",
            hidden=hidden_in_words(release, [str(row["who"]) for row in rows if row["state"] == "hidden"], "rows"),
            citation=("NHS England, NHS Talking Therapies annual reports",),
            caveats=(POPULATIONS_DIFFER, NOT_THE_SAME),
            source=f"{EXTRACT}; NHS England, NHS Talking Therapies annual report",
        ),
        direction="no_judgement",
        notes=stamped(release, chosen, notes),
    )


def _cannot(release: Release, chosen: Chosen) -> str:
    if (SCORES, PUBLISHED) not in release.tables and (OUTCOMES, PUBLISHED) not in release.tables:
        return (
            "the annual files of NHS Talking Therapies were not brought, so there is nothing published to set beside."
        )
    if chosen.measure.key not in MEASURES:
        return f"NHS Talking Therapies publishes {words.listed(list(MEASURES))} only."
    if chosen.courses != FINISHED:
        return (
            "only finished courses are set beside the published ones, which count no others. Choose finished courses."
        )
    return ""


def _view(selection: Selection, period: str) -> View:
    return View(selection.place, period, selection.service)


def _ours(release: Release, selection: Selection, chosen: Chosen) -> tuple[Outcome, str]:
    found = outcome(release, _view(selection, selection.year), chosen)
    for period in longest(release, selection):
        longer = outcome(release, _view(selection, period), chosen)
        if change_of(longer) is not None:
            return longer, period
    return found, selection.year


def _areas(release: Release, where: str) -> tuple[str, ...]:
    places = release.manifest.places
    if where == ALL_PLACES:
        return (*dict.fromkeys(places.values()), ENGLAND)
    return tuple(dict.fromkeys((where, places.get(where, where), ENGLAND)))


def _our_row(selection: Selection, chosen: Chosen, found: Outcome, period: str) -> Mapping[str, object]:
    change = change_of(found)
    # Start less end, as it is published there: a fall in symptoms is positive.
    size = NAN if change is None else -float(change.glass_delta)
    state = "shown" if change is not None else found.paired.state if found.paired.state != "shown" else "hidden"
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


def _published(release: Release, chosen: Chosen, areas: tuple[str, ...], year: str) -> list[Mapping[str, object]]:
    rows: list[Mapping[str, object]] = []
    scores = release.tables.get((SCORES, PUBLISHED))
    if scores is not None:
        mine = scores[(scores["measure"] == chosen.measure.key) & scores["area"].isin(areas)]
        england = mine[mine["area"] == ENGLAND]
        near = _nearest(england[england["therapy"] != PERINATAL], year)
        usual = near.sort_values("courses", ascending=False)["therapy"].head(3).tolist()
        for area in areas:
            own = mine[mine["area"] == area]
            for therapy in (PERINATAL, *usual):
                rows += [_score_row(row) for row in _nearest(own[own["therapy"] == therapy], year).to_dict("records")]
    outcomes = release.tables.get((OUTCOMES, PUBLISHED))
    if outcomes is not None:
        everyone = outcomes[(outcomes["dimension"] == "all") & outcomes["area"].isin(areas)]
        for area in areas:
            found = _nearest(everyone[everyone["area"] == area], year)
            rows += [_outcome_row(row) for row in found.to_dict("records")]
    return rows


def _nearest(table: pd.DataFrame, year: str) -> pd.DataFrame:
    if table.empty:
        return table
    apart = (table["year"].str[:4].astype("int64") - int(year[:4])).abs()
    # Two years as near as each other: the later one.
    nearest = table.loc[apart == apart.min(), "year"].max()
    return table[table["year"] == nearest]


def _score_row(row: Mapping[str, object]) -> Mapping[str, object]:
    return _their(row) | {
        "therapy": row["therapy"],
        "courses": row["courses"],
        "mean_first": row["mean_start"],
        "mean_last": row["mean_end"],
        "effect_size": row["effect_size"],
        "state": "shown",
    }


def _outcome_row(row: Mapping[str, object]) -> Mapping[str, object]:
    improved, finished = float(row["improved"]), float(row["finished"])
    known = improved == improved and finished > 0
    return _their(row) | {
        "therapy": "All",
        "finished": finished,
        "improved_of_finished": improved / finished if known else NAN,
        "state": "shown" if known else "hidden",
    }


def _their(row: Mapping[str, object]) -> dict[str, object]:
    empty = dict.fromkeys(("people", "courses", "mean_first", "mean_last", "effect_size", "finished"), NAN)
    name = ENGLAND if row["area"] == ENGLAND else f"{row['area']} ({row['area_type']} {row['code']})"
    return {"who": name, "kind": THEIRS, "year": row["year"], "improved_of_finished": NAN, **empty}


def _finding(about: str, rows: list[Mapping[str, object]], extremes: Bounds, year: str) -> Finding:
    mine, *theirs = rows
    if mine["state"] != "shown":
        return Finding(f"{about}: too few people for a mean to set beside the published ones.", "too few")
    said = (
        f"from {number(mine['mean_first'])} to {number(mine['mean_last'])}, effect size {number(mine['effect_size'])}"
    )
    beside = [row for row in theirs if row["effect_size"] == row["effect_size"]]
    england = [row for row in beside if row["who"] == ENGLAND]
    named = next((row for row in england if row["therapy"] == PERINATAL), england[0] if england else None)
    text = f"{about}: {said}"
    if named is not None:
        text += (
            f"; NHS Talking Therapies in England, {named['therapy']}, {named['year']}: from "
            f"{number(named['mean_first'])} to {number(named['mean_last'])}, effect size {number(named['effect_size'])}"
        )
    whole = [row for row in theirs if row["improved_of_finished"] == row["improved_of_finished"]]
    areas = [row for row in whole if row["who"] != ENGLAND] or whole
    near = min(areas, key=lambda row: abs(int(str(row["year"])[:4]) - int(year[:4])), default=None)
    if near is not None and extremes.known:
        least, most = percent(extremes.if_unchanged), percent(extremes.if_all_improved)
        text += f". Of all who finished, at least {least} and at most {most} improved reliably here, and "
        text += f"{percent(near['improved_of_finished'])} there ({near['who']}, {near['year']})"
    return Finding(f"{text}. The populations differ.", "description")
