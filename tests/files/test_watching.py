"""Looking at a file again and again: what is news, what is trouble, and what is neither."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.files.session import watch
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.watch import FileSnapshot, first_sight, look_again
from copvalue_tui.files.storage import lock
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.storage.lock import Lock

TEXT = '[[members]]\nname = "A"\nshort_term = ["1"]\n'
OTHER = TEXT.replace('"1"', '"2"')


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def sight(path: Path) -> FileSnapshot:
    file = load(path)
    return first_sight(file, read(file.source.text))


def texts(sight: FileSnapshot) -> list[str]:
    return [value.text for row in sight.matrix.rows for value in row.short_term]


def test_a_file_left_alone_is_read_once_more_and_then_no_longer(sight, monkeypatch):
    sure = look_again(sight)
    assert sure == replace(sight, sure=True)
    monkeypatch.setattr(watch, "read_whole", lambda path: pytest.fail("read again"))
    assert look_again(sure) == sure


def test_a_save_is_seen_and_a_touch_or_the_same_bytes_are_not(sight, path):
    os.utime(path, (1, 10**9))
    touched = look_again(sight)
    assert touched.file is sight.file
    path.unlink()
    path.write_text(TEXT)
    same = look_again(touched)
    assert (same.file is sight.file, same.trouble) == (True, None)
    path.write_text(OTHER)
    assert texts(look_again(same)) == ["2"]


def test_two_writings_within_one_tick_of_the_disks_clock_are_both_seen(sight, path):
    was = path.stat()
    path.write_text(OTHER)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_mtime_ns == was.st_mtime_ns
    assert texts(look_again(sight)) == ["2"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_text("name = = 1"), "The file is broken, line 1"),
        (lambda path: path.write_text("[package]\nname = 1\n"), "The file is broken, line"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "The file is broken, line 1"),
        (lambda path: path.write_bytes(b"x" * 5_000_000), "too large"),
        (lambda path: (path.unlink(), path.mkdir()), "a folder"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "a pipe"),
        (lambda path: (path.unlink(), path.symlink_to(path)), "the link points to itself"),
        (lambda path: (path.unlink(), path.symlink_to("/dev/zero")), "a device"),
        (lambda path: path.unlink(), "The file is gone."),
        (lambda path: path.rename(path.with_name("elsewhere")), "The file is gone."),
    ],
)
def test_whatever_stands_there_the_last_good_version_stays_and_comes_back(sight, path, spoil, told):
    spoil(path)
    for _ in range(3):
        found = look_again(sight)
        assert told in found.trouble.sentence
        assert found.trouble.gone is (told == "The file is gone.")
        assert (found.file, found.matrix) == (sight.file, sight.matrix)
        sight = found
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_text(OTHER)
    back = look_again(sight)
    assert (back.trouble, texts(back)) == (None, ["2"])


def test_a_file_that_is_empty_for_a_moment_keeps_its_last_version_on_screen(sight, path):
    path.write_text("")
    empty = look_again(sight)
    assert empty.trouble is not None
    assert empty.trouble.sentence == "The file is empty."
    assert texts(empty) == ["1"]
    path.write_text(OTHER)
    after = look_again(empty)
    assert after.trouble is None
    assert texts(after) == ["2"]


def test_a_broken_file_is_read_no_more_often_than_a_good_one(sight, path, monkeypatch):
    path.write_text("name = = 1")
    broken = look_again(look_again(sight))
    monkeypatch.setattr(watch, "read_whole", lambda path: pytest.fail("read again"))
    assert look_again(broken) == broken


def test_a_file_that_is_not_there_yet_is_no_trouble_until_it_has_been(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file = new_file(tmp_path / "later.toml")
    waiting = look_again(first_sight(file, read("")))
    assert waiting.trouble is None
    file.path.write_text(TEXT)
    there = look_again(waiting)
    assert texts(there) == ["1"]
    file.path.unlink()
    assert look_again(there).trouble.gone


def test_a_folder_that_goes_and_comes_back_is_like_the_file(sight, path, tmp_path):
    away = tmp_path.with_name(tmp_path.name + "-away")
    tmp_path.rename(away)
    gone = look_again(sight)
    assert gone.trouble.gone
    away.rename(tmp_path)
    assert look_again(gone).trouble is None


def test_who_edits_is_reported_and_looking_takes_nothing(sight, path):
    assert look_again(sight).writer == ""
    held = lock.take(path)
    assert isinstance(held, Lock)
    assert " is editing (since " in look_again(sight).writer
    held.release()
    assert look_again(sight).writer == ""
    assert not path.with_name(".plan.toml.lock").exists()


@pytest.mark.parametrize("junk", [b"", b"\x00" * 900, b"a@b 1 - 0 0 x\n", b"\xff" * 2000])
def test_a_lock_of_no_program_of_ours_is_nobody(sight, path, junk):
    path.with_name(".plan.toml.lock").write_bytes(junk)
    assert "\x00" not in look_again(sight).writer
    assert look_again(sight).trouble is None
