"""`use`: roll back or forward to a release."""

from pimh_data.commands.options import Named, Quarantine, Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.secure.releases.showing import use as use_release


def use(name: Named, releases: Shown, quarantine: Quarantine) -> None:
    """Show this release from now on: roll back or forward. It is opened whole first; a running application follows."""
    with refusals():
        manifest = use_release(releases, name, quarantine, lambda words: say([words]))
    say([f"Release {name} is shown from now on: made {manifest.made}, {manifest.site}, to {manifest.extract_date}"])
