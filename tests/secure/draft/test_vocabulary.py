"""What headings, words and measures of other systems are taken for, and what is rather asked than guessed."""

import pytest

from pimh_data.contracts import CONTRACTS, ExtractColumn
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.vocabulary.headings_known import KNOWN as HEADINGS
from pimh_data.secure.draft.vocabulary.likeness import column_likeness, identifying, plus_group
from pimh_data.secure.draft.vocabulary.measures import measure_of, measure_of_name, measure_of_word
from pimh_data.secure.draft.vocabulary.words import by_parts, placed
from pimh_data.secure.draft.vocabulary.words_known import KNOWN as WORDS


def best(extract, heading):
    found = column_likeness(extract, heading)
    return max(found, key=lambda column: found[column], default=None)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Referral Received Date/Time", "received"),
        ("DateOfReferral", "received"),
        ("Date\nof\u00a0referral", "received"),
        ("REFERRAL_RECEIVED_DATE", "received"),
        ("Patient ID", "person_id"),
        ("Our ref", "referral_id"),
        ("Family ref", "family_id"),
        ("Who sent them?", "source"),
        ("Ethnicity (family)", "ethnicity"),
        ("End of Care Pathway Date", "closed"),
        ("1st visit", "first_contact"),
        ("Reason for closing", "closure_reason"),
        ("Referral Urgency", None),
        ("Favourite colour", None),
        ("Discharge letter sent", None),
    ],
)
def test_a_heading_of_referrals_is_the_column_it_names_or_none(heading, column):
    assert best("referrals", heading) == column


def test_every_column_that_has_known_headings_is_one_of_the_contract():
    for extract, columns in HEADINGS.items():
        assert set(columns) <= {column.name for column in CONTRACTS[extract].columns}


def test_every_word_that_is_known_stands_for_an_allowed_one_and_for_one_alone():
    for column, words in WORDS.items():
        allowed = [c.allowed for contract in CONTRACTS.values() for c in contract.columns if c.name == column]
        assert any(set(words) <= set(one) or not one for one in allowed), column
        for word, others in words.items():
            for other in others:
                twice = [one for one, listed in words.items() if one != word and other in listed]
                assert not twice, (column, other)


@pytest.mark.parametrize(
    "heading", ["Surname", "Mum DOB", "NHS Number", "Home postcode", "E-mail address", "Client name"]
)
def test_headings_that_say_who_somebody_is_are_known(heading):
    assert identifying(heading) >= 0.5


def test_a_pseudonym_of_an_nhs_number_may_be_an_id():
    assert best("referrals", "Pseudonymised NHS Number") == "person_id"
    assert identifying("Pseudonymised NHS Number") < 1


@pytest.mark.parametrize(
    ("column", "text", "word"),
    [
        ("decision", "Rejected", "declined"),
        ("decision", "No - signposted", "signposted"),
        ("decision", "AWAITING TRIAGE", "waiting"),
        ("source", "HV", "health visitor"),
        ("stage", "7-12m", "7-12 months"),
        ("stage", "8 weeks", "0-6 months"),
        ("stage", "31/40", "antenatal"),
        ("stage", "2 yrs", "2-5 years"),
        ("age_band", "<20", "under 20"),
        ("age_band", "40+", "40 and over"),
        ("ethnicity", "British or mixed British - ethnic category 2001 census", "A"),
        ("ethnicity", "Ethnic category not stated - 2001 census", "Z"),
        ("closure_reason", "#N/A", ""),
    ],
)
def test_a_word_in_the_lists_is_placed(column, text, word):
    assert placed(CONTRACTS["referrals"].column(column), [text])[text] == word


@pytest.mark.parametrize(
    ("column", "text"),
    [("decision", "Closed"), ("decision", "?"), ("stage", "Postnatal"), ("stage", "1-2"), ("ethnicity", "White")],
)
def test_a_word_that_may_mean_two_things_is_asked(column, text):
    assert text not in placed(CONTRACTS["referrals"].column(column), [text])


@pytest.mark.parametrize(
    ("column", "text", "word"),
    [
        ("source", "Health Visitor (HV)", "health visitor"),
        ("decision", "Referral accepted", "accepted"),
        ("stage", "Postnatal 0-6 months", "0-6 months"),
        ("source", "GP / midwife", None),
        ("source", "Wellbeing pod", None),
    ],
)
def test_the_known_parts_of_a_word_count_where_they_agree(column, text, word):
    assert by_parts(CONTRACTS["referrals"].column(column), text) == word


def test_words_of_another_extract_with_a_column_of_the_same_name_are_not_known():
    status = ExtractColumn("status", "code", ("permanent", "vacant"), meaning="How a post stands.", example="vacant")
    assert placed(status, ["seen", "DNA", "Vacant"]) == {"Vacant": "vacant"}


def test_national_codes_are_known_only_where_a_column_holds_nothing_else():
    status = CONTRACTS["contacts"].column("status")
    assert placed(status, ["5", "7"]) == {"5": "attended", "7": "missed"}
    assert placed(status, ["5", "7", "1"]) == {}


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("PHQ9 first", ("PHQ-9", "first", False)),
        ("GAD-7 score end", ("GAD-7", "last", False)),
        ("PHQ-9 end date", ("PHQ-9", "last", True)),
        ("EPDS (initial)", ("EPDS", "first", False)),
        ("MORS warmth", ("MORS-SF warmth", "", False)),
        ("HADS Anxiety pre", ("HADS-A", "first", False)),
        ("Goal 2 start", ("GBO", "first", False)),
    ],
)
def test_a_heading_of_a_score_says_its_measure_and_when(heading, said):
    found = measure_of(heading)
    assert (found.measure, found.occasion, found.date) == said


@pytest.mark.parametrize(
    "heading", ["PHQ-2", "GAD-2", "CORE-34", "CORE-OM", "MORS", "HADS", "Core20 decile", "Goals agreed by"]
)
def test_another_questionnaire_is_not_taken_for_one_that_is_known(heading):
    assert measure_of(heading) is None


@pytest.mark.parametrize(
    ("word", "measure"),
    [
        ("phq 9", "PHQ-9"),
        ("Patient Health Questionnaire (PHQ-9) score", "PHQ-9"),
        ("Generalised Anxiety Disorder 7 item score", "GAD-7"),
        ("PHQ-2", None),
        ("PHQ-9 of Jane Smith", None),
        ("PHQ-9 and GAD-7", None),
    ],
)
def test_a_word_of_a_column_of_measures_names_one_and_nothing_else(word, measure):
    assert measure_of_word(word) == measure


def test_every_measure_of_the_registry_is_known_by_its_key_and_its_name():
    for key, measure in MEASURES.items():
        assert measure_of_word(key) == key
        assert measure_of_word(measure.name) in (key, None)


def test_a_file_may_be_named_after_its_measure():
    assert measure_of_name("EPDS scores.csv") == "EPDS"
    assert measure_of_name("PHQ-9 and GAD-7.csv") == ""


def test_yes_columns_of_plus_groups_are_known():
    assert plus_group("Interpreter needed?") == "interpreter needed"
    assert plus_group("Care leaver (parent)") == "care experience"
    assert plus_group("Worker") is None
