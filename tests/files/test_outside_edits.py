"""The files of cells in an outside editor: private, bounded in time, and read with suspicion."""

from __future__ import annotations

import os
import random
import shutil
import stat
import time
from pathlib import Path

import pytest

from copvalue_tui.files.journal.outside_edits import (
    OutsideEdit,
    all_left_outside,
    kept_outside,
    left_outside,
    put_away,
    sweep_outside,
)
from copvalue_tui.files.journal.sessions import DAYS
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.matrix.values import Place
from tests.files.journals import own_folders


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def left(file: Path, text: str = "Access\nmine\n") -> OutsideEdit:
    edit = OutsideEdit(os.path.realpath(file), "A", Place(0, 1), ("Access",), 1_700_000_000.0)
    with kept_outside(edit) as kept:
        kept.file.write_text(text, encoding="utf-8")
    return kept


def age(edit: OutsideEdit, days: int) -> None:
    then = time.time() - days * 86_400
    for one in (*edit.folder.iterdir(), edit.folder):
        os.utime(one, (then, then))


def test_what_is_left_says_which_cell_it_belongs_to(file: Path) -> None:
    edit = left(file)
    assert left_outside(file) == (edit,) == all_left_outside()
    assert left_outside(file.with_name("other.toml")) == ()


def test_unchanged_or_without_words_it_is_not_offered(file: Path) -> None:
    left(file, "Access\n")
    left(file, "")
    left(file, "\n \n")
    assert all_left_outside() == ()


def test_it_is_private_whatever_the_umask(file: Path) -> None:
    before = os.umask(0)
    try:
        edit = left(file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(edit.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in edit.folder.iterdir()} == {0o600}


def test_it_stays_as_long_as_the_history_of_a_file(file: Path) -> None:
    edit = left(file)
    age(edit, DAYS - 1)
    sweep_outside()
    assert left_outside(file) == (edit,)
    age(edit, DAYS + 1)
    sweep_outside()
    assert not edit.folder.exists()


def test_an_edit_that_goes_on_is_never_swept(file: Path) -> None:
    edit = OutsideEdit(os.path.realpath(file), "A", Place(0, 0), (), 0.0)
    with kept_outside(edit) as kept:
        age(kept, DAYS + 1)
        sweep_outside()
        assert kept.file.exists()


def test_without_a_private_folder_a_temporary_one_serves(file: Path, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    with kept_outside(OutsideEdit("", "A", Place(0, 0), ("x",), 0.0)) as kept:
        assert kept.text() == "x\n"
        assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
        kept.remove()
    assert not kept.folder.exists()


def test_what_cannot_be_put_away_stays(file: Path) -> None:
    edit = left(file)
    kept = put_away(edit)
    assert kept.read_text(encoding="utf-8") == "Access\nmine\n"
    assert left_outside(file) == ()
    with pytest.raises(FileTrouble):
        put_away(edit)


def test_notes_torn_or_overwritten_anywhere_are_believed_or_ignored(file: Path) -> None:
    edit = left(file)
    note = edit.folder / "about.jsonl"
    whole, chance = note.read_bytes(), random.Random(90)
    for _ in range(300):
        junk = bytearray(whole[: chance.randrange(len(whole) + 1)])
        for _ in range(chance.randrange(3)):
            if junk:
                junk[chance.randrange(len(junk))] = chance.randrange(256)
        note.write_bytes(junk)
        assert left_outside(file) in ((), (edit,))


@pytest.mark.parametrize("name", ["about.jsonl", "cell.md"])
def test_nothing_odd_in_its_folder_is_waited_for(file: Path, name: str) -> None:
    edit = left(file)
    odd = edit.folder / name
    for make in (os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")):
        odd.unlink() if not odd.is_dir() else odd.rmdir()
        make(odd)
        assert left_outside(file) == ()
        sweep_outside()


def test_a_folder_that_is_a_link_is_left_alone(file: Path, tmp_path: Path) -> None:
    edit = left(file)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(edit.folder, elsewhere)
    edit.folder.symlink_to(elsewhere)
    assert left_outside(file) == ()
    for one in elsewhere.iterdir():
        os.utime(one, (0, 0))
    sweep_outside()
    assert (elsewhere / "cell.md").exists()
