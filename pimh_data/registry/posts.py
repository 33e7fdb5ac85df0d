"""Posts and money in a release: their tables, what they are broken down by, and which grant a viewer needs for them."""

from collections.abc import Mapping
from types import MappingProxyType

POSTS, FUNDING = "posts", "funding"
# Of what POSTS folds, the names: one partition an organisation, for those who belong to it alone.
POSTS_INSIDE = "posts_inside"

NOT_GIVEN = "Not given"
DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "service": "Service",
        "role": "Role",
        "band": "Band",
        "employer": "Employer",
        "status": "Status",
        "funded_by": "Funder",
    }
)
# A role that a service has once is one person's, and so is everything said of a service in which one post is filled:
# outside their own organisation they stand under these names, wherever they are counted, or subtracting would tell.
OTHER_ROLES = "Other roles (single posts)"
SINGLE_SERVICES = "Services of a single practitioner"

WITHOUT_SIGN_IN = frozenset({POSTS, FUNDING})
COSTS = "costs"
NEED_A_GRANT = frozenset({COSTS, POSTS, FUNDING})


def inside(organisation: str) -> str:
    """The grant of somebody who belongs to an organisation (`provider` of the services extract)."""
    return f"{POSTS_INSIDE}: {organisation}"


def grant_for(cube: str, where: str) -> str:
    """The grant that opening a table needs; '' where it needs none."""
    if cube == POSTS_INSIDE:
        return inside(where)
    return cube if cube in (POSTS, FUNDING) else ""
