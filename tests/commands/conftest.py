"""Puts the small releases and the settings of sign-in that other tests use on the path."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "release"), str(TESTS / "pages" / "guard")]
