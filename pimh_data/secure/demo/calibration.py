"""The published Sheffield figures that the demonstration data reproduce, and how each is counted. No generating here.

Counted from the extracts, unprotected, for every seed. 2023/24 is April 2023 to March 2024, its Q3 October to December.

`light parents`: distinct people with a Light referral received in the year, and as many distinct people with an
attended Light contact in the year: those seen who were referred earlier make up for those not yet seen.
`light deciles 1-2`: of Light referrals received in the quarter (one a person), those in deciles 1 and 2 of IMD 2019;
of those with a decile and of all.
`light minority Q3`, `light minority Q4`: of Light referrals received in the quarter (one a person), and of the distinct
people with an attended Light contact in it, those from a minority ethnic group; of those known and of all. The source
does not say what minority means: other than White British (A), other than White British or Irish (A, B), and other than
White (A, B, C) all give the figure, since Light has no B and no C in these quarters.
`pairs`: of the families (one person a family) referred to either PAIRS service in the calendar year 2024, in 2023/24
and in 2024/25, and of those with an attended contact in each, those of an ethnicity other than White British (A) or
White Irish (B); of those known and of all.
`dads`: distinct people referred to Steel City Dads from its start on 1 February 2024 to 31 March 2024; the same people
have an attended contact by then, and all are fathers or co-parents.
"""

from dataclasses import dataclass

from pimh_data.errors import ExtractError
from pimh_data.registry import reference

LIGHT, DADS = "Light peer support", "Steel City Dads"
PAIRS = ("CAMHS PAIRS", "0-19 PAIRS")
DADS_STARTED = "2024-02-01"

YEAR_2023 = ("2023-04-01", "2024-03-31")
YEAR_2024 = ("2024-04-01", "2025-03-31")
CALENDAR_2024 = ("2024-01-01", "2024-12-31")
Q3_2023 = ("2023-10-01", "2023-12-31")
Q4_2023 = ("2024-01-01", "2024-03-31")
DADS_PERIOD = (DADS_STARTED, "2024-03-31")

_MINORITY = "share of individuals from minority ethnic backgrounds"
_ROWS = {
    "light parents": (LIGHT, "parents accessing support", "2023/24"),
    "light deciles 1-2": (LIGHT, "share of new registrations living in IMD deciles 1-2", "2023/24 Q4"),
    "light minority Q3": (LIGHT, _MINORITY, "2023/24 Q3"),
    "light minority Q4": (LIGHT, _MINORITY, "2023/24 Q4"),
    "pairs": ("PAIRS", "share of families with an ethnicity other than White British or White Irish", "2024"),
    "dads": (DADS, "dads accessing support since February 2024", "2024"),
}


@dataclass(frozen=True)
class Target:
    """One published figure: a count of people, or a whole percentage, with the document it stands in."""

    service: str
    measure: str
    period: str
    value: int
    unit: str
    source: str


def targets() -> dict[str, Target]:
    """The published figures by their key above. Raises ExtractError when sheffield_published.csv lacks one."""
    rows = {
        (row.service, row.measure, row.period): Target(
            row.service, row.measure, row.period, round(row.value), row.unit, row.source
        )
        for row in reference.load("sheffield_published").itertuples()
    }
    lost = [", ".join(row) for row in _ROWS.values() if row not in rows]
    if lost:
        raise ExtractError(f"sheffield_published.csv lacks: {'; '.join(lost)}. Restore the file.")
    return {key: rows[row] for key, row in _ROWS.items()}


def counts_that_round_to(percent: int, everyone: int, known: int) -> range:
    """Counts that round to the percentage both of everyone and of those known, never resting on an exact half."""
    least = (2 * percent - 1) * everyone // 200 + 1
    most = -(-(2 * percent + 1) * known // 200) - 1
    return range(least, most + 1)
