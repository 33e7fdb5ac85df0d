"""What families say: a partnership's own feedback."""

from pimh_data.questions.voice.feedback import family_feedback

__all__ = ["family_feedback"]
