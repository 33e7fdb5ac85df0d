"""Published cases of single Places and systems, by the names under which a release shows them. Names only."""

SHEFFIELD, NORTH_WEST_COAST, WESSEX = "Sheffield", "North West Coast", "Wessex"
CASE_STUDIES = (SHEFFIELD, NORTH_WEST_COAST, WESSEX)
