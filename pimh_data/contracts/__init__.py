"""What each extract must look like: columns, types, allowed values, meanings. Data only: `secure` applies it."""

from pimh_data.contracts.care import CONTACTS, FEEDBACK, SCORES, SYSTEM_WORK
from pimh_data.contracts.column import Contract, ExtractColumn, Kind
from pimh_data.contracts.organisation import FUNDING, POSTS
from pimh_data.contracts.referrals import REFERRALS
from pimh_data.contracts.setting import PLACES, POPULATION, PROVISION, SERVICES
from pimh_data.contracts.words import (
    AGE_BANDS,
    CLOSURE_REASONS,
    CONTACT_MODES,
    CONTACT_STATUSES,
    DECISIONS,
    ETHNIC_CODES,
    IMD_VERSIONS,
    NEED_GROUPS,
    OCCASIONS,
    PARENT_ROLES,
    PLUS_GROUPS,
    POPULATION_BASES,
    POST_STATUSES,
    RATINGS,
    SOURCES,
    STAGES,
    SYSTEM_WORK_KINDS,
)

# In the order in which they are checked: what others name comes first.
CONTRACTS = {
    contract.name: contract
    for contract in (
        PLACES,
        SERVICES,
        REFERRALS,
        CONTACTS,
        SCORES,
        SYSTEM_WORK,
        FEEDBACK,
        POPULATION,
        PROVISION,
        POSTS,
        FUNDING,
    )
}

__all__ = [
    "AGE_BANDS",
    "CLOSURE_REASONS",
    "CONTACT_MODES",
    "CONTACT_STATUSES",
    "CONTRACTS",
    "DECISIONS",
    "ETHNIC_CODES",
    "IMD_VERSIONS",
    "NEED_GROUPS",
    "OCCASIONS",
    "PARENT_ROLES",
    "PLUS_GROUPS",
    "POPULATION_BASES",
    "POST_STATUSES",
    "RATINGS",
    "SOURCES",
    "STAGES",
    "SYSTEM_WORK_KINDS",
    "Contract",
    "ExtractColumn",
    "Kind",
]
