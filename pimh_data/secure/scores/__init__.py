"""Scores on the secure side: what may be wrong with one, what it totals to, which two make a pair, and change."""
