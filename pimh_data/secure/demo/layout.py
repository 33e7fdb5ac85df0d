"""Where the demonstration's Places stand to each other and which boards they lie in. Facts written down, none drawn."""

from collections.abc import Mapping
from types import MappingProxyType

PREFERRED = "Sheffield"
# Columns from west to east, rows from north to south.
TILES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "Morecambe Bay": (1, 0),
        "Fylde Coast": (0, 1),
        "Central Lancashire": (1, 1),
        "Pennine Lancashire": (2, 1),
        "Sefton": (0, 2),
        "West Lancashire": (1, 2),
        "Liverpool": (0, 3),
        "Knowsley": (1, 3),
        "St Helens": (2, 3),
        "Warrington": (3, 3),
        "Wirral": (0, 4),
        "Halton": (1, 4),
        "Cheshire West": (1, 5),
        "Cheshire East": (2, 5),
        "Sheffield": (5, 4),
        "Hampshire": (4, 7),
        "Dorset": (2, 8),
        "Bournemouth, Christchurch and Poole": (3, 8),
        "Southampton": (4, 8),
        "Portsmouth": (5, 8),
        "Isle of Wight": (4, 9),
    }
)
# Wessex is no integrated care board but two: the board of each of its Places, as NHS Talking Therapies names it. The
# north-east of Hampshire (Hart, Rushmoor) lies in a third, Frimley. The other systems are boards.
ICBS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("Hampshire", "Portsmouth", "Southampton", "Isle of Wight"), "Hampshire and Isle of Wight")
    | dict.fromkeys(("Dorset", "Bournemouth, Christchurch and Poole"), "Dorset")
)
