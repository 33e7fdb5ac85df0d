"""What is said where an address leads to no file, with its status; and the release that files are made of."""

from starlette.responses import PlainTextResponse

from pages.parts import opened
from pimh_data.errors import NotShownHere, ReleaseError
from pimh_data.release import Release

LONGEST = 2_000  # characters of what is asked: the longest address of a page has some 400
NO_RELEASE = "There is no release to answer from. Whoever runs this has to publish one."
NOT_GRANTED = "Nothing of the release is granted to whoever asks."
TOO_LONG = f"The address is too long: a file's address has at most {LONGEST:,} characters."


class RefusedError(Exception):
    """The address leads to no file: what to say, and the status to say it with."""

    def __init__(self, said: str, status: int) -> None:
        super().__init__(said)
        self.said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"  # it may hold what was asked
        self.status = status

    def response(self) -> PlainTextResponse:
        """One line of plain text."""
        return PlainTextResponse(f"{self.said}\n", status_code=self.status, headers={"cache-control": "no-store"})


def released() -> Release:
    """The part of the current release that whoever asks may see. Raises RefusedError where there is none."""
    try:
        return opened.current()[0]
    except NotShownHere:
        raise RefusedError(NOT_GRANTED, 403) from None
    except ReleaseError:
        raise RefusedError(NO_RELEASE, 503) from None
