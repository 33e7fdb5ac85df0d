"""Which files of the folders of published files are read, by their names, and which lie there unread. Opens none."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from pimh_data.registry.deprivation import VERSIONS
from pimh_data.secure.ingest.sources.finding import LOCKS, READ

FINGERTIPS, BOUNDARIES, IMD, POPULATION = "fingertips", "boundaries", "imd", "population"
LOOK_UPS = {version: (f"imd{version}*.csv", f"imd{version}*.csv.gz") for version in VERSIONS}
PATTERNS = {
    FINGERTIPS: ("*.csv",),
    BOUNDARIES: ("*.geojson", "*.json"),
    IMD: tuple(pattern for patterns in LOOK_UPS.values() for pattern in patterns),
    POPULATION: ("*.csv", "*.xlsx"),
}
# Somebody expects that these are read; a note or a licence may lie beside.
OF_DATA = (
    *(ending for ending in READ if ending != ".txt"),
    ".gz",
    ".zip",
    ".7z",
    ".json",
    ".geojson",
    ".gpkg",
    ".shp",
    ".kml",
)


def published_files(folder: Path, name: str, patterns: tuple[str, ...] = ()) -> list[Path]:
    """The files of one of the folders that are read, in any case of their names. `patterns`: those of the folder."""
    found = (path for path in sorted((folder / name).glob("*")) if _fits(path, patterns or PATTERNS[name]))
    return [path for path in found if not path.is_dir()]


def folders_called_like_files(folder: Path) -> Iterator[str]:
    """A sentence for each folder that is called as a file that would be read."""
    for name, patterns in PATTERNS.items():
        for path in sorted((folder / name).glob("*")):
            if path.is_dir() and _fits(path, patterns):
                yield f"{name}/{path.name} is a folder, where a file is expected: bring the file itself"


def not_read(folder: Path) -> list[Path]:
    """Every file in these folders, and in folders within them, that nothing reads."""
    return [
        path
        for name, patterns in PATTERNS.items()
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not (path.parent == folder / name and _fits(path, patterns)) and not _passed_over(path)
    ]


def advice_beside(folder: Path) -> Iterator[str]:
    """A sentence for each of them that looks as if it were to be read: what the folder's files are called."""
    for path in not_read(folder):
        if path.suffix.lower() in OF_DATA:
            within = path.relative_to(folder)
            patterns = ", ".join(PATTERNS[within.parts[0]])
            yield f"{within.as_posix()} is not read: of {within.parts[0]}/ these are: {patterns}. Save it as such"


def _fits(path: Path, patterns: tuple[str, ...]) -> bool:
    name = path.name.casefold()
    return not _passed_over(path) and any(fnmatchcase(name, pattern) for pattern in patterns)


def _passed_over(path: Path) -> bool:
    return path.name.startswith((*LOCKS, "."))
