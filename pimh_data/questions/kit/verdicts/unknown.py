"""What those of whom nothing is known could do to a verdict: said beside it, by one rule, and never its grade.

A grade goes by chance among those known, as the interval beside it does. Bounds take the unknown at their worst and
say so: graded by them, nothing would be told wherever a good part is unknown.
"""


def could_reverse(who: str) -> str:
    """' (people of unknown ethnic group could reverse it)': after a verdict whose bounds do not keep it."""
    return f" ({who} could reverse it)"
