"""What reads papers back, and the small releases of the questions, are importable by the tests of this folder."""

import sys
from pathlib import Path

tests = Path(__file__).parents[1]
sys.path[:0] = [str(tests / "briefing" / "papers"), str(tests / "questions")]
