"""Slides, papers and a workbook of what is chosen, by address: /briefs/slides.pptx?place=Sheffield&year=2023/24."""

import hashlib
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from pages.guard.door import door
from pages.parts import opened
from pages.served.refused import LONGEST, TOO_LONG, RefusedError, released
from pimh_data.errors import SelectionError
from pimh_data.packing.files import BRIEF_FILES, Given, file_name
from pimh_data.questions import address as addresses

PATH = "/briefs/{name:path}"
WRITTEN = CapacityLimiter(1)  # one at a time: a deck takes as long as thirty pages
MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
ABOUT = "reach.people_seen"  # any question about a selection: its address names what can be chosen


async def brief_file(request: Request) -> Response:
    """The file at an address, or a sentence that says what of it is not known (4xx), or that there is no release (503).

    Its names are those of BRIEF_FILES with their endings. It is made in a thread, one at a time.
    """
    name, asked = request.path_params["name"], request.url.query
    try:
        if len(name) + len(asked) > LONGEST:
            raise RefusedError(TOO_LONG, 414)
        kind = _kind(name)
        if request.method == "HEAD":  # whoever only asks what it is need not wait for it
            return Response(media_type=MEDIA[BRIEF_FILES[kind].ending], headers={"cache-control": "private, no-store"})
        content, called = await to_thread.run_sync(partial(_made, kind, asked), limiter=WRITTEN)
    except RefusedError as refused:
        return refused.response()
    headers = {"cache-control": "private, no-store", "content-disposition": f'attachment; filename="{called}"'}
    return Response(content, media_type=MEDIA[BRIEF_FILES[kind].ending], headers=headers)


def _kind(name: str) -> str:
    known = {f"{kind}.{file.ending}": kind for kind, file in BRIEF_FILES.items()}
    if name not in known:
        raise RefusedError(f"There is no file “{name}” of a brief: choose from {', '.join(known)}.", 404)
    return known[name]


def _made(kind: str, asked: str) -> tuple[bytes, str]:
    release = released()
    try:
        selection = addresses.parse(f"{ABOUT}?{asked}", release).selection
    except SelectionError as error:
        raise RefusedError(str(error), 400) from None
    if selection is None:
        raise LookupError(ABOUT)
    content = BRIEF_FILES[kind].make(
        release.alone, selection, Given(releases=opened.store().folder, whole=opened.whole_of(release))
    )
    told = hashlib.sha256(content).hexdigest()[:32]
    place, of = selection.place, release.manifest.release
    door().note(
        "file", question=f"brief: {kind}", ending=BRIEF_FILES[kind].ending, place=place, release=of, sha256=told
    )
    return content, file_name(selection, kind)
