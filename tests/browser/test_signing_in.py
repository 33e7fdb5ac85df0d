"""Signing in at a real OpenID provider, in a real browser: who is let in, to what, and until when."""

import http.client
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from axe_findings import findings
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from signed_in import Signed, granted, provider, sign_in, signed_in_application

from pages.parts.pages import PAGES

pytestmark = pytest.mark.browser
COOKIE = "pimh"
EVERY_PAGE = tuple(f"/{page.path}" for page in PAGES)
INSIDE = (
    "/answers/equity.decile.csv?place=Sheffield", "/answers/equity.decile.png?place=Liverpool", "/media/x.csv",
    "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check",
    "/_stcore/upload_file/a/b", "/_stcore/agent/x", "/component/x", "/static/js/index.js", "/app/static/x",
    "/favicon.png", "/manifest.json", "/sign-in/state", "/sign-in/led.js", "/auth/login", "/oauth2callback",
    "/access-log", "/%2e%2e/app.py", "//", "/healthz/", "/healthz/x", "/no/such/page",
)  # fmt: skip


@pytest.fixture(scope="module")
def signed(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    folder = tmp_path_factory.mktemp("signed")
    with provider(folder) as issuer, signed_in_application(folder, demo_release, issuer) as found:
        yield found


@pytest.fixture(autouse=True)
def grants(signed: Signed) -> None:
    """Anna may see Sheffield, Ben Liverpool; Cora's grant has ended; nobody has none."""
    changed = signed.grant(
        anna=granted("Sheffield"), ben=granted("Liverpool"), cora=granted("Sheffield").replace("= 20", "= 19", 1)
    )
    if changed:
        time.sleep(1.2)  # a grant is heeded a second after it is written


@pytest.fixture
def new_browser(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    made: list[BrowserContext] = []

    def new() -> BrowserContext:
        made.append(browser.new_context(viewport={"width": 1440, "height": 900}))
        made[-1].set_default_timeout(30_000)
        return made[-1]

    yield new
    for context in made:
        context.close()


def shown(page: Page) -> str:
    page.locator("p.answer, p.verdict, p.said, p.kind").first.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(state="attached")
    return page.locator("body").inner_text()


def test_whoever_is_granted_a_place_sees_it_at_the_address_that_was_asked_and_no_other(signed, new_browser):
    page = new_browser().new_page()
    heard: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(_bytes(frame))))
    sign_in(page, signed, "anna", "/equity?place=Sheffield&deprivation=Core20")
    assert page.url == f"{signed.address}/equity?place=Sheffield&deprivation=Core20"
    assert "Sheffield" in shown(page)
    assert page.locator(".strip a", has_text="Sign out").is_visible()
    page.goto(f"{signed.address}/equity?place=Liverpool")
    assert "This release has no Place “Liverpool”" in shown(page)
    assert b"Parent-infant relationship team" not in b"".join(
        heard
    )  # a service that Liverpool has, and Sheffield has not
    ask = page.request
    assert ask.get(f"{signed.address}/answers/equity.decile.csv?place=Sheffield").status == 200
    denied = ask.get(f"{signed.address}/answers/equity.decile.csv?place=Liverpool")
    assert (denied.status, "Liverpool" in denied.text()) == (400, True)
    assert ask.get(f"{signed.address}/answers/equity.decile.csv?place=All places").status == 400


def test_nobody_else_sees_anything(signed, new_browser):
    for person in ("nobody", "cora"):
        page = new_browser().new_page()
        sign_in(page, signed, person)
        assert page.locator("h1").inner_text() == "Nothing is granted to you"
        assert page.request.get(f"{signed.address}/answers/equity.decile.csv?place=Sheffield").status == 403
        page.get_by_role("link", name="Sign out").click()
        page.get_by_role("button", name="Sign out").click()
        assert page.locator("h1").inner_text() == "You are signed out"


def test_without_signing_in_every_route_but_health_refuses_or_leads_to_sign_in(signed):
    def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection(signed.address.removeprefix("http://"), timeout=30)
        with closing(connection):
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def refused(path: str) -> None:
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
            status, _, body = ask(path, method)
            assert status in (401, 403), (method, path, status)
            assert len(body) < 200

    # A connection each, eight at a time: on one that is kept every answer came after 40 ms of waiting (measured).
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(refused, (*EVERY_PAGE, *INSIDE)))) > 50
    for path in EVERY_PAGE:
        status, headers, _ = ask(path, accept="text/html")
        assert (status, headers["location"].startswith("/sign-in?then=")) == (303, True)
    assert json.loads(ask("/healthz")[2]) == {"status": "alive"}
    assert json.loads(ask("/readyz")[2]) == {"status": "ready"}


@pytest.mark.parametrize("how", ["none", "tampered", "foreign", "made up", "replayed"])
def test_a_cookie_that_is_not_ones_own_opens_nothing(signed, new_browser, how):
    context = new_browser()
    page = context.new_page()
    sign_in(page, signed, "anna")
    held = next(cookie for cookie in context.cookies() if cookie["name"] == COOKIE)
    assert held["httpOnly"]
    assert held["sameSite"] == "Lax"
    assert held["expires"] - time.time() <= 8 * 3600
    value = held["value"]
    assert "anna" not in value
    wrong = {
        "none": "",
        "tampered": value[:40] + ("A" if value[40] != "A" else "B") + value[41:],
        "foreign": "gAAAAABpJ7" + value[10:][::-1],
        "made up": json.dumps({"id": "1", "subject": "anna"}).encode().hex(),
        "replayed": value,
    }[how]
    if how == "replayed":
        page.goto(f"{signed.address}/sign-out")
        page.get_by_role("button", name="Sign out").click()
        page.locator("h1", has_text="You are signed out").wait_for()
    other = new_browser()
    other.add_cookies([{"name": COOKIE, "value": wrong, "url": signed.address}, _handle(signed)])
    assert other.request.get(f"{signed.address}/_stcore/health").status == 401
    assert _web_socket(other.new_page(), signed) == "closed"


def test_another_origin_opens_no_web_socket_though_its_visitor_has_signed_in(signed, new_browser):
    context = new_browser()
    page = context.new_page()
    sign_in(page, signed, "anna")
    shown(page)
    assert _web_socket(page, signed) == "open"
    stranger = context.new_page()
    stranger.goto(signed.issuer)  # of the same host, so that the cookie goes with it, and of another port
    assert _web_socket(stranger, signed) == "closed"
    posted = page.request.post(f"{signed.address}/sign-out", headers={"origin": "https://evil.example"})
    assert posted.status == 403
    assert page.request.get(f"{signed.address}/_stcore/health").status == 200


def test_signing_out_in_one_tab_ends_the_other(signed, new_browser):
    context = new_browser()
    first, second = context.new_page(), context.new_page()
    sign_in(first, signed, "anna")
    second.goto(f"{signed.address}/reach?deprivation=Core20")
    shown(second)
    before = second.url
    assert "deprivation=Core20" in before
    first.locator(".strip a", has_text="Sign out").click()
    first.get_by_role("button", name="Sign out").click()
    first.locator("h1", has_text="You are signed out").wait_for()
    second.bring_to_front()
    second.wait_for_url(f"{signed.issuer}/**", timeout=8_000)
    second.get_by_role("button", name="anna", exact=True).first.click()
    second.wait_for_url(lambda url: url == before)


def test_a_grant_that_is_taken_away_closes_the_web_socket_and_leads_the_browser_to_sign_in(signed, new_browser):
    context = new_browser()
    page = context.new_page()
    sign_in(page, signed, "anna", "/reach?deprivation=Core20")
    shown(page)
    before = page.url
    still = context.new_page()
    still.goto(f"{signed.address}/sign-out")  # a page that leads nowhere by itself
    assert _web_socket(still, signed) == "open"
    signed.grant(ben=granted("Liverpool"))
    taken = time.monotonic()
    page.bring_to_front()
    page.wait_for_url(f"{signed.issuer}/**", timeout=10_000)
    led = time.monotonic() - taken
    while not still.evaluate("window.ended === true"):
        assert time.monotonic() - taken < 60
        still.wait_for_timeout(250)
    print(f"led to sign-in after {led:.1f} s, web socket closed after {time.monotonic() - taken:.1f} s")  # noqa: T201 - a figure to be read with -s
    page.get_by_role("button", name="anna", exact=True).first.click()
    page.wait_for_url(lambda url: url == before)
    assert page.locator("h1").inner_text() == "Nothing is granted to you"
    signed.grant(anna=granted("Sheffield"))
    time.sleep(1.2)
    page.reload()
    assert "Sheffield" in shown(page)


def test_a_file_of_grants_that_is_wrong_leaves_the_last_good_one_in_force(signed, new_browser):
    page = new_browser().new_page()
    sign_in(page, signed, "ben")
    (signed.folder / "grants.toml").write_text("[[grant]\n")
    time.sleep(1.2)
    assert page.request.get(f"{signed.address}/answers/equity.decile.csv?place=Liverpool").status == 200
    assert "the grants are not in force, the last good ones are" in (signed.folder / "log").read_text()


def test_the_providers_expiry_ends_a_sign_in(demo_release, tmp_path, new_browser):
    with provider(tmp_path, seconds=12) as issuer, signed_in_application(tmp_path, demo_release, issuer) as brief:
        brief.grant(anna=granted("Sheffield"))
        time.sleep(1.2)
        page = new_browser().new_page()
        sign_in(page, brief, "anna", "/reach?place=Sheffield")
        shown(page)
        page.wait_for_url(f"{issuer}/**", timeout=25_000)
        assert page.request.get(f"{brief.address}/_stcore/health").status == 401


def test_the_access_log_says_who_saw_what_in_no_names(signed, new_browser):
    page = new_browser().new_page()
    sign_in(page, signed, "ben", "/equity?place=Liverpool")
    shown(page)
    answer = page.request.get(f"{signed.address}/answers/equity.decile.csv?place=Liverpool")
    lines = [json.loads(line) for line in signed.logged().splitlines()]
    (last,) = [line for line in lines if line["event"] == "file"][-1:]
    assert last["place"] == "Liverpool"
    assert answer.headers["etag"].strip('"') == last["sha256"]
    seen = {(line["event"], line["who"]) for line in lines if line.get("who") == last["who"]}
    assert {event for event, _ in seen} >= {"signed in", "opened", "page", "file"}
    assert not re.search(r"\b(anna|ben|cora|nobody)\b|127\.0\.0\.1|/tmp", signed.logged())


def test_a_steward_reviews_the_access_log_on_a_page_of_its_own(signed, new_browser):
    steward = granted("Sheffield").replace("viewer", 'steward"\nname = "Steward, Sheffield')
    if signed.grant(anna=steward, ben=granted("Liverpool")):
        time.sleep(1.2)
    page = new_browser().new_page()
    sign_in(page, signed, "anna", "/equity?place=Sheffield")
    shown(page)
    assert page.request.get(f"{signed.address}/answers/equity.decile.csv?place=Sheffield").status == 200
    page.locator(".strip a", has_text="Access log").click()
    page.locator("h1", has_text="Access log").wait_for()
    axe = Axe()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(axe, page) == []
        if shots := os.environ.get("DOOR_SHOTS"):
            page.screenshot(path=f"{shots}/access_{width}.png", full_page=True)
    assert "Liverpool" not in page.locator("main").inner_text()
    page.get_by_role("button", name="They are as they should be").click()
    page.locator("p.finding", has_text="by Steward, Sheffield.").wait_for()
    other = new_browser().new_page()
    sign_in(other, signed, "ben", "/")
    assert other.request.get(f"{signed.address}/access-log").status == 403


def test_nothing_that_a_browser_sends_comes_into_a_log(signed, new_browser):
    canary = "CANARY-943-476-5919"
    context = new_browser()
    context.add_cookies([{"name": "canary", "value": canary, "url": signed.address}])
    page = context.new_page()
    sign_in(page, signed, "anna", f"/equity?place={canary}&service={canary}&{canary}={canary}")
    assert canary in shown(page)  # the page says that it is not known
    for ask in (page.request, new_browser().request):
        for path in (
            f"/answers/{canary}.csv",
            f"/answers/equity.decile.csv?place={canary}",
            f"/media/{canary}",
            f"/{canary}",
        ):
            ask.get(signed.address + path, headers={"x-canary": canary, "user-agent": canary, "referer": f"/{canary}"})
        ask.get(f"{signed.address}/sign-in?then=/{canary}", max_redirects=0)
        ask.get(f"{signed.address}/sign-in/back?code={canary}&state={canary}")
        ask.post(f"{signed.address}/sign-out", headers={"origin": f"https://{canary}.example"})
        ask.get(f"{signed.address}/", headers={"host": f"{canary}.example"})
    assert _web_socket(page, signed, f"?{canary}") == "open"
    assert canary not in signed.logged() + (signed.folder / "log").read_text()


def _bytes(frame: object) -> bytes:
    return frame if isinstance(frame, bytes) else str(frame).encode()


def _handle(signed: Signed) -> dict[str, str]:
    """What stands for a visitor behind the guard, as a browser may make it up."""
    return {"name": "pimh-let-in", "value": "x" * 43, "url": signed.address}


def _web_socket(page: Page, signed: Signed, query: str = "") -> str:
    """Whether the page can open the application's web socket; says in `window.ended` when it is closed later."""
    if page.url == "about:blank":
        page.goto(f"{signed.address}/healthz")
    return page.evaluate(
        """address => new Promise(done => {
          const socket = new WebSocket(address, ["streamlit"]);
          socket.onopen = () => done("open");
          socket.onclose = () => { window.ended = true; done("closed"); };
        })""",
        signed.address.replace("http", "ws") + "/_stcore/stream" + query,
    )
