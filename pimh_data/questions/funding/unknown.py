"""What a release cannot say of a scenario, sentence by sentence: it stands beside every number of it."""

from collections.abc import Iterator

from pimh_data.questions.funding.scenario import Scenario
from pimh_data.questions.words import listed
from pimh_data.questions.workforce.services import Service, services_of
from pimh_data.release import Release


def ending(release: Release, scenario: Scenario) -> tuple[Service, ...]:
    """The services that end, each once."""
    return tuple(
        service
        for service in services_of(release, scenario.place)
        if any(service.belongs_to(name) for name in scenario.ends)
    )


def staying(release: Release, scenario: Scenario) -> tuple[Service, ...]:
    """The services of the Place that stay."""
    gone = {(service.place, service.name) for service in ending(release, scenario)}
    held = services_of(release, scenario.place)
    return tuple(service for service in held if (service.place, service.name) not in gone)


def not_known(release: Release, scenario: Scenario) -> tuple[str, ...]:
    """What is not known of a scenario; nothing ends, nothing to know."""
    return tuple(_sentences(release, scenario)) if scenario.share else ()


def _sentences(release: Release, scenario: Scenario) -> Iterator[str]:
    yield "Not known: what becomes of people whom no service sees; nobody without a service is in the extracts."
    yield "Not known: who would find help that no extract holds, such as a GP, a health visitor or a charity elsewhere."
    gone, held = ending(release, scenario), staying(release, scenario)
    for label, attribute, services in (
        ("staff", "wte", gone),
        ("yearly cost", "annual_cost", gone),
        ("capacity", "capacity", held),
    ):
        lacking = [service.name for service in services if getattr(service, attribute) != getattr(service, attribute)]
        if lacking:
            names = listed(list(dict.fromkeys(lacking))) if len(set(lacking)) <= 3 else f"{len(lacking)} services"
            yield f"Not known: {label} of {names}."
    if "system_work" in release.manifest.extracts:
        yield "Not counted here: training, supervision and consultation that would end with it (see the workforce)."
    else:
        yield "Not known: the work with professionals that would end with it; it was not brought."
