"""The address of an Answer: question, selection and choices, written as text and read back. Asks; draws nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from pimh_data.answer import Answer, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.question import Parameter, Question, unknown_name, unknown_value
from pimh_data.questions.selection import KEYS, options
from pimh_data.release import Release

LABELS = {"place": "Place", "service": "service", "year": "financial year", "deprivation": "deprivation group"}
MOST = 50  # names in an address: no question has more


@dataclass(frozen=True)
class Address:
    """Which Answer: the question's key, the selection (None for one about the release), the choices beside it.

    A choice that is not named takes its usual value.
    """

    question: str
    selection: Selection | None = None
    choices: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(key: str, selection: Selection, choices: Mapping[str, str]) -> "Address":
        """The address of a question asked while a selection is shown. Raises SelectionError for a key not known."""
        about = selection if question(key).about == "selection" else None
        return Address(key, about, tuple(sorted(choices.items())))


def question(key: str) -> Question:
    """The question of that key. Raises SelectionError where there is none."""
    if key not in QUESTIONS:
        raise SelectionError(unknown_value("question", key, tuple(QUESTIONS)))
    return QUESTIONS[key]


def write(address: Address) -> str:
    """'equity.pathway?place=Sheffield&service=All+services&year=2023/24&deprivation=Everyone&group=Core20'."""
    about = [(key, getattr(address.selection, key)) for key in KEYS] if address.selection else []
    asked = urlencode([*about, *address.choices], safe="/")
    return f"{address.question}?{asked}" if asked else address.question


def parse(text: str, release: Release, also: tuple[Parameter, ...] = ()) -> Address:
    """The address written, every value checked against the release, and every choice named.

    What the text does not name takes its usual value. `also`: what may be chosen beside what the question lets choose,
    such as what its picture is drawn on. Raises SelectionError with a sentence for the question, and for
    each name and value, that is not known; they hold the text as it was given: the caller escapes it.
    """
    key, _, rest = text.partition("?")
    asked = question(key)
    asked = replace(asked, parameters=(*asked.parameters, *also))
    given, wrong = _given(rest)
    about = asked.about == "selection"
    names = (*KEYS, *asked.names) if about else asked.names
    wrong += [unknown_name(name, names) for name in given if name not in names]
    selection, unknown = _selection(release, given) if about else (None, [])
    chosen, more = asked.choose(release, selection, {name: given[name] for name in asked.names if name in given})
    wrong += unknown + more
    if wrong:
        raise SelectionError(" ".join(wrong))
    return Address(key, selection, tuple(sorted(chosen.items())))


def complete(address: Address, release: Release) -> Address:
    """The same with every choice named. Raises SelectionError for a question, name or value that is not known."""
    asked = question(address.question)
    if not (asked.parameters or address.choices):
        return address
    chosen, wrong = asked.choose(release, address.selection, dict(address.choices))
    if wrong:
        raise SelectionError(" ".join(wrong))
    return replace(address, choices=tuple(sorted(chosen.items())))


def answer(release: Release, address: Address, ask: Callable[[Address], Answer] | None = None) -> Answer:
    """The Answer at an address. `ask`: gives the Answer that it is a part of, where that one may be known already.

    Raises SelectionError for a name or value that the question does not know, or a selection not held.
    """
    asked, whole = question(address.question), complete(address, release)
    if asked.part_of:
        other = replace(whole, question=asked.part_of)
        found = asked.kept(asked.ask(ask(other) if ask else answer(release, other)), address.selection)
    else:
        found = asked.answer(release, address.selection, dict(whole.choices))
    return replace(found, address=write(whole))


def _given(text: str) -> tuple[dict[str, str], list[str]]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        raise SelectionError(f"The address names more than {MOST} things to choose.") from None
    times = Counter(name for name, _ in pairs)
    return dict(pairs), [
        f"“{name}” is given {count} times: give it once." for name, count in times.items() if count > 1
    ]


def _selection(release: Release, given: Mapping[str, str]) -> tuple[Selection, list[str]]:
    known = options(release)
    wrong: list[str] = []
    found: dict[str, str] = {}
    usual = known.default
    for key in KEYS:
        held = {
            "place": known.places,
            "service": known.services[found.get("place", usual.place)],
            "year": known.years,
            "deprivation": known.deprivation,
        }[key]
        value = given.get(key, getattr(usual, key))
        if value not in held:
            wrong.append(unknown_value(LABELS[key], value, held))
            value = getattr(usual, key)
        found[key] = value
    return Selection(**found), wrong
