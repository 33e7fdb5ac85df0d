"""The questions on the workforce by their keys. Declares; works out no numbers."""

from pimh_data.questions import workforce
from pimh_data.questions.question import Parameter, Question
from pimh_data.questions.workforce.posts import BY, STATUS

POSTS_BY = Parameter("posts-by", "thing to break posts down by", lambda _: tuple(BY), lambda _: STATUS, into="by")
QUESTIONS = (
    Question("workforce.team", workforce.team_against_published, chart="team"),
    Question("workforce.roles", workforce.team_by_role),
    Question("workforce.services", workforce.staff_by_service),
    Question("workforce.posts", workforce.posts, (POSTS_BY,), chart="posts"),
    Question("workforce.system_work", workforce.system_work_by_kind),
    Question("workforce.audience", workforce.system_work_by_audience),
)
