"""Small extracts written by hand for tests: one Place, one service, a few referrals, any of it overridden."""

from pathlib import Path

from pimh_data.secure.pseudonyms.key import Key

KEY = Key(b"a secret of these tests, of 32 or so")
SETTINGS = 'synthetic = true\nsite = "Test"\nextract_date = 2025-03-31\n'
PLACES = [{"place": "Sheffield", "system": "South Yorkshire", "lad_codes": "E08000019"}]
SERVICES = [
    {
        "service": "Light",
        "provider": "Light",
        "sector": "Voluntary sector",
        "place": "Sheffield",
        "need_group": "Getting Help",
        "specialist_access": "no",
        "started": "2020-04-01",
        "funding_stream": "Start for Life",
        "funding_ends": "2027-03-31",
        "wte": "2.5",
        "bundles": "Start for Life funded",
    }
]
POPULATION = [
    {
        "place": "Sheffield",
        "year": "2020",
        "basis": "aged 0",
        "imd_decile": str(decile),
        "imd_version": "2019",
        "ethnic_group": "",
        "count": str(100 + decile),
        "source": "ONS",
    }
    for decile in range(1, 11)
]
REFERRAL = {
    "referral_id": "R1",
    "person_id": "P1",
    "id_domain": "local",
    "place": "Sheffield",
    "service": "Light",
    "received": "2024-01-05",
    "source": "GP",
    "parent_role": "mother or birthing parent",
    "stage": "antenatal",
    "age_band": "20-24",
    "ethnicity": "A",
    "imd_decile": "1",
    "imd_version": "2019",
    "need_group": "Getting Help",
    "plus_groups": "",
    "decision": "accepted",
    "first_contact": "2024-02-01",
    "contacts_attended": "4",
    "contacts_missed": "0",
    "closed": "",
    "closure_reason": "",
}


def referral(number: int = 1, **changes: str) -> dict[str, str]:
    """A referral that breaks no rule, but for the changes."""
    return REFERRAL | {"referral_id": f"R{number}", "person_id": f"P{number}"} | changes


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    """The rows as CSV, every cell quoted."""
    headings = list(rows[0])
    lines = [headings, *([row.get(name, "") for name in headings] for row in rows)]
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    path.write_text(text + "\r\n", encoding="utf-8")


def write_extracts(folder: Path, referrals: list[dict[str, str]] | None = None, **others: list[dict[str, str]]) -> Path:
    """A folder of extracts. `others`: further extracts, or those that replace the defaults; `settings` as text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "extract.toml").write_text(others.pop("settings", SETTINGS), encoding="utf-8")
    tables = {"places": PLACES, "services": SERVICES, "population": POPULATION} | others
    tables["referrals"] = [referral()] if referrals is None else referrals
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
    return folder
