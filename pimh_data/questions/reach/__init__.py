"""How much of the need is met, how fast, and whether it is changing."""

from pimh_data.questions.reach.people_seen import people_seen
from pimh_data.questions.reach.six_weeks import seen_within_eighteen_weeks, seen_within_six_weeks, seen_within_two_weeks

__all__ = ["people_seen", "seen_within_eighteen_weeks", "seen_within_six_weeks", "seen_within_two_weeks"]
