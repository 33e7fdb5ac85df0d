"""The extracts of the organisations: their posts and the money they are given. About posts, never about families."""

from pimh_data.contracts import words
from pimh_data.contracts.column import Contract, ExtractColumn

SERVICE_IN_SEVERAL = (
    "Needed only where the service is listed for several Places; blank, it belongs to all of them together and is "
    "shown for the system alone."
)

POSTS = Contract(
    "posts",
    key=(),
    person_level=False,
    optional=True,
    loses="posts by role, band, employer and status",
    meaning="One row a post of a service, filled or vacant: never a name. A role that a service has once is shown by "
    "its name only inside the organisation that runs the service.",
    columns=(
        ExtractColumn(
            "service",
            "text",
            known="services.service",
            meaning="The service, as in the services extract.",
            example="Parent-infant relationship team",
        ),
        ExtractColumn(
            "place",
            "text",
            optional=True,
            blank=True,
            known="places.place",
            meaning=f"The Place, as in the places extract. {SERVICE_IN_SEVERAL}",
            example="Sheffield",
        ),
        ExtractColumn(
            "role", "text", meaning="What the post is, always worded the same.", example="Parent-infant therapist"
        ),
        ExtractColumn("wte", "number", low=0, high=10, meaning="Whole-time equivalents of this post.", example="0.6"),
        ExtractColumn(
            "band", "text", blank=True, meaning="Its Agenda for Change band, or the employer's own grade.", example="7"
        ),
        ExtractColumn(
            "employer",
            "text",
            blank=True,
            meaning="Who employs it, which need not be who runs the service.",
            example="Sheffield Children's NHS Foundation Trust",
        ),
        ExtractColumn(
            "status",
            "code",
            words.POST_STATUSES,
            means=words.POST_STATUS_MEANINGS,
            meaning="How it stands on the extract date.",
            example="permanent",
        ),
        ExtractColumn("funded_by", "text", blank=True, meaning="What pays for it.", example="Start for Life"),
    ),
)

FUNDING = Contract(
    "funding",
    key=("workstream", "service", "place", "year", "funded_by", "lead_provider"),
    person_level=False,
    optional=True,
    loses="money allocated and spent",
    meaning="One row the money of one workstream, for one service or for none, in one financial year, from one funder.",
    columns=(
        ExtractColumn("workstream", "text", meaning="The workstream, always worded the same.", example="Peer support"),
        ExtractColumn(
            "service",
            "text",
            optional=True,
            blank=True,
            known="services.service",
            meaning="The service that it pays for, as in the services extract; blank where it is for none.",
            example="Perinatal peer support",
        ),
        ExtractColumn(
            "place",
            "text",
            optional=True,
            blank=True,
            known="places.place",
            meaning="The Place that it is for, as in the places extract. Blank, it is for every Place of the service, "
            "or without a service for the whole partnership, and is shown where all of these are.",
            example="Sheffield",
        ),
        ExtractColumn("year", "text", meaning="The financial year, April to March.", example="2024/25"),
        ExtractColumn(
            "allocated", "number", blank=True, low=0, meaning="What was allocated, in pounds.", example="120000"
        ),
        ExtractColumn("spent", "number", blank=True, low=0, meaning="What was spent, in pounds.", example="97500"),
        ExtractColumn("funded_by", "text", blank=True, meaning="Whose money it is.", example="Start for Life"),
        ExtractColumn(
            "lead_provider",
            "text",
            blank=True,
            meaning="The organisation that holds it.",
            example="Sheffield City Council",
        ),
    ),
)
