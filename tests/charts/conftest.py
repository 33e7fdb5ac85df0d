"""The Answers of this folder, and the small releases of the questions, are importable by its tests."""

import sys
from pathlib import Path

questions = Path(__file__).parents[1] / "questions"
sys.path[:0] = [str(folder) for folder in (Path(__file__).parent, questions, questions / "indicators")]
