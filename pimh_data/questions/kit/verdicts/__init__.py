"""One question has one verdict, wherever it is asked: the policy, which every question applies.

`enough`: who can be spoken of. `rates`, `shares`: two groups, by a rate or by a share. `core20`: the most deprived
fifth against the rest. `improved`: how many improved reliably.
"""
