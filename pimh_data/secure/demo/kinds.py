"""Kinds of perinatal and infant mental health service, and how each works in the demonstration. Invented sizes."""

from dataclasses import dataclass

from pimh_data.contracts import NEED_GROUPS, SOURCES, STAGES


@dataclass(frozen=True)
class Kind:
    """How a kind of service works.

    `share`: of a Place's referrals; `reach`: how often it reaches deciles 1-2, relative to all services of the Place;
    `wait`: median days to the first contact; `contacts`: mean attended of those who complete; `gap`: days between them;
    `fathers`, `carers`: shares of people; `stages`, `sources`, `needs`: relative frequencies in the contract's order;
    `staff`: whole-time equivalents for 1,000 births a year; `specialist`: counts towards the national access measure.
    """

    name: str
    sector: str
    provider: str
    share: float
    reach: float
    wait: float
    contacts: float
    gap: float
    fathers: float
    carers: float
    age: float
    staff: float
    stages: tuple[float, ...]
    sources: tuple[float, ...]
    needs: tuple[float, ...]
    measures: tuple[str, ...]
    specialist: bool = False

    def __post_init__(self) -> None:
        sizes = (len(self.stages), len(self.sources), len(self.needs))
        if sizes != (len(STAGES), len(SOURCES), len(NEED_GROUPS)):
            raise ValueError(f"{self.name}: frequencies have lengths {sizes}, unlike the contract's lists")


RELATIONSHIP = Kind(
    "Parent-infant relationship team", "NHS", "NHS children's community services",
    share=0.22, reach=1.05, wait=38, contacts=8, gap=11, fathers=0.08, carers=0.02, age=30, staff=1.6,
    stages=(0.18, 0.36, 0.22, 0.18, 0.06), sources=(10, 34, 10, 8, 10, 12, 10, 4, 2), needs=(0, 4, 30, 58, 8),
    measures=("MORS-SF warmth", "MORS-SF invasion", "KPCS", "GBO", "PHQ-9"),
)  # fmt: skip
HEALTH_VISITING = Kind(
    "Infant mental health in health visiting", "NHS", "NHS children's community services",
    share=0.0, reach=1.1, wait=24, contacts=6, gap=10, fathers=0.06, carers=0.02, age=29.5, staff=1.0,
    stages=(0.14, 0.5, 0.22, 0.12, 0.02), sources=(8, 64, 4, 8, 8, 4, 2, 1, 1), needs=(1, 14, 68, 16, 1),
    measures=("MORS-SF warmth", "MORS-SF invasion", "KPCS", "confidence rating", "GAD-7"),
)  # fmt: skip
PEER_SUPPORT = Kind(
    "Perinatal peer support", "Voluntary sector", "Voluntary sector alliance",
    share=0.24, reach=1.04, wait=16, contacts=8, gap=13, fathers=0.05, carers=0.0, age=30, staff=0.8,
    stages=(0.2, 0.46, 0.22, 0.11, 0.01), sources=(14, 26, 6, 30, 12, 3, 3, 5, 1), needs=(6, 30, 56, 8, 0),
    measures=("SWEMWBS", "confidence rating", "EPDS"),
)  # fmt: skip
TALKING_THERAPIES = Kind(
    "Perinatal talking therapies", "NHS", "NHS mental health services",
    share=0.19, reach=0.85, wait=34, contacts=7, gap=9, fathers=0.07, carers=0.0, age=31, staff=0.9,
    stages=(0.3, 0.42, 0.2, 0.07, 0.01), sources=(14, 14, 22, 44, 1, 0, 3, 1, 1), needs=(1, 16, 66, 17, 0),
    measures=("PHQ-9", "GAD-7"),
)  # fmt: skip
MIDWIFERY = Kind(
    "Perinatal midwifery", "NHS", "NHS maternity services",
    share=0.15, reach=1.0, wait=12, contacts=4, gap=14, fathers=0.0, carers=0.0, age=29.5, staff=0.6,
    stages=(0.9, 0.1, 0, 0, 0), sources=(72, 4, 8, 5, 1, 4, 5, 0, 1), needs=(2, 22, 58, 16, 2),
    measures=("EPDS", "GAD-7"),
)  # fmt: skip
DADS = Kind(
    "Dads and co-parents", "Voluntary sector", "Voluntary sector alliance",
    share=0.05, reach=0.85, wait=9, contacts=6, gap=10, fathers=0.985, carers=0.005, age=32.5, staff=0.3,
    stages=(0.26, 0.42, 0.2, 0.1, 0.02), sources=(14, 22, 4, 42, 10, 2, 2, 4, 0), needs=(14, 66, 20, 0, 0),
    measures=("SWEMWBS", "HADS-A", "HADS-D"),
)  # fmt: skip
SPECIALIST = Kind(
    "Specialist perinatal community team", "NHS", "NHS mental health services",
    share=0.17, reach=0.94, wait=17, contacts=9, gap=12, fathers=0.0, carers=0.0, age=30.5, staff=3.0,
    stages=(0.48, 0.36, 0.12, 0.04, 0), sources=(32, 16, 30, 1, 0, 3, 17, 0, 1), needs=(0, 0, 10, 66, 24),
    measures=("CORE-10", "EPDS", "GBO"), specialist=True,
)  # fmt: skip
HOME_START = Kind(
    "Home-Start volunteers", "Voluntary sector", "Home-Start",
    share=0.08, reach=1.3, wait=36, contacts=11, gap=9, fathers=0.04, carers=0.03, age=29, staff=0.4,
    stages=(0.08, 0.26, 0.24, 0.28, 0.14), sources=(6, 44, 4, 16, 14, 12, 1, 3, 0), needs=(6, 40, 46, 8, 0),
    measures=("confidence rating", "HADS-A", "HADS-D"),
)  # fmt: skip

ELSEWHERE = (RELATIONSHIP, PEER_SUPPORT, TALKING_THERAPIES, MIDWIFERY, DADS, SPECIALIST, HOME_START)
