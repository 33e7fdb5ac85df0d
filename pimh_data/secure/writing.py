"""Writes a release: a folder that appears whole under its name, then the CURRENT pointer swapped by rename."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from pimh_data.errors import PublishError
from pimh_data.release import FileEntry, Manifest
from pimh_data.release.pointer import CURRENT

PAUSES = (0.02, 0.1, 0.3, 0.6, 1.0)  # seconds


def write_release(releases: Path, tables: Mapping[tuple[str, str], pa.Table], manifest: Manifest) -> Path:
    """Write the tables, one file a (cube, partition), and the manifest with their hashes; point CURRENT to it.

    Gives the release's folder. Raises PublishError when a release of that name exists. A reader sees the old or the
    new release, never a part: files are complete before the folder gets its name, and CURRENT is replaced in one step.
    """
    final = releases / manifest.release
    if final.exists():
        raise PublishError(
            f"release {manifest.release} exists already: releases are never changed; publish under a new name"
        )
    building = releases / f".building-{manifest.release}-{os.getpid()}"
    building.mkdir(parents=True)
    files = tuple(_write_table(building, cube, where, table) for (cube, where), table in tables.items())
    manifest_sha256 = replace(manifest, files=files).write(building)
    _sync(building)
    patiently(lambda: building.rename(final))
    pointer = releases / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(f"{manifest.release} {manifest_sha256}\n", encoding="utf-8")
    _sync(pointer)
    patiently(lambda: pointer.replace(releases / CURRENT))
    return final


def _write_table(folder: Path, cube: str, where: str, table: pa.Table) -> FileEntry:
    name = f"{quote(cube, safe='')}/{quote(where, safe=' ,&()-')}.parquet"  # a name can hold no path
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
    content = path.read_bytes()
    # Parquet keeps some types otherwise than Arrow gave them, so the manifest names what a reader will find.
    columns = {field.name: str(field.type) for field in pq.read_schema(path)}
    return FileEntry(name, cube, where, table.num_rows, len(content), hashlib.sha256(content).hexdigest(), columns)


def patiently(step: Callable[[], object]) -> None:
    """Do it, a few times over where it is not permitted: Windows moves no file that someone is just reading."""
    for pause in PAUSES:
        try:
            step()
            return
        except PermissionError:
            time.sleep(pause)
    step()


def _sync(path: Path) -> None:
    # A power cut after the swap must not leave a pointer to bytes that never reached the disk. Windows opens no folder,
    # and makes sure only of files that are open for writing.
    folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except PermissionError:
        if folder:
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
