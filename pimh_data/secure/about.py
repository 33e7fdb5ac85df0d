"""A number of people's records in words that may stand in a manifest and on screens: protected as any count of them."""


def about(count: int, things: str) -> str:
    """Rounded to five; never fewer than five by number."""
    return f"Fewer than 5 {things}" if count < 5 else f"About {5 * round(count / 5):,} {things}"
