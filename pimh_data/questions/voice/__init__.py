"""What families say: a partnership's own feedback."""

from pimh_data.answer import Keeps
from pimh_data.questions.question import Question, keeping
from pimh_data.questions.voice.feedback import family_feedback

QUESTIONS = keeping(
    Keeps("Everyone is counted: feedback is not held by deprivation."),
    Question("voice.feedback", family_feedback, chart="feedback"),
)
