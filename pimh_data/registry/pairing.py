"""Which two scores make a pair, and whose courses count: the official rules, named so that one can be chosen. Data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """One choice: `key` stands in the address and in the cubes; `words` say it on screen; `needs_contacts`: an extract
    of contacts, without which it is not released.
    """

    key: str
    words: str
    citation: str
    needs_contacts: bool = False


CHILDRENS = Definition(
    "Children's rule",
    "first score on or after contact 1, last on or after contact 2",
    "NHS England, children and young people's paired scores",
    needs_contacts=True,
)
ADULT = Definition(
    "Adult community rule", "first score against the latest, on different days", "NHS England, adult community"
)
CQUIN = Definition(
    "Perinatal CQUIN rule",
    "same tool, last score after the first, referrals open over 14 days with two face-to-face or video contacts",
    "NHS England, perinatal CQUIN indicator",
    needs_contacts=True,
)
PAIRINGS = {rule.key: rule for rule in (CHILDRENS, ADULT, CQUIN)}

FINISHED = Definition(
    "Finished courses", "closed, with at least two attended contacts", "NHS Talking Therapies: a finished course"
)
EVERY_COURSE = Definition("All courses", "closed, with at least one attended contact", "This project")
COURSES = {courses.key: courses for courses in (FINISHED, EVERY_COURSE)}

# What is released: the first is the default where contacts are brought. CQUIN is only of courses with two contacts.
RELEASED = (
    (CHILDRENS, FINISHED),
    (CHILDRENS, EVERY_COURSE),
    (ADULT, FINISHED),
    (ADULT, EVERY_COURSE),
    (CQUIN, FINISHED),
)


def released(contacts_brought: bool) -> tuple[tuple[Definition, Definition], ...]:
    """The (pairing rule, courses) that a site can release, the default first."""
    return tuple(pair for pair in RELEASED if contacts_brought or not pair[0].needs_contacts)
