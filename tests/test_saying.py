"""What is printed is printed as it is: names of files and headings hold no markup and no codes of pictures."""

import io
import warnings
from importlib import import_module

import pytest
import typer
from rich.console import Console

from pimh_data.commands import saying
from pimh_data.commands.bar import bar

ODD = (":smile:", "[red]x[/red]", "[/]", "[link=http://x]y[/link]", ":heart: [bold", "a:b:c", "{task}")


@pytest.mark.parametrize("text", ODD)
def test_lines_and_refusals_stay_to_the_letter(text, capsys):
    saying.say([text])
    with pytest.raises(typer.Exit):
        saying.refuse([text])
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{text}\n", f"Refused.\n{text}\n")


@pytest.mark.parametrize("text", ODD)
def test_and_so_does_what_is_being_done(text):
    written = io.StringIO()
    screen = Console(file=written, force_terminal=True, width=160, legacy_windows=False, emoji=False)
    with bar(screen, quiet=False) as step:
        step(f"Reading {text}")
    assert f"Reading {text}" in written.getvalue()


def test_a_warning_of_a_library_is_said_without_the_file_in_which_it_arose():
    assert "pimh_data" in import_module("pimh_data.__main__").__name__
    assert warnings.formatwarning("gone in the next one", FutureWarning, __file__, 3) == (
        "FutureWarning: gone in the next one\n"
    )
