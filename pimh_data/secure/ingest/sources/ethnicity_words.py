"""An ethnic group as a site writes it (code with a local character, NHS words, Census words) as the NHS code it means.

What is not known for certain is not read: "Other", "White", "NA" may mean several groups or none.
"""

import re
from functools import lru_cache

from pimh_data.contracts import ETHNIC_CODES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME

# What a group's name may begin with in the NHS Data Dictionary and in the censuses of 2001, 2011 and 2021.
BEFORE = {
    "ABC": ("white",),
    "DEFG": ("mixed", "mixed or multiple ethnic groups", "mixed multiple ethnic groups", "mixed ethnic groups"),
    "HJKLR": (
        "asian",
        "asian british",
        "asian or asian british",
        "asian asian british",
        "asian asian british or asian welsh",
    ),
    "MNP": (
        "black",
        "black british",
        "black or black british",
        "black black british",
        "black african caribbean black british",
        "black african caribbean or black british",
        "black black british black welsh caribbean or african",
    ),
    "RS": ("other", "other ethnic group", "other ethnic groups", "any other ethnic group"),
}
OTHER_WORDS = {
    "A": (
        "British",
        "English, Welsh, Scottish, Northern Irish or British",
        "English/Welsh/Scottish/Northern Irish/British",
    ),
    "B": ("Irish",),
    "C": ("Other White", "White other", "Gypsy or Irish Traveller", "Gypsy/Irish Traveller", "Irish Traveller", "Roma"),
    "D": ("White & Black Caribbean", "Black Caribbean and White"),
    "E": ("White & Black African", "Black African and White"),
    "F": ("White & Asian", "Asian and White"),
    "G": ("Other mixed", "Mixed other", "Any other mixed or multiple ethnic background", "Other mixed background"),
    "H": ("Asian Indian",),
    "L": ("Other Asian", "Asian other", "Other Asian background"),
    "M": ("Black Caribbean",),
    "N": ("Black African",),
    "P": (
        "Other Black",
        "Black other",
        "Other Black background",
        "Any other Black, African or Caribbean background",
        "Any other Black, Black British or Caribbean background",
    ),
    "S": ("Other ethnic group", "Arab", "Any other ethnic category", "Other ethnic category"),
    "Z": (
        "Prefer not to say",
        "Prefers not to say",
        "Prefer not to answer",
        "Prefer not to disclose",
        "Rather not say",
        "Did not wish to say",
        "Do not wish to say",
        "Does not wish to say",
        "Declined to say",
        "Declined to answer",
        "Refused to say",
        "Not stated (client unable to choose)",
    ),
    "99": ("Unknown", "Ethnicity not known", "Unknown ethnicity"),
    "": ("Not recorded", "Not yet recorded", "Not asked", "Not collected"),
}
CODE = "|".join(code for code in ETHNIC_CODES if code != "99")
# Two letters that are more often short for words than a code with a local letter behind it.
NO_CODE = ("NA", "ND", "NK", "NO", "NR", "NS")
BARE = re.compile(rf"(99|{CODE})[^\s]?", re.IGNORECASE)
BEFORE_WORDS = re.compile(rf"(?P<code>99|{CODE})[1-9*]?\s*(?P<mark>[-–—:.)]\s*|\s)(?P<words>\w.{{2,}})", re.IGNORECASE)
BEHIND_WORDS = re.compile(rf"(?P<words>\w.{{2,}}?)\s*(?P<mark>[(\[])(?P<code>99|{CODE})[)\]]", re.IGNORECASE)
REFINES = "-–—:)(["  # local words behind such a mark say more than the code does


def ethnic_code(text: str) -> str | None:
    """The NHS code of a text, '' where it says that nothing was recorded; None where it is not known."""
    text = " ".join(text.split())
    bare = BARE.fullmatch(text)
    if bare and text.upper() not in NO_CODE and not (bare[1] == "99" and text[2:].isdigit()):
        return bare[1].upper()
    known = _words().get(_plain(text))
    if known is not None:
        return known
    for form in (BEFORE_WORDS, BEHIND_WORDS):
        found = form.fullmatch(text)
        if found:
            code, said = found["code"].upper(), _words().get(_plain(found["words"]))
            local = said is None and found["mark"].strip()[:1] in tuple(REFINES)
            return code if said == code or local else None
    return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split())


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    words = {_plain(name): code for name, code in CENSUS_2021_CODE.items()}
    words |= {_plain(name): code for code, name in CODE_NAME.items()}
    words |= {_plain(name): code for code, names in OTHER_WORDS.items() for name in names}
    behind = dict(words)
    for codes, groups in BEFORE.items():
        for name, code in behind.items():
            if code and code in codes:
                words |= {f"{group} {name}": code for group in groups}
    del words["british"]  # alone it may be meant with any group
    return words
