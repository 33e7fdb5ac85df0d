"""Official files arrive whole or not at all, from a server that is slow, broken, truncated, wrong or redirecting."""

import gzip
import hashlib
import json
import re
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from scripted_server import cut, dripping, raw, silent, status, whole
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.errors import ExtractError
from pimh_data.secure.fetch import by_hand, fetch, sources
from pimh_data.secure.fetch.cache import NAME
from pimh_data.secure.fetch.sources import FINGERTIPS_API, LOWER_TIER, UPPER_TIER
from pimh_data.secure.fetch.transport import Limits

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")

HEADING = "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Time period,Value,Count,Denominator\r\n"
ROWS = [f"90811,Teenage mothers,E0800{n:04},Area {n},Female,<18 yrs,2021/22,{n}.5,{n},1000\r\n" for n in range(400)]
DOWNLOAD = (HEADING + "".join(ROWS)).encode()
PATH = "fingertips/90811_502.csv"


@pytest.fixture
def bring(server, tmp_path):
    """Bring indicator 90811 from the server; gives what became of it. `waits` collects the pauses."""

    def one(**how):
        wanted = sources(["indicators"], ["90811"], [UPPER_TIER], server.address)
        waits = how.pop("waits", [])
        limits = Limits(**{"timeout": 2.0, "sleep": waits.append} | how.pop("limits", {}))
        (found,) = fetch(tmp_path, wanted, limits=limits, **how)
        return found

    return one


@pytest.fixture
def final(tmp_path):
    return tmp_path / PATH


def leftovers(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != NAME)


# What arrives


def test_a_file_arrives_is_read_and_recorded(server, bring, final, tmp_path):
    server.script(f"/{PATH}", whole(DOWNLOAD))
    found = bring()
    assert found.outcome == "fetched"
    digest = hashlib.sha256(DOWNLOAD).hexdigest()
    assert found.line == f"{PATH}: fetched (400 rows, {len(DOWNLOAD):,} bytes, sha256 {digest[:12]}...)"
    assert final.read_bytes() == DOWNLOAD
    assert json.loads((tmp_path / NAME).read_text())[PATH]["sha256"] == digest
    assert leftovers(tmp_path) == ["90811_502.csv"]
    assert "pimh-data" in server.headers_of(f"/{PATH}")[0]["User-Agent"]


@shared
def test_the_genuine_files_arrive_byte_for_byte(server, tmp_path):
    county = (SHARED / "fingertips" / "jargonautical__indicators-CountyUA.data.csv").read_bytes()
    served = {
        "/fingertips/93356_502.csv": (county, "text/csv; charset=utf-8"),
        "/boundaries/lad_may_2024_bsc.geojson": (
            (SHARED / "boundaries" / "lad_may_2024_bsc.geojson").read_bytes(),
            "application/geo+json",
        ),
    }
    for version, lsoa in (("2025", "21"), ("2019", "11")):
        packed = (SHARED / "imd" / f"imd{version}_england_lsoa{lsoa}.csv.gz").read_bytes()
        served[f"/imd/imd{version}_lsoa.csv"] = (gzip.decompress(packed), "text/csv")
    for path, (body, kind) in served.items():
        server.script(path, whole(body, kind, ETag='"1"'))
    kinds = ["indicators", "boundaries", "imd"]
    wanted = sources(kinds, ["93356"], [UPPER_TIER], server.address)
    found = fetch(tmp_path, wanted, limits=Limits(sleep=lambda _: None))
    assert [done.outcome for done in found] == ["fetched"] * 4
    assert [re.search(r"\(([\d,]+ \w+)", done.line)[1] for done in found] == [
        "852 rows",
        "361 areas",
        "33,755 rows",
        "32,844 rows",
    ]
    for path, (body, _) in served.items():
        assert (tmp_path / path.lstrip("/")).read_bytes() == body
    again = fetch(tmp_path, wanted, limits=Limits(sleep=lambda _: None))
    assert [done.outcome for done in again] == ["unchanged"] * 4


@shared
@pytest.mark.parametrize("version", ["2025", "2019"])
def test_a_look_up_that_was_cut_at_the_end_of_a_row_is_noticed_by_its_rows(server, tmp_path, version):
    lsoa = {"2025": "21", "2019": "11"}[version]
    body = gzip.decompress((SHARED / "imd" / f"imd{version}_england_lsoa{lsoa}.csv.gz").read_bytes())
    short = body[: body.rfind(b"\n", 0, len(body) // 2) + 1]
    server.script(f"/imd/imd{version}_lsoa.csv", whole(short))
    wanted = [source for source in sources(["imd"], mirror=server.address) if source.expects == version]
    (found,) = fetch(tmp_path, wanted, limits=Limits(sleep=lambda _: None))
    assert found.outcome == "failed"
    assert re.search(r"it has [\d,]+ LSOAs, and IMD", found.words)
    assert leftovers(tmp_path) == []


@shared
def test_boundaries_that_were_cut_or_are_of_another_country_are_refused(server, tmp_path):
    body = (SHARED / "boundaries" / "lad_may_2024_bsc.geojson").read_bytes()
    whole_file = json.loads(body)
    few = whole_file | {"features": [f for f in whole_file["features"] if f["properties"]["LAD24CD"][0] == "S"]}
    path = "/boundaries/lad_may_2024_bsc.geojson"
    for answer, words in (
        (cut(body, len(body) // 2, "application/json", announced=False), "cannot be read as GeoJSON"),
        (whole(json.dumps(few).encode(), "application/json"), "it has 0 districts of England"),
    ):
        server.script(path, answer)
        (found,) = fetch(tmp_path, sources(["boundaries"], mirror=server.address), limits=Limits(sleep=lambda _: None))
        assert found.outcome == "failed"
        assert words in found.words
        assert leftovers(tmp_path) == []


# Truncated


def test_a_broken_off_answer_is_gone_on_with_where_the_server_can_prove_it_is_the_same(server, bring, final):
    server.script(f"/{PATH}", cut(DOWNLOAD, 9_000, ETag='"v1"'), whole(DOWNLOAD, ETag='"v1"'))
    waits = []
    assert bring(waits=waits).outcome == "fetched"
    assert final.read_bytes() == DOWNLOAD
    assert server.headers_of(f"/{PATH}")[1]["Range"] == "bytes=9000-"
    assert server.headers_of(f"/{PATH}")[1]["If-Range"] == '"v1"'
    assert waits == [1.0]


def test_a_file_that_changed_meanwhile_is_taken_from_the_beginning(server, bring, final):
    other = DOWNLOAD.replace(b".5,", b".6,")
    server.script(f"/{PATH}", cut(DOWNLOAD, 9_000, ETag='"v1"'), whole(other, ETag='"v2"'))
    assert bring().outcome == "fetched"
    assert final.read_bytes() == other


def test_without_a_version_or_with_a_weak_one_everything_is_asked_for_again(server, bring, final):
    for tag in ({}, {"ETag": 'W/"v1"'}):
        server.asked.clear()
        server.script(f"/{PATH}", cut(DOWNLOAD, 9_000, **tag), whole(DOWNLOAD))
        assert bring(again=True).outcome == "fetched"
        assert "Range" not in server.headers_of(f"/{PATH}")[1]
        assert final.read_bytes() == DOWNLOAD


def test_an_interrupted_fetch_is_gone_on_with_the_next_time(server, bring, final, tmp_path):
    server.script(f"/{PATH}", whole(DOWNLOAD, Last_Modified="Sat, 01 Nov 2025 10:00:00 GMT"))

    def pulled_out():
        if final.with_name(final.name + ".part").exists():
            raise KeyboardInterrupt
        return 0.0

    with pytest.raises(KeyboardInterrupt):
        bring(limits={"clock": pulled_out})
    assert not final.exists()
    part = final.with_name(final.name + ".part")
    assert 0 < part.stat().st_size <= len(DOWNLOAD)
    part.write_bytes(DOWNLOAD[:7_000])
    assert bring().outcome == "fetched"
    assert server.headers_of(f"/{PATH}")[-1]["Range"] == "bytes=7000-"
    assert final.read_bytes() == DOWNLOAD
    assert leftovers(tmp_path) == ["90811_502.csv"]


def test_a_part_that_is_longer_than_the_file_is_thrown_away(server, bring, final):
    server.script(f"/{PATH}", cut(DOWNLOAD + b"x" * 50, len(DOWNLOAD) + 20, ETag='"v1"'), status(416), whole(DOWNLOAD))
    assert bring().outcome == "fetched"
    assert final.read_bytes() == DOWNLOAD


def test_always_cut_means_never_there(server, bring, final, tmp_path):
    server.script(f"/{PATH}", cut(DOWNLOAD, 9_000))
    waits = []
    found = bring(waits=waits)
    assert found.words == f"it broke off after 9,000 of {len(DOWNLOAD):,} bytes (5 tries)"
    assert waits == [1, 2, 4, 8]
    assert leftovers(tmp_path) == []
    assert not final.exists()


def test_a_cut_that_the_server_does_not_announce_is_seen_in_the_last_row(server, bring, tmp_path):
    server.script(f"/{PATH}", cut(DOWNLOAD, len(DOWNLOAD) - 12, announced=False))
    assert "is cut short" in bring().words
    assert leftovers(tmp_path) == []


# Slow


def test_a_server_that_says_nothing_is_given_up_after_two_tries(server, bring):
    server.script(f"/{PATH}", silent(server, 5))
    found = bring(limits={"timeout": 0.2})
    assert found.words == "it did not answer in time (2 tries)"


def test_a_file_that_drips_is_given_up_when_patience_ends(server, bring, tmp_path):
    server.script(f"/{PATH}", dripping(server, DOWNLOAD, 0.02))
    found = bring(limits={"patience": 0.3})
    assert re.fullmatch(r"it arrives too slowly: \d+ bytes in 0 seconds", found.words)
    assert leftovers(tmp_path) == []


def test_a_slow_file_arrives_all_the_same(server, bring, final):
    body = (HEADING + ROWS[0]).encode()
    server.script(f"/{PATH}", dripping(server, body, 0.001))
    assert bring().outcome == "fetched"
    assert final.read_bytes() == body


# Busy and broken


def test_a_busy_server_is_asked_again_when_it_says(server, bring):
    in_90_seconds = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    server.script(
        f"/{PATH}", status(503, Retry_After="7"), status(429, Retry_After=in_90_seconds), status(500), whole(DOWNLOAD)
    )
    waits = []
    assert bring(waits=waits).outcome == "fetched"
    assert waits[0] == 7
    assert 80 < waits[1] <= 90
    assert waits[2] == 4


def test_a_server_that_asks_for_an_hour_is_left_in_peace(server, bring):
    server.script(f"/{PATH}", status(503, Retry_After="3600"))
    waits = []
    assert bring(waits=waits).words.endswith("the server asks to come back in 60 minutes")
    assert waits == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
def test_an_answer_that_will_not_change_is_asked_for_once(server, bring, code):
    server.script(f"/{PATH}", status(code))
    assert bring().words.startswith(f"the server answers {code}")
    assert len(server.asked) == 1


@pytest.mark.parametrize("content", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-"])
def test_what_is_no_http_is_tried_again_and_then_given_up(server, bring, content, tmp_path):
    server.script(f"/{PATH}", raw(content))
    assert bring().outcome == "failed"
    assert leftovers(tmp_path) == []


def test_a_partial_answer_that_nobody_asked_for_is_refused(server, bring):
    server.script(f"/{PATH}", status(206, Content_Range="bytes 5-9/10"))
    assert "206" in bring().words


def test_a_partial_answer_from_another_place_is_refused(server, bring, final):
    def elsewhere(handler):
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes 5-9/{len(DOWNLOAD)}")
        handler.send_header("Content-Length", "5")
        handler.end_headers()
        handler.wfile.write(b"xxxxx")

    server.script(f"/{PATH}", cut(DOWNLOAD, 9_000, ETag='"v1"'), elsewhere)
    assert bring().words == "its partial answer does not say which part it is"
    assert not final.exists()


# Wrong


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (whole(b"<html>Sorry</html>", "text/html"), "arrives as text/html (a web page"),
        (whole(b"<html>Sorry</html>"), "it is a web page"),
        (whole(b"%PDF-1.7"), "it is a PDF"),
        (whole(b'{"error": "gone"}', "application/json"), "arrives as application/json"),
        (whole(b"a,b\r\n1,2\r\n"), "no heading for indicator_id"),
        (whole(DOWNLOAD.replace(b"90811", b"93085")), "it holds indicator 93085, not 90811"),
        (whole(b""), "it is empty"),
        (whole(gzip.compress(DOWNLOAD)), "it is a gzip archive"),
    ],
)
def test_what_is_another_file_is_refused_with_the_reason(server, bring, tmp_path, answer, words):
    server.script(f"/{PATH}", answer)
    found = bring()
    assert found.outcome == "failed"
    assert words in found.words
    assert leftovers(tmp_path) == []


def test_headings_without_rows_mean_that_nothing_is_published(server, bring, tmp_path):
    server.script(f"/{PATH}", whole(HEADING.encode()))
    found = bring()
    assert (found.outcome, leftovers(tmp_path)) == ("nothing published", [])


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_far_too_large_is_not_taken(server, tmp_path, announced):
    (source,) = sources(["indicators"], ["90811"], [UPPER_TIER], server.address)
    server.script(f"/{PATH}", cut(DOWNLOAD, len(DOWNLOAD), announced=announced))
    (found,) = fetch(tmp_path, [replace(source, most_bytes=5_000)], limits=Limits(sleep=lambda _: None))
    assert re.search(r"5,000 (bytes )?that such a file may have", found.words)
    assert leftovers(tmp_path) == []


def test_an_answer_that_is_packed_unasked_is_unpacked_and_a_broken_or_huge_one_refused(server, bring, final, tmp_path):
    packed = gzip.compress(DOWNLOAD)
    server.script(f"/{PATH}", whole(packed, Content_Encoding="gzip"))
    assert bring().outcome == "fetched"
    assert final.read_bytes() == DOWNLOAD
    server.script(f"/{PATH}", whole(packed[:-20], Content_Encoding="gzip"))
    assert "compressed answer" in bring(again=True).words
    server.script(f"/{PATH}", whole(gzip.compress(b"0" * 200_000_000, 1), Content_Encoding="gzip"))
    assert "unpacked, it is larger" in bring(again=True).words
    server.script(f"/{PATH}", whole(DOWNLOAD, Content_Encoding="br"))
    assert "which was not asked for" in bring(again=True).words
    assert final.read_bytes() == DOWNLOAD


# Redirects


def test_a_redirect_on_the_same_host_is_followed(server, bring):
    server.script(f"/{PATH}", status(302, Location="/elsewhere.csv"))
    server.script("/elsewhere.csv", whole(DOWNLOAD))
    assert bring().outcome == "fetched"


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/elsewhere.csv",
        "file:///etc/hostname",
        "ftp://127.0.0.1/elsewhere.csv",
        "data:text/csv,1",
    ],
)
def test_a_redirect_to_another_host_without_https_or_out_of_http_is_refused(server, bring, tmp_path, target):
    server.script(f"/{PATH}", status(302, Location=target.format(port=server.server.server_port)))
    server.script("/elsewhere.csv", whole(DOWNLOAD))
    found = bring()
    assert found.outcome == "failed"
    assert "/elsewhere.csv" not in [path for path, _ in server.asked]
    assert leftovers(tmp_path) == []


def test_a_redirect_to_https_is_followed(server, bring):
    # Nothing answers there: that it is tried is what matters.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.script(f"/{PATH}", status(302, Location=f"https://127.0.0.1:{free.getsockname()[1]}/x.csv"))
        assert "no connection" in bring().words


def test_a_ring_of_redirects_ends(server, bring):
    server.script(f"/{PATH}", status(302, Location=f"/{PATH}"))
    assert bring().outcome == "failed"
    assert len(server.asked) < 12


# Cache


def test_a_file_that_is_unchanged_is_not_sent_again(server, bring, final):
    server.script(f"/{PATH}", whole(DOWNLOAD, ETag='"v1"'))
    assert bring().outcome == "fetched"
    assert bring().outcome == "unchanged"
    assert server.headers_of(f"/{PATH}")[1]["If-None-Match"] == '"v1"'
    server.script(f"/{PATH}", whole(DOWNLOAD + ROWS[0].encode().replace(b"2021/22", b"2022/23"), ETag='"v2"'))
    assert bring().outcome == "fetched"
    assert b"2022/23" in final.read_bytes()


def test_a_fresh_file_of_a_server_that_names_no_version_is_kept_for_a_month(server, bring, tmp_path):
    server.script(f"/{PATH}", whole(DOWNLOAD))
    assert bring().outcome == "fetched"
    assert bring().outcome == "kept"
    records = json.loads((tmp_path / NAME).read_text())
    records[PATH]["when"] = (datetime.now(UTC) - timedelta(days=31)).isoformat()
    (tmp_path / NAME).write_text(json.dumps(records))
    assert bring().outcome == "fetched"
    assert len(server.asked) == 2


def test_a_file_brought_or_changed_by_hand_is_kept_unless_asked_otherwise(server, bring, final):
    final.parent.mkdir()
    final.write_bytes(b"mine")
    server.script(f"/{PATH}", whole(DOWNLOAD, ETag='"v1"'))
    assert bring().words == "brought by hand; --again replaces it"
    assert bring(again=True).outcome == "fetched"
    final.write_bytes(DOWNLOAD + b"mine")
    assert bring().words == "changed since it was fetched; --again replaces it"
    assert final.read_bytes() == DOWNLOAD + b"mine"


def test_the_earlier_file_stays_when_a_newer_one_cannot_be_had(server, bring, final):
    server.script(f"/{PATH}", whole(DOWNLOAD, ETag='"v1"'), whole(b"<html>", "text/html"))
    assert bring().outcome == "fetched"
    found = bring()
    assert found.words.endswith("the one that was here stays")
    assert final.read_bytes() == DOWNLOAD


def test_a_damaged_record_is_refused_with_what_to_do(bring, tmp_path):
    (tmp_path / NAME).write_text("[1, 2")
    with pytest.raises(ExtractError, match="remove it"):
        bring()


# Mirror


def test_the_sums_of_a_mirror_hold_for_its_files(server, bring, tmp_path):
    server.script(f"/{PATH}", whole(DOWNLOAD))
    right = hashlib.sha256(DOWNLOAD).hexdigest()
    server.script("/SHA256SUMS", whole(f"{'0' * 64}  ./{PATH}\n".encode(), "text/plain"))
    found = bring(mirror=server.address)
    assert "SHA256SUMS of the mirror says 000000000000" in found.words
    assert leftovers(tmp_path) == []
    server.script("/SHA256SUMS", whole(f"{right} *{PATH}\n".encode(), "text/plain"))
    assert bring(mirror=server.address).outcome == "fetched"


def test_official_addresses_and_mirrors_have_the_same_files():
    official, mirrored = sources(), sources(mirror="https://files.example.org/pimh/")
    assert [source.path for source in official] == [source.path for source in mirrored]
    assert mirrored[0].url == f"https://files.example.org/pimh/{mirrored[0].path}"
    assert all(source.url.startswith("https://") for source in official)
    assert official[0].url.startswith(FINGERTIPS_API)
    # Nine perinatal indicators have a number, each at two area types; boundaries; two of indices; two of people.
    assert len(official) == 9 * 2 + 1 + 2 + 2
    assert {str(LOWER_TIER), str(UPPER_TIER)} == {s.path[-7:-4] for s in official if s.kind == "indicators"}


@pytest.mark.parametrize(
    "asked",
    [
        {"kinds": ["weather"]},
        {"indicators": ["teenage mothers"]},
        {"mirror": "ftp://files.example.org"},
        {"mirror": "https://me:secret@files.example.org"},
        {"mirror": "files.example.org"},
    ],
)
def test_what_cannot_be_fetched_is_refused_before_anything_is(asked):
    with pytest.raises(ExtractError) as refused:
        sources(**asked)
    assert "secret" not in str(refused.value)


# No network


@pytest.fixture
def nowhere(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{free.getsockname()[1]}"


def test_without_a_network_it_is_said_what_to_download_and_where_to_put_it(nowhere, tmp_path):
    wanted = sources(indicators=["90811"], mirror=nowhere)
    waits = []
    found = fetch(tmp_path, wanted, limits=Limits(sleep=waits.append))
    assert {done.outcome for done in found} == {"failed"}
    # Once it is known that the host cannot be reached, nobody waits for it again.
    assert sum(waits) < 5
    words = "\n".join(by_hand(found, tmp_path))
    assert f"save as: {tmp_path / 'imd' / 'imd2025_lsoa.csv'}" in words
    assert "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019" in words
    assert words.count("fingertips.phe.org.uk (find the indicator") == 1
    assert f"save as: {tmp_path / 'fingertips' / '90811_501.csv'}" in words


def test_the_command_says_so_too_and_ends_with_1(nowhere, tmp_path):
    result = CliRunner().invoke(app, ["fetch", str(tmp_path), "--what", "boundaries", "--mirror", nowhere])
    assert result.exit_code == 1
    assert "Not fetched. To bring them by hand:" in result.output
    assert "geoportal.statistics.gov.uk" in result.output
    assert list(tmp_path.iterdir()) == []


def test_the_command_ends_with_0_when_everything_is_there(server, tmp_path):
    server.script(f"/{PATH}", whole(DOWNLOAD))
    asked = ["fetch", str(tmp_path), "--what", "indicators", "--indicator", "90811", "--area-type", "502"]
    result = CliRunner().invoke(app, [*asked, "--mirror", server.address])
    assert result.exit_code == 0, result.output
    assert f"{PATH}: fetched (400 rows" in result.output
    refused = CliRunner().invoke(app, ["fetch", str(tmp_path), "--what", "weather"])
    assert refused.exit_code == 2
