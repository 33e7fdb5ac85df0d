"""What a source loses that brings nothing for a column which may be blank. Words only."""

LOSES = {
    ("referrals", "source"): "who referred",
    ("referrals", "parent_role"): "fathers and co-parents apart from mothers",
    ("referrals", "stage"): "stages of the child's age apart",
    ("referrals", "age_band"): "ages of parents apart",
    ("referrals", "ethnicity"): "ethnic groups apart",
    ("referrals", "closed"): "how help ended, and who left before being seen",
    ("referrals", "closure_reason"): "who completed and who left early: its closures count as neither",
    ("contacts", "mode"): "the national access measure, which counts face-to-face and video contacts",
    ("services", "need_group"): "its services by THRIVE group of need",
    ("services", "funding_stream"): "what pays for its services",
    ("services", "funding_ends"): "when the funding of its services ends",
    ("services", "wte"): "its staff",
    ("places", "lad_codes"): "maps, indicators and births of its Places",
}


def loses(extract: str, columns: list[str]) -> str:
    """' (so of it is not shown: ages of parents apart)' of columns that are left blank; blank where nothing is lost."""
    lost = [LOSES[extract, column] for column in columns if (extract, column) in LOSES]
    return f" (so of it is not shown: {'; '.join(lost)})" if lost else ""
