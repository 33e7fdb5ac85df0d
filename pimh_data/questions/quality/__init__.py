"""How far the data can be trusted: how complete they are, what was read, how people are protected."""

from pimh_data.questions.quality.completeness import completeness
from pimh_data.questions.quality.publication import extracts, protection

__all__ = ["completeness", "extracts", "protection"]
