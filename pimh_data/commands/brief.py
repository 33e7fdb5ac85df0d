"""`brief`: slides, workbooks and papers of Places as files, without the screen."""

from pathlib import Path
from typing import Annotated

import typer

from pimh_data.answer import Selection
from pimh_data.charts.converting import drawn_here
from pimh_data.commands.options import Quiet, Shown
from pimh_data.commands.saying import progress, refusals, say
from pimh_data.errors import BriefError
from pimh_data.packing.files import BRIEF_FILES, TOGETHER, Given, file_name
from pimh_data.packing.selections import selections
from pimh_data.packing.writing import Wanted, not_written, write_all
from pimh_data.release import Store

SLIDES = "slides"
PAPERS = "paper"  # all of them together
EVERY = ",".join(BRIEF_FILES)
WHICH = f"{', '.join(BRIEF_FILES)}; or together {', '.join(TOGETHER)}"
Out = Annotated[Path, typer.Option(help="The folder to write into; it is made where there is none.")]
Place = Annotated[
    list[str] | None, typer.Option(help="A Place or system; may be given several times. Every Place, unless named.")
]
Period = Annotated[str, typer.Option(help="A financial year, such as 2023/24: the newest whole one, unless named.")]
Service = Annotated[
    str,
    typer.Option(help="A service or bundle, such as what a funding review is of: all, unless named."),
]
Only = Annotated[str, typer.Option(help=f"Which files, with commas between: {WHICH}.")]
Template = Annotated[Path | None, typer.Option(help="The site's own .pptx, whose look the slides take.")]
Audience = Annotated[str, typer.Option(help="For whom papers are: named in each of them, if given.")]
Over = Annotated[bool, typer.Option("--replace", help="Write over files that are there already.")]


def brief(
    out: Out,
    releases: Shown,
    place: Place = None,
    period: Period = "",
    service: Service = "",
    only: Only = EVERY,
    template: Template = None,
    audience: Audience = "",
    replace: Over = False,
    quiet: Quiet = False,
) -> None:
    """Write slides, a workbook and papers of every Place, or of those named, into a folder."""
    with refusals():
        kinds = _kinds(only)
        if template and SLIDES not in kinds:
            raise BriefError(f"--template is the look of slides: ask for {SLIDES} with --only, or leave it out.")
        if audience and not set(kinds) & set(TOGETHER[PAPERS]):
            raise BriefError(f"--audience is named in papers: ask for {PAPERS} with --only, or leave it out.")
        given = Given(template.read_bytes() if template else None, audience, releases)
        release, problem = Store(releases).current()
        wanted = [
            Wanted(one, tuple((kind, out / file_name(one, kind)) for kind in kinds))
            for one in selections(release, place or (), period, service)
        ]
        files = [(one.selection, path) for one in wanted for _, path in one.files]
        ensure_free(files, replace)
        _ensure_apart(out, releases)
        _ensure_folder(out)
        with drawn_here(), progress(quiet) as step:
            for number, one in enumerate(write_all(release, releases, wanted, given), start=1):
                step(f"{one.selection.place} ({number} of {len(wanted)})")
    if not quiet:
        say(path.name for _, path in files)
    say([*([problem] if problem else []), f"{len(files)} {'file' if len(files) == 1 else 'files'} written."])


def _kinds(only: str) -> list[str]:
    named = [name.strip() for name in only.split(",") if name.strip()]
    asked = [one for name in named for one in TOGETHER.get(name, (name,))]
    unknown = [name for name in asked if name not in BRIEF_FILES]
    if unknown or not asked:
        said = f"There is no file called {' or '.join(map(repr, unknown))}" if unknown else "No file is named"
        raise BriefError(f"{said}: choose from {WHICH}, with commas between.")
    return list(dict.fromkeys(asked))


def ensure_free(wanted: list[tuple[Selection, Path]], replace: bool) -> None:
    """Say of every file that is there already that it is, and of every two that would be one. Raises BriefError."""
    wrong: list[str] = []
    named: dict[str, Selection] = {}
    for one, path in wanted:
        if named.setdefault(path.name, one) != one:
            both = f"{named[path.name].place} and {one.place}"
            wrong.append(f"{both} would both be written as {path.name}: name one of them with --place.")
        elif path.exists() and not (replace and path.is_file()):
            wrong.append(f"{path.name} is there already: give --replace to write over it, or another folder.")
    if wrong:
        raise BriefError("\n".join(wrong))


def _ensure_apart(out: Path, releases: Path) -> None:
    inside = out.resolve()
    if releases.resolve() in (inside, *inside.parents):
        raise BriefError("--out is in the folder of releases, which holds nothing else: give another folder.")


def _ensure_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(out, error) from None
