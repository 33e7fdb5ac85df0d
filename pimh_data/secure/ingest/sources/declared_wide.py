"""Reads the tables of measures that have columns of their own, which become one row a score. Opens no file."""

from collections.abc import Mapping
from typing import Any

from pimh_data.contracts import OCCASIONS
from pimh_data.secure.ingest.sources.declared import Wide
from pimh_data.secure.ingest.sources.saying import At, texts

KEYS = ("measure", "score", "items", "assessed", "scale", "respondent", "occasion", "child_age_months")


def wide(at: At, given: Any) -> tuple[Wide, ...]:
    """The measures of one source of scores, in the order written."""
    if at.contract.name != "scores":
        return at.wrong("'wide' is for scores alone", ())
    if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
        return at.wrong("write each measure as a table [[sources.scores.wide]]", ())
    return tuple(one for one in (_one(at, table) for table in given) if one)


def _one(at: At, table: Mapping[str, Any]) -> Wide | None:
    unknown = [key for key in table if key not in KEYS]
    if unknown:
        return at.wrong(f"[wide] {unknown[0]!r} is not one of: {', '.join(KEYS)}")
    if not table.get("measure") or not (table.get("score") or table.get("items")):
        return at.wrong("[wide] each needs 'measure', and the heading of its 'score' or the headings of its 'items'")
    if table.get("occasion", "first") not in OCCASIONS:
        return at.wrong(f"[wide] 'occasion' is one of: {', '.join(OCCASIONS)}")
    mapped = at.table.get("columns", {})
    shared = {name for names in mapped.values() for name in texts(at, "columns", names)} if mapped else set()
    shared |= set(at.table.get("constants", {}))
    if not (table.get("assessed") or table.get("occasion") or shared & {"assessed", "occasion"}):
        words = "name the heading of its date ('assessed'), or 'occasion' (first or last) where it has none"
        return at.wrong(f"[wide] {table['measure']}: {words}")
    items = texts(at, "items", table.get("items", []))
    return Wide(**{key: str(text) for key, text in table.items() if key != "items"}, items=items)
