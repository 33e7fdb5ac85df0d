"""What an organisation does to its own file before it leaves the house: identifiers become keyed pseudonyms."""

from pimh_data.secure.pseudonyms.file import Pseudonymised, pseudonymise
from pimh_data.secure.pseudonyms.key import Key, key_in
from pimh_data.secure.pseudonyms.people import Identifiers
from pimh_data.secure.pseudonyms.whereabouts import Residence

__all__ = ["Identifiers", "Key", "Pseudonymised", "Residence", "key_in", "pseudonymise"]
