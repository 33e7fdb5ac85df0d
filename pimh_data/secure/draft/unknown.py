"""Words of the sources mapped already that are none of ours: said by a draft as `check` says them. Writes nothing."""

from pathlib import Path

from pimh_data.errors import PimhError
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import working
from pimh_data.secure.findings import findings
from pimh_data.secure.report import lines_of_words
from pimh_data.secure.settings import read_settings


def words_unknown(folder: Path) -> tuple[str, ...]:
    """A line for each column in which words do not fit, by extract; or, where it is so, that it cannot be told yet."""
    try:
        with working() as connection:
            found = findings(check_extracts(folder, read_settings(folder), connection))
            return tuple(line for one in found if one.checked.raw.mapped for line in lines_of_words(one))
    except PimhError:
        return (
            "Whether words of the files mapped already are unknown cannot be told yet: check says what is in the way",
        )
