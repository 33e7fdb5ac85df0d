"""The rows of everyone other than White British or Irish, and of these, above the five ethnic groups."""

from pimh_data.answer import Row
from pimh_data.questions.cells import NAN
from pimh_data.questions.equity.seen_beside_others import RATIO
from pimh_data.questions.kit import UNKNOWN as UNKNOWN_LIMITS
from pimh_data.questions.kit import Estimated
from pimh_data.questions.kit.verdicts.every_other import EveryOtherVerdict
from pimh_data.questions.kit.verdicts.sizes_of_several import ratio_size
from pimh_data.questions.rounded_intervals import rates
from pimh_data.registry.ethnicity import WHITE_BRITISH_OR_IRISH

RATE = Estimated(
    "rate", "Seen per 1,000 residents", "rate", "per 1,000", 1, lower="rate_lower", upper="rate_upper", of="of the rate"
)
IN_TWO = (f"Not {WHITE_BRITISH_OR_IRISH}", WHITE_BRITISH_OR_IRISH)


def rows_in_two(split: EveryOtherVerdict | None) -> list[Row]:
    """The rows of the verdict on two groups: the others with the ratio, then whom they are compared with."""
    if split is None or split.state == "no data":
        return []
    sides = split.rates.one, split.rates.other
    by_rate, both = rates([side.seen for side in sides], [side.population for side in sides]), split.rates.both.value
    ratio, bounds = split.rates.ratio, split.bounds
    gap = split.rates.gap if split.residents.of_parental_age else UNKNOWN_LIMITS
    told = ("together_lower", "together_upper", "gap", "gap_lower", "gap_upper", "bound_lower", "bound_upper")
    nothing = dict.fromkeys((*told, "could_be_seen", "expected"), NAN)
    unclear = split.judged and split.rates.verdict == "no clear difference"
    counted: list[Row] = [
        {
            "member": member,
            "people": side.seen.value,
            "share": side.seen.value / both if both > 0 else NAN,
            "of_seen": NAN,
            "residents": side.population,
            **RATE.row(by_rate[row]),
            "most": NAN,
            "known": "yes",
            "state": side.seen.state,
        }
        for row, (member, side) in enumerate(zip(IN_TWO, sides, strict=True))
    ]
    compared: Row = {
        "against": IN_TWO[1],
        **RATIO.row(ratio),
        **dict(zip(("together_lower", "together_upper"), ratio[1:], strict=True)),
        **dict(zip(("gap", "gap_lower", "gap_upper"), gap, strict=True)),
        **dict(zip(("bound_lower", "bound_upper"), bounds, strict=True)),
        "could_be_seen": ratio_size(ratio, 0.95) if unclear else NAN,
        "expected": split.rates.expected,
    }
    alone: Row = {"against": "", **RATIO.row(UNKNOWN_LIMITS), **nothing}
    return [{**counted[0], **compared}, {**counted[1], **alone}]
