"""How often the intervals and verdicts of the product are right, rounding included, by simulation: `make simulate`."""
