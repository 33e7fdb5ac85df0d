"""The extracts of what was done: contacts and scores of referrals, work with the system, feedback of families."""

from pimh_data.contracts import words
from pimh_data.contracts.column import Contract, ExtractColumn

CONTACTS = Contract(
    "contacts",
    key=(),
    person_level=True,
    optional=True,
    loses="people seen by month (first contacts are counted in its place), the national access measure, and outcomes "
    "by the pairing rules that need contacts",
    meaning="One row an appointment or other contact with the family, attended or not.",
    columns=(
        ExtractColumn(
            "referral_id",
            "id",
            known="referrals.referral_id",
            meaning="The referral that the contact belongs to, as in the referrals extract.",
            example="R-00017",
        ),
        ExtractColumn("date", "date", meaning="The day of the contact.", example="2024-04-22"),
        ExtractColumn(
            "mode",
            "code",
            words.CONTACT_MODES,
            means=words.CONTACT_MODE_MEANINGS,
            blank=True,
            meaning="How the contact took place.",
            example="face to face",
        ),
        ExtractColumn(
            "status",
            "code",
            words.CONTACT_STATUSES,
            means=words.CONTACT_STATUS_MEANINGS,
            meaning="Whether it took place.",
            example="attended",
        ),
    ),
)

SCORES = Contract(
    "scores",
    key=(),
    person_level=True,
    optional=True,
    pattern="item_",
    loses="outcomes",
    meaning="One row each time a questionnaire was filled in, with its total, its items, or both.",
    columns=(
        ExtractColumn(
            "referral_id",
            "id",
            known="referrals.referral_id",
            meaning="The referral during which it was filled in, as in the referrals extract.",
            example="R-00017",
        ),
        ExtractColumn(
            "measure",
            "text",
            meaning="The questionnaire, by the name that docs/outcomes.md lists: PHQ-9, GAD-7, EPDS, CORE-10, GBO, "
            "SWEMWBS, KPCS, MORS-SF warmth, MORS-SF invasion, HADS-A, HADS-D, PIIOS, confidence rating.",
            example="PHQ-9",
        ),
        ExtractColumn(
            "scale",
            "text",
            optional=True,
            blank=True,
            meaning="Which part: for GBO 'goal 1', 'goal 2' or 'goal 3'; for SWEMWBS 'raw' or 'metric' (it may be "
            "blank for one of the 29 metric scores; a whole 18 is raw); blank for all others.",
            example="goal 1",
        ),
        ExtractColumn(
            "respondent",
            "text",
            optional=True,
            blank=True,
            meaning="Who answered: 'parent', or 'observer' or 'practitioner' for PIIOS.",
            example="parent",
        ),
        ExtractColumn(
            "assessed",
            "date",
            instead="occasion",
            meaning="The day on which it was filled in. It may be blank where 'occasion' says which score it is.",
            example="2024-04-22",
        ),
        ExtractColumn(
            "occasion",
            "code",
            words.OCCASIONS,
            means=words.OCCASION_MEANINGS,
            optional=True,
            blank=True,
            meaning="Which score it is of the referral, where the day is not known. Pairing rules that need a day "
            "leave such scores out.",
            example="first",
        ),
        ExtractColumn(
            "score",
            "number",
            optional=True,
            blank=True,
            loses="total scores where items are not brought",
            meaning="The total. It may be blank where the items are brought as item_1, item_2 and so on, as scored and "
            "not as ticked (docs/outcomes.md says how those of each measure run): they are added up by the measure's "
            "own rule for missing ones, also beside a total.",
            example="14",
        ),
        ExtractColumn(
            "child_age_months",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=72,
            meaning="The child's age in whole months on that day. PIIOS holds to seven months only; without this "
            "column the stage at referral is used.",
            example="5",
        ),
    ),
)

SYSTEM_WORK = Contract(
    "system_work",
    key=(),
    person_level=False,
    optional=True,
    loses="the work with the system: training, supervision, consultation, groups",
    meaning="One row an event with other professionals or open to all families: work that referrals do not show.",
    columns=(
        ExtractColumn("date", "date", meaning="The day of the event.", example="2024-05-14"),
        ExtractColumn(
            "place",
            "text",
            known="places.place",
            meaning="The Place it was for, as in the places extract.",
            example="Sheffield",
        ),
        ExtractColumn(
            "service",
            "text",
            known="services.service",
            meaning="The service that held it, as in the services extract.",
            example="Parent-infant relationship team",
        ),
        ExtractColumn(
            "kind",
            "code",
            words.SYSTEM_WORK_KINDS,
            means=words.SYSTEM_WORK_KIND_MEANINGS,
            meaning="What kind of event it was.",
            example="training level 1",
        ),
        ExtractColumn(
            "audience", "text", blank=True, meaning="Whom it was for, in a few words.", example="health visitors"
        ),
        ExtractColumn("attendees", "integer", low=0, high=100_000, meaning="How many people came.", example="12"),
    ),
)

FEEDBACK = Contract(
    "feedback",
    key=(),
    person_level=True,
    optional=True,
    loses="family voice",
    meaning="One row an answer of a family to one question of a feedback form. Choices, not free text: what stands "
    "fewer than five times, or is longer than 80 characters, is counted as another answer.",
    columns=(
        ExtractColumn("date", "date", meaning="The day of the answer.", example="2024-06-03"),
        ExtractColumn(
            "place",
            "text",
            known="places.place",
            meaning="The Place, as in the places extract.",
            example="Sheffield",
        ),
        ExtractColumn(
            "service",
            "text",
            known="services.service",
            meaning="The service that it is about, as in the services extract.",
            example="Parent-infant relationship team",
        ),
        ExtractColumn(
            "question",
            "text",
            meaning="The question, always worded the same.",
            example="Did you feel listened to?",
        ),
        ExtractColumn("answer", "text", blank=True, meaning="The answer chosen.", example="Yes, always"),
    ),
)
