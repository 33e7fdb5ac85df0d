"""Counts outcomes again in plain Python from the CSV files: dictionaries and lists, nothing of the production code."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from recount import GROUP, periods, rows, services_shown

# key: (better, caseness, reliable change, least score of each band)
MEASURES = {
    "PHQ-9": (-1, 10, 6, {"Minimal": 0, "Mild": 5, "Moderate": 10, "Moderately severe": 15, "Severe": 20}),
    "GAD-7": (-1, 8, 4, {"Minimal": 0, "Mild": 5, "Moderate": 10, "Severe": 15}),
    "EPDS": (-1, 13, 4, {"Below 10": 0, "10 to 12": 10, "13 and over": 13}),
    "CORE-10": (
        -1,
        11,
        6,
        {"Below the cut-off": 0, "Mild": 11, "Moderate": 16, "Moderate to severe": 21, "Severe": 26},
    ),
    "GBO": (1, None, 2.45, {}),
    "GBO goal 1": (1, None, 3, {}),
    "GBO goal 2": (1, None, 3, {}),
    "GBO goal 3": (1, None, 3, {}),
    "SWEMWBS": (1, None, 3, {"Low": 7, "Medium": 19.51, "High": 27.5}),
    "KPCS": (1, None, None, {"Low confidence": 0, "Usual range": 40}),
    "MORS-SF warmth": (1, None, None, {}),
    "MORS-SF invasion": (-1, None, None, {}),
    "HADS-A": (-1, None, None, {"Usual range": 0, "Possible case": 8, "Probable case": 11}),
    "HADS-D": (-1, None, None, {"Usual range": 0, "Possible case": 8, "Probable case": 11}),
    "confidence rating": (1, None, None, {}),
}
# Metric scores of SWEMWBS by raw total (Stewart-Brown 2009).
METRIC = {
    7: 7.00, 8: 9.51, 9: 11.25, 10: 12.40, 11: 13.33, 12: 14.08, 13: 14.75, 14: 15.32, 15: 15.84, 16: 16.36, 17: 16.88,
    18: 17.43, 19: 17.98, 20: 18.59, 21: 19.25, 22: 19.98, 23: 20.73, 24: 21.54, 25: 22.35, 26: 23.21, 27: 24.11,
    28: 25.03, 29: 26.02, 30: 27.03, 31: 28.13, 32: 29.31, 33: 30.70, 34: 32.55, 35: 35.00,
}  # fmt: skip
DEFINITIONS = [
    ("Children's rule", "Finished courses"),
    ("Children's rule", "All courses"),
    ("Adult community rule", "Finished courses"),
    ("Adult community rule", "All courses"),
    ("Perinatal CQUIN rule", "Finished courses"),
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def courses_of(folder: Path) -> dict[str, dict]:
    """Referral -> its row, with the days of its attended contacts and its scores by measure (goals apart)."""
    courses = {row["referral_id"]: row for row in rows(folder, "referrals")}
    for number, row in enumerate(sorted(courses.values(), key=lambda row: (row["received"], row["referral_id"]))):
        row.update(n=number, contacts=[], in_person=0, scores=defaultdict(list))
    for contact in rows(folder, "contacts"):
        if contact["status"] == "attended":
            courses[contact["referral_id"]]["contacts"].append(day(contact["date"]))
            courses[contact["referral_id"]]["in_person"] += contact["mode"] in ("face to face", "video")
    for score in rows(folder, "scores"):
        measure = f"GBO {score['scale']}" if score["measure"] == "GBO" else score["measure"]
        points = METRIC[int(score["score"])] if score["scale"] == "raw" else float(score["score"])
        courses[score["referral_id"]]["scores"][measure].append((day(score["assessed"]), points))
    return courses


def pair(row: dict, measure: str, rule: str) -> tuple[float | None, float | None]:
    """First and last score of a course; GBO is the mean over its goals."""
    if measure == "GBO":
        goals = [pair(row, goal, rule) for goal in row["scores"] if goal.startswith("GBO goal")]
        goals = [goal for goal in goals if goal[0] is not None]
        both = [goal for goal in goals if goal[1] is not None]
        if both:
            return statistics.fmean(first for first, _ in both), statistics.fmean(last for _, last in both)
        return (statistics.fmean(first for first, _ in goals), None) if goals else (None, None)
    scores, contacts = sorted(row["scores"].get(measure, [])), sorted(row["contacts"])
    firsts = lasts = scores
    if rule == "Children's rule":
        firsts = [score for score in scores if contacts and score[0] >= contacts[0]]
        lasts = [score for score in scores if len(contacts) > 1 and score[0] >= contacts[1]]
    if not firsts:
        return None, None
    later = [score for score in lasts if score[0] > firsts[0][0]]
    return firsts[0][1], later[-1][1] if later else None


def counts(row: dict, rule: str, which: str) -> bool:
    """Whether a course counts under a definition."""
    contacts = len(row["contacts"])
    open_days = (day(row["closed"]) - day(row["received"])).days
    if rule == "Perinatal CQUIN rule" and not (row["in_person"] >= 2 and open_days > 14):
        return False
    return contacts >= (2 if which == "Finished courses" else 1)


def periods_of(closed: str) -> list[str]:
    """Those of the periods that outcomes are counted in: no months, no rolling years."""
    return [name for name in periods(closed) if name != closed[:7] and not name.startswith("12 months")]


def members(row: dict, first_band: str | None, last_band: str | None) -> list[tuple[str, str]]:
    decile, ethnic = row["imd_decile"], row["ethnicity"]
    core = "Not known" if not decile else "Core20" if int(decile) <= 2 else "The rest"
    split = GROUP[ethnic] if GROUP[ethnic].startswith("Not") else "Every other"
    found = [("all", "Everyone"), ("deprivation", core)]
    found.append(("ethnic_split", "White British or Irish" if ethnic in ("A", "B") else split))
    found += [("parent_role", row["parent_role"] or "Not recorded"), ("first_band", first_band or "No first score")]
    return found + ([("first_band x last_band", f"{first_band} | {last_band}")] if last_band else [])


def band_of(bands: dict[str, float], score: float | None) -> str | None:
    reached = [label for label, least in bands.items() if score is not None and score >= least]
    return reached[-1] if reached else None


def recount_outcomes(folder: Path, wheres: set[str]) -> dict[tuple, dict[str, float]]:
    """(where, period, service, dimension, member, measure, pairing, courses) -> counts, and the scores behind them."""
    found: dict[tuple, dict] = defaultdict(lambda: defaultdict(list))
    for cell, _, said in counted_courses(folder, wheres):
        for name, value in said.items():
            found[cell][name].append(value)
    return found


def counted_courses(
    folder: Path, wheres: set[str], measures: Iterable[str] = tuple(MEASURES)
) -> Iterator[tuple[tuple, int, dict[str, float]]]:
    """Every cell of `recount_outcomes`, with each course that counts there (its number) and what it says."""
    systems = {row["place"]: row["system"] for row in rows(folder, "places")}
    shown, courses = services_shown(folder), courses_of(folder)
    since: dict[tuple[str, str, str], dt.date] = {}
    for row in courses.values():
        for measure, scores in row["scores"].items():
            for name in {measure, "GBO"} if measure.startswith("GBO") else {measure}:
                key = (row["place"], row["service"], name)
                since[key] = min(since.get(key, dt.date.max), min(scores)[0])
    people: dict[tuple, dict] = {}
    for row in courses.values():
        if not (row["closed"] and row["contacts"]):
            continue
        for measure in measures:
            used = since.get((row["place"], row["service"], measure))
            if used is None or day(row["closed"]) < used or ("goal" in measure and measure not in row["scores"]):
                continue
            for rule, which in DEFINITIONS:
                if counts(row, rule, which):
                    for where in {row["place"], systems[row["place"]], "All Places"} & wheres:
                        for service in shown[row["place"], row["service"]]:
                            for period in periods_of(row["closed"]):
                                key = (where, period, service, measure, rule, which, row["person_id"])
                                if key not in people or people[key]["n"] < row["n"]:
                                    people[key] = row
    held: dict[tuple, tuple] = {}
    for (where, period, service, measure, rule, which, _), row in people.items():
        if (row["n"], measure, rule) not in held:
            first, last = pair(row, measure, rule)
            bands = [band_of(MEASURES[measure][3], score) for score in (first, last)]
            held[row["n"], measure, rule] = (outcome(measure, first, last), members(row, *bands))
        said, under = held[row["n"], measure, rule]
        default = (rule, which) == DEFINITIONS[0]
        for dimension, member in under:
            if dimension == "all" or (default and " Q" not in period):
                yield (where, period, service, dimension, member, measure, rule, which), row["n"], said


def outcome(measure: str, first: float | None, last: float | None) -> dict[str, float]:
    """What one person adds to each count, and the scores that means are of (absent where they do not apply)."""
    better, caseness, threshold, _ = MEASURES[measure]
    said: dict[str, float] = {"eligible": 1, "first_score": int(first is not None), "paired": int(last is not None)}
    gain = (last - first) * better if last is not None else None
    if threshold is not None:
        said["improved_0"] = int(gain is not None and gain >= threshold - 1e-9)
        said["deteriorated_0"] = int(gain is not None and gain <= 1e-9 - threshold)
        said["no_reliable_change_0"] = int(gain is not None and abs(gain) < threshold - 1e-9)
    if caseness is not None:
        case = first is not None and first >= caseness
        said["at_caseness"] = int(case)
        said["recovered"] = int(case and last is not None and last < caseness)
        said["reliably_recovered_0"] = int(said["recovered"] and said["improved_0"])
    if last is not None:
        said |= {"first": first, "last": last, "change": last - first}
    elif first is not None:
        said["unpaired"] = first
    return said
