"""What a release cannot say of a scenario, sentence by sentence: it stands beside every number of it."""

from collections.abc import Iterator

from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.scenario import Scenario
from pimh_data.questions.words import listed
from pimh_data.registry.posts import COSTS
from pimh_data.release import Release


def not_known(release: Release, scenario: Scenario) -> tuple[str, ...]:
    """What is not known of a scenario; nothing ends, nothing to know."""
    return tuple(_sentences(release, resolve(release, scenario))) if scenario.share else ()


def _sentences(release: Release, ending: Ending) -> Iterator[str]:
    yield "Not known: what becomes of people whom no service sees; nobody without a service is in the extracts."
    yield "Not known: who would find help that no extract holds, such as a GP, a health visitor or a charity elsewhere."
    gone, held = ending.going, ending.staying
    if COSTS in release.shut:
        yield "Not shown to you: what it costs, which needs a grant of its own."
    for label, attribute, services in (
        ("staff", "wte", gone),
        ("yearly cost", "annual_cost", gone),
        ("capacity", "capacity", held),
    ):
        lacking = [service.name for service in services if getattr(service, attribute) != getattr(service, attribute)]
        if lacking and not (attribute == "annual_cost" and COSTS in release.shut):
            names = listed(list(dict.fromkeys(lacking))) if len(set(lacking)) <= 3 else f"{len(lacking)} services"
            yield f"Not known: {label} of {names}."
    if "system_work" in release.manifest.extracts:
        yield "Not counted here: training, supervision and consultation that would end with it (see the workforce)."
    else:
        yield "Not known: the work with professionals that would end with it; it was not brought."
