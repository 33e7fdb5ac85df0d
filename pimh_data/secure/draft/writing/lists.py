"""The extracts about the setting that a folder lacks, begun: headings, and the Places and services met in referrals."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.guessing.seen import Seen

BEGUN = ("places", "services", "population")


def begun(seen: Seen, there: Collection[str]) -> dict[str, tuple[str, str]]:
    """File -> (text, what is to be completed in it), of the extracts of BEGUN that are neither `there` nor optional."""
    rows = {
        "places": [{"place": name, "lad_codes": code} for name, code in seen.places.items()],
        "services": [
            {"service": service, "place": place, "started": tally.first and f"{tally.first[:8]}01"}
            for (service, place), tally in seen.pairs.items()
        ],
    }
    return {
        f"{name}.csv": (_csv(name, rows.get(name, [])), _to_complete(name, rows.get(name, [])))
        for name in BEGUN
        if name not in there and not CONTRACTS[name].optional
    }


def _csv(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    headings = [column.name for column in CONTRACTS[name].columns if not column.optional]
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _to_complete(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    needed = [column.name for column in CONTRACTS[name].columns if not column.optional and not column.blank]
    if not rows:
        return f"write its rows ({', '.join(needed)})"
    blank = [column for column in needed if any(not row.get(column) for row in rows)]
    given = [column for column in ("lad_codes", "started") if any(row.get(column) for row in rows)]
    said = f"complete {', '.join(blank)} in {len(rows)} rows" if blank else f"{len(rows)} rows are complete"
    guesses = {"lad_codes": "the district that the name says", "started": "the month of its first referral"}
    return said + "".join(f"; '{column}' is a guess: {guesses[column]}" for column in given)
