"""Papers about one selection of a release: asks what a paper wants to know, and hands it the pack. Writes no file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Exhibit, Pack
from pimh_data.briefing.papers.asked import Ask
from pimh_data.briefing.papers.board_paper import asks as board_asks
from pimh_data.briefing.papers.board_paper import board_paper
from pimh_data.briefing.papers.funding_review import asks as review_asks
from pimh_data.briefing.papers.funding_review import funding_review
from pimh_data.briefing.papers.one_page import asks as one_page_asks
from pimh_data.briefing.papers.one_page import one_page
from pimh_data.briefing.papers.paper import Paper
from pimh_data.errors import SelectionError
from pimh_data.packing.exhibits import asked_once, exhibit, release_facts
from pimh_data.questions.address import Address
from pimh_data.release import Release


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. `asks`: what it asks about a selection; `write`: (pack, audience) -> the paper."""

    asks: Callable[[Selection], tuple[Ask, ...]]
    write: Callable[[Pack, str], Paper]


PAPERS: Mapping[str, PaperKind] = {
    "funding-review": PaperKind(review_asks, funding_review),
    "board-paper": PaperKind(board_asks, board_paper),
    "one-page": PaperKind(one_page_asks, one_page),
}


def pack_of(release: Release, selection: Selection, kind: str) -> Pack:
    """The pack that one of PAPERS is made of, each thing asked under its own name. Raises KeyError for another."""
    exhibits: dict[str, Exhibit] = {}
    lacks: dict[str, str] = {}
    for one in dict.fromkeys(PAPERS[kind].asks(selection)):
        asked = Address.of(one.question, selection, dict(one.choices))
        try:
            exhibits[one.name] = exhibit(asked_once(release, asked))
        except SelectionError as error:
            lacks[one.name] = str(error)
    return Pack(selection, release_facts(release.manifest), exhibits, lacks)
