"""A rule of the linter or of the types that is set aside for a line says why, in that line."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SET_ASIDE = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?P<rest>.*)$", re.MULTILINE)
WITH_REASON = re.compile(r"^(?:: [A-Z]+\d+(?:, [A-Z]+\d+)*|\[[\w, -]+\]) - \S")


def test_every_rule_that_is_set_aside_is_named_with_the_reason():
    tops = (ROOT / top for top in ("pimh_data", "pages", "benchmarks", "tests"))
    paths = [ROOT / "app.py", *(path for top in tops for path in sorted(top.rglob("*.py")))]
    bare = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in paths
        if path != Path(__file__)
        for found in SET_ASIDE.finditer(path.read_text(encoding="utf-8"))
        if not WITH_REASON.match(found["rest"])
    ]
    assert bare == []
