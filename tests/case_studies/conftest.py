"""Makes the builders of small releases importable."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "questions"), str(TESTS / "questions" / "indicators")]
