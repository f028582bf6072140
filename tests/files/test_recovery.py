"""Unsaved work is offered in one sentence, taken up once, put away safely, and kept long enough."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from copvalue_tui.files.journal import writer as journals
from copvalue_tui.files.journal.model import Draft
from copvalue_tui.files.journal.recovery import (
    Recovered,
    all_unfinished,
    continued,
    discard,
    offer_sentence,
    unfinished,
    with_draft,
)
from copvalue_tui.files.journal.sessions import DAYS, history, sweep
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.storage.folders import DEMO
from copvalue_tui.files.storage.versions import kept_versions
from copvalue_tui.matrix.values import Matrix, Place, Value
from tests.files.fault_fs import is_calm
from tests.files.journals import START, TEXT, added, begun, do, killed, own_folders, recovery_files

NOON = datetime(2026, 11, 23, 12, 0).astimezone()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def left(file: Path, *texts: str) -> Recovered:
    """What a session leaves that is killed after these edits."""
    killed(lambda: do(*begun(file)[::2], *texts))
    return unfinished(file)[0]


def recovered(
    why: str = "", actions: int = 3, draft: Draft | None = None, unread: str = "", days: int = 0
) -> Recovered:
    when = (NOON + timedelta(hours=2, minutes=2) - timedelta(days=days)).timestamp()
    nothing = (Matrix(), START, draft, "", Source(), ())
    return Recovered(Path("j"), "s", "/w", "w", when, why, when, actions, *nothing, unread)


def test_work_is_offered_to_a_file_that_was_renamed_after_a_crash(file: Path) -> None:
    found = left(file, "One", "Two")
    other = file.with_name("renamed.toml")
    copy = file.with_name("copy.toml")
    copy.write_bytes(file.read_bytes())
    assert unfinished(copy) == (), "a copy is another file while the first is there"
    file.rename(other)
    assert [one.matrix for one in unfinished(other)] == [found.matrix]
    assert len(unfinished(file)) == 1
    other.write_text(TEXT.replace("Help", "Aid"))
    assert unfinished(other) == (), "these are other bytes"
    other.write_text(TEXT)
    assert continued(unfinished(other)[0])
    assert unfinished(other) == ()


def test_what_was_tried_in_a_demo_is_offered_to_no_other_file(file: Path) -> None:
    demo, later = (file.parent / f"{DEMO}{name}" / "water.toml" for name in ("x1", "x2"))
    for folder in (demo.parent, later.parent):
        folder.mkdir()
    tried = left(demo, "One")
    demo.unlink()
    file.write_text(TEXT)
    later.write_text(TEXT)
    assert unfinished(file) == (), "its text is that of the same template"
    assert [one.matrix for one in unfinished(later)] == [tried.matrix], "the next demo goes on"
    assert continued(unfinished(later)[0])
    left(file, "Two")
    file.unlink()
    assert unfinished(later) == (), "nor is a file's work for a demo"


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (recovered("hangup"), "Unsaved work from 14:02 (connection lost): 3 changes."),
        (recovered("term", 1), "Unsaved work from 14:02 (the program was told to end): 1 change."),
        (recovered("int"), "Unsaved work from 14:02 (the program was interrupted): 3 changes."),
        (recovered("crash"), "Unsaved work from 14:02 (the program failed): 3 changes."),
        (recovered("quit"), "Unsaved work from 14:02 (left unsaved): 3 changes."),
        (
            recovered(days=2),
            "Unsaved work from 2026-11-21 14:02 "
            "(the program was killed or the machine stopped): 3 changes.",
        ),
        (
            recovered("hangup", 0, Draft(START, "x", True)),
            "Unsaved work from 14:02 (connection lost): a half-typed text.",
        ),
        (
            recovered("hangup", 2, Draft(START, "x", True), "Only 2 of 3 could be read."),
            "Unsaved work from 14:02 (connection lost): 2 changes and a half-typed text. "
            "Only 2 of 3 could be read.",
        ),
        (
            recovered("<forged>\x1b", 0, unread="It is damaged."),
            "Unsaved work from 14:02 (the program was killed or the machine stopped): "
            "nothing that can be read. It is damaged.",
        ),
    ],
)
def test_one_sentence_says_what_when_and_why(one: Recovered, sentence: str) -> None:
    said = offer_sentence(one, (NOON + timedelta(hours=4)).timestamp())
    assert said == sentence
    assert is_calm(said)


def test_work_that_was_continued_is_offered_once(file: Path) -> None:
    one = left(file, "One")
    assert continued(one)
    assert unfinished(file) == all_unfinished() == ()
    assert one.journal_path.exists()


def test_half_a_line_at_the_end_does_not_keep_it_from_being_settled(file: Path) -> None:
    one = left(file, "One")
    with one.journal_path.open("ab") as journal:
        journal.write(b'0badc0de 99 {"type":"dra')
    assert unfinished(file)[0].matrix == one.matrix
    assert continued(one)
    assert unfinished(file) == ()


def test_discarded_work_lies_among_the_versions_for_thirty_days(file: Path) -> None:
    one = left(file, "One")
    content = one.journal_path.read_bytes()
    kept = discard(one)
    assert kept.parent.parent.name == "versions"
    assert kept.read_bytes() == content
    assert unfinished(file) == kept_versions(str(file)) == ()
    sweep()
    assert kept.exists()
    old = time.time() - (DAYS + 1) * 86400
    os.utime(kept, (old, old))
    sweep()
    assert not kept.exists()


def test_without_a_home_discarded_work_stays_beside_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    one = left(file, "One")
    kept = discard(one)
    assert kept.parent == file.parent
    assert kept.stat().st_mode & 0o777 == 0o600
    assert unfinished(file) == ()


def test_an_open_session_can_be_neither_discarded_nor_settled(file: Path) -> None:
    one = left(file, "One")
    with one.journal_path.open("rb+") as journal:
        import fcntl

        fcntl.flock(journal, fcntl.LOCK_EX)
        with pytest.raises(FileTrouble) as told:
            discard(one)
        assert is_calm(str(told.value))
        assert not continued(one)
    assert len(unfinished(file)) == 1
    one.journal_path.unlink()
    with pytest.raises(FileTrouble):
        discard(one)
    assert not continued(one)


def test_what_was_typed_is_put_where_it_was_typed(file: Path) -> None:
    def story(place: Place, adding: bool, text: str) -> Matrix:
        def lived() -> None:
            journal, _, matrix = begun(file)
            do(journal, matrix, "One")
            journal.draft(place, text, adding)

        killed(lived)
        one = unfinished(file)[0]
        one.journal_path.unlink()
        return with_draft(one)

    matrix = added(read(TEXT), "One")
    assert story(Place(0, 0, 1), True, " Two\tx ") == added(matrix, "Two x", Place(0, 0, 1))
    reworded = story(Place(0, 0, 0), False, "Other")
    assert [value.text for value in reworded.members[0].short_term] == ["Other", "Help"]
    assert story(Place(9, 0, 0), False, "Lost").parking_lot == (Value("Lost"),)
    assert story(START, True, "   ") == matrix


def test_what_a_killed_session_was_writing_again_goes_in_time(file: Path) -> None:
    one = left(file, "One")
    half, other = (one.journal_path.with_name(name) for name in (".0a0b0c0d0e0f.tmp", "mine.txt"))
    old = time.time() - (DAYS + 1) * 86400
    for path in (half, other):
        path.write_text("x")
        os.utime(path, (old, old))
    (fresh := one.journal_path.with_name(".1a0b0c0d0e0f.tmp")).write_text("x")
    sweep()
    assert not half.exists()
    assert other.exists()
    assert fresh.exists()


def test_history_that_is_old_and_has_enough_after_it_goes_and_unsaved_work_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copvalue_tui.files.journal.sessions.KEPT_STEPS", 30)
    unsaved = left(file, "Unsaved")
    for number in range(45):
        journal, opened, matrix = begun(file)
        matrix = do(journal, matrix, f"Value {number}")
        saved = save(opened, matrix)
        journal.saved(saved.file, matrix)
        journal.end("quit")
        journal.close()
    sweep()
    assert len(recovery_files(file.parent)) == 46, "of the last 30 days all is kept"
    old = time.time() - (DAYS + 1) * 86400
    for one in recovery_files(file.parent)[:-3]:
        os.utime(one, (old, old))
    sweep()
    names = recovery_files(file.parent)
    assert unsaved.journal_path in names
    assert len(names) == 31, "the last 30 steps, however old, and the unsaved work"


def test_undo_reaches_back_through_45_sessions_that_were_killed(file: Path) -> None:
    for number in range(45):
        killed(partial(_saved_session, file, number))
    sweep()
    labels = [one.label for one in history(file, load(file).sha256).moments if one.kind == "do"]
    assert labels == [f"Added “Value {number}”" for number in range(45)]


def _saved_session(file: Path, number: int) -> None:
    journal, opened, matrix = begun(file)
    matrix = do(journal, matrix, f"Value {number}")
    journal.saved(save(opened, matrix).file, matrix)


def test_a_kill_while_it_is_rewritten_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "COMPACT", 2500)
    monkeypatch.setattr(journals, "GROWTH", 1)
    monkeypatch.setattr(journals, "PAUSE", 0)
    begun(file)[0].close()
    for turn in range(15):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            journal, _, matrix = begun(file)
            for count in range(10**6):
                matrix = do(journal, matrix, f"Value {count}")
                os.write(writer, b".")
        os.close(writer)
        told = b""
        while len(told) < 10 + turn * 9:
            told += os.read(reader, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reader, 1000):
            told += more
        os.close(reader)
        (found,) = unfinished(file)
        count = len(found.matrix.members[0].short_term) - 1
        assert len(told) <= count <= len(told) + 1
        assert found.unread == ""
        found.journal_path.unlink()


def test_no_folder_no_work_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    for path in (tmp_path / "gone" / "x.toml", Path("a\0b"), Path("/"), Path()):
        assert unfinished(path) == ()
    assert all_unfinished() == ()
    sweep()
