"""Simulates everything and writes the tables into docs/statistics.md: python -m simulations."""

from pathlib import Path

from simulations.tables import Size, tables

PAGE = Path(__file__).resolve().parents[1] / "docs" / "statistics.md"
BEGINS, ENDS = "<!-- simulated: begins -->", "<!-- simulated: ends -->"


def written(page: str, found: str) -> str:
    """The page with what stands between its two marks put anew. Raises ValueError where a mark is not there."""
    before, _, rest = page.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not ends:
        raise ValueError(f"docs/statistics.md has no {BEGINS} with {ENDS} after it: put both where the tables belong.")
    return f"{before}{BEGINS}\n\n{found}\n\n{ENDS}{after}"


def main() -> None:
    """Print the tables and write them."""
    found = []
    for table in tables(Size()):
        print(f"{table}\n", flush=True)
        found.append(table)
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), "\n\n".join(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
