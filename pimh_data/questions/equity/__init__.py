"""Whether people are seen in proportion to need, by deprivation and by ethnic group."""

from pimh_data.questions.equity.core20 import core20_against_rest
from pimh_data.questions.equity.decile import seen_by_decile
from pimh_data.questions.equity.ethnic_group import seen_by_ethnic_group

__all__ = ["core20_against_rest", "seen_by_decile", "seen_by_ethnic_group"]
