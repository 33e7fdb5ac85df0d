"""The extracts of the setting: Places, the services in them, who lives there, and how provision is rated."""

from pimh_data.contracts import words
from pimh_data.contracts.column import Contract, ExtractColumn

PLACES = Contract(
    "places",
    key=("place",),
    person_level=False,
    meaning="One row a Place: the footprint that a partnership plans for, made of one or several districts.",
    columns=(
        ExtractColumn("place", "text", meaning="The Place's name, as every screen shows it.", example="Sheffield"),
        ExtractColumn(
            "system",
            "text",
            meaning="The integrated care system (ICS) that it belongs to; its Places are also shown together.",
            example="South Yorkshire",
        ),
        ExtractColumn(
            "lad_codes",
            "text",
            blank=True,
            meaning="The codes of its districts (ONS, nine characters), several separated by a semicolon. Indicators, "
            "the map and the children carried with the product are found by them.",
            example="E08000039",
        ),
        ExtractColumn(
            "icb",
            "text",
            optional=True,
            blank=True,
            loses="what NHS Talking Therapies publishes for the integrated care board (ICB) of a Place whose system "
            "is none",
            meaning="The integrated care board (ICB) it lies in, as NHS Talking Therapies names it.",
            example="South Yorkshire",
        ),
        # What may be wrong between Places (two on one tile) is said by secure/places.py.
        ExtractColumn(
            "tile_column",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=99,
            meaning="Where its tile stands on the map of tiles: the column, 0 in the west. Of every Place or of none: "
            "without it tiles stand where the boundaries say, or system by system.",
            example="3",
        ),
        ExtractColumn(
            "tile_row",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=99,
            meaning="The row of its tile, 0 in the north.",
            example="2",
        ),
        ExtractColumn(
            "preferred",
            "code",
            words.YES_NO,
            optional=True,
            blank=True,
            meaning="Whether pages open on it; of one Place at most. Without it they open on the first.",
            example="yes",
        ),
    ),
)

SERVICES = Contract(
    "services",
    key=("service", "place"),
    person_level=False,
    orders=(("started", "funding_ends"),),
    meaning="One row a service in a Place; a service that works in two Places has two rows.",
    columns=(
        ExtractColumn(
            "service",
            "text",
            meaning="The service's name, as the other extracts write it and as every screen shows it.",
            example="Parent-infant relationship team",
        ),
        ExtractColumn(
            "provider",
            "text",
            meaning="The organisation that runs it.",
            example="Sheffield Children's NHS Foundation Trust",
        ),
        ExtractColumn(
            "sector",
            "text",
            meaning="The provider's sector: NHS, council, VCSE or other; usual words for these are known.",
            example="NHS",
        ),
        ExtractColumn(
            "place",
            "text",
            known="places.place",
            meaning="The Place it works in, as in the places extract.",
            example="Sheffield",
        ),
        ExtractColumn(
            "need_group",
            "code",
            words.NEED_GROUPS,
            means=words.NEED_GROUP_MEANINGS,
            blank=True,
            meaning="The THRIVE group of need that it is for.",
            example="Getting Help",
        ),
        ExtractColumn(
            "specialist_access",
            "code",
            words.YES_NO,
            means={
                "yes": "a specialist community perinatal mental health service: its people count towards the national "
                "access measure",
                "no": "every other service: peer support, parent-infant teams, talking therapies, dads' groups",
            },
            meaning="Whether the service counts towards the national access measure (people with an attended "
            "face-to-face or video contact in 12 months, over births; the ambition is 10%). Only specialist community "
            "perinatal mental health services do.",
            example="no",
        ),
        ExtractColumn(
            "started",
            "date",
            meaning="The day on which it took its first referrals in this Place. A referral received before it is "
            "refused.",
            example="2022-04-01",
        ),
        ExtractColumn("funding_stream", "text", blank=True, meaning="What pays for it.", example="Start for Life"),
        ExtractColumn(
            "funding_ends",
            "date",
            blank=True,
            future=True,
            meaning="The last day that is paid for; blank where the funding has no end.",
            example="2026-03-31",
        ),
        ExtractColumn(
            "wte",
            "number",
            blank=True,
            low=0,
            high=10_000,
            meaning="Its staff in whole-time equivalents, as funded.",
            example="4.6",
        ),
        ExtractColumn(
            "bundles",
            "text",
            optional=True,
            blank=True,
            loses="counts for bundles of services",
            meaning="Names of groups of services that are to be counted together, several separated by a semicolon. "
            "People known to several services can't be added up, so a bundle must be named beforehand.",
            example="Start for Life funded",
        ),
        ExtractColumn(
            "capacity",
            "number",
            optional=True,
            blank=True,
            low=0,
            loses="waits under other capacity",
            meaning="How many new families it can take on in a month.",
            example="14",
        ),
        ExtractColumn(
            "target_people",
            "integer",
            optional=True,
            blank=True,
            low=0,
            loses="people seen against the target",
            meaning="How many people it is to see in a financial year, as agreed.",
            example="180",
        ),
        ExtractColumn(
            "annual_cost",
            "number",
            optional=True,
            blank=True,
            low=0,
            loses="costs",
            meaning="What it costs in a financial year, in pounds.",
            example="310000",
        ),
    ),
)

POPULATION = Contract(
    "population",
    key=("place", "year", "basis", "imd_version", "imd_decile", "ethnic_group"),
    person_level=False,
    optional=True,
    loses="rates by deprivation decile and representation by ethnic group, unless fetched",
    meaning="One row a count of births, children or residents of a Place in a year: in all, of one deprivation decile, "
    "or of one ethnic group. Rates are over these. Not brought, children aged 0 and 0-4 are added up from the Place's "
    "districts (lad_codes) as ONS estimated them; deciles and ethnic groups can be fetched (fetch population). What is "
    "brought of a basis for a Place stands alone.",
    columns=(
        ExtractColumn(
            "place",
            "text",
            known="places.place",
            meaning="The Place, as in the places extract.",
            example="Sheffield",
        ),
        ExtractColumn("year", "integer", low=1991, high=2100, meaning="The calendar year counted.", example="2023"),
        ExtractColumn(
            "basis",
            "code",
            words.POPULATION_BASES,
            means=words.POPULATION_BASIS_MEANINGS,
            meaning="Who is counted.",
            example="births",
        ),
        ExtractColumn(
            "imd_decile",
            "integer",
            optional=True,
            blank=True,
            low=1,
            high=10,
            loses="rates by deprivation decile",
            meaning="The deprivation decile counted, 1 the most deprived; blank in a row for everyone.",
            example="1",
        ),
        ExtractColumn(
            "imd_version",
            "code",
            words.IMD_VERSIONS,
            means=words.IMD_VERSION_MEANINGS,
            optional=True,
            blank=True,
            loses="rates by deprivation decile",
            meaning="The edition of the Indices of Deprivation that the decile is from. It must be that of the "
            "referrals: rates of two editions are refused.",
            example="2019",
        ),
        ExtractColumn(
            "ethnic_group",
            "text",
            optional=True,
            blank=True,
            loses="representation by ethnic group",
            meaning="The ethnic group counted: one of the 19 of Census 2021, of the NHS codes' names, or of the five "
            "(White, Mixed, Asian, Black, Other); blank in a row for everyone. Whether groups are seen in proportion "
            "is judged against residents aged 16 to 49 alone; against residents of all ages it is described.",
            example="Asian",
        ),
        ExtractColumn("count", "number", low=0, meaning="How many.", example="1120"),
        ExtractColumn(
            "source",
            "text",
            meaning="Where the number was published, as it is to be cited.",
            example="ONS births by LSOA, 2023",
        ),
    ),
)

PROVISION = Contract(
    "provision",
    key=("system", "area", "offer", "as_of"),
    person_level=False,
    optional=True,
    loses="ratings of provision",
    meaning="One row a rating of one offer in one area on one day, as a partnership judges its own provision.",
    columns=(
        ExtractColumn("system", "text", meaning="The integrated care system (ICS).", example="South Yorkshire"),
        ExtractColumn(
            "area",
            "text",
            meaning="The area rated: a Place of the places extract, or an area that the published tables name.",
            example="Sheffield",
        ),
        ExtractColumn("offer", "text", meaning="What is rated.", example="Specialised parent-infant relationship team"),
        ExtractColumn(
            "rating",
            "code",
            words.RATINGS,
            means=words.RATING_MEANINGS,
            blank=True,
            meaning="How far it is provided; blank where it was not rated.",
            example="Amber",
        ),
        ExtractColumn("as_of", "text", meaning="The day or month of the rating.", example="2025-03"),
        ExtractColumn(
            "source", "text", meaning="Who rated it and where it is written.", example="Partnership self-assessment"
        ),
    ),
)
