"""`list`, `use`, `withdraw`, `prune` while a store shows the releases: the chosen one, a withdrawn one never again."""

import json
import shutil
import threading

import pytest
from small_releases import release, seen

from pimh_data.errors import NoRelease, PublishError, ReleaseError, Withdrawn
from pimh_data.release import Store, choice, open_release

PATIENCE = 20  # seconds: only a test that fails waits so long


@pytest.fixture
def releases(tmp_path):
    """Three good releases, the newest current: each shows a number of its own."""
    folder = tmp_path / "releases"
    for number, name in enumerate(("one", "two", "three"), start=1):
        release(folder, name, number * 100, made=f"2026-0{number}-01T10:00:00+00:00")
    return folder


def damage(folder) -> None:
    (folder / "activity" / "Leeds.parquet").write_bytes(b"")


def shown(store: Store) -> int:
    return seen(store.settled()[0])


# use


def test_rolled_back_and_forward_the_chosen_one_is_shown_once_opened(releases, run):
    store = Store(releases)
    assert shown(store) == 300
    assert run("use", "one").exit_code == 0
    assert shown(store) == 100
    assert run("use", "three").exit_code == 0
    assert (shown(store), store.current()[1]) == (300, "")
    assert shown(Store(releases)) == 300


@pytest.mark.parametrize("fault", ["damaged", "withdrawn", "unknown", "a folder above", "no manifest"])
def test_what_may_not_be_shown_is_refused_with_what_to_do_and_the_former_stays(releases, run, fault):
    name, said = "two", "again"
    if fault == "damaged":
        damage(releases / "two")
    elif fault == "withdrawn":
        run("withdraw", "two", "--reason", "wrong Place", private=False)
        said = "release two was withdrawn, so it is not shown again: choose another"
    elif fault == "no manifest":
        (releases / "two" / "manifest.json").unlink()
        said = "there are: three, one"
    else:
        name, said = {"unknown": "four", "a folder above": ".."}[fault], "there are: three, two, one"
    before = (releases / "CURRENT").read_bytes()
    result = run("use", name)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert (releases / "CURRENT").read_bytes() == before
    assert shown(Store(releases)) == 300


# withdraw


def test_a_withdrawn_release_is_let_go_by_a_running_application_and_the_newest_good_one_is_shown(releases, run):
    store = Store(releases)
    assert shown(store) == 300
    damage(releases / "two")
    result = run("withdraw", "three", "--reason", "counted a service twice", private=False)
    assert result.exit_code == 0
    assert "Shown: release one" in result.output
    assert (shown(store), store.current()[1]) == (100, "")
    assert shown(Store(releases)) == 100


def test_it_is_let_go_also_while_current_still_names_it_and_no_reader_sees_it(releases):
    store = Store(releases)
    assert shown(store) == 300
    (releases / "three.withdrawn.json").write_text("")
    opened, problem = store.current()
    assert seen(opened) == 200
    assert "release three was withdrawn" in problem


def test_withdrawn_while_it_is_being_opened_it_is_not_shown(releases, monkeypatch):
    def withdrawn_meanwhile(folder, **kept):
        opened = open_release(folder, **kept)
        if folder.name == "three":
            (releases / "three.withdrawn.json").write_text("")
        return opened

    monkeypatch.setattr(choice, "open_release", withdrawn_meanwhile)
    assert seen(Store(releases).current()[0]) == 200


def test_with_none_left_nothing_is_shown_and_a_plain_notice_is_given(releases, run):
    store = Store(releases)
    assert shown(store) == 300
    for name in ("one", "two", "three"):
        result = run("withdraw", name, "--reason", "all wrong", private=False)
    assert "nothing is shown until one is published" in result.output
    for one in (store, Store(releases)):
        with pytest.raises(Withdrawn, match="there is no release to show: release three was withdrawn"):
            one.settled()
    release(releases, "four", 400)
    assert shown(store) == 400


def test_the_reason_the_moment_and_who_are_kept_for_people_and_said_by_list(releases, run):
    run("withdraw", "two", "--reason", "  a Place was missing ", private=False)
    kept = json.loads((releases / "two.withdrawn.json").read_text(encoding="utf-8"))
    assert (kept["release"], kept["reason"]) == ("two", "a Place was missing")
    assert kept["withdrawn"].endswith("+00:00")
    assert kept["by"]
    lines = run("list", private=False).output.splitlines()
    assert [line.split()[:2] for line in lines if line[0] != " "] == [
        ["three:", "shown"],
        ["one:", "good"],
        ["two:", "withdrawn"],
    ]
    assert f"by {kept['by']}: a Place was missing" in lines[4]
    assert "made 2026-03-01T10:00:00+00:00, Test, synthetic data to 2025-03-31" in lines[1]


def test_a_name_that_was_withdrawn_is_never_published_again_not_even_when_it_was_pruned(releases, run):
    run("withdraw", "one", "--reason", "wrong", private=False)
    with pytest.raises(PublishError, match="exists already"):
        release(releases, "one")
    assert "Release one: removed (withdrawn)" in run("prune", "--keep", "5", private=False).output
    assert not (releases / "one").exists()
    with pytest.raises(PublishError, match="was withdrawn"):
        release(releases, "one")
    assert "one: withdrawn" in run("list", private=False).output
    assert "was withdrawn" in run("use", "one").output


@pytest.mark.parametrize("words", [("two", "--reason", " "), ("two", "--reason", "again"), ("four", "--reason", "x")])
def test_without_a_reason_or_twice_or_of_no_release_it_is_refused(releases, run, words):
    if words[2] == "again":
        run("withdraw", "two", "--reason", "wrong", private=False)
    result = run("withdraw", *words, private=False)
    assert result.exit_code == 2
    assert any(said in result.output for said in ("say why", "was withdrawn on", "there is no release 'four'"))


def test_a_copy_under_another_name_is_withdrawn_with_it(releases, run):
    shutil.copytree(releases / "three", releases / "copied")
    run("withdraw", "three", "--reason", "wrong", private=False)
    assert run("use", "copied").exit_code == 2
    assert shown(Store(releases)) == 200
    assert "copied: withdrawn it is a copy of three" in run("list", private=False).output


def test_a_withdrawn_copy_takes_its_original_with_it(releases, run):
    shutil.copytree(releases / "three", releases / "copied")
    run("withdraw", "copied", "--reason", "wrong", private=False)
    assert shown(Store(releases)) == 200


@pytest.mark.parametrize("content", ["", "[]", "{", '{"release": 1}', "\0", "x" * 2_000_000])
def test_a_record_that_cannot_be_read_withdraws_all_the_same(releases, run, content):
    (releases / "three.withdrawn.json").write_text(content)
    assert shown(Store(releases)) == 200
    assert "three: withdrawn (the record of it cannot be read)" in run("list", private=False).output


def test_readers_never_see_a_withdrawn_release_once_it_is_withdrawn(tmp_path, run):
    folder = tmp_path / "releases"
    release(folder, "r0", 5)
    store, gone, wrong, done = Store(folder), set(), [], threading.Event()
    store.current()

    def read() -> None:
        while not done.is_set():
            before = frozenset(gone)
            try:
                name = store.current()[0].manifest.release
            except ReleaseError as error:  # there is always another one to show
                name = str(error)
            if name in before or " " in name:
                wrong.append(name)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        release(folder, f"r{number}", 5, made=f"2026-01-{number:02}T10:00:00+00:00")
        store.settled()
        run("withdraw", f"r{number}", "--reason", "wrong", private=False)
        gone.add(f"r{number}")
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert wrong == []
    assert store.settled()[0].manifest.release == "r0"


# prune


def test_prune_keeps_the_shown_one_and_the_newest_good_ones_and_says_what_it_removed(releases, run):
    release(releases, "four", 400, made="2026-04-01T10:00:00+00:00")
    release(releases, "five", 500, made="2026-05-01T10:00:00+00:00")
    damage(releases / "three")
    run("use", "one")
    run("withdraw", "five", "--reason", "wrong", private=False)
    store = Store(releases)
    assert shown(store) == 100
    sizes = {
        name: sum(path.stat().st_size for path in (releases / name).rglob("*") if path.is_file())
        for name in ("two", "three", "five")
    }
    result = run("prune", "--keep", "1", private=False)
    assert {path.name for path in releases.iterdir() if path.is_dir()} == {"one", "four"}
    for name, state in (("two", "good"), ("three", "damaged"), ("five", "withdrawn")):
        assert f"Release {name}: removed ({state}), {sizes[name]:,} bytes" in result.output
    assert f"3 releases removed, {sum(sizes.values()):,} bytes" in result.output
    assert (shown(store), store.current()[1]) == (100, "")
    assert shown(Store(releases)) == 100


def test_prune_removes_nothing_through_a_symbolic_link(releases, run, tmp_path):
    kept = tmp_path / "elsewhere"
    (releases / "one").rename(kept)
    (releases / "one").symlink_to(kept, target_is_directory=True)
    (releases / "two" / "inside").symlink_to(tmp_path, target_is_directory=True)
    result = run("prune", "--keep", "1", private=False)
    assert "one" not in result.output.split()
    assert (releases / "one").is_symlink()
    assert (kept / "manifest.json").exists()
    assert "there is no release 'one'" in run("use", "one", private=False).output
    assert not (releases / "two").exists()
    assert tmp_path.exists()
    (tmp_path / "linked").symlink_to(releases, target_is_directory=True)
    release(releases, "four")
    refused = run("prune", "--keep", "1", releases=tmp_path / "linked", private=False)
    assert (refused.exit_code, "symbolic link (linked)" in refused.output) == (2, True)
    assert (releases / "three").exists()


def test_prune_keeps_what_would_be_shown_after_a_restart_where_current_is_damaged(releases, run):
    damage(releases / "three")
    assert run("prune", "--keep", "1", private=False).exit_code == 0
    assert shown(Store(releases)) == 200
    damage(releases / "two")
    result = run("prune", "--keep", "1", private=False)
    assert (result.exit_code, "no release of this folder is good" in result.output) == (2, True)
    assert (releases / "two").exists()


def test_a_release_pruned_while_it_is_opened_leaves_its_readers_with_the_one_that_is_current(
    releases, run, monkeypatch
):
    run("use", "one")
    opening, go_on = threading.Event(), threading.Event()

    def slowly(folder, **kept):
        if folder.name == "one":
            opening.set()
            assert go_on.wait(PATIENCE)
        return open_release(folder, **kept)

    monkeypatch.setattr(choice, "open_release", slowly)
    store, found = Store(releases), []
    reader = threading.Thread(target=lambda: found.append(store.current()))
    reader.start()
    assert opening.wait(PATIENCE)
    run("use", "three")
    run("prune", "--keep", "1", private=False)
    assert not (releases / "one").exists()
    go_on.set()
    reader.join(PATIENCE)
    assert [(seen(opened), problem) for opened, problem in found] == [(300, "")]


@pytest.mark.parametrize("keep", ["0", "-1"])
def test_prune_keeps_one_at_least(releases, run, keep):
    assert run("prune", "--keep", keep, private=False).exit_code == 2
    assert len(list(releases.glob("*/manifest.json"))) == 3


def test_nothing_hidden_is_left_by_any_command(releases, run):
    run("use", "one")
    run("withdraw", "two", "--reason", "wrong", private=False)
    run("prune", "--keep", "1", private=False)
    assert not [path.name for path in releases.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    "verb", [("list",), ("use", "one"), ("withdraw", "one", "--reason", "x"), ("prune", "--keep", "1")]
)
def test_without_any_release_each_command_says_so(tmp_path, run, verb):
    result = run(*verb, private=verb[0] == "use")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not (tmp_path / "releases").exists()


def test_a_folder_without_any_release_still_advises_to_make_one(tmp_path):
    with pytest.raises(NoRelease):
        Store(tmp_path).current()
