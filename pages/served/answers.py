"""An answer by its address, as a file: /answers/equity.decile.csv?place=Sheffield&year=2023/24."""

import hashlib
from dataclasses import replace
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from pages.guard.door import door
from pages.guard.seen import named_beside, peers
from pages.parts import beside_charts, opened, panel
from pages.served.endings import ENDINGS
from pages.served.refused import LONGEST, TOO_LONG, RefusedError, released
from pimh_data.answer import Answer
from pimh_data.charts import export
from pimh_data.decisions.others import told_of
from pimh_data.errors import SelectionError
from pimh_data.questions import address as addresses
from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release

PATH = "/answers/{name:path}"
# Files are made beside the pages: one picture and one other file at a time, so that pages keep their processor.
PICTURES, OTHERS = CapacityLimiter(1), CapacityLimiter(1)


async def answer_file(request: Request) -> Response:
    """The file at an address, or a sentence that says what of it is not known (4xx), or that there is no release (503).

    Its ETag is of what it holds, so that who has it already is told so with 304. It is made in a thread, few at a time:
    others wait their turn.
    """
    name, asked = request.path_params["name"], request.url.query
    if len(name) + len(asked) > LONGEST:
        return RefusedError(TOO_LONG, 414).response()
    try:
        key, end = _parts(name)
        ending = ENDINGS[end]
        limiter = PICTURES if ending.drawn else OTHERS
        content, file_name, tag = await to_thread.run_sync(partial(_made, key, asked, end), limiter=limiter)
    except RefusedError as refused:
        return refused.response()
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in (held.strip().removeprefix("W/") for held in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = f'attachment; filename="{file_name}"'
    return Response(content, media_type=ending.media, headers=headers)


def _parts(name: str) -> tuple[str, str]:
    """The question's key and the ending: 'equity.decile.dictionary.csv' ends in 'dictionary.csv'."""
    end = max((end for end in ENDINGS if name.endswith(f".{end}")), key=len, default=name.rpartition(".")[2])
    key = name.removesuffix(end).removesuffix(".")
    if key not in QUESTIONS:
        raise RefusedError(_said_of_unknown(key), 404)
    if end not in ENDINGS:
        raise RefusedError(f"An answer has no file that ends in “{end}”: choose from {', '.join(ENDINGS)}.", 404)
    return key, end


def _said_of_unknown(key: str) -> str:
    try:
        addresses.question(key)
    except SelectionError as error:
        return str(error)
    raise LookupError(key)


def _made(key: str, asked: str, end: str) -> tuple[bytes, str, str]:
    release = released()
    try:
        found = addresses.parse(f"{key}?{asked}", release, beside_charts.parameters(key))
        own = tuple((name, value) for name, value in found.choices if name in addresses.question(key).names)
        answer = opened.answer(release, replace(found, choices=own))
    except SelectionError as error:
        raise RefusedError(str(error), 400) from None
    # Kept by the answer, and let go with it.
    content = answer.once(("file", end, found.choices), lambda: _file(answer, release, found.choices, end))
    told = hashlib.sha256(content).hexdigest()[:32]
    place, of = answer.selection.place, answer.evidence.release
    beside = told_of(answer, peers(release)) if addresses.question(key).compares else ()
    door().note("file", question=key, ending=end, place=place, release=of, sha256=told, **named_beside(beside))
    return content, export.file_name(answer, end), f'"{told}"'


def _file(answer: Answer, release: Release, chosen: tuple[tuple[str, str], ...], end: str) -> bytes:
    drawing = None
    if ENDINGS[end].drawn:
        drawing = panel.drawing(answer, "", **beside_charts.taken(release, answer, dict(chosen)))
        if drawing is None:
            raise RefusedError("This answer has no chart: ask for csv, xlsx or json.", 404)
    return ENDINGS[end].make(answer, drawing, answer.address)
