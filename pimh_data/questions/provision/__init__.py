"""Which offers each area has, published and as a partnership rates itself; what is missing, and what changed."""

from pimh_data.questions.provision.changes import provision_changes
from pimh_data.questions.provision.gaps import provision_gaps
from pimh_data.questions.provision.ratings import offers, provision_ratings

__all__ = ["offers", "provision_changes", "provision_gaps", "provision_ratings"]
