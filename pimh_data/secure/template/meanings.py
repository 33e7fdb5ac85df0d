"""What every extract and column means, in Markdown made from the contracts. Words only: no file is written here."""

from pimh_data.contracts import CONTRACTS, ETHNIC_CODES, Contract, ExtractColumn
from pimh_data.registry.ethnicity import CODE_NAME

HEADINGS = ("column", "needed?", "what it holds", "meaning", "example", "without it")
HOLDS = {
    "id": "a pseudonym",
    "text": "text",
    "date": "a date",
    "integer": "a whole number",
    "number": "a number",
    "code": "one of",
    "codes": "one or more, separated by `;`, of",
}
BREAK = "<br>"


def all_extracts() -> str:
    """A section an extract, in the contracts' order: what a row is, what is lost without it, and a table of columns."""
    return "\n\n".join(extract(contract) for contract in CONTRACTS.values())


def extract(contract: Contract) -> str:
    """The section of one extract."""
    said = [f"### {contract.name}", contract.meaning, " ".join(_facts(contract)), _table(contract)]
    return "\n\n".join(part for part in said if part)


def _facts(contract: Contract) -> list[str]:
    facts = [f"Optional: without it a site loses {contract.loses}." if contract.optional else "Needed."]
    if contract.key:
        facts.append(f"No two rows may have the same {_listed(contract.key)}.")
    if contract.pattern:
        facts.append(f"Further columns may be called `{contract.pattern}1`, `{contract.pattern}2` and so on.")
    for earlier, later in contract.orders:
        facts.append(f"`{later}` may not lie before `{earlier}`.")
    if contract.person_level:
        facts.append("Its rows never leave the secure side.")
    return facts


def _table(contract: Contract) -> str:
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(_row(column) for column in contract.columns)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _row(column: ExtractColumn) -> tuple[str, ...]:
    return (f"`{column.name}`", needed(column), holds(column), column.meaning, f"`{column.example}`", _loss(column))


def needed(column: ExtractColumn) -> str:
    """Whether the heading must be there, and whether a cell may be blank."""
    if column.optional:
        return "optional"
    return "yes, may be blank" if column.blank else "yes, in every row"


def holds(column: ExtractColumn) -> str:
    """The kind of value, its bounds, the words allowed with their meanings, and where it must be listed."""
    words = HOLDS[column.kind]
    if column.low is not None and column.high is not None:
        words += f", {column.low:g} to {column.high:g}"
    elif column.low is not None:
        words += f", {column.low:g} or more"
    if column.allowed:
        means = CODE_NAME if column.allowed == ETHNIC_CODES else column.means
        listed = (f"`{value}`" + (f": {means[value]}" if value in means else "") for value in column.allowed)
        words += BREAK + BREAK.join(listed)
    if column.known:
        words += f" that stands in `{column.known}`"
    return words


def _loss(column: ExtractColumn) -> str:
    words = column.loses
    return f"{words}, unless {column.unless} are brought" if words and column.unless else words


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
