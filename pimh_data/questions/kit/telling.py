"""The way from no data to a sentence, which every finding goes: what there is not, what is hidden, where it is not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pimh_data.answer import Finding, Grade, Headline, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.release import Release

NOT_BY_DECILE = (
    "a single decile of one service would mostly be hidden in so short a time, so the release does not count it"
)
CHOOSE_A_GROUP = "Choose the most deprived fifth (Core20) or the rest."
SENTENCES = 3  # of a finding: what is more stands beside it


@dataclass(frozen=True)
class Said:
    """A finding, and the card's figure where the answer has one.

    `notes`: what stands beside the finding, since it would bury it.
    """

    finding: Finding
    headline: Headline | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """What a finding is of: `subject` stands before its sentence, `label` under the card's figure ('': no card).

    A finding goes down the same steps: `no_data`, `hidden`, `says`; the first that holds is what is said.
    """

    release: Release
    selection: Selection
    view: View
    subject: str
    label: str = ""

    @staticmethod
    def of(release: Release, selection: Selection, view: View, label: str = "", group: str = "") -> "Telling":
        """About the selection in the view's period; `group`: a deprivation group that the view alone does not show."""
        about = words.subject(selection, period=view.period)
        return Telling(release, selection, view, f"{about}, {group}" if group else about, label)

    @staticmethod
    def about(release: Release, selection: Selection, subject: str, label: str = "") -> "Telling":
        """About something that the selection's own words do not name: a published figure, a scenario."""
        return Telling(release, selection, View.of(selection), subject, label)

    @property
    def protected(self) -> str:
        """Why a number is hidden in this release: 'fewer than 5, or hidden to protect a smaller number'."""
        return words.HIDDEN_BY_PROFILE[self.release.manifest.profile]

    def no_data(
        self,
        why: str,
        first: str = "",
        on_card: bool = False,
        read: Callable[[View], Cell] | None = None,
        say: Callable[[View], str] = str,
    ) -> Said:
        """That there is nothing to say, and why: `first`, else that the service started later, else that single deciles
        are not counted of one service, else `why`. `read`, `say`: of a decile, as `hidden` takes them.
        """
        first = first or started_later(self.release, self.selection)
        if not first and self.view.member in DECILE_MEMBERS and self.view.service != ALL_SERVICES:
            nearest = nearest_view(self.release, self.view, read, say) if read else CHOOSE_A_GROUP
            return self.says(f"{NOT_BY_DECILE}. {nearest}", "hidden", "hidden", nearest)
        why = first or why
        return self.says(f"{why}.", "no data", "no data", words.upper_first(why) if on_card else "")

    def no_rate(self, refused: str, why: str) -> Said:
        """That there is no rate: why none can be computed, as the denominator says it, else as `no_data`."""
        return self.says(words.lower_first(refused), "no data", "no data") if refused else self.no_data(why)

    def hidden(
        self,
        what: str,
        read: Callable[[View], Cell] | None = None,
        say: Callable[[View], str] = str,
        *,
        also: str = "",
        card: str = "",
        rest: str = "",
    ) -> Said:
        """'... is hidden (fewer than 5, ...). It is shown for all services together: 85 people.'

        `read`: the number of another view as a cell; `say`: the same in words. Without, `rest` stands in its place.
        `also`: what can be said nevertheless, after the reason; `card`: what stands on the card in place of the view.
        """
        rest = nearest_view(self.release, self.view, read, say) if read else rest.strip()
        return self.says(f"{what} ({self.protected}){also}. {rest}".rstrip(), "hidden", "hidden", card or rest)

    def hidden_share(self, what: str, read: Callable[[View], Portion]) -> Said:
        """The same of a share: the nearest view in which its part and its whole are shown, and the percentage there."""
        return self.hidden(what, lambda view: read(view).both, lambda view: read(view).counted)

    def says_first(self, sentences: Iterable[str], grade: Grade, figure: str = "", comparison: str = "") -> Said:
        """The first three of several sentences; those after them stand beside the finding. '' is left out."""
        said = [sentence for sentence in sentences if sentence]
        return replace(self.says(" ".join(said[:SENTENCES]), grade, figure, comparison), notes=tuple(said[SENTENCES:]))

    def says(self, text: str, grade: Grade, figure: str = "", comparison: str = "") -> Said:
        """The sentence after its subject, and the card's figure with the comparison under it."""
        headline = Headline(self.label, figure, comparison) if self.label else None
        return Said(Finding(f"{self.subject}: {text}", grade), headline)
