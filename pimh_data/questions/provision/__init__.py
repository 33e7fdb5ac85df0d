"""Which offers each area has, published and as a partnership rates itself; what is missing, and what changed."""

from pimh_data.answer import NoGroups
from pimh_data.questions.provision.changes import provision_changes
from pimh_data.questions.provision.gaps import provision_gaps
from pimh_data.questions.provision.ratings import offers, provision_ratings
from pimh_data.questions.question import Parameter, Question, keeping

ALL_OFFERS = "All offers"
OFFER = Parameter(
    "offer",
    "offer",
    lambda asking: (ALL_OFFERS, *offers(asking.release, asking.selection.place)),
    read=lambda offer: "" if offer == ALL_OFFERS else offer,
)
QUESTIONS = keeping(
    NoGroups("Everyone is meant: provision is rated for whole areas."),
    Question("provision.ratings", provision_ratings, (OFFER,), chart="provision_grid"),
    Question("provision.gaps", provision_gaps, (OFFER,)),
    Question("provision.changes", provision_changes, (OFFER,)),
)
