"""The questions on provision by their keys, with the offer to choose. Declares; works out no numbers."""

from pimh_data.questions import provision
from pimh_data.questions.question import Parameter, Question

ALL_OFFERS = "All offers"
OFFER = Parameter(
    "offer",
    "offer",
    lambda asking: (ALL_OFFERS, *provision.offers(asking.release, asking.selection.place)),
    read=lambda offer: "" if offer == ALL_OFFERS else offer,
)
QUESTIONS = (
    Question("provision.ratings", provision.provision_ratings, (OFFER,), chart="provision_grid"),
    Question("provision.gaps", provision.provision_gaps, (OFFER,)),
    Question("provision.changes", provision.provision_changes, (OFFER,)),
)
