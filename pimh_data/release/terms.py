"""The terms that a release of real data is under: who answers for it, why it was made, for whom it is, until when."""

import datetime as dt
from dataclasses import dataclass

ONLY_ME, PUBLIC = "only me", "public"


@dataclass(frozen=True)
class Terms:
    """What a release of real data states of itself, in its site's words; a synthetic one states nothing.

    `audience`: ("only me",), which is shown on its own machine alone; ("public",); or the partners by name.
    `review_date`: the day, as 2027-03-31, by which the release is to be looked at again. `second_approver`,
    `intruder_test`: of a public release, who else approved it, and the record of the trial to find people in it.
    """

    audience: tuple[str, ...] = ()
    controllers: tuple[str, ...] = ()
    purpose: str = ""
    lawful_basis: str = ""
    sharing_agreement: str = ""
    national_opt_outs: str = ""
    approver: str = ""
    review_date: str = ""
    second_approver: str = ""
    intruder_test: str = ""

    @property
    def on_this_machine_alone(self) -> bool:
        """Whether nobody but the person at the machine that holds it may be shown it."""
        return ONLY_ME in self.audience

    def has_a_day(self) -> bool:
        """Whether the day of its review, where there is one, is a day."""
        try:
            return not self.review_date or bool(dt.date.fromisoformat(self.review_date))
        except ValueError:
            return False

    def review_is_due(self, today: dt.date) -> bool:
        """Whether the day of its review has come."""
        return bool(self.review_date) and dt.date.fromisoformat(self.review_date) <= today


NONE_STATED = Terms()
