"""Who may show the application in a page of theirs, and that TLS is asked for: headers by what is configured."""

import pytest
from asking import ask
from sign_in_settings import OPENID, TOP
from test_sign_in_door import configured

from pages.guard.alone import OnThisMachine
from pages.parts.transport import SecurityHeaders


def headers(at):
    return ask(lambda app: SecurityHeaders(app, at)).header


def test_nobody_shows_it_in_a_page_of_theirs_unless_they_are_named(tmp_path):
    for at in (OnThisMachine(), configured(tmp_path)):
        held = headers(at)
        assert "frame-ancestors 'none'" in held("content-security-policy")
        assert held("x-frame-options") == "DENY"
    named = headers(configured(tmp_path, OPENID, TOP + 'framed_by = ["https://intranet.example.org"]\n'))
    assert "frame-ancestors https://intranet.example.org" in named("content-security-policy")
    assert "'none'" not in named("content-security-policy").split("frame-ancestors")[1]
    assert named("x-frame-options") == ""


@pytest.mark.parametrize("name", ["x-content-type-options", "referrer-policy", "permissions-policy"])
def test_the_others_stand_whatever_is_configured(tmp_path, name):
    assert headers(configured(tmp_path))(name) == headers(OnThisMachine())(name) != ""


def test_where_it_is_opened_over_tls_browsers_are_told_to_keep_to_it(tmp_path):
    assert "max-age" in headers(configured(tmp_path))("strict-transport-security")
    assert headers(OnThisMachine())("strict-transport-security") == ""
