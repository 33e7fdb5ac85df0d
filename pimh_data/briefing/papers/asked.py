"""What a paper asks the release: a question, what is chosen for it, and the name of its exhibit in the pack."""

from dataclasses import dataclass

from pimh_data.answer import Selection

ALL_OF_IT = 100  # per cent of a capacity


@dataclass(frozen=True)
class Ask:
    """A question by its key. `choices`: beside the selection, as (name, value); what is not named is as usual."""

    question: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Under which its exhibit stands in the pack: key and choices, 'workforce.posts posts-by=Band'."""
        return " ".join((self.question, *(f"{name}={value}" for name, value in self.choices)))


def ask(question: str, **choices: str) -> Ask:
    """`ask("funding.people", ends="Light peer support")`; an underscore stands for the hyphen of a name."""
    return Ask(question, tuple((name.replace("_", "-"), value) for name, value in choices.items()))


def if_it_ends(question: str, selection: Selection, percent: int = ALL_OF_IT) -> Ask:
    """A question on what follows where the selection's service, or a part of its capacity, ends."""
    return ask(question, ends=selection.service, ends_percent=str(percent))
