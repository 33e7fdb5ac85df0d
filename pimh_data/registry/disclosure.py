"""What protects counts of people, for both sides of the door: what is hidden, how far a shown count may be off."""

from pimh_data import contracts

FEWEST = 5  # fewer people are not shown
WITHIN = 4  # a shown count is a multiple of 5, and its true one at most so far from it
# Of these fewer than ten are not shown, and they are crossed with nothing.
SENSITIVE = ("baby loss", "asylum or refugee", "care experience")
FEWEST_SENSITIVE = 10
FEWEST_FOR_A_MEAN = 10
FEWEST_BIRTHS = 500  # a year, unless a site says otherwise: in a Place with fewer nobody is broken down by group
# Work with the system and families' answers know no person: rounded to the nearest 5, which the screen says.
THINGS = ("system_work", "feedback")

if unknown := set(SENSITIVE) - set(contracts.PLUS_GROUPS):
    raise ValueError(f"no plus groups: {', '.join(sorted(unknown))}")
