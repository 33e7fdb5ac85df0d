"""What the guard itself says: one sentence, as a page for people and as text for whatever else asks."""

from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from pages.guard.asked import Asked

NEVER_KEPT = {"cache-control": "no-store"}
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - PIMH impact</title>
<style>
body {{ font: 1.06rem/1.5 Arial, sans-serif; color: #212B32; margin: 0; }}
main {{ max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; }}
a {{ color: #005EB8; }}
button {{ font: inherit; font-weight: bold; color: #fff; background: #005EB8; border: 0; padding: .7rem 1.2rem; }}
a:focus, button:focus {{ outline: 3px solid #212B32; outline-offset: 2px; }}
</style></head><body><main><h1>{title}</h1><p>{said}</p>{more}</main></body></html>
"""


def said(asked: Asked, status: int, title: str, sentence: str, more: str = "") -> Response:
    """A refusal, or a word, to whoever asks. `more`: HTML of our own that only a page holds."""
    if asked.wants_a_page:
        page = PAGE.format(title=escape(title), said=escape(sentence), more=more)
        return HTMLResponse(page, status, NEVER_KEPT)
    return PlainTextResponse(f"{sentence}\n", status, NEVER_KEPT)
