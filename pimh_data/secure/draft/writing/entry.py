"""The lines of `extract.toml` for one source, each guess with its reason. What a person has to say is left to them."""

from collections.abc import Mapping, Sequence

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.guessing.beside import Beside
from pimh_data.secure.draft.guessing.contents import is_age, source_blanks, turned, yes_columns
from pimh_data.secure.draft.guessing.drafted import Drafted, files_of
from pimh_data.secure.draft.guessing.recognise import FOR_WANT, HEADING, Known
from pimh_data.secure.draft.guessing.score_sets import used
from pimh_data.secure.draft.looking.profile import SHORTENED, Profile, says_who
from pimh_data.secure.draft.toml_lines import CHECK, line, listed, quoted, remark, waiting
from pimh_data.secure.draft.vocabulary.likeness import ENOUGH, column_likeness, identifying, is_notes
from pimh_data.secure.draft.writing.entry_ids import ids_wanted
from pimh_data.secure.draft.writing.entry_names import name_lines
from pimh_data.secure.draft.writing.entry_scores import item_lines, wide_lines
from pimh_data.secure.draft.writing.entry_values import plus_lines, value_lines
from pimh_data.secure.ingest.sources.declared import AGE_YEARS
from pimh_data.secure.printing import heading_to_print


def entry(source: Drafted, beside: Beside, others: Sequence[str]) -> list[str]:
    """The lines of a source. `others`: sheets of its workbook that are not used."""
    blanks = source_blanks(source)
    return [
        *_head(source, beside, others, blanks),
        *_columns(source),
        *_constants(source, beside),
        *_from_name(source, beside),
        *_dates(source),
        *_prefixes(source, beside),
        *_deciles(source),
        *plus_lines(source),
        *value_lines(source, tuple(blanks)),
        *name_lines(source, beside, tuple(blanks)),
        *(wide_lines(source) if source.extract == "scores" else []),
    ]


def _head(source: Drafted, beside: Beside, others: Sequence[str], blanks: Mapping[str, str]) -> list[str]:
    first, extract = source.sheets[0], source.extract
    files = files_of(source)
    named = ", ".join(dict.fromkeys(sheet.file for sheet in source.sheets))
    known = len({known.profile.number for known in source.recognised.columns} | used(source)) + len(item_lines(source))
    lines = [
        remark(f"{named}: {source.rows:,} rows of {extract}; {known} of its {len(first.names)} headings were known"),
        f"[[sources.{extract}]]",
        f"name = {quoted(source.name)}",
        f"files = {listed(files)}",
    ]
    if first.sheet and len(first.sheets) > 1:
        sheets = list(dict.fromkeys(sheet.sheet for sheet in source.sheets))
        unused = f"not used: {', '.join(map(repr, others))}" if others else ""
        lines.append(line(f"sheets = {listed(sheets)}", unused))
    if len(first.headings_line) > 1:
        lines.append(line(f"headings_line = {list(first.headings_line)}", "over two lines, joined"))
    elif first.headings_line != (1,):
        lines.append(
            line(f"headings_line = {first.headings_line[0]}", "the line with the most headings that are known")
        )
    if first.leave_out:
        said = ", ".join(f"{count:,} begin with {words!r}" for words, count in first.leave_out)
        lines.append(line(f"leave_out = [{', '.join(quoted(words) for words, _ in source.whole.leave_out)}]", said))
    if first.separator != ",":
        lines.append(line(f"separator = {quoted(first.separator)}", "it makes the most even columns"))
    if first.encoding not in ("utf-8", "utf-8-sig") and not first.marked:
        lines.append(line(f"encoding = {quoted(first.encoding)}", "it is no UTF-8"))
    if beside.ends:
        said = "its latest day is earlier than the others': take the first # away if it ends there"
        lines.append(line(f"# extract_date = {beside.ends}", said, CHECK))
    if beside.append:
        lines.append(line("append = true", beside.append, CHECK))
    if blanks:
        lines.append(line(f"blanks = {_list(blanks.values())}", "stand for nothing in columns of dates or numbers"))
    if source.whole.ragged:
        lines.append(
            remark(f"{source.whole.ragged:,} lines have more or fewer cells than the headings: they will be refused")
        )
    return lines


def _columns(source: Drafted) -> list[str]:
    lines = [f"[sources.{source.extract}.columns]"]
    lines += [_column(source, known) for known in source.recognised.columns]
    lines += item_lines(source) if source.extract == "scores" else []
    taken = {known.profile.number for known in source.recognised.columns}
    taken |= used(source) | {profile.number for profile, _ in yes_columns(source)}
    items = {quoted_heading.split(" = ")[0] for quoted_heading in item_lines(source)}
    names = {known.column for known in source.recognised.columns}
    names |= {column for profile in source.profiles if (column := _if_filled(source, profile))}
    blank = [c.name for c in CONTRACTS[source.extract].columns if c.blank and not c.optional and c.name not in names]
    if blank:
        lines.append(
            remark(f"Not found when this was written: {', '.join(blank)} (blank, unless a line above says them)")
        )
    waits = ids_wanted(source, taken)
    lines += [text for text, _ in waits]
    taken |= {profile.number for _, profile in waits if profile}
    for profile in source.profiles:
        if profile.number not in taken and quoted(profile.heading) not in items and not source.again:
            lines.append(remark(_not_taken(source, profile, _if_filled(source, profile))))
    return lines


def _column(source: Drafted, known: Known) -> str:
    profile, column = known.profile, known.column
    name, mark, reason = column, "" if known.by == HEADING else CHECK, known.by
    if column == "age_band" and is_age(profile):
        name, reason = AGE_YEARS, f"{reason}: ages in years, which become bands"
    if not profile.filled:
        reason, mark = f"{reason}; it is blank in every row", CHECK
    if known.by == FOR_WANT:
        reason = "nothing else tells people apart; where it numbers families, their parents count as one"
    if profile.looks_like(SHORTENED):
        reason, mark = "a spreadsheet has shortened its ids (4.5E+11): export them as text", CHECK
    stands = CONTRACTS[source.extract].column(column).kind == "id" and source.extract == "referrals"
    if stands and profile.filled:
        reason += f"; {profile.distinct:,} different in {profile.filled:,} rows"
    return line(f"{quoted(profile.heading)} = {quoted(name)}", reason, mark)


def _if_filled(source: Drafted, profile: Profile) -> str:
    """The column that a heading without any value is like; blank where there is none, or values."""
    like = {} if profile.filled else column_likeness(source.extract, profile.heading)
    best = max(like, key=lambda column: like[column], default="")
    return best if best and like[best] >= ENOUGH and source.recognised.of(best) is None else ""


def _not_taken(source: Drafted, profile: Profile, if_filled: str) -> str:
    heading = heading_to_print(profile.heading, profile.number)
    who = " and ".join(says_who(profile)) or ("who somebody is" if identifying(profile.heading) >= 0.99 else "")
    if "NHS" in who:
        return (
            f"{heading!r} is not taken: it holds {who}. Make pseudonyms of them first: python -m pimh_data pseudonymise"
        )
    if who:
        return f"{heading!r} is not taken: it says {who}. Better leave it out of the file"
    if is_notes(profile.heading):
        return f"{heading!r} is not taken: free text. Better leave it out of the file"
    if if_filled:
        line = f"{quoted(profile.heading)} = {quoted(if_filled)}"
        return f"{heading!r} is not taken: it is blank in every row. Once it holds something, write {line}"
    if not profile.filled:
        return f"{heading!r} is not taken: it is blank in every row"
    like = column_likeness(source.extract, profile.heading)
    best = max(like, key=lambda column: like[column], default="")
    if best and like[best] >= ENOUGH and source.recognised.of(best) is None:
        line = f"{quoted(profile.heading)} = {quoted(best)}"
        return f"{heading!r} is not taken: what it holds is not what {best} holds. If it is, write {line}"
    return f"{heading!r} is not taken: no column of the contract is known to be called so"


def _constants(source: Drafted, beside: Beside) -> list[str]:
    lines = []
    for column, (value, reason, mark) in beside.constants.items():
        code = f"{column} = {quoted(value)}"
        lines.append(line(code, reason, mark) if value else waiting(code, reason))
    return [f"[sources.{source.extract}.constants]", *lines] if lines else []


def _from_name(source: Drafted, beside: Beside) -> list[str]:
    lines = [line(f"{column} = {code}", reason, CHECK) for column, (code, reason) in beside.from_name.items()]
    return [f"[sources.{source.extract}.from_name]", *lines] if lines else []


def _dates(source: Drafted) -> list[str]:
    lines = []
    dated = {known.column: known.profile for known in source.recognised.columns}
    for column, profile in dated.items():
        days = source.days[profile.number]
        if CONTRACTS[source.extract].column(column).kind != "date":
            continue
        if days.doubtful:
            either = " or ".join(days.doubtful[0])
            lines.append(
                waiting(
                    f"{column} = {listed([*days.patterns, days.doubtful[0][0]])}", f"{either}: its days do not tell"
                )
            )
        elif days.patterns:
            lines.append(
                line(
                    f"{column} = {listed(days.patterns)}",
                    f"fits {days.share:.0%} of its rows" if days.share < 1 else "",
                )
            )
    return [f"[sources.{source.extract}.dates]", *lines] if lines else []


def _prefixes(source: Drafted, beside: Beside) -> list[str]:
    lines = [waiting(f"{column} = {quoted(f'{source.name}-')}", reason) for column, reason in beside.prefixes.items()]
    return [f"[sources.{source.extract}.prefixes]", *lines] if lines else []


def _deciles(source: Drafted) -> list[str]:
    known = source.recognised.of("imd_decile")
    if known is None or not turned(known.profile):
        return []
    return [f"[sources.{source.extract}.deciles]", line('imd_decile = "10 is most deprived"', "its own words say so")]


def _list(texts: object) -> str:
    return f"[{', '.join(map(quoted, texts))}]"
