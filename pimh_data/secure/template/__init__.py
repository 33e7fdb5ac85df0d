"""A folder to begin with, and what every column means: made from the contracts."""

from pimh_data.secure.template.write import write_template

__all__ = ["write_template"]
