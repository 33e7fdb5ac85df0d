"""A paper as one HTML file: no scripts, nothing fetched, headings in order, tables with headers, A4 when printed."""

import base64
from functools import singledispatch
from html import escape
from pathlib import Path

from pimh_data.briefing.papers.paper import TO_WRITE, Paper, PaperHeading, Picture, Points, Prompt, Sentence, Table
from pimh_data.briefing.papers.plain_text import plain
from pimh_data.briefing.papers.word_styles import LANGUAGE

# Nothing is run and nothing is fetched, whatever a text may hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def to_html(paper: Paper) -> bytes:
    """The page, UTF-8. Text is text wherever it comes from: no markup of it is read."""
    title = _text(f"{paper.kind}: {paper.title}")
    caution = f'<p class="caution">{_text(paper.caution)}</p>' if paper.caution else ""
    body = "\n".join(written(block) for block in paper.blocks)
    return f"""<!doctype html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{_text(paper.kind)}</h1>
<p class="about">{_text(paper.title)}</p>
{caution}
{body}
</main>
<footer>{_text(paper.foot)}</footer>
</body>
</html>
""".encode()


@singledispatch
def written(block: object) -> str:
    """One block as HTML. Raises TypeError for what is none."""
    raise TypeError(f"a page has no way to write {type(block).__name__}")


@written.register
def _heading(block: PaperHeading) -> str:
    level = block.level + 1  # the title is the first
    return f"<h{level}>{_text(block.text)}</h{level}>"


@written.register
def _sentence(block: Sentence) -> str:
    return f"<p>{_text(block.text)}</p>{_source(block.source)}"


@written.register
def _prompt(block: Prompt) -> str:
    return f'<p class="prompt"><strong>{TO_WRITE}: </strong>{_text(block.text)}</p>'


@written.register
def _points(block: Points) -> str:
    return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</ul>"


@written.register
def _picture(block: Picture) -> str:
    data = base64.b64encode(block.png).decode()
    image = f'<img alt="{_text(block.alt)}" src="data:image/png;base64,{data}">'
    return f"<figure>{image}<figcaption>{_text(block.caption)}</figcaption></figure>{_source(block.source)}"


@written.register
def _table(block: Table) -> str:
    numeric = block.numeric or (False,) * len(block.labels)
    aside = [' class="figure"' if figures else "" for figures in numeric]
    head = "".join(f'<th scope="col"{at}>{_text(label)}</th>' for at, label in zip(aside, block.labels, strict=True))
    titles = {number: _section(title, len(block.labels)) for number, title in block.titles.items()}
    lines = [
        f'{titles.get(number, "")}<tr><th scope="row">{_text(row[0])}</th>'
        + "".join(f"<td{at}>{_text(cell)}</td>" for at, cell in zip(aside[1:], row[1:], strict=True))
        + "</tr>"
        for number, row in enumerate(block.rows)
    ]
    rows = "\n".join(lines)
    caption = f"<caption>{_text(block.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>{_source(block.source)}"


def _section(title: str, wide: int) -> str:
    return f'<tr><th scope="rowgroup" colspan="{wide}">{_text(title)}</th></tr>\n'


def _source(text: str) -> str:
    return f'\n<p class="source">{_text(text)}</p>' if text else ""


def _text(text: str) -> str:
    return escape(plain(text))
