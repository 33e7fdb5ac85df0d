"""How long checking takes and how much memory: a million referrals, four million scores and five million contacts.

Two rows in a hundred are spoiled. Parquet and CSV are each checked in a process of its own, so that the greatest memory
is the check's alone.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.figures import ROOT, Asked, Figure, run

SMALL, LARGE = 200, 1_000_000
# The design's bounds are for parquet; CSV is reported beside it.
LIMITS = {"parquet": (180, 3_000), "csv": (None, None)}
SETTINGS = 'synthetic = true\nsite = "Benchmark"\nextract_date = 2025-03-31\nallowed_share = 0.05\n'
MEASURED = (
    "import resource, runpy, sys\n"
    "try:\n    runpy.run_module('pimh_data', run_name='__main__')\n"
    "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, 'MB', file=sys.stderr)"
)

# One row in fifty is spoiled, in the ways that `bad` numbers. A referral has 5 contacts and 4 scores. $n: referrals.
TABLES = {
    "places": """
        select 'Place ' || i as place, 'System ' || i % 3 as system, '' as lad_codes from range(20) t(i)""",
    "services": """
        select 'Service ' || s as service, 'Trust' as provider, 'NHS' as sector, 'Place ' || p as place,
            'Getting Help' as need_group, 'no' as specialist_access, '2015-04-01' as started, '' as funding_stream,
            '' as funding_ends, '3' as wte
        from range(20) t(p), range(3) u(s)""",
    "population": """
        select 'Place ' || p as place, '2020' as year, 'aged 0' as basis, d as imd_decile, '2019' as imd_version,
            '300' as count, 'ONS' as source
        from range(20) t(p), range(1, 11) u(d)""",
    "referrals": """
        select 'R' || lpad((i - (bad = 1)::int)::text, 9, '0') as referral_id,
            case when bad = 2 then '' else 'P' || lpad((hash(i) % ($n * 4 // 5))::text, 9, '0') end as person_id,
            'trust' as id_domain,
            case when bad = 3 then 'Atlantis' else 'Place ' || hash(i, 1) % 20 end as place,
            'Service ' || hash(i, 2) % 3 as service,
            case when bad = 4 then '31/02/2024' else (date '2020-04-01' + (i * 7 % 1700)::int)::text end as received,
            case when bad = 5 then 'Health Visitor (HV)' else 'GP' end as source,
            'mother or birthing parent' as parent_role, 'antenatal' as stage, '25-29' as age_band,
            case when bad = 6 then 'Q' || i % 4 else 'A' end as ethnicity,
            case when bad = 7 then '11' else (1 + hash(i, 3) % 10)::text end as imd_decile, '2019' as imd_version,
            case when bad = 8 then 'rejected' else 'accepted' end as decision,
            case when bad = 9 then '2031-01-01' else '' end as closed, '' as closure_reason
        from (select i, case when i % 50 = 0 then 1 + (i // 50) % 9 else 0 end as bad from range($n) t(i))""",
    "contacts": """
        select 'R' || lpad((i // 5)::text, 9, '0') as referral_id,
            case when bad = 1 then 'soon'
                else (date '2020-04-10' + (i // 5 * 7 % 1700 + i % 5 * 14)::int)::text end as date,
            case when bad = 2 then 'Zoom call' else 'face to face' end as mode,
            case when bad = 3 then 'DNA' else 'attended' end as status
        from (select i, case when i % 50 = 7 then 1 + (i // 50) % 3 else 0 end as bad from range($n * 5) t(i))""",
    "scores": """
        select 'R' || lpad((i // 4)::text, 9, '0') as referral_id,
            case when bad = 1 then 'PHQ9' when i % 4 < 2 then 'PHQ-9' else 'GAD-7' end as measure,
            'parent' as respondent,
            case when bad = 2 then 'first'
                else (date '2020-04-12' + (i // 4 * 7 % 1700 + i % 2 * 60)::int)::text end as assessed,
            case when bad = 3 then '99' else (hash(i, 4) % 21)::text end as score
        from (select i, case when i % 50 = 13 then 1 + (i // 50) % 3 else 0 end as bad from range($n * 4) t(i))""",
}


def write_extracts(folder: Path, referrals: int, kind: str) -> None:
    """Extracts of so many referrals, with five contacts and four scores each; `kind`: csv or parquet."""
    folder.mkdir(parents=True)
    (folder / "extract.toml").write_text(SETTINGS, encoding="utf-8")
    connection = duckdb.connect()
    for name, query in TABLES.items():
        rows = connection.sql(query.replace("$n", str(referrals)))
        path = str(folder / f"{name}.{kind}")
        rows.write_csv(path) if kind == "csv" else rows.write_parquet(path)


def checked(folder: Path) -> tuple[float, float]:
    """Seconds and greatest megabytes of `check` in a process of its own. Raises RuntimeError where it refuses."""
    started = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", MEASURED, "check", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stdout + done.stderr)
    return time.perf_counter() - started, float(done.stderr.split()[-2])


def measure(asked: Asked) -> Iterator[Figure]:
    """Seconds and greatest memory of a check, of parquet and of CSV."""
    referrals = SMALL if asked.small else LARGE
    for kind, (longest, most) in LIMITS.items():
        with tempfile.TemporaryDirectory() as name:
            write_extracts(Path(name) / "extracts", referrals, kind)
            seconds, megabytes = checked(Path(name) / "extracts")
        yield Figure(f"checking {referrals:,} referrals, {kind}", seconds, "s", limit=longest)
        yield Figure(f"greatest memory, {kind}", megabytes, "MB", limit=most)


if __name__ == "__main__":
    run("checking", __doc__, measure)
