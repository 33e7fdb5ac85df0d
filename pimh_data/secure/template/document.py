"""Keeps the part of `docs/extracts.md` that is made from the contracts. Run as a module, it writes it anew."""

from pathlib import Path

from pimh_data.secure.template.meanings import all_extracts

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "extracts.md"
START = "<!-- From here made from the contracts by `make extracts-page`: do not write between these marks. -->"
END = "<!-- Until here made from the contracts. -->"


def rewritten(text: str) -> str:
    """The document's text with its made part anew. Raises ValueError when it has not each mark exactly once."""
    before, _, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not end or START in rest or END in after:
        raise ValueError(f"{DOCUMENT.name} must hold each of its two marks once: {START} {END}")
    return f"{before}{START}\n\n{all_extracts()}\n\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
