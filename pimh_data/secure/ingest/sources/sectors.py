"""The sectors of a provider, and what partnerships call them otherwise. Words only."""

from collections.abc import Mapping

NHS, COUNCIL, VCSE, OTHER = "NHS", "council", "VCSE", "other"
KNOWN = (NHS, COUNCIL, VCSE, OTHER, "Voluntary sector")
CALLED = {
    NHS: ("nhs", "nhs trust", "nhs foundation trust", "health", "nhs provider"),
    COUNCIL: ("council", "local authority", "la", "local government", "public health", "city council"),
    VCSE: (
        "vcse", "vcs", "vcfse", "voluntary", "voluntary and community", "voluntary and community sector",
        "charity", "charitable", "third sector", "community interest company", "cic", "social enterprise",
        "not for profit", "charities", "vcse sector",
    ),
    OTHER: ("other", "private", "private sector", "independent", "independent sector"),
}  # fmt: skip
SECTORS: Mapping[str, str] = {word: sector for sector, words in CALLED.items() for word in words} | {
    "voluntary sector": "Voluntary sector"
}
