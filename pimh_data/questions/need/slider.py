"""The parameters of the models of need as they stand in an address: in per cent, within their published ranges."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pimh_data.questions.need.models import sliders
from pimh_data.questions.question import Numbers

WIDE = 0.01  # a range of more than a percentage point moves in tenths of one, a narrower one in hundredths


@dataclass(frozen=True)
class Slider:
    """One parameter. `key`: of the model's parameter; `name`: in the address; `low` to `high`: shares as published."""

    key: str
    name: str
    label: str
    percent: Numbers
    low: float
    high: float

    def share(self, percent: str) -> float | None:
        """The share for what an address says; None where that is what is published."""
        number = float(percent)
        return None if number == self.percent.usual else min(max(number / 100, self.low), self.high)


@cache
def all_sliders() -> tuple[Slider, ...]:
    """A slider for each parameter that may vary, in the order of the models."""
    found = []
    for key, model, parameter in sliders():
        decimals = 1 if parameter.high - parameter.low > WIDE else 2
        low, usual, high = (round(100 * share, decimals) for share in (parameter.low, parameter.value, parameter.high))
        numbers = Numbers(low, high, usual, decimals)
        found.append(
            Slider(key, key.replace(".", "-"), f"{model}: {parameter.label}", numbers, parameter.low, parameter.high)
        )
    return tuple(found)


def moved(chosen: Mapping[str, str], model: str = "") -> dict[str, float]:
    """Key -> share of the parameters that are moved from what is published; those of one model, if one is named."""
    found = {slider.key: slider.share(chosen[slider.name]) for slider in all_sliders() if slider.name in chosen}
    return {
        key: share for key, share in found.items() if share is not None and (not model or key.startswith(f"{model}."))
    }
