"""Why a release may not be shown by the application as it is run: asked where it starts, and by whoever looks at it."""

from pimh_data.release import Manifest

REAL = (
    "the release is of real people, and nobody signs in here: open it for yourself alone with 'python -m pimh_data "
    "serve --mine', or configure sign-in (docs/deploy.md)"
)
FOR_ITSELF = (
    "the release {why}: it is opened with 'python -m pimh_data serve --mine' alone, and not where people sign in"
)
EXACT, ONLY_ME = "holds exact counts", "is for whoever published it"


def without_sign_in(manifest: Manifest) -> str:
    """Where nobody signs in: what is not invented. '' where it may be shown."""
    return "" if manifest.synthetic else REAL


def where_people_sign_in(manifest: Manifest) -> str:
    """Where people sign in: what is for one machine alone. '' where it may be shown."""
    why = EXACT if manifest.profile == "exact" else ONLY_ME if manifest.terms.on_this_machine_alone else ""
    return FOR_ITSELF.format(why=why) if why else ""
