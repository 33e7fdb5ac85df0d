"""The access log by its address, for stewards: a month of it to be read, and the mark that it was reviewed."""

import datetime as dt
from functools import partial
from urllib.parse import parse_qs, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pages.guard.access_log import REVIEWED
from pages.guard.door import door
from pages.guard.replies import NEVER_KEPT
from pages.served.access_page import PATH, page
from pages.served.refused import RefusedError, released

NOT_YOURS = "The access log is for stewards."


async def access_log(request: Request) -> Response:
    """The page; POST writes down that the exports of a month were reviewed. 403 for whoever is no steward."""
    given = (await request.body()).decode("latin-1") if request.method == "POST" else request.url.query
    asked = {name: values[0] for name, values in parse_qs(given).items()}
    try:
        return await to_thread.run_sync(partial(_answered, request.method == "POST", asked))
    except RefusedError as refused:
        return refused.response()


def _answered(reviews: bool, asked: dict[str, str]) -> Response:
    review = door().review()
    if review is None:
        raise RefusedError(NOT_YOURS, 403)
    months = review.months()
    newest = months[0] if months else f"{dt.datetime.now(dt.UTC):%Y-%m}"
    month = asked["month"] if asked.get("month") in months else newest
    if reviews:
        door().note(REVIEWED, month=month)
        return RedirectResponse(f"{PATH}?{urlencode({'month': month})}", 303, NEVER_KEPT)
    wheres = () if review.everywhere else released().wheres
    return HTMLResponse(page(review, month, wheres, asked.get("id", "").strip().lower()), headers=NEVER_KEPT)
