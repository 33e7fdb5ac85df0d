"""One line of links under a panel: its numbers as files, its picture, this very view. Nothing is made here."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.parts import page_view
from pages.parts.page_view import PageView
from pimh_data.answer import Answer
from pimh_data.questions.selection import KEYS, options

NUMBERS = {"csv": "CSV", "xlsx": "Excel"}  # ending of the address -> what the link says
PICTURES = {"png": "PNG", "svg": "SVG"}


def line(answer: Answer, drawn: bool, on: Mapping[str, str], anchor: str) -> str:
    """The links as HTML. `drawn`: there is a chart to take away; `on`: what it is drawn on, where that is chosen.

    `anchor`: of the panel, to which the link to this view leads.
    """
    numbers = [_link(file(answer, ending), label) for ending, label in NUMBERS.items()]
    pictures = [_link(file(answer, ending, on), label) for ending, label in PICTURES.items()] if drawn else []
    view = f'<a href="{escape(page(answer, anchor))}">Link</a>'
    # Numbers of several panels are told apart by the name of their group, not by what a link says.
    named = f'role="group" aria-label="{escape(answer.title)}: files and link"'
    return f'<p class="links" {named}>{" ".join((*numbers, *pictures, view))}</p>{_on_paper(answer)}'


def dictionary(answer: Answer) -> str:
    """The link to what every column of the file holds, to stand under the definitions."""
    said = "The columns of the CSV, and these terms, as a CSV"
    return f'<p class="links">{_link(file(answer, "dictionary.csv"), said)}</p>'


def file(answer: Answer, ending: str, on: Mapping[str, str] | None = None) -> str:
    """The address of an Answer's file, beside the page: 'answers/equity.decile.csv?place=Sheffield&...'."""
    key, _, asked = answer.address.partition("?")
    named = "&".join(filter(None, (asked, urlencode(on or {}))))
    return f"answers/{key}.{ending}" + (f"?{named}" if named else "")


def page(answer: Answer, anchor: str) -> str:
    """The page with every choice written out, so that a later default cannot change what it shows."""
    told = {name: st.session_state.get(name) or getattr(answer.selection, name) for name in KEYS}
    chosen = {name: value for name, value in told.items() if value}
    # What the page itself lets choose stands in the address too, while it is not the default.
    chosen |= {name: st.query_params[name] for name in st.query_params if name not in KEYS and name in st.session_state}
    chosen |= dict(answer.variant)
    path = page_view.current().path or "."  # beside the page that is open, wherever the application is served
    return f"{path}?{urlencode(chosen, safe='/')}#{anchor}"


def not_usual(shown: PageView) -> dict[str, str]:
    """What is chosen of it that is not usual, for a way to another page.

    A browser would take every usual value out of the address again, each as a step that Back has to undo.
    """
    usual = options(shown.release).default
    held = {name: getattr(shown.selection, name) for name in KEYS}
    return {name: value for name, value in held.items() if value != getattr(usual, name)}


def _on_paper(answer: Answer) -> str:
    """Where the numbers come from, for a page that is printed: what opens under a panel does not."""
    told = answer.evidence
    said = ". ".join(part.rstrip(".") for part in (f"Source: {told.source}", told.release, told.data) if part) + "."
    return f'<p class="on-paper" aria-hidden="true">{escape(said)}</p>'


def _link(address: str, label: str) -> str:
    return f'<a href="{escape(address)}" download>{label}</a>'
