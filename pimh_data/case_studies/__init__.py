"""Published cases of single Places, read again: shown where a release names them, and part of no other answer."""

from pimh_data.case_studies.ethnicity_rows import published_ethnicity_rows
from pimh_data.case_studies.family_survey import family_survey
from pimh_data.case_studies.published_comparison import published_comparison
from pimh_data.case_studies.sheffield_ethnicity import sheffield_ethnicity
from pimh_data.case_studies.sheffield_need import sheffield_side_by_side
from pimh_data.case_studies.table_4 import table_4
from pimh_data.case_studies.wessex_profile import wessex_table

__all__ = [
    "family_survey",
    "published_comparison",
    "published_ethnicity_rows",
    "sheffield_ethnicity",
    "sheffield_side_by_side",
    "table_4",
    "wessex_table",
]
