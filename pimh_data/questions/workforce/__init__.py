"""Who does the work: staff against the published team, and the work with the system that referrals do not show."""

from pimh_data.answer import NoGroups
from pimh_data.questions.question import Parameter, Question, keeping
from pimh_data.questions.workforce.posts import BY, STATUS, posts
from pimh_data.questions.workforce.services import staff_by_service
from pimh_data.questions.workforce.system_work import system_work_by_audience, system_work_by_kind
from pimh_data.questions.workforce.team import team_against_published, team_by_role

POSTS_BY = Parameter("posts-by", "thing to break posts down by", lambda _: tuple(BY), lambda _: STATUS, into="by")
QUESTIONS = keeping(
    NoGroups("Everyone is meant: staff and work with the system have no deprivation group."),
    Question("workforce.team", team_against_published, chart="team"),
    Question("workforce.roles", team_by_role),
    Question("workforce.services", staff_by_service),
    Question("workforce.posts", posts, (POSTS_BY,), chart="posts"),
    Question("workforce.system_work", system_work_by_kind),
    Question("workforce.audience", system_work_by_audience),
)
