"""Writes docs/assurance/licences.md: the licence of every pinned dependency, as its own metadata state it."""

import sys
from importlib import metadata
from pathlib import Path

from pimh_data.commands.installation.versions import every_pin, version_of

PROJECT = Path(__file__).resolve().parents[3]
PAGE = PROJECT / "docs" / "assurance" / "licences.md"
RUNS, WORKS = PROJECT / "requirements.txt", PROJECT / "requirements-dev.txt"
SPARK, SBOM = PROJECT / "requirements-spark.txt", PROJECT / "requirements-sbom.txt"
LONGEST = 60  # characters: some metadata hold the whole text of a licence
NOT_STATED, ELSEWHERE = "not stated in its metadata", "not installed where this was written"
TEXT = """# Licences

Of every dependency that is pinned, as its own metadata state it: an SPDX expression where there is one.
`make licences` writes this page anew; a test compares it with the pins. What is not stated there stands in the
dependency's own files. For machines: `make sbom` writes `build/sbom.json` (CycloneDX).

## What runs

{runs}

## What tests, checks and builds it, and is not delivered

{works}

## What counting on a Spark cluster needs besides, where that is done

{spark}

## What writes the bill of materials, in an environment of its own

{sbom}
"""


def page() -> str:
    """The page, from the pins and from what is installed."""
    runs, works, spark, sbom = _versions(RUNS), _versions(WORKS), _versions(SPARK), _versions(SBOM)
    works = {name: works[name] for name in works if name not in runs}
    return TEXT.format(runs=_table(runs), works=_table(works), spark=_table(spark), sbom=_table(sbom))


def _versions(pins: Path) -> dict[str, list[str]]:
    """Name -> the versions pinned: two where it depends on the Python."""
    found: dict[str, list[str]] = {}
    for pin in every_pin(pins):
        found.setdefault(pin.name, []).append(version_of(pin))
    return found


def _table(versions: dict[str, list[str]]) -> str:
    lines = [f"| {name} | {' or '.join(held)} | {_licence(name)} |" for name, held in sorted(versions.items())]
    return "\n".join(["| dependency | version | licence |", "|---|---|---|", *lines])


def _licence(name: str) -> str:
    """The licence of an installed dependency: its expression, its classifiers, or the short name that it gives."""
    apart = [str(folder) for folder in Path(sys.prefix, "sbom").glob("[Ll]ib/**/site-packages")]
    found = next(iter(metadata.distributions(name=name, path=[*sys.path, *apart])), None)
    if found is None:
        return ELSEWHERE
    held = found.metadata
    classified = [one.rpartition(" :: ")[2] for one in held.get_all("Classifier", ()) if one.startswith("License :: ")]
    expressions, named = held.get_all("License-Expression", ()), "".join(held.get_all("License", ())).strip()
    short = named if len(named) <= LONGEST and "\n" not in named else ""
    return "; ".join(expressions) or "; ".join(classified) or short or NOT_STATED


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
