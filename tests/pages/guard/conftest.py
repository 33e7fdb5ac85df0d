"""Puts what these tests ask with on the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
