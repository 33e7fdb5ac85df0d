"""What tells who somebody is wherever it stands in a text: an NHS number held to its check digit, an e-mail address."""

import re

LENGTH = 10
SEPARATORS = re.compile(r"[\s\u00a0.-]")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
E_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")


def nhs_number(text: str) -> str:
    """The ten digits of a valid NHS number, however it was spaced; '' for anything else.

    The tenth digit checks the others (modulus 11). Ten times the same digit passes that check and is no number: it
    stands in systems for 'not known', and would make one person of everybody.
    """
    digits = SEPARATORS.sub("", text.removesuffix(".0"))
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdecimal() or len(set(digits)) == 1:
        return ""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(LENGTH, 1, -1), strict=False))
    return digits if (11 - weighted % 11) % 11 == int(digits[-1]) else ""


def holds_nhs_number(text: str) -> bool:
    """Whether a text holds a valid NHS number, alone or among other words."""
    return any(nhs_number(found) for found in TEN_DIGITS.findall(text))


def holds_e_mail(text: str) -> bool:
    """Whether a text holds what looks like an e-mail address."""
    return bool(E_MAIL.search(text))
