"""The headings that systems and logs use for each column of the contracts. Data only: `likeness` compares them."""

REFERRAL_ID = (
    "referral id", "referral number", "our ref", "ref", "referral", "case id", "case ref", "episode id", "pathway id",
    "local ref", "unique referral number", "ubrn",
)  # fmt: skip
PERSON_ID = (
    "person id", "patient id", "client id", "service user id", "mother id", "parent id", "pseudonym", "pseudo id",
    "local patient id", "hospital number", "rio id", "rio number", "mrn", "unit number", "client ref", "patient ref",
    "person ref", "person key", "client", "patient", "person", "pseudonymised nhs number", "woman id", "parent ref",
)  # fmt: skip
PLACE = (
    "place", "locality", "borough", "ccg", "sub icb", "district", "local authority", "la", "council", "area", "town",
    "place of residence", "borough of residence", "responsible borough", "lad", "ltla", "home borough", "city",
    "ccg of residence", "local authority of residence", "sub icb location",
)  # fmt: skip
SERVICE = (
    "service", "team", "team name", "service name", "programme", "project", "clinic", "service team",
    "service offer", "offer", "service used", "service attended", "service provided",
    "organisation team", "team description", "referred to team", "referred to service", "service referred to",
    "care team", "pathway",
)  # fmt: skip
DAY = ("date", "date of event", "event date", "session date", "delivered on", "date delivered", "timestamp", "day")

KNOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "referrals": {
        "referral_id": REFERRAL_ID,
        "person_id": PERSON_ID,
        "id_domain": ("id domain",),
        "family_id": ("family id", "family ref", "household id", "family", "family number"),
        "place": PLACE,
        "hub": ("hub", "family hub", "family hub area", "childrens centre", "hub area", "cluster"),
        "service": SERVICE,
        "received": (
            "received", "date received", "referral date", "date of referral", "date in", "referral received date",
            "referral received", "received on", "date referral made", "referred on", "date opened", "opened",
            "open date", "referral request received date", "date of request", "referral created date", "referred",
        ),
        "source": (
            "source", "referral source", "source of referral", "referred by", "referrer", "who sent them",
            "who referred", "referrer type", "referral from", "referred from", "referral origin", "referral agency",
            "referring organisation type", "referrer role", "who referred them", "how did they come to us",
        ),
        "parent_role": (
            "parent role", "relationship to child", "relationship to baby", "role", "mother or father", "parent type",
            "relationship", "carer type", "parent or carer", "parent", "client type", "mum or dad", "mother father",
        ),
        "stage": (
            "stage", "perinatal stage", "stage of pregnancy", "stage at referral", "antenatal or postnatal",
            "antenatal postnatal", "perinatal period", "child age band", "baby age band", "age of baby", "baby age",
            "age of child", "child age", "pregnancy stage", "baby stage",
        ),
        "age_band": (
            "age band", "age group", "age range", "age at referral", "age", "age years", "age in years", "parent age",
            "mother age", "age of parent", "age of mother", "client age", "patient age", "maternal age",
        ),
        "ethnicity": (
            "ethnicity", "ethnic category", "ethnic group", "ethnic origin", "ethnic background", "ethnicity family",
            "ethnic code", "ethnicity code", "ethnic category code", "ethnicity description", "parent ethnicity",
            "mother ethnicity", "client ethnicity",
        ),
        "lsoa": ("lsoa", "lsoa 2021", "lsoa 2011", "lsoa21", "lsoa11", "lsoa code", "lower super output area",
                 "lsoa of residence", "lsoa11cd", "lsoa21cd"),
        "imd_decile": (
            "imd decile", "deprivation decile", "imd", "decile", "index of multiple deprivation decile",
            "deprivation",
            "imd 2019 decile", "imd 2025 decile", "index of multiple deprivation",
        ),
        "imd_version": ("imd version", "imd year", "imd edition"),
        "need_group": ("need group", "thrive", "thrive group", "thrive category", "needs based group", "need level",
                       "thrive needs based group"),
        "plus_groups": ("plus group", "inclusion group", "core20plus group"),
        "decision": (
            "decision", "referral outcome", "referral status", "outcome of referral", "status", "triage outcome",
            "accepted", "referral decision", "outcome", "screening outcome", "referral accepted", "triage decision",
            "outcome of triage", "accepted or declined", "taken on", "did we take them on", "accepted into service",
            "accepted by service", "offered service",
        ),
        "first_contact": (
            "first contact", "first attended contact date", "first treatment", "first appointment", "first visit",
            "first seen", "date first seen", "first contact date", "first assessment date", "first session",
            "first attended appointment", "date of first contact", "treatment start date", "first attended",
            "assessment date", "start of support", "support started", "first treatment date",
            "date of first appointment",
        ),
        "contacts_attended": (
            "contacts attended", "attended", "sessions attended", "appointments attended", "number of sessions",
            "sessions", "attended contacts", "contacts", "attended sessions", "visits",
        ),
        "contacts_missed": ("contacts missed", "dna", "dnas", "missed", "sessions missed", "did not attend",
                            "missed contacts", "appointments missed", "missed sessions"),
        "closed": (
            "closed", "discharge date", "date closed", "end date", "closure date", "end of care pathway date",
            "finished", "case closed", "date of discharge", "closed date", "ended", "end of treatment",
            "referral closed date", "discharged", "date of closure", "date ended", "left",
        ),
        "closure_reason": (
            "closure reason", "discharge reason", "end reason", "reason for closure", "reason closed",
            "reason for discharge", "ending reason", "closing reason", "reason for ending", "reason ended",
            "why finished", "reason for leaving", "how ended", "how did it end", "ending type", "reason for end",
            "reason left", "end of treatment reason", "why closed",
        ),
    },
    "contacts": {
        "referral_id": REFERRAL_ID,
        "date": (
            "date", "contact date", "appointment date", "session date", "attendance date", "visit date",
            "date of contact", "activity date", "date of appointment", "date of visit", "care contact date",
            "date of session",
        ),
        "mode": (
            "mode", "contact method", "method", "consultation medium", "medium", "contact type", "appointment type",
            "consultation type", "how", "delivery", "channel", "contact medium", "consultation mechanism",
            "mode of contact", "appointment method", "how seen",
        ),
        "status": (
            "status", "appointment status", "attendance", "attended", "outcome", "attendance status",
            "attended or dna",
            "attend", "contact status", "attendance outcome", "attended or did not attend", "dna", "did they come",
            "appointment outcome", "contact outcome",
        ),
    },
    "scores": {
        "referral_id": REFERRAL_ID,
        "measure": (
            "measure", "tool", "questionnaire", "outcome measure", "prom", "rom", "assessment", "assessment tool",
            "assessment name", "instrument", "measure name", "form", "scale name", "outcome tool", "measure used",
        ),
        "scale": ("scale", "subscale", "goal number", "domain", "goal"),
        "respondent": ("respondent", "completed by", "rater", "informant", "rated by", "who answered"),
        "assessed": (
            "date completed", "assessed", "assessment date", "date", "score date", "completion date", "completed on",
            "date of assessment", "date administered", "date of measure", "date scored", "completed",
            "date recorded", "recorded", "date taken", "date of score",
            "measure date", "date of questionnaire", "date of outcome",
        ),
        "occasion": ("occasion", "time point", "timepoint", "pre or post", "pre post", "when", "first or last"),
        "score": ("score", "total", "total score", "result", "value", "overall score", "sum"),
        "child_age_months": ("child age months", "baby age months", "age of baby in months", "child age in months"),
    },
    "system_work": {
        "date": DAY,
        "place": PLACE,
        "service": SERVICE,
        "kind": ("kind", "type of event", "activity type", "event type", "activity", "type", "type of activity",
                 "training level", "level", "course level", "level of training"),
        "audience": ("audience", "who for", "attended by", "professional group", "for whom", "delivered to",
                     "participants", "attended by whom", "delegates from",
                     "profession"),
        "attendees": ("attendees", "number attending", "attendance", "number of attendees", "people", "headcount",
                      "delegates", "number of people", "how many came", "number attended", "no of delegates",
                      "numbers"),
    },
    "feedback": {
        "date": (*DAY, "date of feedback", "submitted", "completion time", "response date"),
        "place": PLACE,
        "service": SERVICE,
        "question": ("question", "statement", "item"),
        "answer": ("answer", "response", "rating", "reply"),
    },
    "population": {"count": ("count", "births", "number", "population"), "basis": ("basis",)},
}  # fmt: skip

# Headings of columns that say who somebody is: never mapped, and better not brought at all.
IDENTIFYING = (
    "name", "forename", "surname", "first name", "last name", "full name", "client name", "patient name",
    "mother name",
    "baby name", "child name", "parent name", "family name", "dob", "date of birth", "baby dob", "birth date",
    "address", "postcode", "post code", "home postcode", "phone", "telephone", "mobile", "email", "e mail",
    "nhs number", "nhs no", "gp name", "contact number", "next of kin", "phone number", "email address", "title",
)  # fmt: skip
NOTES = ("notes", "comments", "comment", "free text", "details", "reason for referral", "background", "description",
         "presenting problem", "summary", "remarks", "action", "actions", "follow up")  # fmt: skip

# Headings of yes-columns -> plus group.
PLUS = {
    "interpreter needed": ("interpreter needed", "interpreter required", "interpreter", "needs interpreter",
                           "language support", "interpreter requested"),
    "asylum or refugee": ("asylum or refugee", "asylum seeker", "refugee", "asylum", "asylum seeker or refugee",
                          "asylum seeking", "migrant"),
    "neonatal care": ("neonatal care", "neonatal", "nicu", "neonatal admission", "baby in neonatal unit", "premature",
                      "scbu", "neonatal unit"),
    "baby loss": ("baby loss", "bereavement", "stillbirth", "pregnancy loss", "loss", "previous loss",
                  "bereaved"),
    "care experience": ("care experience", "care leaver", "care experienced", "looked after", "parent care leaver"),
}  # fmt: skip

# Words of a file's or a sheet's name that say which extract it is.
HINTS = {
    "referrals": ("referral", "referrals", "ref", "refs", "caseload", "clients", "log", "register", "episodes"),
    "contacts": ("contact", "contacts", "appointment", "appointments", "appts", "attendance", "attendances",
                 "activity", "sessions", "visits", "carecontacts"),
    "scores": ("score", "scores", "outcome", "outcomes", "roms", "rom", "proms", "prom", "measures", "questionnaires",
               "phq9", "gad7", "epds", "assessments"),
    "system_work": ("training", "system", "workforce", "consultation", "consultations", "events", "supervision",
                    "groups"),
    "feedback": ("feedback", "survey", "fft", "esq", "experience", "voice"),
    "population": ("population", "births", "denominators", "residents"),
    "places": ("places", "districts"),
    "services": ("services", "teams"),
    "provision": ("provision", "ratings"),
    "posts": ("posts", "establishment", "staffing", "vacancies"),
    "funding": ("funding", "budget", "budgets", "finance", "spend"),
}  # fmt: skip
