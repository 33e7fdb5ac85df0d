"""QUESTIONS: every question that can be asked, by its key. Pages, files, tools and tests all go through this list."""

from pimh_data.case_studies.asked import QUESTIONS as CASE_STUDIES
from pimh_data.questions.equity import QUESTIONS as EQUITY
from pimh_data.questions.funding import QUESTIONS as FUNDING
from pimh_data.questions.indicators import QUESTIONS as INDICATORS
from pimh_data.questions.need import QUESTIONS as NEED
from pimh_data.questions.outcomes import QUESTIONS as OUTCOMES
from pimh_data.questions.provision import QUESTIONS as PROVISION
from pimh_data.questions.quality import QUESTIONS as QUALITY
from pimh_data.questions.question import Question
from pimh_data.questions.reach import QUESTIONS as REACH
from pimh_data.questions.voice import QUESTIONS as VOICE
from pimh_data.questions.workforce import QUESTIONS as WORKFORCE

ROOMS = (EQUITY, REACH, OUTCOMES, NEED, FUNDING, PROVISION, WORKFORCE, VOICE, INDICATORS, QUALITY, CASE_STUDIES)
QUESTIONS: dict[str, Question] = {question.key: question for room in ROOMS for question in room}
