"""How much of a release is hidden: of what opening pages ask, of a service's three years, and though five are there.

Publishes the same extracts rounded and exact: what the one hides is seen in the other. No timings.
"""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.demonstration import extracts
from benchmarks.figures import Asked, Figure, run
from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, CUBES, KEYS, SPECIALIST, THREE_YEARS
from pimh_data.registry.disclosure import FEWEST, THINGS
from pimh_data.registry.views import ALL, BUNDLE, EACH
from pimh_data.release import Release, open_release
from pimh_data.secure.publish import publish

PROFILES = ("rounded", "exact")
SMALLEST = 5
MOST_HIDDEN = 0.6  # of a view's counts: of which more is hidden, it is held in longer periods alone, or not at all
View = tuple[str, str, str, str]


def measure(asked: Asked) -> Iterator[Figure]:
    """Rows, counts, bytes; shares hidden, each beside the most that it may be; views of which most is hidden."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = extracts(folder / "extracts", asked)
        for profile in PROFILES:
            publish(read, folder / profile, folder / "quarantine", profile_name=profile, name=profile)
        released, exact = (open_release(folder / profile / profile) for profile in PROFILES)
        cells = counts_of(released).join(counts_of(exact).n.rename("true"))
        yield Figure("rows", sum(entry.rows for entry in released.manifest.files if entry.cube in CUBES), "")
        yield Figure("counts", len(cells), "")
        yield Figure("bytes", sum(entry.bytes for entry in released.manifest.files) / 1e6, "MB")
    yield Figure("hidden, of all counts", _share(cells.n.isna()), "%")
    people = cells[~cells.index.get_level_values("cube").isin(THINGS)]
    enough = people.n.isna() & (people.true >= FEWEST)
    yield Figure("hidden though 5 or more, of all counts of people", _share(enough), "%", limit=3)
    keys = cells.index.to_frame(index=False)
    latest = ((keys.period == released.manifest.years[-1]) & (keys.service == ALL_SERVICES)).to_numpy()
    single = ~keys.service.isin([ALL_SERVICES, *released.manifest.bundles])
    of_service = ((keys.period_kind == THREE_YEARS) & single).to_numpy()
    yield Figure("hidden, all services, latest year", _share(cells.n.isna()[latest]), "%", aim=25)
    yield Figure("hidden, one service, three years together", _share(cells.n.isna()[of_service]), "%", aim=45)
    shown = _answered(released, released.wheres)
    yield Figure("rows hidden of answers as pages open", _share(shown.state == "hidden"), "%", aim=25)
    small = shown[shown.place.isin(_smallest(released))]
    told = small.groupby(["question", "place"]).state.agg(lambda states: (states != "hidden").any())
    yield Figure(f"opening answers without a number, {SMALLEST} smallest Places", int((~told).sum()), "", aim=0)
    views = hidden_by_view(released)
    yield Figure("views", len(views), "")
    for view, share in views.items():
        if share > MOST_HIDDEN:
            yield Figure(f"  {' / '.join(view)}", 100 * share, "%", limit=100 * MOST_HIDDEN)


def hidden_by_view(release: Release) -> dict[View, float]:
    """Cube, kind of period, kind of service, dimension -> the share of its counts that is hidden, greatest first."""
    parts = []
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            service = table["service"].astype("str")
            bundled = service.isin(list(release.manifest.bundles))
            kind = np.where(service.isin([ALL_SERVICES, SPECIALIST]), ALL, np.where(bundled, BUNDLE, EACH))
            keys = {"cube": cube, "period": table["period_kind"].astype("str"), "service": kind}
            counts = table[list(CUBES[cube].counts)]
            numbers = {"hidden": counts.isna().sum(axis=1), "counts": counts.shape[1]}
            rows = pd.DataFrame({**keys, "dimension": table["dimension"].astype("str"), **numbers})
            parts.append(rows.groupby(["cube", "period", "service", "dimension"])[["hidden", "counts"]].sum())
    summed = pd.concat(parts).groupby(level=[0, 1, 2, 3]).sum()
    return (summed["hidden"] / summed["counts"]).sort_values(ascending=False).to_dict()


def counts_of(release: Release) -> pd.DataFrame:
    """Every released count of people and things, a row each: `n`, NaN where hidden."""
    parts = []
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            keys = [*KEYS, *CUBES[cube].extra_keys]
            long = table.astype(dict.fromkeys(keys, "str")).melt(
                id_vars=keys, value_vars=list(CUBES[cube].counts), var_name="count", value_name="n"
            )
            first, *others = CUBES[cube].extra_keys or ("",)
            extra = long[first].str.cat(long[others], sep="/") if first else ""
            parts.append(long.assign(cube=cube, extra=extra, n=long.n.astype("float64"))[[*INDEX, "n"]])
    return pd.concat(parts, ignore_index=True).set_index(list(INDEX))


INDEX = ("cube", "where", "period_kind", "period", "service", "dimension", "member", "extra", "count")


def _share(which: pd.Series) -> float:
    return 100 * float(np.mean(which)) if len(which) else 0.0


def _smallest(release: Release) -> list[str]:
    """The Places with the fewest people seen in the latest year."""
    year, places = release.manifest.years[-1], [name for name in release.manifest.places if name != ALL_PLACES]
    seen = {}
    for place in places:
        table = release.table("activity", place)
        own = table[(table.period == year) & (table.service == ALL_SERVICES) & (table.dimension == "all")]
        seen[place] = float(own.people_seen.sum())
    return sorted(seen, key=lambda place: seen[place])[:SMALLEST]


def _answered(release: Release, places: list[str]) -> pd.DataFrame:
    """question, place, state: every row of the answers that pages open with."""
    rows = []
    for place in places:
        for key in QUESTIONS:
            with suppress(SelectionError):
                found = answer(release, Address(key, Selection(place, year=release.manifest.years[-1])))
                rows += [(key, place, state) for state in found.table.get("state", ())]
    return pd.DataFrame(rows, columns=["question", "place", "state"])


if __name__ == "__main__":
    run("hidden", __doc__, measure)
