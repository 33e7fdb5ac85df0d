"""The questions on what families say, by their keys. Declares; works out no numbers."""

from pimh_data.questions import voice
from pimh_data.questions.question import Question

QUESTIONS = (Question("voice.feedback", voice.family_feedback, chart="feedback"),)
