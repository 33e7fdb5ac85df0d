"""The door that people sign in at, asked without a provider: cookies, grants, origins, limits, a trusted proxy."""

import asyncio
import datetime as dt
import json
import time
from functools import partial
from pathlib import Path

import pytest
from asking import Heard, ask, in_a_loop
from hypothesis import given
from hypothesis import strategies as st
from sign_in_settings import ADDRESS, ISSUER, OPENID, PROXY, TOP

from pages.guard import led, openid, visitor, watched
from pages.guard.access_log import AccessLog
from pages.guard.door import Shut, door
from pages.guard.guard import Guard
from pages.guard.limits import ASKERS, LARGEST_BODY, LONGEST_ADDRESS, Tries
from pages.guard.openid import NotSignedInError
from pages.guard.session import LONGEST, Seal, Session
from pages.guard.settings import SETTING, read_settings
from pages.guard.signing_in import FILES, TRIES, SigningIn
from pages.guard.way import inside
from pimh_data.errors import GrantsError

SECRET = "what these tests take for a secret"  # noqa: S105 - opens nothing
ANNA = f'[[grant]]\nissuer = "{ISSUER}"\nsubject = "anna"\nrole = "viewer"\nexpires = 2099-01-01\nplaces = ["Leeds"]\n'
BEN = '[[grant]]\nemail = "ben@example.org"\nrole = "viewer"\nexpires = 2099-01-01\nplaces = ["Hull"]\n'


def configured(folder: Path, by: str = OPENID, top: str = TOP) -> SigningIn:
    (folder / "secret").write_text(SECRET)
    (folder / "grants.toml").write_text(ANNA + BEN)
    (folder / "sign-in.toml").write_text(f"{top}\n{by}")
    return SigningIn(read_settings(folder / "sign-in.toml"))


@pytest.fixture
def at(tmp_path: Path) -> SigningIn:
    return configured(tmp_path)


@pytest.fixture
def get(at: SigningIn):
    return partial(
        ask, partial(Guard, at=at), host="pimh.example.org", server=("10.0.0.9", 8501), client=("10.0.0.5", 1)
    )


def cookie(at: SigningIn, subject: str = "anna", expires: float = 600, **more: str) -> dict[str, str]:
    session = Session(more.get("id", subject), ISSUER, subject, more.get("email", ""), time.time() + expires)
    return {"__Host-pimh": at.seal.of(session)}


def test_whoever_has_signed_in_and_is_granted_something_is_let_in(at, get):
    assert get(cookies=cookie(at)).text == "inside"
    assert get(kind="websocket", cookies=cookie(at), origin=ADDRESS).reached
    assert get(cookies=cookie(at, "b1", email="ben@example.org")).reached
    assert get(cookies=cookie(at, "b1")).status == 403
    assert get(cookies=cookie(at, "nobody")).status == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_what_the_server_counts_of_itself_is_for_stewards_alone(path, at, get, tmp_path):
    assert get(path).status == 401
    assert not get(path, cookies=cookie(at)).reached
    assert get(path, cookies=cookie(at)).status == 403
    (tmp_path / "grants.toml").write_text(ANNA.replace("viewer", "steward") + BEN)
    again = SigningIn(read_settings(tmp_path / "sign-in.toml"))
    assert ask(partial(Guard, at=again), path, host="pimh.example.org", cookies=cookie(again)).reached


def test_nobody_else_is(at, get, tmp_path):
    foreign = Seal.kept_in(tmp_path / "another").of(Session("x", ISSUER, "anna", "", time.time() + 600))
    mine = cookie(at)["__Host-pimh"]
    for wrong in ("", "x", foreign, mine[:-2], mine[:30] + "AAAA" + mine[34:], mine * 30, "\u00e9"):
        assert get(cookies={"__Host-pimh": wrong}).status == 401
        assert not get(kind="websocket", cookies={"__Host-pimh": wrong}, origin=ADDRESS).reached
    assert get(cookies=cookie(at, expires=-1)).status == 401
    assert get(cookies={"pimh": mine}).status == 401  # without TLS's name
    assert get(cookies={"pimh-let-in": "x"}).status == 401
    sealed = at.seal.close({"id": "x", "subject": "anna"})
    assert get(cookies={"__Host-pimh": sealed}).status == 401


def test_a_sign_in_lasts_eight_hours_at_most_and_no_longer_than_the_provider_says():
    now = time.time()
    assert Session.begun(ISSUER, "anna", "", now + 9e9).expires <= now + LONGEST + 1
    assert Session.begun(ISSUER, "anna", "", now + 60).expires == now + 60


def test_whoever_signed_out_is_not_let_in_with_a_copy_of_the_cookie_nor_after_a_restart(at, get, tmp_path):
    held = cookie(at)
    out = get("/sign-out", method="POST", origin=ADDRESS, cookies=held, accept="text/html")
    assert "You are signed out" in out.text
    assert "__Host-pimh" in out.cookies
    assert get(cookies=held).status == 401
    assert get(cookies=cookie(at, id="another sign-in")).reached
    again = SigningIn(read_settings(tmp_path / "sign-in.toml"))
    assert ask(partial(Guard, at=again), host="pimh.example.org", cookies=held).status == 401


@pytest.mark.parametrize("years", [-1, 1])
def test_with_a_clock_that_is_wrong_by_a_year_nobody_is_in_and_whoever_signed_out_stays_so(at, get, tmp_path, years):
    held, out, real = cookie(at), cookie(at, id="out"), time.time
    assert get("/sign-out", method="POST", origin=ADDRESS, cookies=out).status == 200
    with pytest.MonkeyPatch.context() as wrong:
        wrong.setattr(time, "time", lambda: real() + years * 365 * 86_400)
        assert get(cookies=held).status == 401
        assert not get(kind="websocket", cookies=held, origin=ADDRESS).reached
        configured(tmp_path)  # a restart meanwhile
    assert get(cookies=held).reached
    restarted = partial(ask, partial(Guard, at=configured(tmp_path)), host="pimh.example.org")
    assert (restarted(cookies=held).reached, restarted(cookies=out).status) == (True, 401)


def test_a_page_is_led_to_sign_in_with_its_address_and_a_script_is_refused(get):
    heard = get("/equity", "place=Leeds&year=2023/24", accept="text/html")
    assert (heard.status, heard.header("location")) == (
        303,
        "/sign-in?then=%2Fequity%3Fplace%3DLeeds%26year%3D2023%2F24",
    )
    assert get("/equity").status == 401


def test_while_the_provider_is_down_those_signed_in_go_on_and_others_get_a_sentence(at, get, monkeypatch):
    def down(_):
        raise NotSignedInError("the provider does not answer")

    monkeypatch.setattr(openid, "_asked", down)
    heard = get("/sign-in", accept="text/html")
    assert heard.status == 503
    assert "Signing in did not work just now" in heard.text
    assert get(cookies=cookie(at)).text == "inside"
    assert "You are signed out" in get("/sign-out", method="POST", origin=ADDRESS, accept="text/html").text


def test_nobody_comes_back_from_a_provider_whom_they_did_not_go_to(at, get):
    stray = at.seal.close({"state": "theirs", "nonce": "n", "verifier": "v", "then": "/"})
    assert get("/sign-in/back", "code=x&state=mine").status == 503
    assert get("/sign-in/back", "code=x&state=theirsx", cookies={"pimh-going-theirsx": stray}).status == 503
    assert get("/sign-in/back", "code=x&state=theirs", cookies={"pimh-going-theirs": stray[:-4]}).status == 503


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_name_and_another_origin_are_refused(at, get, kind):
    held = cookie(at)
    for host in ("evil.example", "10.0.0.9:8501", "127.0.0.1", "pimh.example.org.evil.example"):
        assert not get(kind=kind, method="POST", cookies=held, host=host, origin=ADDRESS).reached
    for origin in ("https://evil.example", "http://pimh.example.org", "https://pimh.example.org:444", "null", ""):
        assert not get(kind=kind, method="POST", cookies=held, origin=origin).reached
    assert get(kind=kind, method="POST", cookies=held, origin=ADDRESS).reached


def test_what_runs_behind_is_told_of_no_cookie_of_ours_nor_of_another_session_to_take_up(at):
    told = {}

    async def behind(scope, receive, send):
        told.update({name.decode(): value.decode() for name, value in scope["headers"]})
        told["visitor"] = visitor._open.get(told["cookie"].partition("pimh-let-in=")[2])
        await receive()

    held = {**cookie(at), "pimh-let-in": "made up", "_streamlit_xsrf": "kept"}
    scope = {
        "type": "websocket", "path": "/_stcore/stream", "query_string": b"", "client": ("10.0.0.5", 1),
        "server": ("10.0.0.9", 1), "headers": [
            (b"host", b"pimh.example.org"), (b"origin", ADDRESS.encode()),
            (b"cookie", "; ".join(f"{name}={value}" for name, value in held.items()).encode()),
            (b"sec-websocket-protocol", b"streamlit, token, another session"),
        ],
    }  # fmt: skip

    async def receive():
        return {"type": "websocket.disconnect"}

    async def send(_):
        return None

    in_a_loop(Guard(behind, at)(scope, receive, send))
    assert held["__Host-pimh"] not in str(told)
    assert "made up" not in told["cookie"]
    assert "_streamlit_xsrf=kept" in told["cookie"]
    assert told["sec-websocket-protocol"] == "streamlit, token"
    assert told["visitor"].session.subject == "anna"
    assert visitor._open == {}


def test_a_web_socket_is_closed_when_its_time_is_up_though_nothing_is_sent(monkeypatch):
    monkeypatch.setattr(watched, "LOOKED_AFTER", 0.05)
    sent, heard, until = [], [], time.monotonic() + 0.2

    async def behind(scope, receive, send):
        heard.append((await receive())["type"])
        await send({"type": "websocket.send", "bytes": b"too late"})
        heard.append((await receive())["type"])

    async def run():
        async def send(message):
            sent.append(message)

        async def receive():
            await asyncio.sleep(60)

        await watched.watched(behind, {}, receive, send, lambda: time.monotonic() < until)

    in_a_loop(run())
    assert heard == ["websocket.disconnect", "websocket.disconnect"]
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_a_message_that_comes_after_the_end_is_not_handed_on():
    may_stay = iter((True, False))
    heard = []

    async def behind(scope, receive, send):
        heard.extend([await receive(), await receive()])

    async def run():
        async def send(_):
            return None

        async def receive():
            return {"type": "websocket.receive", "bytes": b"a question"}

        await watched.watched(behind, {}, receive, send, lambda: next(may_stay))

    in_a_loop(run())
    assert [message["type"] for message in heard] == ["websocket.receive", "websocket.disconnect"]


def led_page(*chunks: bytes, kind: str = "text/html; charset=utf-8") -> Heard:
    heard = Heard()

    async def send(message):
        heard.messages.append(message)

    async def run():
        leading = led.leading(send)
        size = sum(len(chunk) for chunk in chunks)
        headers = [(b"content-type", kind.encode()), (b"content-length", str(size).encode()), (b"etag", b"x")]
        await leading({"type": "http.response.start", "status": 200, "headers": headers})
        for number, chunk in enumerate(chunks, start=1):
            await leading({"type": "http.response.body", "body": chunk, "more_body": number < len(chunks)})

    in_a_loop(run())
    return heard


def test_a_page_bears_the_script_that_leads_back_and_nothing_else_does():
    page = led_page(b"<html><he", b"ad></head><body>", b"</body></html>")
    assert page.text == f"<html><head>{led.TAG.decode()}</head><body></body></html>"
    assert (page.header("content-length"), page.header("etag")) == (str(len(page.text)), "")
    assert led_page(b"<html><head></head>", kind="text/csv").text == "<html><head></head>"


@given(st.text(max_size=40))
def test_one_comes_back_to_an_address_of_this_application_alone(text):
    found = inside(text)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "there", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\\b", "/\t/evil", "", "/sign-out"]
)
def test_no_address_leads_elsewhere(there):
    assert inside(there) == "/"
    assert inside("/equity?place=Leeds") == "/equity?place=Leeds"


def test_tries_and_files_are_limited_and_each_asker_has_its_own(at, get):
    for _ in range(TRIES[0]):
        assert get("/sign-out").status == 200
    assert get("/sign-out").status == 429
    assert get("/sign-out", client=("10.0.0.6", 1)).status == 200
    for _ in range(FILES[0]):
        assert get("/answers/a.csv", cookies=cookie(at)).reached
    assert get("/answers/a.csv", cookies=cookie(at)).status == 429
    assert get("/answers/a.csv", cookies=cookie(at, "b1", email="ben@example.org")).reached


def test_a_span_of_time_passes_and_old_askers_are_forgotten():
    now = [0.0]
    tries = Tries(2, 10.0, lambda: now[0])
    assert [tries.too_many("a") for _ in range(3)] == [False, False, True]
    now[0] = 10.0
    assert not tries.too_many("a")
    for number in range(ASKERS + 5):
        tries.too_many(str(number))
    assert len(tries._tried) == ASKERS


def test_behind_known_proxies_the_address_that_they_saw_is_counted(tmp_path):
    door_behind = configured(tmp_path, top=TOP + 'proxies = ["10.0.0.5"]\n')
    get = partial(ask, partial(Guard, at=door_behind), "/sign-out", host="pimh.example.org", client=("10.0.0.5", 1))
    for _ in range(TRIES[0]):
        assert get(x_forwarded_for="made up, 192.0.2.1").status == 200
    assert get(x_forwarded_for="another, 192.0.2.1").status == 429
    assert get(x_forwarded_for="192.0.2.1, 192.0.2.2").status == 200


def test_requests_are_bounded(at, get):
    assert get(query="a" * LONGEST_ADDRESS, cookies=cookie(at)).status == 414
    assert get(method="POST", origin=ADDRESS, content_length=str(LARGEST_BODY + 1), cookies=cookie(at)).status == 413
    assert get(method="POST", origin=ADDRESS, content_length="many", cookies=cookie(at)).status == 413


def test_a_trusted_proxy_says_who_it_is_from_its_own_address_with_its_secret_alone(tmp_path):
    at = configured(tmp_path, PROXY)
    get = partial(ask, partial(Guard, at=at), host="pimh.example.org", server=("10.0.0.9", 8501))
    proxy = {"client": ("10.0.0.5", 1), "x_secret": SECRET}
    assert get(x_person="ben@example.org", **proxy).reached
    assert get(kind="websocket", origin=ADDRESS, x_person="ben@example.org", **proxy).reached
    assert get(x_person="anna", **proxy).status == 403  # of the provider, not of the proxy
    assert get(**proxy).status == 401
    assert get(x_person="ben@example.org", client=("10.0.0.5", 1)).status == 401
    assert get(x_person="ben@example.org", client=("10.0.0.5", 1), x_secret=SECRET[:-1]).status == 401
    assert get(x_person="ben@example.org", client=("10.0.0.6", 1), x_secret=SECRET).status == 401
    assert get(x_person="ben@example.org", client=None, x_secret=SECRET).status == 401
    assert (
        get(cookies={"__Host-pimh": at.seal.of(Session("x", "", "", "ben@example.org", time.time() + 9))}).status == 401
    )


@pytest.mark.parametrize(
    ("top", "by", "said"),
    [
        (TOP.replace("https", "http"), OPENID, "http is for this machine alone"),
        (TOP.replace(".org", ".org/here"), OPENID, "without a path"),
        (TOP.replace('grants = "grants.toml"\n', ""), OPENID, "grants is missing"),
        (TOP, "", "it must have one of [openid] and [proxy]"),
        (TOP, OPENID + PROXY, "it must have one of [openid] and [proxy]"),
        (TOP, OPENID.replace("https", "http"), "issuer must be an address that begins with https"),
        (TOP, OPENID.replace("client_id", "client"), "openid: client_id is missing"),
        (TOP, OPENID.replace('"secret"', '"nowhere"'), "client_secret_file cannot be read"),
        (TOP, PROXY.replace("10.0.0.5", "proxy.example"), "addresses must be a list of IP addresses"),
        (TOP, PROXY.replace("X-Person", "X Person"), "person_header is no name of a header"),
        (TOP + 'framed_by = ["*"]\n', OPENID, "framed_by must be a list of addresses"),
        (TOP + "log_months = 0\n", OPENID, "log_months must be a number"),
        (TOP + "debug = true\n", OPENID, "nothing is called 'debug'"),
    ],
)
def test_wrong_settings_are_refused_in_words(tmp_path, top, by, said):
    with pytest.raises(GrantsError) as raised:
        configured(tmp_path, by, top)
    assert said in str(raised.value)


def test_with_wrong_settings_the_application_does_not_start(tmp_path, monkeypatch):
    (tmp_path / "sign-in.toml").write_text("")
    monkeypatch.setenv(SETTING, str(tmp_path / "sign-in.toml"))
    door.cache_clear()
    shut = door()
    door.cache_clear()
    assert isinstance(shut, Shut)
    assert "address is missing" in shut.where_it_may_listen(())


def test_the_key_and_the_logs_are_for_their_owner_alone(at, tmp_path):
    at.log.write("signed in")
    for path in (tmp_path / "state").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_key_that_is_none_or_that_others_can_read_is_refused_in_words(tmp_path):
    configured(tmp_path)
    key = tmp_path / "state" / "session.key"
    key.chmod(0o640)
    with pytest.raises(GrantsError, match="others of this machine can read"):
        configured(tmp_path)
    key.chmod(0o600)
    key.write_text("no key")
    with pytest.raises(GrantsError, match="is no key"):
        configured(tmp_path)
    assert [path.name for path in key.parent.glob("session.key*")] == ["session.key"]


def test_a_clock_that_runs_ahead_by_a_year_empties_no_access_log(tmp_path):
    log, now = AccessLog(tmp_path, b"key", 12), dt.datetime.now(dt.UTC)
    months = [f"{now.year - (now.month <= back):d}-{(now.month - back - 1) % 12 + 1:02d}" for back in range(12)]
    assert len(set(months)) == 12
    for month in months:
        (tmp_path / "access" / f"{month}.jsonl").write_text("{}\n")
    log._drop_old(now.date().replace(day=1, year=now.year + 1))
    assert {path.stem for path in (tmp_path / "access").iterdir()} == set(months)


def test_the_access_log_holds_no_name_and_drops_old_months(tmp_path):
    log = AccessLog(tmp_path, b"key", 12)
    old, kept = tmp_path / "access" / "2001-01.jsonl", tmp_path / "access" / f"{dt.datetime.now(dt.UTC).year}-01.jsonl"
    for path in (old, kept):
        path.write_text("{}\n")
    anna = Session("1", ISSUER, "anna", "anna@example.org", 0.0)
    log.write("file", anna, place="Leeds")
    assert (old.exists(), kept.exists()) == (False, True)
    (line,) = [
        json.loads(row)
        for path in (tmp_path / "access").iterdir()
        for row in path.read_text().splitlines()
        if "at" in row
    ]
    assert set(line) == {"at", "event", "who", "place"}
    assert "nna" not in json.dumps(line)
    assert line["who"] == log.who(anna) != AccessLog(tmp_path, b"another", 12).who(anna)


def test_a_state_folder_that_cannot_be_made_is_said_without_a_path(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GrantsError, match=r"^the state folder cannot be made \(Not a directory\)$"):
        Seal.kept_in(tmp_path / "file" / "state")
