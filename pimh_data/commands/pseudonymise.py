"""`pseudonymise`: an organisation's own file, made fit to leave the house."""

from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.saying import progress, refusals, say
from pimh_data.secure.pseudonyms import Identifiers, Residence, key_in
from pimh_data.secure.pseudonyms import pseudonymise as pseudonymise_file

Heading = list[str] | None
APART = (
    "Hand it to the other organisations apart from the data, keep it where only you can read it, and never beside what "
    "you send: who has it can find out whose pseudonym is whose."
)


def pseudonymise(
    source: Annotated[Path, typer.Argument(help="The file: .csv, .xlsx or .parquet, headings in its first line.")],
    out: Annotated[Path, typer.Option(help="What is written, .csv or .parquet; it must not exist.")],
    key: Annotated[Path, typer.Option(help="The file of the shared key; made, where there is none.")],
    nhs_number: Annotated[str, typer.Option(help="The heading of the NHS number.")] = "",
    name: Annotated[Heading, typer.Option(help="A heading of the name; repeat it for forename and surname.")] = None,
    born: Annotated[str, typer.Option(help="The heading of the date of birth.")] = "",
    postcode: Annotated[str, typer.Option(help="The heading of the postcode.")] = "",
    look_up: Annotated[Path | None, typer.Option(help="Postcodes to LSOAs, such as ONS's postcode directory.")] = None,
    look_up_postcode: Annotated[str, typer.Option(help="Its heading of postcodes, if it is not known.")] = "",
    look_up_lsoa: Annotated[str, typer.Option(help="Its heading of LSOAs, if it is not known.")] = "",
    lsoa: Annotated[str, typer.Option(help="The heading of the LSOA, where the file brings one.")] = "",
    places: Annotated[Path | None, typer.Option(help="The places extract: the Place follows from the LSOA.")] = None,
    districts: Annotated[Path | None, typer.Option(help="LSOAs to districts, where the look-up has none.")] = None,
    otherwise: Annotated[str, typer.Option(help="The Place of those whose LSOA is not known.")] = "",
    also: Annotated[
        Heading, typer.Option(help="Another id that becomes a pseudonym where it stands; repeatable.")
    ] = None,
    drop: Annotated[Heading, typer.Option(help="Another heading that must not leave; repeatable.")] = None,
    id_domain: Annotated[str, typer.Option(help="What stands in id_domain; the key's own sign unless given.")] = "",
    encoding: Annotated[str, typer.Option(help="Of a CSV, such as cp1252.")] = "utf-8",
) -> None:
    """Replace the identifiers of a file by keyed pseudonyms, before it leaves the organisation.

    All who hold the same key give a person the same pseudonym. The key is in no output.
    """
    with refusals(), progress() as step:
        step("Replacing identifiers")
        identifiers = Identifiers(
            nhs_number, tuple(name or ()), born, postcode, lsoa, tuple(also or ()), tuple(drop or ())
        )
        residence = Residence(look_up, look_up_postcode, look_up_lsoa, districts, places, otherwise)
        held = key_in(key)
        if held.made:
            say([f"A key was made: {key.name}. {APART}"])
        done = pseudonymise_file(source, out, held, identifiers, residence, id_domain, encoding)
    say(done.lines)
