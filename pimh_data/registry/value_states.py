"""What can stand in place of a published value, and how a Place came by its own. Words shared by both sides."""

SHOWN = "shown"  # a note beside it, if any, qualifies it
SUPPRESSED = "suppressed"  # blank to protect small counts
COMBINED = "combined areas"  # published together with another area, not for this one alone
SMALL = "too small"  # too few cases for a figure
QUALITY = "data quality"  # the data were not good enough
NOT_AVAILABLE = "not available"  # missing at the source, or impossible to compute
NO_DATA = "no data"  # blank, and the source gives no reason
NOTED = "withheld with a note"  # blank, with a note that fits none of the other reasons
CONFLICTING = "conflicting"  # the file says two things of one area, group and period: both rows are kept
IMPOSSIBLE = "figures that cannot be right"  # such as a share over 100%: none of the row's numbers is used

PUBLISHED = "published"  # the Place is one area of the file: its own row
ADDED_UP = "added up"  # counts and denominators of the areas that make up the Place
RANGE = "range"  # no figure for the Place: the lowest and the highest of its areas that have one

UNKNOWN = "unknown"
ENGLAND = "E92000001"

MADE_UP = "Synthetic: made up for the demonstration, published by nobody"  # a value's note, and the source of its row
