"""What families say: a partnership's own feedback, and the published survey beside the measures that it speaks to."""

from pimh_data.questions.voice.feedback import family_feedback
from pimh_data.questions.voice.survey import family_survey

__all__ = ["family_feedback", "family_survey"]
