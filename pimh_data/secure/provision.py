"""Ratings of provision in a release: the published ones, and a partnership's own from the provision extract."""

from collections.abc import Collection

import pandas as pd

from pimh_data.formats import people as whole
from pimh_data.registry import reference
from pimh_data.registry.case_studies import CASE_OF_SYSTEM
from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.published import PROVISION_COLUMNS, provision_ratings

COLUMNS = (*PROVISION_COLUMNS, "origin")
PUBLISHED_RATING, OWN_RATING = "published", "partnership"


def provision(checks: Checks) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """COLUMNS as text, one row a rating of an area and offer on a day (an area of two Places has two); and a report.

    Published ratings are those of the case studies that the settings name. A partnership's area is a Place of its own
    name, or one that the published tables map to a Place of the release; an area that is neither keeps its row with an
    empty Place, and the report names it. A blank rating stays blank: not rated.
    """
    published = _published(checks.settings.case_studies)
    extract = checks.extracts.get("provision")
    if extract is None:
        return published, ()
    own = extract.accepted.drop("row").to_pandas()
    placed = own.merge(_places_of(own, checks), on=["system", "area"], how="left")
    texts = placed.assign(named_offer="", origin=OWN_RATING).astype("string").fillna("")
    unplaced = sorted(set(texts.loc[texts.place == "", "area"]))
    said = f"provision: {whole(len(own))} ratings of the partnership's own"
    said += f"; no Place is known for {', '.join(unplaced)}" if unplaced else ""
    both = pd.concat([published, texts[list(COLUMNS)]], ignore_index=True)
    return both.astype("str"), (said,)


def _published(case_studies: Collection[str]) -> pd.DataFrame:
    if not case_studies:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    ratings = provision_ratings().assign(origin=PUBLISHED_RATING)
    return ratings.loc[ratings["system"].map(CASE_OF_SYSTEM).isin(case_studies), list(COLUMNS)]


def _places_of(own: pd.DataFrame, checks: Checks) -> pd.DataFrame:
    """system, area, place: every Place of each area; areas without one are absent."""
    areas = own[["system", "area"]].drop_duplicates()
    places = set(checks.extracts["places"].accepted.place.to_pyarrow().to_pylist())
    named = areas[areas.area.isin(places)].assign(place=lambda rows: rows.area)
    mapped = reference.load("area_places")[["area", "place"]].drop_duplicates()
    others = areas[~areas.area.isin(places)].merge(mapped[mapped.place.isin(places)], on="area")
    return pd.concat([named, others], ignore_index=True)
