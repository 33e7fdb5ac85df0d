"""The folder of releases as whoever publishes keeps it: one at a time, compared, rolled back, withdrawn, pruned."""
