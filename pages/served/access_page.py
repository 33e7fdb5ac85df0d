"""How the access log is shown: a month's exports for review, each of them, who saw which Place. HTML, escaped."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from html import escape
from pathlib import Path

from pages.guard.access_review import Event, Review
from pages.parts import html_table, text
from pages.parts.pages import PAGES
from pimh_data.questions.periods import day_in_words, month_in_words
from pimh_data.questions.words import listed, number_of

PATH = "/access-log"
LISTED = 200  # exports of a month, the newest
STYLE = (Path(__file__).parents[1] / "parts" / "style.css").read_text(encoding="utf-8")
TITLES = {page.path or "summary": page.heading if page.path else page.title for page in PAGES}
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Access log · PIMH impact</title>
<style>{style}
body {{ font: 1rem/1.5 Arial, sans-serif; color: #212B32; margin: 0; }}
main {{ max-width: 75rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: 0.8rem 0; }} h2 {{ font-size: 1.35rem; margin: 2.2rem 0 0.5rem; }}
a {{ color: #005EB8; }} form {{ margin: 0.9rem 0; }} label {{ display: block; margin-bottom: 0.3rem; }}
input {{ font: inherit; padding: 0.4rem; border: 2px solid #4C6272; width: min(22rem, 100%); box-sizing: border-box; }}
button {{ font: inherit; font-weight: bold; color: #fff; background: #005EB8; border: 0; padding: 0.55rem 1rem; }}
:focus-visible {{ outline: 3px solid #212B32; outline-offset: 2px; }}
p.unit {{ max-width: 68rem; }} table.twin td {{ white-space: nowrap; }}
</style></head><body><main>{held}</main></body></html>
"""


def page(review: Review, month: str, wheres: Collection[str], wanted: str) -> str:
    """The page of one month, of events about these Places and roll-ups. `wanted`: the id of a file to find, or ''."""
    events, broken = review.events(month, wheres)
    held = [_head(review, month, events, broken), _exports(review, month, events), _every(review, events)]
    held += [_by_id(review, wanted, wheres), _seen(review, events)]
    return PAGE.format(style=STYLE, held="".join(held))


def _head(review: Review, month: str, events: Sequence[Event], broken: int) -> str:
    people = number_of(len({event.who for event in events}), "person", "people")
    places = number_of(len({event.place for event in events}), "Place or system", "Places or systems")
    files = number_of(sum(event.is_export for event in events), "file")
    said = f"{people} looked at {places} and took {files} away."
    about = (
        "What is granted to you is listed, in universal time (UTC). People stand by the name in their grant; where it "
        "has none, or names an e-mail, by a code that is the same at every visit. Lines are kept for "
        f"{review.log_months} months."
    )
    lost = f"{number_of(broken, 'line')} of this month could not be read." if broken else ""
    others = "".join(
        f'<a href="{PATH}?month={one}">{escape(month_in_words(one))}</a>' for one in review.months() if one != month
    )
    others = f'<nav aria-label="Other months"><p class="links">{others}</p></nav>' if others else ""
    return (
        '<p class="links"><a href="/">Back to the dashboard</a></p>'
        f"<h1>Access log: {escape(month_in_words(month))}</h1>"
        + text.paragraph(said, "answer")
        + text.paragraph(about, "unit")
        + (text.paragraph(lost, "notice") if lost else "")
        + others
    )


def _exports(review: Review, month: str, events: Sequence[Event]) -> str:
    taken: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.is_export:
            taken[event.who, event.in_words].append(event)
    rows = [
        (review.name(who), place, str(len(held)), _kinds(held), _day(held[0].at), _day(held[-1].at))
        for (who, place), held in sorted(taken.items(), key=lambda one: -len(one[1]))
    ]
    told = review.reviewed().get(month)
    said = f"Reviewed on {day_in_words(told[0])} by {told[1]}." if told else "Not reviewed yet."
    button = "They are as they should be" if not told else "Reviewed once more"
    form = (
        f'<form method="post" action="{PATH}"><input type="hidden" name="month" value="{escape(month)}">'
        f"<button>{button}</button></form>"
    )
    headings = ("Who", "Place or system", "Files", "Of which kinds", "First", "Last")
    table = _table("Exports of the month by person and Place", headings, rows, {2}) if rows else ""
    none = "" if rows else text.paragraph("Nothing was taken away.", "finding")
    return f"<h2>Review of exports</h2>{text.paragraph(said, 'finding')}{none}{table}{form}"


def _every(review: Review, events: Sequence[Event]) -> str:
    exports = [event for event in events if event.is_export][::-1]
    if not exports:
        return ""
    more = len(exports) - LISTED
    said = f"The newest {LISTED}; {more:,} more stand in the log itself." if more > 0 else ""
    return "<h2>Every export</h2>" + text.paragraph(said, "unit") + _listed(review, exports[:LISTED], "Every export")


def _by_id(review: Review, wanted: str, wheres: Collection[str]) -> str:
    form = (
        f'<form action="{PATH}"><label for="id">Who took a file away? The first 32 characters of its SHA-256 '
        f'(<code>sha256sum FILE</code>):</label><input id="id" name="id" maxlength="64" value="{escape(wanted)}"> '
        "<button>Find</button></form>"
    )
    if not wanted:
        return f"<h2>Find a file</h2>{form}"
    found = review.with_id(wanted[:32], wheres)
    table = _listed(review, found, "Exports with that id") if found else ""
    said = "" if found else text.paragraph("No export has that id, of what is granted to you and still kept.", "notice")
    return f"<h2>Find a file</h2>{form}{said}{table}"


def _seen(review: Review, events: Sequence[Event]) -> str:
    looked: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if not event.is_export:
            looked[event.who, event.in_words].append(event)
    rows = []
    for (who, place), held in sorted(looked.items(), key=lambda one: (review.name(one[0][0]), one[0][1])):
        pages = Counter(TITLES.get(event.what, event.what) for event in held if event.event == "page")
        decided = sum(event.event != "page" for event in held)
        most = listed([page for page, _ in pages.most_common(3)])
        days = len({event.at[:10] for event in held})
        rows.append((review.name(who), place, str(pages.total()), str(decided), most, str(days), _day(held[-1].at)))
    if not rows:
        return ""
    headings = ("Who", "Place or system", "Pages", "Decisions", "Most often", "Days", "Last")
    return "<h2>Who saw which Place</h2>" + _table("Who saw which Place", headings, rows, {2, 3, 5})


def _listed(review: Review, exports: Sequence[Event], name: str) -> str:
    headings = ("When", "Who", "Place or system", "What", "File", "Release", "Id")
    rows = []
    for event in exports:
        when = f"{event.at[:10]} {event.at[11:16]}"
        rows.append((when, review.name(event.who), event.in_words, event.what, event.ending, event.release, event.id))
    return _table(name, headings, rows, set())


def _table(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], figures: set[int]) -> str:
    sides = html_table.sides(at in figures for at in range(len(headings)))
    held = [html_table.TableRow(html_table.written(row, sides)) for row in rows]
    return html_table.table(name, "twin", html_table.written(headings, sides), held)


def _kinds(exports: Sequence[Event]) -> str:
    return listed([f"{count} {ending}" for ending, count in Counter(event.ending for event in exports).most_common()])


def _day(at: str) -> str:
    return day_in_words(at) if at else ""
