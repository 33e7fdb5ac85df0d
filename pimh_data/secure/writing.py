"""Writes a release: a folder that appears whole under its name, then the CURRENT pointer swapped by rename."""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from pimh_data.errors import PublishError, ReleaseError
from pimh_data.release import FileEntry, Manifest
from pimh_data.release.pointer import CURRENT, Pointer, held
from pimh_data.release.withdrawn import is_withdrawn
from pimh_data.secure.releases.alone import changing
from pimh_data.secure.releases.durable import UnconfirmedError, patiently, sync, sync_whole, write_whole
from pimh_data.secure.releases.leftovers import BUILDING

LONGEST_FILE_NAME = 200  # file systems take 255 bytes; letters of other scripts are written with up to twelve
NOT_WRITTEN = (
    "the release could not be written ({reason}): nothing of it is left, and what was shown is shown still. Make room, "
    "or see that you may write to the folder of releases, and publish again"
)
UNCONFIRMED = (
    "release {name}: it is done and holds at once, but the disk did not confirm it ({reason}), so that a power cut may "
    "undo it. See to the disk, then look: python -m pimh_data status"
)


def write_release(
    releases: Path,
    tables: Mapping[tuple[str, str], pa.Table],
    manifest: Manifest,
    say: Callable[[str], object] = lambda _: None,
) -> Path:
    """Write the tables, one file a (cube, partition), and the manifest with their hashes; point CURRENT to it.

    Gives the release's folder. Raises PublishError when a release of that name exists or was withdrawn, or when it
    cannot be written: then nothing of it is left. A reader, and whoever looks after a power cut, sees the old or the
    new release, never a part: files have reached the disk before the folder gets its name, the folder before CURRENT,
    which is replaced in one step. `say` hears that another command is waited for.
    """
    name = manifest.release
    if (releases / name).exists():
        raise PublishError(f"release {name} exists already: releases are never changed; publish under a new name")
    if is_withdrawn(releases, name):
        raise PublishError(
            f"release {name} was withdrawn: none of that name is published again; publish under a new name"
        )
    try:
        return _written(releases, tables, manifest, say)
    except UnconfirmedError as error:
        raise PublishError(UNCONFIRMED.format(name=name, reason=error.strerror)) from None
    except OSError as error:  # its own text names the folder
        raise PublishError(
            NOT_WRITTEN.format(reason=os.strerror(error.errno) if error.errno else "no reason given")
        ) from None


def _written(releases: Path, tables: Mapping, manifest: Manifest, say: Callable[[str], object]) -> Path:
    final, building = releases / manifest.release, releases / f"{BUILDING}{manifest.release}-{os.getpid()}"
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, building, ignore_errors=True)
        building.mkdir(parents=True)
        files = tuple(_write_table(building, cube, where, table) for (cube, where), table in tables.items())
        manifest_sha256 = replace(manifest, files=files).write(building)
        sync_whole(building)
        with changing(releases, say):
            undo.callback(_remove_unless_current, final)
            patiently(lambda: building.rename(final))
            sync(releases)
            point(releases, Pointer(manifest.release, manifest_sha256))
        undo.pop_all()
    return final


def point(releases: Path, pointer: Pointer) -> None:
    """Have CURRENT name a release, in one step."""
    write_whole(releases / CURRENT, f"{pointer.name} {pointer.sha256}\n")


def _remove_unless_current(final: Path) -> None:
    with suppress(ReleaseError):
        if Pointer.of(held(final.parent)[0]).name == final.name:
            return
    shutil.rmtree(final, ignore_errors=True)


def _write_table(folder: Path, cube: str, where: str, table: pa.Table) -> FileEntry:
    name = f"{quote(cube, safe='')}/{_file_name(where)}.parquet"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
    content = path.read_bytes()
    # Parquet keeps some types otherwise than Arrow gave them, so the manifest names what a reader will find.
    columns = {field.name: str(field.type) for field in pq.read_schema(path)}
    return FileEntry(name, cube, where, table.num_rows, len(content), hashlib.sha256(content).hexdigest(), columns)


def _file_name(where: str) -> str:
    """The name with every letter that could be part of a path written otherwise; a long one cut, with its hash."""
    name = quote(where, safe=" ,&()-")
    if len(name) <= LONGEST_FILE_NAME:
        return name
    return f"{name[: LONGEST_FILE_NAME // 2]}-{hashlib.sha256(where.encode()).hexdigest()[:16]}"
