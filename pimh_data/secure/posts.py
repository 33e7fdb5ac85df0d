"""Posts of a release: how many and how many whole-time equivalents, by service, role, band, employer, status, funder.

One break-down at a time, so that a row is never all that there is to say of one post. What is one person's stands under
a common name; its own name goes into a table apart, for the organisation that runs the service alone.
"""

import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.registry.posts import DIMENSIONS, NOT_GIVEN, OTHER_ROLES, SINGLE_SERVICES
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.whose import shown_where

VACANT = "vacant"  # a post without a person
COLUMNS = ("where", "service", "dimension", "member", "posts", "wte")
INSIDE = (*COLUMNS, "under", "organisation")


def posts(checks: Checks, views: Views) -> tuple[pd.DataFrame, pd.DataFrame]:
    """COLUMNS for whoever may see posts; and INSIDE: what stands `under` a common name there, by its own.

    Neither has a row where no posts were brought. A service of a single practitioner has no view of its own.
    """
    extract = checks.extracts.get("posts")
    if extract is None:
        return pd.DataFrame(columns=list(COLUMNS)), pd.DataFrame(columns=list(INSIDE))
    rows = extract.accepted.drop("row").to_pandas()
    rows["organisation"] = _organisations(rows, checks)
    texts = list(DIMENSIONS)
    rows[texts] = rows[texts].astype("str").where(rows[texts].notna(), NOT_GIVEN)
    of_service = views.units.groupby("service").place
    only = of_service.first()[of_service.nunique() == 1]
    rows["place"] = rows.place.fillna(rows.service.map(only))
    team = [rows.place.fillna(""), rows.service]
    rows["of_single_service"] = (rows.status != VACANT).groupby(team).transform("sum") <= 1
    rows["of_single_role"] = rows.groupby([*team, rows.role]).wte.transform("size") == 1
    spread = shown_where(rows, views)
    each = pd.concat([spread.assign(view=ALL_SERVICES), spread.assign(view=spread.service)], ignore_index=True)
    has_view = ~each.groupby(["where", "view"]).of_single_service.transform("all") | (each["view"] == ALL_SERVICES)
    shown, inside = [_counted(each[has_view].assign(member=EVERYONE), "all", COLUMNS)], []
    for dimension in DIMENSIONS:
        named = each.assign(member=each[dimension], under="")
        if dimension == "role":
            named.loc[named.of_single_role, "under"] = OTHER_ROLES
        named.loc[named.of_single_service, "under"] = SINGLE_SERVICES
        inside.append(_counted(named[named.under != ""], dimension, INSIDE))
        folded = named.assign(member=named.under.where(named.under != "", named.member))
        shown.append(_counted(folded[has_view], dimension, COLUMNS))
    return pd.concat(shown, ignore_index=True), pd.concat(inside, ignore_index=True)


def _counted(rows: pd.DataFrame, dimension: str, columns: tuple[str, ...]) -> pd.DataFrame:
    rows = rows.drop(columns="service").rename(columns={"view": "service"}).assign(dimension=dimension)
    keys = [name for name in columns if name not in ("posts", "wte")]
    made = rows.groupby(keys, as_index=False, sort=False).agg(posts=("wte", "size"), wte=("wte", "sum"))
    # The partnership's own figures on its posts, not protected counts of people: decimals, as published ones are.
    return made[list(columns)].astype({"posts": "float64"}).round({"wte": 2})


def _organisations(rows: pd.DataFrame, checks: Checks) -> list[str]:
    """Who runs the service of each post: of its Place, else of the service wherever it is."""
    services = checks.extracts["services"].accepted.select("place", "service", "provider").to_pandas()
    exact = {(row.place, row.service): row.provider for row in services.itertuples()}
    anywhere = {row.service: row.provider for row in services.itertuples()}
    pairs = zip(rows.place, rows.service, strict=True)
    return [exact.get((place, service), anywhere[service]) for place, service in pairs]
