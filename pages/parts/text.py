"""Words as escaped HTML: paragraphs, evidence, table twins, and plain text for places that read Markdown."""

import re
from collections.abc import Collection, Iterable
from html import escape

from pages.parts import html_table
from pimh_data.answer import Answer, Selection
from pimh_data.charts.definitions import definitions
from pimh_data.charts.table import twin
from pimh_data.kept import kept
from pimh_data.questions import words
from pimh_data.questions.selection import KEYS
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE


def paragraph(text: str, name: str) -> str:
    """A paragraph of the class `name` (see style.css). A range of whole numbers, such as 1-2, stays on one line."""
    kept = re.sub(r"\b\d+-\d+\b", r'<span class="whole">\g<0></span>', escape(text))
    return f'<p class="{name}">{kept}</p>'


def plain(text: str) -> str:
    """Text for a place that reads Markdown (headings, labels), so that it is shown as it is."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$:~^])", r"\\\1", text)


def heading(words: str, anchor: str) -> str:
    """A heading that comes in one message with what stands below it (see `with_heading`)."""
    return f'<h2 data-anchor="{anchor}">{escape(words)}</h2>'


def about(selection: Selection, follows: Collection[str] = KEYS) -> str:
    """What is chosen of what a page follows: 'Sheffield, 2023/24, decile 1'; without what is usual, all services."""
    said = {
        "place": selection.place,
        "service": "" if selection.service == ALL_SERVICES else selection.service,
        "year": selection.year,
        "deprivation": "" if selection.deprivation == EVERYONE else words.group(selection.deprivation),
    }
    return ", ".join(value for key, value in said.items() if value and key in follows)


def says_all(heading: str, title: str) -> bool:
    """Whether a heading has every word of a title: 'How are people protected?' has 'How people are protected'."""
    asked, named = (set(re.findall(r"\w+", one.lower())) for one in (heading, title))
    return named <= asked


def title(heading: str, about: str) -> str:
    """The title of a page: what it is, and of what: 'Equity: Sheffield, 2023/24, decile 1'; a question without ':'."""
    return plain((" " if heading.endswith("?") else ": ").join(filter(None, (heading, about))))


def said(answer: Answer) -> str:
    """The finding without what it is about, which the heading and the filters of the page say."""
    return without_subject(answer.finding.text, answer)


def without_subject(sentence: str, answer: Answer) -> str:
    """A sentence without its opening 'Sheffield, 2023/24: ', beginning with a capital."""
    subject = words.subject(answer.selection)
    rest = sentence.removeprefix(f"{subject}: ").removeprefix(f"{subject}, ")
    return rest[:1].upper() + rest[1:]


@kept
def evidence(answer: Answer, reading: str = "") -> str:
    """What stands behind an Answer and how to read its chart, as a list of terms and what they mean here."""
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in definitions(answer, reading))
    # The popover scrolls: something in it must take the keyboard, so that it can be read to its end without a mouse.
    return f'<div role="region" tabindex="0" aria-label="What this is"><dl class="evidence">{lines}</dl></div>'


@kept
def table(answer: Answer) -> str:
    """The table twin, under its name: figures on the right, one heading a row."""
    held = twin(answer)
    sides = html_table.sides(held.numeric)
    name = answer.caption
    rows = [html_table.TableRow(html_table.written(cells, sides)) for cells in held.rows]
    shown = html_table.table(name, "twin", html_table.written(held.labels, sides), rows)
    return f'<p class="unit name">{escape(name)}</p>{shown}'


def points(sentences: Iterable[str]) -> str:
    """Sentences as a list."""
    return f'<ul class="points">{"".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)}</ul>'


def notice(said: str) -> str:
    """Something the reader must know before reading on; also read out by screen readers."""
    return f'<p class="notice" role="status">{escape(said)}</p>'
