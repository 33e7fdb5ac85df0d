"""Measurements against the design's budgets, one module each: `python -m benchmarks.opening`; all: `make bench`."""
