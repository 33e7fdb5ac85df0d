"""The first lines of a new `extract.toml`: who the site is, until when, and what a release of real data must carry."""

import datetime as dt
from collections.abc import Sequence

from pimh_data.secure.draft.guessing.drafted import Drafted, latest_day
from pimh_data.secure.draft.looking.days import end_of_quarter
from pimh_data.secure.draft.toml_lines import CHECK, FILL_IN, line, quoted, waiting

ABOUT = f"""\
# A first version, written by `python -m pimh_data draft`, each guess with its reason. A line with {FILL_IN} waits for
# you: complete it and take the first # away. A line with {CHECK} holds a guess that you should look at. All that may
# stand here: docs/extracts.md. Drafting again changes no line of this file; new files are added at its end.
"""
RELEASE = """\
audience = "only me"                          # shown on this computer alone, and then none of the lines below is needed
# controllers = ["..."]                       # for anybody else: who is responsible for the data, every organisation
# purpose = "..."
# lawful_basis = "..."
# sharing_agreement = "..."
# national_opt_outs = "applied"
# approver = "..."
# review_date = 2027-03-31"""


def opening_lines(folder: str, sources: Sequence[Drafted], today: dt.date) -> list[str]:
    """The lines before the first source. `folder`: its name, without a path."""
    return [
        ABOUT,
        line("synthetic = false", "true only for data that somebody made up"),
        line(f"site = {quoted(folder)}", "the folder's name: write how screens and papers shall call you", CHECK),
        _extract_date(latest_day(sources), today),
        line(
            "allowed_share = 0.01", "of an extract's rows that may be refused before `publish` says so by its exit code"
        ),
        RELEASE,
    ]


def _extract_date(latest: str, today: dt.date) -> str:
    if not latest:
        return waiting("extract_date = 2026-03-31", "the last day that the files cover")
    end = min(end_of_quarter(latest), today)
    said = "the latest day in the files" if end.isoformat() == latest else f"the latest day in the files is {latest}"
    return line(f"extract_date = {end}", f"the last day that the files cover; {said}", CHECK)
