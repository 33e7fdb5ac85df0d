"""Protects small counts and proves it: rounding, hiding, and the audit of what all released cells allow together."""
