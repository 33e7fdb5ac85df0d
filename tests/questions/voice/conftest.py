"""Makes the extracts written by hand importable."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TESTS / "questions"), str(TESTS / "secure")]
