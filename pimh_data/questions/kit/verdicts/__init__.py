"""One question has one verdict, wherever it is asked: the policy, which every question applies.

`enough`: who can be spoken of. `rates`, `shares`: two groups, by a rate or by a share. `core20`: the most deprived
fifth against the rest. `every_other`: everyone other than White British or Irish against these. `improved`: how many
improved reliably; `improved_compared`: here against there. `unknown`: what those not known could do to a verdict.
`could_be_seen`: the size that would have been seen, beside no clear difference.
"""
