"""Gives referrals that bring an LSOA their decile from the look-ups of the extracts folder. Counts what it cannot.

Look-ups: `imd/imd2025*.csv` on LSOA 2021 and `imd/imd2019*.csv` on LSOA 2011, plain or .gz. One edition is used for all
referrals without a decile of their own, since people of two editions cannot be divided by residents of one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import ibis
import pandas as pd
import pyarrow as pa
from ibis.expr.types import Table

from pimh_data.registry.deprivation import VERSIONS
from pimh_data.secure.about import about
from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.imd_look_ups import ENGLISH, FOLDER, look_ups
from pimh_data.secure.ingest.tabular import RawExtract


@dataclass(frozen=True)
class Assigned:
    """The extracts with deciles given, sentences for the report, and sentences (rounded) for every reader."""

    checks: Checks
    lines: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def with_deciles(checks: Checks) -> Assigned:
    """The same extracts, with the decile and its version of every referral whose LSOA is known.

    A referral that brings a decile keeps its version, and its decile too where the look-up of that version agrees or
    has no such LSOA; where it does not agree, the look-up's stands and how many there are is said. Others get the
    decile of one edition (`_edition`). Raises ExtractError for a look-up that cannot be read.
    """
    checked = checks.extracts["referrals"]
    rows = checked.accepted
    held = _tally(rows)
    if held["lsoa"].isna().all():
        return Assigned(checks)
    found = look_ups(checks.folder)
    needed = held[held["lsoa"].notna() & held["imd_decile"].isna()]
    if not found:
        without = int(needed["n"].sum())
        if not without:
            return Assigned(checks)
        words = f"{FOLDER}/imd2025*.csv or imd2019*.csv is not in the extracts folder, so LSOAs give no decile"
        return Assigned(
            checks, (f"deciles: {without:,} referrals have an LSOA and no decile; {words}",), (_loss(without, words),)
        )
    edition = _edition(needed, found, _versions(held, checks))
    lines, losses = _said(held, found, edition)
    table = _joined(rows, found, edition)
    named = f"{checked.contract.name}_with_deciles"
    given = checks.connection.create_table(named, table)
    extracts = checks.extracts | {"referrals": replace(checked, accepted=given, raw=_with_columns(checked))}
    return Assigned(replace(checks, extracts=extracts), tuple(lines), tuple(losses))


def _tally(rows: Table) -> pd.DataFrame:
    """How many referrals bring each LSOA, decile and version: a few thousand rows, however many referrals there are."""
    kept = rows.select(lsoa=rows.lsoa.upper(), imd_decile=rows.imd_decile, imd_version=rows.imd_version)
    return kept.group_by(["lsoa", "imd_decile", "imd_version"]).agg(n=kept.count()).to_pyarrow().to_pandas()


def _versions(held: pd.DataFrame, checks: Checks) -> Iterator[str]:
    """The editions to prefer among equals: of the referrals' own deciles, of the residents, then the newest."""
    yield from held.dropna(subset=["imd_decile"]).groupby("imd_version")["n"].sum().sort_values(ascending=False).index
    if "population" in checks.extracts:
        population = checks.extracts["population"].accepted
        yield from population.imd_version.value_counts().to_pandas().dropna()["imd_version"].tolist()
    yield from sorted(VERSIONS, reverse=True)


def _edition(needed: pd.DataFrame, found: Mapping[str, Mapping[str, int]], preferred: Iterator[str]) -> str:
    """The edition whose look-up knows the LSOAs of most referrals; among equals the first preferred."""
    known = {version: int(needed["n"][needed["lsoa"].isin(list(codes))].sum()) for version, codes in found.items()}
    best = max(known.values())
    return next(version for version in preferred if version in known and known[version] == best)


def _joined(rows: Table, found: Mapping[str, Mapping[str, int]], edition: str) -> Table:
    pairs = [(version, code, decile) for version, codes in found.items() for code, decile in codes.items()]
    versions, codes, deciles = zip(*pairs, strict=True)
    looked = ibis.memtable(
        pa.table({"of_version": versions, "of_lsoa": codes, "looked_up": pa.array(deciles, pa.int64())})
    )
    keyed = rows.mutate(
        of_version=rows.imd_decile.notnull().ifelse(rows.imd_version, edition), of_lsoa=rows.lsoa.upper()
    )
    joined = keyed.left_join(looked, ["of_version", "of_lsoa"])
    decile = ibis.coalesce(joined.looked_up, joined.imd_decile)
    # A version without a decile says nothing, so it goes as well.
    version = decile.notnull().ifelse(joined.of_version, None)
    return joined.mutate(imd_decile=decile, imd_version=version).select(*rows.columns)


def _with_columns(checked: Checked) -> RawExtract:
    table = checked.raw.table
    for name in ("imd_decile", "imd_version"):
        if name not in table.column_names:
            # Now every reader of the extract finds the column: it is no longer lost.
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    return replace(checked.raw, table=table)


def _said(held: pd.DataFrame, found: Mapping[str, Mapping[str, int]], edition: str) -> tuple[list[str], list[str]]:
    own, has = held["imd_decile"].notna(), held["lsoa"].notna()
    known = held["lsoa"].isin(list(found[edition]))
    unknown = held[~own & has & ~known]
    counts = {
        f"given by LSOA, IMD {edition}": held["n"][~own & known],
        "with a decile of their own": held["n"][own],
        "with an LSOA that the look-up does not know": unknown["n"],
        "with neither": held["n"][~own & ~has],
    }
    parts = " + ".join(f"{int(n.sum()):,} {words}" for words, n in counts.items())
    lines, losses = [f"deciles: {int(held['n'].sum()):,} referrals = {parts}"], []
    if len(unknown):
        lines.append(f"  LSOAs not known: {', '.join(_kinds(unknown, found, edition))}")
        losses.append(_loss(int(unknown["n"].sum()), f"their LSOA is not one of IMD {edition}"))
    differ = _disagreeing(held[own & has], found)
    if differ["n"].sum():
        flipped = differ["n"][differ["imd_decile"] + differ["looked_up"] == 11].sum()
        turned = " (nearly all as if decile 10 were the most deprived)" if flipped > 0.9 * differ["n"].sum() else ""
        lines.append(
            f"  {int(differ['n'].sum()):,} referrals bring a decile that is not the one of their LSOA{turned}: "
            "the look-up's is used"
        )
        losses.append(
            f"{about(int(differ['n'].sum()), 'referrals')} brought a decile that is not the one of their LSOA{turned}; "
            "views by deprivation use the look-up's."
        )
    for version, codes in found.items():
        if len(codes) < VERSIONS[version].lsoas:
            lines.append(f"  the look-up of IMD {version} has {len(codes):,} of {VERSIONS[version].lsoas:,} LSOAs")
    return lines, losses


def _kinds(unknown: pd.DataFrame, found: Mapping[str, Mapping[str, int]], edition: str) -> Iterator[str]:
    others = {code for version, codes in found.items() if version != edition for code in codes}
    english = unknown["lsoa"].map(lambda code: bool(ENGLISH.fullmatch(code)))
    for words, rows in (
        ("of the other edition's LSOAs", unknown[unknown["lsoa"].isin(others)]),
        ("English codes of no look-up brought", unknown[english & ~unknown["lsoa"].isin(others)]),
        ("no code of an LSOA in England", unknown[~english]),
    ):
        if len(rows):
            yield f"{int(rows['n'].sum()):,} referrals ({rows['lsoa'].nunique():,} codes) {words}"


def _disagreeing(both: pd.DataFrame, found: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    looked = [found.get(version, {}).get(code) for version, code in zip(both["imd_version"], both["lsoa"], strict=True)]
    both = both.assign(looked_up=pd.array(looked, dtype="Int64"))
    return both[(both["looked_up"] != both["imd_decile"].astype("Int64")).fillna(False)]


def _loss(count: int, why: str) -> str:
    return f"{about(count, 'referrals')} have no decile and are in no view by deprivation: {why}."
