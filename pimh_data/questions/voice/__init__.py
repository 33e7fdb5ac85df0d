"""What families say: a partnership's own feedback."""

from pimh_data.questions.question import Question
from pimh_data.questions.voice.feedback import family_feedback

QUESTIONS = (Question("voice.feedback", family_feedback, chart="feedback"),)
