"""Names that differ only in case, spaces or the form of a letter, so that one thing is shown as two. Finds alone."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from ibis.expr.types import Table

from pimh_data.secure.conditions import ALWAYS, table_name, text_of
from pimh_data.secure.engine import asked_as_table
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.rules import Rule
from pimh_data.secure.statements import quoted

# Extract -> the columns whose names each site writes as it likes, and within what a name stands. Places and services
# are refused where they stand twice so.
OWN_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "places": {"system": (), "icb": ()},
    "services": {"service": (), "provider": (), "funding_stream": (), "bundles": ()},
    "referrals": {"hub": ("place",), "id_domain": ()},
}


def spelled_alike(name: str, rows: Table) -> Iterator[tuple[str, Sequence[Rule]]]:
    """The accepted rows of an extract whose name is spelled otherwise in more of its rows."""
    own = OWN_NAMES.get(name, {})
    if not own:
        return
    every = list(dict.fromkeys(part for column, within in own.items() for part in (*within, column)))
    columns = ", ".join(map(quoted, every))
    held = asked_as_table(
        rows.get_backend(), f"select {columns}, count(*) as rows from {table_name(rows)} group by {columns}"
    )
    for column, within in own.items():
        keys = [*within, column]
        texts = held[column].drop_null().unique().to_pylist()
        parts = {part.strip() for text in texts for part in text.split(";")}
        if len({plain(part) for part in parts}) == len(parts):
            continue
        counts = held.to_pandas().sort_values(["rows", *every], ascending=False)
        named = counts[counts[column].notna()].groupby(keys, as_index=False)["rows"].sum()
        fewer = _spelled_otherwise(named.sort_values("rows", ascending=False, kind="stable"), column, within)
        if len(fewer):
            words = f"'{column}' differs from another only in case or spaces: shown as another one"
            listed = ", ".join(f"({', '.join(map(text_of, names))})" for names in fewer[keys].itertuples(index=False))
            within_keys = ", ".join(map(quoted, keys))
            yield (
                f"(select * from {table_name(rows)} where ({within_keys}) in (values {listed}))",
                [Rule(column, words, ALWAYS)],
            )


def _spelled_otherwise(counts: pd.DataFrame, column: str, within: Sequence[str]) -> pd.DataFrame:
    """All but the first spelling of each name. `counts`: the most frequent first; of bundles a text holds several."""
    names = counts.assign(part=counts[column].str.split(";")).explode("part")
    names = names.assign(part=names["part"].str.strip(), key=names["part"].map(plain))
    first = names.groupby([*within, "key"])["part"].transform("first")
    return names[names["part"] != first].drop_duplicates([*within, column])
