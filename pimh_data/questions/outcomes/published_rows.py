"""What NHS Talking Therapies publishes for England and the same ICB, as rows to stand beside ours. Nothing of ours.

Rows come from the annual files, as the release holds them; England's outcomes, where no such file was brought, from
`datasets/reference`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pimh_data.answer import Row
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.registry import reference
from pimh_data.registry.cubes import ALL_PLACES, PUBLISHED
from pimh_data.registry.reference import TALKING_THERAPIES
from pimh_data.release import Release

SCORES, OUTCOMES = "talking_therapies_scores", "talking_therapies_outcomes"
PERINATAL = "Ante/post natal counselling"
ENGLAND = "England"
THEIRS = "published"
CARRIED = "talking_therapies_england"
SOURCE = "NHS England, NHS Talking Therapies annual report"
BRINGS = {SCORES: "start, end and effect sizes", OUTCOMES: "the figures of the same ICB"}


@dataclass(frozen=True)
class PublishedOutcomes:
    """Outcomes of an area's finished courses in a year, as counted there; NaN where withheld or not collected.

    `scored`: those with two scores, who improved, got worse, or changed in neither way; `counts`: who improved
    reliably, recovered, and recovered reliably.
    """

    who: str
    year: str
    finished: float
    not_at_caseness: float
    scored: float
    counts: Mapping[str, float]


def published_scores(release: Release, measure: str, where: str, year: str) -> list[Row]:
    """Start, end and effect size of England and the areas of a Place, system or all, each in the year nearest.

    Of the perinatal therapy where it exists, and of the three that England uses most.
    """
    areas = _areas(release, where)
    scores = [row for row in _held(release, SCORES) if row["measure"] == measure and row["area"] in areas]
    return _score_rows(scores, areas, year)


def published_outcomes(release: Release, where: str, year: str) -> list[PublishedOutcomes]:
    """Outcomes of the same areas, each in the year nearest; of England as carried where no annual file was brought."""
    outcomes = [row for row in _held(release, OUTCOMES) if row["dimension"] == "all"]
    if not outcomes:
        return [england_as_carried()]
    areas = _areas(release, where)
    found = (_nearest([row for row in outcomes if row["area"] == area], year) for area in areas)
    return [_published(row) for own in found for row in own]


def has_scores(release: Release) -> bool:
    """Whether start, end and effect sizes are published in this release."""
    return (SCORES, PUBLISHED) in release.tables


def has_outcomes(release: Release) -> bool:
    """Whether outcomes of the same ICB are published in this release."""
    return (OUTCOMES, PUBLISHED) in release.tables


def not_brought(release: Release) -> tuple[str, ...]:
    """A sentence on what annual files that were not brought would add, and how to bring them."""
    lacking = [brings for name, brings in BRINGS.items() if (name, PUBLISHED) not in release.tables]
    if not lacking:
        return ()
    year = england_as_carried().year
    alone = "" if has_outcomes(release) else f"The published shares are those of England in {year} alone. "
    return (
        f"{alone}The annual files of NHS Talking Therapies would bring {words.listed(lacking)}: whoever publishes can "
        "add them to the extracts.",
    )


def source(release: Release) -> str:
    """Where the published figures of this release come from."""
    return SOURCE if has_scores(release) or has_outcomes(release) else TALKING_THERAPIES


@cache
def england_as_carried() -> PublishedOutcomes:
    """England's outcomes of the one year that the reference holds."""
    table = reference.load(CARRIED).set_index("name")
    return _published({"area": ENGLAND, "year": table["year"].iloc[0], **table["count"].to_dict()})


def _areas(release: Release, where: str) -> tuple[str, ...]:
    places, icbs = release.manifest.places, release.manifest.icbs
    mine = [place for place, system in places.items() if where in (ALL_PLACES, place, system)]
    # Many a system is an ICB by another name: where none is said, the system is looked for.
    return tuple(dict.fromkeys([where, *(icbs.get(place, places[place]) for place in mine), ENGLAND]))


def _held(release: Release, name: str) -> list[Row]:
    """The rows of a published table as plain ones: looking them up costs no table."""
    table = release.tables.get((name, PUBLISHED))
    if table is None:
        return []
    return release.once_of(name, PUBLISHED, _held, lambda: table.to_dict("records"))


def _score_rows(scores: list[Row], areas: tuple[str, ...], year: str) -> list[Row]:
    others = [row for row in scores if row["area"] == ENGLAND and row["therapy"] != PERINATAL]
    most = sorted(
        _nearest(others, year), key=lambda row: row["courses"] if float(row["courses"]) > 0 else 0, reverse=True
    )
    rows: list[Row] = []
    for area in areas:
        for therapy in (PERINATAL, *(row["therapy"] for row in most[:3])):
            own = [row for row in scores if row["area"] == area and row["therapy"] == therapy]
            rows += [_score_row(row) for row in _nearest(own, year)]
    return rows


def _nearest(rows: list[Row], year: str) -> list[Row]:
    if not rows:
        return []
    # Two years as near as each other: the later one.
    nearest = min(
        {str(row["year"]) for row in rows}, key=lambda own: (abs(int(own[:4]) - int(year[:4])), -int(own[:4]))
    )
    return [row for row in rows if row["year"] == nearest]


def _score_row(row: Row) -> Row:
    return {
        "who": _who(row),
        "kind": THEIRS,
        "year": row["year"],
        "people": NAN,
        "therapy": row["therapy"],
        "courses": row["courses"],
        "mean_first": row["mean_start"],
        "mean_last": row["mean_end"],
        "effect_size": row["effect_size"],
        "state": "shown",
    }


def _published(row: Row) -> PublishedOutcomes:
    def of(name: str) -> float:
        return float(row.get(name, NAN))

    scored = of("improved") + of("deteriorated") + of("no_reliable_change")
    counts = {name: of(name) for name in ("improved", "recovered", "reliably_recovered")}
    return PublishedOutcomes(_who(row), str(row["year"]), of("finished"), of("not_at_caseness"), scored, counts)


def _who(row: Row) -> str:
    return ENGLAND if row["area"] == ENGLAND else f"{row['area']} ({row['area_type']} {row['code']})"
