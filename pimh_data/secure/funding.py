"""Money of a release: what was allocated and spent, by workstream, service, year and funder, where it belongs."""

import pandas as pd

from pimh_data.registry.posts import NOT_GIVEN
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.whose import shown_where

TEXTS = ("workstream", "service", "year", "funded_by", "lead_provider")
AMOUNTS = ("allocated", "spent")


def funding(checks: Checks, views: Views) -> pd.DataFrame:
    """where, TEXTS, AMOUNTS (pounds, NaN where not known): one row a row of the extract; '' for no service."""
    extract = checks.extracts.get("funding")
    if extract is None:
        return pd.DataFrame(columns=["where", *TEXTS, *AMOUNTS])
    rows = extract.accepted.drop("row").to_pandas()
    spread = shown_where(rows, views)
    spread["year"] = spread.year.str.replace("-", "/")
    for name in ("funded_by", "lead_provider"):
        spread[name] = spread[name].astype("str").where(spread[name].notna(), NOT_GIVEN)
    spread["service"] = spread.service.astype("str").where(spread.service.notna(), "")
    return spread[["where", *TEXTS, *AMOUNTS]].astype(dict.fromkeys(AMOUNTS, "float64"))
