"""The secure side runs where a system has none of what only POSIX has: a whole check and publication, simulated.

Windows opens no folder, makes sure (fsync) only of files open for writing, moves no file that is being read, keeps no
modes, and lacks the modules and functions named here.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

from extracts import referral, write_extracts

from pimh_data.secure.writing import patiently

ROOT = Path(__file__).resolve().parents[2]
SECURE = sorted((ROOT / "pimh_data" / "secure").rglob("*.py")) + sorted((ROOT / "pimh_data" / "commands").rglob("*.py"))
MODULES = ("fcntl", "grp", "pwd", "resource", "termios", "pty", "tty", "syslog", "crypt", "nis", "readline")
FUNCTIONS = (
    *("chown", "chroot", "fchmod", "fchown", "fdatasync", "fork", "forkpty"),
    *("getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getpgrp"),
    *("getpriority", "getsid", "getuid", "initgroups", "killpg", "lchown", "lockf"),
    *("major", "minor", "mkfifo", "mknod", "nice", "openpty", "pathconf"),
    *("pipe2", "posix_fadvise", "posix_fallocate", "pread", "pwrite", "sched_getaffinity", "sendfile"),
    *("setegid", "seteuid", "setgid", "setpgid", "setsid", "setuid", "statvfs"),
    *("sync", "sysconf", "tcgetpgrp", "ttyname", "uname", "wait", "wait3"),
    *("wait4", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_SYNC"),
)
METHODS = ("owner", "is_mount", "lchmod")

WITHOUT = """
import os, pathlib, sys
for name in {modules}:
    sys.modules[name] = None
opened, usual_open, usual_fsync = {{}}, os.open, os.fsync
READ, WRITE = os.O_RDONLY, os.O_RDWR | os.O_WRONLY
is_dir = os.path.isdir

def open_no_folder(path, flags, mode=0o777, **others):
    if not others and is_dir(path):
        raise PermissionError(13, "Permission denied", str(path))
    descriptor = usual_open(path, flags, mode, **others)
    opened[descriptor] = flags
    return descriptor

def fsync_if_writable(descriptor):
    if descriptor in opened and not opened[descriptor] & WRITE:
        raise OSError(9, "Bad file descriptor")
    usual_fsync(descriptor)

os.open, os.fsync = open_no_folder, fsync_if_writable
os.chmod = pathlib.Path.chmod = lambda *given, **others: None
from importlib import import_module
from pimh_data.__main__ import app
from pimh_data.commands import VERBS
for verb in VERBS:  # libraries know by themselves where they are
    import_module("pimh_data.commands." + verb)
for name in {functions}:
    vars(os).pop(name, None)
for words in {commands}:
    print("*", words[0], flush=True)
    try:
        app(words, prog_name="python -m pimh_data")
    except SystemExit as ended:
        if ended.code:
            raise
"""


def run(*commands: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """These commands, one after the other in a process of their own, up to the first that fails."""
    script = WITHOUT.format(modules=MODULES, functions=FUNCTIONS, commands=commands)
    command = [sys.executable, "-W", "ignore", "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_extracts_are_published_without_anything_that_only_posix_has(tmp_path):
    folder = write_extracts(tmp_path / "extracts", [referral(1, decision="perhaps"), *map(referral, range(2, 200))])
    where = ["--releases", str(tmp_path / "releases"), "--quarantine", str(tmp_path / "quarantine")]
    done = run(("publish", str(folder), *where))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "quarantine").rglob("referrals.csv"))) == 1
    assert (tmp_path / "releases" / "CURRENT").exists()


def test_releases_are_rolled_back_withdrawn_and_pruned_without_anything_that_only_posix_has(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests" / "release")
    from small_releases import release

    for number in (1, 2, 3, 4):
        release(tmp_path / "releases", f"r{number}", made=f"2026-0{number}-01T10:00:00+00:00")
    where, private = ("--releases", str(tmp_path / "releases")), ("--quarantine", str(tmp_path / "quarantine"))
    done = run(
        ("use", "r2", *private, *where),
        ("withdraw", "r2", "--reason", "wrong", *where),
        ("prune", "--keep", "1", *where),
        ("status", *private, *where),
        ("list", *where),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    listed = done.stdout.partition("* list\n")[2]
    assert listed.startswith("r4: shown")
    assert "r2: withdrawn on" in listed
    assert not (tmp_path / "releases" / "r3").exists()


def test_no_module_of_the_secure_side_uses_what_only_posix_has():
    assert len(SECURE) > 100
    assert {path.relative_to(ROOT).as_posix(): found for path in SECURE if (found := _of_posix(path))} == {}


def _of_posix(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    used = {(ast.unparse(node.value), node.attr) for node in nodes if isinstance(node, ast.Attribute)}
    of_os = {name for of, name in used if of == "os" and name in FUNCTIONS}
    return (imported & set(MODULES)) | of_os | {name for _, name in used if name in METHODS}


def test_a_file_that_is_just_being_read_is_moved_a_moment_later(tmp_path, monkeypatch):
    (tmp_path / "new").write_text("new")
    (tmp_path / "CURRENT").write_text("old")
    usual, refused = os.replace, []

    def held(source, target):
        if len(refused) < 2:
            refused.append(source)
            raise PermissionError(5, "Access is denied", str(target))
        usual(source, target)

    monkeypatch.setattr(os, "replace", held)
    patiently(lambda: (tmp_path / "new").replace(tmp_path / "CURRENT"))
    assert (tmp_path / "CURRENT").read_text() == "new"
    assert len(refused) == 2
