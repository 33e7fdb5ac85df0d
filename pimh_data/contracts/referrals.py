"""The referrals extract: one row a referral, which every other extract about families hangs on."""

from pimh_data.contracts import words
from pimh_data.contracts.column import Contract, ExtractColumn

REFERRALS = Contract(
    "referrals",
    key=("referral_id",),
    person_level=True,
    orders=(("received", "first_contact"), ("received", "closed"), ("first_contact", "closed")),
    meaning="One row a referral that a service received, whatever was decided. Bring every referral since the services "
    "started, also those declined: they are what reach and equity are counted from.",
    columns=(
        ExtractColumn(
            "referral_id",
            "id",
            meaning="The referral's own number in its system. Contacts and scores name it; it never leaves the secure "
            "side. Where two systems number alike, put a letter in front of one's numbers.",
            example="R-00017",
        ),
        ExtractColumn(
            "person_id",
            "id",
            meaning="A pseudonym of the parent, the same for all their referrals within one id_domain. Never an NHS "
            "number, a name or a date of birth: a bare ten-digit number refuses the extract.",
            example="P-4f1c09",
        ),
        ExtractColumn(
            "id_domain",
            "text",
            meaning="Whose numbering person_id follows. Rows with the same id_domain and person_id are one person; two "
            "services share an id_domain only where they share the pseudonym (one system, or one key). People are "
            "counted once across services within a domain; across domains, once per organisation.",
            example="mental health trust",
        ),
        ExtractColumn(
            "family_id",
            "id",
            optional=True,
            blank=True,
            loses="counts of families",
            meaning="A pseudonym of the family, the same for both parents and for every child.",
            example="F-2207",
        ),
        ExtractColumn(
            "place",
            "text",
            known="places.place",
            meaning="The Place that the referral belongs to, written as in the places extract: usually where the "
            "family lives.",
            example="Sheffield",
        ),
        ExtractColumn(
            "hub",
            "text",
            optional=True,
            blank=True,
            loses="views by Family Hub",
            meaning="The Family Hub area within the Place in which the family lives or is seen, in the site's own "
            "words; always written the same way, because each spelling is a hub of its own.",
            example="North East",
        ),
        ExtractColumn(
            "service",
            "text",
            known="services.service",
            meaning="The service that received the referral, written as in the services extract and listed there for "
            "this Place.",
            example="Parent-infant relationship team",
        ),
        ExtractColumn(
            "received",
            "date",
            meaning="The day on which the service received the referral. Waits begin here.",
            example="2024-03-31",
        ),
        ExtractColumn(
            "source",
            "code",
            words.SOURCES,
            means=words.SOURCE_MEANINGS,
            blank=True,
            meaning="Who made the referral.",
            example="health visitor",
        ),
        ExtractColumn(
            "parent_role",
            "code",
            words.PARENT_ROLES,
            means=words.PARENT_ROLE_MEANINGS,
            blank=True,
            meaning="What the person who is helped is to the child.",
            example="mother or birthing parent",
        ),
        ExtractColumn(
            "stage",
            "code",
            words.STAGES,
            means=words.STAGE_MEANINGS,
            blank=True,
            meaning="How old the child was on the day the referral was received, or antenatal in pregnancy. Where "
            "there are several children, the one that the referral is about; else the youngest.",
            example="0-6 months",
        ),
        ExtractColumn(
            "age_band",
            "code",
            words.AGE_BANDS,
            blank=True,
            meaning="The age of the parent, in years, on the day the referral was received.",
            example="30-34",
        ),
        ExtractColumn(
            "ethnicity",
            "code",
            words.ETHNIC_CODES,
            blank=True,
            meaning="The parent's ethnic group as an NHS code, A to S: A is White British, H Indian, N African, and so "
            "on. Z is not stated (asked, did not say), 99 not known; blank is not recorded: three different things.",
            example="A",
        ),
        ExtractColumn(
            "lsoa",
            "text",
            optional=True,
            blank=True,
            meaning="The small area (LSOA, 2011 or 2021) of the parent's home. With the deprivation look-ups in the "
            "folder imd/ it gives the decile.",
            example="E01007321",
        ),
        ExtractColumn(
            "imd_decile",
            "integer",
            optional=True,
            blank=True,
            low=1,
            high=10,
            loses="every view by deprivation",
            meaning="The deprivation decile of the parent's home: 1 is the most deprived tenth of England, "
            "10 the least.",
            example="2",
        ),
        ExtractColumn(
            "imd_version",
            "code",
            words.IMD_VERSIONS,
            means=words.IMD_VERSION_MEANINGS,
            optional=True,
            blank=True,
            loses="rates by deprivation decile",
            meaning="The edition of the Indices of Deprivation that the decile is from; needed wherever a decile is "
            "given.",
            example="2019",
        ),
        ExtractColumn(
            "need_group",
            "code",
            words.NEED_GROUPS,
            means=words.NEED_GROUP_MEANINGS,
            optional=True,
            blank=True,
            loses="views by need group",
            meaning="The THRIVE group of what the family needs, as the service judged it.",
            example="Getting Help",
        ),
        ExtractColumn(
            "plus_groups",
            "codes",
            words.PLUS_GROUPS,
            means=words.PLUS_GROUP_MEANINGS,
            optional=True,
            blank=True,
            loses="views by plus group",
            meaning="Groups that are often missed and that the parent belongs to, several separated by a semicolon; "
            "blank where none is known.",
            example="interpreter needed; baby loss",
        ),
        ExtractColumn(
            "decision",
            "code",
            words.DECISIONS,
            means=words.DECISION_MEANINGS,
            meaning="What the service decided about the referral, as it stands on the extract date.",
            example="accepted",
        ),
        ExtractColumn(
            "first_contact",
            "date",
            optional=True,
            blank=True,
            loses="waits",
            unless="contacts",
            meaning="The day of the first attended contact with the parent after the referral; blank where there was "
            "none yet. Where the contacts extract holds any of the referral it comes from there.",
            example="2024-04-22",
        ),
        ExtractColumn(
            "contacts_attended",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=1000,
            loses="three or more contacts",
            unless="contacts",
            meaning="How many contacts of this referral took place until the extract date. Where the contacts extract "
            "holds any of the referral it comes from there.",
            example="6",
        ),
        ExtractColumn(
            "contacts_missed",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=1000,
            loses="missed contacts",
            unless="contacts",
            meaning="How many contacts of this referral were missed without notice. Where the contacts extract holds "
            "any of the referral it comes from there.",
            example="1",
        ),
        ExtractColumn(
            "closed",
            "date",
            blank=True,
            meaning="The day on which the referral was closed; blank while it is open.",
            example="2024-09-30",
        ),
        ExtractColumn(
            "closure_reason",
            "code",
            words.CLOSURE_REASONS,
            means=words.CLOSURE_REASON_MEANINGS,
            blank=True,
            meaning="Why it was closed; blank while it is open. Closed without a reason counts neither as completed "
            "nor as left early.",
            example="completed",
        ),
    ),
)
