"""What a check or a publication ends with, for schedules: good, more rows quarantined than allowed, or refused."""

GOOD, TOO_MANY_QUARANTINED, REFUSED = 0, 1, 2
