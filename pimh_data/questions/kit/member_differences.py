"""The differences that a share by decile or ethnic group tests: Core20 from the rest, groups from White people."""

from collections.abc import Mapping

from pimh_data.answer import Column, Row
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.questions.kit.estimate import Limits, difference_of_shares
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.questions.kit.verdicts.sizes_of_several import points_size
from pimh_data.questions.words import WHITE
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.registry.ethnicity import GROUPS

TOGETHER = "95% interval of the difference, groups together"
CONFIDENCE = 1 - 0.05 / (len(GROUPS) - 1)  # so that of all groups together one stands out by chance in 20 releases
IN_TWO = {name: words.upper_first(words.group(name)) for name in GROUP_MEMBERS}  # both groups as a row is called
FROM_THE_REST = difference_of_shares("Share less that of the rest")
FROM_WHITE = difference_of_shares("Share less that of White people")
BY_DECILE, BY_ETHNIC_GROUP = (
    FROM_THE_REST.columns,
    (
        *FROM_WHITE.columns,
        Column("together_lower", f"{TOGETHER}, lower", "share", decimals=1),
        Column("together_upper", f"{TOGETHER}, upper", "share", decimals=1),
        Column(
            "could_be_seen",
            "Difference that would probably be seen (80% power), groups together",
            "share",
            missing="clear, or too few",
        ),
    ),
)


def less_white(share: Share, held: Mapping[str, Part], confidence: float = CONFIDENCE) -> dict[str, Limits]:
    """Every other ethnic group -> its share less that of White people, by intervals that hold for all together."""
    white = held.get(WHITE, share.nothing)
    return {name: held.get(name, share.nothing).less(white, confidence) for name in GROUPS[1:]}


def sizes(share: Share, held: Mapping[str, Part]) -> dict[str, float]:
    """Every other ethnic group -> the difference from White people that would probably have been seen, groups together.

    NaN where the difference is clear, and where either has fewer people than can be spoken of.
    """
    white = held.get(WHITE, share.nothing)
    return {
        name: points_size(found, white.limits[0], CONFIDENCE)
        if enough(held.get(name, share.nothing).whole, white.whole)
        else NAN
        for name, found in less_white(share, held).items()
    }


def differences(share: Share, held: Mapping[str, Part], by_decile: bool) -> dict[str, Row]:
    """Member -> its difference, as part of its row, of the members that are compared with another."""
    if by_decile:
        core20, rest = (held.get(name, share.nothing) for name in (CORE20, THE_REST))
        return {CORE20: FROM_THE_REST.row(core20.less(rest))}
    alone, together, could_be_seen = less_white(share, held, 0.95), less_white(share, held), sizes(share, held)
    return {
        name: {
            **FROM_WHITE.row(alone[name]),
            **dict(zip(("together_lower", "together_upper"), together[name][1:], strict=True)),
            "could_be_seen": could_be_seen[name],
        }
        for name in alone
    }
