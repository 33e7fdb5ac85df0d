"""How wide the columns of a table are: by their words, so that short cells stay in one line. In characters."""

from collections.abc import Sequence

MOST = 80  # characters of a cell that count: what is longer is read in several lines
HEADING_LINES = 3  # that a heading may take: figures below it are narrower than its words
BESIDE = 3  # characters for the space on both sides of a cell
BOLD = 1.15  # times as wide as other words: headings


def widths(labels: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """The width of each column, together `room`.

    Every column has its longest word first, or its part of the room where not even those fit; what is left goes where
    cells are longer.
    """
    columns = [cells for cells in zip(*rows, strict=True)] or [()] * len(labels)
    least = [
        min(max(BOLD * _longest_word([label]), _longest_word(cells)), MOST) + BESIDE
        for label, cells in zip(labels, columns, strict=True)
    ]
    wanted = [
        max(low, *(min(wide, MOST) + BESIDE for wide in (BOLD * len(label) / HEADING_LINES, *map(len, cells))))
        for low, label, cells in zip(least, labels, columns, strict=True)
    ]
    if sum(wanted) <= room:
        return [room * one / sum(wanted) for one in wanted]
    if sum(least) >= room:
        return [room * one / sum(least) for one in least]
    share = (room - sum(least)) / (sum(wanted) - sum(least))
    return [low + share * (want - low) for low, want in zip(least, wanted, strict=True)]


def _longest_word(cells: Sequence[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=0)
