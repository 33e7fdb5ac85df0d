"""Where in `extract.toml` something is wrong, and the shapes that several of its tables share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pimh_data.contracts import Contract

Say = Callable[[str], None]


@dataclass(frozen=True)
class At:
    """The source that is being read; `table`: all that was written of it, `lines`: a setting -> where it stands."""

    contract: Contract
    name: str
    table: Mapping[str, Any]
    say: Say
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def wrong(self, words: str, instead: Any = None) -> Any:
        """Say it, with the source; gives what stands in for the value, so that the rest is read too."""
        self.say(f"[[sources.{self.contract.name}]] {self.name!r}: {words}")
        return instead

    def on(self, *setting: str) -> str:
        """' (line 45)' of a setting; blank where its line is not known."""
        return f" (line {self.lines[setting]})" if setting in self.lines else ""

    def has(self, key: str, name: str, kinds: tuple[str, ...] = ()) -> bool:
        """Whether the contract has the column (of one of these kinds); it is said where it has not."""
        columns = [column.name for column in self.contract.columns if not kinds or column.kind in kinds]
        pattern = "" if kinds else self.contract.pattern
        if name in columns or (pattern and name.startswith(pattern)):
            return True
        names = ", ".join([*columns, *([f"{pattern}1 and so on"] if pattern else [])])
        what = f"{kinds[0]} column" if kinds else "column"
        return self.wrong(f"[{key}] {name!r} is no {what} of {self.contract.name} (there are: {names})", False)

    def allowed(self, key: str, name: str, text: str) -> str:
        """The text; it is said where it is none of a code column's own words."""
        column = next((column for column in self.contract.columns if column.name == name), None)
        if column is not None and column.kind == "code" and text and text not in column.allowed:
            self.wrong(f"[{key}] {text!r} is no {name} (there are: {', '.join(column.allowed)})")
        return text


def texts(at: At, key: str, given: Any) -> tuple[str, ...]:
    """A text, or a list of texts; numbers are taken as they are written."""
    listed = given if isinstance(given, list) else [given]
    if not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in listed):
        return at.wrong(f"{key!r} must be text or a list of texts", ())
    return tuple(str(one) for one in listed)


def table_of(at: At, key: str, given: Any) -> Mapping[str, Any]:
    """A table of `extract.toml`."""
    if not isinstance(given, dict):
        return at.wrong(f"{key!r} must be a table such as [sources.{at.contract.name}.{key}]", {})
    return given
