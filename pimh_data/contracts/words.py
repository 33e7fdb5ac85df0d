"""The words that code columns may hold, each list in the order a reader meets it, and what those not obvious mean."""

SOURCES = (
    "midwife",
    "health visitor",
    "GP",
    "self",
    "family hub or children's centre",
    "social care",
    "other NHS",
    "voluntary sector",
    "other",
)
PARENT_ROLES = ("mother or birthing parent", "father or co-parent", "other carer")
STAGES = ("antenatal", "0-6 months", "7-12 months", "13-24 months", "2-5 years")
AGE_BANDS = ("under 20", "20-24", "25-29", "30-34", "35-39", "40 and over")
ETHNIC_CODES = (*"ABCDEFGHJKLMNPRS", "Z", "99")
NEED_GROUPS = ("Thriving", "Getting Advice", "Getting Help", "Getting More Help", "Getting Risk Support")
PLUS_GROUPS = (
    "interpreter needed",
    "asylum or refugee",
    "neonatal care",
    "baby loss",
    "care experience",
    "other local",
)
DECISIONS = ("accepted", "signposted", "declined", "withdrawn", "waiting")
CLOSURE_REASONS = ("completed", "stepped up", "stepped down", "disengaged", "moved away", "declined", "other")
IMD_VERSIONS = ("2019", "2025")
CONTACT_MODES = ("face to face", "video", "telephone", "text")
CONTACT_STATUSES = ("attended", "missed", "cancelled")
OCCASIONS = ("first", "last")
SYSTEM_WORK_KINDS = (
    "group session",
    "training level 1",
    "training level 2",
    "training level 3",
    "supervision",
    "consultation",
    "digital",
)
POPULATION_BASES = ("births", "aged 0", "aged 0-4", "residents", "residents aged 16 to 49")
POST_STATUSES = ("permanent", "seconded", "at risk", "vacant")
RATINGS = ("Green", "Amber", "Red", "In development")

OCCASION_MEANINGS = {
    "first": "at the start of support (often called pre, or time 1)",
    "last": "at the end of support (often called post, or time 2)",
}
SOURCE_MEANINGS = {
    "self": "the parent or the family asked for help themselves",
    "other NHS": "any other NHS team, such as a hospital, a mental health team or Talking Therapies",
    "voluntary sector": "a charity or community group",
}
PARENT_ROLE_MEANINGS = {
    "father or co-parent": "a father, or the other parent, whatever their sex",
    "other carer": "somebody else who brings up the child, such as a grandparent or a foster carer",
}
STAGE_MEANINGS = {
    "antenatal": "during pregnancy",
    "0-6 months": "from birth to six completed months",
    "7-12 months": "seven to twelve completed months",
    "13-24 months": "thirteen completed months until the second birthday",
    "2-5 years": "from the second birthday until the day before the sixth",
}
NEED_GROUP_MEANINGS = {
    "Thriving": "wellbeing and prevention, open to every family",
    "Getting Advice": "advice, signposting or a few contacts",
    "Getting Help": "a course of help with a goal",
    "Getting More Help": "longer or more specialist treatment",
    "Getting Risk Support": "risk is managed with other agencies; treatment is not the aim now",
}
PLUS_GROUP_MEANINGS = {
    "neonatal care": "the baby is or was in a neonatal unit",
    "baby loss": "miscarriage, stillbirth, the death of a baby, or the end of a pregnancy for medical reasons",
    "care experience": "the parent grew up in care, or partly",
    "other local": "a group that the partnership itself follows",
}
DECISION_MEANINGS = {
    "accepted": "the service took the referral on, whether or not the person has been seen",
    "signposted": "passed on to, or told of, another service that fits better",
    "declined": "the service said no",
    "withdrawn": "the person or the referrer took the referral back before it was accepted",
    "waiting": "no decision yet",
}
CLOSURE_REASON_MEANINGS = {
    "completed": "the planned help came to its end; this alone counts as completed",
    "stepped up": "went on to a more intensive service",
    "stepped down": "went on to a less intensive service",
    "disengaged": "stopped coming or could not be reached",
    "moved away": "left the area",
    "declined": "said no to the help offered after being accepted",
}
IMD_VERSION_MEANINGS = {
    "2019": "Indices of Deprivation 2019, on the LSOA boundaries of 2011",
    "2025": "Indices of Deprivation 2025, on the LSOA boundaries of 2021",
}
CONTACT_MODE_MEANINGS = {
    "face to face": "in the same room; counts towards the national access measure",
    "video": "counts towards the national access measure",
    "text": "text message, chat or e-mail",
}
CONTACT_STATUS_MEANINGS = {
    "attended": "the contact took place",
    "missed": "the person did not come and had not said so (DNA, was not brought)",
    "cancelled": "called off beforehand, by either side",
}
SYSTEM_WORK_KIND_MEANINGS = {
    "group session": "a group for families that is open to all, without referral",
    "training level 1": "awareness for everyone who meets families",
    "training level 2": "skills for those who work with families",
    "training level 3": "specialist training",
    "supervision": "supervision of practitioners in other services",
    "consultation": "advice to a practitioner about a family that the service does not see itself",
    "digital": "visits, downloads or followers of digital offers",
}
POPULATION_BASIS_MEANINGS = {
    "births": "live births in the year",
    "aged 0": "children under one in the middle of the year",
    "aged 0-4": "children under five in the middle of the year",
    "residents": "people of all ages in the middle of the year",
    "residents aged 16 to 49": "people of the ages at which most have children, in the middle of the year",
}
POST_STATUS_MEANINGS = {
    "permanent": "filled, with funding that has no end",
    "seconded": "filled by somebody whose own post is elsewhere",
    "at risk": "filled, with funding that ends or is not agreed",
    "vacant": "funded and not filled",
}
RATING_MEANINGS = {
    "Green": "provided in full",
    "Amber": "provided in part",
    "Red": "not provided",
    "In development": "being set up",
}
YES_NO = ("yes", "no")
