"""What the files in deploy/ name is there: verbs, options, routes, ports, paths; and they hold what they promise."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest
import typer

from pages.guard.guard import ALIVE, READY
from pages.guard.limits import LARGEST_BODY
from pages.guard.session import cookie_name
from pages.guard.way import Way
from pages.parts.pages import PAGES
from pages.served import answers, briefs
from pimh_data.commands import app
from pimh_data.commands.serve import serve

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(DEPLOY.iterdir())
PAGES_OF_DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
UNITS = [path for path in FILES if path.suffix in (".service", ".timer")]
COMMAND = re.compile(r"-m pimh_data ([a-z]+)([^`|\n]*)")
PORT = signature(serve).parameters["port"].default
INSTALLED = "/opt/pimh/"
SAFE_ENOUGH = 2.0  # what systemd calls the exposure of a unit: 10 is everything, 0 nothing


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit(name: str) -> list[tuple[str, str]]:
    """The settings of a unit, in order: a name may stand several times."""
    lines = [line for line in text(name).splitlines() if "=" in line and not line.startswith("#")]
    return [(key, value) for key, _, value in (line.partition("=") for line in lines)]


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, those over several lines joined."""
    joined = re.sub(r"\\\n\s*", "", text("Containerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def said_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each verb that a file says to run, and its options."""
    for verb, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
        yield verb, re.findall(r"(?<!\S)--[a-z-]+", rest)


def options_of(verb: str) -> set[str]:
    """The options of a verb; there is one of that name."""
    found = typer.main.get_command(app).get_command(None, verb)
    assert found is not None, verb
    return {one for param in found.params for one in param.opts} | {"--help"}


@pytest.mark.parametrize("path", [*FILES, *PAGES_OF_DOCS], ids=lambda path: path.name)
def test_every_command_that_is_named_is_one_with_those_options(path):
    for verb, options in said_in(path):
        assert set(options) <= options_of(verb), f"{verb} {options}"


def test_commands_are_found_in_the_units_and_the_page():
    named = {verb for path in (*UNITS, ROOT / "docs" / "deploy.md") for verb, _ in said_in(path)}
    assert {"serve", "publish", "doctor"} <= named


def test_the_container_runs_a_command_that_there_is():
    held = dict(instructions())
    verb, *options = json.loads(held["CMD"])
    assert json.loads(held["ENTRYPOINT"])[1:] == ["-m", "pimh_data"]
    assert {one for one in options if one.startswith("--")} <= options_of(verb)


def test_the_container_has_what_the_application_needs_and_no_more(tmp_path):
    copied = [rest.split() for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    for *sources, into in copied[1:]:
        for source in sources:
            target = tmp_path / (Path(source).name if into == "./" else into)
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, target)
    handed_over = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {source for *sources, _ in copied for source in sources} == handed_over
    run = subprocess.run(
        [sys.executable, "-c", "import app, pages.parts.warm, pimh_data.commands"], cwd=tmp_path, capture_output=True
    )
    assert run.returncode == 0, run.stderr.decode()[-500:]


def test_the_container_is_pinned_runs_as_nobody_in_particular_and_is_asked_whether_it_lives():
    words = instructions()
    bases = [rest.split()[0] for word, rest in words if word == "FROM"]
    assert len(set(bases)) == 1
    version = dict(words)["ARG"].partition("=")[2]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version), "by its whole version"
    assert "${PYTHON}" in bases[0]
    held = dict(words)
    assert held["USER"] == "10001:10001"
    after = [word for word, _ in words][[word for word, _ in words].index("USER") :]
    assert {"RUN", "COPY", "ADD"}.isdisjoint(after), "nothing is done after that as another"
    assert f"http://127.0.0.1:{PORT}{ALIVE}" in held["HEALTHCHECK"]
    assert held["EXPOSE"] == str(PORT)
    assert json.loads(held["CMD"])[-1] == str(PORT)


def test_proxies_ask_the_ports_at_which_the_application_listens_and_routes_that_there_are():
    routes = {ALIVE, READY, answers.PATH, briefs.PATH, *Way.paths, "/", *(f"/{page.path}" for page in PAGES)}
    nginx, caddy = text("nginx.conf"), text("Caddyfile")
    for held in (nginx, caddy):
        assert {int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", held)} == {PORT, PORT + 1}
    named = re.findall(r"location (?:= )?(/\S*)", nginx) + re.findall(r"(?:respond|health_uri) (/\S+)", caddy)
    assert {"/", READY, ALIVE} <= set(named)
    assert set(named) <= routes
    assert {line for line in (ROOT / "app.py").read_text().splitlines() if f'"{ALIVE}"' in line}
    (mib,) = re.findall(r"client_max_body_size (\d+)m;", nginx)
    (mb,) = re.findall(r"max_size (\d+)MB", caddy)
    assert LARGEST_BODY <= int(mb) * 10**6 <= int(mib) * 2**20 <= 2 * LARGEST_BODY


def test_proxies_pass_on_web_sockets_host_and_address_and_keep_a_visitor_with_one_replica():
    nginx, caddy = text("nginx.conf"), text("Caddyfile")
    for header in ("Host $host", "Upgrade $http_upgrade", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in nginx
    assert "listen 443 ssl http2;" in nginx
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in nginx
    assert "hash $pimh_visitor consistent;" in nginx
    over_tls = type("Settings", (), {"secure": True})()
    pattern = re.search(r'"~(\S.*?)" \$pimh_cookie', nginx)[1].replace("(?<", "(?P<")
    for cookies in ("a=b; {}=xyz; c=d", "{}=xyz"):
        assert re.search(pattern, cookies.format(cookie_name(over_tls)))["pimh_cookie"] == "xyz"
    assert not re.search(pattern, "other__Host-pimh=xyz")
    assert "lb_policy cookie" in caddy
    for held in (nginx, caddy):
        assert held.count("{") == held.count("}")


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("nginx", ["nginx", "-t", "-c", "{file}"]),
        ("caddy", ["caddy", "validate", "--adapter", "caddyfile", "--config", "{file}"]),
    ],
)
def test_the_proxy_itself_takes_its_file_where_it_is_installed(tool, asked, tmp_path):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed: the structure alone is looked at")
    file = DEPLOY / "Caddyfile"
    if tool == "nginx":
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=pimh", "-days", "1"]
        subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
        held = text("nginx.conf").replace("/etc/ssl/pimh/fullchain.pem", str(certificate))
        file = tmp_path / "nginx.conf"
        file.write_text(f"events {{}}\nhttp {{\n{held.replace('/etc/ssl/pimh/key.pem', str(key))}\n}}\n")
    run = subprocess.run([part.format(file=file) for part in asked], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_name_what_is_there(path):
    for name in re.findall(rf"{INSTALLED}(\S+)", path.read_text()):
        assert name.startswith(".venv/") or (ROOT / name).exists(), name
    code = "".join(one.read_text() for top in ("pages", "pimh_data") for one in (ROOT / top).rglob("*.py"))
    for variable in re.findall(r"\b(PIMH_[A-Z_]+)=", path.read_text()):
        assert f'"{variable}"' in code


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units(path, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed: the structure alone is looked at")
    # As if it were installed here; of a template, one that runs.
    held = path.read_text().replace(f"{INSTALLED}.venv/bin/python", sys.executable).replace(INSTALLED, f"{ROOT}/")
    for one in UNITS:
        (tmp_path / one.name).write_text(one.read_text().replace(f"{INSTALLED}.venv/bin/python", sys.executable))
    file = tmp_path / path.name.replace("@", f"@{PORT}")
    file.write_text(held)
    run = subprocess.run(["systemd-analyze", "verify", "--man=no", file], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_services_are_exposed_to_little(path, tmp_path):
    held = dict(unit(path.name))
    assert held["ProtectSystem"] == "strict"
    assert (held["NoNewPrivileges"], held["PrivateTmp"], held["StateDirectoryMode"]) == ("yes", "yes", "0700")
    assert held["User"] not in ("", "root")
    if shutil.which("systemd-analyze") is None:
        return
    file = tmp_path / path.name.replace("@", f"@{PORT}")
    shutil.copy(path, file)
    run = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={int(SAFE_ENOUGH * 10)}", file],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-200:]


def test_the_application_does_not_reach_what_is_about_persons_and_publishing_not_who_is_let_in():
    served, published = dict(unit("pimh@.service")), dict(unit("pimh-publish.service"))
    for private in ("/srv/pimh-extracts", "/var/lib/pimh-private"):
        assert private in published["ExecStart"] + published["ReadWritePaths"]
        assert f"-{private}" in served["InaccessiblePaths"].split()
    assert published["InaccessiblePaths"] == "-/etc/pimh"
    for held in (served, published):
        environment = " ".join(value for key, value in held.items() if key == "Environment")
        assert "/tmp" in environment  # noqa: S108 - a unit's own: PrivateTmp


def test_both_write_into_the_same_folder_of_releases_and_nowhere_else():
    for name in ("pimh@.service", "pimh-publish.service"):
        environment = " ".join(value for key, value in unit(name) if key == "Environment")
        written = dict(unit(name))["ReadWritePaths"].split()
        for path in re.findall(r"=(/var/\S+)", environment):
            assert any(Path(path).is_relative_to(one) for one in written), path
        assert "PIMH_RELEASES=/var/lib/pimh/releases" in environment


def test_the_page_names_the_folders_that_the_units_use():
    said = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    used = "".join(path.read_text(encoding="utf-8") for path in FILES)
    named = {path.rstrip("/.") for path in re.findall(r"(?:/var/lib|/srv|/etc)/pimh[a-z-]*", said)}
    assert named == {path.rstrip("/.") for path in re.findall(r"(?:/var/lib|/srv|/etc)/pimh[a-z-]*", used)}


def test_the_timer_says_when_and_makes_up_for_a_machine_that_was_off():
    held = configparser.ConfigParser()
    held.read_string(text("pimh-publish.timer"))
    assert held["Timer"]["Persistent"] == "yes"
    assert (DEPLOY / "pimh-publish.service").exists(), "the unit that it starts has its name"
    if shutil.which("systemd-analyze"):
        run = subprocess.run(["systemd-analyze", "calendar", held["Timer"]["OnCalendar"]], capture_output=True)
        assert run.returncode == 0
