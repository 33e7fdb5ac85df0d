"""Sizes that the demonstration data are generated with. All are invented; the published ones are in `calibration`.

A test or a reader who knows these can say what an analysis of the data ought to find.
"""

import numpy as np

# By IMD decile, 1 (most deprived) to 10. Of those seen whose contact has ended, the share that completed.
COMPLETES = np.linspace(0.56, 0.74, 10)
# Of those accepted, the share that is ever seen, given time.
SEEN_IF_ACCEPTED = np.linspace(0.79, 0.89, 10)
# Missed appointments for each one attended.
MISSED_PER_ATTENDED = np.linspace(0.26, 0.10, 10)
CANCELLED_PER_ATTENDED = 0.07

# Ever seen per child aged 0, deciles 1-2 over the rest. Elsewhere drawn once a Place: mean, spread, least and most.
# People seen in a year show a ratio about 0.01 lower: those who leave early are seen in fewer years.
RATE_RATIO_SHEFFIELD = 0.86
RATE_RATIO_ELSEWHERE = (0.91, 0.09, 0.7, 1.08)

# An ethnic group's share of people over its share of residents of all ages: babies are more diverse than residents.
ETHNIC_REACH = {"White": 1.0, "Mixed": 1.7, "Asian": 1.05, "Black": 1.45, "Other": 0.9}
# Of residents of an ethnic group, the share aged 16 to 49: the demonstration carries no published count of them.
AGED_16_TO_49 = {"White": 0.42, "Mixed": 0.5, "Asian": 0.54, "Black": 0.52, "Other": 0.56}
# How much likelier a person of another group than White is to live in deciles 1-2 (odds).
MINORITY_ODDS_IN_CORE20 = 1.5
# Of referral records, the share whose ethnicity is blank, not stated (Z) and not known (99).
ETHNICITY_BLANK, ETHNICITY_NOT_STATED, ETHNICITY_NOT_KNOWN = 0.032, 0.036, 0.026
DECILE_MISSING = 0.025
# Of a person's later referrals, the share that records another ethnicity, or another decile (moved).
ETHNICITY_CHANGES, DECILE_CHANGES = 0.02, 0.04

# Referrals by month, April first: fewer in August and December.
SEASON = {4: 1.0, 5: 1.02, 6: 1.04, 7: 0.98, 8: 0.78, 9: 1.06, 10: 1.08, 11: 1.08, 12: 0.74, 1: 1.08, 2: 1.04, 3: 1.1}
GROWTH_A_YEAR = 1.07
# The first months of the pandemic.
PANDEMIC_UNTIL, PANDEMIC_LEVEL = "2020-06-30", 0.62
WEEKEND_LEVEL = 0.04

# Referrals linked to an earlier one of the same person: to any service of the Place, and back to the same service.
LINKED, RETURNS = 0.15, 0.035
# Within this many days a person is not referred to one team twice (so a year holds one registration a person and team).
DAYS_BEFORE_RETURN = 400
FATHERS_WITH_PARTNER_KNOWN = 0.4

DECISIONS_MADE = {"accepted": 0.86, "signposted": 0.07, "declined": 0.04, "withdrawn": 0.03}
# Of referrals in the last weeks before the extract, the share with no decision yet falls from this to nothing.
UNDECIDED_AT_FIRST, UNDECIDED_DAYS = 0.75, 35

# Waits are log-normal; the spread is of the logarithm. Decile 1 waits a little longer than decile 10.
WAIT_SPREAD, WAIT_LIMIT = 0.62, 400
WAIT_BY_DECILE = np.linspace(1.08, 0.96, 10)
# Sheffield's waits by the day of referral: longer before November 2023, then falling over half a year.
SHEFFIELD_WAIT_BEFORE, SHEFFIELD_WAIT_AFTER = 1.6, 0.95
SHEFFIELD_IMPROVES = ("2023-11-01", "2024-05-01")

# Contacts of those who leave early, as a share of what those who complete have.
CONTACTS_IF_LEFT = 0.45
LAST_SCORE_IF_COMPLETED, LAST_SCORE_IF_LEFT = 0.8, 0.22
FIRST_SCORE = 0.88
# Of referrals, the share whose measures were also filled in with the referral, before contact 1.
SCORED_AT_REFERRAL = 0.15
# A score at referral is taken on a bad day: this much of the spread, gone by the last score (regression to the mean).
BAD_DAY = 0.35
