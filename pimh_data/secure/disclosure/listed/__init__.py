"""The relations between released numbers that a reader can rely on, one module a family. Lists, and hides nothing."""
