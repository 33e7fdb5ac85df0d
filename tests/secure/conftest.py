"""Fixtures of the secure side: the helpers of this folder are importable, and one small published demonstration."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
