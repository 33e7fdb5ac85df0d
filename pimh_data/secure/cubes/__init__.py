"""Counts people into the closed list of cubes. Counts only: protection comes after, statistics on the other side."""
