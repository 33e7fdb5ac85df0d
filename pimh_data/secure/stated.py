"""What `extract.toml` may state of a release of real data, and what is wrong with the way it is written."""

import datetime as dt
from collections.abc import Mapping

from pimh_data.release.terms import ONLY_ME, PUBLIC

TEXTS = (
    "purpose",
    "lawful_basis",
    "sharing_agreement",
    "national_opt_outs",
    "approver",
    "second_approver",
    "intruder_test",
)
STATED = {
    "controllers": (list, 'a list such as ["Our NHS Trust"]'),
    **dict.fromkeys(TEXTS, (str, "text")),
    "audience": ((str, list), f"'{ONLY_ME}', '{PUBLIC}' or a list of partners"),
    "review_date": (dt.date, "a date such as 2027-03-31, without quotes"),
}
LONGEST_NAME, LONGEST_TEXT, MOST_NAMES = 120, 600, 60  # letters and names; the Data page shows them


def wrongly_stated(content: Mapping[str, object]) -> list[str]:
    """A sentence for each statement of settings, each of its right type, that cannot be shown as it is written."""
    wrong = [
        f"{name!r} must be one line of text, of {LONGEST_TEXT} letters at most"
        for name in TEXTS
        if name in content and not _is_line(content[name], LONGEST_TEXT)
    ]
    audience = content.get("audience", ())
    if isinstance(audience, str) and audience not in (ONLY_ME, PUBLIC):
        wrong.append(
            f"'audience' must be '{ONLY_ME}', '{PUBLIC}' or a list of partners; one partner stands in a list too"
        )
    for name in ("controllers", "audience"):
        names = content.get(name)
        if isinstance(names, list):
            wrong += _wrong_names(name, names)
    return wrong


def _wrong_names(name: str, names: list[object]) -> list[str]:
    if not 1 <= len(names) <= MOST_NAMES or not all(_is_line(one, LONGEST_NAME) for one in names):
        return [f"{name!r} must list 1 to {MOST_NAMES} names, each one line of {LONGEST_NAME} letters at most"]
    if name == "audience" and {str(one).casefold().strip() for one in names} & {ONLY_ME, PUBLIC}:
        return [f"'audience' lists '{ONLY_ME}' or '{PUBLIC}' among partners: write it alone, without brackets"]
    return []


def _is_line(text: object, longest: int) -> bool:
    return isinstance(text, str) and bool(text.strip()) and text.isprintable() and len(text) <= longest
