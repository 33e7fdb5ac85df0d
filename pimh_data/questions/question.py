"""A question as it can be asked by its key: its function, what it lets choose, its chart. Works out no numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal

from pimh_data.answer import Answer, Keeps, Selection, naming_everyone
from pimh_data.errors import SelectionError
from pimh_data.questions.not_shown import told
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.registry.views import COMPARING, WHICHEVER_SERVICE
from pimh_data.release import Release

FEW = 8  # values that a sentence can list


@dataclass(frozen=True)
class Asking:
    """What is known when a parameter is looked at: the release, the selection it is asked `about` (None: the release
    as a whole), and
    what was chosen before it.
    """

    release: Release
    about: Selection | None
    chosen: Mapping[str, str]

    @property
    def selection(self) -> Selection:
        """The selection, for a question that is asked about one. Raises TypeError where it is asked about none."""
        if self.about is None:
            raise TypeError("a parameter that looks at the selection belongs to a question about the whole release")
        return self.about


@dataclass(frozen=True)
class Numbers:
    """Numbers of a slider: from `low` to `high`, with so many decimals, as they are written in an address."""

    low: float
    high: float
    usual: float
    decimals: int = 0

    def __len__(self) -> int:
        return round((self.high - self.low) * 10**self.decimals) + 1

    def written(self, number: float) -> str:
        """A number as it stands in an address: '5.5'."""
        return f"{number:.{self.decimals}f}"

    def read(self, value: str) -> str | None:
        """The value as it is written here, None where it is no number of the range: '5.50' is '5.5'."""
        plain = value.isascii() and value.replace(".", "", 1).isdigit()
        return self.written(float(value)) if plain and self.low <= float(value) <= self.high else None


Values = Sequence[str] | Numbers


@dataclass(frozen=True)
class Parameter:
    """What a question lets choose beside the selection.

    `name`: in the address. `label`: as a sentence names it. `values`: those that may be chosen; where there are none,
    the question is asked without it, unless `needed`. `usual`: the value unless another is chosen; the first, if not
    given. `into`: the parameter of the function, where it has another name; `read`: the value as the function takes it.
    """

    name: str
    label: str
    values: Callable[[Asking], Values]
    usual: Callable[[Asking], str] | None = None
    into: str = ""
    read: Callable[[str], Any] = str
    needed: bool = False

    def default(self, asking: Asking) -> str:
        """The value unless another is chosen. Raises IndexError where there is none to choose."""
        if self.usual is not None:
            return self.usual(asking)
        values = self.values(asking)
        return values.written(values.usual) if isinstance(values, Numbers) else values[0]


@dataclass(frozen=True)
class Question:
    """A question by its key, which is the key of its Answers.

    `ask`: (release, selection, the parameters) -> Answer; without the selection where it is about the release. Where it
    is a `part_of` another question, it takes that one's Answer and the parameters are the other's. `chart`: by its key;
    '' where the table is all there is to draw. `keeps`: what is counted whichever deprivation group is chosen, where
    that is never followed; None where it is, or where the Answer itself says when not.
    """

    key: str
    ask: Callable[..., Answer]
    parameters: tuple[Parameter, ...] = ()
    chart: str = ""
    about: Literal["selection", "release"] = "selection"
    part_of: str = ""
    keeps: Keeps | None = None

    def kept(self, answer: Answer, asked: Selection | None) -> Answer:
        """The Answer, of all services where it never follows the service, so that no file names another; and which
        says in its heading line what it counts where it never follows the group.
        """
        if self.key in WHICHEVER_SERVICE and answer.selection.service != ALL_SERVICES:
            answer = replace(answer, selection=replace(answer.selection, service=ALL_SERVICES))
        if self.keeps is None or answer.keeps or asked is None or asked.deprivation == EVERYONE:
            return answer
        keeps = (self.keeps,)
        return replace(answer, keeps=keeps, finding=naming_everyone(answer.finding, keeps))

    @property
    def compares(self) -> bool:
        """Whether it sets Places beside each other, and so is handed peers."""
        return bool({self.key, self.part_of} & COMPARING)

    @property
    def names(self) -> tuple[str, ...]:
        """What may be chosen, by its name in the address."""
        return tuple(parameter.name for parameter in self.parameters)

    def choose(
        self, release: Release, selection: Selection | None, given: Mapping[str, str]
    ) -> tuple[dict[str, str], list[str]]:
        """Every parameter with its value, and a sentence for each name or value given that is not known.

        The sentences hold what was given: the caller escapes it.
        """
        chosen: dict[str, str] = {}
        wrong = [unknown_name(name, self.names) for name in given if name not in self.names]
        for parameter in self.parameters:
            asking = Asking(release, selection, chosen)
            values, value = parameter.values(asking), given.get(parameter.name)
            if not len(values):
                if value is not None or parameter.needed:
                    wrong.append(f"There is no {parameter.label} to choose here{_but(value)}.")
                continue
            held = _held(value, values)
            if value is not None and held is None:
                wrong.append(unknown_value(parameter.label, value, values))
            chosen[parameter.name] = parameter.default(asking) if held is None else held
        return chosen, wrong

    def answer(self, release: Release, selection: Selection | None, chosen: Mapping[str, str]) -> Answer:
        """The Answer for values as `choose` gives them.

        A question that compares Places is handed peers too, and asked about none of them: raises SelectionError.
        """
        choices = {one.into or one.name: one.read(chosen[one.name]) for one in self.parameters if one.name in chosen}
        if self.key in COMPARING:
            release = _with_peers(release, selection)
        found = self.ask(release, *((selection,) if self.about == "selection" else ()), **choices)
        return told(release, self.key, self.kept(found, selection))


def keeping(keeps: Keeps, *questions: Question) -> tuple[Question, ...]:
    """Questions that never follow the deprivation choice, each with what it counts in its place."""
    return tuple(replace(question, keeps=question.keeps or keeps) for question in questions)


def unknown_name(name: str, names: Sequence[str]) -> str:
    """'There is nothing called “yaer” to choose: near it is year.' What there is, where nothing is near."""
    near = get_close_matches(name, names, 1)
    others = f": near it is {near[0]}" if near else f": there is {', '.join(names)}" if names else ""
    return f"There is nothing called “{name}” to choose{others}."


def unknown_value(label: str, value: str, values: Values) -> str:
    """'There is no year “2031”: choose from 2023/24, 2022/23.' Of many the nearest, of numbers the range."""
    said = f"There is no {label} “{value}”"
    if isinstance(values, Numbers):
        return f"{said}: give a number from {values.written(values.low)} to {values.written(values.high)}."
    if len(values) <= FEW:
        return f"{said}: choose from {', '.join(values)}."
    near = get_close_matches(value, values, 3)
    return f"{said}: near it {'are' if len(near) > 1 else 'is'} {', '.join(near)}." if near else f"{said}."


def _with_peers(release: Release, selection: Selection | None) -> Release:
    if release.wider is not None and selection is not None and selection.place not in release.wheres:
        raise SelectionError(f"release {release.manifest.release} holds nothing for {selection.place!r}")
    return release.to_compare


def _held(value: str | None, values: Values) -> str | None:
    if value is None:
        return None
    if isinstance(values, Numbers):
        return values.read(value)
    return value if value in values else None


def _but(value: str | None) -> str:
    return "" if value is None else f", not “{value}”"
