"""The application round the pages: what it imports, and what it says when a page fails."""

import ast
import logging
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


@pytest.mark.parametrize("path", [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))], ids=lambda path: path.name)
def test_nothing_that_is_served_imports_the_secure_side(path):
    assert not {name for name in _imports(path) if name.startswith("pimh_data.secure")}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_reads_like_a_table_of_contents(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60


def _failure() -> Exception:
    with pytest.raises(ValueError, match="person") as raised:
        raise ValueError("person P0001234 of Sheffield")
    return raised.value


def test_a_failing_page_gives_an_id_on_screen_and_in_the_log_and_never_the_errors_text(monkeypatch, caplog):
    import app

    shown: list[str] = []
    monkeypatch.setattr(app.st, "html", shown.append)
    monkeypatch.setattr(app.log, "propagate", True)
    with caplog.at_level(logging.ERROR):
        handled = app.on_script_error(_failure())
    assert handled is True
    (error_id,) = re.findall(r"<strong>([0-9a-f]{8})</strong>", shown[0])
    assert error_id in caplog.text
    assert "ValueError" in caplog.text
    assert "test_application.py" in caplog.text
    assert "P0001234" not in caplog.text + shown[0]


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio"])
def test_the_error_of_a_file_or_a_task_is_logged_under_an_id_and_never_by_its_text_or_paths(name, monkeypatch, caplog):
    app = import_module("app")
    monkeypatch.setattr(app.log, "propagate", True)
    with caplog.at_level(logging.ERROR):
        logging.getLogger(name).error("Exception in ASGI application\n", exc_info=_failure())
        logging.getLogger(name).error("stopped")
    assert re.search(r"error [0-9a-f]{8}: ValueError at test_application\.py:", caplog.text)
    assert "P0001234" not in caplog.text
    assert str(Path(__file__).parent) not in caplog.text
    assert "stopped" in caplog.text, "what is no error of ours is left to the server"


def test_streamlits_own_log_of_a_failing_page_is_silenced_because_it_holds_the_errors_text(capsys):
    from streamlit.error_util import _log_uncaught_app_exception

    import_module("app")

    _log_uncaught_app_exception(ValueError("person P0001234"))
    assert "P0001234" not in "".join(capsys.readouterr())
