"""Places as sets of districts: codes as they changed, boundaries, the tile map. Knows nothing of people or figures."""
