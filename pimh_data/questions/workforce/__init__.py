"""Who does the work: staff against the published team, and the work with the system that referrals do not show."""

from pimh_data.questions.workforce.posts import posts
from pimh_data.questions.workforce.services import ListedService, services_of, staff_by_service
from pimh_data.questions.workforce.system_work import system_work_by_audience, system_work_by_kind
from pimh_data.questions.workforce.team import team_against_published, team_by_role

__all__ = [
    "ListedService",
    "posts",
    "services_of",
    "staff_by_service",
    "system_work_by_audience",
    "system_work_by_kind",
    "team_against_published",
    "team_by_role",
]
