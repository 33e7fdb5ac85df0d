"""What a draft says on the screen: what each file is, what is to be filled in, what is next. No value of the data."""

import re

from pimh_data.secure.draft.drafting import Draft
from pimh_data.secure.draft.toml_lines import CHECK, FILL_IN
from pimh_data.secure.settings import NAME, lines_to_fill_in
from pimh_data.secure.typed import quoted


def draft_lines(draft: Draft, folder: str) -> list[str]:
    """The report, in lines. `folder`: as it is typed."""
    last = f"Next: python -m pimh_data check {quoted(folder)}"
    return [*_files(draft), *_written(draft), *_to_do(draft), *_deciles(draft, quoted(folder)), last]


def _deciles(draft: Draft, folder: str) -> list[str]:
    """What LSOAs need to give a decile."""
    without = [
        source.name
        for source in draft.sources
        if source.recognised.of("lsoa") and not source.recognised.of("imd_decile")
    ]
    if not without or draft.has_look_ups:
        return []
    fetched = f"python -m pimh_data fetch imd {folder}"
    return [f"{', '.join(without)}: LSOAs give deprivation deciles once their look-ups lie in imd/: {fetched}"]


def _files(draft: Draft) -> list[str]:
    lines = []
    for source in (*draft.as_they_are, *draft.sources):
        for sheet in source.sheets:
            named = f"{sheet.file}, sheet {sheet.sheet!r}" if len(sheet.sheets) > 1 else sheet.file
            own = ", in the contract's own form" if source in draft.as_they_are else ""
            rows = sheet.cells.num_rows
            lines.append(f"{named}: {source.extract}, {rows:,} {'row' if rows == 1 else 'rows'}{own}")
    lines += [f"{one.file}{f', sheet {one.sheet!r}' if one.sheet else ''} is not used: {one.why}" for one in draft.none]
    lines += draft.advised
    return [*(lines or ["No file was found that is not in extract.toml already."]), *draft.asked]


def _written(draft: Draft) -> list[str]:
    if not draft.added:
        lines = [f"{NAME} stays as it is."]
    elif draft.added.start == 1:
        lines = [f"Written: {NAME}"]
    else:
        lines = [f"Added to {NAME}, behind what was there: lines {draft.added.start} to {draft.added.stop - 1}"]
    return lines + [f"Begun: {one.name}: {one.complete}" for one in draft.lists]


def _to_do(draft: Draft) -> list[str]:
    numbered = list(enumerate(draft.text.splitlines(), start=1))
    lines = []
    behind = re.compile(rf"# {CHECK}(:|$)")
    to_look_at = [number for number, text in numbered if number in draft.added and behind.search(text)]
    for mark, words, numbers in (
        (FILL_IN, "to fill in", lines_to_fill_in(draft.text)),
        (CHECK, "to look at", to_look_at),
    ):
        found = list(map(str, numbers))
        if found:
            lines.append(
                f"{NAME}, {len(found)} {'line' if len(found) == 1 else 'lines'} {words} ({mark}): {', '.join(found)}"
            )
    if draft.few:
        lines.append(
            f"{draft.few:,} referrals name no service and Place that could be listed (fewer than 5 rows hold the "
            f"same, or a word of theirs is still to be filled in in {NAME}): services.csv must list what they mean"
        )
    lines += [f"The services extract does not list {service!r} in {place!r}" for service, place in draft.unlisted]
    return lines
