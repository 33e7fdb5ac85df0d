"""A first `extract.toml` from the files of a folder: guesses, each with its reason, for a person to complete."""

from pimh_data.secure.draft.drafting import Draft, draft
from pimh_data.secure.draft.saying import draft_lines
from pimh_data.secure.draft.unknown import words_unknown

__all__ = ["Draft", "draft", "draft_lines", "words_unknown"]
