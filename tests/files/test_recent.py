"""Recent files: the newest first, twenty at most, and no junk can stop the start."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from copvalue_tui.files.storage.folders import state_folder
from copvalue_tui.files.user.recent import KEPT, Recent, recent, remember
from copvalue_tui.matrix.values import Place
from tests.laws import examples

GOOD = {"path": "/x/water.toml", "title": "Water", "when": 5.0, "cursor": [1, 0, 2]}


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def kept(text):
    folder = state_folder()
    folder.mkdir(exist_ok=True)
    (folder / "recent.json").write_text(text)
    return recent()


def test_nothing_is_recent_at_first():
    assert recent() == ()


def test_a_file_comes_back_with_its_title_and_the_cursors_place():
    assert remember(Path("/x/water.toml"), "Water", Place(1, 1, 2))
    (one,) = recent()
    assert (one.path, one.title, one.cursor) == (Path("/x/water.toml"), "Water", Place(1, 1, 2))
    assert one.when > 1_700_000_000


def test_the_newest_comes_first_and_each_file_once():
    for name in ("a", "b", "a"):
        remember(Path("/x") / name, name)
    assert [one.path.name for one in recent()] == ["a", "b"]


def test_twenty_are_kept():
    for number in range(KEPT + 5):
        remember(Path(f"/x/{number}"), "")
    assert [one.path.name for one in recent()] == [str(n) for n in range(24, 4, -1)]


def test_a_relative_path_is_kept_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    remember(Path("water.toml"), "")
    assert recent()[0].path == tmp_path / "water.toml"


def test_names_that_are_not_utf8_come_back_byte_for_byte():
    remember(Path(os.fsdecode(b"/x/caf\xe9.toml")), "Café ☕")
    (one,) = recent()
    assert os.fsencode(one.path) == b"/x/caf\xe9.toml"
    assert one.title == "Café ☕"


def test_the_list_is_private():
    remember(Path("/x/water.toml"), "secret plans")
    path = state_folder() / "recent.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir()] == ["recent.json"]


def test_a_clock_set_back_does_not_hide_the_file_just_open():
    entries = [{**GOOD, "path": f"/x/{number}", "when": 9e9} for number in range(KEPT)]
    kept(json.dumps(entries))
    remember(Path("/x/now"), "")
    assert Path("/x/now") in [one.path for one in recent()]


def test_what_cannot_be_kept_is_only_told(state, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    assert not remember(Path("/x/water.toml"), "")
    assert recent() == ()


@pytest.mark.parametrize(
    "entry",
    [
        None,
        3,
        [],
        {},
        {"path": 3},
        {"path": "relative"},
        {"path": ""},
        {"path": "/nul\0"},
        {"path": "/half\ud800"},
        {**GOOD, "when": 10**400},
    ],
)
def test_junk_among_the_entries_is_passed_over(entry):
    good = Recent(Path("/x/water.toml"), "Water", 5.0, Place(1, 0, 2))
    assert kept(json.dumps([entry, GOOD, entry])) == (good,)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"title": 3}, Recent(Path("/x/water.toml"), "", 5.0, Place(1, 0, 2))),
        ({"title": " a\nb "}, Recent(Path("/x/water.toml"), "a b", 5.0, Place(1, 0, 2))),
        ({"when": "soon"}, Recent(Path("/x/water.toml"), "Water", 0.0, Place(1, 0, 2))),
        ({"when": True}, Recent(Path("/x/water.toml"), "Water", 0.0, Place(1, 0, 2))),
        ({"cursor": [1, 7, 0]}, Recent(Path("/x/water.toml"), "Water", 5.0)),
        ({"cursor": [-1, 0, 0]}, Recent(Path("/x/water.toml"), "Water", 5.0)),
        ({"cursor": [True, 0, 0]}, Recent(Path("/x/water.toml"), "Water", 5.0)),
        ({"cursor": "here"}, Recent(Path("/x/water.toml"), "Water", 5.0)),
    ],
)
def test_a_wrong_detail_does_not_cost_the_file(change, found):
    assert kept(json.dumps([{**GOOD, **change}])) == (found,)


@pytest.mark.parametrize(
    "text", ["", "{", "3", "{}", "null", "[" * 100_000, "NaN", '[{"path": "/x", "when": NaN}]']
)
def test_a_broken_list_is_an_empty_list(text):
    assert kept(text) == ()
    assert remember(Path("/x/water.toml"), "")
    assert len(recent()) == 1


@settings(max_examples=examples(30, 600), deadline=None)
@given(some.binary(max_size=200))
def test_no_bytes_can_crash_it(content):
    folder = state_folder()
    folder.mkdir(exist_ok=True)
    (folder / "recent.json").write_bytes(content)
    assert isinstance(recent(), tuple)
