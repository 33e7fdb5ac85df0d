"""Whether a release may be made for those whom it is said to be for. Says all that is missing at once."""

import datetime as dt

from pimh_data.release.terms import ONLY_ME, PUBLIC, Terms
from pimh_data.secure.disclosure.profiles import EXACT, Profile
from pimh_data.secure.settings import NAME, Settings

# What is needed for anybody but oneself, with what it says.
NEEDED = {
    "controllers": "every organisation that is responsible for the data",
    "purpose": "what the release is for",
    "lawful_basis": "the lawful basis of that",
    "sharing_agreement": "the agreement that the data are shared under, or that none is needed and why",
    "national_opt_outs": "whether national data opt-outs were applied, or why they do not apply",
    "approver": "the role of the person who approved the release",
    "review_date": "the day by which it is looked at again",
}
NEEDED_IN_PUBLIC = NEEDED | {
    "second_approver": "the role of a second person who approved it",
    "intruder_test": "when, by whom and with what result people were looked for in it (python -m pimh_data intrude)",
}
LONGEST_UNTIL_REVIEW = 3 * 366  # days
FOR_WHOM = (
    f'{NAME} does not say for whom the release is. Write one of three lines: audience = "{ONLY_ME}" (shown on this '
    f'machine alone; nothing else is needed), audience = ["Partner one", "Partner two"], or audience = "{PUBLIC}"'
)
EXACT_FOR_OTHERS = (
    f'exact counts are for this machine alone: publish with the profile rounded, or write audience = "{ONLY_ME}" in '
    f"{NAME}"
)
FOR_OTHERS = 'a release for others than yourself needs in {name}: {missing}. Until then, audience = "{me}" needs none'


def terms_of(settings: Settings) -> Terms:
    """The terms that the settings state; of synthetic extracts none, for nobody is in them."""
    if settings.synthetic:
        return Terms()
    stated = dict(settings.release)
    audience, day = stated.pop("audience", ()), stated.pop("review_date", None)
    return Terms(
        audience=(audience,) if isinstance(audience, str) else tuple(audience),
        controllers=tuple(stated.pop("controllers", ())),
        review_date=day.isoformat() if isinstance(day, dt.date) else "",
        **{name: str(text) for name, text in stated.items()},
    )


def terms_refused(settings: Settings, profile: Profile, today: dt.date) -> tuple[str, ...]:
    """Why a release of these settings may not be made: nothing of synthetic extracts, else a sentence each."""
    if settings.synthetic:
        return ()
    terms = terms_of(settings)
    if not terms.audience:
        return (FOR_WHOM,)
    if terms.on_this_machine_alone:
        return ()
    needed = NEEDED_IN_PUBLIC if PUBLIC in terms.audience else NEEDED
    missing = [f"{name} ({what})" for name, what in needed.items() if not getattr(terms, name)]
    refused = [FOR_OTHERS.format(name=NAME, missing="; ".join(missing), me=ONLY_ME)] if missing else []
    if profile.name == EXACT.name:
        refused.append(EXACT_FOR_OTHERS)
    if terms.review_date:
        day = dt.date.fromisoformat(terms.review_date)
        if not today < day <= today + dt.timedelta(days=LONGEST_UNTIL_REVIEW):
            refused.append(f"{NAME}: review_date {day} must lie in the next three years")
    if terms.second_approver and terms.second_approver.casefold().split() == terms.approver.casefold().split():
        refused.append(f"{NAME}: second_approver is the approver again; a public release needs two persons")
    return tuple(refused)
