"""The releases that golden answers are asked of: the tests' demonstration, and a small one that has indicators."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pimh_data.release import Release, Store

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "questions"), str(HERE / "questions" / "indicators")]

from indicator_release import SERIES, SYSTEM, Indicators, places_of_three  # noqa: E402 - from the folders above

# England's value, and how far above it each Place lies, in the order of SERIES.
ENGLAND = (0.7, 10.0, 50.0, 3.8, 12.0, 100.0)
ABOVE = {"Sheffield": 1.3, "Liverpool": 1.02, "Wirral": 0.8, "Barnsley": 1.1, "North West": 1.05}
PERIODS = ("2017/18", "2018/19", "2019/20", "2020/21", "2021/22")
ORDINALS = ("Second", "Third", "Fourth", "Fifth")
DECILES = "County & UA deprivation deciles in England (IMD 2019, 4/21 geography)"


@contextmanager
def opened(folder: Path | None = None) -> Iterator[Mapping[str, Release]]:
    """Both releases by name. `folder`: of the demonstration's releases; where pytest keeps them, unless given."""
    from tests.conftest import releases_of_tests

    demonstration, _ = Store(folder or releases_of_tests()).current()
    with tempfile.TemporaryDirectory() as temporary:
        yield {"demonstration": demonstration, "indicators": _with_indicators(Path(temporary))}


def _with_indicators(folder: Path) -> Release:
    """Every kind of figure: five years, one area withheld, one without interval, a region, deciles of England."""
    made = Indicators()
    places_of_three(made)
    for (series, value), number in zip(zip(SERIES, ENGLAND, strict=True), range(len(SERIES)), strict=True):
        for year, period in enumerate(PERIODS):
            own = value * (1 + 0.03 * year * (number - 2))
            made.row(series, "England", own, own * 0.99, own * 1.01, period=period)
            for area, above in ABOVE.items():
                _area(made, series, area, own * above, period)
        for decile in range(1, 11):
            made.row(
                series, "England", value * (1.4 - 0.07 * decile), value * (1.35 - 0.07 * decile),
                value * (1.45 - 0.07 * decile), category_type=DECILES, category=_decile(decile),
            )  # fmt: skip
    return made.open(folder)


def _area(made: Indicators, series: str, area: str, value: float, period: str) -> None:
    of = {"period": period, "parent": "E12000002" if SYSTEM.get(area) == "Cheshire and Merseyside" else ""}
    if series == "stillbirth" and area == "Wirral":
        made.row(series, area, note="Value suppressed for disclosure control due to small count", **of)
    elif series == "stranger":
        made.row(series, area, value, **of)
    else:
        people = 40_000
        made.row(
            series, area, value, value * 0.9, value * 1.1, count=round(value * people / 100), denominator=people, **of
        )


def _decile(number: int) -> str:
    named = ("Most", *(f"{which} more" for which in ORDINALS), *(f"{which} less" for which in ORDINALS[::-1]), "Least")
    return f"{named[number - 1]} deprived decile (IMD2019)"
