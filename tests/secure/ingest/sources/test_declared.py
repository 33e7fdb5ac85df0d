"""What extract.toml may say of sources: read as written, and everything wrong with it said at once, with its source."""

import pytest
from extracts import SETTINGS, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.settings import Settings, read_settings

WHOLE = """
blanks = ["n/k", -1]

[[sources.referrals]]
name = "RiO"
files = "RiO_Referrals_*.xlsx"
sheets = ["Referrals"]
headings_line = [3, 4]
leave_out = ["Total"]
extract_date = 2025-01-31
[sources.referrals.columns]
"Ref No" = "referral_id"
"Age at referral" = "age_years"
"Outcome" = ["decision", "closure_reason"]
[sources.referrals.constants]
id_domain = "trust"
imd_version = 2019
[sources.referrals.from_name]
place = { sheet = "(.*) log" }
hub = "file"
[sources.referrals.values.decision]
"Rejected" = "declined"
[sources.referrals.values."Interpreter?"]
"needed" = "yes"
[sources.referrals.dates]
received = ["dd/mm/yyyy hh:mm", "dd.mm.yy"]
closed = "d mmm yyyy"
[sources.referrals.plus_groups]
"Interpreter?" = "interpreter needed"
[sources.referrals.deciles]
imd_decile = "10 is most deprived"

[[sources.scores]]
files = ["a.csv", "b.csv"]
separator = ";"
encoding = "cp1252"
append = true
columns = { Ref = "referral_id" }
[[sources.scores.wide]]
measure = "PHQ-9"
score = "PHQ9 first"
assessed = "Date first"
[[sources.scores.wide]]
measure = "PHQ-9"
items = ["Q1", "Q2"]
occasion = "last"
"""


def settings(tmp_path, text: str) -> Settings:
    return read_settings(write_extracts(tmp_path, settings=SETTINGS + text))


def refusal(tmp_path, text: str) -> str:
    with pytest.raises(ExtractError) as refused:
        settings(tmp_path, text)
    return str(refused.value)


def test_everything_that_a_source_says_is_read(tmp_path):
    read = settings(tmp_path, WHOLE)
    rio = read.sources["referrals"][0]
    assert read.blanks == ("n/k", "-1")
    assert (rio.name, rio.files, rio.sheets, rio.headings_line) == (
        "RiO",
        ("RiO_Referrals_*.xlsx",),
        ("Referrals",),
        (3, 4),
    )
    assert rio.columns["Outcome"] == ("decision", "closure_reason")
    assert rio.constants == {"id_domain": "trust", "imd_version": "2019"}
    assert rio.from_name["place"].pattern.fullmatch("Lambeth log")[1] == "Lambeth"
    assert rio.values["Interpreter?"] == {"needed": "yes"}
    assert rio.dates["closed"] == ("d mmm yyyy",)
    assert rio.deciles_turned
    scores = read.sources["scores"][0]
    assert (scores.separator, scores.encoding, scores.append, scores.leave_out) == (";", "cp1252", True, ())
    assert [(one.score, one.items, one.occasion) for one in scores.wide] == [
        ("PHQ9 first", (), ""),
        (None, ("Q1", "Q2"), "last"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[sources.people]]\nfiles = 'a.csv'", "[[sources.people]] names no extract"),
        ("[[sources.referrals]]\nname = 'RiO'", "[[sources.referrals]] 'RiO': 'files' is missing"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nfile = 1", "'a.csv': 'file' is not a setting of a source"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nheadings_line = -1", "'headings_line' must be the number of a line"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nseparator = ':'", "'separator' is none of"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nencoding = 'klingon'", "'encoding' 'klingon' is none that is known"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nencoding = 'rot13'", "'encoding' 'rot13' is none that is known"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nextract_date = 2025-06-30", "is after the folder's, 2025-03-31"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\ncolumns = { Ref = 'refid' }", "'refid' is no column of referrals"),
        (
            "[[sources.referrals]]\nfiles = 'a.csv'\nvalues.decision = { No = 'declned' }",
            "[values] 'declned' is no decision (there are: accepted,",
        ),
        (
            "[[sources.referrals]]\nfiles = 'a.csv'\nconstants = { imd_version = '2018' }",
            "'2018' is no imd_version",
        ),
        ("[[sources.referrals]]\nfiles = 'a.csv'\ndates = { received = 'mm/yyyy' }", "must name the day (dd) once"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\ndates = { place = 'dd/mm/yy' }", "'place' is no date column"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nfrom_name = { place = { sheet = '.*' } }", "must have one group"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nfrom_name = { place = { sheet = '(' } }", "no regular expression"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\nplus_groups = { X = 'poor' }", "'poor' is none (there are:"),
        ("[[sources.referrals]]\nfiles = 'a.csv'\ndeciles = { imd_decile = 'turned' }", "[deciles] write imd_decile ="),
        ("[[sources.referrals]]\nfiles = 'a.csv'\n[[sources.referrals.wide]]\nscore = 'x'", "is for scores alone"),
        (
            "[[sources.scores]]\nfiles = 'a.csv'\n[[sources.scores.wide]]\nscore = 'x'\nmeasure = 'EPDS'",
            "name the heading of its date",
        ),
        (
            "[[sources.referrals]]\nfiles = 'a.csv'\n[[sources.referrals]]\nfiles = 'a.csv'",
            "two [[sources.referrals]] are called 'a.csv'",
        ),
        (
            "[[sources.referrals]]\nfiles = 'a.csv'\ncolumns = { Ref = 'place' }\nconstants = { place = 'Leeds' }",
            "'place' is given twice among columns, constants and from_name",
        ),
        (
            "[[sources.referrals]]\nfiles = 'a.csv'\n[columns.referrals]\nRef = 'referral_id'",
            "write [sources.referrals.columns] in place of",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_said_with_its_name(tmp_path, text, words):
    assert words in refusal(tmp_path, text)


def test_everything_wrong_with_all_sources_is_said_at_once(tmp_path):
    said = refusal(
        tmp_path,
        "[[sources.referrals]]\nname = 'A'\nfiles = 'a.csv'\nseparator = ':'\n"
        "[[sources.contacts]]\nname = 'B'\ndates = { date = 'q' }",
    )
    for words in ("'A': 'separator'", "'B': 'files' is missing", "'B': [dates] date: 'q' is no date pattern"):
        assert words in said


def test_a_byte_order_mark_in_the_settings_is_read(tmp_path):
    folder = write_extracts(tmp_path)
    (folder / "extract.toml").write_text(SETTINGS, encoding="utf-8-sig")
    assert read_settings(folder).site == "Test"


def test_an_unknown_encoding_is_named(tmp_path):
    assert "'encoding' 'utf-7x' is none that is known" in refusal(tmp_path, 'encoding = "utf-7x"\n')
