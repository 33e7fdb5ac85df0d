"""Writes a folder to begin with: settings to fill in, empty extracts, a filled example, and what every column means."""

from pathlib import Path

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.errors import ExtractError
from pimh_data.secure.settings import NAME as SETTINGS
from pimh_data.secure.template.meanings import all_extracts

HERE = Path(__file__).resolve().parent
EXAMPLE = "example"
MEANINGS = "COLUMNS.md"
STEPS = f"""# Your extracts

1. Fill in `{SETTINGS}`: the lines with FILL IN.
2. Fill the files, or put your own in their place: `places`, `services` and `referrals` are needed. The folder
   `{EXAMPLE}` shows three filled lines of each. What is optional may be left out: delete the files and columns that you
   do not have.
3. `python -m pimh_data check` and the name of this folder: what would be taken, what not, and why. Nothing is written.
4. `python -m pimh_data publish` and the name of this folder.

Keep this folder where person-level data may be kept. What follows is what each file and column means.

"""


def write_template(folder: Path) -> tuple[str, ...]:
    """Write the files into `folder`, made where it is missing; the names written, with / between folders.

    Raises ExtractError, and writes nothing, where one of them is there already or the folder cannot be made.
    """
    texts = _texts()
    if folder.exists() and not folder.is_dir():
        raise ExtractError(f"{folder.name!r} is a file: name a folder to write the template into")
    there = [path.name for path in sorted(folder.glob("*")) if _in_the_way(path, texts)]
    if there:
        raise ExtractError(
            f"{folder.name!r} already holds {', '.join(there)}: nothing is overwritten. Name another folder"
        )
    try:
        (folder / EXAMPLE).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise ExtractError(f"the template cannot be written into {folder.name!r}: {error.strerror}") from None
    return tuple(texts)


def _in_the_way(path: Path, texts: dict[str, str]) -> bool:
    # An extract of another ending counts too: a folder may bring each extract once.
    return path.name in texts or path.name == EXAMPLE or path.stem.lower() in CONTRACTS


def _texts() -> dict[str, str]:
    """Every file's name and text: the example's as they lie beside this module."""
    headings = {f"{name}.csv": _headings(contract) for name, contract in CONTRACTS.items()}
    examples = {
        f"{EXAMPLE}/{name}": (HERE / EXAMPLE / name).read_text(encoding="utf-8") for name in (SETTINGS, *headings)
    }
    settings = (HERE / SETTINGS).read_text(encoding="utf-8")
    return {SETTINGS: settings, MEANINGS: f"{STEPS}{all_extracts()}\n", **headings, **examples}


def _headings(contract: Contract) -> str:
    return ",".join(column.name for column in contract.columns) + "\n"
