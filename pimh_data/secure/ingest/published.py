"""Turns the published Wessex profile and provision ratings into the forms a release holds. Nothing is estimated.

Cells stay what they are: a value, a value with a note, suppressed, not available; a rating, or the name of an offer
that the table prints in place of a colour.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from pimh_data.contracts import RATINGS
from pimh_data.errors import ExtractError
from pimh_data.registry import reference
from pimh_data.registry.indicators import INDICATORS
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.fingertips_values import value_state
from pimh_data.secure.ingest.periods import parse_period

PROVISION_COLUMNS = ("system", "area", "place", "offer", "rating", "named_offer", "as_of", "source")

# The profile's own names, and the registry's entry for each.
WESSEX_INDICATORS: Mapping[str, str] = MappingProxyType(
    {
        "Stillbirth rate": "92530",
        "Sole registered births": "sole_registered_births",
        "Parents in drug treatment": "parents_in_drug_treatment",
        "Parents in alcohol treatment": "parents_in_alcohol_treatment",
        "Looked after children aged <5": "looked_after_under_5",
        "Looked after children aged 10-15": "looked_after_10_to_15",
        "Children on child protection plans": "child_protection_plans",
        "Family homelessness": "family_homelessness",
        "Teenage mothers": "90811",
    }
)
# Codes in force in the years of the table (to 2017/18), so before Dorset's districts and boroughs were merged in 2019.
WESSEX_AREAS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "England": ("E92000001", "Country"),
        "Wessex": ("", "Clinical network"),
        "Hampshire": ("E10000014", "County"),
        "Portsmouth": ("E06000044", "Unitary authority"),
        "Southampton": ("E06000045", "Unitary authority"),
        "Isle of Wight": ("E06000046", "Unitary authority"),
        "Dorset (Cty)": ("E10000009", "County"),
        "Bournemouth": ("E06000028", "Unitary authority"),
        "Poole": ("E06000029", "Unitary authority"),
    }
)


def wessex_indicators(profile: pd.DataFrame | None = None) -> pd.DataFrame:
    """The Wessex profile (9 indicators x 9 areas) in the indicators form: the table's own units, and no limits.

    `profile` defaults to the reference file. An empty value has the state its note gives (suppressed, not available); a
    value with a note is shown and keeps it. Raises ExtractError naming every indicator or area that is not known.
    """
    table = reference.load("wessex_perinatal_profile") if profile is None else profile
    strange = [f"indicator {name!r}" for name in table["indicator"].unique() if name not in WESSEX_INDICATORS]
    strange += [f"area {name!r}" for name in table["area"].unique() if name not in WESSEX_AREAS]
    if strange:
        raise ExtractError(f"wessex_perinatal_profile: no entry for {', '.join(strange)}. Add them in published.py.")
    ids = table["indicator"].map(WESSEX_INDICATORS)
    periods = [parse_period(text) for text in table["period"]]
    area = table["area"]
    return form.in_form(
        {
            "indicator_id": ids,
            "indicator": table["indicator"],
            "parent_code": area.map(lambda name: "E92000001" if name == "Wessex" else ""),
            "parent": area.map(lambda name: {"England": "", "Wessex": "England"}.get(name, "Wessex")),
            "area_code": area.map(lambda name: WESSEX_AREAS[name][0]),
            "area": area,
            "area_type": area.map(lambda name: WESSEX_AREAS[name][1]),
            "period": table["period"],
            "period_start": [period.start for period in periods],
            "period_end": [period.end for period in periods],
            "period_months": [period.months for period in periods],
            "period_sort": [period.sort for period in periods],
            "value": table["value"],
            "value_note": table["value_note"],
            "value_state": value_state(table["value"], table["value_note"]),
            "polarity": ids.map(lambda key: INDICATORS[key].polarity),
            "unit": table["unit"],
            "source": table["source"],
        },
        table.index,
    )


def provision_ratings(provision: pd.DataFrame | None = None, area_places: pd.DataFrame | None = None) -> pd.DataFrame:
    """Provision ratings, one row an area, Place and offer; an area that belongs to two Places has a row for each.

    Columns: PROVISION_COLUMNS. `rating` is one of contracts.RATINGS, or "" where `named_offer` holds what the table
    prints in its place. Both tables default to the reference files. Raises ExtractError naming every unmapped area and
    every odd cell.
    """
    ratings = reference.load("provision") if provision is None else provision
    places = reference.load("area_places") if area_places is None else area_places
    faults = []
    for index, row in enumerate(ratings.itertuples(index=False), start=2):
        if row.rating not in (*RATINGS, ""):
            faults.append(f"row {index}: rating {row.rating!r} is none of {', '.join(RATINGS)}")
        if (row.rating == "") == (row.named_offer == ""):
            faults.append(f"row {index}: exactly one of rating and named_offer must be filled")
    key = ["system", "area"]
    mapped = ratings.merge(places[[*key, "place"]].drop_duplicates(), on=key, how="left", validate="many_to_many")
    for system, area in mapped.loc[mapped["place"].isna(), key].drop_duplicates().itertuples(index=False):
        faults.append(f"{area} ({system}) has no Place in area_places.csv")
    if faults:
        raise ExtractError(f"provision: {'; '.join(faults)}. Correct the tables of datasets/reference.")
    return mapped[list(PROVISION_COLUMNS)]
