"""Reads what pages show for a selection: wherever a quantity stands, it is one number with one interval."""
